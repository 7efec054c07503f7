"""Rules for expressions that count from the day of publication or from a date named before, and for lengths."""

from datetime import date
from typing import Final

from panj.language.dates_calendar import (
    HOURS_OF,
    MONTHS_OF,
    PRECISION_OF,
    Reading,
    days,
    length_value,
    make,
    part,
    shift,
    unit_value,
    whole,
)
from panj.language.dates_context import Context
from panj.language.dates_grammar import Slots
from panj.language.dates_rules import Rule
from panj.model.vocabulary import Precision

BESIDE: Final = 30
"""Characters within which a date belongs to a time of day behind it: "on Friday, at 18:00"."""
UNTOLD: Final = 4
"""Units that "recent" days, weeks or months go back at the most."""


def _precision(unit: str) -> Precision:
    return PRECISION_OF.get(unit, "day" if unit in HOURS_OF else "year")


def _at(day: date | None, code: str | None, end: date | None = None) -> Reading | None:
    """A day, or a part of it as TIMEX3 writes it ("TMO")."""
    if day is None:
        return None
    if code is None:
        return Reading("DATE", day.isoformat(), day, end or day)
    return Reading("TIME", f"{day.isoformat()}T{code}", day, end or day)


def weekday(s: Slots, c: Context) -> Reading | None:
    code, number, which = s.get("daypart"), s["weekday"], s.get("which")
    if s.get("part") not in (None, "early", "mid", "late", "earlier", "later"):
        return None
    if c.day is None:
        return Reading("DATE", f"XXXX-WXX-{number + 1}")
    back = (c.day.weekday() - number) % 7
    if which in ("last", "before"):
        return _at(days(c.day, -(back or 7)), code)
    if which in ("next", "after"):
        return _at(days(c.day, 7 - back), code)
    if which == "this":
        return _at(days(whole("week", c.day)[0], number), code)
    if c.lean() > 0:
        return _at(days(c.day, (7 - back) % 7), code)
    return _at(days(c.day, -back), code)


def weekday_of_week(s: Slots, c: Context) -> Reading | None:
    """ "Tuesday last week"."""
    if c.day is None:
        return Reading("DATE", f"XXXX-WXX-{s['weekday'] + 1}")
    step = {"last": -7, "before": -7, "next": 7, "after": 7}.get(s["which"], 0)
    return _at(days(whole("week", c.day)[0], s["weekday"] + step), None)


def deictic(s: Slots, c: Context) -> Reading | None:
    if s.get("part") not in (None, "early", "late", "earlier", "later"):
        return None
    if c.day is None:
        return Reading("DATE", "XXXX-XX-XX")
    return _at(days(c.day, s["deictic"]), s.get("daypart"))


def tonight(s: Slots, c: Context) -> Reading | None:
    return _at(c.day, "NI")


def last_night(s: Slots, c: Context) -> Reading | None:
    return _at(days(c.day, -1), "NI") if c.day else None


def overnight(s: Slots, c: Context) -> Reading | None:
    return _at(days(c.day, -1), "NI", c.day) if c.day else None


def daypart(s: Slots, c: Context) -> Reading | None:
    which = s.get("which")
    if which in ("the", "last"):
        return None
    step = {"next": 1, "after": 1, "before": -1}.get(which or "", 0)
    base = c.base() if which != "this" else c.day
    return _at(days(base, step) if base else None, s["daypart"]) or Reading("TIME", f"XXXX-XX-XXT{s['daypart']}")


def weekend(s: Slots, c: Context) -> Reading | None:
    if c.day is None:
        return Reading("DATE", "XXXX-WXX-WE")
    monday, which = whole("week", c.day)[0], s["which"]
    running = c.day.weekday() >= 5
    if which == "next" or (which in ("this", "the") and not running and c.lean() > 0):
        saturday = days(monday, 12 if running else 5)
    elif which in ("last", "before") or not running:
        saturday = days(monday, -2)
    else:
        saturday = days(monday, 5)
    return Reading("DATE", f"{unit_value('week', saturday)}-WE", saturday, days(saturday, 1))


