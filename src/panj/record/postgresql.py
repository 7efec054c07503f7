"""Records in a PostgreSQL database, which several writers may use at once."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from zlib import crc32

from sqlalchemy import Connection, Engine, create_engine

from panj.errors import RecordError
from panj.record.failures import shown

CONNECT_SECONDS = 10
"""How long a connection may take to open."""
SLOTS = 1024
"""Advisory locks that a writer takes at most: keys fall into so many, well below what a server allows by default."""
NAMESPACE = 0x50414E4A
"""The first half of our advisory locks ("PANJ"), so that they are no other program's."""


def open_postgresql(location: str) -> tuple[Engine, bool]:
    """An engine on the database, and that it can be written. Raises RecordError."""
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise RecordError(
            f"{shown(location)} needs a driver that is not installed", 'install it with: pip install "panj[postgresql]"'
        ) from error
    if not location.startswith("postgresql+psycopg://"):
        raise RecordError(f"{shown(location)} is no kind of record", "write postgresql+psycopg://USER@HOST/DATABASE")
    return create_engine(location, connect_args={"connect_timeout": CONNECT_SECONDS}, pool_pre_ping=True), True


def is_empty(connection: Connection, location: str) -> bool:
    """True where the database holds nothing yet. Raises RecordError where it is another program's."""
    tables = set(
        connection.exec_driver_sql(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
        ).scalars()
    )
    if not tables:
        return True
    if not {"alembic_version", "documents", "readings"} <= tables:
        raise RecordError(f"{shown(location)} is a database of another program", "name an empty one with --record")
    return False


def lock(connection: Connection, names: Iterable[str]) -> None:
    """Waits until no other writer works on these names, in one order for all writers; holds them to the end of the
    transaction."""
    slots = sorted({crc32(name.encode()) % SLOTS for name in names})
    connection.exec_driver_sql(
        "SELECT pg_advisory_xact_lock(%s, slot) FROM unnest(%s::int[]) AS slot", (NAMESPACE, slots)
    )


@contextmanager
def queue(engine: Engine) -> Iterator[None]:
    """Waits for its turn among those who queue, and holds it for the whole block."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SELECT pg_advisory_lock(%s, %s)", (NAMESPACE, SLOTS))
        try:
            yield
        finally:
            connection.exec_driver_sql("SELECT pg_advisory_unlock(%s, %s)", (NAMESPACE, SLOTS))


def wipe_freed(engine: Engine, tables: Iterable[str]) -> bool:
    """Writes the tables anew, so that what was taken out stands in none of their files."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in tables:
            connection.exec_driver_sql(f"VACUUM FULL {table}")
        connection.exec_driver_sql("CHECKPOINT")
    return True


def count_on(connection: Connection, tables: Iterable[str]) -> None:
    """Lets the numbers of new rows go on behind those that were copied in."""
    for table in tables:
        connection.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM {table}), "
            "false)"
        )
