"""Maps of the events' regions as inline SVG: from where to where, and how many. No network, no script."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import hypot, sqrt

from markupsafe import Markup

from panj.model import Place
from panj.outputs import land, words
from panj.outputs.clean import one_line
from panj.outputs.drawing import Numbered, element, picture, text
from panj.outputs.geometry import Frame, Point, country_names, frame, regions

WIDTH = 560.0
RATIO = (0.62, 0.8)
"""Height by width of a map, at least and at most."""
SMALLEST = 2.6
"""Half the height of a map in degrees, at least: less shows no border to know the place by."""
REACH = 4.0
"""Degrees within which events share a map; up to twice as many where the grid falls so."""
FAR = 12.0
"""Degrees from which on the middle of a country that people left is not worth a smaller map."""
MAX_MAPS = 8
MAX_ORIGINS = 4
MAX_EVENTS = 60
"""Events on one map; the largest are drawn, the table has all."""
RADIUS = (8.0, 30.0)
"""Radius of a circle: at least, so that its number can be read, and of the largest figure on the page."""
VAGUE_RADIUS = 11.0
"""Radius of the faint area around the middle of a region that people left."""
VAGUE = frozenset({"country", "adm1", "adm2", "region", "line"})
"""Levels whose point is a middle of something wide, and no spot."""


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
    names: set[str] = field(default_factory=set)

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
    """The points that a map of the event must show: where its circle stands, and the places that its arcs come from;
    the middle of a country far away is left out, so that its arc comes from beyond the edge."""
    place = _target(item)
    target = _point(place) if place else None
    if target is None:
        return []
    points = [target]
    for origin in _located(item.event.origin)[:MAX_ORIGINS]:
        point = _point(origin) or target
        if origin.level != "country" or hypot(point[0] - target[0], point[1] - target[1]) <= FAR:
            points.append(point)
    return points


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


def _beside(x: float, y: float, gap: float, width: float, labels: _Labels, picture: Frame) -> Point | None:
    """The corner of a free place for a line of writing around a point, None where all is taken."""
    above, level, below = y - gap - 14, y - 7, y + gap
    right, left, middle = x + gap, x - gap - width, x - width / 2
    around = (
        (middle, above), (right, level), (left, level), (middle, below),
        (right, above), (left, above), (right, below), (left, below),
    )  # fmt: skip
    return next((corner for corner in around if labels.free(*corner, width, 14, picture)), None)


def _circle(spot: _Spot, labels: _Labels, picture: Frame) -> Markup:
    vague = " vague" if spot.place.level in VAGUE else ""
    circle = element("circle", cx=spot.x, cy=spot.y, r=spot.radius, class_=f"spot {spot.items[0].style}{vague}")
    numbers = " · ".join(str(item.number) for item in sorted(spot.items, key=lambda item: item.number)[:6])
    numbers += " …" if len(spot.items) > 6 else ""
    width = 7.5 * len(numbers)
    inside = width < 2 * spot.radius - 2
    if inside:
        return circle + text(spot.x, spot.y + 4, numbers, class_="number")
    corner = _beside(spot.x, spot.y, spot.radius + 2, width, labels, picture)
    if corner is None:
        return circle
    labels.take(*corner, width, 14)
    return circle + text(corner[0] + width / 2, corner[1] + 11, numbers, class_="number beside")


def _name(label: str, x: float, y: float, gap: float, labels: _Labels, picture: Frame) -> Markup:
    """A place's name beside a point, where there is room for it and the map does not name it yet."""
    shown = label if len(label) <= 24 else label[:23] + "…"
    width = 6.4 * len(shown)
    found = None if label in labels.names else _beside(x, y, gap, width, labels, picture)
    if found is None:
        return Markup()
    labels.names.add(label)
    labels.take(*found, width, 14)
    return text(found[0], found[1] + 11, shown, class_="place")


def _draw(items: Sequence[Numbered], identity: str, title: str, largest: float) -> Markup:
    points = [point for item in items for point in _extent(item)]
    view = frame(points, WIDTH, RATIO, SMALLEST)
    touched = frozenset(place.country for item in items for place in _places(item) if place.country)
    ground, countries = land.draw(view, touched)
    labels = _Labels()
    labels.take(0, view.height - 34, view.width / 4 + 20, 34)
    spots = _spots(items, view, largest)
    for spot in spots:
        labels.take(spot.x - spot.radius, spot.y - spot.radius, 2 * spot.radius, 2 * spot.radius)
    circles = Markup("").join(_circle(spot, labels, view) for spot in spots)
    arcs, dots, names = Markup(), Markup(), Markup()
    for spot in spots:
        for item in spot.items:
            for origin in _located(item.event.origin)[:MAX_ORIGINS]:
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
    body = sea + ground + arcs + dots + circles + names + land.scale_bar(view)
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
