"""An event: the estimate and why, its course, who got it from whom, the words, and what people decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from panj import pipeline
from panj.desk.asking import Asker, Named
from panj.desk.pages import done, lineage, saying
from panj.desk.pages.asked import query_of
from panj.desk.pages.facts import Facts, facts_of
from panj.desk.pages.quoted import entries
from panj.desk.pages.rendering import page
from panj.desk.state import Desk, desk_of
from panj.model import Claim, Contradiction, Event, Judgement, View
from panj.model.judgement import CLAIM_FIELDS, figure_of
from panj.model.vocabulary import KINDS, STATUSES
from panj.outputs import words
from panj.outputs.headlines import bucket
from panj.pipeline.decisions import said

router = APIRouter(include_in_schema=False)
CLAIMS: Final = 24
"""Claims of one part of the list."""
CHARTED: Final = 400
"""Claims that the chart draws at most."""
NEAR: Final = 12
"""Events of the same people, or like ones to be merged with, that are listed."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A contradiction with the claims that it is between."""

    clash: Contradiction
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A judgement in words, and whether it still stands."""

    judgement: Judgement
    words: str
    stands: bool


@router.get("/event/{ident}", response_model=None)
def event_page(request: Request, ident: str, asker: Named) -> Response:
    """An event with its claims; one that was merged or renamed leads to what stands in its place."""
    desk, query = desk_of(request), query_of(request)
    facts = facts_of(desk.view(query.moment, asker.audience))
    event = facts.view.event(ident)
    if event is None:
        return elsewhere(request, desk, facts, asker, ident)
    told = _claims(facts.view, event)
    pages = max(1, -(-len(told) // CLAIMS))
    number = min(query.page, pages)
    shown = entries(facts, told[(number - 1) * CLAIMS : number * CLAIMS])
    values = {
        **_about(facts, event, told),
        "query": query,
        "entries": shown,
        "number": number,
        "pages": pages,
        "decided": _decided(facts.view, told),
        "done": done.of(request, desk, asker),
        "seen": seen(facts.view),
        "page_address": lambda n: query.address(f"/event/{event.id}", page=n) + "#claims",
        "fields": CLAIM_FIELDS,
        "kinds": sorted(KINDS),
        "statuses": sorted(STATUSES),
    }
    return page(request, asker, "event.html.j2", **values)


SHORTEST = 6
"""Characters of an id that are enough to look for an event: commands show the first twelve."""


def elsewhere(request: Request, desk: Desk, facts: Facts, asker: Asker, ident: str) -> Response:
    """Where the event that had this id, or whose id starts so, is told now; a page that says so where it is told
    nowhere."""
    begun = desk.work(lambda record: record.ids(ident)) if len(ident) >= SHORTEST and ident.startswith("e_") else []
    heirs = [name for name in (*begun, *desk.work(lambda record: record.redirects(ident))) if facts.view.event(name)]
    asked = f"?{request.url.query}" if request.url.query else ""
    if len(heirs) == 1:
        return RedirectResponse(f"/event/{heirs[0]}{asked}", 303)
    known = [event for name in heirs if (event := facts.view.event(name))]
    return page(
        request, asker, "nothing.html.j2", status=404, events=known, done=done.of(request, desk, asker), ident=ident
    )


def seen(view: View) -> str:
    """The judgement that was the last one when this page was made: what somebody decides later is told."""
    judgements: Sequence[Judgement] = getattr(view, "judgements", ())
    return judgements[-1].id if judgements else "none"


def _claims(view: Any, event: Event) -> list[Claim]:
    """The event's claims, those of its figure first, the surest of them foremost."""
    best = event.estimate.best
    found: Iterable[Claim] = view.several(event.claims).values()
    return sorted(
        found,
        key=lambda c: (
            figure_of(c) != best or best is None,
            c.section == "related",
            bool(c.same_as),
            -c.confidence,
            c.id,
        ),
    )


def _about(facts: Facts, event: Event, told: list[Claim]) -> dict[str, Any]:
    view: Any = facts.view
    by_id = {claim.id: claim for claim in told}
    by_id.update(view.several([name for one in event.contradictions for name in one.claims if name not in by_id]))
    return {
        "event": event,
        "bucket": bucket(event) or "other",
        "told": len(told),
        "labels": {claim.id: f"{saying.figure(claim)}, {claim.document}" for claim in told},
        "accuracy": _accuracy(event),
        "precision": saying.when(event.period),
        "in_totals": in_totals(event),
        "plotted": _plotted(event, told),
        "clashes": [Clash(one, tuple(by_id[n] for n in one.claims if n in by_id)) for one in event.contradictions],
        "graph": lineage.draw(event, _documents(told)),
        "part_of": view.event(event.part_of) if event.part_of else None,
        "followed": [found for name in event.followed_by if (found := view.event(name))],
        "same_people": [one for one in facts.of_population(event) if one.id not in event.followed_by][:NEAR],
        "alike": facts.alike(event)[:NEAR],
    }


