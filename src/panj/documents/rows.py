"""JSON Lines: one report a row.

A row has `id` and `text`, and may have `published`, `url`, `publisher`, `title` and `language`. The file is read row
by row, so that its size does not matter; the length of a row does. A mapping may name other keys for these fields; a
key with dots leads into an object: `text=article.body`.
"""

import json
from collections.abc import Iterator, Mapping
from typing import IO, Any

from panj.documents import decoding, header
from panj.documents.extract import KNOWN_FIELDS, Extract, Source, shown, storable
from panj.documents.options import Options
from panj.documents.plain import unfit
from panj.documents.reading import MEGABYTE, unopenable, unreadable
from panj.model import Problem
from panj.settings import Settings

EXTRACTOR = "jsonl@1"
BYTES_A_CHARACTER = 12
"""The most that one character takes in JSON: an escaped pair of surrogates."""
CHUNK = 1 << 20
UTF8_MARK = b"\xef\xbb\xbf"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
MAX_SHOWN = 60
"""Characters of an id that a problem repeats."""
ROW_HINT = 'A row is {"id": "…", "text": "…"} on one line.'


def read(source: Source, settings: Settings, options: Options) -> Iterator[Extract | Problem]:
    """The reports of a file of rows; rows that cannot be read are named by their line, and the others go on."""
    if source.path and (problem := unopenable(source.path, source.shown)):
        yield problem
        return
    try:
        with source.open() as file:
            yield from _rows(file, source, settings, options)
    except OSError as error:
        yield unreadable(source.shown, error)


def cuts(source: Source, settings: Settings, every: int) -> Iterator[tuple[int, int]]:
    """Where the file can be cut so that each stretch holds so many rows: offsets in it, with the number of rows before.
    Raises OSError."""
    limit = settings.max_text_chars * BYTES_A_CHARACTER
    offset = number = 0
    with source.open() as file:
        while line := file.readline(limit + 1):
            if number and number % every == 0:
                yield offset, number
            offset += len(line) + _skip_line(file, line)
            number += 1


def _rows(file: IO[bytes], source: Source, settings: Settings, options: Options) -> Iterator[Extract | Problem]:
    limit = settings.max_text_chars * BYTES_A_CHARACTER
    seen: dict[str, int] = {}
    number, rows = source.ahead, 0
    while line := file.readline(limit + 1):
        number += 1
        if number == 1 and line[:2] in UTF16_MARKS:
            yield Problem(source.shown, "Its rows are in UTF-16.", decoding.BROKEN_HINT)
            return
        place = f"{source.shown}, line {number}"
        if len(line) > limit:
            size = len(line) + _skip_line(file, line)
            rows += 1
            message = f"The row has {size / MEGABYTE:,.0f} MB; {limit / MEGABYTE:,.0f} MB is the limit."
            yield Problem(place, message, "Split its text into its reports.")
            continue
        line = line.removeprefix(UTF8_MARK) if number == 1 else line
        if not line.strip():
            continue
        rows += 1
        row = _row(line.rstrip(b"\r\n"), place, settings, options.mapping)
        if isinstance(row, Extract) and row.row_id is not None:
            first = seen.setdefault(row.row_id, number)
            if first != number:
                row = Problem(
                    place,
                    f'The id "{shown(row.row_id[:MAX_SHOWN])}" stands already in line {first}.',
                    "Give each row its own id.",
                )
        yield row
    if not rows:
        yield Problem(source.shown, "The file is empty.", ROW_HINT)


def _skip_line(file: IO[bytes], line: bytes) -> int:
    """Passes over the rest of a line that is too long; gives the number of bytes passed over."""
    skipped = 0
    while not line.endswith(b"\n") and (line := file.readline(CHUNK)):
        skipped += len(line)
    return skipped


def _row(line: bytes, place: str, settings: Settings, mapping: Mapping[str, str]) -> Extract | Problem:
    decoded = decoding.decode(line, place)
    if isinstance(decoded, Problem):
        return decoded
    try:
        row = json.loads(decoded)
    except json.JSONDecodeError as error:
        return Problem(place, f"The row is broken or cut off at character {error.pos + 1}.", ROW_HINT)
    except (ValueError, RecursionError):
        return Problem(place, "The row is nested too deep or holds a number too long.", ROW_HINT)
    if not isinstance(row, dict):
        return Problem(place, "The row is no JSON object.", ROW_HINT)
    fields = {name: value for name in KNOWN_FIELDS if (value := _word(_value(row, name, mapping)))}
    row_id = _word(_value(row, "id", mapping))
    text = _value(row, "text", mapping)
    if not isinstance(text, str):
        return Problem(place, f'The row has no "{shown(mapping.get("text", "text"))}".', _hint(mapping))
    if not row_id and "url" not in fields:
        return Problem(place, f'The row has no "{shown(mapping.get("id", "id"))}".', _hint(mapping))
    text = storable(text)
    found, start = header.read(text)
    if problem := unfit(text, start, place, settings):
        return problem
    said = (("row", fields), ("header", found))
    return Extract(text, line, EXTRACTOR, start, said, is_row=True, row_id=row_id or None)


def _value(row: dict[str, Any], name: str, mapping: Mapping[str, str]) -> Any:
    """What the row gives for a field; a key that the row has as it is written goes before one that leads inside."""
    key = mapping.get(name, name)
    if key in row or "." not in key:
        return row.get(key)
    found: Any = row
    for part in key.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def _hint(mapping: Mapping[str, str]) -> str:
    return "Correct the field mapping." if mapping else ROW_HINT + " For other keys, give --map text=body,id=key."


def _word(value: Any) -> str:
    """A field's value as text; nothing where it is no text and no number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return storable(str(value)).strip()
