"""Rules that give written-out dates, months, weeks and years their meaning; each takes slots and a context."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from panj.language.dates_calendar import (
    NO_YEAR,
    Reading,
    days,
    easter,
    islamic,
    last_day,
    make,
    part,
    unit_value,
    whole,
)
from panj.language.dates_context import Context
from panj.language.dates_grammar import Slots
from panj.model.vocabulary import Precision

Rule = Callable[[Slots, Context], Reading | None]
SEASON_MONTH: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The first month of each season on the northern half of the Earth."""


def _one(day: date, yearless: bool = False) -> Reading:
    value = f"XXXX-{day.month:02}-{day.day:02}" if yearless else day.isoformat()
    return Reading("DATE", value, day, day, "day", yearless)


def _whole(unit: str, day: date, name: str | None = None, yearless: bool = False) -> Reading:
    """The calendar unit that holds the day, or a part of it."""
    start, end = whole(unit, day)
    value = unit_value(unit, day)
    if yearless:
        value = f"XXXX{value[4:]}"
    if name in ("first_week", "second_week", "third_week", "last_week"):
        start, end = part(start, end, name, unit)
        return Reading(
            "DATE", f"XXXX-{start.month:02}" if yearless else unit_value("week", start), start, end, "week", yearless
        )
    if name:
        start, end = part(start, end, name, unit)
    precision: Precision = "year" if unit in ("year", "decade", "century") else "week" if unit == "week" else "month"
    return Reading("DATE", value, start, end, "day" if start == end else precision, yearless)


def _named_year(s: Slots, c: Context) -> tuple[int | None, bool]:
    """The year that the words give, and whether they give one at all: "2021", "last year"."""
    if "year" in s:
        return s["year"], True
    if "yy" in s:
        return _century(s["yy"], c), True
    if "which" not in s:
        return None, False
    step = {"last": -1, "past": -1, "before": -1, "next": 1, "after": 1}.get(s["which"], 0)
    return (c.year + step if c.year else None), True


def day(s: Slots, c: Context) -> Reading | None:
    named, given = _named_year(s, c)
    if named is None and not given:
        named = c.year_of(s["month"], s["day"])
    found = make(named or NO_YEAR, s["month"], s["day"])
    return _one(found, named is None) if found else None


def day_range(s: Slots, c: Context) -> Reading | None:
    end_month: int = s["month2"] if "month2" in s else s["month"]
    named = s.get("year") or c.year_of(end_month, s["day2"])
    end = make(named or NO_YEAR, end_month, s["day2"])
    start = make((named or NO_YEAR) - (s["month"] > end_month), s["month"], s["day"])
    if not end or not start or start >= end:
        return None
    return Reading("DURATION", f"P{(end - start).days}D", start, end, "day", yearless=named is None)


def month(s: Slots, c: Context) -> Reading | None:
    name = s.get("part")
    year, given = _named_year(s, c)
    if year is None and not given:
        year = c.year_of_month(s["month"])
    first = date(year or NO_YEAR, s["month"], 1)
    if name in ("earlier", "later"):
        reading = _whole("month", first, yearless=year is None)
        start, end = c.cut(*whole("month", first), name)
        return replace(reading, start=start, end=end)
    reading = _whole("month", first, name, yearless=year is None)
    return reading if given or name else c.clip(reading)


def which_month(s: Slots, c: Context) -> Reading | None:
    if s["which"] not in ("this", "last", "past", "next") or c.year is None:
        return None
    around = c.around
    assert around is not None
    year = around.year
    if s["which"] in ("last", "past"):
        year -= s["month"] >= around.month
    elif s["which"] == "next":
        year += s["month"] <= around.month
    return _whole("month", date(year, s["month"], 1))


def month_range(s: Slots, c: Context) -> Reading | None:
    end_year = s.get("year2") or s.get("year") or c.year_of_month(s["month2"])
    start_year = s["year"] if "year2" in s else (end_year or NO_YEAR) - (s["month"] > s["month2"])
    start = date(start_year, s["month"], 1)
    end = date(end_year or NO_YEAR, s["month2"], last_day(end_year or NO_YEAR, s["month2"]))
    if start >= end:
        return None
    length = (end.year - start.year) * 12 + end.month - start.month
    return Reading("DURATION", f"P{length}M", start, end, "month", yearless=end_year is None)


