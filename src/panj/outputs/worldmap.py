"""Maps of the events' regions as inline SVG: from where to where, and how many. No network, no script."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import hypot, sqrt

from markupsafe import Markup

from panj.model import Place
from panj.outputs import words
from panj.outputs.clean import one_line
from panj.outputs.drawing import Numbered, element, picture, text
from panj.outputs.geometry import Frame, Point, base_map, clip, country_names, frame, regions

WIDTH = 560.0
RATIO = (0.62, 0.8)
"""Height by width of a map, at least and at most."""
SMALLEST = 2.0
"""Half the height of a map in degrees, at least: less shows no border to know the place by."""
REACH = 7.0
"""Degrees within which events share a map."""
MAX_MAPS = 8
MAX_EVENTS = 60
"""Events on one map; the largest are drawn, the table has all."""
RADIUS = (8.0, 30.0)
"""Radius of a circle: at least, so that its number can be read, and of the largest figure on the page."""
VAGUE_RADIUS = 11.0
"""Radius of the faint area around the middle of a region that people left."""
VAGUE = frozenset({"country", "adm1", "adm2", "region", "line"})
"""Levels whose point is a middle of something wide, and no spot."""
KM_PER_DEGREE = 111.2
SCALE_KM = (5, 10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True, slots=True)
class Region:
    """One map and the events on it. `shown` are those that are drawn, `more` the number of those that are not."""

    title: str
    svg: Markup
    shown: tuple[Numbered, ...]
    more: int


@dataclass(slots=True)
class _Labels:
    """Where there is writing already, so that no label hides another."""

    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def free(self, x: float, y: float, width: float, height: float, frame: Frame) -> bool:
        if x < 2 or y < 2 or x + width > frame.width - 2 or y + height > frame.height - 2:
            return False
        return not any(x < r and l < x + width and y < b and t < y + height for l, t, r, b in self.taken)  # noqa: E741

    def take(self, x: float, y: float, width: float, height: float) -> None:
        self.taken.append((x, y, x + width, y + height))


def _point(place: Place) -> Point | None:
    if place.latitude is None or place.longitude is None:
        return None
    inside = -90 <= place.latitude <= 90 and -180 <= place.longitude <= 180
    return (place.longitude, place.latitude) if inside else None


def _located(places: Iterable[Place]) -> list[Place]:
    return [place for place in places if _point(place)]


def _target(item: Numbered) -> Place | None:
    """Where an event's circle stands: where the people went, or where it happened, or where they came from."""
    event = item.event
    for places in (event.destination, event.place, event.origin):
        found = sorted(_located(places), key=lambda place: place.level in VAGUE)
        if found:
            return found[0]
    return None


def _places(item: Numbered) -> tuple[Place, ...]:
    return (*item.event.origin, *item.event.destination, *item.event.place)


def _extent(item: Numbered) -> list[Point]:
    """The points that a map of the event must show; middles of countries only where nothing better is known."""
    places = _located(_places(item))
    exact = [place for place in places if place.level not in ("country", "region")]
    return [point for place in exact or places if (point := _point(place))]


def _path(points: Sequence[Point], picture: Frame, close: bool) -> str:
    """The points as an SVG path with whole units; points that fall together are left out."""
    out: list[str] = []
    last: tuple[int, int] | None = None
    for longitude, latitude in points:
        x, y = picture.project(longitude, latitude)
        here = (round(x * 2), round(y * 2))
        if here != last:
            out.append(f"{'L' if out else 'M'}{here[0] / 2:g} {here[1] / 2:g}")
            last = here
    return "".join(out) + ("Z" if close else "") if len(out) > 1 else ""


def _land(picture: Frame, touched: frozenset[str]) -> tuple[Markup, list[tuple[str, Point, float]]]:
    """Countries and divisions in the frame, and for each country its name, a point for it, and its extent in units."""
    half_w, half_h = picture.half_width * 1.02, picture.half_height * 1.02
    west, east = picture.longitude - half_w, picture.longitude + half_w
    south, north = picture.latitude - half_h, picture.latitude + half_h
    land: list[Markup] = []
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
                    lines.append(_path(moved, picture, close=False))
                    continue
                cut = clip(moved, west, south, east, north)
                pieces.append(_path(cut, picture, close=True))
                largest = max(largest, cut, key=_span)
        if any(pieces):
            style = "land touched" if shape.iso3 in touched else "land"
            land.append(element("path", d="".join(pieces), class_=style))
            names.append((shape.name, _middle(largest, picture), _span(largest) * picture.scale))
    divisions = element("path", d="".join(lines), class_="division") if any(lines) else Markup()
    return Markup("").join(land) + divisions, names


