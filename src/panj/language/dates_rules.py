"""Rules that give written-out dates, months, weeks and years their meaning; each takes slots and a context."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from panj.language.dates_calendar import (
    NO_YEAR,
    Reading,
    days,
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


def one_day(day: date, yearless: bool = False) -> Reading:
    value = f"XXXX-{day.month:02}-{day.day:02}" if yearless else day.isoformat()
    return Reading("DATE", value, day, day, "day", yearless)


def whole_unit(unit: str, day: date, name: str | None = None, yearless: bool = False) -> Reading:
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


def named_year(s: Slots, c: Context) -> tuple[int | None, bool]:
    """The year that the words give, and whether they give one at all: "2021", "last year"."""
    if "year" in s:
        return s["year"], True
    if "yy" in s:
        return century(s["yy"], c), True
    if "which" not in s:
        return None, False
    step = {"last": -1, "past": -1, "before": -1, "next": 1, "after": 1}.get(s["which"], 0)
    return (c.year + step if c.year else None), True


def day(s: Slots, c: Context) -> Reading | None:
    named, given = named_year(s, c)
    number = s["day"] if "day" in s else s["nth_word"]
    if named is None and not given:
        named = c.year_of(s["month"], number)
    found = make(named or NO_YEAR, s["month"], number)
    return one_day(found, named is None) if found else None


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
    year, given = named_year(s, c)
    if year is None and not given:
        year = c.year_of_month(s["month"])
    first = date(year or NO_YEAR, s["month"], 1)
    if name in ("earlier", "later"):
        reading = whole_unit("month", first, yearless=year is None)
        start, end = c.cut(*whole("month", first), name)
        return replace(reading, start=start, end=end)
    reading = whole_unit("month", first, name, yearless=year is None)
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
    return whole_unit("month", date(year, s["month"], 1))


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
        return whole_unit("month", date(int(words[:4]) or 1, int(words[5:7]), 1)) if words[:2] in ("19", "20") else None
    found = make(int(words[:4]), int(words[5:7]), int(words[8:10]))
    if found and len(words) > 10:
        return Reading("TIME", f"{words[:10]}T{words[11:16]}{'Z' if words.endswith('z') else ''}", found, found)
    return one_day(found) if found else None


def numeric(s: Slots, c: Context) -> Reading | None:
    """Dates in digits. Year first or last; day and month by what is possible, then by what lies nearest."""
    if "dd" in s:
        year = c.year_of(s["mm"], s["dd"])
        found = make(year or NO_YEAR, s["mm"], s["dd"])
        return one_day(found, year is None) if found else None
    first, second, third = s["digits"], s["digits2"], s["digits3"]
    if len(first) == 4 and len(second) <= 2 and len(third) <= 2:
        found = make(int(first), int(second), int(third))
        return one_day(found) if found else None
    if len(third) not in (2, 4) or len(first) > 2 or len(second) > 2 or c.touches_digits():
        return None
    year = int(third) if len(third) == 4 else century(int(third), c)
    readings = [make(year, int(second), int(first)), make(year, int(first), int(second))]
    if c.grammar.data["slash_order"] == "month-day":
        readings.reverse()
    options = [found for found in readings if found]
    if "/" in c.low[c.start : c.end] and c.day and len(options) == 2:
        day_of = c.day
        options.sort(key=lambda found: (found > days(day_of, 1), abs((found - day_of).days)))
    return one_day(options[0]) if options else None


def century(yy: int, c: Context) -> int:
    """The year of two digits, at most ten years ahead of the anchor."""
    around = (c.year or 2030) + 10
    year = around // 100 * 100 + yy
    return year if year <= around else year - 100


def year(s: Slots, c: Context) -> Reading | None:
    return whole_unit("year", date(s["year"], 1, 1))


def short_year(s: Slots, c: Context) -> Reading | None:
    return whole_unit("year", date(century(s["yy"], c), 1, 1))


RULES: Final[dict[str, Rule]] = {
    "day": day, "day_range": day_range, "month": month, "which_month": which_month, "month_range": month_range,
    "year_range": year_range, "iso": iso, "numeric": numeric, "year": year, "short_year": short_year,
}  # fmt: skip
