"""Rules for points that count from the day of publication or from a date named before."""

from datetime import date
from typing import Final

from panj.language.dates_calendar import (
    MONTHS_OF,
    NO_YEAR,
    Reading,
    days,
    make,
    part,
    precision_of,
    shift,
    unit_value,
    whole,
)
from panj.language.dates_context import Context
from panj.language.dates_grammar import Slots
from panj.language.dates_rules import Rule, one_day

UNKNOWN_VALUE: Final = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "quarter": "XXXX-QX"}
BESIDE: Final = 30
"""Characters within which a date belongs to a time of day behind it: "on Friday, at 18:00"."""


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


def bracketed(s: Slots, c: Context) -> Reading | None:
    """ "yesterday (08/04)": the order of day and month that agrees with the word; the language's where none does."""
    pairs = [(s["mm"], s["dd"]), (s["dd"], s["mm"])]
    if c.grammar.data["slash_order"] == "month-day":
        pairs.reverse()
    told = deictic(s, c) if "deictic" in s else weekday(s, c)
    if c.day is None or told is None or told.start is None:
        month, number = next(((m, d) for m, d in pairs if make(NO_YEAR, m, d)), pairs[0])
        named = c.year_of(month, number)
        found = make(named or NO_YEAR, month, number)
        return one_day(found, named is None) if found else None
    meant = told.start
    years = (c.day.year, c.day.year - 1, c.day.year + 1)
    options = [found for year in years for m, d in pairs if (found := make(year, m, d))]
    return _at(min(options, key=lambda found: abs((found - meant).days)), None) if options else None


def tonight(s: Slots, c: Context) -> Reading | None:
    return _at(c.day, "NI")


def last_night(s: Slots, c: Context) -> Reading | None:
    return _at(days(c.day, -1), "NI") if c.day else None


def overnight(s: Slots, c: Context) -> Reading | None:
    return _at(days(c.day, -1), "NI", c.day) if c.day else None


def daypart(s: Slots, c: Context) -> Reading | None:
    which = s.get("which") or s.get("direction")
    if which in ("the", "last") or ("direction" in s and (which not in ("before", "after") or not c.closes())):
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
        return None if (unit, which) != ("day", "next") else calendar_unit(unit, "after", c)
    return calendar_unit(unit, which, c)


def _article(unit: str, c: Context) -> bool:
    """Whether "the day", "the week" and the like stand alone, and are not the day on which something happened."""
    return unit in ("day", "week", "month", "quarter", "year") and c.word_after() not in c.grammar.words["defining"]


def calendar_unit(unit: str, which: str, c: Context) -> Reading | None:
    """The day, week, month or year that "this", "last", "the previous" or "that same" means."""
    step = {"last": -1, "before": -1, "next": 1, "after": 1}.get(which, 0)
    anaphoric = which in ("before", "after", "same", "that") or (which == "the" and unit == "day")
    base = c.base(unit) if anaphoric else c.around
    if base is None or (c.day is None and not anaphoric and unit not in (("month", "year") if c.month else ("year",))):
        return Reading("DATE", UNKNOWN_VALUE.get(unit, "XXXX"))
    if unit == "fortnight":
        return Reading("DATE", "P2W", days(base, -14), base, "week") if step < 0 else None
    start, end = whole(unit, shift(base, unit, step))
    reading = Reading("DATE", unit_value(unit, start), start, end, precision_of(unit))
    return c.clip(reading) if not step else reading


def part_of_unit(s: Slots, c: Context) -> Reading | None:
    """ "earlier this month", "the end of the week", "early 2017"."""
    name = s.get("part", "end")
    if "year" in s:
        unit, start, end = "year", date(s["year"], 1, 1), date(s["year"], 12, 31)
    else:
        unit = s["calendar"]
        base = calendar_unit(unit, s.get("which", "the"), c)
        if base is None or base.start is None:
            return base
        start, end = whole(unit, base.start)
    value = unit_value(unit, start)
    if name in ("earlier", "later"):
        start, end = c.cut(start, end, name)
    elif name.endswith("_week") and unit in MONTHS_OF:
        start, end = part(start, end, name, unit)
        return Reading("DATE", unit_value("week", start), start, end, "week")
    else:
        start, end = part(start, end, name, unit)
        if name.endswith("_half") and unit == "year":
            value = f"{value}-H{1 if name == 'first_half' else 2}"
    return Reading("DATE", value, start, end, "day" if start == end else precision_of(unit))


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
    zone = s.get("zone", "")
    return Reading("TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}T{hour:02}:{minute:02}{zone}", day, day)


RELATIVE_RULES: Final[dict[str, Rule]] = {
    "weekday": weekday, "weekday_of_week": weekday_of_week, "deictic": deictic, "bracketed": bracketed,
    "tonight": tonight, "last_night": last_night, "overnight": overnight, "daypart": daypart, "weekend": weekend,
    "relative": relative, "part_of_unit": part_of_unit, "nth_day": nth_day, "clock": clock,
}  # fmt: skip
