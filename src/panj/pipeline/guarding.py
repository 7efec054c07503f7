"""What leaves the house: a view of a record as a role may see it."""

from datetime import date
from typing import Literal

from panj.model import View

Role = Literal["open", "restricted"]
"""`restricted` sees everything; `open` is for all others."""


def guarded(view: View, role: Role, today: date) -> View:
    """The view as the role may see it on that day."""
    return view
