"""The record: documents with their versions, what was read from them, and the events computed from that.

Append-only, one transaction a document. A document is known by its address, its versions by their content. SQLite
keeps it in one file; the statements are plain SQLAlchemy Core.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Literal, Self

from sqlalchemy import Connection, Engine, Row, Select, delete, func, insert, select

from panj.errors import RecordError
from panj.model import Claim, Document, Event
from panj.record import schema as t
from panj.record.engine import WRITE, open_engine, plain_errors
from panj.record.read import Reading
from panj.record.rows import blob_of, merged, pack

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


class Record(Reading):
    """A record opened by `open_record`. It is a `View` of what it holds now; close it, or use it in a `with`."""

    def __init__(self, location: str, engine: Engine, *, writable: bool) -> None:
        super().__init__(location, engine)
        self.writable = writable

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.engine.dispose()

    def require_writable(self) -> None:
        """Raises RecordError where nothing can be written."""
        if not self.writable:
            raise RecordError(
                f"The record {self.location} cannot be written", "it is read-only: change its permissions or copy it"
            )

    def add(
        self,
        document: Document,
        reader: str,
        read: Callable[[Document], Sequence[Claim]],
        *,
        publisher_given: bool = False,
    ) -> Added:
        """Stores what is new about the document, with the claims that `read` finds in it, in one transaction.

        `read` gets the document with all that is known about it, and is called only where there is something to
        read. Errors of `read` pass through and leave the record as it was. Raises RecordError.
        """
        self.require_writable()
        for _ in range(ATTEMPTS):
            prepared = self.prepare(document, reader, publisher_given=publisher_given)
            if prepared.what == "unchanged":
                return Added(prepared.document, "unchanged")
            claims = read(prepared.document) if prepared.reading is None else ()
            fresh = self.store(prepared, claims)
            if fresh is not None:
                return Added(prepared.document, prepared.what, fresh)
        raise RecordError(f"Another writer keeps changing {document.label} in {self.location}", "try again later")

    def prepare(self, document: Document, reader: str, *, publisher_given: bool = False) -> Prepared:
        """What adding the document would do. Raises RecordError."""
        with plain_errors(self.location), self.engine.connect() as connection:
            state = _state(connection, document.id)
            if state is None:
                whole, body = merged(document, None, publisher_given=publisher_given)
                return Prepared(whole, "document", body, reader, None)
            document = replace(document, label=state.label)
            version = connection.execute(
                select(t.versions.c.id).where(
                    t.versions.c.document_id == document.id, t.versions.c.version == document.version
                )
            ).scalar()
            if version is None:
                whole, body = merged(document, state.body, publisher_given=publisher_given)
                return Prepared(whole, "version", body, reader, state.id)
            known = connection.execute(
                select(t.revisions.c.id, t.revisions.c.body)
                .where(t.revisions.c.version_id == version)
                .order_by(t.revisions.c.id.desc())
                .limit(1)
            ).one()
            outdated = version != state.version_id
            whole, body = merged(document, known.body, publisher_given=publisher_given)
            if body != known.body:
                return Prepared(whole, "revision", body, reader, state.id, version, outdated=outdated)
            if outdated or state.reader == reader:
                return Prepared(whole, "unchanged", body, reader, state.id, version, known.id)
            reading = connection.execute(
                select(t.readings.c.id).where(t.readings.c.revision_id == known.id, t.readings.c.reader == reader)
            ).scalar()
            return Prepared(whole, "reread", body, reader, state.id, version, known.id, reading)

    def store(self, prepared: Prepared, claims: Sequence[Claim]) -> int | None:
        """Writes what `prepare` found to be new, all or nothing, and returns how many claims are new.

        None where another writer changed the document meanwhile: prepare again. Raises RecordError, and ValueError
        where two claims share an id.
        """
        document, now = prepared.document, _now()
        ids = {claim.id for claim in claims}
        if len(ids) < len(claims):
            raise ValueError(f"the reader gave one id to two claims of {document.label}")
        with plain_errors(self.location), self._writing() as connection, connection.begin():
            state = _state(connection, document.id)
            if (state.id if state else None) != prepared.base:
                return None
            before: set[str] = set()
            if state is None:
                _insert(
                    connection,
                    t.documents,
                    id=document.id,
                    address=document.address,
                    label=document.label,
                    recorded_at=now,
                )
            else:
                rows = connection.execute(select(t.claims.c.claim).where(t.claims.c.reading_id == state.reading_id))
                before = set(rows.scalars())
            version = prepared.version or _add_version(connection, document, now)
            revision = prepared.revision or _insert(
                connection,
                t.revisions,
                version_id=version,
                published=document.published,
                publisher=document.publisher,
                body=prepared.body,
                recorded_at=now,
            )
            reading = prepared.reading
            if reading is None:
                reading = _add_reading(connection, prepared, revision, claims, now)
            if not prepared.outdated:
                _insert(connection, t.states, document_id=document.id, reading_id=reading, recorded_at=now)
        return len(ids - before)

    def set_events(self, events: Sequence[Event], rules: str, basis: int) -> None:
        """Keeps the events that these rules made of the state `basis`, in place of those before. Raises RecordError."""
        self.require_writable()
        with plain_errors(self.location), self._writing() as connection, connection.begin():
            connection.execute(delete(t.events))
            connection.execute(delete(t.event_sets))
            number = _insert(connection, t.event_sets, basis=basis, rules=rules, recorded_at=_now())
            rows = [{"set_id": number, "event": e.id, "kind": e.kind, "body": pack(e)} for e in events]
            if rows:
                connection.execute(insert(t.events), rows)

    def _writing(self) -> Connection:
        return self.engine.connect().execution_options(**{WRITE: True})


def open_record(location: str, *, create: bool = True) -> Record:
    """Opens the record in this file, makes it where it is missing (unless `create` is false), and migrates it.

    A record that cannot be written opens for reading. Raises RecordError: the file is something else or damaged, a
    newer Panj made it, or it is missing.

        with open_record("panj.db") as record:
            for claim in record.claims():
                print(claim.kind, claim.measure)
    """
    engine, writable = open_engine(location, create=create)
    return Record(location, engine, writable=writable)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


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


def _insert(connection: Connection, table: Any, **values: Any) -> int:
    key = connection.execute(insert(table).values(**values)).inserted_primary_key
    return key[0] if key else 0


def _add_version(connection: Connection, document: Document, now: str) -> int:
    blob = blob_of(document.raw or document.text.encode())
    if not connection.execute(select(func.count()).where(t.blobs.c.hash == blob["hash"])).scalar():
        connection.execute(insert(t.blobs).values(**blob, recorded_at=now))
    return _insert(
        connection,
        t.versions,
        document_id=document.id,
        version=document.version,
        text=document.text,
        extractor=document.extractor,
        blob=blob["hash"],
        recorded_at=now,
    )


def _add_reading(connection: Connection, prepared: Prepared, revision: int, claims: Sequence[Claim], now: str) -> int:
    document = prepared.document
    reading = _insert(
        connection, t.readings, revision_id=revision, reader=prepared.reader, claims=len(claims), recorded_at=now
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
            "recorded_at": now,
        }
        for claim in claims
    ]
    if rows:
        connection.execute(insert(t.claims), rows)
    return reading