def _documents(told: Iterable[Claim]) -> dict[str, str]:
    """Ids of reports by their labels."""
    return {claim.document: claim.document_id for claim in told}


def _accuracy(event: Event) -> list[tuple[str, list[str]]]:
    """How accurate each place is, by its role."""
    roles = (("from", event.origin), ("to", event.destination), ("where", event.place))
    return [(name, [saying.where(place) for place in places]) for name, places in roles if places]


def in_totals(event: Event) -> str:
    """Whether the event's figure may stand in a sum, and why not."""
    if not event.unit:
        return ""
    reasons = words.words("in_totals")
    if event.additive and event.status not in reasons:
        return str(reasons["yes"])
    return str(reasons.get(bucket(event) or "") or reasons.get(event.status) or reasons["no"])


def _decided(view: View, told: Iterable[Claim]) -> list[Decided]:
    """What people decided about the reports that the event is told by, the latest first."""
    judgements: Sequence[Judgement] = getattr(view, "judgements", ())
    documents = {claim.document_id for claim in told}
    mine = {one.id for one in judgements if documents & set(one.documents)}
    undone: set[str] = set()
    for one in reversed(judgements):
        if one.verb == "undo" and one.id not in undone and one.undoes:
            undone.add(one.undoes)
    own = [one for one in judgements if one.id in mine or one.undoes in mine]
    return [Decided(one, said(one), one.id not in undone) for one in reversed(own)]


@router.get("/event/{ident}/course.json")
def course(request: Request, ident: str, asker: Named) -> dict[str, Any]:
    """The series of the event, and its claims as points."""
    query = query_of(request)
    view = desk_of(request).view(query.moment, asker.audience)
    event = view.event(ident)
    if event is None:
        raise HTTPException(404, "There is no such event")
    return drawn(event, _claims(view, event))


def drawn(event: Event, told: Iterable[Claim]) -> dict[str, Any]:
    """What the chart draws: the series, or the one estimate, and the claims that have a day and a figure."""
    series = [
        {"date": point.date, "best": point.best, "low": point.low, "high": point.high}
        for point in event.series
        if whole(point.date)
    ]
    estimate = event.estimate
    if not series and whole(estimate.date):
        series = [{"date": estimate.date, "best": estimate.best, "low": estimate.low, "high": estimate.high}]
    claims = [
        {"date": day, "value": figure_of(claim), "title": saying.figure(claim)}
        for claim in list(told)[:CHARTED]
        if figure_of(claim) is not None and (day := _day(claim))
    ]
    name = bucket(event) or "other"
    hue = name if name in ("cross_border", "internal", "stock", "returned", "sent_back") else "other"
    return {"series": series, "claims": claims, "metric": event.metric, "hue": hue}


def _plotted(event: Event, told: Iterable[Claim]) -> bool:
    """Whether there is a course to draw: more than one figure, or more than one day."""
    found = drawn(event, told)
    points = {(point["date"], point["best"]) for point in found["series"]}
    return bool(event.unit) and len(points | {(claim["date"], claim["value"]) for claim in found["claims"]}) > 1


def whole(day: str | None) -> bool:
    """Whether it is a date with year, month and day."""
    return bool(day) and len(day or "") == 10 and (day or "")[:1].isdecimal()


def _day(claim: Claim) -> str | None:
    """The day that a claim's figure is of: the last of its period."""
    day = claim.period.end or claim.period.start if claim.period else None
    return day if whole(day) else None


@router.get("/event/{ident}/history")
def history(request: Request, ident: str, asker: Named) -> HTMLResponse:
    """How the figure came to be: by the days of the reports, and by what this record said when."""
    desk = desk_of(request)
    event = desk.view(None, asker.audience).event(ident)
    if event is None or asker.audience != "restricted":
        raise HTTPException(404, "There is no such event")
    known = event
    steps = desk.work(lambda record: pipeline.history(record, known))
    versions = desk.work(lambda record: record.versions(known.id))
    return page(request, asker, "history.html.j2", steps=steps, versions=versions)


@router.get("/claim/{ident}", response_model=None)
def claim_page(request: Request, ident: str, asker: Named) -> Response:
    """A claim, wherever it is told: the words it was read from."""
    query = query_of(request)
    claim = desk_of(request).view(query.moment, asker.audience).claim(ident)
    if claim is None:
        raise HTTPException(404, "There is no such claim")
    asked = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/document/{claim.document_id}{asked}#{claim.id}", 303)
