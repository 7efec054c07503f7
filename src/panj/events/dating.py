"""When undated reports count from, and the year of dates that name none: by copies and by other reports."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from panj.events import amounts
from panj.events import constants as c
from panj.events.days import YEARLESS, bounds, iso, ordinal
from panj.events.observe import CLASS_OF
from panj.model import Claim, Document, Period
from panj.model.copies import CopyGroup
from panj.model.vocabulary import COUNTABLE_STATUSES

Days = Mapping[str, int | None]
Exact = tuple[str, str, str, float | int]


@dataclass(frozen=True, slots=True)
class _Record:
    """What dated reports say: the days of publication by country, and the first and last day of each figure."""

    days: Mapping[str, Sequence[int]]
    figures: Mapping[Exact, tuple[int, int]]


def _countries(claim: Claim) -> set[str]:
    places = (*claim.origin, *claim.destination, *claim.place, *claim.route)
    return {p.country for p in places if p.country}


def _exact(claim: Claim) -> list[Exact]:
    """Keys of a figure that is known again, by kind and country; a round one by all its countries together."""
    value = amounts.figure(claim.measure)
    if value is None or claim.measure is None or claim.measure.qualifier == "at_most" or not amounts.telling(value):
        return []
    klass, places = CLASS_OF.get(claim.kind, claim.kind), sorted(_countries(claim))
    if amounts.digits(value) < c.PRECISE:
        places = ["+".join(places)]
    return [(country, klass, claim.measure.unit, value) for country in places]


def _record(claims: Sequence[Claim], given: Days) -> _Record:
    days: dict[str, set[int]] = defaultdict(set)
    figures: dict[Exact, tuple[int, int]] = {}
    for claim in claims:
        day = given.get(claim.document_id)
        if day is None:
            continue
        for country in _countries(claim):
            days[country].add(day)
        for key in _exact(claim):
            first, last = figures.get(key, (day, day))
            figures[key] = min(first, day), max(last, day)
    return _Record({country: sorted(found) for country, found in days.items()}, figures)


def _year(claims: Sequence[Claim], record: _Record) -> int | None:
    """The year in which the record has reports of the same country near the yearless days of a report; the first of
    equally many."""
    votes: Counter[int] = Counter()
    for claim in claims:
        for day in bounds(claim.period):
            if day is None or date.fromordinal(day).year != YEARLESS:
                continue
            for country in sorted(_countries(claim)):
                known = record.days.get(country, ())
                years = {date.fromordinal(d).year for d in known}
                for year in years:
                    at = _in_year(day, year)
                    n = bisect_left(known, at - c.YEAR_NEAR)
                    votes[year] += n < len(known) and known[n] <= at + c.YEAR_NEAR
    found = [year for year in votes if votes[year]]
    return min(found, key=lambda y: (-votes[y], y)) if found else None


def _in_year(day: int, year: int) -> int:
    """A yearless day in a year; 29 February becomes the 28th where there is none."""
    bare = date.fromordinal(day)
    try:
        return bare.replace(year=year).toordinal()
    except ValueError:
        return bare.replace(year=year, day=28).toordinal()


def _with_year(claim: Claim, year: int) -> Claim:
    if claim.period is None:
        return claim
    dated = [
        iso(_in_year(d, year)) if d is not None and date.fromordinal(d).year == YEARLESS else iso(d)
        for d in bounds(claim.period)
    ]
    return replace(claim, period=Period(dated[0], dated[1], claim.period.precision, claim.period.text))


def resolve(
    claims: Sequence[Claim], documents: Mapping[str, Document], groups: Mapping[str, CopyGroup]
) -> tuple[list[Claim], dict[str, int | None]]:
    """The claims with their years, and the day that each document counts from: its publication; else that of the
    text it copies; else the last day that it tells of, before which it cannot have been written; else the first report
    of the same exact figure; else None."""
    given = {d: ordinal(document.published) for d, document in documents.items()}
    for group in groups.values():
        known = [day for d in group.documents if (day := given.get(d)) is not None]
        for d in group.documents:
            if known and given.get(d) is None:
                given[d] = min(known)
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_document[claim.document_id].append(claim)
    record = _record(claims, given)
    out: list[Claim] = []
    published: dict[str, int | None] = {}
    for text, mine in by_document.items():
        day = given.get(text)
        year = date.fromordinal(day).year if day is not None else _year(mine, record)
        mine = [_with_year(k, year) for k in mine] if year else mine
        day = _last_told(mine) if day is None else day
        if day is None:
            same = [record.figures[key] for k in mine for key in _exact(k) if key in record.figures]
            day = min((first for first, last in same if last - first <= c.TOLD_FOR), default=None)
            mine = [_with_year(k, date.fromordinal(day).year) for k in mine] if day is not None else mine
        published[text] = day
        out += mine
    return out, published


def _last_told(claims: Sequence[Claim]) -> int | None:
    """The last day that a report tells of; the day since when it counts says nothing of when it was written."""
    ends = [
        bounds(claim.period)[1] for claim in claims if claim.status in COUNTABLE_STATUSES and claim.section != "related"
    ]
    return max((end for end in ends if end is not None), default=None)
