"""Tables as rows of text: CSV by the standard library, XLSX by openpyxl, within bounds."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from panj.documents import decoding, needs
from panj.documents.extract import Source, storable
from panj.documents.packed import FAILURES
from panj.documents.reading import whole
from panj.model import Problem
from panj.settings import Settings

MAX_COLUMNS = 400
MAX_CELL = 20_000
"""Characters of a cell that are kept."""
SPLIT_HINT = "Split it, or save the sheet as CSV."


def rows(source: Source, settings: Settings) -> Iterator[tuple[int, list[str]] | Problem]:
    """The rows with something in them, with their numbers from 1; those of all sheets of a workbook."""
    data = whole(source, settings.max_file_bytes)
    if isinstance(data, Problem):
        yield data
        return
    found = _workbook(data, source, settings) if source.name.lower().endswith(".xlsx") else _csv(data, source)
    for number, row in enumerate(found, 1):
        if isinstance(row, Problem):
            yield row
            return
        if number > settings.max_table_rows:
            message = f"It has more than {settings.max_table_rows:,} rows; the others are left."
            yield Problem(source.shown, message, SPLIT_HINT)
            return
        if any(row):
            yield number, row


def _csv(data: bytes, source: Source) -> Iterator[list[str] | Problem]:
    text = decoding.decode(data, source.shown)
    if isinstance(text, Problem):
        yield text
        return
    head = text[:4000]
    delimiter = max(",;\t|", key=head.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield [_cell(cell) for cell in row[:MAX_COLUMNS]]
    except csv.Error as error:
        yield Problem(source.shown, f"The table is broken: {error}.", "Save it again as CSV in UTF-8.")


def _workbook(data: bytes, source: Source, settings: Settings) -> Iterator[list[str] | Problem]:
    if problem := needs.missing("openpyxl", "tables", "XLSX files", source.shown):
        yield problem
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(info.file_size for info in archive.infolist())
        if size > settings.max_unpacked_bytes:
            yield Problem(source.shown, "It unfolds to more than its size allows.", SPLIT_HINT)
            return
        yield from _sheets(data)
    except (*FAILURES, KeyError, TypeError, AttributeError, SyntaxError) as error:
        words = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        yield Problem(source.shown, f"The workbook is damaged: {storable(words)}.", "Save it again, or as CSV.")


def _sheets(data: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            for sheet in book.worksheets:
                for row in sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True):
                    yield [_cell(value) for value in row]
        finally:
            book.close()


def _cell(value: Any) -> str:
    """A cell as text: whole numbers without a point, days as ISO dates."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date().isoformat()
    elif isinstance(value, date):
        value = value.isoformat()
    elif isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(storable(str(value)[:MAX_CELL]).split())
