"""Reading a record: the state it is in now, as a `View`."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select

from panj.model import Claim, Document, Event
from panj.record import schema as t
from panj.record.engine import plain_errors
from panj.record.rows import document_of, unpack_bytes, unpack_claim, unpack_event

BATCH = 500
"""Rows fetched at a time, so that memory does not grow with the record."""


class Reading:
    """What a record holds now. Iterators read as they go; every method raises RecordError where the file is damaged."""

    def __init__(self, location: str, engine: Engine) -> None:
        self.location = location
        self.engine = engine

    def documents(self) -> Iterator[Document]:
        """Every document at its latest version and revision, by label; without the bytes it came from."""
        for row in self._rows(_documents().order_by(t.documents.c.label, t.documents.c.id)):
            yield document_of(row)

    def document(self, document_id: str) -> Document | None:
        row = self._first(_documents().where(t.states.c.document_id == document_id))
        return document_of(row) if row else None

    def raw(self, document_id: str) -> bytes | None:
        """The bytes that the document's latest version was taken from."""
        row = self._first(_current(t.blobs.c.data).join(t.blobs).where(t.states.c.document_id == document_id))
        return unpack_bytes(row.data) if row else None

    def claims(self, document_id: str | None = None) -> Iterator[Claim]:
        """The claims of the latest reading of every document, or of one, in the documents' order and the text's."""
        query = _current(t.claims.c.body).join(t.claims, t.claims.c.reading_id == t.readings.c.id)
        if document_id is not None:
            query = query.where(t.states.c.document_id == document_id)
        for row in self._rows(query.order_by(t.documents.c.label, t.documents.c.id, t.claims.c.id)):
            yield unpack_claim(row.body)

    def claim(self, claim_id: str) -> Claim | None:
        """The claim of that id, also one of an earlier version or reader: what was once given out stays explainable."""
        query = select(t.claims.c.body).where(t.claims.c.claim == claim_id).order_by(t.claims.c.id.desc())
        row = self._first(query.limit(1))
        return unpack_claim(row.body) if row else None

    def reading_of(self, claim_id: str) -> tuple[Document, tuple[Claim, ...], bool] | None:
        """The document as it was read when it made this claim, the claims of that reading, and whether it is the
        latest; None for an unknown id."""
        query = (
            select(
                t.documents.c.id.label("document_id"),
                t.documents.c.label,
                t.documents.c.address,
                t.versions.c.text,
                t.versions.c.extractor,
                t.revisions.c.body,
                t.readings.c.id.label("reading"),
            )
            .join_from(t.claims, t.readings, t.claims.c.reading_id == t.readings.c.id)
            .join(t.revisions)
            .join(t.versions)
            .join(t.documents, t.versions.c.document_id == t.documents.c.id)
            .where(t.claims.c.claim == claim_id)
            .order_by(t.claims.c.id.desc())
            .limit(1)
        )
        row = self._first(query)
        if row is None:
            return None
        bodies = select(t.claims.c.body).where(t.claims.c.reading_id == row.reading).order_by(t.claims.c.id)
        claims = tuple(unpack_claim(found.body) for found in self._rows(bodies))
        latest = select(func.max(t.states.c.id)).where(t.states.c.document_id == row.document_id)
        now = self._first(select(t.states.c.reading_id).where(t.states.c.id == latest.scalar_subquery()))
        return document_of(row), claims, now is not None and now.reading_id == row.reading

    def events(self) -> Sequence[Event]:
        """The events computed last; `events_basis` says from what."""
        return [unpack_event(row.body) for row in self._rows(select(t.events.c.body).order_by(t.events.c.id))]

    def event(self, event_id: str) -> Event | None:
        row = self._first(select(t.events.c.body).where(t.events.c.event == event_id))
        return unpack_event(row.body) if row else None

    def events_basis(self) -> tuple[int, str] | None:
        """The state and the rules that the stored events were computed from; None where none were computed."""
        row = self._first(select(t.event_sets.c.basis, t.event_sets.c.rules).order_by(t.event_sets.c.id.desc()))
        return (row.basis, row.rules) if row else None

    def basis(self) -> int:
        """A number that grows with every change of what documents say."""
        return self._first(select(func.max(t.states.c.id)))[0] or 0

    def ids(self, prefix: str, limit: int = 20) -> list[str]:
        """Ids of claims and events that start so, in order, `limit` at most."""
        found: set[str] = set()
        for column in (t.claims.c.claim, t.events.c.event):
            query = select(column.label("id")).distinct().where(column >= prefix, column < prefix + "zz")
            found.update(row.id for row in self._rows(query.order_by(column).limit(limit)))
        return sorted(name for name in found if name.startswith(prefix))[:limit]

    def count(self) -> dict[str, int]:
        """How many documents, and how many claims of their latest readings, there are."""
        current = _current(t.readings.c.claims).subquery()
        row = self._first(select(func.count(), func.sum(current.c.claims)).select_from(current))
        return {"documents": row[0], "claims": row[1] or 0}

    def _rows(self, query: Select[Any]) -> Iterator[Any]:
        with plain_errors(self.location), self._connected() as connection:
            yield from connection.execution_options(yield_per=BATCH).execute(query)

    def _first(self, query: Any) -> Any:
        """The first row, or None."""
        with plain_errors(self.location), self._connected() as connection:
            return connection.execute(query).first()

    def _connected(self) -> Connection:
        return self.engine.connect()


def _current(*columns: Any) -> Select[Any]:
    """The columns over every document with the reading, revision and version that it stands at now."""
    other = t.states.alias()
    last = select(func.max(other.c.id)).where(other.c.document_id == t.states.c.document_id).scalar_subquery()
    return (
        select(*columns)
        .select_from(t.states)
        .join(t.readings)
        .join(t.revisions)
        .join(t.versions)
        .join(t.documents, t.versions.c.document_id == t.documents.c.id)
        .where(t.states.c.id == last)
    )


def _documents() -> Select[Any]:
    return _current(
        t.documents.c.label, t.documents.c.address, t.versions.c.text, t.versions.c.extractor, t.revisions.c.body
    )
