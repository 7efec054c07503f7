"""Much about many claims and documents in one question, without their texts."""

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import JSON, cast, func, select, type_coerce

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


def figures(reading: Reading) -> dict[str, tuple[float, float | None]]:
    """How sure each claim is that was ever read, and the figure in it (stated, else its lower, else its upper bound),
    by id. Raises RecordError."""
    body = t.claims.c.body
    parsed = cast(body, JSON) if reading.engine.dialect.name == "postgresql" else type_coerce(body, JSON)
    stated = func.coalesce(*(parsed[("measure", name)].as_float() for name in ("value", "low", "high")))
    query = select(t.claims.c.claim, parsed["confidence"].as_float(), stated)
    return {name: (confidence or 0.0, figure) for name, confidence, figure in reading._rows(query)}


def outlines(reading: Reading) -> Iterator[tuple[str, str, str | None, str | None, int]]:
    """Id, label, publisher, date and number of claims of each document at the moment. Raises RecordError."""
    query = reading._current(
        t.documents.c.id,
        t.documents.c.label,
        t.revisions.c.publisher,
        t.revisions.c.published,
        t.readings.c.claims,
        t.revisions.c.body,
    )
    for row in reading._rows(query):
        judged = json.loads(row.body).get("judged", {}) if '"judged":' in row.body else {}
        publisher, published = judged.get("publisher", row.publisher), judged.get("published", row.published)
        yield row.id, row.label, publisher, published, row.claims
