"""Events on the ground: lines from where to where, points and areas with how accurate they are.

Longitude and latitude are degrees of WGS 84, rings counter-clockwise, geometries cut at the 180th meridian (RFC 7946,
3.1.6 and 3.1.9).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from math import cos, pi, radians, sin, sqrt
from typing import Final

from panj.model import Event, Place, View
from panj.outputs import words
from panj.outputs.clean import one_line
from panj.outputs.exports.rows import Cell
from panj.outputs.geometry import Point, Ring, base_map, clip
from panj.outputs.land import KM_PER_DEGREE

ACCURACY_KM: Final = {"site": 2.0, "place": 5.0, "line": 50.0, "adm2": 25.0, "adm1": 75.0, "region": 150.0}
"""How far from the point of a place of each level those whom a report means may be, in km. Round figures of our own: a
town with its outskirts, half the width of a usual district and province. Of a country it is the radius of a circle as
large as the country."""
UNKNOWN_KM: Final = 300.0
"""For a country that the base map does not have."""
SPOTS: Final = frozenset({"site", "place"})
"""Levels that are drawn as points; the middle of anything wider is drawn as an area, and never as a spot."""
CORNERS: Final = 48
DIGITS: Final = 5
"""Digits of a degree: a metre."""
POLE: Final = 89.9
MAX_LINES: Final = 16
"""Lines of one event: origins times destinations."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """A GeoJSON geometry: `Point`, `LineString`, `MultiLineString`, `Polygon` or `MultiPolygon` as one or several
    paths; a path is a point, a line or a ring."""

    type: str
    paths: tuple[tuple[Point, ...], ...]

    @property
    def points(self) -> list[Point]:
        return [point for path in self.paths for point in path]


@dataclass(frozen=True, slots=True)
class Feature:
    """A place or a way of an event. `role`: `movement`, `origin`, `destination` or `place`."""

    id: str
    geometry: Geometry
    properties: dict[str, Cell]


PROPERTIES: Final = {
    "event": "text", "role": "text", "title": "text", "kind": "text", "status": "text",
    "best": "number", "low": "number", "high": "number", "unit": "text", "metric": "text", "boundary": "text",
    "start": "text", "end": "text",
    "additive": "truth", "independent_sources": "whole", "sources": "text", "name": "text", "country": "text",
    "pcode": "text", "level": "text", "accuracy_km": "number", "to_name": "text", "to_country": "text",
    "to_pcode": "text", "to_level": "text", "to_accuracy_km": "number",
}  # fmt: skip
"""What every feature says, with its type; `to_…` is the other end of a movement."""


def features(view: View, role: str = "restricted") -> Iterator[Feature]:
    """The features of every event that has a place with a point, in the order of the role's view."""
    for event in view.events():
        yield from _of(event, role)


def drawn(place: Place, role: str) -> Place:
    """The place as wide as its point is. In the open view the point of a town is the middle of its district or, where
    no district is known, of its province."""
    if role != "open" or place.level not in (*SPOTS, "line"):
        return place
    return replace(place, level="adm2" if len(place.divisions) > 1 else "adm1")


def _of(event: Event, role_of_view: str) -> Iterator[Feature]:
    said = _said(event)
    origins, destinations = _located(event.origin), _located(event.destination)
    lines = 0
    for origin in origins:
        for destination in destinations:
            path = line(_point(origin), _point(destination))
            if path is not None and lines < MAX_LINES:
                lines += 1
                ends = {**_told(origin, role_of_view), **_told(destination, role_of_view, "to_")}
                properties = {**said, "role": "movement", **ends}
                yield Feature(f"{event.id}/movement/{lines}", path, properties)
    for role, places in (("origin", origins), ("destination", destinations), ("place", _located(event.place))):
        for number, place in enumerate(places, 1):
            shape = Geometry("Point", ((_rounded(_point(place)),),))
            wide = drawn(place, role_of_view)
            if wide.level not in SPOTS:
                shape = circle(_point(place), accuracy_km(wide))
            properties = {**said, "role": role, **_told(place, role_of_view)}
            yield Feature(f"{event.id}/{role}/{number}", shape, properties)


