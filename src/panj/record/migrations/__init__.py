"""Steps from one version of the record to the next, run by Alembic when a record is opened for writing."""
