"""Documents with their versions and revisions, and what was read from them: append-only, one transaction a document.

A document is known by its address, its versions by their content.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import Connection, Row, Select, func, insert, select

from panj.errors import InputError, RecordError
from panj.model import Claim, Document
from panj.record import schema as t
from panj.record import searching
from panj.record.clock import now
from panj.record.failures import plain_errors
from panj.record.judged import Judged, judged_about
from panj.record.rows import blob_of, document_of, judged_of, merged, pack, unpack_claim
from panj.record.writing import put

What = Literal["document", "version", "revision", "reread", "unchanged"]
ATTEMPTS = 5
"""How often a document is prepared anew when another writer changed it meanwhile."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What adding a document would do: `document` holds what is known, `what` says what is new about it.

    The numbers name rows: the state it was prepared on, and the version, revision and reading that exist already.
    """

    document: Document
    what: What
    body: str
    reader: str
    base: int | None
    version: int | None = None
    revision: int | None = None
    reading: int | None = None
    outdated: bool = False
    """The text is an earlier version: the document stays at its later one."""


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a document did; `claims` counts the claims that the document did not make before."""

    document: Document
    what: What
    claims: int = 0


class Documents(Judged):
    """The documents of a record, to be added to."""

    def add(
        self,
        document: Document,
        reader: str,
        read: Callable[[Document], Sequence[Claim]],
        *,
        publisher_given: bool = False,
        adopt: bool = True,
    ) -> Added:
        """Stores what is new about the document, with the claims that `read` finds in it, in one transaction. The
        document stands at them from now on, unless `adopt` is false.

        `read` gets the document with all that is known about it, and is called only where there is something to
        read. Errors of `read` pass through and leave the record as it was. Raises RecordError.
        """
        self.require_writable()
        for _ in range(ATTEMPTS):
            prepared = self.prepare(document, reader, publisher_given=publisher_given)
            if prepared.what == "unchanged" or (prepared.reading is not None and not adopt):
                return Added(prepared.document, "unchanged")
            claims = read(prepared.document) if prepared.reading is None else ()
            fresh = self.store(prepared, claims, adopt=adopt)
            if fresh is not None:
                return Added(prepared.document, prepared.what, fresh)
        raise RecordError(f"Another writer keeps changing {document.label} in {self.location}", "try again later")

    def prepare(self, document: Document, reader: str, *, publisher_given: bool = False) -> Prepared:
        """What adding the document would do. Raises RecordError, and InputError for one that was redacted."""
        if buried := self.tombstone(document.id):
            raise InputError(f"was redacted on {buried[2][:10]}: {buried[1]}", "it stays out of this record")
        with plain_errors(self.location), self.engine.connect() as connection:
            state = _state(connection, document.id)
            judged = judged_about(connection, document.id)
            if state is None:
                whole, body = merged(document, None, publisher_given=publisher_given, judged=judged)
                return Prepared(whole, "document", body, reader, None)
            document = replace(document, label=state.label)
            version = connection.execute(
                select(t.versions.c.id).where(
                    t.versions.c.document_id == document.id, t.versions.c.version == document.version
                )
            ).scalar()
            if version is None:
                whole, body = merged(document, state.body, publisher_given=publisher_given, judged=judged)
                return Prepared(whole, "version", body, reader, state.id)
            known = connection.execute(
                select(t.revisions.c.id, t.revisions.c.body)
                .where(t.revisions.c.version_id == version)
                .order_by(t.revisions.c.id.desc())
                .limit(1)
            ).one()
            outdated = version != state.version_id
            whole, body = merged(document, known.body, publisher_given=publisher_given, judged=judged)
            if body != known.body:
                return Prepared(whole, "revision", body, reader, state.id, version, outdated=outdated)
            if outdated or state.reader == reader:
                return Prepared(whole, "unchanged", body, reader, state.id, version, known.id)
            reading = connection.execute(
                select(t.readings.c.id).where(t.readings.c.revision_id == known.id, t.readings.c.reader == reader)
            ).scalar()
            return Prepared(whole, "reread", body, reader, state.id, version, known.id, reading)

    def store(self, prepared: Prepared, claims: Sequence[Claim], *, adopt: bool = True) -> int | None:
        """Writes what `prepare` found to be new, all or nothing, and returns how many claims are new. The document
        stands at it from now on, unless `adopt` is false.

        None where another writer changed the document meanwhile: prepare again. Raises RecordError, and ValueError
        where two claims share an id.
        """
        document, at = prepared.document, now()
        ids = {claim.id for claim in claims}
        if len(ids) < len(claims):
            raise ValueError(f"the reader gave one id to two claims of {document.label}")
        with self.transaction([document.id]) as connection:
            state = _state(connection, document.id)
            if (state.id if state else None) != prepared.base:
                return None
            before: set[str] = set()
            if state is None:
                put(
                    connection,
                    t.documents,
                    id=document.id,
                    address=document.address,
                    label=document.label,
                    recorded_at=at,
                )
            else:
                rows = connection.execute(select(t.claims.c.claim).where(t.claims.c.reading_id == state.reading_id))
                before = set(rows.scalars())
            version = prepared.version or _add_version(connection, document, at)
            revision = prepared.revision or put(
                connection,
                t.revisions,
                version_id=version,
                published=document.published,
                publisher=document.publisher,
                body=prepared.body,
                recorded_at=at,
            )
            reading = prepared.reading
            if reading is None:
                reading = _add_reading(connection, prepared, revision, claims, at)
            if adopt and not prepared.outdated:
                put(connection, t.states, document_id=document.id, reading_id=reading, recorded_at=at)
                searching.index(connection, [document.id])
        return len(ids - before)

    def _claims_at(self, reading: int) -> Iterator[Claim]:
        query = select(t.claims.c.body).where(t.claims.c.reading_id == reading).order_by(t.claims.c.id)
        return (unpack_claim(row.body) for row in self._rows(query))

    def adopt(self, reader: str) -> int:
        """Lets every document that this reader has read beside its old claims stand at that reading; how many."""
        at = now()
        with self.transaction(["adopt"]) as connection:
            waiting = list(connection.execute(_read_beside(reader)))
            rows = [
                {"document_id": row.document_id, "reading_id": row.reading_id, "recorded_at": at} for row in waiting
            ]
            if rows:
                connection.execute(insert(t.states), rows)
                searching.index(connection, [row.document_id for row in waiting])
        return len(rows)

    def beside(self, reader: str) -> dict[str, tuple[Claim, ...]]:
        """The claims of this reader, by document, where a document does not stand at them."""
        with plain_errors(self.location), self.engine.connect() as connection:
            waiting = {row.reading_id: row.document_id for row in connection.execute(_read_beside(reader))}
        return {document: tuple(self._claims_at(reading)) for reading, document in waiting.items()}

    def base(self, document_id: str) -> Document | None:
        """The document without what a person set right about it."""
        row = self._first(self._documents().where(t.states.c.document_id == document_id))
        return document_of(row, judged=False) if row else None

    def unsettled(self) -> Iterator[Document]:
        """Documents whose date or publisher a person judged, or took that back, and that were not read so yet."""
        judged = {name for one in self.judgements() if one.verb == "document" for name in one.documents}
        for document_id in sorted(judged):
            row = self._first(self._documents().where(t.states.c.document_id == document_id))
            if row is None:
                continue
            with plain_errors(self.location), self.engine.connect() as connection:
                wanted = judged_about(connection, document_id)
            if judged_of(row.body) != wanted:
                yield document_of(row, judged=False)


