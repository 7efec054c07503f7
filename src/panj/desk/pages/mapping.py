"""What the map and the timeline draw, and the picture that stands where a browser draws no map."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from panj.desk.asking import Named
from panj.desk.pages import saying
from panj.desk.pages.asked import Query, days_of, query_of
from panj.desk.pages.facts import facts_of
from panj.desk.pages.rendering import page
from panj.desk.state import desk_of
from panj.model import Event, Place
from panj.outputs import worldmap
from panj.outputs.clean import one_line
from panj.outputs.drawing import UNSURE, Numbered
from panj.outputs.headlines import bucket
from panj.outputs.worldmap import Region

router = APIRouter(include_in_schema=False)
DRAWN: Final = 400
"""Events on the map, the largest; the table has all."""
ORIGINS: Final = 4
"""Places that arcs of one event come from."""
BINS: Final = 180
"""Bars of the timeline at most: days, weeks, months or years, whichever fits."""
FIRST_YEAR: Final = "1900"
PICTURED: Final = 40


@router.get("/map/flows.json")
def flows(request: Request, asker: Named) -> dict[str, Any]:
    """The events that the address asks for, as arcs and circles."""
    query = query_of(request)
    facts = facts_of(desk_of(request).view(query.moment, asker.audience))
    return facts.kept(("flows", replace(query, page=1)), lambda _: drawn(facts.picked(query), query))


def drawn(events: Iterable[Event], query: Query) -> dict[str, Any]:
    """The largest of the events that have a place; `largest` is the largest figure among them."""
    known = [(event, place) for event in events if bucket(event) and (place := _at(event))]
    known.sort(key=lambda pair: -(pair[0].estimate.best or pair[0].estimate.low or 0))
    items = [_item(event, place, query) for event, place in known[:DRAWN]]
    return {"items": items, "more": max(0, len(known) - DRAWN), "largest": max((i["size"] for i in items), default=0)}


def _located(places: Sequence[Place]) -> list[Place]:
    return sorted(
        (p for p in places if p.latitude is not None and p.longitude is not None), key=lambda p: p.level in saying.VAGUE
    )


def _at(event: Event) -> Place | None:
    """Where an event's circle stands: where the people went, or where it happened, or where they came from."""
    return next(
        (found[0] for some in (event.destination, event.place, event.origin) if (found := _located(some))), None
    )


def _item(event: Event, at: Place, query: Query) -> dict[str, Any]:
    estimate = event.estimate
    return {
        "href": Query(as_of=query.as_of, known=query.known, view=query.view).address(f"/event/{event.id}"),
        "title": one_line(event.title),
        "figure": saying.brief(event),
        "size": estimate.best or estimate.low or estimate.high or 0,
        "low": estimate.low,
        "high": estimate.high,
        "hue": bucket(event) or "other",
        "unsure": event.status in UNSURE,
        "at": _place(at),
        "from": [_place(place) for place in _located(event.origin)[:ORIGINS] if _apart(place, at)],
    }


def _apart(place: Place, at: Place) -> bool:
    return (place.latitude, place.longitude) != (at.latitude, at.longitude)


def _place(place: Place) -> dict[str, Any]:
    return {
        "lon": place.longitude,
        "lat": place.latitude,
        "level": place.level,
        "country": place.country,
        "name": one_line(place.name),
        "vague": place.level in saying.VAGUE,
        "accuracy": saying.where(place),
    }


@router.get("/map/timeline.json")
def timeline(request: Request, asker: Named) -> dict[str, Any]:
    """How many events began when, whatever period the address asks for."""
    query = query_of(request)
    facts = facts_of(desk_of(request).view(query.moment, asker.audience))
    whole = replace(query, start="", end="", page=1)
    return facts.kept(("bins", whole), lambda _: binned(facts.picked(whole)))


def binned(events: Iterable[Event]) -> dict[str, Any]:
    """Events by their first day, in bins of `days` days, without those that have no day."""
    days = sorted(day for event in events if (day := _day(event)))
    if not days:
        return {"bins": [], "days": 1}
    reach = (days[-1] - days[0]).days + 1
    size = next((n for n in (1, 7, 30, 91, 365) if reach / n <= BINS), 1 + reach // BINS)
    counts = Counter((day - days[0]).days // size for day in days)
    bins = [
        {"date": (days[0] + timedelta(n * size)).isoformat(), "events": count} for n, count in sorted(counts.items())
    ]
    return {"bins": bins, "days": size}


def _day(event: Event) -> date | None:
    first = days_of(event)[0]
    try:
        return (
            date.fromisoformat(first + "-01-01"[: 10 - len(first)] if len(first) < 10 else first)
            if (first >= FIRST_YEAR)
            else None
        )
    except ValueError:
        return None


@router.get("/ui/map")
def picture(request: Request, asker: Named) -> HTMLResponse:
    """The same events as a picture, for browsers that draw no map."""
    query = query_of(request)
    facts = facts_of(desk_of(request).view(query.moment, asker.audience))
    regions, more = facts.kept(("picture", replace(query, page=1)), lambda _: _pictured(facts.picked(query)))
    return page(request, asker, "picture.html.j2", regions=regions, more=more)


def _pictured(events: Iterable[Event]) -> tuple[list[Region], int]:
    """Maps of the largest events, and how many are on none for being smaller."""
    largest = sorted((e for e in events if bucket(e)), key=lambda e: -(e.estimate.best or e.estimate.low or 0))
    items = [Numbered(number, event) for number, event in enumerate(largest[:PICTURED], start=1)]
    return worldmap.draw(items)[0], len(largest) - len(items)
