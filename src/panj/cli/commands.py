"""The commands of `panj`."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from panj import pipeline
from panj.cli import (
    archiving,
    deciding,
    desk,
    exporting,
    gazetteer,
    intake,
    keeping,
    listing,
    restricting,
    reviewing,
    terminal,
    watching,
)
from panj.cli.options import DEFAULT_RECORD, AsFormat, AsOf, AsRecorded, Format, RecordFile, day, moment
from panj.model import Claim, Document, Problem

if TYPE_CHECKING:
    from panj.documents import Options
    from panj.model import View

app = typer.Typer(
    name="panj",
    help="Reads news reports of people forced to move and keeps a record in which every figure can be checked.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


Paths = Annotated[
    list[str], typer.Argument(metavar="PATH", help="Files, folders, globs, web addresses, or - .", show_default=False)
]
SomePaths = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH", help="Files, folders or globs; without them, the record.", show_default=False),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="When all of them were published, as 2021-07-14.", callback=day),
]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="Who published all of them.")]
Strict = Annotated[bool, typer.Option("--strict", help="Stop at the first problem.")]
Surely = Annotated[
    float,
    typer.Option("--min-confidence", metavar="P", min=0, max=1, help="Only claims at least so sure, from 0 to 1."),
]


def _version(wanted: bool) -> None:
    if wanted:
        from panj import __version__

        typer.echo(f"panj {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Reads news reports of people forced to move and keeps a record in which every figure can be checked."""


@app.command()
def add(
    paths: Paths,
    record: RecordFile = DEFAULT_RECORD,
    published: Published = None,
    publisher: Publisher = None,
    mapping: intake.Map = None,
    layout: intake.Layout = None,
    allow_host: intake.AllowHost = None,
    theme: intake.Theme = None,
    strict: Strict = False,
) -> None:
    """Read reports into the record and show what is new.

    They may be text, pages, PDF, feeds, JSON Lines, WARC, tables, GDELT lists, and archives of these.

    The same file again changes nothing; a new text at the same address is a new version; a date or publisher given
    later is a revision.

    \b
    Examples:
      panj add reports/
      panj add report.txt --published 2021-07-14 --publisher "The Straits Times"
      panj add 'archive/*.jsonl' --record archive.db
      panj add https://example.org/report.html
      panj add rows.jsonl --map id=uid,text=body,published=date
    """
    from panj.cli.adding import add_to

    options = intake.options_of(mapping, layout, allow_host, theme)
    if not add_to(record, paths, published=published, publisher=publisher, strict=strict, options=options):
        raise typer.Exit(1)


@app.command()
def read(
    paths: SomePaths = None,
    form: AsFormat = Format.table,
    record: RecordFile = DEFAULT_RECORD,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    published: Published = None,
    publisher: Publisher = None,
    min_confidence: Surely = 0.0,
    mapping: intake.Map = None,
    layout: intake.Layout = None,
    allow_host: intake.AllowHost = None,
    strict: Strict = False,
) -> None:
    """Print the claims of reports.

    The reports are those at the paths, without a record; or those of the record, as people judged them.

    \b
    Examples:
      panj read --as-of 2021-07-15
      panj read report.txt --published 2021-07-14
      panj read reports/ --format jsonl | jq .measure
      panj read reports/ --min-confidence 0.8
      panj read rows.jsonl --map text=body,published=date
      panj read idus.csv --layout idu
    """
    options = intake.options_of(mapping, layout, allow_host, None)
    reading = Reading(paths or [], published, publisher, strict, min_confidence, options)
    found = reading if paths else _stored(record, as_of, as_recorded, min_confidence)
    if form is Format.jsonl:
        from panj.model import claim_to_wire

        for _, claims in found:
            for claim in claims:
                terminal.json_line(claim_to_wire(claim))
            terminal.flush()
    else:
        from panj.outputs import tables

        view = pipeline.MemoryView(found)
        terminal.show(tables.claims_table(view.claims()))
    reading.finish()


