"""The tables that the desk keeps beside the record's own, and the words that are searched."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from panj.record.schema import metadata

tokens = Table(
    "tokens",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("hash", String(64), nullable=False, comment="SHA-256 of the token, which has 256 random bits"),
    Column("author", Text, nullable=False),
    Column("recorded_at", String(32), nullable=False),
    UniqueConstraint("hash"),
)

revocations = Table(
    "revocations",
    metadata,
    Column("token", ForeignKey("tokens.id"), primary_key=True),
    Column("author", Text, nullable=False),
    Column("recorded_at", String(32), nullable=False),
)

audits = Table(
    "audits",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("who", Text, nullable=False, comment="a token's id and name, or the name given at the desk"),
    Column("did", Text, nullable=False),
    Column("about", Text, nullable=False, comment="ids only, never words of a report"),
    Column("recorded_at", String(32), nullable=False),
)

visits = Table(
    "visits",
    metadata,
    Column("name", Text, primary_key=True),
    Column("seen", String(32), nullable=False, comment="when the person was last at the desk"),
    Column("before", String(32), comment="when they were last there before this visit"),
)

desk_keys = Table(
    "desk_keys",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("value", Text, nullable=False),
)

search_rows = Table(
    "search_rows",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("claim", String(32), comment="empty for the report itself"),
    Column("kind", String(32)),
    Column("published", String(32)),
    Column("words", Text, nullable=False, comment="folded words, one space between them"),
    Index(None, "document_id"),
)
