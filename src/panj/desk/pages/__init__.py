"""The pages of the desk."""

from fastapi import FastAPI


def install(app: FastAPI) -> None:
    """Adds the pages to the app."""
