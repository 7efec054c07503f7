"""The way that a report tells of, from where to where, and what to make of figures that go against it.

A reader takes the wrong one of two countries more often than one report tells of two flights in opposite directions.
What is mended here holds for comparison only: the claims keep the places that were read.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from panj.events.observe import ARRIVING, Observation
from panj.events.spots import Spot, Spots, countries, spots

WAYS = frozenset({"flight", "admission"})
"""Classes of those who flee; returns go the other way."""
Way = tuple[str, str]


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


def straighten(observations: Sequence[Observation]) -> list[Observation]:
    """The figures of one report, those against its way turned round."""
    way = way_of(observations)
    turned = [along(seen, way) for seen in observations] if way else observations
    return [_across(seen) for seen in turned]


def _across(seen: Observation) -> Observation:
    """A crossing from a country into itself left some other country: a place of its own, or one that was not read."""
    kind, boundary, there = seen.claim.kind, seen.claim.boundary, countries(seen.target)
    crossing = kind in ARRIVING and (boundary == "cross_border" or kind == "crossed")
    if crossing and there and countries(seen.origin) == there:
        return replace(seen, origin=tuple(s for s in spots(seen.claim.place) if s.country not in there))
    return seen
