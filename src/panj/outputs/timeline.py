"""A timeline as inline SVG: one line for each event, and time shortened where nothing happens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from markupsafe import Markup

from panj.model import Event
from panj.outputs import words
from panj.outputs.drawing import Numbered, element, picture, text

WIDTH = 920.0
LABELS = 290.0
"""Width of the column of labels."""
ROW = 24.0
HEAD = 40.0
GAP = 22.0
"""Width of the break between two stretches of time."""
JOIN_DAYS = 45
"""Days without an event up to which time is not broken."""
MAX_STRETCHES = 6
MAX_ROWS = 40
YEARS = range(1800, 2200)
"""Years of reports; another one is a slip, and would push everything else together."""
LETTER = 7.3
"""Width of a letter of a title, about."""
TICK = 58.0
"""Width that a date needs at least."""
STEPS = (1, 2, 3, 7, 14, 30, 61, 91, 182, 365, 730, 1826, 3652)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture, the events on it and those that have no date or found no room."""

    svg: Markup
    shown: tuple[Numbered, ...]
    undated: tuple[Numbered, ...]
    more: int


@dataclass(frozen=True, slots=True)
class _Row:
    item: Numbered
    start: int
    end: int
    points: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days [start, end) between x positions."""

    start: int
    end: int
    left: float
    right: float

    def x(self, day: float) -> float:
        return self.left + (day - self.start) / (self.end - self.start) * (self.right - self.left)


def _ordinal(iso: str | None, *, last: bool = False) -> int | None:
    """The day's ordinal of an ISO date, month or year (its first or last day), None without one of our years."""
    try:
        parts = [int(part) for part in (iso or "").split("-")]
        year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
        if year not in YEARS:
            return None
        if len(parts) > 2:
            return date(year, month, parts[2]).toordinal()
        if last:
            return date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
        return date(year, month, 1).toordinal()
    except (ValueError, OverflowError):
        return None


def _row(item: Numbered) -> _Row | None:
    event: Event = item.event
    start = _ordinal(event.period.start) if event.period else None
    end = _ordinal(event.period.end, last=True) if event.period else None
    points = tuple(sorted({day for point in event.series if (day := _ordinal(point.date)) is not None}))
    fallback = _ordinal(event.estimate.date)
    known = [day for day in (start, end, *points, fallback) if day is not None]
    if not known:
        return None
    start = start if start is not None else (end if end is not None else min(known))
    end = max(start, end if end is not None else start)
    return _Row(item, start, end, tuple(day for day in points if start <= day <= end))


def _stretches(rows: Sequence[_Row]) -> list[_Stretch]:
    """The stretches of time with something in them, each as wide as the root of its length."""
    spans: list[list[int]] = []
    for row in sorted(rows, key=lambda row: row.start):
        if spans and row.start - spans[-1][1] <= JOIN_DAYS:
            spans[-1][1] = max(spans[-1][1], row.end)
        else:
            spans.append([row.start, row.end])
    while len(spans) > MAX_STRETCHES:
        closest = min(range(len(spans) - 1), key=lambda i: spans[i + 1][0] - spans[i][1])
        spans[closest][1] = spans.pop(closest + 1)[1]
    bounds = [(start - 2, end + 3) for start, end in spans]
    weights = [4 + sqrt(end - start) for start, end in bounds]
    room = WIDTH - LABELS - 10 - GAP * (len(bounds) - 1)
    out, left = [], LABELS
    for (start, end), weight in zip(bounds, weights, strict=True):
        right = left + room * weight / sum(weights)
        out.append(_Stretch(start, end, left, right))
        left = right + GAP
    return out


def _title(stretch: _Stretch) -> str:
    """What a stretch is called: its months, or its years alone where there is no room."""
    first, last = date.fromordinal(stretch.start + 2), date.fromordinal(stretch.end - 3)
    names, year = words.words("months_short"), f"{last.year}"
    months = names[last.month - 1] if first.month == last.month else f"{names[first.month - 1]}–{names[last.month - 1]}"
    if first.year != last.year:
        months, year = "", f"{first.year}–{last.year}"
    whole = f"{months} {year}".strip()
    return whole if LETTER * len(whole) <= stretch.right - stretch.left + GAP / 2 else year


def _axis(stretch: _Stretch, height: float) -> Markup:
    room = stretch.right - stretch.left
    out = element("rect", x=stretch.left, y=HEAD - 14, width=room, height=height - HEAD + 10, class_="stretch") + text(
        stretch.left + 4, 14, _title(stretch), class_="month"
    )
    days = stretch.end - stretch.start
    step = next((step for step in STEPS if step / days * room >= TICK), None)
    if step is None:
        return out
    day = stretch.start + 2
    while day < stretch.end:
        x = stretch.x(day)
        when = date.fromordinal(day)
        shown = f"{when.day} {words.words('months_short')[when.month - 1]}" if step < 182 else f"{when.year}"
        out += element("path", d=f"M{x:.1f} {HEAD - 10:.1f}V{height - 6:.1f}", class_="tick")
        if x + TICK * 0.7 < stretch.right + GAP:
            out += text(x + 3, HEAD - 1, shown, class_="day")
        following = when + timedelta(days=step) if step < 365 else date(when.year + step // 365, 1, 1)
        day = following.toordinal()
    return out


def _bar(row: _Row, stretches: Sequence[_Stretch], y: float) -> Markup:
    stretch = next((s for s in stretches if s.start <= row.start < s.end), stretches[0])
    left, right = stretch.x(row.start), stretch.x(min(row.end + 1, stretch.end))
    width = max(right - left, 8.0)
    out = element("rect", x=left, y=y - 6, width=width, height=12, rx=6, class_=f"event {row.item.style}")
    for day in row.points if len(row.points) > 1 else ():
        out += element("circle", cx=stretch.x(day + 0.5), cy=y, r=2.5, class_="point")
    return out


def _label(item: Numbered) -> str:
    event = item.event
    figure = words.estimate(event.estimate) if item.known and event.unit else ""
    shown = f"{figure} {words.label('kinds', event.kind)}".strip()
    return shown if len(shown) <= 38 else shown[:37] + "…"


def draw(items: Sequence[Numbered]) -> Timeline | None:
    """The timeline, None where no event has a date. The largest events are shown, the table has all."""
    found = [(item, _row(item)) for item in items]
    undated = tuple(item for item, row in found if row is None)
    rows = sorted((row for _, row in found if row), key=lambda row: (-row.item.size, row.item.number))
    more = max(0, len(rows) - MAX_ROWS)
    rows = sorted(rows[:MAX_ROWS], key=lambda row: (row.start, row.end, row.item.number))
    if not rows:
        return None
    height = HEAD + 12 + ROW * len(rows)
    stretches = _stretches(rows)
    body = Markup("").join(_axis(stretch, height) for stretch in stretches)
    for index, row in enumerate(rows):
        y = HEAD + 16 + ROW * index
        body += element("path", d=f"M0 {y + ROW / 2:.1f}H{WIDTH:.0f}", class_="rule")
        body += text(24, y + 4, str(row.item.number), class_="number")
        body += text(36, y + 4, _label(row.item), class_="label") + _bar(row, stretches, y)
    title = "Timeline"
    description = "; ".join(f"{words.period(row.item.event.period)}: {row.item.event.title}" for row in rows[:20])
    svg = picture("timeline", title, description, WIDTH, height, body)
    return Timeline(svg, tuple(row.item for row in rows), undated, more)
