"""What may be shown, and what the desk keeps: tokens, who did what, when people looked, and its own keys."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, autoincrement=True, nullable=False)


def _stamp(name: str = "recorded_at") -> sa.Column[str]:
    return sa.Column(name, sa.String(32), nullable=False)


def upgrade() -> None:
    op.create_table(
        "sensitivities",
        _number(),
        sa.Column("sensitivity", sa.String(32), nullable=False),
        sa.Column("document_id", sa.String(32)),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        _stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_sensitivities"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_sensitivities_document_id"),
        sa.UniqueConstraint("sensitivity", name="uq_sensitivities_sensitivity"),
    )
    op.create_table(
        "tokens",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        _stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_tokens"),
        sa.UniqueConstraint("hash", name="uq_tokens_hash"),
    )
    op.create_table(
        "revocations",
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        _stamp(),
        sa.PrimaryKeyConstraint("token", name="pk_revocations"),
        sa.ForeignKeyConstraint(["token"], ["tokens.id"], name="fk_revocations_token"),
    )
    op.create_table(
        "audits",
        _number(),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("did", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        _stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_audits"),
    )
    op.create_table(
        "visits",
        sa.Column("name", sa.Text, nullable=False),
        _stamp("seen"),
        sa.Column("before", sa.String(32)),
        sa.PrimaryKeyConstraint("name", name="pk_visits"),
    )
    op.create_table(
        "desk_keys",
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_desk_keys"),
    )


def downgrade() -> None:
    for table in ("desk_keys", "visits", "audits", "revocations", "tokens", "sensitivities"):
        op.drop_table(table)
