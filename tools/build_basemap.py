"""Builds data/base/basemap.json.xz from Natural Earth: `python tools/build_basemap.py world_map.gpkg`.

Borders that two countries share are cut into arcs where three meet and each arc is simplified once, so that
neighbours still fit together. The form is documented in src/panj/data/base/README.md.
"""

import json
import lzma
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path

from naturalearth import Point, Polygon, Ring, contains, layer

OUT = Path(__file__).resolve().parents[1] / "src/panj/data/base/basemap.json.xz"
COUNTRY_TOLERANCE = 0.02
"""Degrees that a simplified border may stray: under 2.5 km, about a pixel on a map 40 degrees wide."""
DIVISION_TOLERANCE = 0.04
SMALLEST_RING = 0.002
"""Square degrees (about 25 km²) below which a ring is left out, unless it is its country's largest."""
DECIMALS = 2
NAMES = {"eSwatini": "Eswatini", "Macedonia": "North Macedonia", "Turkey": "Türkiye"}
MOVED = [((34.2, 45.2), "RUS", "UKR")]
"""Crimea goes with the country that the gazetteer (GeoNames, ISO 3166) has it in, that map and record may agree."""
CODES = {"KOS": "XKX", "SDS": "SSD", "PSX": "PSE", "SAH": "ESH", "ALD": "ALA"}
"""Natural Earth's own codes, and the ISO 3166 codes (XKX for Kosovo) that Panj uses."""

Arc = tuple[Point, ...]


def key(point: Point) -> Point:
    return round(point[0], 4), round(point[1], 4)


def clean(ring: Ring) -> Ring:
    """The ring's vertices once each, without the closing one."""
    out: Ring = []
    for point in map(key, ring):
        if not out or out[-1] != point:
            out.append(point)
    if len(out) > 1 and out[0] == out[-1]:
        out.pop()
    return out


def junctions(all_rings: list[Ring]) -> set[Point]:
    """Vertices where more than two ways meet."""
    neighbours: defaultdict[Point, set[Point]] = defaultdict(set)
    for ring in all_rings:
        for before, point in zip(ring[-1:] + ring[:-1], ring, strict=True):
            neighbours[point].add(before)
            neighbours[before].add(point)
    return {point for point, near in neighbours.items() if len(near) > 2}


def arcs_of(ring: Ring, ends: set[Point]) -> list[Arc]:
    """The ring cut at its junctions; a ring without any is one closed arc that starts at its smallest vertex."""
    cuts = [index for index, point in enumerate(ring) if point in ends]
    if not cuts:
        start = min(range(len(ring)), key=ring.__getitem__)
        return [(*ring[start:], *ring[: start + 1])]
    turned = [*ring[cuts[0] :], *ring[: cuts[0] + 1]]
    out, begin = [], 0
    for index in range(1, len(turned)):
        if turned[index] in ends:
            out.append(tuple(turned[begin : index + 1]))
            begin = index
    return out


def simplify(points: Arc, tolerance: float) -> Arc:
    """Douglas and Peucker (1973), with an explicit stack; a closed arc is split at its farthest vertex."""
    if len(points) < 3:
        return points
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (x1, y1), (x2, y2) = points[first], points[last]
        dx, dy = x2 - x1, y2 - y1
        length = math.hypot(dx, dy)
        far, at = 0.0, -1
        for index in range(first + 1, last):
            x, y = points[index]
            away = abs(dy * (x - x1) - dx * (y - y1)) / length if length else math.hypot(x - x1, y - y1)
            if away > far:
                far, at = away, index
        if far > tolerance:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return tuple(points[index] for index in sorted(keep))


def canonical(arc: Arc) -> tuple[Arc, bool]:
    """The arc in the direction both neighbours agree on, and whether that is the reverse."""
    back = arc[::-1]
    return (back, True) if back < arc else (arc, False)


def area(ring: list[Point]) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


def short(points: Arc | list[Point]) -> list[list[float]]:
    out: list[list[float]] = []
    for x, y in points:
        pair = [round(x, DECIMALS), round(y, DECIMALS)]
        if not out or out[-1] != pair:
            out.append(pair)
    return out


def country_rows(path: Path) -> dict[str, tuple[str, list[Polygon]]]:
    """Name and polygons by ISO alpha-3, with what MOVED says."""
    rows: dict[str, tuple[str, list[Polygon]]] = {}
    for (iso2, name, iso3), found in layer(path, "countries", ("iso_a2", "NAME", "ISO_A3")):
        if name and iso3 and iso3 != "ATA":
            cleaned = [[clean(ring) for ring in polygon] for polygon in found]
            rows["XKX" if iso2 == "XK" else iso3] = (NAMES.get(name, name), cleaned)
    for point, taken_from, given_to in MOVED:
        for polygon in list(rows[taken_from][1]):
            if contains(polygon[0], point):
                rows[taken_from][1].remove(polygon)
                rows[given_to][1].append(polygon)
    return rows


def countries(path: Path) -> list[dict[str, object]]:
    rows = country_rows(path)
    ends = junctions([ring for _, found in rows.values() for polygon in found for ring in polygon])
    done: dict[Arc, Arc] = {}

    def simple(ring: Ring) -> Ring:
        points: Ring = []
        for arc in arcs_of(ring, ends):
            forward, turned = canonical(arc)
            if forward not in done:
                done[forward] = simplify(forward, COUNTRY_TOLERANCE)
            points += (done[forward][::-1] if turned else done[forward])[:-1]
        return points

    features: list[dict[str, object]] = []
    for iso3, (name, found) in sorted(rows.items()):
        largest = max(abs(area(polygon[0])) for polygon in found)
        shapes: list[list[list[list[float]]]] = []
        for polygon in found:
            if abs(area(polygon[0])) < min(SMALLEST_RING, largest):
                continue
            closed = [short([*points, points[0]]) for points in map(simple, polygon)]
            if len(closed[0]) > 3:
                shapes.append([ring for ring in closed if len(ring) > 3])
        properties = {"kind": "country", "iso3": iso3, "name": name}
        features.append(feature(properties, "MultiPolygon", shapes))
    return features


def feature(properties: dict[str, str], kind: str, coordinates: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def divisions(path: Path) -> list[dict[str, object]]:
    """For each country the lines between its first divisions: edges that two of them share."""
    rows: defaultdict[str, list[Ring]] = defaultdict(list)
    for (code,), found in layer(path, "states_provinces", ("adm0_a3",)):
        if code and code != "ATA":
            rows[CODES.get(code, code)] += [clean(ring) for polygon in found for ring in polygon]
    features: list[dict[str, object]] = []
    for code, found in sorted(rows.items()):
        ends = junctions(found)
        seen: Counter[Arc] = Counter(canonical(arc)[0] for ring in found for arc in arcs_of(ring, ends))
        lines = [short(simplify(arc, DIVISION_TOLERANCE)) for arc, times in seen.items() if times > 1]
        lines = sorted(line for line in lines if len(line) > 1)
        if lines:
            features.append(feature({"kind": "division", "iso3": code}, "MultiLineString", lines))
    return features


def main() -> None:
    source = Path(sys.argv[1])
    features = countries(source) + divisions(source)
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))
    OUT.write_bytes(lzma.compress(text.encode("utf8"), preset=9 | lzma.PRESET_EXTREME))
    print(f"{OUT.name}: {len(features)} features, {len(text):,} characters, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
