"""`panj gazetteer`: what a name could be, and larger gazetteers from a GeoNames dump."""

from typing import Annotated

import typer

from panj import settings
from panj.cli import terminal

HELP = """Look up places, or build a larger gazetteer.

\b
Examples:
  panj gazetteer find Hissar
  panj gazetteer build AF.zip --countries AF,TJ
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
    from rich.table import Table
    from rich.text import Text

    from panj.places import open_gazetteer

    found = open_gazetteer(settings.load()).find(name)
    if not found:
        terminal.say(f"no place is known by the name {name}")
        raise typer.Exit(1)
    table = Table(box=None, pad_edge=False)
    for title, right in (("share", 1), ("name", 0), ("in", 0), ("level", 0), ("people", 1), ("at", 1), ("id", 0)):
        table.add_column(title, justify="right" if right else "left", overflow="fold")
    for place in found:
        point = "" if place.latitude is None else f"{place.latitude:.2f} {place.longitude:.2f}"
        people = f"{place.population:,}" if place.population else ""
        cells = (f"{place.score:.2f}", place.name, place.country or "", place.level, people, point, place.id)
        table.add_row(*map(Text, cells))
    terminal.show(table)
