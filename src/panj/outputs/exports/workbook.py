"""The tracking workbook: what to read first, events, claims with their sentences and columns to decide in, sources."""

import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from panj.errors import InputError
from panj.model import Claim, digest, to_wire
from panj.model.vocabulary import KINDS, QUALIFIERS, STATUSES
from panj.outputs import words
from panj.outputs.exports.cells import plain
from panj.outputs.exports.needs import package
from panj.outputs.exports.rows import CLAIMS, DOCUMENTS, EVENTS, Cell, Column, claim_rows, document_rows, event_rows
from panj.outputs.exports.stamp import Material

MAX_ROWS = 1_000_000
"""Rows of a sheet; a spreadsheet holds 1,048,576."""
VERDICTS: Final = ("accept", "reject", "correct")
NEW: Final = ("value", "low", "high", "qualifier", "unit", "kind", "status", "period", "origin", "destination", "place")
"""Fields that have a column to be corrected in; its name in the workbook is "new " and this one."""
DECISION: Final = ("verdict", *(f"new {name}" for name in NEW), "reason", "author")
STATE: Final = "state"
"""Column of a claim's state, by which `panj judge --from` sees whether it changed since."""
MARK: Final = "panj workbook 1"
"""What the first cell of the hidden sheet says."""
FIRST_CLAIM: Final = (
    "id", "kind", "value", "low", "high", "qualifier", "unit", "status", "origin", "destination", "place", "start",
    "end", "speaker", "publisher", "published", "sentence", "confidence",
)  # fmt: skip
"""Columns of a claim before those to decide in; the others stand behind."""
WIDTHS: Final = {
    "id": 12, "title": 44, "sentence": 60, "why": 60, "documents": 30, "document": 24, "sources": 30, "origin": 22,
    "destination": 22, "place": 22, "group": 24, "speaker": 24, "publisher": 22, "evidence": 26, "disputed": 36,
    "reason": 30, "author": 16, "label": 30, "url": 36, "reader": 22, "population": 12, "events": 14,
}  # fmt: skip
DAYS: Final = ("start", "end", "date", "published")
"""Columns of days, which become days of the spreadsheet where they are whole."""
WRAPPED: Final = ("sentence", "why", "disputed")
HEAD: Final = "FFE8EDF2"
OWN: Final = "FFFFF6D6"
"""Colours of the heads of columns, and of those to decide in."""
LISTS: Final[dict[str, Sequence[str]]] = {
    "verdict": VERDICTS, "new kind": sorted(KINDS), "new status": sorted(STATUSES),
    "new qualifier": sorted(QUALIFIERS), "new unit": ("people", "households", "houses"),
}  # fmt: skip
SPARE: Final = 1
"""Rows behind the last one that lists of choices reach: at least one, so that an empty sheet has them too."""


def state_of(claim: Claim) -> str:
    """A digest of all that a claim says, as people judged it; P-codes, which an export fills in, are no part of it."""
    said = to_wire(claim)
    for role in ("origin", "destination", "route", "place"):
        for place in said.get(role, ()):
            place.pop("pcode", None)
    return digest(json.dumps(said, sort_keys=True, ensure_ascii=True))[:12]


def write(material: Material) -> bytes:
    """The workbook. Raises InputError where openpyxl is missing, or where the sheets cannot hold the record."""
    return _Book(material).data()