@app.command()
def annotate(
    paths: Paths,
    form: AsFormat = Format.jsonl,
    published: Published = None,
    strict: Strict = False,
) -> None:
    """Print the numbers, dates, places and speakers of reports.

    One JSON object for each report, with offsets into its text; sentences are in it too.

    \b
    Examples:
      panj annotate report.txt --published 2021-07-14 --format jsonl
      panj annotate reports/ --format jsonl > annotations.jsonl
    """
    if form is not Format.jsonl:
        raise typer.BadParameter("annotations come as jsonl only", param_hint="--format")
    from panj.cli.annotations import annotation_to_wire

    undated, fine = terminal.Undated(), True
    for found in pipeline.annotate_paths(paths, published=published):
        if isinstance(found, Problem):
            terminal.problem(found)
            fine = False
            if strict:
                break
            continue
        undated.see(found[0])
        terminal.json_line(annotation_to_wire(*found))
    terminal.flush()
    undated.say()
    if not fine:
        raise typer.Exit(1)


@app.command()
def events(
    paths: SomePaths = None,
    form: AsFormat = Format.table,
    record: RecordFile = DEFAULT_RECORD,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    published: Published = None,
    publisher: Publisher = None,
    min_confidence: Surely = 0.0,
    mapping: intake.Map = None,
    layout: intake.Layout = None,
    allow_host: intake.AllowHost = None,
    strict: Strict = False,
) -> None:
    """List what happened, as all reports together tell it.

    The reports are those of the record, or those at the paths alone.

    \b
    Examples:
      panj events
      panj events reports/ --format jsonl
      panj events --as-of 2021-07-15 --as-recorded
    """
    options = intake.options_of(mapping, layout, allow_host, None)
    reading = Reading(paths or [], published, publisher, strict, min_confidence, options)
    view = _view(reading, record, as_of, as_recorded)
    if form is Format.jsonl:
        from panj.model import event_to_wire

        for event in view.events():
            terminal.json_line(event_to_wire(event))
        terminal.flush()
    else:
        from panj.outputs import tables

        terminal.show(tables.events_table(view.events()))
    reading.finish()


class By(StrEnum):
    kind = "kind"
    rule = "rule"
    source = "source"


@app.command()
def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(
            metavar="GOLD", help="A .jsonl of gold, a folder of clusters or seeds.json.", show_default=False
        ),
    ],
    by: Annotated[By | None, typer.Option(help="Also count by kind, by rule or by where the text is from.")] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Texts in this language alone, as en.", show_default=False)
    ] = None,
    output: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write everything as JSON.")] = None,
    errors: Annotated[int, typer.Option(metavar="N", min=0, help="Errors of each sort to show.")] = 5,
) -> None:
    """Say how well the reader reads texts whose facts are known.

    Prints what was measured, and the errors with their text and the rule that fired or the reason of a refusal.
    Several files of one sort count as one.

    \b
    Examples:
      panj evaluate evaluation/gold/en1.jsonl --by rule
      panj evaluate evaluation/gold/en*.jsonl --errors 20
      panj evaluate clusters/ --language en --json scores.json
    """
    from panj.cli.evaluating import evaluate as run

    run(gold, by.value if by else None, language, output, errors)


@app.command()
def show(
    ident: Annotated[str, typer.Argument(metavar="ID", help="The id of a claim or an event, or how it starts.")],
    record: RecordFile = DEFAULT_RECORD,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
) -> None:
    """Show one claim or event with evidence, sources and reasons.

    \b
    Examples:
      panj show e_91ab
      panj show c_5f0c --record archive.db
      panj show e_91ab --as-of 2021-07-15
    """
    from panj.cli.showing import show_one

    if not show_one(ident, record, moment(as_of, as_recorded)):
        raise typer.Exit(1)


