"""The options of commands that take new reports in, as the documents room understands them."""

from typing import TYPE_CHECKING, Annotated

import typer

from panj.errors import InputError

if TYPE_CHECKING:
    from panj.documents import Options

Map = Annotated[
    str | None,
    typer.Option("--map", metavar="FIELD=KEY,…", help="Keys of JSON Lines rows, as text=body,published=date."),
]
Layout = Annotated[
    str | None,
    typer.Option(metavar="NAME|FILE", help="What the columns of tables mean: idu, dtm, odp or a mapping file."),
]
AllowHost = Annotated[
    list[str] | None, typer.Option(metavar="HOST", help="A host of a private network that may be fetched from.")
]
Theme = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="Fetch only pages of a GDELT list that have this theme.")
]


def options_of(
    mapping: str | None, layout: str | None, allow_host: list[str] | None, theme: list[str] | None
) -> "Options":
    """The options of a command. Raises typer.BadParameter."""
    from panj import documents

    try:
        found = documents.mapping_of(mapping)
    except InputError as error:
        raise typer.BadParameter(f"{error.message} {error.hint}", param_hint="--map") from error
    try:
        columns = documents.layout_of(layout) if layout else None
    except InputError as error:
        raise typer.BadParameter(f"{error.message} {error.hint}", param_hint="--layout") from error
    hosts, themes = frozenset(allow_host or ()), frozenset(name.upper() for name in theme or ())
    return documents.Options(mapping=found, layout=columns, allow_hosts=hosts, themes=themes)
