"""Records that are missing, damaged, newer, read-only, in use or something else: one clear error each."""

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import panj.record
from panj.errors import RecordError
from panj.record import failures, open_record, schema, sqlite

MIGRATIONS = Path(panj.record.__file__).parent / "migrations"


@pytest.fixture
def filled(location, report, read):
    with open_record(location) as record:
        record.add(report, "toy@1", read)
    return location


def test_the_newest_migration_is_the_version_that_is_written():
    script = ScriptDirectory(str(MIGRATIONS))
    assert tuple(step.revision for step in reversed(list(script.walk_revisions()))) == schema.REVISIONS


def test_the_migrations_make_the_tables_that_the_code_uses(record):
    with record.engine.connect() as connection:
        opts = {"compare_type": True, "include_name": lambda name, kind, _: not str(name).startswith("search_index")}
        context = MigrationContext.configure(connection, opts=opts)  # FTS5 keeps its index in tables of its own
        assert compare_metadata(context, schema.metadata) == []


def test_a_closed_record_is_one_file(filled):
    assert [path.name for path in Path(filled).parent.iterdir()] == ["panj.db"]


def test_a_missing_record_is_made_only_when_adding(location):
    with pytest.raises(RecordError, match="no record at"):
        open_record(location, create=False)
    assert not Path(location).exists()


def test_a_missing_folder_is_said(tmp_path):
    with pytest.raises(RecordError, match=r"folder .* does not exist"):
        open_record(str(tmp_path / "no" / "panj.db"))


def test_a_newer_record_is_refused_and_left_alone(filled):
    with sqlite3.connect(filled) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = Path(filled).read_bytes()
    with pytest.raises(RecordError, match="newer Panj"):
        open_record(filled)
    assert Path(filled).read_bytes() == before


def test_a_text_file_is_no_record(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("350 refugees crossed")
    with pytest.raises(RecordError, match="no record of Panj"):
        open_record(str(path))
    assert path.read_text() == "350 refugees crossed"


def test_the_database_of_another_program_is_left_alone(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE birds (name)")
    connection.close()
    with pytest.raises(RecordError, match="another program"):
        open_record(str(path))


def test_a_folder_is_no_record(tmp_path):
    with pytest.raises(RecordError, match="folder"):
        open_record(str(tmp_path))


def test_a_damaged_record_is_said(filled):
    with Path(filled).open("r+b") as file:
        file.seek(4096)
        file.write(b"\x7f" * 100_000)
    with pytest.raises(RecordError, match="damaged"), open_record(filled) as record:
        list(record.claims())


def test_a_truncated_record_is_said(filled):
    data = Path(filled).read_bytes()
    Path(filled).write_bytes(data[: len(data) // 2])
    with pytest.raises(RecordError, match="damaged"), open_record(filled) as record:
        print(*record.documents(), *record.claims())


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_record_can_be_read_and_not_written(filled, report, read, what):
    path = Path(filled) if what == "file" else Path(filled).parent
    mode = path.stat().st_mode
    path.chmod(mode & ~0o222)
    try:
        with open_record(filled) as record:
            assert len(list(record.claims())) == 3
            with pytest.raises(RecordError, match="read-only"):
                record.add(report, "toy@2", read)
            with pytest.raises(RecordError, match="read-only"):
                record.mark_anew([report.id])
    finally:
        path.chmod(mode)


def test_a_transaction_that_does_not_end_says_so(filled, report, read, monkeypatch):
    monkeypatch.setattr(sqlite, "BUSY_MS", 10)
    with open_record(filled) as record, record.engine.connect() as holder:
        holder = holder.execution_options(**{failures.WRITE: True})
        with holder.begin(), pytest.raises(RecordError, match="another writer"):
            record.add(report, "toy@2", read)


def test_a_second_reader_sees_what_is_stored_while_a_writer_writes(filled, report, read):
    with open_record(filled) as one, open_record(filled) as two, one.engine.connect() as holder:
        holder.execution_options(**{failures.WRITE: True}).begin()
        assert len(list(two.claims())) == 3


def test_other_databases_are_said_to_be_unknown():
    with pytest.raises(RecordError, match="mysql"):
        open_record("mysql://example/panj")


def test_a_disk_that_fills_up_is_said(record):
    error = sqlalchemy.exc.OperationalError("", {}, sqlite3.OperationalError("database or disk is full"))
    with pytest.raises(RecordError, match="cannot grow"), failures.plain_errors(record.location):
        raise error