class _Book:
    """A workbook that is written row by row, so that memory does not grow with the record more than its file does."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.openpyxl = package("openpyxl", "office", "Workbooks")
        self.cell = package("openpyxl.cell", "office", "Workbooks").WriteOnlyCell
        self.letter = package("openpyxl.utils", "office", "Workbooks").get_column_letter
        self.book = self.openpyxl.Workbook(write_only=True)
        self.styles = self._styles()
        self.names = words.exports("columns")

    def data(self) -> bytes:
        self._read_me()
        view = self.material.view
        self._sheet("events", EVENTS, ([c.of(row) for c in EVENTS] for row in event_rows(view)), len(view.events()))
        self._claims()
        documents = list(document_rows(view))
        self._sheet("sources", DOCUMENTS, ([c.of(row) for c in DOCUMENTS] for row in documents), len(documents))
        self._lists()
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()

    def _read_me(self) -> None:
        texts, sheet = words.exports("read_me"), self.book.create_sheet(words.exports("sheets")["read_me"])
        sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 96
        sheet.append([self._text(sheet, self.material.title or texts["title"], "title")])
        sheet.append([])
        for name, value in (*self.material.about.rows(), *self.material.narrowed):
            sheet.append([self._text(sheet, name, "name"), self._text(sheet, value)])
        for part in texts["parts"]:
            sheet.append([])
            sheet.append([self._text(sheet, part["title"], "name"), self._text(sheet, part["text"], "wrapped")])

    def _sheet(self, key: str, columns: Sequence[Column], rows: Iterable[list[Cell]], count: int) -> None:
        if count > MAX_ROWS:
            raise InputError(
                f"A sheet cannot hold {count:,} rows", "choose fewer with --from, --to or --country, or parquet"
            )
        sheet = self.book.create_sheet(words.exports("sheets")[key])
        self._head(sheet, [column.name for column in columns], count)
        for row in rows:
            sheet.append([self._value(sheet, value, column) for value, column in zip(row, columns, strict=True)])

    def _claims(self) -> None:
        first = [column for name in FIRST_CLAIM for column in CLAIMS if column.name == name]
        rest = [column for column in CLAIMS if column not in first]
        found = list(claim_rows(self.material.view))
        if len(found) > MAX_ROWS:
            raise InputError(
                f"A sheet cannot hold {len(found):,} claims", "choose fewer with --from, --to or --country"
            )
        sheet = self.book.create_sheet(words.exports("sheets")["claims"])
        names = [*(c.name for c in first), *DECISION, *(c.name for c in rest), STATE]
        self._head(sheet, names, len(found))
        sheet.column_dimensions[self.letter(len(names))].hidden = True
        self._choices(sheet, names, len(found))
        for row in found:
            cells = [self._value(sheet, column.of(row), column) for column in first]
            cells += [None] * len(DECISION)
            cells += [self._value(sheet, column.of(row), column) for column in rest]
            sheet.append([*cells, self._text(sheet, state_of(row.claim))])

    def _head(self, sheet: Any, names: Sequence[str], count: int) -> None:
        sheet.freeze_panes = "B2"
        sheet.auto_filter.ref = f"A1:{self.letter(len(names))}{count + 1}"
        head = []
        for n, name in enumerate(names, 1):
            column, own = sheet.column_dimensions[self.letter(n)], name in DECISION
            column.width = WIDTHS.get(name, 13)
            if own:
                column._style = self.styles["free"]
            shown = str(self.names.get(name, name.replace("_", " ")))
            head.append(self._text(sheet, shown, "own" if own else "head"))
        sheet.append(head)

    def _choices(self, sheet: Any, names: Sequence[str], count: int) -> None:
        """Lists to choose from, and numbers where a number is due."""
        validation = package("openpyxl.worksheet.datavalidation", "office", "Workbooks").DataValidation
        lists = words.exports("sheets")["lists"]
        last = count + 1 + SPARE
        for n, (name, values) in enumerate(LISTS.items(), 1):
            column, own = self.letter(n), self.letter(names.index(name) + 1)
            chosen = validation("list", formula1=f"'{lists}'!${column}$2:${column}${len(values) + 1}", allow_blank=True)
            chosen.error, chosen.errorTitle = words.exports("read_me")["choose"], "Panj"
            chosen.add(f"{own}2:{own}{last}")
            sheet.data_validations.append(chosen)
        for name in ("new value", "new low", "new high"):
            own = self.letter(names.index(name) + 1)
            number = validation(
                "decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True, errorStyle="warning"
            )
            number.error, number.errorTitle = words.exports("read_me")["number"], "Panj"
            number.add(f"{own}2:{own}{last}")
            sheet.data_validations.append(number)

    def _lists(self) -> None:
        sheet = self.book.create_sheet(words.exports("sheets")["lists"])
        sheet.sheet_state = "hidden"
        sheet.append([self._text(sheet, name) for name in LISTS])
        for n in range(max(map(len, LISTS.values()))):
            sheet.append([self._text(sheet, values[n]) if n < len(values) else None for values in LISTS.values()])
        sheet.append([])
        sheet.append([self._text(sheet, MARK), self._text(sheet, self.material.about.role)])

    def _text(self, sheet: Any, value: str, style: str = "") -> Any:
        """A cell of text, whatever its first character is: only what looks like a formula needs a cell of its own."""
        shown = plain(value)
        if not style and not shown.startswith("="):
            return shown
        cell = self._styled(sheet, shown, style or "text")
        cell.data_type = "s"
        return cell

    def _styled(self, sheet: Any, value: Any, style: str) -> Any:
        """A cell that looks as the first of that style does: to set a style up anew for each takes minutes."""
        cell = self.cell(sheet, value)
        cell._style = self.styles[style]
        return cell

    def _value(self, sheet: Any, value: Cell, column: Column) -> Any:
        if value is None:
            return None
        if isinstance(value, str):
            when = _day(value) if column.name in DAYS else None
            if when is None:
                return self._text(sheet, value, "wrapped" if column.name in WRAPPED else "")
            return self._styled(sheet, when, "day")
        if isinstance(value, bool):
            return words.exports("truth")[str(value)]
        if column.name == "confidence":
            return self._styled(sheet, value, "share")
        if column.name.endswith(("latitude", "longitude")):
            return value
        return self._styled(sheet, value, "number" if float(value).is_integer() else "fraction")

    def _styles(self) -> dict[str, Any]:
        """One style for each look that cells have."""
        styles = package("openpyxl.styles", "office", "Workbooks")
        sheet = self.book.create_sheet("style")
        bold, top = styles.Font(bold=True), styles.Alignment(vertical="top")
        looks: dict[str, dict[str, Any]] = {
            "title": {"font": styles.Font(bold=True, size=14)},
            "name": {"font": bold, "alignment": top},
            "head": {"font": bold, "fill": styles.PatternFill("solid", start_color=HEAD)},
            "own": {"font": bold, "fill": styles.PatternFill("solid", start_color=OWN)},
            "free": {"fill": styles.PatternFill("solid", start_color=OWN)},
            "text": {"quotePrefix": True},
            "wrapped": {"alignment": styles.Alignment(vertical="top", wrap_text=True), "quotePrefix": True},
            "day": {"number_format": "yyyy-mm-dd"},
            "number": {"number_format": "#,##0"},
            "fraction": {"number_format": "#,##0.00"},
            "share": {"number_format": "0%"},
        }
        made = {}
        for name, look in looks.items():
            cell = self.cell(sheet)
            for attribute, value in look.items():
                setattr(cell, attribute, value)
            made[name] = cell._style
        self.book.remove(sheet)
        return made


def _day(value: str) -> date | None:
    """The day of a whole ISO date, None for a month, a year, or a date without a year."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