def _span(points: Sequence[Point]) -> float:
    if not points:
        return 0.0
    across, down = [p[0] for p in points], [p[1] for p in points]
    return min(max(across) - min(across), max(down) - min(down))


def _middle(points: Sequence[Point], picture: Frame) -> Point:
    """The centroid of a polygon, projected; the mean of its points where it has no area."""
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    if abs(area) < 1e-9:
        return picture.project(sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points))
    return picture.project(x / (3 * area), y / (3 * area))


@dataclass(slots=True)
class _Spot:
    """A circle: the events that share it, its middle and its radius."""

    x: float
    y: float
    radius: float
    place: Place
    items: list[Numbered]


def _spots(items: Sequence[Numbered], picture: Frame, largest: float) -> list[_Spot]:
    """Circles, the largest first; events whose circles would stand on one another share one."""
    spots: list[_Spot] = []
    for item in sorted(items, key=lambda item: (-item.size, item.number)):
        place = _target(item)
        point = _point(place) if place else None
        if place is None or point is None:
            continue
        x, y = picture.project(picture.turned(point[0]), point[1])
        near = next((s for s in spots if hypot(s.x - x, s.y - y) < RADIUS[0] * 2), None)
        if near:
            near.items.append(item)
        else:
            radius = max(RADIUS[0], RADIUS[1] * sqrt(item.size / largest)) if largest else RADIUS[0]
            spots.append(_Spot(x, y, radius, place, [item]))
    return spots


def _arc(start: Point, spot: _Spot, style: str) -> Markup:
    """A curve from a point to the edge of a circle, with a head."""
    x0, y0 = start
    dx, dy = spot.x - x0, spot.y - y0
    length = hypot(dx, dy)
    if length < spot.radius + 6:
        return Markup()
    bend = 0.18
    cx, cy = x0 + dx / 2 + dy * bend, y0 + dy / 2 - dx * bend
    ax, ay = spot.x - cx, spot.y - cy
    reach = hypot(ax, ay) or 1.0
    ux, uy = ax / reach, ay / reach
    tip = (spot.x - ux * spot.radius, spot.y - uy * spot.radius)
    end = (tip[0] - ux * 6, tip[1] - uy * 6)
    head = (
        f"M{tip[0]:.1f} {tip[1]:.1f}L{tip[0] - ux * 8 - uy * 4:.1f} {tip[1] - uy * 8 + ux * 4:.1f}"
        f"L{tip[0] - ux * 8 + uy * 4:.1f} {tip[1] - uy * 8 - ux * 4:.1f}Z"
    )
    curve = f"M{x0:.1f} {y0:.1f}Q{cx:.1f} {cy:.1f} {end[0]:.1f} {end[1]:.1f}"
    return element("path", d=curve, class_=f"arc {style}") + element("path", d=head, class_=f"head {style}")


def _circle(spot: _Spot, labels: _Labels, picture: Frame) -> Markup:
    vague = " vague" if spot.place.level in VAGUE else ""
    circle = element("circle", cx=spot.x, cy=spot.y, r=spot.radius, class_=f"spot {spot.items[0].style}{vague}")
    numbers = " · ".join(str(item.number) for item in sorted(spot.items, key=lambda item: item.number)[:6])
    numbers += " …" if len(spot.items) > 6 else ""
    width = 7.5 * len(numbers)
    inside = width < 2 * spot.radius - 2
    labels.take(spot.x - spot.radius, spot.y - spot.radius, 2 * spot.radius, 2 * spot.radius)
    if inside:
        return circle + text(spot.x, spot.y + 4, numbers, class_="number")
    y = spot.y - spot.radius - 5 if spot.y > spot.radius + 20 else spot.y + spot.radius + 14
    x = min(max(spot.x, width / 2 + 3), picture.width - width / 2 - 3)
    labels.take(x - width / 2, y - 11, width, 14)
    return circle + text(x, y, numbers, class_="number beside")


