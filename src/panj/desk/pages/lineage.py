"""Who got it from whom, as a picture: origins, the reports that carry them, and reports that share their text."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from panj.model import Event
from panj.outputs.clean import one_line
from panj.outputs.drawing import element, text

WIDTH: Final = 360.0
BOX: Final = 152.0
ROW: Final = 34.0
HEIGHT: Final = 24.0
TOP: Final = 22.0
LETTERS: Final = 21
"""Letters that fit into a box."""
REPORTS: Final = 24
"""Reports that are drawn; the list has all."""


@dataclass(frozen=True, slots=True)
class Graph:
    """The picture, how many reports found no room, and all of it in words."""

    svg: Markup
    more: int
    told: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]], ...]


def draw(event: Event, documents: dict[str, str]) -> Graph | None:
    """The lineage of an event; `documents` gives ids of reports by their labels. None where nothing is known of it."""
    if not event.lineage:
        return None
    labels = list(dict.fromkeys(label for line in event.lineage for label in line.documents))
    shown = labels[:REPORTS]
    rows = {label: TOP + n * ROW for n, label in enumerate(shown)}
    edges, boxes = Markup(), Markup()
    taken: list[float] = []
    for line in event.lineage:
        here = [rows[label] for label in line.documents if label in rows]
        if not here:
            continue
        y = _free(sum(here) / len(here), taken)
        taken.append(y)
        for end in here:
            edges += _edge(BOX, y, WIDTH - BOX, end)
        boxes += _box(0, y, line.origin or "nobody is named", "origin")
        for group in line.copies:
            known = sorted(rows[label] for label in group if label in rows)
            for first, second in pairwise(known):
                edges += _loop(first, second)
    for label in shown:
        boxes += _box(WIDTH - BOX, rows[label], label, "report", documents.get(label))
    height = max([*rows.values(), *taken, TOP]) + ROW
    heads = text(0, 12, "who says so", class_="head") + text(WIDTH - BOX, 12, "reports that carry it", class_="head")
    told = tuple((line.origin, line.documents, line.copies) for line in event.lineage)
    view = f"0 0 {WIDTH + 18:.0f} {height:.0f}"
    svg = element("svg", heads + edges + boxes, class_="picture", viewBox=view, role="group", aria_labelledby="lineage")
    return Graph(svg, len(labels) - len(shown), told)


def _free(wanted: float, taken: list[float]) -> float:
    """The place nearest below the one wanted where no other box stands."""
    while any(abs(wanted - other) < ROW - 2 for other in taken):
        wanted += ROW
    return wanted


def _edge(x1: float, y1: float, x2: float, y2: float) -> Markup:
    a, b, middle = y1 + HEIGHT / 2, y2 + HEIGHT / 2, (x1 + x2) / 2
    return element(
        "path", d=f"M{x1:.1f} {a:.1f}C{middle:.1f} {a:.1f} {middle:.1f} {b:.1f} {x2:.1f} {b:.1f}", class_="edge"
    )


def _loop(y1: float, y2: float) -> Markup:
    """A broken line on the right: one text was copied from the other."""
    a, b, x = y1 + HEIGHT / 2, y2 + HEIGHT / 2, WIDTH
    return element(
        "path", d=f"M{x:.1f} {a:.1f}C{x + 16:.1f} {a:.1f} {x + 16:.1f} {b:.1f} {x:.1f} {b:.1f}", class_="edge copy"
    )


def _box(x: float, y: float, name: str, style: str, document: str | None = None) -> Markup:
    shown = one_line(name)
    shown = shown if len(shown) <= LETTERS else shown[: LETTERS - 1] + "…"
    inner = element("title", one_line(name)) + element("rect", x=x, y=y, width=BOX, height=HEIGHT, rx=5)
    inner += text(x + 8, y + 16, shown)
    if document:
        inner = element("a", inner, href=f"/document/{document}")
    return element("g", inner, class_=style)
