"""What a user may say about the inputs beside their paths."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from panj.documents import kinds
from panj.documents.extract import KNOWN_FIELDS
from panj.documents.table_layouts import TableLayout
from panj.errors import InputError

ROW_FIELDS = ("id", "text", *KNOWN_FIELDS)
"""The fields of a JSON Lines row that a mapping may rename."""
MAP_HINT = "Write it as text=body,published=date; the fields are " + ", ".join(ROW_FIELDS) + "."


@dataclass(frozen=True, slots=True)
class Options:
    """`mapping` gives the key of a JSON Lines row that holds a field; `allow_hosts` the hosts of private networks that
    may be fetched from; `layout` what the columns of tables mean;
    `themes` those of GDELT of which a page must have one to be fetched (empty: all pages are)."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    allow_hosts: frozenset[str] = frozenset()
    layout: TableLayout | None = None
    themes: frozenset[str] = frozenset()
    offline: bool = False
    """Pages that feeds and lists name are not fetched; what the feed holds of them is read in their stead."""

    sieve: bool = False
    """Pages without a word that tells of what Panj reads are taken as the fast extractor sees them."""

    @property
    def readable(self) -> frozenset[str]:
        """Endings of what can be read."""
        return kinds.READABLE | kinds.TABLES if self.layout else kinds.READABLE


def mapping_of(value: str | None) -> dict[str, str]:
    """The mapping of an argument such as `text=body,published=date`. Raises InputError."""
    found: dict[str, str] = {}
    for part in (value or "").split(","):
        name, equals, key = (piece.strip() for piece in part.partition("="))
        if not (name or equals or key):
            continue
        if not equals or not key or name not in ROW_FIELDS:
            raise InputError(f'"{part.strip()}" is no part of a mapping.', MAP_HINT)
        if name in found:
            raise InputError(f"The mapping gives {name} twice.", MAP_HINT)
        found[name] = key
    return found
