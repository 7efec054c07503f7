"""The documents of a record in a list: what is known about each, without its text."""

from dataclasses import dataclass
from typing import Any

from panj.model.vocabulary import UNREAD
from panj.record.rows import known_of


@dataclass(frozen=True, slots=True)
class Listed:
    """A document with how many claims were read from it; `unread` where no reader speaks its language."""

    label: str
    id: str
    address: str
    title: str | None
    published: str | None
    publisher: str | None
    language: str | None
    agency: str | None
    published_from: str | None
    url: str | None
    canonical_url: str | None
    claims: int
    unread: bool


def listed_of(row: Any) -> Listed:
    """Of a row with `label`, `id`, `address`, a revision's `body`, and `claims` and `reader` of a reading."""
    known = known_of(row.body)
    return Listed(
        label=row.label,
        id=row.id,
        address=row.address,
        title=known["title"],
        published=known["published"],
        publisher=known["publisher"],
        language=known["language"],
        agency=known["agency"],
        published_from=known["published_from"],
        url=known["url"],
        canonical_url=known.get("canonical_url"),
        claims=row.claims,
        unread=row.reader == UNREAD,
    )
