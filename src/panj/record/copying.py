"""Moving a record whole: from a file to a database server or back, or into a backup while others go on."""

from collections.abc import Callable

from sqlalchemy import Connection, func, insert, select

from panj.errors import RecordError
from panj.record import postgresql
from panj.record import schema as t
from panj.record.engine import is_sqlite
from panj.record.failures import plain_errors, shown
from panj.record.opening import open_record
from panj.record.read import batches

TABLES = tuple(table for table in t.metadata.sorted_tables if table.name != "leases")
Step = Callable[[str], None]


def copy_record(source: str, target: str, step: Step | None = None) -> dict[str, int]:
    """Copies all that the record `source` holds into the empty or missing record `target`, in one transaction; `source`
    is read as it is at one moment. Gives the number of rows by table. Raises RecordError."""
    if source == target:
        raise RecordError(f"{shown(source)} cannot be copied onto itself", "name another record")
    with open_record(source, create=False) as old, open_record(target) as new:
        if new.count()["documents"] or new.judgements():
            raise RecordError(f"{shown(target)} holds documents already", "name a record that is empty or missing")
        copied = {}
        level = {} if is_sqlite(old.engine) else {"isolation_level": "REPEATABLE READ"}
        with (
            plain_errors(source),
            old.engine.connect().execution_options(**level) as reading,
            reading.begin(),
            new.transaction(["copy"]) as writing,
        ):
            for table in TABLES:
                if step:
                    step(table.name)
                copied[table.name] = _copy(table, reading, writing)
            if not is_sqlite(new.engine):
                numbered = [table.name for table in TABLES if table.c.get("id") is not None and _counts(table)]
                postgresql.count_on(writing, numbered)
    return copied


def _counts(table: object) -> bool:
    return bool(table.c.id.autoincrement is True)  # type: ignore[attr-defined]


def _copy(table: object, reading: Connection, writing: Connection) -> int:
    query = select(table)  # type: ignore[call-overload]
    for rows in batches(reading.execution_options(yield_per=500).execute(query)):
        writing.execute(insert(table), [dict(row._mapping) for row in rows])  # type: ignore[arg-type]
    count = writing.execute(select(func.count()).select_from(table)).scalar()  # type: ignore[arg-type]
    return count or 0
