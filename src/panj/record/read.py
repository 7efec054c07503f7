"""Reading a record: what it holds now or held at a moment, as a `View` of claims as they were read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Engine, Select, select

from panj.model import Claim, Document, Event
from panj.model.event import in_order
from panj.model.vocabulary import UNREAD
from panj.record import schema as t
from panj.record.failures import plain_errors
from panj.record.listing import Listed, listed_of
from panj.record.moments import NOW, Moment, last_known, standing, states_until
from panj.record.rows import document_of, unpack_bytes, unpack_claim, unpack_event

BATCH = 500
"""Rows fetched at a time, and names in one question, so that memory does not grow with the record."""
T = TypeVar("T")


def batches(things: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The things in lists of at most `size`, fewer than a statement may name."""
    rest = iter(things)
    while some := list(islice(rest, size)):
        yield some


class Reading:
    """What a record holds at a moment. Iterators read as they go; all raise RecordError where it is damaged."""

    def __init__(
        self, location: str, engine: Engine, moment: Moment = NOW, states: Mapping[str, int] | None = None
    ) -> None:
        self.location = location
        self.engine = engine
        self.moment = moment
        self._states = states

    @property
    def states(self) -> Mapping[str, int] | None:
        """The documents with the states that alone are read; None for all that the record knows. What stood at a date
        is looked for once."""
        if self._states is None and self.moment.published is not None:
            self._states = self.standing()
        return self._states

    def standing(self) -> dict[str, int]:
        """Every document that stood at the moment, with its state."""
        with plain_errors(self.location), self.engine.connect() as connection:
            return standing(connection.execute(states_until(self.moment)).all(), self.moment.published)

    def at(self, moment: Moment) -> "Reading":
        """The same record at another moment."""
        return Reading(self.location, self.engine, moment)

    def in_states(self, states: Mapping[str, int]) -> "Reading":
        """The same record, of these documents alone, each in the state that is given for it."""
        return Reading(self.location, self.engine, self.moment, states)

    def documents(self, ids: Sequence[str] | None = None) -> Iterator[Document]:
        """Every document, or those of these ids, at its version and revision of the moment, by label; without the bytes
        it came from."""
        for row in self._of(self._documents(), ids):
            yield document_of(row)

    def document(self, document_id: str) -> Document | None:
        row = self._first(self._named(self._documents(), [document_id]))
        return document_of(row) if row else None

    def raw(self, document_id: str) -> bytes | None:
        """The bytes that the document's version was taken from."""
        row = self._first(self._named(self._current(t.blobs.c.data).join(t.blobs), [document_id]))
        return unpack_bytes(row.data) if row else None

    def text(self, document_id: str, version: str) -> str | None:
        """The text of any version of a document."""
        query = select(t.versions.c.text).where(
            t.versions.c.document_id == document_id, t.versions.c.version == version
        )
        row = self._first(query)
        return row.text if row else None

    def claims(self, document_id: str | None = None) -> Iterator[Claim]:
        """The claims of the reading of every document, or of one, in the documents' order and the text's."""
        return self.claims_of(None if document_id is None else [document_id])

    def claims_of(self, ids: Sequence[str] | None) -> Iterator[Claim]:
        """The claims of these documents, or of all."""
        query = self._current(t.claims.c.body).join(t.claims, t.claims.c.reading_id == t.readings.c.id)
        for row in self._of(query, ids, t.claims.c.id):
            yield unpack_claim(row.body)

    def bodies_since(self, number: int) -> Iterator[tuple[int, str]]:
        """The claims that were stored behind this row's number, each with its own, as JSON."""
        query = select(t.claims.c.id, t.claims.c.body).where(t.claims.c.id > number).order_by(t.claims.c.id)
        for row in self._rows(query):
            yield row.id, row.body

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
        now = self._first(
            select(t.states.c.reading_id)
            .where(t.states.c.document_id == row.document_id)
            .order_by(t.states.c.id.desc())
            .limit(1)
        )
        return document_of(row), claims, now is not None and now.reading_id == row.reading

    def events(self) -> Sequence[Event]:
        """The events that the record held at the moment, in canonical order."""
        at = self.moment.recorded
        kept = t.event_versions.c
        query = select(kept.body)
        if at is None:
            query = query.where(kept.until.is_(None))
        else:
            query = query.where(kept.since <= at, (kept.until.is_(None)) | (kept.until > at))
        return in_order(unpack_event(row.body) for row in self._rows(query))

    def event_ids(self) -> set[str]:
        """The ids of the events that stand now."""
        return {
            row.event for row in self._rows(select(t.event_versions.c.event).where(t.event_versions.c.until.is_(None)))
        }

    def event(self, event_id: str) -> Event | None:
        return next((event for since, until, event in self.versions(event_id) if self._holds(since, until)), None)

    def versions(self, event_id: str) -> list[tuple[str, str | None, Event]]:
        """All versions of an event that the record held, oldest first: since when, until when, and what it said."""
        kept = t.event_versions.c
        query = select(kept.since, kept.until, kept.body).where(kept.event == event_id).order_by(kept.id)
        return [(row.since, row.until, unpack_event(row.body)) for row in self._rows(query)]

    def redirects(self, event_id: str) -> list[str]:
        """The events that hold now what this one held: several where it was split; none for an id that stands."""
        found: dict[str, None] = {}
        seen, waiting = {event_id}, [event_id]
        while waiting:
            query = select(t.redirects.c.new).where(t.redirects.c.old == waiting.pop()).order_by(t.redirects.c.id)
            for row in list(self._rows(query)):
                if row.new in seen:
                    continue
                seen.add(row.new)
                if self.event(row.new):
                    found[row.new] = None
                else:
                    waiting.append(row.new)
        return list(found)

    def tombstone(self, document_id: str) -> tuple[str, str, str] | None:
        """Who redacted the document, why, and when; None where nobody did."""
        kept = t.tombstones.c
        row = self._first(select(kept.author, kept.reason, kept.recorded_at).where(kept.document_id == document_id))
        return (row.author, row.reason, row.recorded_at) if row else None

    def tombstones(self) -> list[str]:
        """Ids of the documents that were redacted."""
        return sorted(row.document_id for row in self._rows(select(t.tombstones.c.document_id)))

    def recorded_on(self, document_id: str) -> str | None:
        """When the document was first recorded; undated ones count from that day."""
        row = self._first(select(t.documents.c.recorded_at).where(t.documents.c.id == document_id))
        return row.recorded_at if row else None

    def ids(self, prefix: str, limit: int = 20) -> list[str]:
        """Ids of claims, events and documents that start so, in order, `limit` at most."""
        found: set[str] = set()
        for column in (t.claims.c.claim, t.event_versions.c.event, t.documents.c.id, t.redirects.c.old):
            plain = prefix.replace("\\", "").replace("%", "").replace("_", "\\_")
            query = select(column.label("id")).distinct().where(column.like(plain + "%", escape="\\"))
            if self.engine.dialect.name == "sqlite":
                query = query.where(column >= prefix, column < prefix + "zz")
            found.update(row.id for row in self._rows(query.order_by(column).limit(limit)))
        return sorted(name for name in found if name.startswith(prefix))[:limit]

    def labelled(self, label: str) -> list[str]:
        """Ids of the documents with that label, address or id."""
        kept = t.documents.c
        query = select(kept.id).where((kept.label == label) | (kept.address == label) | (kept.id == label))
        return sorted(row.id for row in self._rows(query))

    def count(self) -> dict[str, int]:
        """How many documents, and how many claims of their readings, there are at the moment."""
        told = [row.claims for row in self._each(self._current(t.readings.c.claims))]
        return {"documents": len(told), "claims": sum(told)}

    def unread(self) -> int:
        """How many of the documents no reader speaks the language of, at the moment."""
        return sum(1 for _ in self._each(self._current(t.states.c.id).where(t.readings.c.reader == UNREAD)))

    def listed(self, *, unread: bool = False) -> Iterator[Listed]:
        """All documents by label without their texts, or the unread ones alone."""
        kept = t.documents.c
        query = self._current(
            kept.label, kept.id, kept.address, t.revisions.c.body, t.readings.c.claims, t.readings.c.reader
        )
        for row in self._of(query.where(t.readings.c.reader == UNREAD) if unread else query, None):
            yield listed_of(row)

    # ---- questions to the database ----------------------------------------------------------------------------------

    def _holds(self, since: str, until: str | None) -> bool:
        at = self.moment.recorded
        return until is None if at is None else since <= at and (until is None or until > at)

    def _of(self, query: Select[Any], ids: Sequence[str] | None, *then: Any) -> Iterator[Any]:
        """The rows in the order of their documents' labels."""
        label = t.documents.c.label
        letters = label if self.engine.dialect.name == "sqlite" else label.collate("C")
        query = query.order_by(letters, t.documents.c.id, *then)
        if ids is None and self.states is not None:
            ids = list(self.states)
        if ids is None:
            yield from self._rows(query)
        elif len(ids) <= BATCH:
            yield from self._rows(self._named(query, ids))
        else:
            named = select(t.documents.c.label, t.documents.c.id)
            labels = (row for some in batches(ids) for row in self._rows(named.where(t.documents.c.id.in_(some))))
            for some_rows in batches(sorted(tuple(row) for row in labels)):
                yield from self._rows(self._named(query, [name for _, name in some_rows]))

    def _named(self, query: Select[Any], ids: Sequence[str]) -> Select[Any]:
        """The rows of these documents alone, `BATCH` of them at most."""
        if self.states is None:
            return query.where(t.states.c.document_id.in_(ids))
        return query.where(t.states.c.id.in_([self.states[name] for name in ids if name in self.states]))

    def _each(self, query: Select[Any]) -> Iterator[Any]:
        """The rows of all documents in no order."""
        if self.states is None:
            yield from self._rows(query)
        for some in batches(self.states or ()):
            yield from self._rows(self._named(query, some))

    def _rows(self, query: Select[Any]) -> Iterator[Any]:
        with (
            plain_errors(self.location),
            self.engine.connect() as connection,
            connection.execution_options(yield_per=BATCH).execute(query) as found,
        ):
            yield from found

    def _first(self, query: Any) -> Any:
        """The first row, or None."""
        with plain_errors(self.location), self.engine.connect() as connection:
            return connection.execute(query).first()

    def _current(self, *columns: Any) -> Select[Any]:
        """The columns over every document with the reading, revision and version that it stood at at the moment."""
        query = (
            select(*columns)
            .select_from(t.states)
            .join(t.readings)
            .join(t.revisions)
            .join(t.versions)
            .join(t.documents, t.versions.c.document_id == t.documents.c.id)
            .where(t.documents.c.id.not_in(select(t.tombstones.c.document_id)))
        )
        return query if self.states is not None else query.where(last_known(self.moment))

    def _documents(self) -> Select[Any]:
        return self._current(
            t.documents.c.label, t.documents.c.address, t.versions.c.text, t.versions.c.extractor, t.revisions.c.body
        )
