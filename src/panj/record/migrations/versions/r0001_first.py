"""The first form of the record: documents, versions, revisions, readings with claims, states, events.

Written out here and not taken from `panj.record.schema`, which moves on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _stamp() -> sa.Column[str]:
    return sa.Column("recorded_at", sa.String(32), nullable=False)


def _number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, autoincrement=True, nullable=False)


def upgrade() -> None:
    _texts()
    _readings()
    _events()


def _texts() -> None:
    op.create_table(
        "blobs",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("codec", sa.String(8), nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        _stamp(),
        sa.PrimaryKeyConstraint("hash", name="pk_blobs"),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        _stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    op.create_table(
        "versions",
        _number(),
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("extractor", sa.Text, nullable=False),
        sa.Column("blob", sa.String(64), nullable=False),
        _stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_versions_document_id"),
        sa.ForeignKeyConstraint(["blob"], ["blobs.hash"], name="fk_versions_blob"),
        sa.UniqueConstraint("document_id", "version", name="uq_versions_document_id_version"),
    )
    op.create_table(
        "revisions",
        _number(),
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.Column("published", sa.String(32)),
        sa.Column("publisher", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
        _stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_revisions_version_id"),
    )
    op.create_index("ix_revisions_version_id", "revisions", ["version_id"])


def _readings() -> None:
    op.create_table(
        "readings",
        _number(),
        sa.Column("revision_id", sa.Integer, nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("claims", sa.Integer, nullable=False),
        _stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_readings"),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_readings_revision_id"),
        sa.UniqueConstraint("revision_id", "reader", name="uq_readings_revision_id_reader"),
    )
    op.create_table(
        "claims",
        _number(),
        sa.Column("reading_id", sa.Integer, nullable=False),
        sa.Column("claim", sa.String(32), nullable=False),
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("published", sa.String(32)),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        _stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_claims"),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name="fk_claims_reading_id"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_claims_document_id"),
        sa.UniqueConstraint("reading_id", "claim", name="uq_claims_reading_id_claim"),
    )
    op.create_index("ix_claims_claim", "claims", ["claim"])
    op.create_index("ix_claims_document_id", "claims", ["document_id"])
    op.create_table(
        "states",
        _number(),
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.Column("reading_id", sa.Integer, nullable=False),
        _stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_states"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_states_document_id"),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name="fk_states_reading_id"),
    )
    op.create_index("ix_states_document_id_id", "states", ["document_id", "id"])


def _events() -> None:
    op.create_table(
        "event_sets",
        _number(),
        sa.Column("basis", sa.Integer, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        _stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_event_sets"),
    )
    op.create_table(
        "events",
        _number(),
        sa.Column("set_id", sa.Integer, nullable=False),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.ForeignKeyConstraint(["set_id"], ["event_sets.id"], name="fk_events_set_id"),
        sa.UniqueConstraint("set_id", "event", name="uq_events_set_id_event"),
    )
    op.create_index("ix_events_event", "events", ["event"])


def downgrade() -> None:
    for table in (
        "events",
        "event_sets",
        "states",
        "claims",
        "readings",
        "revisions",
        "versions",
        "documents",
        "blobs",
    ):
        op.drop_table(table)
