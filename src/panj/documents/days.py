"""Days of publication: as metadata writes them, and as a report's own lines name them. Never a day without its year."""

import re
from datetime import date
from email.utils import parsedate_to_datetime

from panj.documents.extract import shown
from panj.documents.words import words

ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}[^\n]{0,30})?\Z")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{6}Z?)?\Z")
UNKNOWN = frozenset({"", "-", "?", "n/a", "na", "nan", "nat", "none", "null", "unknown", "undated"})
"""What metadata writes where the day is not known."""
YEARS = range(1900, 2101)
MAX_LENGTH = 100
"""Characters of a value; no date is longer."""
MAX_SHOWN = 40


class NotADay(ValueError):
    """A value that was meant as a day and cannot be understood as one; its text is the value as it may be shown."""

    def __init__(self, value: str) -> None:
        super().__init__(shown(value[:MAX_SHOWN]))


def parse(value: str | None) -> str | None:
    """The ISO date of a value from metadata; None where it says that the day is not known. Raises NotADay.

    Understands ISO 8601 with or without a time (the day is kept as written, in its own time zone), RFC 2822, and
    written days with a full year. Numbers with slashes whose order is open (03/04/2020) are refused.
    """
    text = (value or "").strip()
    if text.lower() in UNKNOWN:
        return None
    if len(text) > MAX_LENGTH:
        raise NotADay(text)
    if match := ISO.match(text) or COMPACT.match(text):
        found = _day(int(match[1]), int(match[2]), int(match[3]))
    else:
        found = _written_alone(text) or _mail_date(text)
    if found is None:
        raise NotADay(text)
    return found


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year in YEARS else None
    except ValueError:
        return None


def _mail_date(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, IndexError, TypeError, OverflowError):
        return None


def _written_alone(text: str) -> str | None:
    match = words().date.search(text)
    return of(match) if match and is_alone(text, match) else None


def of(match: re.Match[str]) -> str | None:
    """The ISO date of a match of `words().date`; None for an impossible day or an open order of day and month."""
    group = match.groupdict()
    if group["y1"]:
        return _day(int(group["y1"]), words().months[group["m1"].lower()], int(group["d1"]))
    if group["y2"]:
        return _day(int(group["y2"]), words().months[group["m2"].lower()], int(group["d2"]))
    if group["y3"]:
        return _day(int(group["y3"]), int(group["n3"]), int(group["d3"]))
    first, second, year = int(group["d4"]), int(group["n4"]), int(group["y4"])
    if group["sep"] == "." or first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def is_alone(line: str, match: re.Match[str]) -> bool:
    """Whether a line says nothing beside the date but a weekday, an hour and separators."""
    rest = line[: match.start()] + " " + line[match.end() :]
    return not words().beside_date.sub("", rest).strip()
