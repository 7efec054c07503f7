"""The day of publication as the report itself gives it, where nothing else does. Careful: only with a full year."""

import re
from collections.abc import Sequence

from panj.documents import days
from panj.documents.layout import Line, lines
from panj.documents.sections import Layout
from panj.documents.words import words

BOTTOM_CHARS = 1_500
"""Characters at the end of a text in which a line "Published 3 March 2020" is looked for."""
BOTTOM_LINES = 4
MAX_LABELLED = 160
BEHIND_DATE = re.compile(r"[^.!?]{0,40}\Z")
OUTLET = re.compile(r"[A-Z][^\d:.!?]{0,40},\s\Z")
"""The name between "Published in" and the date."""
BEGINS_REPORT = re.compile(r"[ \xa0]?(?:[.:–—]|-(?=[ \xa0]))[ \xa0]*\S")


def bottom_of(text: str, start: int) -> tuple[Line, ...]:
    """The last lines of a report that begins at `start`."""
    first = len(text) - BOTTOM_CHARS
    if first > start:
        newline = text.find("\n", first)
        start = newline if newline >= 0 else len(text)
    return tuple(lines(text, start))[-BOTTOM_LINES:]


def published_in(layout: Layout, bottom: Sequence[Line]) -> str | None:
    """The ISO date: of the dateline, of a labelled line, of a line that is only a date, or of the headline's end.

    A label of publication goes before one of a later change.
    """
    if layout.dateline and layout.dateline.day:
        return layout.dateline.day
    around = [*layout.top, *bottom]
    for pattern in (words().published_label, words().updated_label):
        for line in around:
            if found := _labelled(line, pattern):
                return found
    for line in layout.top:
        if found := _byline_day(line):
            return found
    if layout.top:
        return _headline_day(layout) or _opening_day(layout)
    return None


def _labelled(line: Line, label: re.Pattern[str]) -> str | None:
    if len(line.text) > MAX_LABELLED:
        return None
    for part in (line.text, *re.split(r"[ \xa0]*[|·•][ \xa0]*", line.text)[1:]):
        match = label.match(part)
        if not match:
            continue
        date = words().date.search(part, match.end())
        if date and BEHIND_DATE.match(part, date.end()):
            between = part[match.end() : date.start()]
            if not words().beside_date.sub("", between).strip() or (match["before"] and OUTLET.match(between)):
                return days.of(date)
    return None


def _byline_day(line: Line) -> str | None:
    """ "By AFP | Jan 24, 2025", or a date that is alone on its line or between bars."""
    if len(line.text) > MAX_LABELLED:
        return None
    for part in re.split(r"[|·•]", line.text):
        match = words().date.search(part)
        if match and days.is_alone(part, match):
            return days.of(match)
    byline = words().byline.match(line.text)
    match = words().date.search(line.text) if byline and not line.terminated else None
    return days.of(match) if match else None


def _headline_day(layout: Layout) -> str | None:
    """ "Situation Report (2 April 2021)", "… Report: No. 19, 30 March 2021 09:00h": the headline's last words."""
    first = layout.top[0]
    if not layout.sections or layout.sections[0].kind != "headline":
        return None
    for match in words().date.finditer(first.text):
        behind = first.text[match.end() :]
        bracketed = first.text.rfind("(", 0, match.start()) >= 0 and behind.lstrip().startswith(")")
        before = first.text[: match.start()].rstrip()
        as_of = words().as_of.search(first.text, 0, match.start()) is not None
        separated = bool(before) and (before[-1] in ",(:–—|-" or as_of)
        if separated and (bracketed or not words().beside_date.sub("", behind).strip()):
            return days.of(match)
    return None


def _opening_day(layout: Layout) -> str | None:
    """ "24 November 2020. The refugees …": the report's first words."""
    for line in layout.top[:4]:
        match = words().date.match(line.text)
        if match and BEGINS_REPORT.match(line.text, match.end()):
            return days.of(match)
    return None
