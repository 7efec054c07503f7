"""A claim as reconciliation sees it: one figure with its class, unit, stretch of days, places and people."""

import re
from dataclasses import dataclass, replace
from functools import cache

from panj.events import amounts, days, tongues
from panj.events import constants as c
from panj.events.authorities import Authority, authority
from panj.events.spots import Spots, as_countries, countries, spots
from panj.lexicon import table
from panj.model import Claim, Document, Measure

CLASSES = {
    "flight": ("displaced", "fled", "crossed", "arrived", "registered"),
    "admission": ("admitted",),
    "refusal": ("refused",),
    "return": ("returned", "deported"),
    "evacuation": ("evacuated",),
    "transfer": ("transferred", "relocated"),
    "stay": ("hosted", "remaining"),
    "shelter": ("sheltered", "in_camp"),
    "stranded": ("stranded",),
    "homeless": ("homeless",),
    "deaths": ("killed", "died"),
}
"""Kinds that tell of one quantity in different words; every other kind is a class of its own."""
CLASS_OF = {kind: name for name, kinds in CLASSES.items() for kind in kinds}
STOCK_KINDS = frozenset({"hosted", "remaining", "sheltered", "in_camp", "stranded", "in_need", "at_risk"})
"""Kinds that are a number on a date where the claim does not say otherwise."""
UNITS = {
    "percent": "percent",
    "people": "people",
    "households": "households",
    "families": "households",
    "houses": "houses",
    "homes": "houses",
}
NEARBY = 40
"""Characters around a figure in which words such as "per day" belong to it."""


FAR = 200
"""Characters around a figure in which the words of its date are looked for."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One countable claim. Days are day numbers; `start` is None where nothing says when the counting began.

    `total` is true for a figure as of `end`, false for a movement within [start, end]; `dated` is true where the text
    states the end; `part` holds what makes it a share of others (sex, age, traits), `nation` the group's nationality.
    """

    claim: Claim
    klass: str
    unit: str
    measure: Measure
    value: float | int | None
    stock: bool
    total: bool
    start: int | None
    end: int | None
    dated: bool
    published: int | None
    rate: bool
    armed: bool
    nation: str | None
    part: tuple[str, ...]
    origin: Spots
    target: Spots
    authority: Authority
    order: tuple[str, str, int, str]

    @property
    def where(self) -> Spots:
        """Where the people were counted: where they came to, or where they left."""
        return counted_at(self.origin, self.target)

    @property
    def countries(self) -> frozenset[str]:
        return countries(self.where)

    @property
    def daily(self) -> bool:
        return not self.stock and not self.total and self.start is not None and self.start == self.end


def counted_at(origin: Spots, target: Spots) -> Spots:
    """The places that a figure holds for: where people came to, unless only the place they left says more."""
    if not target:
        return origin
    if origin and all(t.wide for t in target) and not any(o.wide for o in origin):
        return origin if countries(origin) == countries(target) else target
    return target


ARRIVING = frozenset({"crossed", "arrived", "admitted"})
LEAVING = frozenset({"displaced", "fled", "homeless"})
"""Kinds whose place without a role is the one that people left."""


ABROAD = frozenset({"refugees", "asylum_seekers"})
"""People who are counted in the country that they came to: "refugees in Chad" did not leave Chad."""


def _known(where: Spots) -> Spots:
    """The places that some country is known of: other names compare with nothing."""
    return tuple(s for s in where if s.country)


def _roles(claim: Claim) -> tuple[Spots, Spots]:
    """Where from and where to; a place without a role is where people left, for kinds of leaving, else where they are
    counted. A border is crossed into a country; a town named with it is only on the way."""
    into = claim.destination
    if claim.kind == "crossed":
        into = tuple(there for there in into if there.level == "country") or into
    origin, target, place = (_known(spots(role)) for role in (claim.origin, into, claim.place))
    group = claim.group
    abroad = group is not None and (group.category in ABROAD or bool(group.nationality))
    over_border = claim.kind == "displaced" and claim.boundary == "cross_border" and abroad and not target
    if over_border and group and group.nationality not in countries(origin):
        return (), origin or place
    if claim.kind in LEAVING and claim.flow != "stock":
        return origin or place, target
    return origin, target or place


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    words = table(language, "events")["words"]
    found = {
        name: re.compile(r"\b(?:" + "|".join(words[name]) + r")\b", re.IGNORECASE) for name in ("rate", "verified")
    }
    until = "|".join(re.escape(word) for word in words["until"])
    return found | {"until": re.compile(rf"\b(?:{until})\s{{1,3}}$", re.IGNORECASE)}


def mentions(claim: Claim, document: Document | None, what: str, language: str, nearby: int = NEARBY) -> bool:
    """True where words of the list `what` stand in the claim's evidence or right beside it in its sentence, in the
    language of the document."""
    pattern = _patterns(tongues.of(document, language))[what]
    if not claim.evidence:
        return False
    first = claim.evidence[0]
    if pattern.search(first.text):
        return True
    if document is None:
        return False
    after = document.text[first.end : first.end + nearby].split(". ")[0].split("\n")[0]
    before = document.text[max(0, first.start - nearby) : first.start].rsplit(". ")[-1].rsplit("\n")[-1]
    if what == "rate":
        return bool(pattern.search(after.split(",")[0])) or bool(pattern.search(before.rsplit(",")[-1][-20:]))
    return bool(pattern.search(before + after))