@app.command()
def report(
    paths: SomePaths = None,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where the page goes.")] = Path(
        "report.html"
    ),
    title: Annotated[str, typer.Option(metavar="TEXT", help="The page's title.")] = "What the reports say",
    record: RecordFile = DEFAULT_RECORD,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    published: Published = None,
    publisher: Publisher = None,
    strict: Strict = False,
) -> None:
    """Write a page in which every figure opens its sentence.

    The reports are those of the record, or those at the paths alone.

    \b
    Examples:
      panj report -o report.html --as-of 2021-07-15
      panj report reports/ -o july.html --title "July 2021"
    """
    from panj.cli.showing import write_report

    reading = Reading(paths or [], published, publisher, strict)
    view = _view(reading, record, as_of, as_recorded)
    write_report(view, output, title)
    terminal.say(f"wrote {output}")
    reading.finish()


@app.command()
def demo() -> None:
    """Read the bundled samples and show what they say.

    Makes the folder demo with the record panj.db and the page report.html.

    \b
    Example:
      panj demo
    """
    from panj.cli.showing import run_demo

    if not run_demo():
        raise typer.Exit(1)


@app.command()
def explain(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A text, a file, or - for standard input.")],
    published: Published = None,
) -> None:
    """Show how a text is read: phrases, patterns, links, and why a number becomes no claim.

    Examples:
      panj explain "Some 350 people fled to Tajikistan, 177 of them minors."
      panj explain report.txt --published 2021-07-14
    """
    from rich.text import Text

    from panj.cli.explaining import explain as run

    terminal.show(Text(run(text, published)))


for more in (deciding.app, exporting.app, reviewing.app, keeping.app, restricting.app):
    app.add_typer(more)
app.command()(listing.documents)
app.command()(watching.watch)
app.command()(desk.desk)
app.command()(archiving.archive)
app.add_typer(gazetteer.app, name="gazetteer")
app.add_typer(desk.tokens, name="token")


class Reading:
    """Reads paths once, telling problems as they come; `finish` says the rest and sets the exit code."""

    def __init__(
        self,
        paths: list[str],
        published: str | None,
        publisher: str | None,
        strict: bool,
        least: float = 0.0,
        options: "Options | None" = None,
    ) -> None:
        self.paths, self.published, self.publisher, self.strict = paths, published, publisher, strict
        self.least = least
        self.options = options
        self.undated = terminal.Undated()
        self.fine = True

    def __iter__(self) -> Iterator[tuple[Document, tuple[Claim, ...]]]:
        for found in pipeline.read_paths(
            self.paths, published=self.published, publisher=self.publisher, options=self.options
        ):
            if isinstance(found, Problem):
                terminal.problem(found)
                self.fine = False
                if self.strict:
                    return
                continue
            self.undated.see(found[0])
            yield found[0], _sure(found[1], self.least)

    def finish(self) -> None:
        self.undated.say()
        if not self.fine:
            raise typer.Exit(1)


def _sure(claims: Iterable[Claim], least: float) -> tuple[Claim, ...]:
    """The claims that are at least so sure."""
    return tuple(claim for claim in claims if claim.confidence >= least)


def _stored(
    record: str, as_of: str | None, as_recorded: str | None, least: float
) -> Iterator[tuple[Document, tuple[Claim, ...]]]:
    """The documents of the record with their claims, at a moment, without claims less sure than `least`."""
    from panj.record import open_record

    with open_record(record, create=False) as opened:
        view = pipeline.claims_view(opened, moment(as_of, as_recorded))
        for document in view.documents():
            yield document, _sure(view.claims(document.id), least)
        listing.say_unread(view.reading)


def _view(reading: Reading, record: str, as_of: str | None, as_recorded: str | None) -> "View":
    """The view of the paths, or of the record at a moment where none are given."""
    if reading.paths:
        if as_of or as_recorded:
            raise typer.BadParameter("a moment is for a record, not for paths", param_hint="--as-of")
        return pipeline.MemoryView(reading)
    if reading.least:
        return pipeline.MemoryView(_stored(record, as_of, as_recorded, reading.least))
    from panj.record import open_record

    view = pipeline.view_of(open_record(record, create=False), moment(as_of, as_recorded))
    listing.say_unread(view.reading)
    return view
