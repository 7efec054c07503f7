"""Opening the database of a record: which kind it is, which version it has, and the migrations that it lacks."""

from pathlib import Path

from sqlalchemy import Connection, Engine

from panj.errors import RecordError
from panj.record import postgresql, sqlite
from panj.record.failures import WRITE, damaged, plain_errors, shown
from panj.record.schema import REVISIONS


def open_engine(location: str, *, create: bool) -> tuple[Engine, bool]:
    """An engine on the record at its newest version, and whether it can be written.

    `create` makes a record that is missing. Raises RecordError.
    """
    if location.startswith("postgres"):
        engine, writable = postgresql.open_postgresql(location)
    elif "://" in location:
        raise RecordError(f"There is no kind of record called {location.split('://')[0]}", "give the path of a file")
    else:
        engine, writable = sqlite.open_sqlite(location, create=create)
    try:
        with plain_errors(location):
            _bring_up(engine, location, writable=writable, create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine, writable


def is_sqlite(engine: Engine) -> bool:
    """Whether the record is a SQLite file, and not in PostgreSQL."""
    return engine.dialect.name == "sqlite"


def _bring_up(engine: Engine, location: str, *, writable: bool, create: bool) -> None:
    """Checks what the database is and runs the migrations that it lacks."""
    with engine.connect() as connection:
        found = _version(connection, location)
    if found == REVISIONS[-1]:
        return
    if found is not None and found not in REVISIONS:
        raise RecordError(
            f"The record {shown(location)} was made by a newer Panj", "upgrade Panj, or name another with --record"
        )
    if not writable:
        raise RecordError(
            f"The record {shown(location)} cannot be written",
            "it needs a migration first: open it where it can be written",
        )
    if found is None and not is_sqlite(engine) and not create:
        raise RecordError(f"There is no record at {shown(location)}", "make one with: panj add PATH --record …")
    if found is None and is_sqlite(engine):
        sqlite.prepare(engine)
    with engine.connect().execution_options(**{WRITE: True}) as connection, connection.begin():
        if not is_sqlite(engine):
            postgresql.lock(connection, ["migration"])
        if _version(connection, location) != REVISIONS[-1]:
            migrate(connection)


def _version(connection: Connection, location: str) -> str | None:
    """The record's version; None where it is empty. Raises RecordError where it is something else."""
    kind = sqlite if connection.dialect.name == "sqlite" else postgresql
    if kind.is_empty(connection, location):
        return None
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if version is None:
        raise damaged(location)
    return str(version)


def migrate(connection: Connection, to: str = "head") -> None:
    """Brings the database to a version, upwards or downwards, within the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    if connection.dialect.name == "sqlite":
        sqlite.mark(connection)
    if to == "head" or to >= REVISIONS[-1]:
        command.upgrade(config, to)
    else:
        command.downgrade(config, to)
