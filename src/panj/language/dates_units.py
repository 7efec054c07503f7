"""Rules for weeks of a day, quarters, halves, seasons, decades, fiscal years and feasts."""

from dataclasses import replace
from datetime import date
from typing import Final

from panj.language.dates_calendar import (
    Reading,
    days,
    easter,
    islamic,
    last_day,
    months,
    part,
    unit_value,
)
from panj.language.dates_context import Context
from panj.language.dates_grammar import Slots
from panj.language.dates_rules import Rule, century, day, named_year, one_day, whole_unit

SEASON_MONTH: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The first month of each season on the northern half of the Earth."""


def week_from(s: Slots, c: Context) -> Reading | None:
    """ "the week of 5 July": seven days from it on."""
    first = day(s, c)
    if first is None or first.start is None:
        return None
    value = first.value if first.yearless else unit_value("week", first.start)
    return replace(first, value=value, end=days(first.start, 6), precision="week")


def week_to(s: Slots, c: Context) -> Reading | None:
    """ "w/e 10 July": seven days up to it."""
    last = day(s, c)
    if last is None or last.start is None:
        return None
    value = last.value if last.yearless else unit_value("week", last.start)
    return replace(last, value=value, start=days(last.start, -6), precision="week")


def year_to_date(s: Slots, c: Context) -> Reading | None:
    if c.day is None:
        return None
    return Reading("DATE", unit_value("year", c.day), date(c.day.year, 1, 1), c.day, "year")


def fiscal(s: Slots, c: Context) -> Reading | None:
    found = s.get("year") or century(s["yy"], c)
    if "year" in s and "yy" in s:
        return Reading("DATE", f"FY{found}", date(found, 1, 1), date(found + 1, 12, 31), "year")
    first = months(date(found, c.grammar.data["fiscal_month"], 1), -12)
    return Reading("DATE", f"FY{found}", first, days(months(first, 12), -1), "year")


def decade(s: Slots, c: Context) -> Reading | None:
    first = s.get("year")
    if first is None:
        yy = s.get("decade", s.get("yy"))
        first = century(yy if isinstance(yy, int) else 0, c)
    if first % 10:
        return None
    return whole_unit("decade", date(first, 1, 1), s.get("part") if s.get("part") in ("early", "mid", "late") else None)


def quarter(s: Slots, c: Context) -> Reading | None:
    number = s.get("nth") or s.get("nth_of") or s["n"]
    named, given = named_year(s, c)
    if not given:
        if c.around is None:
            return Reading("DATE", f"XXXX-Q{number}")
        named = c.around.year - (number * 3 - 2 > c.around.month and c.lean() <= 0)
    if named is None:
        return Reading("DATE", f"XXXX-Q{number}")
    return whole_unit("quarter", date(named, number * 3 - 2, 1))


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
    return whole_unit("week", monday)


def season(s: Slots, c: Context) -> Reading | None:
    named, given = named_year(s, c)
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
    named, given = named_year(s, c)
    named = named if given else c.year
    if named is None:
        return None
    options = [days(easter(y), int(name[6:])) for y in ((named,) if given else (named - 1, named))]
    around = c.around
    fitting = [d for d in options if given or around is None or d <= days(around, 60)]
    return one_day(fitting[-1]) if fitting else None


def _islamic(name: str, s: Slots, c: Context) -> Reading | None:
    """A day or month of the Islamic year by the tabular calendar; where the moon is watched for it may be a day off."""
    _, month, *day_of = name.split("-")
    named, given = named_year(s, c)
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


UNIT_RULES: Final[dict[str, Rule]] = {
    "week_from": week_from, "week_to": week_to, "year_to_date": year_to_date, "fiscal": fiscal, "decade": decade,
    "quarter": quarter, "half": half, "week_number": week_number, "season": season, "holiday": holiday,
}  # fmt: skip
