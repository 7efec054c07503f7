"""Words of the reports and claims that stand now, for full-text search: FTS5 or PostgreSQL's own."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_rows",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.Column("claim", sa.String(32)),
        sa.Column("kind", sa.String(32)),
        sa.Column("published", sa.String(32)),
        sa.Column("words", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_rows"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_search_rows_document_id"),
    )
    op.create_index("ix_search_rows_document_id", "search_rows", ["document_id"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5(words, content='search_rows', content_rowid='id', "
            "detail='full')"
        )
        op.execute(
            "CREATE TRIGGER search_rows_in AFTER INSERT ON search_rows BEGIN "
            "INSERT INTO search_index(rowid, words) VALUES (new.id, new.words); END"
        )
        op.execute(
            "CREATE TRIGGER search_rows_out AFTER DELETE ON search_rows BEGIN "
            "INSERT INTO search_index(search_index, rowid, words) VALUES ('delete', old.id, old.words); END"
        )
    else:
        op.execute("CREATE INDEX ix_search_rows_words ON search_rows USING gin (to_tsvector('simple', words))")
    from panj.record.searching import index_all

    index_all(op.get_bind())


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    op.drop_table("search_rows")
