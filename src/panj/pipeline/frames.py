"""A record looked at from Python: events, claims and reports at a moment, as objects, JSON forms, or tables."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Generic, Self, TypeVar, overload

from panj import pipeline
from panj.errors import InputError
from panj.model import Claim, Document, Event, View, to_wire
from panj.outputs.exports import Stamp
from panj.outputs.exports.needs import package
from panj.outputs.exports.rows import TABLES, rows
from panj.pipeline.exporting import stamp
from panj.pipeline.guarding import Role, guarded

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped]
    import pyarrow  # type: ignore[import-untyped]

    from panj.record import Moment

T = TypeVar("T", bound=Claim | Document | Event)
DTYPES: Final = {"number": "float64", "whole": "Int64", "truth": "boolean"}
"""Types of pandas by the types of columns; texts have the type that pandas gives them. What is not known is NaN or NA,
never 0."""


class Rows(Sequence[T], Generic[T]):
    """Events, claims or reports of one moment: a sequence of them, and tables made of them.

    The columns of the tables are those of `panj export parquet`. `about` says which moment and versions they are of.
    """

    def __init__(self, table: str, items: Sequence[T], view: View, about: Stamp) -> None:
        self.table, self.about = table, about
        self._items, self._view = items, view

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    def __repr__(self) -> str:
        return f"<{len(self)} {self.table} of a record>"

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the tables' columns."""
        return tuple(column.name for column in TABLES[self.table])

    def to_dicts(self) -> list[dict[str, Any]]:
        """The JSON forms, as `panj read` and `panj events --format jsonl` print them; of reports the table's rows."""
        if self.table == "documents":
            columns, found = rows(self._view, self.table)
            return [dict(zip((column.name for column in columns), row, strict=True)) for row in found]
        return [to_wire(item) for item in self._items]

    def to_pandas(self) -> "pandas.DataFrame":
        """A DataFrame with one row for each. Dates are ISO texts, for they may be months or lack a year. Raises
        InputError where pandas is not installed."""
        library = package("pandas", "export", "DataFrames")
        columns, found = rows(self._view, self.table)
        frame: pandas.DataFrame = library.DataFrame(list(found), columns=[column.name for column in columns])
        frame = frame.astype({column.name: DTYPES[column.type] for column in columns if column.type in DTYPES})
        frame.attrs["panj"] = asdict(self.about)
        return frame

    def to_arrow(self) -> "pyarrow.Table":
        """A pyarrow.Table with one row for each. Raises InputError where pyarrow is not installed."""
        from panj.outputs.exports.parquet import table_of

        columns, found = rows(self._view, self.table)
        table: pyarrow.Table = table_of([(column.name, column.type) for column in columns], found)
        return table


class Opened:
    """A record that can be looked at; close it, or use it in a `with`."""

    def __init__(self, location: str, role: Role = "restricted") -> None:
        from panj.record import open_record

        self.role: Role = role
        self._record = open_record(location, create=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._record.close()

    def events(self, *, as_of: str | date | None = None, as_recorded: str | None = None) -> Rows[Event]:
        """What happened, as all reports together tell it.

        `as_of`: by what was published by then (an ISO date); `as_recorded`: by what this record knew by then (UTC,
        ISO 8601). Raises RecordError, and InputError for what is no date.
        """
        view, about = self._at(as_of, as_recorded)
        return Rows("events", view.events(), view, about)

    def claims(self, *, as_of: str | date | None = None, as_recorded: str | None = None) -> Rows[Claim]:
        """What the reports say, mention by mention, as people judged it. Raises RecordError and InputError."""
        view, about = self._at(as_of, as_recorded)
        return Rows("claims", list(view.claims()), view, about)

    def documents(self, *, as_of: str | date | None = None, as_recorded: str | None = None) -> Rows[Document]:
        """The reports. Raises RecordError and InputError."""
        view, about = self._at(as_of, as_recorded)
        return Rows("documents", list(view.documents()), view, about)

    def _at(self, as_of: str | date | None, as_recorded: str | None) -> tuple[View, Stamp]:
        moment = _moment(as_of, as_recorded)
        view = guarded(pipeline.view_of(self._record, moment), self.role, datetime.now(UTC).date())
        return view, stamp(moment, self.role)


def _moment(as_of: str | date | None, as_recorded: str | None) -> "Moment":
    from panj.record import Moment

    try:
        day = date.fromisoformat(as_of).isoformat() if isinstance(as_of, str) else as_of.isoformat() if as_of else None
        if as_recorded is None:
            return Moment(day)
        when = datetime.fromisoformat(as_recorded)
    except ValueError as error:
        raise InputError(f"{error}", "write a day as 2021-07-15, a time as 2021-07-15T12:00") from error
    whole = when.replace(tzinfo=when.tzinfo or UTC).astimezone(UTC).isoformat(timespec="milliseconds")
    return Moment(day, whole.replace("+00:00", "Z"))