def year_range(s: Slots, c: Context) -> Reading | None:
    start = s["year"]
    end = s["year2"] if "year2" in s else start // 100 * 100 + s["yy"]
    if not 0 < end - start <= 60 or ("yy" in s and end - start > 10):
        return None
    return Reading("DURATION", f"P{end - start}Y", date(start, 1, 1), date(end, 12, 31), "year")


def iso(s: Slots, c: Context) -> Reading | None:
    words = s["iso"]
    if len(words) == 7:
        return _whole("month", date(int(words[:4]) or 1, int(words[5:7]), 1)) if words[:2] in ("19", "20") else None
    found = make(int(words[:4]), int(words[5:7]), int(words[8:10]))
    if found and len(words) > 10:
        return Reading("TIME", f"{words[:10]}T{words[11:16]}{'Z' if words.endswith('z') else ''}", found, found)
    return _one(found) if found else None


def numeric(s: Slots, c: Context) -> Reading | None:
    """Dates in digits. Year first or last; day and month by what is possible, then by what lies nearest."""
    if "dd" in s:
        year = c.year_of(s["mm"], s["dd"])
        found = make(year or NO_YEAR, s["mm"], s["dd"])
        return _one(found, year is None) if found else None
    first, second, third = s["digits"], s["digits2"], s["digits3"]
    if len(first) == 4 and len(second) <= 2 and len(third) <= 2:
        found = make(int(first), int(second), int(third))
        return _one(found) if found else None
    if len(third) not in (2, 4) or len(first) > 2 or len(second) > 2 or c.touches_digits():
        return None
    year = int(third) if len(third) == 4 else _century(int(third), c)
    readings = [make(year, int(second), int(first)), make(year, int(first), int(second))]
    if c.grammar.data["slash_order"] == "month-day":
        readings.reverse()
    options = [found for found in readings if found]
    if "/" in c.low[c.start : c.end] and c.day and len(options) == 2:
        day_of = c.day
        options.sort(key=lambda found: (found > days(day_of, 1), abs((found - day_of).days)))
    return _one(options[0]) if options else None


def _century(yy: int, c: Context) -> int:
    """The year of two digits, at most ten years ahead of the anchor."""
    around = (c.year or 2030) + 10
    year = around // 100 * 100 + yy
    return year if year <= around else year - 100


def year(s: Slots, c: Context) -> Reading | None:
    return _whole("year", date(s["year"], 1, 1))


def short_year(s: Slots, c: Context) -> Reading | None:
    return _whole("year", date(_century(s["yy"], c), 1, 1))


def fiscal(s: Slots, c: Context) -> Reading | None:
    found = s.get("year") or _century(s["yy"], c)
    reading = _whole("year", date(found, 1, 1))
    return Reading("DATE", f"FY{found}", reading.start, reading.end, "year")


def decade(s: Slots, c: Context) -> Reading | None:
    first = s.get("year")
    if first is None:
        yy = s.get("decade", s.get("yy"))
        first = _century(yy if isinstance(yy, int) else 0, c)
    if first % 10:
        return None
    return _whole("decade", date(first, 1, 1), s.get("part") if s.get("part") in ("early", "mid", "late") else None)


def quarter(s: Slots, c: Context) -> Reading | None:
    number = s.get("nth") or s.get("nth_of") or s["n"]
    named, given = _named_year(s, c)
    if not given:
        if c.around is None:
            return Reading("DATE", f"XXXX-Q{number}")
        named = c.around.year - (number * 3 - 2 > c.around.month and c.lean() <= 0)
    if named is None:
        return Reading("DATE", f"XXXX-Q{number}")
    return _whole("quarter", date(named, number * 3 - 2, 1))


