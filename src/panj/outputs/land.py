"""The ground of a map: countries, the lines between their divisions, and a bar that tells distances."""

from collections.abc import Sequence

from markupsafe import Markup

from panj.outputs.drawing import element, text
from panj.outputs.geometry import Frame, Point, base_map, clip

KM_PER_DEGREE = 111.2
"""Kilometres in a degree of latitude."""
SCALE_KM = (5, 10, 20, 50, 100, 200, 500, 1000, 2000)


def _path(points: Sequence[Point], view: Frame, close: bool) -> str:
    """The points as an SVG path in steps of half a unit; points that fall together are left out."""
    out: list[str] = []
    last: tuple[int, int] | None = None
    for longitude, latitude in points:
        x, y = view.project(longitude, latitude)
        here = (round(x * 2), round(y * 2))
        if here != last:
            out.append(f"{'L' if out else 'M'}{here[0] / 2:g} {here[1] / 2:g}")
            last = here
    return "".join(out) + ("Z" if close else "") if len(out) > 1 else ""


def draw(view: Frame, touched: frozenset[str]) -> tuple[Markup, list[tuple[str, Point, float]]]:
    """Countries and divisions in the frame, and for each country its name, a point for it, and its extent in units."""
    half_w, half_h = view.half_width * 1.02, view.half_height * 1.02
    west, east = view.longitude - half_w, view.longitude + half_w
    south, north = view.latitude - half_h, view.latitude + half_h
    shapes: list[Markup] = []
    lines: list[str] = []
    names: list[tuple[str, Point, float]] = []
    for shape in base_map():
        pieces: list[str] = []
        largest: list[Point] = []
        for ring, box in zip(shape.rings, shape.boxes, strict=True):
            for turn in (-360.0, 0.0, 360.0):
                if box[0] + turn > east or box[2] + turn < west or box[1] > north or box[3] < south:
                    continue
                moved = [(lon + turn, lat) for lon, lat in ring] if turn else ring
                if shape.kind != "country":
                    lines.append(_path(moved, view, close=False))
                    continue
                cut = clip(moved, west, south, east, north)
                pieces.append(_path(cut, view, close=True))
                largest = cut if _span(cut) >= _span(largest) and cut else largest
        if any(pieces):
            style = "land touched" if shape.iso3 in touched else "land"
            shapes.append(element("path", d="".join(pieces), class_=style))
            names.append((shape.name, _middle(largest, view), _span(largest) * view.scale))
    divisions = element("path", d="".join(lines), class_="division") if any(lines) else Markup()
    return Markup("").join(shapes) + divisions, names


def _span(points: Sequence[Point]) -> float:
    if not points:
        return 0.0
    across, down = [p[0] for p in points], [p[1] for p in points]
    return min(max(across) - min(across), max(down) - min(down))


def _middle(points: Sequence[Point], view: Frame) -> Point:
    """The centroid of a polygon, projected; the mean of its points where it has no area."""
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    if abs(area) < 1e-9:
        return view.project(sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points))
    return view.project(x / (3 * area), y / (3 * area))


def scale_bar(view: Frame) -> Markup:
    """The longest round distance that takes up at most a quarter of the width."""
    for km in reversed(SCALE_KM):
        length = km / KM_PER_DEGREE * view.scale
        if length <= view.width / 4:
            y = view.height - 10
            line = f"M10 {y - 4:.1f}v4h{length:.1f}v-4"
            return element("path", d=line, class_="bar") + text(10, y - 8, f"{km:,} km", class_="scale")
    return Markup()
