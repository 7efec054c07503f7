"""PDF files: their lines, taken out by pypdfium2 in a process of its own, joined to paragraphs and rows of tables."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from panj.documents import needs, tables
from panj.documents.extract import Extract, Source, storable
from panj.documents.layout import BULLET, TERMINATED
from panj.documents.options import Options
from panj.documents.plain import unfit
from panj.documents.reading import whole
from panj.model import Problem
from panj.settings import Settings

WORKER = Path(__file__).with_name("pdf_worker.py")
CELL_MARK = " | "
"""Between the cells of a row, so that two numbers side by side never become one."""
SOFT_HYPHEN = re.compile("[\x02\xad\ufffe\uffff]\\s?")
SPACES = re.compile(r"[ \t\xa0]+")
LINE_GAP = 0.75
"""Most space between two lines of one paragraph, in heights of a line."""
SIZE_CHANGE = 0.15
"""Change of a line's height, as a share of it, from which a heading or another paragraph begins."""
FULL_WIDTH = 0.78
"""Share of its column that a line reaches where the paragraph goes on behind it."""
MARGIN = 6.0
"""Points by which lines of one column may start apart."""
RUNNING = 3
"""Pages on which the same first or last line, but for its numbers, makes it a running head."""
EDGE = 2
"""Lines at the top and the bottom of a page among which running heads are looked for."""
CREATED = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
NO_TITLE = re.compile(r"microsoft |untitled|\.(?:docx?|indd|pptx?|xlsx?|pdf)\b|^\W*$", re.IGNORECASE)
SAID = {
    "password": ("It is locked with a password.", "Save it without one."),
    "damaged": ("The PDF is damaged.", "Get it again, or save its text as a .txt file."),
    "memory": ("It takes more memory than a PDF may.", "Save its text as a .txt file and add that."),
    "characters": ("Its text is longer than a report may be.", "Split it into its reports."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page with its box in points from the lower left corner, and its cells."""

    left: float
    bottom: float
    right: float
    top: float
    cells: tuple[str, ...]

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)

    @property
    def text(self) -> str:
        return CELL_MARK.join(self.cells)


def read(source: Source, settings: Settings, options: Options) -> Iterator[Extract | Problem]:
    """The one report of a PDF, with the rows of its tables where a layout knows them; broken pages are left out."""
    found = pages_of(source, settings)
    if isinstance(found, Problem):
        yield found
        return
    raw, answer = found
    text = storable(_text([_lines(page) for page in answer["pages"]]))
    if not text:
        message = "There is no text in it: its pages are pictures, or empty."
        yield Problem(source.shown, message, "Recognise its text (OCR) and add that.")
        return
    if problem := unfit(text, 0, source.shown, settings):
        yield problem
        return
    if answer["broken"]:
        count = answer["broken"]
        message = f"{count} of its {count + len(answer['pages'])} pages cannot be read; the others are."
        yield Problem(source.shown, message, "Get it again, or save its text as a .txt file.")
    yield Extract(text, raw, f"pypdfium2@{version('pypdfium2')}+1", after=(("pdf", _said(answer)),))
    if options.layout:
        yield from tables.of_cells(rows_of(answer), source, options.layout)


def pages_of(source: Source, settings: Settings) -> tuple[bytes, dict[str, Any]] | Problem:
    """The bytes of a PDF and the worker's answer."""
    if problem := needs.missing("pypdfium2", "pdf", "PDF files", source.shown):
        return problem
    raw = whole(source, settings.max_file_bytes)
    if isinstance(raw, Problem):
        return raw
    limits = (settings.max_pdf_pages, settings.max_text_chars, settings.max_pdf_memory)
    command = [sys.executable, "-P", str(WORKER), *map(str, limits)]
    try:
        run = subprocess.run(command, input=raw, capture_output=True, timeout=settings.max_pdf_seconds, check=False)
        answer: dict[str, Any] = json.loads(run.stdout)
    except subprocess.TimeoutExpired:
        message = f"It takes longer than {settings.max_pdf_seconds:,.0f} seconds to read."
        return Problem(source.shown, message, "Save its text as a .txt file and add that.")
    except ValueError:
        return Problem(source.shown, *SAID["damaged"])
    if answer.get("problem") == "pages":
        message = f"It has {answer['count']:,} pages; {settings.max_pdf_pages:,} is the limit."
        return Problem(source.shown, message, "Split it into its reports.")
    if "problem" in answer:
        return Problem(source.shown, *SAID[answer["problem"]])
    return raw, answer


def rows_of(answer: dict[str, Any]) -> list[list[str]]:
    """The lines of all pages as rows of cells."""
    return [list(line.cells) for page in answer["pages"] for line in _lines(page)]


def _said(answer: dict[str, Any]) -> dict[str, str]:
    title, created = str(answer.get("title") or ""), CREATED.match(str(answer.get("created") or ""))
    said = {"title": storable(title.strip())} if title and not NO_TITLE.search(title) else {}
    return {**said, "published": "-".join(created.groups())} if created else said


def _lines(page: Sequence[Any]) -> list[Line]:
    found = []
    for left, bottom, right, top, cells in page:
        whole_cells = tuple(cell for raw in cells if (cell := SPACES.sub(" ", SOFT_HYPHEN.sub("", raw)).strip()))
        if whole_cells:
            found.append(Line(left, bottom, right, top, whole_cells))
    return found


def _text(pages: Sequence[list[Line]]) -> str:
    heads = _running_heads(pages)
    blocks: list[str] = []
    for page in pages:
        lines = [line for n, line in enumerate(page) if not (_at_edge(n, page) and _key(line) in heads)]
        for n, block in enumerate(_blocks(lines)):
            if n == 0 and blocks and _goes_on(blocks[-1], block):
                blocks[-1] += " " + block
            else:
                blocks.append(block)
    return "\n\n".join(blocks)


def _blocks(lines: Sequence[Line]) -> Iterator[str]:
    """Paragraphs, and tables with a line for each row."""
    block: list[Line] = []
    for line in lines:
        if block and not _belongs(block[-1], line, lines):
            yield _joined(block)
            block = []
        block.append(line)
    if block:
        yield _joined(block)


def _joined(block: Sequence[Line]) -> str:
    return ("\n" if len(block[0].cells) > 1 else " ").join(line.text for line in block)


def _belongs(before: Line, line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line goes on with the block of the line before it."""
    rows = len(before.cells) > 1, len(line.cells) > 1
    if any(rows):
        return all(rows)
    gap = before.bottom - line.top
    height = min(before.height, line.height)
    if not -0.6 * height <= gap <= LINE_GAP * height or abs(before.height - line.height) > SIZE_CHANGE * height * 4:
        return False
    if BULLET.match(line.text):
        return False
    column = max(other.right for other in lines if abs(other.left - before.left) <= MARGIN)
    reach = (before.right - before.left) / max(column - before.left, 1.0)
    return reach >= FULL_WIDTH or not (TERMINATED.search(before.text) or line.text[0].isupper())


def _goes_on(before: str, after: str) -> bool:
    return not TERMINATED.search(before) and after[0].islower() and CELL_MARK not in before.rsplit("\n", 1)[-1]


def _running_heads(pages: Sequence[list[Line]]) -> set[str]:
    counts = Counter(key for page in pages for key in {_key(line) for n, line in enumerate(page) if _at_edge(n, page)})
    least = max(RUNNING, len(pages) // 2)
    return {key for key, count in counts.items() if count >= least}


def _at_edge(n: int, page: Sequence[Line]) -> bool:
    return n < EDGE or n >= len(page) - EDGE


def _key(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text).casefold()