def relative(s: Slots, c: Context) -> Reading | None:
    """ "last week", "this year", "the previous day", "the same month": a unit of the calendar."""
    unit, which = s["calendar"], s.get("which", "the")
    if "direction" in s:
        which = {"earlier": "before", "later": "after"}.get(s["direction"], s["direction"])
        if which not in ("before", "after") or (which == s["direction"] and not c.closes()):
            return None
    if (unit == "day" and which in ("last", "next", "this")) or (which == "the" and not _article(unit, c)):
        return None if (unit, which) != ("day", "next") else _step(unit, "after", c)
    return _step(unit, which, c)


def _article(unit: str, c: Context) -> bool:
    """Whether "the day", "the week" and the like stand alone, and are not the day on which something happened."""
    return unit in ("day", "week", "month", "quarter", "year") and c.word_after() not in c.grammar.words["defining"]


def _step(unit: str, which: str, c: Context) -> Reading | None:
    step = {"last": -1, "before": -1, "next": 1, "after": 1}.get(which, 0)
    anaphoric = which in ("before", "after", "same", "that") or (which == "the" and unit == "day")
    base = c.base(unit) if anaphoric else c.around
    if base is None or (c.day is None and not anaphoric and unit not in (("month", "year") if c.month else ("year",))):
        return Reading(
            "DATE",
            "XXXX-WXX"
            if unit == "week"
            else "XXXX-XX"
            if unit == "month"
            else "XXXX-XX-XX"[: 10 if unit == "day" else 4],
        )
    if unit == "fortnight":
        return Reading("DATE", "P2W", days(base, -14), base, "week") if step < 0 else None
    start, end = whole(unit, shift(base, unit, step))
    reading = Reading("DATE", unit_value(unit, start), start, end, _precision(unit))
    return c.clip(reading) if not step else reading


def part_of_unit(s: Slots, c: Context) -> Reading | None:
    """ "earlier this month", "the end of the week", "early 2017"."""
    name = s["part"]
    if "year" in s:
        unit, start, end = "year", date(s["year"], 1, 1), date(s["year"], 12, 31)
        if name in ("earlier", "later"):
            return None
    else:
        unit = s["calendar"]
        base = _step(unit, s["which"], c)
        if base is None or base.start is None:
            return base
        start, end = whole(unit, base.start)
    value = unit_value(unit, start)
    if name == "earlier" and c.day:
        end = c.day if start <= c.day <= end else end
    elif name == "later" and c.day:
        start = c.day if start <= c.day <= end else start
    elif name.endswith("_week") and unit in MONTHS_OF:
        start, end = part(start, end, name, unit)
        return Reading("DATE", unit_value("week", start), start, end, "week")
    elif name not in ("earlier", "later"):
        start, end = part(start, end, name, unit)
        if name.endswith("_half") and unit == "year":
            value = f"{value}-H{1 if name == 'first_half' else 2}"
    return Reading("DATE", value, start, end, "day" if start == end else _precision(unit))


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
        base = _step(s["calendar"], s["which"], c)
        if base is None or base.start is None:
            return None
        start, end = whole(s["calendar"], base.start)
    if s["edge"] == 1:
        end = min(days(shift(start, unit, count), -1), end)
    else:
        start = max(shift(days(end, 1), unit, -count), start)
    return Reading("DURATION", length_value(unit, count), start, end, _precision(unit)) if start <= end else None


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
        return Reading("DATE", unit_value("month" if unit == "month" else "year", point), start, end, _precision(unit))
    return Reading("DATE", point.isoformat(), point, point, _precision(unit))


def _since_event(count: float, unit: str, direction: str, c: Context) -> Reading:
    """ "nine days after the earthquake": the stretch from the event to the last date named, or to publication."""
    base = c.base()
    if base is None or not count or direction == "before" or unit not in ("hour", "day", "week", "fortnight", "month"):
        return Reading("DURATION", length_value(unit, count))
    return Reading("DURATION", length_value(unit, count), shift(base, unit, -count), base, _precision(unit))


