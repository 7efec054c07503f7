"""Who may ask the desk for what, and who did what."""

from dataclasses import dataclass
from typing import Final, Literal

TokenRole = Literal["reader", "analyst", "admin"]
"""`reader` sees the open view; `analyst` sees everything and adds, judges and restricts; `admin` also gives tokens."""
ROLES: Final[tuple[TokenRole, ...]] = ("reader", "analyst", "admin")


@dataclass(frozen=True, slots=True)
class Token:
    """A token without what makes it secret: who gave it to whom, and when it was taken back (UTC, ISO 8601)."""

    id: str
    name: str
    role: TokenRole
    author: str
    at: str
    revoked_at: str | None = None
    revoked_by: str | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """Something that somebody did. `about` holds ids, never words of a report."""

    number: int
    who: str
    did: str
    about: str
    at: str
