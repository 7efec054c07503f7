"""What waits for its events is found in the index alone, without reading the rows."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WIDE = "ix_placements_document_id_state_id_members_rules"


def upgrade() -> None:
    op.drop_index("ix_placements_document_id", "placements")
    op.create_index(WIDE, "placements", ["document_id", "state_id", "members", "rules"])


def downgrade() -> None:
    op.drop_index(WIDE, "placements")
    op.create_index("ix_placements_document_id", "placements", ["document_id"])