def span(s: Slots, c: Context) -> Reading | None:
    """ "the last two days", "the past week": so many units up to the day of publication, or from it on."""
    unit = s.get("unit") or s.get("calendar") or s["decades"]
    count = _count(s) if "number" in s else 1
    value = length_value(unit, count)
    if c.day is None or not count:
        return Reading("DURATION", value)
    ahead = s.get("which_many") == "next"
    far = shift(c.day, unit, count if ahead else -count)
    start, end = (c.day, far) if ahead else (far, c.day)
    return Reading("DURATION", value, start, end, _precision(unit))


def recent(s: Slots, c: Context) -> Reading | None:
    start = shift(c.day, s["unit"], -UNTOLD) if c.day else None
    return Reading("DATE", "PAST_REF", start, c.day, _precision(s["unit"]))


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
    if c.day is None or not count or not before or before[-1] not in c.grammar.words["inside"]:
        return plain
    if c.grammar.words["superlative"] & {w.strip(",.") for w in before[:-1]}:
        return plain
    if c.lean() > 0:
        point = shift(c.day, unit, count)
        return Reading("DURATION", value, point, point, _precision(unit))
    base = c.base(unit)
    if before[-1] in c.grammar.words["within"] and base and base < c.day:
        return Reading("DURATION", value, base, min(shift(base, unit, count), c.day), _precision(unit))
    return Reading("DURATION", value, shift(c.day, unit, -count), c.day, _precision(unit))


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


def nth_day(s: Slots, c: Context) -> Reading | None:
    """ "the 14th": the day of that number nearest to the last date named, not ahead unless a word looks there."""
    base = c.base()
    if base is None or c.day is None:
        return None
    ahead = c.lean() > 0
    firsts = [shift(whole("month", base)[0], "month", step) for step in (-1, 0, 1)]
    options = [found for first in firsts if (found := make(first.year, first.month, s["day"]))]
    fitting = [found for found in options if (found >= c.day if ahead else found <= c.day)]
    return _at(min(fitting, key=lambda found: abs((found - base).days)), None) if fitting else None


def clock(s: Slots, c: Context) -> Reading | None:
    """A time of day, on a day that is named beside it, before it, or the day of publication."""
    raw = s.get("clock") or s.get("hhmm") or str(s["hour"])
    mark = next((m for m in raw if not m.isdigit()), "")
    if mark == "." and "ampm" not in s and "zone" not in s:
        return None
    digits = raw.replace(mark, ":").split(":") if mark else [raw[:2], raw[2:]] if len(raw) == 4 else [raw, "00"]
    hour, minute = int(digits[0]), int(digits[1] or 0)
    if "ampm" in s:
        if hour > 12:
            return None
        hour = hour % 12 + (12 if s["ampm"] == "pm" else 0)
    if "clock" in s and "ampm" not in s and "zone" not in s and c.touches_digits():
        return None
    day = c.day if c.day and c.start - c.last_end > BESIDE else c.base()
    if "weekday" in s:
        reading = weekday({"weekday": s["weekday"]}, c)
        day = reading.start if reading else None
    elif "deictic" in s:
        day = days(c.day, s["deictic"]) if c.day else None
    zone = "Z" if "zone" in s else ""
    return Reading("TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}T{hour:02}:{minute:02}{zone}", day, day)


RELATIVE_RULES: Final[dict[str, Rule]] = {
    "weekday": weekday, "weekday_of_week": weekday_of_week, "deictic": deictic, "tonight": tonight,
    "last_night": last_night, "overnight": overnight, "daypart": daypart, "weekend": weekend, "relative": relative,
    "part_of_unit": part_of_unit, "span": span, "first_days": first_days, "shift": shifted, "recent": recent,
    "duration": duration, "vague": vague, "set": repeated, "ref": ref, "nth_day": nth_day, "clock": clock,
}  # fmt: skip
