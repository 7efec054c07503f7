"""Reads layers of a GeoPackage with polygons (Natural Earth as QGIS carries it) with the standard library alone."""

import sqlite3
import struct
from collections.abc import Iterator
from pathlib import Path

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]
"""Its outer ring, then its holes."""

ENVELOPE_BYTES = (0, 32, 48, 48, 64)
"""Sizes of the envelope that a GeoPackage geometry header may hold, by the header's flag (OGC 12-128r18, 2.1.3)."""
WKB_POLYGON = 3
WKB_MULTIPOLYGON = 6


def polygons(blob: bytes) -> list[Polygon]:
    """The polygons of a polygon or multipolygon in GeoPackage binary form."""
    found, _ = _wkb(blob, 8 + ENVELOPE_BYTES[(blob[3] >> 1) & 7])
    return found


def _wkb(blob: bytes, at: int) -> tuple[list[Polygon], int]:
    order = "<" if blob[at] else ">"
    kind, count = struct.unpack_from(f"{order}II", blob, at + 1)
    at += 9
    found: list[Polygon] = [[]] if kind == WKB_POLYGON else []
    for _ in range(count):
        if kind == WKB_MULTIPOLYGON:
            inner, at = _wkb(blob, at)
            found.extend(inner)
        elif kind == WKB_POLYGON:
            (points,) = struct.unpack_from(f"{order}I", blob, at)
            flat = struct.unpack_from(f"{order}{2 * points}d", blob, at + 4)
            found[0].append(list(zip(flat[::2], flat[1::2], strict=True)))
            at += 4 + 16 * points
        else:
            raise ValueError(f"unexpected geometry type {kind}")
    return found, at


def layer(path: Path, table: str, columns: tuple[str, ...]) -> Iterator[tuple[tuple[str | None, ...], list[Polygon]]]:
    """Rows of a layer: the columns' values and the polygons of its geometry."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        for row in connection.execute(f"SELECT geom, {', '.join(columns)} FROM {table} ORDER BY fid"):
            yield tuple(row[1:]), polygons(row[0])


def contains(ring: Ring, point: Point) -> bool:
    """Whether the point lies within the ring (even-odd rule)."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