def _read_beside(reader: str) -> Select[Any]:
    """Readings by this reader of what documents stand at, where they stand at another reader's."""
    state, stands, other = t.states.alias(), t.readings.alias(), t.readings.alias()
    last = select(func.max(t.states.c.id)).group_by(t.states.c.document_id)
    return (
        select(state.c.document_id, other.c.id.label("reading_id"))
        .join_from(state, stands, stands.c.id == state.c.reading_id)
        .join(other, other.c.revision_id == stands.c.revision_id)
        .where(state.c.id.in_(last), other.c.reader == reader, stands.c.reader != reader)
        .order_by(state.c.document_id)
    )


def _state(connection: Connection, document_id: str) -> Row[Any] | None:
    """The document's last state with its reading, revision and version."""
    query: Select[Any] = (
        select(
            t.states.c.id,
            t.states.c.reading_id,
            t.readings.c.reader,
            t.readings.c.revision_id,
            t.revisions.c.version_id,
            t.revisions.c.body,
            t.documents.c.label,
        )
        .join_from(t.states, t.readings)
        .join(t.revisions)
        .join(t.documents, t.states.c.document_id == t.documents.c.id)
        .where(t.states.c.document_id == document_id)
        .order_by(t.states.c.id.desc())
        .limit(1)
    )
    return connection.execute(query).first()


def _add_version(connection: Connection, document: Document, at: str) -> int:
    blob = blob_of(document.raw or document.text.encode())
    if not connection.execute(select(func.count()).where(t.blobs.c.hash == blob["hash"])).scalar():
        connection.execute(insert(t.blobs).values(**blob, recorded_at=at))
    return put(
        connection,
        t.versions,
        document_id=document.id,
        version=document.version,
        text=document.text,
        extractor=document.extractor,
        blob=blob["hash"],
        recorded_at=at,
    )


def _add_reading(connection: Connection, prepared: Prepared, revision: int, claims: Sequence[Claim], at: str) -> int:
    document = prepared.document
    reading = put(
        connection, t.readings, revision_id=revision, reader=prepared.reader, claims=len(claims), recorded_at=at
    )
    rows = [
        {
            "reading_id": reading,
            "claim": claim.id,
            "document_id": document.id,
            "version": document.version,
            "kind": claim.kind,
            "rank": claim.rank,
            "published": document.published,
            "reader": claim.reader,
            "body": pack(claim),
            "recorded_at": at,
        }
        for claim in claims
    ]
    if rows:
        connection.execute(insert(t.claims), rows)
    return reading
