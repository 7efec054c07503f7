"""`panj gazetteer`: what a name could be, and larger gazetteers from a GeoNames dump."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from panj import settings
from panj.cli import terminal

if TYPE_CHECKING:
    from panj.places import SqliteGazetteer

HELP = """Look up places, or build a larger gazetteer.

\b
Examples:
  panj gazetteer find Hissar
  panj gazetteer build AF.zip --countries AF,TJ
  panj gazetteer pcodes afg_admin.xlsx
"""
app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None, add_completion=False)


@app.callback()
def root() -> None:
    """Keeps `find` a command of its own."""


@app.command()
def find(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A place, a people or a spelling of either.")],
) -> None:
    """Show what a name could be, likeliest first, and why.

    \b
    Examples:
      panj gazetteer find Hissar
      panj gazetteer find "Shir Khan Bandar"
    """
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    from panj.places import explain

    found = explain(_opened(), name)
    if not found:
        terminal.say(f"no place is known by the name {name}")
        raise typer.Exit(1)
    table = Table(box=None, pad_edge=False)
    for title, right in (("share", 1), ("name", 0), ("in", 0), ("level", 0), ("people", 1), ("at", 1), ("id", 0)):
        table.add_column(title, justify="right" if right else "left", overflow="fold")
    for sense in found:
        place = sense.candidate
        point = "" if place.latitude is None else f"{place.latitude:.2f} {place.longitude:.2f}"
        people = f"{place.population:,}" if place.population else ""
        cells = (f"{sense.score:.2f}", place.name, place.country or "", place.level, people, point, place.id)
        table.add_row(*map(Text, cells))
    why = Text(f"\nWhy {found[0].candidate.name} stands first:\n" + "\n".join(found[0].reasons))
    terminal.show(Group(table, why))


@app.command()
def build(
    dump: Annotated[Path, typer.Argument(metavar="DUMP", help="allCountries.txt, AF.txt or a zip of one of them.")],
    countries: Annotated[
        str, typer.Option(metavar="CODES", help="Two-letter codes, as AF,TJ; without them, all countries.")
    ] = "",
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where the gazetteer goes.")] = Path(
        "gazetteer.sqlite"
    ),
) -> None:
    """Build a gazetteer from a GeoNames dump that you downloaded.

    \b
    Examples:
      panj gazetteer build AF.zip -o afghanistan.sqlite
      panj gazetteer build allCountries.zip --countries AF,TJ
      PANJ_GAZETTEER=gazetteer.sqlite panj read report.txt
    """
    from panj.places import from_dump, open_gazetteer, supplement_text

    with terminal.progress("building"):
        number = from_dump(dump, output, open_gazetteer(settings.load()), countries.split(","), supplement_text())
    terminal.say(f"wrote {number:,} places to {output}; use it by setting PANJ_GAZETTEER={output}")


@app.command()
def pcodes(
    dataset: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, XLSX or GeoJSON with columns like ADM1_PCODE.")],
) -> None:
    """Keep the P-codes of a common operational dataset that you downloaded.

    Exports fill them in from then on, for provinces and districts of the same name. The dataset of a country that was
    given before is replaced. They are kept in the cache folder, or where PANJ_PCODES says.

    \b
    Example:
      panj gazetteer pcodes afg_adminboundaries_tabulardata.xlsx
    """
    from panj.pipeline.pcodes import keep_pcodes

    with terminal.progress("reading"):
        found = keep_pcodes(dataset)
    for country, counts in found.items():
        terminal.say(f"kept P-codes of {country}: {counts['adm1']:,} first and {counts['adm2']:,} second divisions")


def _opened() -> "SqliteGazetteer":
    from panj.places import open_gazetteer

    chosen = settings.load()
    return open_gazetteer(chosen, chosen.gazetteer)
