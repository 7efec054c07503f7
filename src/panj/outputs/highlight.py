"""A report's text as HTML with the words of every claim marked; the marks nest, and overlapping ones are cut."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import pairwise

from markupsafe import Markup, escape

from panj.model import Document
from panj.outputs.clean import same_length

MAX_DEPTH = 6
"""Marks within marks; more spans at one place are not drawn again, only anchored."""
WHOLE_TEXT = 24_000
"""Characters up to which a text is shown whole; of a longer one, the surroundings of its evidence."""
AROUND = 600
"""Characters shown before and behind a mark in a text that is not shown whole."""
SENTENCE = 240
"""Characters at the most that are shown of a sentence before and behind the evidence."""

_BREAK = re.compile(r"[.!?…][\"'”’»)]{0,2}\s+|\n+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to be marked. `anchor` is the id that its first piece gets ("" for none), `note` the text of the link
    behind its last piece, to `target`."""

    start: int
    end: int
    anchor: str = ""
    note: str = ""
    target: str = ""
    style: str = ""


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch around [start, end) up to the ends of its sentences, at most SENTENCE characters on each side."""
    floor = max(0, start - SENTENCE)
    left = floor
    for match in _BREAK.finditer(text, floor, start):
        left = match.end()
    match_end = _BREAK.search(text, end, min(len(text), end + SENTENCE))
    right = match_end.end() if match_end else min(len(text), end + SENTENCE)
    while left < start and text[left].isspace():
        left += 1
    while right > end and text[right - 1].isspace():
        right -= 1
    return left, right


def quote(text: str, start: int, end: int) -> Markup:
    """The sentence around the words, with the words marked."""
    left, right = sentence_around(text, start, end)
    before, words, behind = (same_length(part) for part in (text[left:start], text[start:end], text[end:right]))
    return Markup("{}<mark>{}</mark>{}").format(before, words, behind)


def _windows(document: Document, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """The stretches of the text that are shown: all of it, or the surroundings of the marks."""
    length = len(document.text)
    if length <= WHOLE_TEXT:
        return [(0, length)] if length else []
    windows = [(0, AROUND)]
    for mark in marks:
        start, end = max(0, mark.start - AROUND), min(length, mark.end + AROUND)
        if start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(windows[-1][1], end))
        else:
            windows.append((start, end))
    return windows


def _blocks(document: Document, start: int, end: int) -> Iterable[tuple[str, int, int]]:
    """The stretch cut where sections begin and end, each piece with its kind; `head` is the block before the report."""
    cuts = {start, end}
    for section in document.sections:
        cuts.update(cut for cut in (section.start, section.end) if start < cut < end)
    if start < document.body_start < end:
        cuts.add(document.body_start)
    edges = sorted(cuts)
    for left, right in pairwise(edges):
        yield ("head" if right <= document.body_start else document.section_at(left)), left, right


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that is open: where it ends, and what is written there."""

    end: int
    closing: str


class _Writer:
    """Writes marks in order of their start; a mark that would cross the end of another is cut there and goes on."""

    def __init__(self, text: str) -> None:
        self.text = same_length(text)
        self.out: list[str] = []
        self.stack: list[_Open] = []
        self.position = 0
        self.anchored: set[str] = set()

    def text_until(self, end: int) -> None:
        if self.stack:
            self.out.append(str(escape(self.text[self.position : end])))
        self.position = max(self.position, end)

    def close_until(self, limit: int) -> None:
        while self.stack and self.stack[-1].end <= limit:
            element = self.stack[-1]
            self.text_until(element.end)
            self.stack.pop()
            self.out.append(element.closing)

    def open_block(self, kind: str, end: int) -> None:
        self.out.append(f'<div class="{kind}" dir="auto">')
        self.stack.append(_Open(end, "</div>"))
        while self.position < end and self.text[self.position] == "\n":
            self.position += 1

    def open_mark(self, mark: Mark, end: int) -> None:
        """Opens the mark's piece up to `end`; the first piece has its id, the last one its note."""
        name = mark.anchor if mark.anchor not in self.anchored else ""
        identity = f' id="{escape(name)}"' if name else ""
        self.anchored.add(mark.anchor)
        note = f'<a class="note" href="#{escape(mark.target)}">{escape(mark.note)}</a>'
        note = note if mark.note and end == mark.end else ""
        if len(self.stack) > MAX_DEPTH:
            self.out.append(f"<span{identity}></span>{note}")
            return
        style = f' class="{escape(mark.style)}"' if mark.style else ""
        self.out.append(f"<mark{identity}{style}>")
        self.stack.append(_Open(end, f"</mark>{note}"))


def marked(document: Document, marks: Iterable[Mark]) -> Markup:
    """The text in one `div` for each section, with the marks. Marks outside the text are left out."""
    length = len(document.text)
    good = sorted((m for m in marks if 0 <= m.start < m.end <= length), key=lambda m: (m.start, -m.end))
    writer = _Writer(document.text)
    heap: list[tuple[int, int, int, int, Mark | str]] = [(m.start, 1, -m.end, i, m) for i, m in enumerate(good)]
    windows = _windows(document, good)
    for start, end in windows:
        heap += [(left, 0, -right, i, kind) for i, (kind, left, right) in enumerate(_blocks(document, start, end))]
    heapify(heap)
    while heap:
        start, rank, negative_end, order, item = heappop(heap)
        end = -negative_end
        writer.close_until(start)
        if not writer.stack and start > writer.position:
            writer.out.append(f'<div class="gap">… {start - writer.position:,} characters left out …</div>')
        writer.text_until(start)
        if isinstance(item, str):
            writer.open_block(item, end)
            continue
        if end > writer.stack[-1].end:
            heappush(heap, (writer.stack[-1].end, rank, negative_end, order, item))
            end = writer.stack[-1].end
        writer.open_mark(item, end)
    writer.close_until(length)
    if windows and windows[-1][1] < length:
        writer.out.append(f'<div class="gap">… {length - windows[-1][1]:,} characters left out …</div>')
    return Markup("".join(writer.out))
