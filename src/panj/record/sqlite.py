"""Records in one SQLite file: what the file is, whether it can be written, and the connection."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from panj.errors import RecordError
from panj.record.failures import WRITE, damaged
from panj.record.schema import APPLICATION_ID

BUSY_MS = 10_000
"""How long a writer waits for another's transaction, in milliseconds."""
HEADER = b"SQLite format 3\x00"


def open_sqlite(location: str, *, create: bool) -> tuple[Engine, bool]:
    """An engine on the file, and whether it can be written. Raises RecordError."""
    path = Path(location)
    _check_file(path, location, create=create)
    writable = _writable(path)
    return _engine(path, writable=writable), writable


def _check_file(path: Path, location: str, *, create: bool) -> None:
    if path.is_dir():
        raise RecordError(f"The record {location} is a folder", "name a file, for example panj.db")
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
            head = file.read(len(HEADER))
    except OSError as error:
        raise RecordError(f"The record {location} cannot be read: {error.strerror}", "check its permissions") from error
    if head and head != HEADER:
        raise damaged(location)


def _writable(path: Path) -> bool:
    """Whether SQLite may write here: it needs the file and, for its journal, the folder.

    A file or folder without any write permission is taken at its word, also where the user could override it.
    """
    places = [path, path.absolute().parent] if path.exists() else [path.absolute().parent]
    return all(place.stat().st_mode & 0o222 and os.access(place, os.W_OK) for place in places)


def _engine(path: Path, *, writable: bool) -> Engine:
    target = f"file:{quote(str(path.absolute()))}?mode={'rwc' if writable else 'ro'}"
    wal = path.with_name(path.name + "-wal")
    if not writable and not (wal.exists() and wal.stat().st_size):
        target += "&immutable=1"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(target, uri=True, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA secure_delete=ON")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get(WRITE)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


def is_empty(connection: Connection, location: str) -> bool:
    """True where the file holds nothing yet. Raises RecordError where it is another program's."""
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
    if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0:
        return True
    if mark != APPLICATION_ID:
        raise RecordError(f"{location} is a database of another program", "name another file with --record")
    return False


def prepare(engine: Engine) -> None:
    """Lets readers read while one writes. To be done before the first table is made."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode=WAL")
    finally:
        raw.close()


def mark(connection: Connection) -> None:
    """Marks the file as a record of Panj."""
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")


def wipe_freed(engine: Engine) -> bool:
    """Writes the file anew, so that what was taken out stands neither in free pages nor in the journal.

    False where another connection holds the journal open: some of it may stand there until that one ends.
    """
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("VACUUM")
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        raw.close()
    return not busy
