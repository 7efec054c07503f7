"""Takes the lines of a PDF out of it, in a process of its own: a hostile file may crash the library or never end.

Run as a script: bytes of the PDF on standard input; on standard output one JSON object: `pages` (a list of pages, each
a list of lines `[left, bottom, right, top, [cell, …]]` in points), `title`, `created`; or `problem`.
"""

import io
import json
import sys
from typing import Any

CELL_GAP = 1.2
"""A gap between two characters of a line, in heights of the line, from which they stand in two cells of a table. A
space between words has 0.25 to 0.5."""


def main() -> None:
    """Reads the PDF within the limits given as arguments: pages, characters, bytes of memory."""
    pages, characters, memory = map(int, sys.argv[1:4])
    _limit(memory)
    try:
        found = _read(sys.stdin.buffer.read(), pages, characters)
    except MemoryError:
        found = {"problem": "memory"}
    json.dump(found, io.TextIOWrapper(sys.stdout.buffer, "ascii"))


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _read(data: bytes, most_pages: int, most_characters: int) -> dict[str, Any]:
    import pypdfium2 as pdfium  # type: ignore[import-untyped]

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        return {"problem": "password" if "assword" in str(error) else "damaged"}
    if len(document) > most_pages:
        return {"problem": "pages", "count": len(document)}
    found: list[list[Any]] = []
    broken = 0
    left = most_characters
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
            left -= text.count_chars()
            if left < 0:
                return {"problem": "characters"}
            found.append(_lines(text))
            text.close()
            page.close()
        except pdfium.PdfiumError:
            broken += 1
    says = document.get_metadata_dict(skip_empty=True)
    return {"pages": found, "broken": broken, "title": says.get("Title"), "created": says.get("CreationDate")}


def _lines(text: Any) -> list[Any]:
    lines: list[Any] = []
    line: list[Any] | None = None
    boxes = text.count_chars()
    for at in range(boxes):
        char = _character(text, at)
        if char in "\r\n":
            line = None
            continue
        left, bottom, right, top = text.get_charbox(at, loose=True)
        if line is None:
            line = [left, bottom, right, top, [""]]
            lines.append(line)
        elif char != " " and line[4][-1] and left - line[2] > CELL_GAP * (line[3] - line[1]):
            line[4].append("")
        line[4][-1] += char
        if char != " ":
            line[1], line[2], line[3] = min(line[1], bottom), max(line[2], right), max(line[3], top)
    return [[*(round(side, 1) for side in line[:4]), line[4]] for line in lines if any(c.strip() for c in line[4])]


def _character(text: Any, at: int) -> str:
    import pypdfium2.raw as raw  # type: ignore[import-untyped]

    code = raw.FPDFText_GetUnicode(text, at)
    return chr(code) if 0 < code < 0x110000 else " "


if __name__ == "__main__":
    main()
