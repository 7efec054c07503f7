"""Claims by their ids, many in one question."""

from collections.abc import Sequence

from sqlalchemy import select

from panj.model import Claim
from panj.record import schema as t
from panj.record.read import Reading, batches
from panj.record.rows import unpack_claim


def claims_by_id(reading: Reading, ids: Sequence[str]) -> dict[str, Claim]:
    """The claims of these ids that there are, in the order asked for. Raises RecordError."""
    found: dict[str, Claim] = {}
    for some in batches(dict.fromkeys(ids)):
        query = select(t.claims.c.body).where(t.claims.c.claim.in_(some)).order_by(t.claims.c.id)
        found.update((claim.id, claim) for claim in (unpack_claim(row.body) for row in reading._rows(query)))
    return {name: found[name] for name in dict.fromkeys(ids) if name in found}
