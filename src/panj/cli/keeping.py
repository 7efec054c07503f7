"""`panj history`, `reread`, `redact`, `copy`: how the record came to be, and how it is kept."""

from typing import TYPE_CHECKING, Annotated

import typer

from panj import pipeline
from panj.cli import terminal
from panj.cli.decisions import show_changes
from panj.cli.listing import say_unread
from panj.cli.options import AUTHOR, DEFAULT_RECORD, By, RecordFile
from panj.errors import InputError
from panj.pipeline.decisions import documents_named, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from panj.model import Event
    from panj.record import Record

app = typer.Typer(rich_markup_mode=None)


@app.command()
def history(
    ident: Annotated[str, typer.Argument(metavar="EVENT", help="The id of an event, or how it starts.")],
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """Show how a figure came to be.

    By the days on which reports of it were published, then by what this record said when, and what people decided.

    \b
    Example:
      panj history e_91ab
    """
    from panj.record import open_record

    with open_record(record, create=False) as opened:
        view = pipeline.view_of(opened)
        event = view.event(_event_id(opened, view.events(), ident))
        assert event is not None
        terminal.show(f"{event.id} {event.title}\n")
        _published(opened, event)
        _recorded(opened, event)
        _decided(opened, event)


def _event_id(record: "Record", events: "Sequence[Event]", ident: str) -> str:
    names = [event.id for event in events if event.id.startswith(ident)]
    if not names:
        names = sorted({heir for name in record.ids(ident) for heir in record.redirects(name)})
    if len(names) != 1:
        more = f"could be: {', '.join(names[:5])}" if names else "is no event of this record"
        raise InputError(f"{ident} {more}", "write more of its id" if names else "see: panj events")
    return names[0]


def _table(*columns: str) -> "Table":
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in columns:
        right = name.endswith("figure")
        table.add_column(name, justify="right" if right else "left", overflow="fold")
    return table


def _published(record: "Record", event: "Event") -> None:
    from rich.text import Text

    from panj.outputs import words

    table = _table("published", "figure", "standing", "reports of that day")
    for step in pipeline.history(record, event):
        then = step.event
        figure = words.estimate(then.estimate) if then else "–"
        row = (step.date, figure, then.status if then else "", ", ".join(step.fresh))
        table.add_row(*map(Text, row))
    terminal.show(table)


def _recorded(record: "Record", event: "Event") -> None:
    from rich.text import Text

    from panj.outputs import words

    earlier = [name for name in record.ids("e_", 10**6) if event.id in record.redirects(name)]
    table = _table("\nin this record since", "\nfigure", "\nstanding", "\nas")
    versions = [(since, then) for name in (*earlier, event.id) for since, _, then in record.versions(name)]
    for since, then in sorted(versions, key=lambda pair: pair[0]):
        row = (since, words.estimate(then.estimate), then.status, then.id)
        table.add_row(*map(Text, row))
    terminal.show(table)


def _decided(record: "Record", event: "Event") -> None:
    ids = {claim.document_id for name in event.claims if (claim := record.claim(name))}
    told = [one for one in record.judgements() if ids & set(one.documents)]
    undone = {one.undoes for one in record.judgements() if one.undoes}
    if told:
        terminal.show("\ndecisions on its reports")
    for one in told:
        mark = " (taken back)" if one.id in undone else ""
        terminal.show(
            f"{one.id} {one.at[:10]} {one.author}: {said(one)}{mark}{' – ' if one.reason else ''}{one.reason}"
        )


@app.command()
def reread(
    adopt: Annotated[bool, typer.Option("--adopt", help="Let the new claims count from now on.")] = False,
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """Read everything with the reader of now, beside the old claims.

    Shows which figures would change; the old claims count until --adopt.

    \b
    Examples:
      panj reread
      panj reread --adopt
    """
    from panj.record import open_record

    with open_record(record, create=False) as opened:
        with terminal.progress("reading") as progress:
            found = pipeline.reread(opened, progress=progress)
        for problem in found.problems:
            terminal.problem(problem)
        terminal.show(
            f"{found.read} of {found.documents} reports are read otherwise: {found.gone} claims gone, {found.new} new"
        )
        before = list(found.before)
        after = found.after
        if adopt and found.waiting:
            opened.adopt(pipeline.fingerprint())
            after = pipeline.refresh_events(opened)
        show_changes(before, after)
        say_unread(opened)
        if found.waiting and not adopt:
            terminal.show("Nothing counts yet: panj reread --adopt")
    if found.problems:
        raise typer.Exit(1)


@app.command()
def redact(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="A report by its label, address or id.")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason that its tombstone gives.")],
    by: By = AUTHOR,
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """Remove a report's text and names for good.

    A takedown, or a person at risk. A tombstone stays, with the reason: write no name into it. Copies of the record
    and backups are yours to look after.

    \b
    Example:
      panj redact july/01 --why "a witness is at risk"
    """
    from panj.record import open_record

    if not why.strip():
        raise typer.BadParameter("a reason is needed", param_hint="--why")
    with open_record(record, create=False) as opened:
        opened.require_writable()
        (ident,) = documents_named(opened, document)
        before = list(pipeline.refresh_events(opened))
        done = opened.redact(ident, by, why)
        terminal.say(f"{done.document_id}: text, bytes and names are gone")
        if done.same_text:
            terminal.say(f"the same text stands in {', '.join(done.same_text)}")
        if not done.wiped:
            terminal.say("another program has the record open: run it again when that has ended, to wipe what it holds")
        show_changes(before, pipeline.refresh_events(opened))


@app.command()
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="A record.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="A record that is empty or missing.")],
) -> None:
    """Copy a record whole: a backup, or a move to a database.

    The record may be in use meanwhile: the copy is of one moment.

    \b
    Examples:
      panj copy panj.db backup-2021-07-15.db
      panj copy panj.db postgresql+psycopg://panj@localhost/panj
    """
    from panj.record import copy_record

    with terminal.progress("copying") as progress:
        rows = copy_record(source, target, progress)
    terminal.show(
        f"Copied {rows['documents']:,} reports, {rows['claims']:,} claims, {rows['judgements']:,} judgements."
    )