def half(s: Slots, c: Context) -> Reading | None:
    number, named = s["n"], s.get("year") or c.year
    if number > 2 or named is None:
        return None
    start, end = part(date(named, 1, 1), date(named, 12, 31), "first_half" if number == 1 else "second_half", "year")
    return Reading("DATE", f"{named:04}-H{number}", start, end, "month")


def week_number(s: Slots, c: Context) -> Reading | None:
    number, named = int(s["digits"]), s.get("year") or c.year
    if not 1 <= number <= 53 or named is None:
        return None
    try:
        monday = date.fromisocalendar(named, number, 1)
        if "year" not in s and c.around and monday > days(c.around, 7) and c.lean() <= 0:
            monday = date.fromisocalendar(named - 1, number, 1)
    except ValueError:
        return None
    return _whole("week", monday)


def season(s: Slots, c: Context) -> Reading | None:
    named, given = _named_year(s, c)
    if s.get("which", "the") == "the" and "part" not in s and "year" not in s:
        bare = c.low[c.start : c.end].split()[-1]
        if bare in c.grammar.words["season_needs"] and (
            not c.after("season_before") or c.word_after() in c.grammar.words["defining"]
        ):
            return None
    first = SEASON_MONTH[s["season"]]
    if not given or s.get("which") in ("this", "the", "same", "that"):
        if c.around is None:
            return Reading("DATE", f"XXXX-{s['season']}")
        named = c.around.year - (c.around.month < first and c.lean() <= 0)
    elif s.get("which") == "last" and c.around:
        named = c.around.year - (c.around.month < first + 3)
    elif s.get("which") == "next" and c.around:
        named = c.around.year + (c.around.month >= first)
    if named is None:
        return Reading("DATE", f"XXXX-{s['season']}")
    start = date(named, first, 1)
    end = date(named + (first == 12), (first + 1) % 12 + 1, 1)
    end = date(end.year, end.month, last_day(end.year, end.month))
    if s.get("part") in ("early", "mid", "late", "start", "end"):
        start, end = part(start, end, s["part"], "quarter")
    return Reading("DATE", f"{named:04}-{s['season']}", start, end, "month")


def holiday(s: Slots, c: Context) -> Reading | None:
    name = s["holiday"]
    if name[0].isdigit():
        return day({"month": int(name[:2]), "day": int(name[3:])} | {k: s[k] for k in ("year", "which") if k in s}, c)
    if name.startswith("islamic"):
        return _islamic(name, s, c)
    named, given = _named_year(s, c)
    named = named if given else c.year
    if named is None:
        return None
    options = [days(easter(y), int(name[6:])) for y in ((named,) if given else (named - 1, named))]
    around = c.around
    fitting = [d for d in options if given or around is None or d <= days(around, 60)]
    return _one(fitting[-1]) if fitting else None


def _islamic(name: str, s: Slots, c: Context) -> Reading | None:
    """A day or month of the Islamic year by the tabular calendar; where the moon is watched for it may be a day off."""
    _, month, *day_of = name.split("-")
    named, given = _named_year(s, c)
    around = date(named, 7, 1) if given and named else c.around
    if around is None:
        return None
    near = round((around.year - 622) * 33 / 32)
    options = []
    for year in range(near - 1, near + 4):
        start = islamic(year, int(month), int(day_of[0]) if day_of else 1)
        options.append((start, start if day_of else days(islamic(year, int(month) + 1, 1), -1)))
    if given:
        fitting = [option for option in options if option[0].year == named]
    else:
        fitting = [option for option in options if option[0] <= around] if c.lean() <= 0 else []
        fitting = fitting[-1:] or [option for option in options if option[1] >= around][:1]
    if not fitting:
        return None
    start, end = fitting[0]
    return Reading("DATE", unit_value("day" if day_of else "month", start), start, end, "week" if day_of else "month")


RULES: Final[dict[str, Rule]] = {
    "day": day, "day_range": day_range, "month": month, "which_month": which_month, "month_range": month_range,
    "year_range": year_range, "iso": iso, "numeric": numeric, "year": year, "short_year": short_year,
    "fiscal": fiscal, "decade": decade, "quarter": quarter, "half": half, "week_number": week_number,
    "season": season, "holiday": holiday,
}  # fmt: skip
