"""Points in two times, and at which state each document stood there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from panj.record import schema as t


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in two times; None is now. `published`: ISO date, reports that were published by then, and undated ones
    from the day they were recorded; `recorded`: UTC, ISO 8601, what this record knew by then."""

    published: str | None = None
    recorded: str | None = None


NOW = Moment()


def last_known(moment: Moment) -> ColumnElement[bool]:
    """True for the last state of a document that the record knew, whatever it was published on."""
    other = t.states.alias()
    last = select(func.max(other.c.id)).where(other.c.document_id == t.states.c.document_id)
    if moment.recorded:
        last = last.where(other.c.recorded_at <= moment.recorded)
    return t.states.c.id == last.scalar_subquery()


def states_until(moment: Moment) -> Select[Any]:
    """All states that the record knew, oldest first, with the version of each and the day that it counts from."""
    document, revision = t.documents.c, t.revisions.c
    day = func.coalesce(func.substr(revision.published, 1, 10), func.substr(document.recorded_at, 1, 10))
    query = (
        select(t.states.c.document_id, revision.version_id, t.states.c.id, day.label("day"))
        .select_from(t.states)
        .join(t.readings)
        .join(t.revisions)
        .join(t.documents, document.id == t.states.c.document_id)
        .where(document.id.not_in(select(t.tombstones.c.document_id)))
    )
    if moment.recorded:
        query = query.where(t.states.c.recorded_at <= moment.recorded)
    return query.order_by(t.states.c.id)


def standing(states: Iterable[Any], published: str | None) -> dict[str, int]:
    """Every document that stood at a date with the state that it stood at: of each version the last state counts, of
    the versions that were published by then the one that was recorded last. `states` as `states_until` gives them."""
    versions = {(document, version): (state, day) for document, version, state, day in states}
    out: dict[str, int] = {}
    for (document, _), (state, day) in versions.items():
        if (published is None or day <= published) and state > out.get(document, 0):
            out[document] = state
    return out
