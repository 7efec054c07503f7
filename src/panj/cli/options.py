"""Options that several commands share, and the moment that they name."""

import getpass
import os
import re
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from panj import settings

if TYPE_CHECKING:
    from panj.record import Moment

THEN = "then"
"""What `--as-recorded` stands for where it names no time: the day of `--as-of`."""
_TIME = re.compile(r"\d{4}-\d\d")


class Format(StrEnum):
    """How a command writes what it found."""

    table = "table"
    jsonl = "jsonl"


AsFormat = Annotated[Format, typer.Option("--format", help="A table, or one JSON object a line.")]


def day(value: str | None) -> str | None:
    """The value where it is a date. Raises BadParameter."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise typer.BadParameter(f"{value!r} is no date like 2021-07-14") from error


def _time(value: str | None) -> str | None:
    """The last millisecond of the day or second that is named, in UTC. Raises BadParameter."""
    if value is None or value == THEN:
        return value
    try:
        when = datetime.fromisoformat(value)
    except ValueError as error:
        raise typer.BadParameter(f"{value!r} is no time like 2021-07-15 or 2021-07-15T12:00") from error
    if len(value) == len("2021-07-15"):
        when += timedelta(days=1) - timedelta(milliseconds=1)
    whole = when.replace(tzinfo=when.tzinfo or UTC).astimezone(UTC)
    return whole.isoformat(timespec="milliseconds").replace("+00:00", "Z")


RecordFile = Annotated[
    str,
    typer.Option(
        "--record", metavar="FILE", help="The record: a file, or a database.", envvar="PANJ_RECORD", show_default=True
    ),
]
DEFAULT_RECORD = settings.load().record
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="What was published by then, as 2021-07-15.", callback=day),
]
AsRecorded = Annotated[
    str | None,
    typer.Option(
        "--as-recorded",
        metavar="[TIME]",
        help="What the record knew by then, as 2021-07-15T12:00; without TIME, on the day of --as-of.",
        callback=_time,
    ),
]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for those who read it later.")]


def _author() -> str:
    try:
        return os.environ.get("PANJ_AUTHOR") or getpass.getuser()
    except (OSError, KeyError):
        return "someone"


By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides.", envvar="PANJ_AUTHOR", show_default=False)]
AUTHOR = _author()


def moment(as_of: str | None, as_recorded: str | None) -> "Moment":
    """The moment that the two options name. `--as-of DATE --as-recorded` is what the record knew on that day."""
    from panj.record import Moment

    if as_recorded == THEN:
        return Moment(recorded=_time(as_of) if as_of else None)
    return Moment(as_of, as_recorded)


def with_times(arguments: list[str]) -> list[str]:
    """The arguments with the time that `--as-recorded` leaves out."""
    out = []
    for n, argument in enumerate(arguments):
        out.append(argument)
        if argument == "--as-recorded" and not _TIME.match(arguments[n + 1] if n + 1 < len(arguments) else ""):
            out.append(THEN)
    return out