def _said(event: Event) -> dict[str, Cell]:
    estimate, period = event.estimate, event.period
    return {
        **dict.fromkeys(PROPERTIES),
        "event": event.id, "title": one_line(event.title), "kind": event.kind, "status": event.status,
        "best": estimate.best, "low": estimate.low, "high": estimate.high, "unit": event.unit, "metric": event.metric,
        "boundary": event.boundary, "start": period.start if period else None, "end": period.end if period else None,
        "additive": event.additive, "independent_sources": event.independent_sources,
        "sources": words.origins(event) or None,
    }  # fmt: skip


def _told(place: Place, role: str, prefix: str = "") -> dict[str, Cell]:
    values: dict[str, Cell] = {
        "name": one_line(place.name or place.text), "country": place.country, "pcode": place.pcode,
        "level": place.level, "accuracy_km": round(accuracy_km(drawn(place, role)), 1),
    }  # fmt: skip
    return {prefix + name: value for name, value in values.items()}


def _located(places: tuple[Place, ...]) -> list[Place]:
    return [
        place
        for place in places
        if place.latitude is not None
        and place.longitude is not None
        and -90 <= place.latitude <= 90
        and -180 <= place.longitude <= 180
    ]


def _point(place: Place) -> Point:
    return place.longitude or 0.0, place.latitude or 0.0


def accuracy_km(place: Place) -> float:
    """How far from the point of the place those whom a report means may be, in km."""
    if place.level == "country":
        return _countries().get(place.country or "", UNKNOWN_KM)
    return ACCURACY_KM.get(place.level, UNKNOWN_KM)


@cache
def _countries() -> dict[str, float]:
    """The radius in km of a circle as large as each country of the base map."""
    areas: dict[str, float] = {}
    for shape in base_map():
        if shape.kind == "country":
            areas[shape.iso3] = areas.get(shape.iso3, 0.0) + sum(map(_square_km, shape.rings))
    return {name: sqrt(area / pi) for name, area in areas.items() if area > 0}


def _square_km(ring: Ring) -> float:
    """The area of a ring in square kilometres, as if the Earth were flat around its middle."""
    middle = sum(latitude for _, latitude in ring) / len(ring)
    twice = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True))
    return abs(twice) / 2 * KM_PER_DEGREE**2 * cos(radians(middle))


def _rounded(point: Point) -> Point:
    return round(point[0], DIGITS), round(point[1], DIGITS)


def line(start: Point, end: Point) -> Geometry | None:
    """The shorter straight line on the map between two points, in two parts where it crosses the 180th meridian; None
    where they are one point."""
    if _rounded(start) == _rounded(end):
        return None
    far = (end[0] - start[0] + 180) % 360 - 180 + start[0]
    if -180 <= far <= 180:
        return Geometry("LineString", ((_rounded(start), _rounded((far, end[1]))),))
    edge = 180.0 if far > 180 else -180.0
    share = (edge - start[0]) / (far - start[0])
    latitude = start[1] + share * (end[1] - start[1])
    parts = ((start, (edge, latitude)), ((-edge, latitude), end))
    kept = [tuple(_rounded(point) for point in part) for part in parts if _rounded(part[0]) != _rounded(part[1])]
    return Geometry("LineString" if len(kept) == 1 else "MultiLineString", tuple(kept))


def circle(middle: Point, radius_km: float) -> Geometry:
    """A circle around a point, cut where it crosses the 180th meridian or a pole."""
    longitude, latitude = middle
    up = radius_km / KM_PER_DEGREE
    across = min(up / max(0.05, cos(radians(latitude))), 179.0)
    turns = [2 * pi * n / CORNERS for n in range(CORNERS)]
    ring = [
        (longitude + across * cos(turn), max(-POLE, min(POLE, latitude + up * sin(turn)))) for turn in turns
    ]  # counter-clockwise, as the angle grows
    parts = []
    for shift in (-360.0, 0.0, 360.0):
        cut = clip([(x + shift, y) for x, y in ring], -180.0, -90.0, 180.0, 90.0)
        rounded = list(dict.fromkeys(map(_rounded, cut)))
        if len(rounded) > 2:
            parts.append((*rounded, rounded[0]))
    return Geometry("Polygon" if len(parts) == 1 else "MultiPolygon", tuple(parts))
