"""Calendar arithmetic behind dates: stretches of days, their TIMEX3 values and their periods."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from panj.model.annotation import DateType
from panj.model.claim import Period
from panj.model.vocabulary import Precision

NO_YEAR: Final = 2000
"""Dates without a year are kept in this year, a leap year, so that 29 February is one of them."""
MONTHS_OF: Final = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
DAYS_OF: Final = {"day": 1, "week": 7, "fortnight": 14}
HOURS_OF: Final = {"second": 1 / 3600, "minute": 1 / 60, "hour": 1}
PRECISION_OF: Final[dict[str, Precision]] = {
    "day": "day", "week": "week", "fortnight": "week", "month": "month", "quarter": "month", "year": "year",
}  # fmt: skip
TIMEX_UNIT: Final = {
    "second": ("T", 1, "S"), "minute": ("T", 1, "M"), "hour": ("T", 1, "H"), "day": ("", 1, "D"), "week": ("", 1, "W"),
    "fortnight": ("", 2, "W"), "month": ("", 1, "M"), "quarter": ("", 1, "Q"), "year": ("", 1, "Y"),
    "decade": ("", 10, "Y"), "century": ("", 100, "Y"),
}  # fmt: skip
THIRDS: Final = {"early": 0, "mid": 1, "late": 2}


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means: TIMEX3's type and value, and the days from `start` to `end`, both included.

    `yearless` stretches lie in the year NO_YEAR.
    """

    type: DateType
    value: str
    start: date | None = None
    end: date | None = None
    precision: Precision = "day"
    yearless: bool = False

    def period(self, text: str) -> Period | None:
        if self.start is None or self.end is None:
            return None
        if not self.yearless:
            return Period(self.start.isoformat(), self.end.isoformat(), self.precision, text)
        whole = self.start.day == 1 and self.end.day == last_day(self.end.year, self.end.month)
        cut = slice(5, 7) if whole else slice(5, 10)
        return Period(f"--{self.start.isoformat()[cut]}", f"--{self.end.isoformat()[cut]}", self.precision, text)


def precision_of(unit: str) -> Precision:
    return PRECISION_OF.get(unit, "day" if unit in HOURS_OF else "year")


def last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def make(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days(start: date, count: float) -> date:
    """The date so many days on, kept inside the calendar."""
    try:
        return start + timedelta(days=count)
    except OverflowError:
        return date.min if count < 0 else date.max


def months(start: date, count: int) -> date:
    """The same day so many months on, or the month's last."""
    index = start.year * 12 + start.month - 1 + count
    if not 12 <= index < 12 * 9999:
        return date.min if count < 0 else date.max
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(start.day, last_day(year, month)))


def shift(start: date, unit: str, count: float) -> date:
    """The date so many units on; hours and less count as parts of days."""
    if unit in MONTHS_OF:
        return months(start, round(MONTHS_OF[unit] * count))
    if unit in DAYS_OF:
        return days(start, round(DAYS_OF[unit] * count))
    hours = HOURS_OF[unit] * count
    return days(start, round(hours / 24))


def whole(unit: str, day: date) -> tuple[date, date]:
    """The calendar unit that holds the day: its first and last day."""
    if unit in ("week", "fortnight"):
        monday = days(day, -day.weekday())
        return monday, days(monday, 6)
    if unit in MONTHS_OF:
        size = MONTHS_OF[unit]
        index = (day.year * 12 + day.month - 1) // size * size
        first = date(max(index // 12, 1), index % 12 + 1, 1)
        return first, days(months(first, size), -1)
    return day, day


def unit_value(unit: str, day: date) -> str:
    """TIMEX3's value of the calendar unit that holds the day."""
    if unit in ("week", "fortnight"):
        iso = day.isocalendar()
        return f"{iso.year:04}-W{iso.week:02}"
    if unit == "month":
        return f"{day.year:04}-{day.month:02}"
    if unit == "quarter":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    if unit in ("year", "decade", "century"):
        return f"{day.year:04}"[: {"year": 4, "decade": 3, "century": 2}[unit]]
    return day.isoformat()


def length_value(unit: str, count: float) -> str:
    """TIMEX3's value of a duration; a count of 0 is one that nobody tells."""
    marker, factor, letter = TIMEX_UNIT[unit]
    if not count:
        return f"P{marker}X{'DE' if unit == 'decade' else 'CE' if unit == 'century' else letter}"
    return f"P{marker}{count * factor:g}{letter}"


def part(start: date, end: date, name: str, unit: str) -> tuple[date, date]:
    """The part of a stretch that words such as "early", "end of" or "first half of" mean."""
    if name in ("start", "first_day"):
        return start, start
    if name in ("end", "last_day"):
        return end, end
    if name.endswith("_week"):
        number = {"first": 0, "second": 7, "third": 14}.get(name.split("_")[0])
        first = days(end, -6) if number is None else days(start, number)
        return first, days(first, 6)
    if unit == "day":
        return start, end
    if unit in MONTHS_OF and unit != "month":
        size = MONTHS_OF[unit]
        if name.endswith("_half"):
            first = start if name == "first_half" else months(start, size // 2)
            return first, days(months(first, size // 2), -1)
        first = months(start, size * THIRDS[name] // 3)
        return first, days(months(first, size // 3), -1)
    if name.endswith("_half"):
        middle = days(start, 14 if unit == "month" else 3)
        return (start, middle) if name == "first_half" else (days(middle, 1), end)
    if unit == "month" and name == "mid":
        return days(start, 14), days(start, 14)
    step = 10 if unit == "month" else 2
    cuts = (start, days(start, step), days(start, 2 * step))
    index = THIRDS[name]
    return cuts[index], end if index == 2 else days(cuts[index + 1], -1)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, Nature 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def islamic(year: int, month: int, day: int) -> date:
    """The Gregorian date of a day of the tabular Islamic calendar (civil epoch, 30-year cycle of 11 leap years).

    Month 13 is the first of the next year. Source: Reingold and Dershowitz, Calendrical Calculations.
    """
    elapsed = day + 29 * (month - 1) + month // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(227_014 + elapsed)
