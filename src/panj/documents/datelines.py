"""Datelines ("DUSHANBE, TAJIKISTAN (AFP) - ") and the agencies that sign reports."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from panj.documents import days
from panj.documents.layout import Line
from panj.documents.words import words

MAX_TITLED_WORDS = 5
"""Words of a dateline in mixed case that has neither a day nor an agency ("Khartoum / El Gedaref — ")."""
MAX_DATELINE = 180
"""Characters; the mark at a dateline's end stands before."""
MIN_REMAINDER = 25
"""Characters of report that must follow on the line."""
MARK = re.compile(r"--|[–—:]|-[ \xa0]|/[^/\n]{2,30}/")
PARTS = re.compile(r"[,/;]|\s[-–]\s|-(?=[A-Z])")
OPENS_SENTENCE = re.compile(r"[\"'“‘«(]?[A-Z\u00c0-\u00de\u0400-\u042f\d]")
LOWER_WORD = re.compile(r"\b[^\W\d_]*[a-zß-ÿа-яё]{2}")
YEAR = re.compile(r"\b\d{4}\b")


@dataclass(frozen=True, slots=True)
class Dateline:
    """[start, end) covers the places, the day, the agency and the dash behind them. `day` is ISO, with its year."""

    start: int
    end: int
    agency: str | None
    day: str | None


@cache
def _shape() -> re.Pattern[str]:
    return re.compile(
        r"(?P<head>[^\n\r()–—:|]{0,90}?)[ \xa0]{0,2}"
        r"(?:\((?P<credit>[^()\n\r]{2,60})\)[ \xa0]{0,2})?(?P<tail>[^\n\r()–—:|]{0,30}?)[ \xa0]{0,2}"
        rf"(?P<mark>--+|[–—:]|-(?=[ \xa0])|/(?P<slashed>{words().agency})/\.?)[ \xa0]{{0,4}}"
    )


@cache
def _day() -> re.Pattern[str]:
    return re.compile(words().day, re.IGNORECASE)


def at(line: Line) -> Dateline | None:
    """The dateline that the line starts with."""
    if not MARK.search(line.text, 0, MAX_DATELINE):
        return None
    match = _shape().match(line.text)
    if not match or line.is_bullet or not _is_followed(line.text[match.end() :]):
        return None
    head = f"{match['head']} {match['tail']}" if match["tail"] else match["head"]
    credit = match["credit"] or match["slashed"] or ""
    agency = signed(credit) or signed(head.rpartition(",")[2])
    full = words().date.search(f"{head} {credit}")
    day = days.of(full) if full else None
    place, dated = _without_day(head if head.strip() or agency else credit)
    certain = agency is not None or dated or _without_day(credit)[1]
    if not _is_place(place, certain, match["mark"], line, match.end()) and not (agency and not place and not dated):
        return None
    return Dateline(line.start, line.start + match.end(), agency, day)


def _is_followed(remainder: str) -> bool:
    return len(remainder) >= MIN_REMAINDER and LOWER_WORD.search(remainder) is not None


def _without_day(head: str) -> tuple[str, bool]:
    """The words of a place in the head of a dateline, and whether a day stood beside them."""
    rest, dates = words().date.subn("", head)
    rest, parts = _day().subn("", rest)
    found = dates + parts > 0
    return (YEAR.sub("", rest) if found else rest).strip(" \xa0,.;/-"), found


def _is_place(place: str, certain: bool, mark: str, line: Line, end: int) -> bool:
    names = place.replace("’", "'").split()
    if not names or sum(char.isalpha() for char in place) < 3 or any(char.isdigit() for char in place):
        return False
    first = PARTS.split(place)[0].strip().lower().replace("’", "'")
    if first in words().not_places or names[0].lower().rstrip(".,") in words().not_first_in_places:
        return False
    if not all(_is_name(name) for name in names):
        return False
    if certain or _in_capitals(place):
        return certain or mark != ":" or line.terminated
    if mark == ":":
        return first in words().cities and line.terminated
    return len(names) <= MAX_TITLED_WORDS and line.terminated and OPENS_SENTENCE.match(line.text[end:]) is not None


def _is_name(word: str) -> bool:
    bare = word.strip(".,;/()")
    return not bare or bare[0].isupper() or bare.lower() in words().place_connectors or bare[:2].lower() in ("l'", "d'")


def _in_capitals(place: str) -> bool:
    """Whether the first name is all in capitals, but for the small words inside it."""
    first = PARTS.split(place)[0].split()
    names = [name for name in first if name.lower() not in words().place_connectors]
    return bool(names) and all(name.isupper() and len(name) > 1 for name in names)


def signed(credit: str) -> str | None:
    """The agency that a credit names ("AFP", "Sputnik, 1 April", "IANS/Xinhua": the first of them)."""
    for part in PARTS.split(credit):
        bare = part.strip(" \xa0.()")
        if bare in words().agencies:
            return words().agencies[bare]
    return None


@cache
def _closing() -> re.Pattern[str]:
    agency = words().agency
    return re.compile(rf"(?:[–—/]|--|\s-)\s*(?P<dash>{agency})\.?\s*\Z|\((?P<bracket>[^()\n]{{2,60}})\)\.?\s*\Z")


def agency_of(top: Sequence[Line], bottom: Sequence[Line]) -> str | None:
    """The agency that signs a report in a line of its own near its top, or at its end."""
    for line in top:
        if (found := _byline_agency(line)) is not None:
            return found
    for line in reversed(bottom):
        if (found := _byline_agency(line)) is not None:
            return found
        if match := _closing().search(line.text[-80:]):
            found = signed(match["dash"] or match["bracket"].partition(" for ")[0])
            if found is not None:
                return found
    return None


def _byline_agency(line: Line) -> str | None:
    """ "By AFP | Jan 24, 2025", "Reuters | Updated: …", "Source: Xinhua", "AFP" alone."""
    if len(line.text) > 120:
        return None
    text = line.text
    if match := words().byline.match(text) or words().source_label.match(text):
        text = text[match.end() :]
    for part in re.split(r"[|·•]|,\s|\s[-–—]\s", text):
        bare = part.strip()
        if bare in words().agencies and (match or line.text != text or bare == text.strip() or "|" in text):
            return words().agencies[bare]
    return None
