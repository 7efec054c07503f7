"""Alembic's entry: runs the steps on the connection, inside the transaction, that `panj.record.store` hands over."""

from alembic import context

from panj.record.schema import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, transaction_per_migration=False
)
context.run_migrations()
