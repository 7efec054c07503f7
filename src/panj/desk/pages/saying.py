"""Words of the desk: how accurate a place and a date are, what a time is called, what changed."""

from datetime import UTC, datetime

from panj.model import Claim, Estimate, Event, Period, Place
from panj.outputs import words
from panj.outputs.geometry import country_names

NOT_KNOWN = "not known"
ACCURACY = {
    "country": "somewhere in the country",
    "adm1": "somewhere in this first-level division",
    "adm2": "somewhere in this second-level division",
    "region": "somewhere in this region",
    "line": "somewhere along it",
    "place": "this town or village",
    "site": "this site",
}
"""What a level says of where it was."""
VAGUE = frozenset({"country", "adm1", "adm2", "region", "line"})
"""Levels whose point is a middle of something wide: drawn as an area."""
PRECISION = {
    "day": "known to the day",
    "week": "known to the week",
    "month": "known to the month",
    "year": "known to the year",
    "unknown": "how exactly is not known",
}
DOUBTFUL = 0.5
"""Score below which a place's name is said to be unsure."""


def figure(claim: Claim) -> str:
    """A claim's figure with its bounds and unit, or the words that it was read from."""
    return words.quantity(claim.measure, claim.evidence[0].text if claim.evidence else "")


def total(event: Event) -> str:
    """The event's figure with its bounds and unit; "not known" where no report gives one."""
    estimate: Estimate = event.estimate
    if (estimate.best, estimate.low, estimate.high) == (None, None, None):
        return NOT_KNOWN
    shown = words.estimate(estimate)
    return shown if event.unit in (None, "people") else f"{shown} {words.unit(event.unit, estimate.best)}"


def brief(event: Event) -> str:
    """The event's figure without its bounds."""
    value = event.estimate.best
    if value is None:
        return total(event)
    return words.number(value) if event.unit in (None, "people") else f"{words.number(value)} {words.unit(event.unit)}"


def where(place: Place) -> str:
    """How accurate a place is: "Murghab, Tajikistan – this town or village"."""
    name = words.place(place, country_names())
    if place.id is None:
        return f"{name}: no such place is known to the gazetteer"
    accuracy = ACCURACY.get(place.level, place.level)
    if place.score < DOUBTFUL:
        accuracy += f"; the name may mean another ({place.score:.0%} sure)"
    return f"{name}: {accuracy}"


def when(period: Period | None) -> str:
    """How exact a period is."""
    if period is None or not (period.start or period.end):
        return "no report says when"
    if (period.start or period.end or "").startswith("-"):
        return "the year is not known"
    if period.precision == "unknown" and len(period.end or period.start or "") == len("2021-07-14"):
        return "the day that reports give"
    return PRECISION.get(period.precision, PRECISION["unknown"])


def moment(iso: str | None) -> str:
    """A time of the record: "14 July 2021, 09:30 UTC"."""
    try:
        at = datetime.fromisoformat(iso or "").astimezone(UTC)
    except ValueError:
        return words.day(iso)
    return f"{words.day(at.date().isoformat())}, {at:%H:%M} UTC"
