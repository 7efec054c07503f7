"""When a claim and a fact of the gold agree: kinds that stand for one another, units, places and dates.

The rules are those of the gold's own scorer, so that both give the same numbers on the same claims.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from panj.model import Claim, Measure, Period, Place, to_wire

SAME: Final[Mapping[str, frozenset[str]]] = {
    kind: frozenset(others.split())
    for kind, others in {
        "displaced": "displaced remaining",
        "arrived": "arrived crossed admitted",
        "relocated": "relocated transferred",
        "transferred": "relocated transferred",
        "returned": "returned deported",
        "crossed": "arrived crossed admitted",
        "admitted": "arrived crossed admitted",
        "deported": "returned deported",
        "refused": "refused deported returned",
        "hosted": "hosted sheltered in_camp displaced",
        "registered": "registered arrived crossed displaced",
        "housing_uninhabitable": "housing_uninhabitable housing_damaged",
        "killed": "killed died",
        "died": "killed died",
        "trapped": "stranded",
        "waiting": "stranded",
        "remaining": "remaining displaced stranded",
        "affected": "affected in_need",
        "at_risk": "at_risk affected",
        "expected": "arrived crossed fled displaced",
        "troops_crossed": "crossed arrived fled",
    }.items()
}
"""Kinds of the gold, and the kinds of a claim that count as the same; any other kind is the same as itself alone."""
MOVED: Final = frozenset(
    {
        "displaced", "fled", "arrived", "crossed", "admitted", "evacuated", "relocated", "transferred", "returned",
        "deported", "refused", "sheltered", "in_camp", "hosted", "registered", "homeless", "stranded", "remaining",
        "trapped", "waiting", "expected", "troops_crossed",
    }
)  # fmt: skip
HARMED: Final = frozenset(
    ["killed", "died", "injured", "missing", "detained", "affected", "in_need", "at_risk", "other_people", "population"]
)
HOUSED: Final = frozenset({"housing_destroyed", "housing_damaged", "housing_uninhabitable"})
QUALIFIER: Final = {"approx": "about", "approximately": "about", "more than": "at_least", "less than": "at_most"}
"""Words of the older gold for qualifiers."""
OPTIONAL: Final = frozenset({"other_people", "population", "expected", "at_risk", "waiting"})
"""Kinds of the gold whose miss is not counted."""
HOUSEHOLDS: Final = frozenset({"households", "houses", "homes", "families"})
ROLES: Final = ("place", "origin", "destination", "route")
LATER_DAYS: Final = 3
"""Days that a period may be longer than the gold's."""


def accepted(kind: str) -> frozenset[str]:
    return SAME.get(kind, frozenset({kind}))


def family(kind: str) -> str:
    return "housing" if kind in HOUSED else "harm" if kind in HARMED else "movement"


def kinds(fact: Mapping[str, Any]) -> list[str]:
    """The kinds that are right for a fact: one, or a list."""
    return fact["kind"] if isinstance(fact["kind"], list) else [fact["kind"]]


def unit(name: str | None) -> str | None:
    """Households and houses are one unit."""
    return "households" if name in HOUSEHOLDS else name


def qualifier(fact: Mapping[str, Any]) -> str:
    said: str = fact["qualifier"]
    return QUALIFIER.get(said, said)


def at(claim: Claim, role: str) -> tuple[Place, ...]:
    places: tuple[Place, ...] = getattr(claim, role)
    return places


def countries(claim: Claim) -> set[str]:
    return {place.country for role in ROLES for place in at(claim, role) if place.country}


def counts_people(claim: Claim) -> bool:
    """Whether the claim states a number of people or households (not "hundreds", not soldiers in an exercise)."""
    measure = claim.measure
    return (
        measure is not None
        and (measure.value is not None or measure.qualifier == "range")
        and measure.qualifier != "vague"
        and claim.kind in MOVED | HARMED | HOUSED
        and unit(measure.unit) in ("people", "households")
    )


def same_number(fact: Mapping[str, Any], measure: Measure) -> bool:
    if fact["qualifier"] == "range":
        return (measure.low, measure.high) == (fact["low"], fact["high"])
    return bool(measure.value == fact["value"])


def day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def within(period: Period | None, start: date | None, end: date | None) -> bool:
    """Whether the period touches [start, end] and is not much longer; false without both of its ends."""
    first = day(period.start) if period else None
    last = day(period.end) if period else None
    if first is None or last is None or start is None or end is None:
        return False
    return first <= end and start <= last and (last - first).days <= (end - start).days + LATER_DAYS


def dates_agree(when: Any, period: Period | None) -> bool | None:
    """Whether the period is the gold's: `{"start", "end"}`, `[[start, end], …]` alternatives, or an ISO interval.

    None where the gold asks for nothing.
    """
    if isinstance(when, str):
        start, _, end = when.partition("/")
        wanted = (day(start), day(end or start))
        if None in wanted:
            return None
        closed = Period(period.start or period.end, period.end or period.start) if period else None
        return within(closed, *wanted)
    options = [[when.get("start"), when.get("end")]] if isinstance(when, dict) else when
    options = [option for option in options or [] if any(option)]
    if not options:
        return None
    ends = (str((period and period.start) or ""), str((period and period.end) or ""))
    return any(all(_same_date(*pair) for pair in zip(option, ends, strict=True)) for option in options)


def _same_date(want: str | None, got: str) -> bool:
    """The gold may give no year ("--03-19", "--03") or no day ("2017-03"); nothing given is nothing asked."""
    if not want:
        return True
    if want.startswith("--"):
        month_day = got[-5:] if len(got) >= 7 else got.lstrip("-")
        return month_day == want[2:] or (len(want) == 4 and month_day[:2] == want[2:])
    return got.startswith(want)


SYNONYMS: Final = {
    "CSTO": ("csto", "collective security treaty"),
    "SCO": ("sco", "shanghai cooperation"),
    "Taliban": ("taliban", "taleban"),
}


def mentions(needle: str, *things: object) -> bool:
    """Whether a name stands anywhere in these parts of a claim."""
    text = wire_text(*things).lower()
    return any(name.lower() in text for name in SYNONYMS.get(needle, (needle,)))


def wire_text(*things: object) -> str:
    """Parts of a claim as the contract writes them."""
    return json.dumps([to_wire(thing) for thing in things], ensure_ascii=False)
