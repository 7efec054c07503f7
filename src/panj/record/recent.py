"""Which events changed since a moment, without reading those that did not."""

from collections.abc import Iterator

from sqlalchemy import exists, or_, select

from panj.model import Event
from panj.record import schema as t
from panj.record.read import Reading
from panj.record.rows import unpack_event


def changed_since(reading: Reading, at: str) -> tuple[list[Event], list[Event]]:
    """Events as the record held them at `at` (UTC, ISO 8601) and no longer does, and those that it holds only since:
    one that changed is in both. Raises RecordError."""
    kept = t.event_versions.c
    gone = select(kept.body).where(kept.until > at, kept.since <= at).order_by(kept.id)
    fresh = select(kept.body).where(kept.until.is_(None), kept.since > at).order_by(kept.id)
    before, after = ([unpack_event(row.body) for row in reading._rows(query)] for query in (gone, fresh))
    return before, after


def made_last(reading: Reading) -> Iterator[tuple[str, str, bool]]:
    """The events that stand, the latest made first: id, since when (UTC, ISO 8601), and whether this is the first that
    the record knew of it, also under another id. Raises RecordError."""
    kept = t.event_versions.c
    earlier = t.event_versions.alias()
    known = or_(
        exists().where(earlier.c.event == kept.event, earlier.c.since < kept.since),
        exists().where(t.redirects.c.new == kept.event),
    )
    query = select(kept.event, kept.since, known.label("known")).where(kept.until.is_(None))
    for row in reading._rows(query.order_by(kept.since.desc(), kept.event)):
        yield row.event, row.since, not row.known
