"""The tables of the record. Every row is written once; a later row stands beside an earlier one and never replaces it.

Documents are known by their address, versions by their content, revisions by what is known beside the text, readings
by the reader's fingerprint. A row of `states` says which reading a document stood at from then on: the last one is
now. Every table holds when a row was recorded (UTC, ISO 8601); `published` is what the report says of itself. The
events are derived from all this; each version of one stands with the time that the record held it. Only redaction
takes anything away, and it leaves a tombstone.
"""

from typing import Any, Final

from sqlalchemy import (
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

REVISIONS: Final = ("0001", "0002", "0003", "0004", "0005", "0006")
"""Identifiers of the migrations in order; the last is the version of the record that this code writes."""
APPLICATION_ID: Final = 0x50414E4A
"""SQLite's mark in the file's header: "PANJ" in ASCII."""

MARK: Final = "\uf8ff"
"""A character of private use that stands, with a digit behind it, for what PostgreSQL's text cannot hold."""


class Outside(TypeDecorator[str]):
    """Text from outside, held to the letter by every database: PostgreSQL has no character 0."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "sqlite" or not ("\x00" in value or MARK in value):
            return value
        return value.replace(MARK, MARK + "1").replace("\x00", MARK + "0")

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        if value is None or dialect.name == "sqlite" or MARK not in value:
            return value  # type: ignore[no-any-return]
        return str(value).replace(MARK + "0", "\x00").replace(MARK + "1", MARK)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

blobs = Table(
    "blobs",
    metadata,
    Column("hash", String(64), primary_key=True, comment="SHA-256 of the bytes as they came in"),
    Column("size", Integer, nullable=False, comment="bytes before compression"),
    Column("codec", String(8), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("recorded_at", String(32), nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("address", Outside, nullable=False),
    Column("label", Outside, nullable=False),
    Column("recorded_at", String(32), nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("version", String(32), nullable=False, comment="digest of the text and its extractor"),
    Column("text", Outside, nullable=False),
    Column("extractor", Text, nullable=False),
    Column("blob", ForeignKey("blobs.hash"), nullable=False),
    Column("recorded_at", String(32), nullable=False),
    UniqueConstraint("document_id", "version"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("version_id", ForeignKey("versions.id"), nullable=False),
    Column("published", String(32), comment="ISO date"),
    Column("publisher", Outside),
    Column("body", Text, nullable=False, comment="JSON: all that is known beside the text, and the layout of the text"),
    Column("recorded_at", String(32), nullable=False),
    Index(None, "version_id"),
)

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("revision_id", ForeignKey("revisions.id"), nullable=False),
    Column("reader", Text, nullable=False, comment="the reader's fingerprint"),
    Column("claims", Integer, nullable=False, comment="how many claims were read: the mark of a whole reading"),
    Column("recorded_at", String(32), nullable=False),
    UniqueConstraint("revision_id", "reader"),
)

claims = Table(
    "claims",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("reading_id", ForeignKey("readings.id"), nullable=False),
    Column("claim", String(32), nullable=False, comment="the id that the contract gives out"),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("version", String(32), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("published", String(32)),
    Column("reader", Text, nullable=False),
    Column("body", Text, nullable=False, comment="JSON in the contract's form, with the rule that read it"),
    Column("recorded_at", String(32), nullable=False),
    UniqueConstraint("reading_id", "claim"),
    Index(None, "claim"),
    Index(None, "document_id"),
)

states = Table(
    "states",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("reading_id", ForeignKey("readings.id"), nullable=False),
    Column("recorded_at", String(32), nullable=False),
    Index(None, "document_id", "id"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("judgement", String(32), nullable=False, comment="the id that a person names it by"),
    Column("verb", String(32), nullable=False),
    Column("author", Text, nullable=False),
    Column("body", Text, nullable=False, comment="JSON of all that was decided"),
    Column("recorded_at", String(32), nullable=False),
    UniqueConstraint("judgement"),
)

tombstones = Table(
    "tombstones",
    metadata,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("recorded_at", String(32), nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("rules", Text, nullable=False, comment="fingerprint of the rules that made the events"),
    Column("readers", Text, nullable=False, comment="fingerprints of the readers whose claims they were made of"),
    Column("recorded_at", String(32), nullable=False),
)

event_versions = Table(
    "event_versions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False),
    Column("event", String(32), nullable=False, comment="the id that the contract gives out"),
    Column("component", String(64), nullable=False, comment="the component that it was made of"),
    Column("body", Text, nullable=False, comment="JSON in the contract's form"),
    Column("since", String(32), nullable=False, comment="when the record began to hold it"),
    Column("until", String(32), comment="when it ceased to; empty while it holds"),
    Index(None, "event", "id"),
    Index(None, "component"),
    Index(None, "until"),
)

redirects = Table(
    "redirects",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("old", String(32), nullable=False),
    Column("new", String(32), nullable=False),
    Column("recorded_at", String(32), nullable=False),
    Index(None, "old"),
)

placements = Table(
    "placements",
    metadata,
    Column("member", String(64), primary_key=True, comment="the document, or what it tells apart from the rest"),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("members", Integer, nullable=False, comment="how many members the document has"),
    Column("state_id", Integer, nullable=False, comment="the state that the events know; 0: they must be made anew"),
    Column("component", String(64), nullable=False),
    Column("rules", Text, nullable=False),
    Index(None, "document_id", "state_id", "members", "rules"),
    Index(None, "component"),
)

keys = Table(
    "keys",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("member", String(64), nullable=False),
    Column("key", Text, nullable=False, comment="what connects members: a country and days, a judgement"),
    Index(None, "key"),
    Index(None, "member"),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("id", String(32), primary_key=True, comment="digest of the documents, judgements and rules"),
    Column("body", LargeBinary, nullable=False, comment="compressed JSON: the events that follow"),
)

followed = Table(
    "followed",
    metadata,
    Column("url", Text, primary_key=True),
    Column("kind", String(8), nullable=False, comment="feed or page"),
    Column("title", Outside),
    Column("etag", Text, nullable=False),
    Column("modified", Text, nullable=False),
    Column("checked_at", String(32)),
    Column("wait_until", String(32)),
    Column("failures", Integer, nullable=False, comment="in a row"),
    Column("problem", Outside),
    Column("recorded_at", String(32), nullable=False),
)

arrivals = Table(
    "arrivals",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("url", ForeignKey("followed.url"), nullable=False),
    Column("link", String(32), nullable=False, comment="digest of the address that it named"),
    Column("document_id", ForeignKey("documents.id")),
    Column("failed", Integer, nullable=False),
    Column("recorded_at", String(32), nullable=False),
    Index(None, "url", "link"),
    Index(None, "document_id"),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("owner", Text, nullable=False),
    Column("since", String(32), nullable=False),
    Column("renewed", String(32), nullable=False),
)

sensitivities = Table(
    "sensitivities",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("sensitivity", String(32), nullable=False, comment="the id that a person names it by"),
    Column("document_id", ForeignKey("documents.id"), comment="empty for a source"),
    Column("author", Text, nullable=False),
    Column("body", Text, nullable=False, comment="JSON of all that was decided"),
    Column("recorded_at", String(32), nullable=False),
    UniqueConstraint("sensitivity"),
)

DERIVED: Final = (keys, placements, snapshots, leases)
"""Tables that hold nothing that the others do not say; they are kept for speed and are made anew where they lack."""
