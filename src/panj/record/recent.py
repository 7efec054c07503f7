"""Which events changed since a moment, without reading those that did not."""

from sqlalchemy import select

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
