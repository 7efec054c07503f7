"""A folder's metadata.csv: what its keeper knows of each file."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from panj.documents import days, decoding
from panj.documents.extract import KNOWN_FIELDS, of_file, shown
from panj.documents.reading import whole
from panj.model import Problem

NAME = "metadata.csv"
MAX_BYTES = 32 * 1024 * 1024
HEADER_HINT = "Its first line must be file,published,publisher,url,title,language or some of these, with file."
MAX_NAMED = 3
"""Files that one problem names."""


@dataclass(slots=True)
class Table:
    """What a metadata.csv says, by the file's path below its folder (with /), and what is wrong with it."""

    rows: dict[str, Mapping[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def load(folder: Path) -> Table:
    """The folder's table; empty where it has none."""
    path = folder / NAME
    if not path.is_file():
        return Table()
    data = whole(of_file(path, NAME, shown(path)), MAX_BYTES)
    return Table(problems=[data]) if isinstance(data, Problem) else of_bytes(data, shown(path))


def of_bytes(data: bytes, name: str) -> Table:
    """The table in these bytes; `name` names it in problems."""
    table = Table()
    text = decoding.decode(data, name)
    if isinstance(text, Problem):
        table.problems.append(text)
        return table
    try:
        _fill(table, text, name)
    except csv.Error as error:
        table.problems.append(Problem(name, f"The table is broken: {error}.", HEADER_HINT))
    return table


def _fill(table: Table, text: str, name: str) -> None:
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = {(column or "").strip().lower(): column for column in reader.fieldnames or ()}
    if "file" not in columns:
        table.problems.append(Problem(name, "It has no column file, so it is not used.", HEADER_HINT))
        return
    for row in reader:
        file = (row.get(columns["file"]) or "").strip().replace("\\", "/").removeprefix("./")
        fields = {key: (row.get(columns[key]) or "").strip() for key in KNOWN_FIELDS if key in columns}
        if not file:
            continue
        try:
            days.parse(fields.get("published"))
        except days.NotADay as error:
            message = f'Line {reader.line_num}: the date "{error}" is not understood.'
            table.problems.append(Problem(name, message, "Write it as 2021-07-14, or unknown."))
            fields.pop("published")
        table.rows[file] = {key: value for key, value in fields.items() if value}


def missing(table: Table, folder: Path) -> Problem | None:
    """The problem of rows that name files which are not there."""
    lost = [file for file in table.rows if not (folder / file).exists()]
    if not lost:
        return None
    named = ", ".join(shown(file) for file in lost[:MAX_NAMED]) + (" …" if len(lost) > MAX_NAMED else "")
    verb = "is" if len(lost) == 1 else "are"
    return Problem(shown(folder / NAME), f"It names {named}, which {verb} not there.", "Correct the column file.")
