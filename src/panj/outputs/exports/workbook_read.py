"""The decisions that people wrote into a workbook of Panj, row by row; nothing else of it is read."""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from panj.errors import InputError
from panj.outputs import words
from panj.outputs.clean import one_line
from panj.outputs.exports.needs import package
from panj.outputs.exports.workbook import DECISION, MARK, NEW, STATE

MAX_BYTES: Final = 256 * 1024 * 1024
"""What the parts of a workbook may unfold to: a record of 100,000 claims has about 150 MB."""
MAX_PARTS: Final = 1_000
MAX_ROWS: Final = 1_000_000
MAX_COLUMNS: Final = 200
MAX_CELL: Final = 2_000
"""Characters of a decision: a reason is a sentence or two."""
HINT = "save it again as XLSX, or make it anew with: panj export xlsx --out book.xlsx"


@dataclass(frozen=True, slots=True)
class Decided:
    """A row of the sheet of claims in which a person wrote something. `row` is its number in the sheet, `state` what
    the claim said when the workbook was made, `new` holds what is to be corrected, as typed."""

    row: int
    claim: str
    state: str
    verdict: str
    new: tuple[tuple[str, str], ...]
    reason: str
    author: str


@dataclass(frozen=True, slots=True)
class Book:
    """What a workbook holds that is read back: whose view it was, and the decisions."""

    role: str
    decided: tuple[Decided, ...]


def read(data: bytes) -> Book:
    """The decisions of a workbook. Raises InputError where it is none of Panj's, is damaged, or is too large."""
    openpyxl = package("openpyxl", "office", "Workbooks")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_BYTES:
            raise InputError("The workbook unfolds to more than a workbook of Panj can hold", HINT)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                return _read(book)
            finally:
                book.close()
    except InputError:
        raise
    except Exception as error:
        told = one_line(str(error))[:200] or type(error).__name__
        raise InputError(f"The workbook cannot be read: {told}", HINT) from error


def _read(book: Any) -> Book:
    names = words.exports("sheets")
    if names["claims"] not in book.sheetnames or names["lists"] not in book.sheetnames:
        raise InputError("This is no workbook that Panj made", HINT)
    return Book(_role(book[names["lists"]]), tuple(_decided(book[names["claims"]])))


def _role(sheet: Any) -> str:
    for row in sheet.iter_rows(max_row=500, max_col=2, values_only=True):
        if row and row[0] == MARK:
            return "restricted" if len(row) > 1 and row[1] == "restricted" else "open"
    raise InputError("The workbook does not say which Panj made it", HINT)


def _decided(sheet: Any) -> Iterator[Decided]:
    rows = sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True)
    at = _columns(next(rows, ()))
    own = [at[name] for name in DECISION]
    for number, row in enumerate(rows, 2):
        if not any(n < len(row) and row[n] is not None and _text(row[n]) for n in own):
            continue
        cells = {name: _text(row[n]) if n < len(row) else "" for name, n in at.items()}
        new = tuple((name, cells[f"new {name}"]) for name in NEW if cells[f"new {name}"])
        yield Decided(
            number, cells["id"], cells[STATE], cells["verdict"].casefold(), new, cells["reason"], cells["author"]
        )


def _columns(head: Sequence[Any]) -> dict[str, int]:
    """Where the columns that are read back stand, whatever their order is now."""
    found = {_text(cell): n for n, cell in reversed(list(enumerate(head)))}
    wanted = ("id", *DECISION, STATE)
    if missing := [name for name in wanted if name not in found]:
        raise InputError(f"The sheet of claims has no column {missing[0]!r} any more", HINT)
    return {name: found[name] for name in wanted}


def _text(value: Any) -> str:
    """A cell as a person would type it: whole numbers without a point, days as ISO dates."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return one_line(str(value)[:MAX_CELL])
