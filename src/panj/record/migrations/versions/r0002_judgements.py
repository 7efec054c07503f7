"""Judgements, tombstones, and events as versions with the time they held, in place of the one set computed last.

Events are derived: the next command makes them anew, in either direction.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _stamp(name: str = "recorded_at") -> sa.Column[str]:
    return sa.Column(name, sa.String(32), nullable=False)


def _number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, autoincrement=True, nullable=False)


def _of_document(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=f"fk_{table}_document_id")


def upgrade() -> None:
    op.drop_table("events")
    op.drop_table("event_sets")
    _decisions()
    _versions()
    _derived()


def _decisions() -> None:
    op.create_table(
        "judgements",
        _number(),
        sa.Column("judgement", sa.String(32), nullable=False),
        sa.Column("verb", sa.String(32), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        _stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_judgements"),
        sa.UniqueConstraint("judgement", name="uq_judgements_judgement"),
    )
    op.create_table(
        "tombstones",
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        _stamp(),
        sa.PrimaryKeyConstraint("document_id", name="pk_tombstones"),
        _of_document("tombstones"),
    )


def _versions() -> None:
    op.create_table(
        "runs",
        _number(),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("readers", sa.Text, nullable=False),
        _stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_table(
        "event_versions",
        _number(),
        sa.Column("run_id", sa.Integer, nullable=False),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("component", sa.String(64), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        _stamp("since"),
        sa.Column("until", sa.String(32)),
        sa.PrimaryKeyConstraint("id", name="pk_event_versions"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_event_versions_run_id"),
    )
    op.create_index("ix_event_versions_event_id", "event_versions", ["event", "id"])
    op.create_index("ix_event_versions_component", "event_versions", ["component"])
    op.create_index("ix_event_versions_until", "event_versions", ["until"])
    op.create_table(
        "redirects",
        _number(),
        sa.Column("old", sa.String(32), nullable=False),
        sa.Column("new", sa.String(32), nullable=False),
        _stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_redirects"),
    )
    op.create_index("ix_redirects_old", "redirects", ["old"])


def _derived() -> None:
    op.create_table(
        "placements",
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.Column("members", sa.Integer, nullable=False),
        sa.Column("state_id", sa.Integer, nullable=False),
        sa.Column("component", sa.String(64), nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("member", name="pk_placements"),
        _of_document("placements"),
    )
    op.create_index("ix_placements_document_id", "placements", ["document_id"])
    op.create_index("ix_placements_component", "placements", ["component"])
    op.create_table(
        "keys",
        _number(),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_keys"),
    )
    op.create_index("ix_keys_key", "keys", ["key"])
    op.create_index("ix_keys_member", "keys", ["member"])
    op.create_table(
        "snapshots",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_snapshots"),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        _stamp("since"),
        _stamp("renewed"),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )


def downgrade() -> None:
    for table in (
        "leases",
        "snapshots",
        "keys",
        "placements",
        "redirects",
        "event_versions",
        "runs",
        "tombstones",
        "judgements",
    ):
        op.drop_table(table)
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
