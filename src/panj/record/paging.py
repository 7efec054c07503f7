"""Pages of reports and claims that stand at a moment, so that nobody has to read all of them."""

from sqlalchemy import func, select

from panj.record import schema as t
from panj.record.read import Reading


def document_page(reading: Reading, after: str, limit: int) -> list[str]:
    """Ids of the reports that stand at the moment, in their order, behind one."""
    kept = t.documents.c
    query = reading._current(kept.id).where(kept.id > after)
    return [row.id for row in reading._rows(query.order_by(kept.id).limit(limit))]


def claim_page(
    reading: Reading, after: int, limit: int, *, kind: str | None = None, document_id: str | None = None
) -> list[tuple[int, str]]:
    """Numbers and ids of the claims that stand at the moment, in the order in which they were stored."""
    kept = t.claims.c
    query = reading._current(kept.id, kept.claim).join(t.claims, kept.reading_id == t.readings.c.id)
    query = query.where(kept.id > after)
    if kind:
        query = query.where(kept.kind == kind)
    if document_id:
        query = query.where(kept.document_id == document_id)
    return [(row.id, row.claim) for row in reading._rows(query.order_by(kept.id).limit(limit))]


def last_claim(reading: Reading) -> int:
    """The number of the claim that was stored last."""
    return reading._first(select(func.max(t.claims.c.id)))[0] or 0
