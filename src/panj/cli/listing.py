"""`panj documents`: what a record holds, report by report."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from panj.cli import terminal
from panj.cli.options import DEFAULT_RECORD, AsFormat, AsOf, AsRecorded, Format, RecordFile, moment
from panj.lexicon import language_name

if TYPE_CHECKING:
    from rich.console import RenderableType

    from panj.record import Listed, Reading

UNREAD = "{count} in {languages} that no reader speaks: unread, and in no figure. See: panj documents --unread"


def documents(
    unread: Annotated[bool, typer.Option("--unread", help="Only those in a language that no reader speaks.")] = False,
    form: AsFormat = Format.table,
    record: RecordFile = DEFAULT_RECORD,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
) -> None:
    """List the reports of the record.

    With the day, publisher, language and number of claims of each. A report in a language that Panj has no words for is
    kept unread; once there are words for it, `panj reread --adopt` reads it.

    \b
    Examples:
      panj documents
      panj documents --unread
      panj documents --format jsonl | jq .address
    """
    from panj.record import open_record

    with open_record(record, create=False) as opened:
        found = list(opened.at(moment(as_of, as_recorded)).listed(unread=unread))
    if form is Format.jsonl:
        for one in found:
            terminal.json_line(asdict(one))
        terminal.flush()
    elif found:
        terminal.show(_table(found))
    else:
        terminal.show("No unread reports." if unread else "No reports.")


def _table(found: list["Listed"]) -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    from panj.outputs.clean import for_terminal

    table = Table(box=None, pad_edge=False)
    for name, justify in (("report", "left"), ("published", "left"), ("publisher", "left"), ("language", "left")):
        table.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]
    table.add_column("claims", justify="right")
    for one in found:
        cells = (one.label, one.published or "–", one.publisher or "–", language_name(one.language))
        table.add_row(*(Text(for_terminal(cell)) for cell in cells), "unread" if one.unread else f"{one.claims:,}")
    return table


def say_unread(reading: "Reading") -> None:
    """One line on standard error where some reports of the record are unread."""
    if reading.unread():
        languages = sorted({language_name(one.language) for one in reading.listed(unread=True)})
        count = reading.unread()
        terminal.say(
            UNREAD.format(count=f"{count} report{'s are' if count > 1 else ' is'}", languages=_listed(languages))
        )


def _listed(names: list[str]) -> str:
    shown = names[:3] + [f"{len(names) - 3} more languages"] * (len(names) > 3)
    return " and ".join(part for part in (", ".join(shown[:-1]), shown[-1]) if part)