def _by_then(claim: Claim, document: Document | None, language: str) -> bool:
    """True where the words put a figure's day as the one by which it had been counted: "by Tuesday 13,350 had come"."""
    if document is None or claim.period is None or not claim.period.text or not claim.evidence:
        return False
    first = claim.evidence[0]
    start = max(0, first.start - FAR)
    at = document.text.find(claim.period.text, start, first.end + FAR)
    before = document.text[max(start, at - NEARBY) : at] if at >= 0 else ""
    return _patterns(tongues.of(document, language))["until"].search(before) is not None


def _stretch(claim: Claim, stock: bool, published: int | None) -> tuple[int | None, int | None, bool, bool]:
    """Start, end, whether the text dates it, and whether it is a total as of its end. A day that the text names and
    nothing places ("on Saturday") is a day's count none the less, put on the day of the report."""
    start, end = days.bounds(claim.period)
    stated = end is not None or start is not None
    precision = claim.period.precision if claim.period else "unknown"
    if stock:
        as_of = end or start
        if as_of is not None and published is not None and as_of > published:
            as_of = published
        return None, as_of or published, stated, True
    if claim.flow == "cumulative":
        since = start if start is not None and (end is None or start < end) else None
        as_of = end if end is not None and (end != start or since is None) else None
        if as_of is not None and published is not None and as_of > published:
            as_of = published
        as_of = as_of or published
        short = end is not None and since is not None and as_of is not None and as_of - since < c.SHORT
        return since, as_of, stated, not short
    if not stated and claim.period is not None and claim.period.text:
        return published, published, False, False
    if not stated:
        return None, published, False, True
    if start is None:
        return None, end, True, True
    end = end if end is not None else published
    if end is not None and published is not None and end > published >= (start or published):
        end = published
    loose = precision in ("month", "year")
    single = start == end
    return (None if loose else start), end, not loose, loose or (single and claim.flow is None)


def _part(claim: Claim) -> tuple[str, ...]:
    group = claim.group
    if group is None:
        return ()
    return tuple(p for p in (group.sex, group.age, *sorted(group.traits)) if p)


def observe(claim: Claim, document: Document | None, published: int | None, language: str) -> Observation | None:
    """The claim as a figure; None for what is no count of people, households or houses."""
    measure = claim.measure
    unit = UNITS.get(measure.unit) if measure else None
    if measure is None or unit is None or measure.value == 0:
        return None
    klass = CLASS_OF.get(claim.kind, claim.kind)
    stock = claim.flow == "stock" or (claim.flow is None and claim.kind in STOCK_KINDS)
    if stock and klass == "flight":
        klass = "stay"
    start, end, dated, total = _stretch(claim, stock, published)
    if dated and not total and start == end and _by_then(claim, document, language):
        start, total = None, True
    category = claim.group.category if claim.group else "people"
    first = claim.evidence[0].start if claim.evidence else 0
    origin, target = _roles(claim)
    return Observation(
        claim=claim,
        klass=klass,
        unit=unit,
        measure=measure,
        value=amounts.figure(measure),
        stock=stock,
        total=total,
        start=start,
        end=end,
        dated=dated,
        published=published,
        rate=mentions(claim, document, "rate", language),
        armed=category == "combatants",
        nation=claim.group.nationality if claim.group else None,
        part=_part(claim),
        origin=origin,
        target=target,
        authority=authority(claim, document, language),
        order=(claim.document, claim.document_id, first, claim.id),
    )


def place_missing(observations: list[Observation]) -> list[Observation]:
    """Fills in, for comparison only, where a figure of one document happened when its own sentence does not say: from
    the mention it repeats or is part of, else from the last figure before it that has a place. Arrivals from a country
    that name no other go where the report's other arrivals from there go."""
    by_id = {o.claim.id: o for o in observations}
    last: Observation | None = None
    for n, seen in enumerate(observations):
        if seen.countries:
            last = seen
            continue
        known = [by_id.get(i) for i in (seen.claim.same_as, seen.claim.part_of, seen.claim.remainder_of) if i]
        donor = next((k for k in known if k and k.countries), last)
        donor = donor or next((o for o in observations if o.countries), None)
        if donor:
            observations[n] = replace(seen, origin=donor.origin, target=donor.target)
    for n, seen in enumerate(observations):
        if not seen.target and seen.claim.kind in ARRIVING and seen.origin and all(s.wide for s in seen.origin):
            there = [
                o.target for o in observations if o.klass == seen.klass and countries(o.target) - countries(o.origin)
            ]
            elsewhere = [t for t in there if not countries(t) & countries(seen.origin)]
            if elsewhere:
                observations[n] = replace(seen, target=as_countries(elsewhere[0]))
    return observations
