"""Two expressions that are the ends of one stretch become one date."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from panj.language.dates_calendar import DAYS_OF, HOURS_OF, MONTHS_OF, Reading, days, length_value, make, months, shift
from panj.language.dates_context import Context
from panj.language.dates_grammar import Slots
from panj.model.annotation import Date, DateRelation

NEAR: Final = 24
"""Characters that may stand between the ends."""
DASHES: Final = frozenset("–—-")


class Found(NamedTuple):
    """An expression with its meaning and the slots that gave it."""

    date: Date
    reading: Reading
    slots: Slots


def join(c: Context, found: Sequence[Found]) -> tuple[Date, ...]:
    """The dates of a text, those that belong together as one."""
    joined: list[Date] = []
    at = 0
    while at < len(found):
        both = None
        if at + 1 < len(found) and found[at + 1].date.start - found[at].date.end <= NEAR:
            both = _both(c, found[at], found[at + 1])
        joined.append(both or found[at].date)
        at += 2 if both else 1
    return tuple(joined)


def _both(c: Context, first: Found, second: Found) -> Date | None:
    if second.reading.start is None or second.reading.end is None or "SET" in (first.reading.type, second.reading.type):
        return None
    gap = " ".join(c.low[first.date.end : second.date.start].split())
    if gap in c.grammar.words["ending"]:
        ended = _ended(c, first, second)
        if ended:
            return ended
    return _range(c, first, second, gap)


def _ended(c: Context, first: Found, second: Found) -> Date | None:
    """ "the week to 8 December", "the 24 hours to dawn on Thursday"."""
    slots, end = first.slots, second.reading.end
    unit, count = slots.get("unit"), slots.get("number", 0)
    if "calendar" in slots and slots.get("which") == "the":
        unit, count = slots["calendar"], 1
    if not unit or not count or "direction" in slots or end is None or unit not in {*DAYS_OF, *HOURS_OF, *MONTHS_OF}:
        return None
    start = days(end, -6) if (unit, count) == ("week", 1) else shift(end, unit, -count)
    reading = Reading("DURATION", length_value(unit, count), start, end, "day", second.reading.yearless)
    return _date(c, first, second, reading, "within")


def _range(c: Context, first: Found, second: Found, gap: str) -> Date | None:
    """ "between 24 November and 30 December", "Monday to Friday", "5 May – 3 June"."""
    a, b, words = first.reading, second.reading, c.grammar.words
    if (
        a.start is None
        or b.start is None
        or b.end is None
        or "DURATION" in (a.type, b.type)
        or a.yearless != b.yearless
    ):
        return None
    before = c.low[max(0, first.date.start - 16) : first.date.start].split()
    between = bool(before) and before[-1].lstrip("(") in words["between"]
    opened = between or first.date.relation == "since"
    if not (
        gap in DASHES
        or (gap in words["range"] and (opened or a.precision == b.precision))
        or (gap in words["both"] and between)
    ):
        return None
    start = a.start
    if "year" in second.slots and not {"year", "which", "calendar"} & first.slots.keys() and "month" in first.slots:
        start = make(b.start.year, start.month, start.day) or start
    if start > b.end:
        start = months(start, -12)
    if start > b.end or (start != a.start and "year" in first.slots):
        return None
    reading = Reading("DURATION", _length(start, b.start, a, b), start, b.end, b.precision, a.yearless)
    return _date(c, first, second, reading, "between" if opened else first.date.relation)


def _length(start: date, end: date, a: Reading, b: Reading) -> str:
    if a.precision == b.precision == "year":
        return length_value("year", end.year - start.year)
    if a.precision == b.precision == "month":
        return length_value("month", 12 * (end.year - start.year) + end.month - start.month)
    return length_value("day", (end - start).days)


def _date(c: Context, first: Found, second: Found, reading: Reading, relation: DateRelation) -> Date:
    start, end = first.date.start, second.date.end
    return Date(start, end, reading.type, reading.value, reading.period(c.text[start:end]), relation)
