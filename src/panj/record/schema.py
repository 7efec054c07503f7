"""The tables of the record. Every row is written once; a later row stands beside an earlier one and never replaces it.

Documents are known by their address, versions by their content, revisions by what is known beside the text, readings
by the reader's fingerprint. A row of `states` says which reading a document stood at from then on: the last one is
now. Every table holds when a row was recorded (UTC, ISO 8601); `published` is what the report says of itself. The
events are derived from all this and kept for speed: the set computed last stands alone.
"""

from typing import Final

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

REVISIONS: Final = ("0001",)
"""Identifiers of the migrations in order; the last is the version of the record that this code writes."""
APPLICATION_ID: Final = 0x50414E4A
"""SQLite's mark in the file's header: "PANJ" in ASCII."""

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
    Column("address", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("recorded_at", String(32), nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("version", String(32), nullable=False, comment="digest of the text and its extractor"),
    Column("text", Text, nullable=False),
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
    Column("publisher", Text),
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

event_sets = Table(
    "event_sets",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("basis", Integer, nullable=False, comment="the last row of `states` that the events were computed from"),
    Column("rules", Text, nullable=False, comment="fingerprint of the reader and the rules"),
    Column("recorded_at", String(32), nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("set_id", ForeignKey("event_sets.id"), nullable=False),
    Column("event", String(32), nullable=False, comment="the id that the contract gives out"),
    Column("kind", String(32), nullable=False),
    Column("body", Text, nullable=False, comment="JSON in the contract's form"),
    UniqueConstraint("set_id", "event"),
    Index(None, "event"),
)
