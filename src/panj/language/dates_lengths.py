"""Rules for lengths of time: durations, stretches up to or from the day of publication, points so far from it."""

from datetime import date
from typing import Final

from panj.language.dates_calendar import (
    HOURS_OF,
    MONTHS_OF,
    Reading,
    days,
    length_value,
    precision_of,
    shift,
    unit_value,
    whole,
)
from panj.language.dates_context import Context
from panj.language.dates_grammar import Slots
from panj.language.dates_relative import calendar_unit
from panj.language.dates_rules import Rule

UNTOLD: Final = 4
"""Units that "recent days", "the last few weeks" or "the coming months" are taken for."""


def first_days(s: Slots, c: Context) -> Reading | None:
    """ "the first ten days of October", "the last three months of 2021"."""
    count, unit = s["number"], s["unit"]
    if not count or unit in HOURS_OF:
        return None
    if "month" in s:
        year = s.get("year") or c.year_of_month(s["month"])
        if year is None:
            return None
        start, end = whole("month", date(year, s["month"], 1))
    elif "year" in s:
        start, end = whole("year", date(s["year"], 1, 1))
    else:
        base = calendar_unit(s["calendar"], s["which"], c)
        if base is None or base.start is None:
            return None
        start, end = whole(s["calendar"], base.start)
    if s["edge"] == 1:
        end = min(days(shift(start, unit, count), -1), end)
    else:
        start = max(shift(days(end, 1), unit, -count), start)
    return Reading("DURATION", length_value(unit, count), start, end, precision_of(unit)) if start <= end else None


def shifted(s: Slots, c: Context) -> Reading | None:
    """ "three days ago", "two weeks earlier": a point, so far from the anchor or from the last date named."""
    count, unit, direction = _count(s), s["unit"], s.get("direction", "since")
    if direction == "since" or (direction in ("before", "after") and not c.closes()):
        return _since_event(count, unit, direction, c)
    if not count:
        return Reading("DATE", "FUTURE_REF" if direction in ("hence", "after", "later") else "PAST_REF")
    base = c.day if direction in ("ago", "hence") else c.base(unit)
    if base is None:
        return Reading("DURATION", length_value(unit, count))
    point = shift(base, unit, count if direction in ("hence", "after", "later") else -count)
    if unit in MONTHS_OF:
        start, end = whole("year" if unit in ("decade", "century") else unit, point)
        value = unit_value(unit if unit in ("month", "quarter") else "year", point)
        return Reading("DATE", value, start, end, precision_of(unit))
    return Reading("DATE", point.isoformat(), point, point, precision_of(unit))


def _since_event(count: float, unit: str, direction: str, c: Context) -> Reading:
    """ "nine days after the earthquake": the stretch from the event to the last date named, or to publication.

    A date of another sentence is none that it is counted to: it may be the day of the event itself.
    """
    base = c.day if direction == "after" and not c.same_sentence() else c.base()
    if base is None or not count or direction == "before" or unit not in ("hour", "day", "week", "fortnight", "month"):
        return Reading("DURATION", length_value(unit, count))
    return Reading("DURATION", length_value(unit, count), shift(base, unit, -count), base, precision_of(unit))


def span(s: Slots, c: Context) -> Reading | None:
    """ "the last two days", "the past week": so many units up to the day of publication, or from it on."""
    unit = s.get("unit") or s.get("calendar") or s["decades"]
    count = _count(s) if "number" in s else 1
    value = length_value(unit, count)
    if c.day is None:
        return Reading("DURATION", value)
    ahead = s.get("which_many") == "next"
    many = count or UNTOLD
    far = shift(c.day, unit, many if ahead else -many)
    start, end = (c.day, far) if ahead else (far, c.day)
    return Reading("DURATION", value, start, end, precision_of(unit))


def recent(s: Slots, c: Context) -> Reading | None:
    """ "recent weeks", "the coming days": some units up to the day of publication, or from it on."""
    unit, ahead = c.grammar.values["unit"][s["vague"]], s["recency"] == "future"
    value = "FUTURE_REF" if ahead else "PAST_REF"
    if c.day is None:
        return Reading("DATE", value)
    far = shift(c.day, unit, UNTOLD if ahead else -UNTOLD)
    return Reading("DATE", value, min(far, c.day), max(far, c.day), precision_of(unit))


def _count(s: Slots) -> float:
    return float(s["number"]) + float(s.get("more", 0))


def duration(s: Slots, c: Context) -> Reading | None:
    """A length. "in ten days" is a stretch up to the day of publication, or the day so far ahead."""
    if "number" not in s:
        return Reading("DURATION", length_value(s["unit"], 0))
    count, unit = _count(s), s["unit"]
    words = c.low[c.start : c.end].split()
    before = c.words_before(3)
    if (
        "adjectives" not in s
        and words[-1] in c.grammar.words["fraction_unit"]
        and c.word_after() in c.grammar.words["fraction_of"]
    ):
        return None
    bare = words[0] in c.grammar.words["rate"] and "-" not in words[-1]
    if bare and words[-1] in c.grammar.words["doubtful_unit"] and not c.after("stretch"):
        return None
    if bare and before and before[-1][-1].isalnum() and not c.after("stretch"):
        return Reading("SET", length_value(unit, count))
    value = length_value(unit, count)
    plain = Reading("DURATION", value)
    lasting = c.after("lasting") and not c.grammar.words["perfect"].isdisjoint(c.words_before(12))
    if c.day is None or not count or not (lasting or c.after("inside")):
        return plain
    if lasting:
        return Reading("DURATION", value, shift(c.day, unit, -count), c.day, precision_of(unit))
    if c.grammar.words["superlative"] & {w.strip(",.") for w in before[:-1]}:
        return plain
    if c.lean() > 0:
        point = shift(c.day, unit, count)
        return Reading("DURATION", value, point, point, precision_of(unit))
    base = c.base(unit)
    if before[-1] in c.grammar.words["within"] and base and base < c.day:
        return Reading("DURATION", value, base, min(shift(base, unit, count), c.day), precision_of(unit))
    return Reading("DURATION", value, shift(c.day, unit, -count), c.day, precision_of(unit))


def vague(s: Slots, c: Context) -> Reading | None:
    """ "years", "days": a length that nobody tells; a singular is none."""
    if c.low[c.start : c.end] not in c.grammar.words["vague"] or c.touches_number():
        return None
    return Reading("DURATION", length_value(s["unit"], 0))


def repeated(s: Slots, c: Context) -> Reading | None:
    if "weekday" in s:
        return Reading("SET", f"XXXX-WXX-{s['weekday'] + 1}")
    return Reading("SET", length_value(s.get("adverb") or s["calendar"], 1))


def ref(s: Slots, c: Context) -> Reading | None:
    day = c.day if s["ref"] == "PRESENT_REF" else None
    return Reading("DATE", s["ref"], day, day)


LENGTH_RULES: Final[dict[str, Rule]] = {
    "span": span, "first_days": first_days, "shift": shifted, "recent": recent, "duration": duration, "vague": vague,
    "set": repeated, "ref": ref,
}  # fmt: skip
