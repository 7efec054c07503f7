"""Feeds and pages that are followed, and what came from each."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "followed",
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("modified", sa.Text, nullable=False),
        sa.Column("checked_at", sa.String(32)),
        sa.Column("wait_until", sa.String(32)),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("problem", sa.Text),
        sa.Column("recorded_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("url", name="pk_followed"),
    )
    op.create_table(
        "arrivals",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("link", sa.String(32), nullable=False),
        sa.Column("document_id", sa.String(32)),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_arrivals"),
        sa.ForeignKeyConstraint(["url"], ["followed.url"], name="fk_arrivals_url"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_arrivals_document_id"),
    )
    op.create_index("ix_arrivals_url_link", "arrivals", ["url", "link"])
    op.create_index("ix_arrivals_document_id", "arrivals", ["document_id"])


def downgrade() -> None:
    op.drop_table("arrivals")
    op.drop_table("followed")
