"""The desk: the record in a browser, and an API over it. FastAPI stays within this room."""

from panj.desk.app import create
from panj.desk.serving import serve

__all__ = ["create", "serve"]
