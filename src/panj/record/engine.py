"""Opening the database of a record: what it is, whether it can be written, which version it has, and plain errors."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.pool import QueuePool

from panj.errors import RecordError
from panj.record.schema import APPLICATION_ID, REVISIONS

BUSY_MS = 10_000
"""How long a writer waits for another, in milliseconds."""
SQLITE_HEADER = b"SQLite format 3\x00"
WRITE = "panj_write"
"""Execution option that makes a transaction take the write lock at its start."""


@contextmanager
def plain_errors(location: str) -> Iterator[None]:
    """Turns the database's errors into RecordErrors that say what to do."""
    try:
        yield
    except (exc.SQLAlchemyError, sqlite3.Error) as error:
        raise _explained(location, error) from error


def _explained(location: str, error: Exception) -> RecordError:
    words = str(getattr(error, "orig", None) or error)
    said = words.lower()
    if "readonly" in said or "read-only" in said:
        return RecordError(
            f"The record {location} cannot be written", "it is read-only: change its permissions or copy it"
        )
    if "locked" in said or "busy" in said:
        return RecordError(f"The record {location} is in use by another writer", "try again when it has finished")
    if "malformed" in said or "not a database" in said or "no such table" in said or "no such column" in said:
        return _damaged(location)
    if "full" in said:
        return RecordError(f"The record {location} cannot grow", "the disk is full; what was stored before is unharmed")
    if "unable to open" in said:
        return RecordError(f"The record {location} cannot be opened", "check that its folder exists and may be written")
    return RecordError(f"The record {location} failed: {words.splitlines()[0][:200]}")


def _damaged(location: str) -> RecordError:
    return RecordError(
        f"{location} is damaged or is no record of Panj", "restore a copy, or name another with --record"
    )


def open_engine(location: str, *, create: bool) -> tuple[Engine, bool]:
    """An engine on the record at its newest version, and whether it can be written.

    `create` makes a record that is missing. Raises RecordError.
    """
    if "://" in location:
        raise RecordError(f"{location.split('://')[0]} is no kind of record", "give the path of a file")
    path = Path(location)
    _check_file(path, location, create=create)
    writable = _writable(path)
    engine = _sqlite(path, writable=writable)
    try:
        with plain_errors(location):
            _bring_up(engine, location, writable=writable)
    except BaseException:
        engine.dispose()
        raise
    return engine, writable


def _check_file(path: Path, location: str, *, create: bool) -> None:
    if path.is_dir():
        raise RecordError(f"{location} is a folder", "name a file, for example panj.db")
    if not path.exists():
        if not create:
            raise RecordError(
                f"There is no record at {location}", "make one with: panj add PATH, or name it with --record"
            )
        if not path.absolute().parent.is_dir():
            raise RecordError(f"The folder {path.absolute().parent} does not exist", "make it first")
        return
    try:
        with path.open("rb") as file:
            head = file.read(len(SQLITE_HEADER))
    except OSError as error:
        raise RecordError(f"The record {location} cannot be read: {error.strerror}", "check its permissions") from error
    if head and head != SQLITE_HEADER:
        raise _damaged(location)


def _writable(path: Path) -> bool:
    """Whether SQLite may write here: it needs the file and, for its journal, the folder.

    A file or folder without any write permission is taken at its word, also where the user could override it.
    """
    places = [path, path.absolute().parent] if path.exists() else [path.absolute().parent]
    return all(place.stat().st_mode & 0o222 and os.access(place, os.W_OK) for place in places)


def _sqlite(path: Path, *, writable: bool) -> Engine:
    target = f"file:{quote(str(path.absolute()))}?mode={'rwc' if writable else 'ro'}"
    wal = path.with_name(path.name + "-wal")
    if not writable and not (wal.exists() and wal.stat().st_size):
        target += "&immutable=1"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(target, uri=True, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        connection.execute("PRAGMA foreign_keys=ON")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get(WRITE)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


def _bring_up(engine: Engine, location: str, *, writable: bool) -> None:
    """Checks what the file is and runs the migrations that it lacks."""
    with engine.connect() as connection:
        found = _version(connection, location)
    if found == REVISIONS[-1]:
        return
    if found is not None and found not in REVISIONS:
        raise RecordError(
            f"The record {location} was made by a newer Panj", "upgrade Panj, or name another with --record"
        )
    if not writable:
        raise RecordError(
            f"The record {location} cannot be written", "it needs a migration first: open it where it can be written"
        )
    if found is None:
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode=WAL")
        finally:
            raw.close()
    with engine.connect().execution_options(**{WRITE: True}) as connection, connection.begin():
        if _version(connection, location) != REVISIONS[-1]:
            _migrate(connection)


def _version(connection: Connection, location: str) -> str | None:
    """The record's version; None where the file is empty. Raises RecordError where it is something else."""

    def ask(statement: str) -> Any:
        return connection.exec_driver_sql(statement).scalar()

    mark = ask("PRAGMA application_id")
    if ask("SELECT count(*) FROM sqlite_master") == 0:
        return None
    if mark != APPLICATION_ID:
        raise RecordError(f"{location} is a database of another program", "name another file with --record")
    version = ask("SELECT version_num FROM alembic_version")
    if version is None:
        raise _damaged(location)
    return str(version)


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    command.upgrade(config, "head")
