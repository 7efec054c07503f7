"""The base map and what turns degrees into the points of a picture: regions, projection, clipping."""

import json
import lzma
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, radians
from typing import Any

from panj.errors import DataError

Point = tuple[float, float]
"""Longitude and latitude in degrees, or x and y in units of the picture."""
Ring = Sequence[Point]


@dataclass(frozen=True, slots=True)
class Shape:
    """A country, or the lines between its divisions. `box` is west, south, east, north in degrees."""

    kind: str
    iso3: str
    name: str
    rings: tuple[Ring, ...]
    boxes: tuple[tuple[float, float, float, float], ...]


def _box(ring: Ring) -> tuple[float, float, float, float]:
    longitudes, latitudes = [p[0] for p in ring], [p[1] for p in ring]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _shape(feature: dict[str, Any]) -> Shape:
    geometry, properties = feature["geometry"], feature["properties"]
    coordinates = geometry["coordinates"]
    parts = [ring for polygon in coordinates for ring in polygon] if geometry["type"] == "MultiPolygon" else coordinates
    rings = tuple(tuple((float(p[0]), float(p[1])) for p in ring) for ring in parts if len(ring) > 1)
    kind, name = str(properties["kind"]), str(properties.get("name", ""))
    return Shape(kind, str(properties["iso3"]), name, rings, tuple(map(_box, rings)))


@cache
def base_map() -> tuple[Shape, ...]:
    """The countries and divisions of the world. Raises DataError."""
    try:
        packed = files("panj.data").joinpath("base", "basemap.json.xz").read_bytes()
        return tuple(_shape(feature) for feature in json.loads(lzma.decompress(packed))["features"])
    except (OSError, lzma.LZMAError, ValueError, KeyError) as error:
        raise DataError(f"The base map cannot be read: {error}") from error


@cache
def country_names() -> dict[str, str]:
    """Names of countries by ISO 3166 alpha-3."""
    return {shape.iso3: shape.name for shape in base_map() if shape.kind == "country"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What a picture shows: the middle and the half extents in degrees, and its width in units.

    Equirectangular: degrees of longitude are shortened by the cosine of the middle latitude.
    """

    longitude: float
    latitude: float
    half_width: float
    half_height: float
    width: float

    @property
    def scale(self) -> float:
        """Units for a degree of latitude."""
        return self.width / (2 * self.half_width * self.stretch)

    @property
    def stretch(self) -> float:
        return max(0.2, cos(radians(self.latitude)))

    @property
    def height(self) -> float:
        return 2 * self.half_height * self.scale

    def project(self, longitude: float, latitude: float) -> Point:
        x = self.width / 2 + (longitude - self.longitude) * self.stretch * self.scale
        return x, self.height / 2 - (latitude - self.latitude) * self.scale

    def turned(self, longitude: float) -> float:
        """The longitude, by whole turns as near to the middle as it can be."""
        return (longitude - self.longitude + 180) % 360 - 180 + self.longitude


def frame(points: Iterable[Point], width: float, ratio: tuple[float, float], smallest: float) -> Frame:
    """A frame around the points with a margin. `ratio` bounds height by width, `smallest` is the least half height in
    degrees. Points on both sides of the 180th meridian are taken together."""
    first, *rest = list(points)
    longitudes = [first[0], *((lon - first[0] + 180) % 360 - 180 + first[0] for lon, _ in rest)]
    latitudes = [first[1], *(lat for _, lat in rest)]
    longitude, latitude = (min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2
    stretch = max(0.2, cos(radians(latitude)))
    half_height = max((max(latitudes) - min(latitudes)) * 0.68, smallest)
    half_width = max((max(longitudes) - min(longitudes)) * 0.68, smallest)
    shape = half_height / (half_width * stretch)
    if shape < ratio[0]:
        half_height = ratio[0] * half_width * stretch
    elif shape > ratio[1]:
        half_width = half_height / (ratio[1] * stretch)
    return Frame(longitude, latitude, min(half_width, 180.0), min(half_height, 90.0), width)


def clip(ring: Ring, west: float, south: float, east: float, north: float) -> list[Point]:
    """A ring cut to a rectangle (Sutherland and Hodgman 1974)."""
    points = list(ring)
    for axis, limit, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        if not points:
            break
        out: list[Point] = []
        previous = points[-1]
        for point in points:
            inside, was_inside = sign * (point[axis] - limit) >= 0, sign * (previous[axis] - limit) >= 0
            if inside != was_inside:
                share = (limit - previous[axis]) / (point[axis] - previous[axis])
                out.append(
                    (previous[0] + share * (point[0] - previous[0]), previous[1] + share * (point[1] - previous[1]))
                )
            if inside:
                out.append(point)
            previous = point
        points = out
    return points


def regions(groups: Sequence[Sequence[Point]], reach: float) -> list[list[int]]:
    """Indices of groups of points that lie within `reach` degrees of one another, the largest region first."""
    parent = list(range(len(groups)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    cells: dict[tuple[int, int], int] = {}
    columns = max(1, int(360 // reach))
    for index, points in enumerate(groups):
        for longitude, latitude in points:
            column, row = int((longitude + 180) // reach), int((latitude + 90) // reach)
            for across in (-1, 0, 1):
                for down in (-1, 0, 1):
                    other = cells.get(((column + across) % columns, row + down))
                    if other is not None:
                        parent[root(index)] = root(other)
            cells[column % columns, row] = index
    found: dict[int, list[int]] = {}
    for index in range(len(groups)):
        if groups[index]:
            found.setdefault(root(index), []).append(index)
    return sorted(found.values(), key=lambda members: (-len(members), members))
