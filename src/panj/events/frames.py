"""The way that a report tells of, from where to where, and what to make of figures that go against it.

A reader takes the wrong one of two countries more often than one report tells of two flights in opposite directions.
What is mended here holds for comparison only: the claims keep the places that were read.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from panj.events.observe import ARRIVING, Observation
from panj.events.spots import Spot, Spots, countries, spots
from panj.model import Claim

WAYS = frozenset({"flight", "admission"})
"""Classes of those who flee; returns go the other way."""
Way = tuple[str, str]
Attacks = Mapping[str, Mapping[str, str]]
"""For each document, the country that was attacked by the country of those who attacked it."""


def attacks(claims: Iterable[Claim]) -> Attacks:
    """Who attacked whom by what each report tells: of one attacker, one country that is not its own."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for claim in claims:
        if claim.kind == "attack" and claim.actor and claim.actor.country:
            found[claim.document_id][claim.actor.country] |= countries(spots(claim.place))
    return {
        text: {by: next(iter(hit)) for by, hit in pairs.items() if len(hit) == 1 and by not in hit}
        for text, pairs in found.items()
    }


def _one(where: Spots) -> str | None:
    found = countries(where)
    return next(iter(found)) if len(found) == 1 else None


def _left(seen: Observation) -> Spots:
    """Where they left: the origin, else a place in another country than the one they came to."""
    if seen.origin or not seen.claim.destination:
        return seen.origin
    place = spots(seen.claim.place)
    return place if not countries(place) & countries(seen.target) else ()


def way_of(observations: Sequence[Observation]) -> Way | None:
    """The country left and the country reached that most flights of the report give; of as many, the first told."""
    ways: Counter[Way] = Counter()
    for seen in observations:
        left, reached = _one(_left(seen)), _one(seen.target)
        if seen.klass in WAYS and not seen.stock and left and reached and left != reached:
            ways[left, reached] += 1
    return ways.most_common(1)[0][0] if ways else None


def along(seen: Observation, way: Way) -> Observation:
    """The figure with its places along the way of its report, where it goes against it."""
    if seen.klass not in WAYS or seen.stock:
        return seen
    home, there = way
    left, reached = _one(seen.origin), _one(seen.target)
    if (left, reached) == (there, home):
        return replace(seen, origin=seen.target, target=seen.origin)
    arriving = seen.claim.kind in ARRIVING
    if arriving and reached == there and left in (there, None) and countries(seen.origin) <= {there}:
        return replace(seen, origin=_country(home))
    if arriving and reached == home and not seen.origin:
        return replace(seen, origin=seen.target, target=_country(there))
    if arriving and left == home and not seen.target:
        return replace(seen, target=_country(there))
    return seen


def _country(code: str) -> Spots:
    return (Spot(code, code, "country", None, None),)


def straighten(observations: Sequence[Observation], attacked: Mapping[str, str]) -> list[Observation]:
    """The figures of one report: those against its way turned round, and the victims of an attack where it was.
    `attacked` names the country attacked by the country that attacked it."""
    found = [_where_hit(seen, attacked) for seen in observations] if attacked else observations
    way = way_of(found)
    if way:
        told = {seen.value for seen in found if (_one(_left(seen)), _one(seen.target)) == way}
        found = [_repeated(along(seen, way), way, told) for seen in found]
    return [_across(seen) for seen in found]


def _where_hit(seen: Observation, attacked: Mapping[str, str]) -> Observation:
    """Victims who were put in the attacker's country as a whole are in the one that was attacked."""
    for by, hit in attacked.items():
        if all(s.wide for s in seen.origin) and countries(seen.origin) == {by}:
            seen = replace(seen, origin=_country(hit))
        if all(s.wide for s in seen.target) and countries(seen.target) == {by} and seen.klass not in WAYS:
            seen = replace(seen, target=_country(hit))
    return seen


def _repeated(seen: Observation, way: Way, told: set[float | int | None]) -> Observation:
    """A figure that the report tells along its way, told again as going from there to a third country."""
    home, there = way
    reached = _one(seen.target)
    if seen.klass not in WAYS or seen.stock or seen.value is None or seen.value not in told:
        return seen
    if reached and reached not in way and _one(seen.origin) in (home, None):
        return replace(seen, target=_country(there))
    return seen


def _across(seen: Observation) -> Observation:
    """A crossing from a country into itself left some other country: a place of its own, or one that was not read."""
    kind, boundary, there = seen.claim.kind, seen.claim.boundary, countries(seen.target)
    crossing = kind in ARRIVING and (boundary == "cross_border" or kind == "crossed")
    if crossing and there and countries(seen.origin) == there:
        return replace(seen, origin=tuple(s for s in spots(seen.claim.place) if s.country not in there))
    return seen
