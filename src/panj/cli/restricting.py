"""`panj restrict`, `release`, `restrictions`: what must not leave the house."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from panj.cli import terminal
from panj.cli.options import AUTHOR, DEFAULT_RECORD, By, RecordFile, day
from panj.errors import InputError
from panj.model import Sensitivity, restricted_on
from panj.pipeline.decisions import anchors_of, claim_named, documents_named

if TYPE_CHECKING:
    from panj.model.sensitivity import Level
    from panj.record import Record

app = typer.Typer(rich_markup_mode=None)
What = Annotated[str, typer.Argument(metavar="WHAT", help="A report, a claim by its id, or with --source a name.")]
AsSource = Annotated[bool, typer.Option("--source", help="WHAT is the name of a source that is under threat.")]


@app.command()
def restrict(
    what: What,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason: write no name into it.")],
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help="An embargo that ends on that day.", callback=day),
    ] = None,
    source: AsSource = False,
    by: By = AUTHOR,
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """Let a report, a claim or a source's name not leave the house.

    Exports, feeds, search and the open view of the desk go on as if the report had never come; a source is called by
    its type. The restricted view shows all. To remove something for good: panj redact.

    \b
    Examples:
      panj restrict july/01 --why "the camp is not public"
      panj restrict july/02 --until 2021-08-01 --why "embargo of the agency"
      panj restrict c_5f0c --why "could point at a family"
      panj restrict "Radio Kunduz" --source --why "its people are threatened"
    """
    _decide(what, "restricted", why, until, record, by, source=source)


@app.command()
def release(
    what: What,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason.")],
    source: AsSource = False,
    by: By = AUTHOR,
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """Let what was restricted be shown again; with the id of a decision (s_…), take that decision back.

    \b
    Examples:
      panj release july/01 --why "the camp was announced"
      panj release s_1c2d --why "restricted by mistake"
    """
    _decide(what, "open", why, None, record, by, source=source)


@app.command()
def restrictions(record: RecordFile = DEFAULT_RECORD) -> None:
    """List what is restricted now, by whom and why.

    \b
    Example:
      panj restrictions
    """
    from rich.table import Table
    from rich.text import Text

    from panj.record import open_record

    table = Table(box=None, pad_edge=False)
    for name in ("id", "since", "until", "what", "by", "why"):
        table.add_column(name, overflow="fold")
    with open_record(record, create=False) as opened:
        found = restricted_on(opened.sensitivities(), _today())
        for one in found:
            row = (one.id, one.at[:10], one.until or "", _named(opened, one), one.author, one.reason)
            table.add_row(*map(Text, row))
    terminal.show(table if found else "Nothing is restricted.")


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _named(record: "Record", one: Sensitivity) -> str:
    if one.source:
        return f"source {one.source}"
    if one.anchor:
        document = record.document(one.anchor.document_id)
        figure = f"{one.anchor.value:,}" if one.anchor.value is not None else one.anchor.kind
        return f"claim of {figure} in {document.label if document else one.anchor.document_id}"
    document = record.document(one.document_id or "")
    return document.label if document else one.document_id or ""


def _decide(what: str, level: "Level", why: str, until: str | None, location: str, by: str, *, source: bool) -> None:
    from panj.record import open_record

    if not why.strip():
        raise typer.BadParameter("a reason is needed", param_hint="--why")
    if until and date.fromisoformat(until).isoformat() <= _today():
        raise typer.BadParameter(f"{until} is no day to come", param_hint="--until")
    with open_record(location, create=False) as opened:
        opened.require_writable()
        given = _target(opened, what, source=source)
        done = opened.decide_sensitivity(
            Sensitivity("", level, by, "", why, until=until, **given)  # type: ignore[arg-type]
        )
        closed = any(one.id == done.id for one in restricted_on(opened.sensitivities(), _today()))
        terminal.say(f"{done.id}: {'restricted' + (f' until {until}' if until else '') if closed else 'open again'}")


def _target(record: "Record", what: str, *, source: bool) -> dict[str, object]:
    if source:
        return {"source": what}
    if what.startswith("s_"):
        names = [one.id for one in record.sensitivities() if one.id.startswith(what)]
        if len(names) != 1:
            raise InputError(f"{what} is no restriction of this record", "see: panj restrictions")
        return {"undoes": names[0]}
    if what.startswith("c_"):
        return {"anchor": anchors_of(record, [claim_named(record, what).id])[0]}
    return {"document_id": documents_named(record, what)[0]}
