"""Structured figures: each row of a table becomes a document of its own, whose text is the row.

The text says by itself what its columns mean, one a line, so that the record can read it again without the layout:

    figure (numPresentIdpInd): 12,300 | kind=displaced | unit=people | flow=stock
    place (admin2Name): El Fasher
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from panj.documents import days, table_cells
from panj.documents.extract import Extract, Source
from panj.documents.options import Options
from panj.documents.table_layouts import CHOICES, Figure, TableLayout
from panj.model import Problem, digest
from panj.settings import Settings

EXTRACTOR = "table@1"
DATES = frozenset({"start", "end", "published"})
GROUPED = re.compile(r"\d{1,3}(?:[ ,'’\u00a0\u202f]\d{3}){1,5}\Z")
NO_FIGURE = frozenset({"", "-", "–", "n/a", "na", "nan", "null", "none", "..", "*"})
TAG = re.compile(r"#[a-z]")
"""How a cell of a row of HXL tags starts."""
FIRST_ROWS = 50
"""Rows among which the names of the columns are looked for; sheets start with titles and notes."""
MAX_NAMED = 3
MAPPING_HINT = "Check the layout, or write a mapping file for it."


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table has what a layout asks for: column numbers by role, and those of figures."""

    names: tuple[str, ...]
    roles: Mapping[str, int]
    figures: tuple[tuple[int, Figure], ...]


def read(source: Source, settings: Settings, options: Options) -> Iterator[Extract | Problem]:
    """The rows of a table as reports; rows whose figure or date cannot be understood are named."""
    if options.layout is None:
        yield Problem(source.shown, "Nothing says what its columns mean.", "Give --layout idu, dtm, odp or a file.")
        return
    yield from Rows(source, options.layout).read(table_cells.rows(source, settings))


def of_cells(cells: Iterable[Sequence[str]], source: Source, layout: TableLayout) -> Iterator[Extract | Problem]:
    """The tables among rows of cells, as a PDF gives them; nothing where there is none of the layout."""
    rows = Rows(source, layout, strict=False)
    yield from rows.read((n, list(row)) for n, row in enumerate(cells, 1))


class Rows:
    """Reads one table. Where not `strict`, rows of other lengths end it, and it need not be there at all."""

    def __init__(self, source: Source, layout: TableLayout, *, strict: bool = True) -> None:
        self.source, self.layout, self.strict = source, layout, strict
        self._seen: dict[str, int] = {}
        self._wrong: list[str] = []

    def read(self, rows: Iterable[tuple[int, list[str]] | Problem]) -> Iterator[Extract | Problem]:
        columns: Columns | None = None
        found = broken = 0
        for each in rows:
            if isinstance(each, Problem):
                broken += 1
                yield each
                continue
            number, row = each
            if heads := self._columns(row):
                columns = heads
            elif columns is None:
                if self.strict and number > FIRST_ROWS:
                    break
            elif not self.strict and len(row) != len(columns.names):
                columns = None
            elif not TAG.match(next(filter(None, row), "")) and (extract := self._row(columns, row, number)):
                found += 1
                yield extract
        if self.strict and not (found or broken or self._wrong):
            names = " or ".join(self.layout.figures[0].columns)
            message = f"It has no column {names} with figures, as the layout {self.layout.name} has."
            yield Problem(self.source.shown, message, MAPPING_HINT)
        if self._wrong:
            named = "; ".join(self._wrong[:MAX_NAMED]) + (" …" if len(self._wrong) > MAX_NAMED else "")
            yield Problem(self.source.shown, f"{len(self._wrong):,} cells are not understood: {named}.", MAPPING_HINT)

    def _columns(self, row: Sequence[str]) -> Columns | None:
        """The columns, where a row holds their names: one of a figure and one more."""
        names = [cell.strip().lower() for cell in row]
        roles = {role: at for role, wish in self.layout.columns.items() if (at := _first(wish, names)) is not None}
        figures = [(at, figure) for figure in self.layout.figures if (at := _first(figure.columns, names)) is not None]
        return Columns(tuple(row), roles, tuple(figures)) if figures and roles else None

    def _row(self, columns: Columns, row: list[str], number: int) -> Extract | None:
        row += [""] * (len(columns.names) - len(row))
        lines = [
            f"figure ({_plain(columns.names[at])}): {amount} | "
            + " | ".join(f"{k}={v}" for k, v in figure.says.items())
            for at, figure in columns.figures
            if (amount := self._amount(row[at], number, figure)) is not None
        ]
        if not lines:
            return None
        told = {role: value for role, at in columns.roles.items() if (value := self._value(role, row[at], number))}
        lines += [f"{role} ({_plain(columns.names[columns.roles[role]])}): {value}" for role, value in told.items()]
        key = told.get("id") or digest(*(told.get(role) for role in sorted(told) if role not in ("published", "note")))
        self._seen[key] = self._seen.get(key, 0) + 1
        ident = key if self._seen[key] == 1 else f"{key}-{self._seen[key]}"
        places = ", ".join(told[role] for role in ("place", "country") if role in told)
        said = {
            "published": told.get("published") or told.get("end") or "",
            "publisher": self.layout.publisher or "",
            "title": told.get("title") or ": ".join(filter(None, (self.layout.title, places))),
        }
        raw = json.dumps(dict(zip(columns.names, row, strict=False)), ensure_ascii=False).encode("utf8", "replace")
        return Extract(
            "\n".join(lines), raw, EXTRACTOR, found=(("row", said),), is_row=True, row_id=ident, is_table=True
        )

    def _amount(self, cell: str, number: int, figure: Figure) -> str | None:
        """A figure as digits with commas; None where there is none."""
        text = cell.strip()
        if text.lower() in NO_FIGURE:
            return None
        if GROUPED.match(text):
            text = re.sub(r"\D", "", text)
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal(-1)
        if not value.is_finite() or value < 0 or value != value.to_integral_value() or value > 10**10:
            self._wrong.append(f'"{cell[:40]}" in row {number} is no number of {figure.says["unit"]}')
            return None
        return f"{int(value):,}"

    def _value(self, role: str, cell: str, number: int) -> str:
        if role in DATES:
            try:
                return days.parse(cell) or ""
            except days.NotADay as error:
                self._wrong.append(f'"{error}" in row {number} is no date')
                return ""
        if role in CHOICES:
            return self.layout.values.get(role, {}).get(cell.strip().lower(), "")
        return cell


def _first(wish: Sequence[str], names: Sequence[str]) -> int | None:
    return next((names.index(name) for name in wish if name in names), None)


def _plain(name: str) -> str:
    """The name of a column without what would end it in the text."""
    return name.replace("):", ")")[:100]
