"""The judgements of people: appended, never changed; one takes another back by being its undoing."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, or_, select, update

from panj.model import Judgement, digest
from panj.model.judgement import standing
from panj.record import schema as t
from panj.record.clock import now
from panj.record.read import Reading, batches
from panj.record.rows import pack_judgement, unpack_judgement
from panj.record.writing import Writing, put


def judgements_at(reading: Reading) -> tuple[Judgement, ...]:
    """All judgements that the record knew at the moment, also those taken back, in the order in which they came."""
    query = select(t.judgements.c.body).order_by(t.judgements.c.id)
    if reading.moment.recorded:
        query = query.where(t.judgements.c.recorded_at <= reading.moment.recorded)
    return tuple(unpack_judgement(row.body) for row in reading._rows(query))


ALL = tuple(str(number) for number in range(20_000))
"""Names that take up every lock there is: for a judgement whose documents are known only when it is looked up."""


class Judged(Writing):
    """A record with what people decided."""

    def judgements(self) -> tuple[Judgement, ...]:
        """All judgements, also those taken back, in the order in which they came."""
        return judgements_at(self)

    def judge(self, judgement: Judgement) -> Judgement:
        """Appends a judgement and gives it with its id and time. The events of what it judges are made anew by the next
        command, whatever happens to this one. Raises RecordError."""
        return self.judge_all([judgement])[0]

    def judge_all(self, judgements: Sequence[Judgement]) -> list[Judgement]:
        """As `judge`, for several in one transaction: all of them or none."""
        whole = any(one.names or one.undoes for one in judgements)
        names = ALL if whole else sorted({name for one in judgements for name in one.documents})
        with self.transaction(["judgements", *names]) as connection:
            return [self._append(connection, one) for one in judgements]

    def _append(self, connection: Connection, judgement: Judgement) -> Judgement:
        at = now()
        count = connection.execute(select(t.judgements.c.id).order_by(t.judgements.c.id.desc()).limit(1)).scalar()
        name = "j_" + digest(at, count, pack_judgement(judgement))[:12]
        whole = replace(judgement, id=name, at=at)
        put(
            connection,
            t.judgements,
            judgement=name,
            verb=whole.verb,
            author=whole.author,
            body=pack_judgement(whole),
            recorded_at=at,
        )
        self._touch(connection, whole)
        return whole

    def _touch(self, connection: Connection, judgement: Judgement) -> None:
        """Marks the documents whose events a judgement may change."""
        touched, names = set(judgement.documents), set(judgement.names)
        if judgement.undoes:
            row = connection.execute(
                select(t.judgements.c.body).where(t.judgements.c.judgement == judgement.undoes)
            ).first()
            if row:
                undone = unpack_judgement(row.body)
                touched |= set(undone.documents)
                names |= set(undone.names)
                if undone.undoes:
                    self._touch(connection, undone)
        mark_anew(connection, sorted(touched))
        if names:
            named = or_(*(t.claims.c.body.contains(_quoted(name), autoescape=True) for name in sorted(names)))
            found = select(t.claims.c.document_id).where(named)
            connection.execute(update(t.placements).where(t.placements.c.document_id.in_(found)).values(state_id=0))


def _quoted(name: str) -> str:
    """A name as it stands in a claim's JSON."""
    return '"name":' + json.dumps(name, ensure_ascii=False)


def mark_anew(connection: Connection, documents: Sequence[str]) -> None:
    """Lets the events of these documents be made anew."""
    for some in batches(documents):
        connection.execute(update(t.placements).where(t.placements.c.document_id.in_(some)).values(state_id=0))


def judged_about(connection: Connection, document_id: str) -> dict[str, Any]:
    """What people set right about a document, by field: the latest judgement that stands."""
    rows = connection.execute(
        select(t.judgements.c.body).where(t.judgements.c.verb.in_(("document", "undo"))).order_by(t.judgements.c.id)
    )
    told = standing(tuple(unpack_judgement(row.body) for row in rows))
    return {one.field: one.value for one in told if one.document_id == document_id and one.field}