def _name(label: str, x: float, y: float, gap: float, labels: _Labels, picture: Frame) -> Markup:
    """A place's name beside a point, where there is room for it."""
    shown = label if len(label) <= 24 else label[:23] + "…"
    width = 6.4 * len(shown)
    beside = ((x + gap, y - 7), (x - gap - width, y - 7), (x - width / 2, y + gap), (x - width / 2, y - gap - 14))
    for left, top in beside:
        if labels.free(left, top, width, 14, picture):
            labels.take(left, top, width, 14)
            return text(left, top + 11, shown, class_="place")
    return Markup()


def _scale_bar(picture: Frame) -> Markup:
    for km in reversed(SCALE_KM):
        length = km / KM_PER_DEGREE * picture.scale
        if length <= picture.width / 4:
            y = picture.height - 10
            line = f"M10 {y - 4:.1f}v4h{length:.1f}v-4"
            return element("path", d=line, class_="bar") + text(10, y - 8, f"{km:,} km", class_="scale")
    return Markup()


def _draw(items: Sequence[Numbered], identity: str, title: str, largest: float) -> Markup:
    points = [point for item in items for point in _extent(item)]
    view = frame(points, WIDTH, RATIO, SMALLEST)
    touched = frozenset(place.country for item in items for place in _places(item) if place.country)
    land, countries = _land(view, touched)
    labels = _Labels()
    labels.take(0, view.height - 34, view.width / 4 + 20, 34)
    spots = _spots(items, view, largest)
    circles = Markup("").join(_circle(spot, labels, view) for spot in spots)
    arcs, dots, names = Markup(), Markup(), Markup()
    for spot in spots:
        for item in spot.items:
            for origin in _located(item.event.origin)[:4]:
                point = _point(origin) or (0.0, 0.0)
                x, y = view.project(view.turned(point[0]), point[1])
                arcs += _arc((x, y), spot, item.style)
                if origin.level == "country" or hypot(x - spot.x, y - spot.y) < spot.radius + VAGUE_RADIUS:
                    continue
                vague = origin.level in VAGUE
                radius = VAGUE_RADIUS if vague else 3.0
                dots += element(
                    "circle", cx=x, cy=y, r=radius, class_=f"{'spot vague' if vague else 'from'} {item.style}"
                )
                names += _name(one_line(origin.name), x, y, radius + 3, labels, view)
        if spot.place.level != "country":
            names += _name(one_line(spot.place.name), spot.x, spot.y, spot.radius + 3, labels, view)
    for name, (x, y), span in countries:
        width = 7.6 * len(name)
        if span > 40 and labels.free(x - width / 2, y - 8, width, 16, view):
            labels.take(x - width / 2, y - 8, width, 16)
            names += text(x, y + 4, name.upper(), class_="country")
    sea = element("rect", width=view.width, height=view.height, class_="sea")
    description = "; ".join(f"{item.number}: {item.event.title}" for item in items[:20])
    body = sea + land + arcs + dots + circles + names + _scale_bar(view)
    return picture(identity, title, description, view.width, view.height, body)


def _title(items: Sequence[Numbered]) -> str:
    """The countries that the events touch, those of the most events first."""
    counts: dict[str, int] = {}
    for item in items:
        for code in {place.country for place in _places(item) if place.country}:
            counts[code] = counts.get(code, 0) + 1
    ranked = sorted(counts, key=lambda code: (-counts[code], code))
    named = [country_names().get(code, one_line(code)) for code in ranked[:4]]
    return ", ".join(named) + (" …" if len(ranked) > 4 else "") or words.places(tuple(_located(items[0].event.place)))


def draw(items: Sequence[Numbered]) -> tuple[list[Region], list[Numbered]]:
    """A map for each region, and the events that are on none because no point is known or there are too many maps."""
    extents = [_extent(item) for item in items]
    groups = regions(extents, REACH)
    largest = max((item.size for item in items), default=0)
    drawn: list[Region] = []
    absent = [item for item, extent in zip(items, extents, strict=True) if not extent]
    for index, members in enumerate(groups):
        here = [items[member] for member in members]
        if index >= MAX_MAPS:
            absent += here
            continue
        top = sorted(sorted(here, key=lambda item: (-item.size, item.number))[:MAX_EVENTS], key=lambda i: i.number)
        title = _title(top)
        svg = _draw(top, f"map-{index + 1}", title, largest)
        drawn.append(Region(title, svg, tuple(top), len(here) - len(top)))
    return drawn, sorted(absent, key=lambda item: item.number)
