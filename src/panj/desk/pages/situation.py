"""The situation: what changed, the figures kept apart, where and when, and the events behind them."""

from dataclasses import dataclass, replace
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from panj.desk.asking import Asker, Named
from panj.desk.pages import changed
from panj.desk.pages.asked import SORTS, STATUSES, Query, query_of
from panj.desk.pages.facts import Facts, facts_of
from panj.desk.pages.rendering import page
from panj.desk.state import Desk, desk_of
from panj.model import Event
from panj.model.vocabulary import FAMILIES
from panj.outputs import headlines, words
from panj.outputs.exports import FORMATS
from panj.outputs.headlines import Headline

router = APIRouter(include_in_schema=False)
ROWS: Final = 50
"""Events of one page of the table."""
LINES: Final = 3
"""Figures of one panel that are shown at once."""
PANELS: Final = (
    ("cross_border", ("cross_border",)),
    ("internal", ("internal",)),
    ("stock", ("stock",)),
    ("returned", ("returned", "sent_back")),
)
"""What is counted apart, and never added to one another."""
OTHERS: Final = ("unknown", "harm", "housing", "need", "combatants")


@dataclass(frozen=True, slots=True)
class Line:
    """A headline figure: what it counts, the figure, its bounds in words, and what stands behind it and beside it."""

    headline: Headline
    title: str
    figure: str
    bounds: str
    span: str
    status: str
    bar: tuple[float, float, float] | None


@dataclass(frozen=True, slots=True)
class Panel:
    """Totals of one sort of counting: `lines` are shown, `more` can be opened."""

    bucket: str
    title: str
    note: str
    lines: tuple[Line, ...]
    more: tuple[Line, ...]


@router.get("/")
def situation(request: Request, asker: Named) -> HTMLResponse:
    """The first page: figures, map, timeline and what changed."""
    desk, query = desk_of(request), query_of(request)
    facts = facts_of(desk.view(query.moment, asker.audience))
    events = facts.picked(query)
    return page(request, asker, "situation.html.j2", **_values(desk, asker, query, facts, events))


def _values(desk: Desk, asker: Asker, query: Query, facts: Facts, events: list[Event]) -> dict[str, Any]:
    asked = replace(query, page=1, sort="latest")
    totals = facts.kept(("totals", asked), lambda _: headlines.headlines(events))
    pages = max(1, -(-len(events) // ROWS))
    number = min(query.page, pages)
    return {
        "query": query,
        "facts": facts,
        "changes": changed.since(desk, asker) if query.moment.published is None else None,
        "panels": panels(totals),
        "others": [_line(one) for one in totals if one.bucket in OTHERS],
        "events": events[(number - 1) * ROWS : number * ROWS],
        "counted": len(events),
        "all": len(facts.view.events()),
        "number": number,
        "pages": pages,
        "families": FAMILIES,
        "statuses": STATUSES,
        "sorts": SORTS,
        "chips": chips(query),
        "page_address": lambda n: query.address("/", page=n) + "#events",
        "formats": list(FORMATS.values()),
        "sortnames": changed.SORTS,
        "explained": changed.EXPLAINED,
    }


def panels(totals: list[Headline]) -> list[Panel]:
    """The panels that a reader finds always at the same place, also where nothing is known."""
    out = []
    for name, buckets in PANELS:
        lines = [_line(one) for one in totals if one.bucket in buckets]
        lines.sort(key=lambda line: (not line.headline.counted, -(line.headline.best or 0)))
        title, note = words.label("buckets", name), words.label("bucket_notes", name)
        out.append(Panel(name, title, note, tuple(lines[:LINES]), tuple(lines[LINES:])))
    return out


def _line(one: Headline) -> Line:
    title = words.label("kinds", one.kind) if one.kind else words.label("metrics", one.metric) or ""
    if one.bucket in OTHERS and not one.kind:
        title = words.label("buckets", one.bucket)
    unit = words.unit("movements" if one.counts == "movements" else one.unit, one.best)
    figure = "not known" if one.best is None else f"{words.number(one.best)} {unit}"
    return Line(one, title, figure, _bounds(one), _span(one), _status(one), _bar(one))


def _bounds(one: Headline) -> str:
    """The bounds of a sum in words; an open side is said to be open."""
    if one.best is None:
        return ""
    if one.low == one.high == one.best:
        return "as reported, with no other bounds"
    low = words.number(one.low) if one.low is not None else "no lower bound"
    high = words.number(one.high) if one.high is not None else "no upper bound"
    return f"{low} – {high}"


def _bar(one: Headline) -> tuple[float, float, float] | None:
    """Where the bounds and the figure stand on a line from 0 to a little above the most, in per cent; an open side goes
    to the line's end."""
    if not one.best or (one.low is None and one.high is None):
        return None
    most = 1.15 * max(one.best, one.high or 0)
    low, high = one.low if one.low is not None else 0, one.high if one.high is not None else most
    return round(100 * low / most, 1), round(100 * one.best / most, 1), round(100 * high / most, 1)


def _span(one: Headline) -> str:
    if not one.first or not one.last:
        return ""
    same = one.first == one.last
    return (
        words.day(one.last, short=True)
        if same
        else (f"{words.day(one.first, short=True)} – {words.day(one.last, short=True)}")
    )


def _status(one: Headline) -> str:
    """The weakest standing of what is counted: a sum is as sure as its weakest part."""
    if not one.counted:
        return ""
    return max((event.status for event in one.counted), key=("confirmed", "reported", "disputed").index)


def chips(query: Query) -> list[tuple[str, str]]:
    """What was chosen, in words, each with the address without it."""
    from panj.outputs.geometry import country_names

    names = country_names()
    found = [
        ("origin", f"from {names.get(query.origin, query.origin)}"),
        ("destination", f"to {names.get(query.destination, query.destination)}"),
        ("kind", words.label("kinds", query.kind)),
        ("status", words.label("event_status", query.status)),
        ("start", f"since {words.day(query.start)}"),
        ("end", f"until {words.day(query.end)}"),
        ("source", f"source “{query.source}”"),
        ("as_of", f"as of {words.day(query.as_of)}"),
        ("known", f"as recorded by {query.known}"),
    ]
    out = [(text, query.address("/", **{name: ""})) for name, text in found if getattr(query, name)]
    if query.sure:
        out.append((f"at least {query.sure}% sure", query.address("/", sure=0)))
    return out
