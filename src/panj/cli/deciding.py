"""`panj judge`, `merge`, `split`, `undo`, `aliases`, `figure`: what people decide, each a record of its own."""

from pathlib import Path
from typing import Annotated

import typer

from panj import pipeline
from panj.cli import terminal
from panj.cli.decisions import deciding
from panj.cli.options import AUTHOR, DEFAULT_RECORD, By, RecordFile, Why, day
from panj.model import Judgement
from panj.model.judgement import standing
from panj.pipeline.decisions import judgement_on, merging, said, splitting, undoing, whole

app = typer.Typer(rich_markup_mode=None)
figure = typer.Typer(
    help="Type in figures by hand, with their source.\n\n\b\nExample:\n  panj figure add 347 crossed --source UNHCR",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command()
def judge(
    ident: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="A claim, an event, or a report by its label.", show_default=False),
    ] = None,
    verdict: Annotated[
        str | None, typer.Argument(help="accept, reject, recommend or correct.", show_default=False)
    ] = None,
    field: Annotated[str | None, typer.Argument(help="What to correct; or the figure to recommend.")] = None,
    value: Annotated[str | None, typer.Argument(help="What it should be; unknown for nothing.")] = None,
    book: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="A workbook of panj export xlsx, with your decisions in it."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what --from would decide, and decide nothing.")
    ] = False,
    why: Why = "",
    by: By = AUTHOR,
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """Say that a claim is right, wrong, or to be corrected.

    Nothing is changed in place: the judgement is kept with its author, time and reason, and undo takes it back.
    Claims: value, low, high, qualifier, unit, kind, status, period, origin, destination, place. Reports: published,
    publisher. Of a workbook all decisions are taken or none, and the same workbook again changes nothing.

    \b
    Examples:
      panj judge c_5f0c reject --why "an exercise"
      panj judge c_5f0c correct value 350 --why "a misprint"
      panj judge e_91ab recommend 347
      panj judge july/01 correct published 2021-07-14
      panj judge --from tracking.xlsx --dry-run
    """
    if book is not None:
        if ident is not None:
            raise typer.BadParameter("a workbook names its claims itself", param_hint="ID")
        from panj.cli.books import judge_book

        judge_book(book, record, by, dry_run=dry_run)
        return
    if ident is None or verdict is None:
        raise typer.BadParameter("name a claim, an event or a report, and a verdict; or a workbook with --from")
    with deciding(record) as opened:
        opened.judge(judgement_on(opened, ident, verdict, field, value, why, by))


@app.command()
def merge(
    events: Annotated[list[str], typer.Argument(metavar="EVENT", help="Two events or more.")],
    why: Why = "",
    by: By = AUTHOR,
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """Say that events are one.

    \b
    Example:
      panj merge e_91ab e_22c0 --why "the same crossing"
    """
    if len(events) < 2:
        raise typer.BadParameter("name two events or more", param_hint="EVENT")
    with deciding(record) as opened:
        opened.judge(merging(opened, events, why, by))


@app.command()
def split(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="The event that is two.")],
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM", help="Claims that tell of something else.")],
    why: Why = "",
    by: By = AUTHOR,
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """Say that claims of an event tell of something else.

    Its other claims of the same figure go with those that are named.

    \b
    Example:
      panj split e_91ab c_5f0c --why "another river"
    """
    with deciding(record) as opened:
        opened.judge(splitting(opened, event, claims, why, by))


@app.command()
def undo(
    ident: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="The id of a judgement, or how it starts.")],
    why: Why = "",
    by: By = AUTHOR,
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """Take a judgement back; that is kept too.

    \b
    Example:
      panj undo j_4f1c --why "I misread the table"
    """
    with deciding(record) as opened:
        opened.judge(undoing(opened, ident, why, by))


@app.command()
def judgements(record: RecordFile = DEFAULT_RECORD) -> None:
    """List what people decided, the latest last.

    \b
    Example:
      panj judgements --record archive.db
    """
    from rich.table import Table
    from rich.text import Text

    from panj.record import open_record

    with open_record(record, create=False) as opened:
        told = opened.judgements()
    valid = {one.id for one in standing(told)}
    table = Table(box=None, pad_edge=False)
    for name in ("id", "when", "who", "what", "why"):
        table.add_column(name, overflow="fold")
    for one in told:
        what = said(one) if one.id in valid or one.verb == "undo" else f"{said(one)} (taken back)"
        table.add_row(*map(Text, (one.id, one.at[:10], one.author, what, one.reason)))
    terminal.show(table)


@app.command()
def aliases(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help="The name to use, then others of the same source.")
    ] = None,
    why: Why = "",
    by: By = AUTHOR,
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """List names of one source, or say that names are one source.

    \b
    Examples:
      panj aliases
      panj aliases AFP "Agence France-Presse"
    """
    from panj.record import open_record

    if not names:
        with open_record(record, create=False) as opened:
            for one in standing(opened.judgements()):
                if one.verb == "same_source":
                    terminal.show(f"{one.id}  {' = '.join(one.names)}")
        return
    if len(names) < 2:
        raise typer.BadParameter("name two or more", param_hint="NAME")
    with deciding(record) as opened:
        opened.judge(Judgement("", "same_source", by, "", why, names=tuple(names)))


@figure.command("add")
def figure_add(
    value: Annotated[float, typer.Argument(help="How many.")],
    kind: Annotated[str, typer.Argument(help="What happened to them: crossed, displaced, …")],
    source: Annotated[str, typer.Option(metavar="NAME", help="Who says so.")],
    date: Annotated[
        str | None, typer.Option(metavar="DATE", help="When, or two dates with a / between them.", show_default=False)
    ] = None,
    place: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Where.")] = None,
    origin: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Where from.")] = None,
    destination: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Where to.")] = None,
    low: Annotated[float | None, typer.Option(metavar="N", help="At least.")] = None,
    high: Annotated[float | None, typer.Option(metavar="N", help="At most.")] = None,
    unit: Annotated[str, typer.Option(metavar="UNIT", help="people, households or houses.")] = "people",
    stock: Annotated[bool, typer.Option("--stock", help="A number on a date, and no movement.")] = False,
    quote: Annotated[str | None, typer.Option(metavar="TEXT", help="The words of the source.")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where it can be found.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="When it was published.", callback=day)] = None,
    by: By = AUTHOR,
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """Type in a figure that no report in the record gives.

    \b
    Examples:
      panj figure add 347 crossed --source "Border Troops" --date 2021-07-13 --destination Tajikistan
      panj figure add 4000 hosted --source UNHCR --stock --date 2021-07-01 --place Kabul --quote "…"
    """
    from panj.model import Period
    from panj.pipeline import by_hand

    start, _, end = (date or "").partition("/")
    period = Period(day(start), day(end or start), "day") if start else None
    roles = {"place": place, "origin": origin, "destination": destination}
    with deciding(record, create=True) as opened:
        document = by_hand.document_of(
            kind=kind,
            value=whole(value),
            source=source,
            places={role: [pipeline.place_named(name) for name in names or ()] for role, names in roles.items()},
            period=period,
            published=published or (day(end or start) if start else None),
            low=None if low is None else whole(low),
            high=None if high is None else whole(high),
            unit=unit,
            flow="stock" if stock else "flow",
            quote=quote,
            url=url,
            author=by,
        )
        added = opened.add(document, by_hand.READER, lambda known: by_hand.claims_of(known, document.raw))
        said_so = "known already" if added.what == "unchanged" else "stored"
        terminal.say(f"{added.document.label}: {said_so}")


app.add_typer(figure, name="figure")
