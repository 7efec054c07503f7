"""ISO dates as day numbers, so that they can be compared; dates without a year live in a year of their own."""

from datetime import date
from functools import lru_cache

from panj.model import Period

YEARLESS = 4
"""The year that stands for an unknown one: a leap year, far from every real report."""


@lru_cache(maxsize=65536)
def ordinal(text: str | None) -> int | None:
    """`2021-07-14`, `2021-07` (its first day) or `--07-14` as a day number; None for anything else."""
    if not text:
        return None
    text = f"{YEARLESS:04d}{text[1:]}" if text.startswith("--") else text[:10]
    try:
        return date.fromisoformat(
            text if len(text) == 10 else text + "-01-01"[3 if len(text) == 7 else 0 :]
        ).toordinal()
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def iso(day: int | None) -> str | None:
    """The ISO date of a day number."""
    if day is None:
        return None
    found = date.fromordinal(day)
    return f"--{found.month:02d}-{found.day:02d}" if found.year == YEARLESS else found.isoformat()


def bounds(period: Period | None) -> tuple[int | None, int | None]:
    """First and last day of a period."""
    if period is None:
        return None, None
    return ordinal(period.start), ordinal(period.end)


def overlap(a: tuple[int | None, int | None], b: tuple[int | None, int | None], slack: int = 0) -> bool:
    """True where two stretches of days meet, give or take `slack` days; an open end meets everything."""
    return (a[0] is None or b[1] is None or a[0] <= b[1] + slack) and (
        b[0] is None or a[1] is None or b[0] <= a[1] + slack
    )
