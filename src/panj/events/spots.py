"""Where a figure holds: places as comparable points with a level, and how two sets of places stand to each other."""

from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import Literal

from panj.events.constants import RADIUS_KM
from panj.model import Place

Relation = Literal["same", "within", "contains", "overlap", "apart", "unknown"]
EARTH_KM = 6371.0
WIDTH = {"country": 4, "region": 3, "adm1": 3, "adm2": 2, "line": 1, "place": 1, "site": 0}
"""Levels by how much land they take in."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as far as reconciliation cares: a key, its country, its level, its point where there is one, and the keys
    of the divisions that it is known to lie in, the wider first."""

    key: str
    country: str | None
    level: str
    latitude: float | None
    longitude: float | None
    divisions: tuple[str, ...] = ()

    @property
    def wide(self) -> bool:
        return self.level == "country"


Spots = tuple[Spot, ...]


@lru_cache(maxsize=65536)
def _spot(
    name: str,
    id_: str | None,
    country: str | None,
    level: str,
    latitude: float | None,
    longitude: float | None,
    divisions: tuple[str, ...],
) -> Spot:
    if level == "country" and country:
        return Spot(country, country, level, latitude, longitude)
    return Spot(id_ or " ".join(name.lower().split()), country, level, latitude, longitude, divisions)


def spots(places: tuple[Place, ...]) -> Spots:
    """The places of a role in canonical order. A country that a narrower place of the list lies in is left out."""
    found = {_spot(p.name or p.text, p.id, p.country, p.level, p.latitude, p.longitude, p.divisions) for p in places}
    narrow = {s.country for s in found if not s.wide}
    return tuple(sorted((s for s in found if not (s.wide and s.country in narrow)), key=lambda s: s.key))


def countries(where: Spots) -> frozenset[str]:
    return frozenset(s.country for s in where if s.country)


def as_countries(where: Spots) -> Spots:
    """The countries of places, as places."""
    return tuple(Spot(code, code, "country", None, None) for code in sorted(countries(where)))


@lru_cache(maxsize=262144)
def kilometres(a: Spot, b: Spot) -> float | None:
    """The distance on the great circle; None where a point is missing."""
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return None
    one, two = radians(a.latitude), radians(b.latitude)
    half = sin((two - one) / 2) ** 2 + cos(one) * cos(two) * sin(radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))


DIVISIONS = {"adm1": 0, "adm2": 1}
"""Where the division of a level stands among the divisions of a place within it."""


def _by_division(a: Spot, b: Spot) -> Relation | None:
    """How two places stand where the divisions settle it; None where they do not."""
    if b.key in a.divisions:
        return "within"
    if a.key in b.divisions:
        return "contains"
    for one, other in ((a, b), (b, a)):
        place = DIVISIONS.get(other.level)
        if place is not None and WIDTH[one.level] < WIDTH[other.level] and len(one.divisions) > place:
            return "apart"
    if a.level == b.level == "adm2" and a.divisions and b.divisions and a.divisions[0] != b.divisions[0]:
        return "apart"
    return None


@lru_cache(maxsize=262144)
def relate_spots(a: Spot, b: Spot) -> Relation:
    """How one place stands to another: by the divisions that the gazetteer knows them to lie in, else by distance from
    the point of a division."""
    if a.key == b.key:
        return "same"
    if a.country and b.country and a.country != b.country:
        return "apart"
    if a.wide or b.wide:
        if a.wide and b.wide:
            return "same" if a.country == b.country else "unknown"
        return "within" if b.wide else "contains"
    if known := _by_division(a, b):
        return known
    apart = kilometres(a, b)
    if apart is None:
        return "unknown"
    wider, narrower = max(RADIUS_KM[a.level], RADIUS_KM[b.level]), min(RADIUS_KM[a.level], RADIUS_KM[b.level])
    if apart > wider + narrower / 2:
        return "apart"
    if WIDTH[a.level] == WIDTH[b.level]:
        return "same" if apart <= narrower / 4 else "unknown"
    return "within" if WIDTH[a.level] < WIDTH[b.level] else "contains"


@lru_cache(maxsize=262144)
def relate(a: Spots, b: Spots) -> Relation:
    """How the places of one claim stand to those of another; `unknown` where either names none."""
    if not a or not b:
        return "unknown"
    if a == b:
        return "same"
    pairs = [[relate_spots(x, y) for y in b] for x in a]
    if all(r == "apart" for row in pairs for r in row):
        return "apart"
    inside = all(any(r in ("same", "within") for r in row) for row in pairs)
    outside = all(any(row[n] in ("same", "contains") for row in pairs) for n in range(len(b)))
    if inside and outside:
        strict = any(r in ("within", "contains") for row in pairs for r in row)
        return "overlap" if strict else "same"
    if inside:
        return "within"
    if outside:
        return "contains"
    return "overlap" if any(r in ("same", "within", "contains") for row in pairs for r in row) else "unknown"
