"""What the columns of a table mean: layouts by name, and mapping files of the same form.

publisher = "Ministry of Interior"

[columns]                       # what a row tells; the first column that the table has
place = ["District"]
end = ["As of"]

[[figures]]                     # each figure of a row becomes a claim
columns = ["Displaced persons"]
kind = "displaced"
unit = "people"                 # people, households or houses
flow = "stock"                  # flow, stock or cumulative

[values.cause]                  # what the words of a column are in Panj's own
"flood" = "disaster"
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from panj.documents.extract import shown
from panj.errors import DataError, InputError
from panj.model import vocabulary as v

NAMES = ("idu", "dtm", "odp")
ROLES = frozenset(
    {
        "id", "country", "iso3", "place", "within", "pcode", "latitude", "longitude", "origin", "origin_iso3",
        "destination", "start", "end", "published", "source", "page", "cause", "qualifier", "note", "group", "round",
        "title",
    }
)  # fmt: skip
UNITS = frozenset({"people", "households", "houses"})
CHOICES: Mapping[str, frozenset[str]] = {
    "kind": frozenset(kind for kind, family in v.FAMILY_OF.items() if family in v.FIGURE_FAMILIES),
    "unit": UNITS,
    "flow": frozenset(get_args(v.Flow)),
    "category": v.CATEGORIES,
    "boundary": frozenset(get_args(v.Boundary)),
    "method": frozenset(get_args(v.Method)),
    "cause": frozenset(get_args(v.Cause)),
    "qualifier": v.QUALIFIERS,
}
NEEDED = ("kind", "unit", "flow")
MAX_BYTES = 1_000_000
HINT = "Name one of idu, dtm, odp, or a mapping file; the guide on sources shows one."


@dataclass(frozen=True, slots=True)
class Figure:
    """Columns that hold a figure, the first that the table has, and what the figure is, by field of a claim."""

    columns: tuple[str, ...]
    says: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TableLayout:
    """Columns by what they tell, in lower case; `values` gives Panj's word for a column's words."""

    name: str
    columns: Mapping[str, tuple[str, ...]]
    figures: tuple[Figure, ...]
    publisher: str | None = None
    title: str | None = None
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def layout_of(name: str) -> TableLayout:
    """The layout of that name, or of the mapping file at that path. Raises InputError."""
    if name in NAMES:
        try:
            text = files("panj.data").joinpath("base", "layouts", f"{name}.toml").read_text("utf8")
        except OSError as error:
            raise DataError(f"The layout {name} cannot be read: {error}") from error
        return parse(text, name)
    try:
        with Path(name).open("rb") as file:
            data = file.read(MAX_BYTES)
        return parse(data.decode("utf-8-sig"), Path(name).stem)
    except OSError as error:
        raise InputError(f"There is no layout {shown(name)}: {error.strerror}.", HINT) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{shown(name)} is no TOML file: {error}.", HINT) from error


def parse(text: str, name: str) -> TableLayout:
    """The layout in a text. Raises InputError and tomllib.TOMLDecodeError."""
    table = tomllib.loads(text)
    _known(table, {"title", "publisher", "columns", "figures", "values"}, name)
    columns, values = table.get("columns", {}), table.get("values", {})
    figures = table.get("figures", [])
    if not isinstance(columns, dict) or not isinstance(values, dict) or not isinstance(figures, list) or not figures:
        raise InputError(f"The layout {shown(name)} has no [columns] or no [[figures]].", HINT)
    _known(columns, ROLES, f"{name}, columns")
    return TableLayout(
        name=name,
        columns={role: _names(found, f"{name}, {role}") for role, found in columns.items()},
        figures=tuple(_figure(each, name) for each in figures),
        publisher=_text(table.get("publisher"), name),
        title=_text(table.get("title"), name),
        values={role: _values(role, found, name) for role, found in values.items()},
    )


def _figure(each: Any, name: str) -> Figure:
    if not isinstance(each, dict):
        raise InputError(f"A figure of the layout {shown(name)} is no table.", HINT)
    _known(each, {"columns", *CHOICES}, f"{name}, figures")
    says = {}
    for key, choices in CHOICES.items():
        if key not in each:
            if key in NEEDED:
                raise InputError(f"A figure of the layout {shown(name)} has no {key}.", _one_of(choices))
            continue
        if each[key] not in choices:
            raise InputError(f"{shown(name)}: {key} cannot be {shown(each[key])}.", _one_of(choices))
        says[key] = each[key]
    return Figure(_names(each.get("columns"), f"{name}, figures"), says)


def _values(role: str, found: Any, name: str) -> dict[str, str]:
    choices = CHOICES.get(role)
    if choices is None or not isinstance(found, dict):
        raise InputError(f"{shown(name)}: [values.{shown(role)}] means nothing.", HINT)
    for word in found.values():
        if word not in choices:
            raise InputError(f"{shown(name)}: {role} cannot be {shown(word)}.", _one_of(choices))
    return {key.strip().lower(): word for key, word in found.items()}


def _names(found: Any, where: str) -> tuple[str, ...]:
    names: Sequence[Any] = [found] if isinstance(found, str) else found if isinstance(found, list) else []
    if not names or not all(isinstance(each, str) and each.strip() for each in names):
        raise InputError(f"{shown(where)}: no name of a column is given.", 'Write it as ["District"].')
    return tuple(each.strip().lower() for each in names)


def _text(value: Any, name: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise InputError(f"{shown(name)}: title and publisher are texts.", HINT)
    return value


def _known(table: Mapping[str, Any], known: frozenset[str] | set[str], where: str) -> None:
    if unknown := sorted(set(table) - known):
        raise InputError(f"{shown(where)}: {shown(unknown[0])} means nothing.", _one_of(known))


def _one_of(choices: frozenset[str] | set[str]) -> str:
    return "It can be one of " + ", ".join(sorted(choices)) + "."
