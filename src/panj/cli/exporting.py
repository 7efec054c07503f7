"""`panj export`: the record in the formats that others read. `panj sitrep`: a situation report."""

import os
import sys
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from panj import pipeline
from panj.cli import terminal
from panj.cli.options import DEFAULT_RECORD, AsOf, AsRecorded, RecordFile, day, moment
from panj.errors import InputError
from panj.model.vocabulary import KINDS, STATUSES

if TYPE_CHECKING:
    from panj.outputs.exports import Export, Filters

EVENT_STATUSES = ("reported", "confirmed", "unconfirmed", "disputed", "retracted", "planned", "possible")
FORMS = ("html", "pdf", "docx", "md")
"""Forms of a situation report, by how their files' names end."""
app = typer.Typer(rich_markup_mode=None)


class Role(StrEnum):
    open = "open"
    restricted = "restricted"


class Table(StrEnum):
    events = "events"
    claims = "claims"
    documents = "documents"


Out = Annotated[
    Path | None,
    typer.Option("--out", "-o", metavar="FILE", help="Where it goes; - for standard output.", show_default=False),
]
From = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="Only what happened on or after this day.", callback=day)
]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Only what happened by this day.", callback=day)]
Country = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="Only what touches this country: AFG, or Afghanistan.")
]
Where = Annotated[str | None, typer.Option("--place", metavar="NAME", help="Only what touches this place.")]
Kind = Annotated[list[str] | None, typer.Option(metavar="KIND", help="Only this kind: crossed, displaced, …")]
Status = Annotated[list[str] | None, typer.Option(metavar="STATUS", help="Only this status: confirmed, disputed, …")]
Surely = Annotated[
    float,
    typer.Option(
        "--min-confidence", metavar="P", min=0, max=1, help="Only claims so sure, and events with one, from 0 to 1."
    ),
]
AsRole = Annotated[
    Role,
    typer.Option(
        "--role", help="open is guarded, to be given to others; restricted holds everything and is for your own use."
    ),
]
Title = Annotated[str, typer.Option(metavar="TEXT", help="Its title.", show_default=False)]


@app.command("export", context_settings={"max_content_width": 100})
def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="One of those below.")],
    out: Out = None,
    record: RecordFile = DEFAULT_RECORD,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    start: From = None,
    end: To = None,
    country: Country = None,
    place: Where = None,
    kind: Kind = None,
    status: Status = None,
    min_confidence: Surely = 0.0,
    table: Annotated[
        Table | None, typer.Option(help="What its rows are, where one table is written.", show_default=False)
    ] = None,
    role: AsRole = Role.open,
    title: Title = "",
) -> None:
    """Write the record in a format that others read.

    Every export says when it was made, of which moment it is, and which versions made it. The open view leaves out
    what could harm somebody.

    \b
    Formats:
      xlsx          a workbook of events, claims and sources, with columns for your decisions
      hxl           CSV with HXL tags and P-codes
      geojson       ways and places on the ground (RFC 7946)
      parquet       typed tables for pandas, R, DuckDB
      geoparquet    ways and places with geometry
      jsonl         JSON Lines, complete
      idu           IDMC's layout: internal displacement, approved figures
      plover        PLOVER records of security events
      atom          a feed of new and changed events
      rss           the same as RSS
      sitrep-html   a situation report as a page
      sitrep-pdf    a situation report in PDF
      sitrep-docx   a situation report to be edited
      sitrep-md     a situation report in Markdown

    \b
    Examples:
      panj export xlsx --out tracking.xlsx
      panj export geojson --from 2021-07-01 --to 2021-07-31 --country TJK
      panj export hxl --table claims --kind crossed --out claims.csv
      panj export jsonl --as-of 2021-07-15 --out - | jq .title
    """
    from panj.pipeline.exporting import export as run
    from panj.record import open_record

    with open_record(record, create=False) as opened:
        wanted = filters_of(start, end, country, place, kind, status, min_confidence)
        made = run(
            opened, form, moment=moment(as_of, as_recorded), filters=wanted, role=role.value,
            table=table.value if table else "", title=title,
        )  # fmt: skip
    write(made, out)


@app.command()
def sitrep(
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="FILE", help="Where it goes; .html, .pdf, .docx or .md.", show_default=False
        ),
    ] = None,
    record: RecordFile = DEFAULT_RECORD,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    start: From = None,
    end: To = None,
    country: Country = None,
    place: Where = None,
    role: AsRole = Role.open,
    title: Title = "",
) -> None:
    """Write a situation report for a period and a place.

    Figures with their bounds and sources, what changed since the first day, a map, a timeline, what is disputed and
    what is not known. How the file's name ends says which form it has; without a name it is a page.

    \b
    Examples:
      panj sitrep --from 2023-09-26 --to 2023-10-01 --place Armenia --out armenia.pdf
      panj sitrep --from 2021-07-01 --country TJK --as-of 2021-07-31 --out july.docx
    """
    from panj.pipeline.exporting import SITREP
    from panj.pipeline.exporting import export as run
    from panj.record import open_record

    ending = out.suffix.lower().lstrip(".") if out else "html"
    if ending not in FORMS:
        raise typer.BadParameter(f"end it with one of: .{', .'.join(FORMS)}", param_hint="--out")
    with open_record(record, create=False) as opened:
        wanted = filters_of(start, end, country, place)
        at = moment(as_of, as_recorded)
        write(run(opened, SITREP + ending, moment=at, filters=wanted, role=role.value, title=title), out)


def filters_of(
    start: str | None,
    end: str | None,
    countries: list[str] | None,
    place: str | None,
    kinds: list[str] | None = None,
    statuses: list[str] | None = None,
    least: float = 0.0,
) -> "Filters":
    """The filters that the options name. Raises InputError for a place, kind or status that is not known."""
    from panj.outputs.exports import Filters

    if start and end and start > end:
        raise InputError(f"{start} is after {end}", "change --from or --to")
    for given, known, what in ((kinds, KINDS, "kind"), (statuses, {*EVENT_STATUSES, *STATUSES}, "status")):
        if wrong := [name for name in given or () if name not in known]:
            raise InputError(f"{wrong[0]} is no {what}", f"one of: {', '.join(sorted(known))}")
    return Filters(
        start, end, tuple(country_code(name) for name in countries or ()), tuple(kinds or ()), tuple(statuses or ()),
        least, pipeline.place_named(place) if place else None,
    )  # fmt: skip


def country_code(name: str) -> str:
    """ISO 3166 alpha-3 of a country by its code or name. Raises InputError."""
    from panj.outputs.geometry import country_names

    if name.upper() in country_names():
        return name.upper()
    found = pipeline.place_named(name)
    if found.level != "country" or not found.country:
        raise InputError(f"{name} is no country", "write its name or its code, as AFG; for another place use --place")
    return found.country


def write(made: "Export", out: Path | None) -> None:
    """Puts the export where it belongs, whole or not at all, and says so. Raises InputError."""
    if out is not None and str(out) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(made.data)
        terminal.flush()
        return
    target = out or Path(made.name)
    try:
        number, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(made.data)
            Path(name).chmod(0o666 & ~_umask())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InputError(f"{target} cannot be written: {error.strerror}", "name another file with --out") from error
    terminal.say(f"wrote {target}")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
