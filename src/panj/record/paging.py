"""Pages of reports and claims that stand at a moment, so that nobody has to read all of them."""

from collections.abc import Mapping
from heapq import nsmallest

from sqlalchemy import func, select

from panj.record import schema as t
from panj.record.read import BATCH, Reading


def document_page(reading: Reading, after: str, limit: int) -> list[str]:
    """Ids of the reports that stand at the moment, in their order, behind one."""
    states = _states(reading)
    if states is not None:
        return nsmallest(limit, (name for name in states if name > after))
    kept = t.documents.c
    query = reading._current(kept.id).where(kept.id > after)
    return [row.id for row in reading._rows(query.order_by(kept.id).limit(limit))]


def claim_page(reading: Reading, after: int, limit: int, *, kind: str | None = None) -> list[tuple[int, str]]:
    """Numbers and ids of the claims that stand at the moment, in the order in which they were stored."""
    states = _states(reading)
    found: list[tuple[int, str]] = []
    while len(found) < limit:
        rows = _claims(reading, after, kind, now=states is None)
        found += [
            (number, name) for number, name, document, state in rows if states is None or states.get(document) == state
        ]
        if len(rows) < BATCH:
            break
        after = rows[-1][0]
    return found[:limit]


def _claims(reading: Reading, after: int, kind: str | None, *, now: bool) -> list[tuple[int, str, str, int]]:
    """Claims with each state that their report stood at with them; of now, those of the last state alone."""
    kept, state = t.claims.c, t.states.c
    query = select(kept.id, kept.claim, kept.document_id, state.id.label("state")).where(kept.id > after)
    query = query.join(t.states, (state.document_id == kept.document_id) & (state.reading_id == kept.reading_id))
    if kind:
        query = query.where(kept.kind == kind)
    if now:
        other = t.states.alias()
        last = select(func.max(other.c.id)).where(other.c.document_id == kept.document_id)
        query = query.where(
            state.id == last.scalar_subquery(), kept.document_id.not_in(select(t.tombstones.c.document_id))
        )
    return [tuple(row) for row in reading._rows(query.order_by(kept.id).limit(BATCH))]


def _states(reading: Reading) -> Mapping[str, int] | None:
    """The reports of a moment with their states; None for now."""
    return reading.standing() if reading.states is None and reading.moment.recorded else reading.states


def last_claim(reading: Reading) -> int:
    """The number of the claim that was stored last."""
    return reading._first(select(func.max(t.claims.c.id)))[0] or 0
