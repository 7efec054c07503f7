"""Writing to a record: one transaction at a time, by the one who may."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, insert

from panj.errors import RecordError
from panj.record import lease, postgresql
from panj.record.engine import is_sqlite
from panj.record.failures import WRITE, plain_errors, shown
from panj.record.read import Reading


class Writing(Reading):
    """A record that can be written to; close it, or use it in a `with`."""

    def __init__(self, location: str, engine: Engine, *, writable: bool) -> None:
        super().__init__(location, engine)
        self.writable = writable
        self._wrote = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets others write, and closes the database."""
        try:
            self.rest()
        finally:
            self.engine.dispose()

    def rest(self) -> None:
        """Lets others write, until this one writes again."""
        if self._wrote and is_sqlite(self.engine):
            with plain_errors(self.location), self._connected_to_write() as connection, connection.begin():
                lease.release(connection)
            self._wrote = False

    def require_writable(self) -> None:
        """Raises RecordError where nothing can be written."""
        if not self.writable:
            raise RecordError(
                f"The record {shown(self.location)} cannot be written",
                "it is read-only: change its permissions or copy it",
            )

    def may_write(self) -> bool:
        """True where this process can write now: the record is writable and no other writer holds it."""
        if not self.writable:
            return False
        try:
            with self.transaction():
                return True
        except RecordError:
            return False

    @contextmanager
    def transaction(self, names: Iterable[str] = ()) -> Iterator[Connection]:
        """One transaction, all or nothing. In a file its writer is the only one; in a database server others wait who
        name one of the same `names`. Raises RecordError."""
        self.require_writable()
        with plain_errors(self.location), self._connected_to_write() as connection, connection.begin():
            if is_sqlite(self.engine):
                lease.hold(connection, self.location)
                self._wrote = True
            else:
                postgresql.lock(connection, names)
            yield connection

    @contextmanager
    def queue(self) -> Iterator[None]:
        """Among writers who got into one another's way, one at a time. Raises RecordError."""
        with plain_errors(self.location):
            if is_sqlite(self.engine):
                yield
            else:
                with postgresql.queue(self.engine):
                    yield

    def _connected_to_write(self) -> Connection:
        return self.engine.connect().execution_options(**{WRITE: True})


def put(connection: Connection, table: Any, **values: Any) -> int:
    """Inserts one row and returns its number."""
    key = connection.execute(insert(table).values(**values)).inserted_primary_key
    return key[0] if key else 0
