"""What can be read: reports, claims, events, judgements, search."""

from bisect import bisect_right
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import RedirectResponse

from panj.desk.api import wire
from panj.desk.api.callers import Analyst, Fresh, Reader, TheDesk
from panj.desk.api.paging import FIRST, LAST, AsOf, AsRecorded, Cursor, Limit, moment_of, packed, page, unpacked
from panj.desk.api.problems import Route, described
from panj.model import Document, Event, claim_to_wire, event_to_wire
from panj.pipeline.guarding import GuardedView
from panj.pipeline.searching import search
from panj.pipeline.views import RecordView
from panj.record import claim_page, document_page

router = APIRouter(route_class=Route, responses=described(401, 409, 422, 429))
Id = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[a-z]_[0-9a-z]+$")]
Day = Annotated[date | None, Query(ge=FIRST, le=LAST)]
Country = Annotated[str | None, Query(pattern=r"^[A-Z]{3}$", description="ISO 3166 alpha-3.", examples=["TJK"])]
Kind = Annotated[str | None, Query(max_length=32, pattern=r"^[a-z_]+$", examples=["crossed"])]
Shown = RecordView | GuardedView


def iso(day: date | None) -> str | None:
    """The day as text; None for none."""
    return day.isoformat() if day else None


def _view(desk: TheDesk, who: Reader, as_of: AsOf = None, as_recorded: AsRecorded = None) -> Shown:
    view = desk.view(moment_of(as_of, as_recorded), who.audience)
    assert isinstance(view, RecordView | GuardedView)
    return view


@router.get("/documents", dependencies=[Fresh], tags=["documents"], responses=wire.paged(wire.DOCUMENT))
def documents(
    request: Request,
    who: Reader,
    desk: TheDesk,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The reports, in the order of their ids, without their text."""
    view = _view(desk, who, as_of, as_recorded)
    assert view.reading is not None
    after, more = unpacked(cursor), True
    shown: dict[str, Document] = {}
    while more and not shown:
        ids = document_page(view.reading, after, limit + 1)
        shown, more = view.reports(ids[:limit]), len(ids) > limit
        after = ids[limit - 1] if more else after
    names = sorted(shown)
    items = [wire.document_to_wire(shown[name], text=False) for name in names]
    return page(request, items, packed(names[-1]) if more else None)


@router.get(
    "/documents/{document_id}",
    dependencies=[Fresh],
    tags=["documents"],
    responses={**wire.one_of(wire.DOCUMENT), **described(404)},
)
def document(
    document_id: Id, who: Reader, desk: TheDesk, as_of: AsOf = None, as_recorded: AsRecorded = None
) -> dict[str, Any]:
    """A report with its text; in the open view the sentences alone that claims were read from."""
    found = _view(desk, who, as_of, as_recorded).document(document_id)
    if found is None:
        raise HTTPException(404, "There is no such report, or it is not shown")
    return wire.document_to_wire(found)


@router.get("/claims", dependencies=[Fresh], tags=["claims"], responses=wire.paged(wire.CLAIM))
def claims(
    request: Request,
    who: Reader,
    desk: TheDesk,
    kind: Kind = None,
    document: Annotated[str | None, Query(max_length=64, pattern=r"^d_[0-9a-z]+$")] = None,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The claims, in the order in which they were stored, as people judged them."""
    view = _view(desk, who, as_of, as_recorded)
    told = unpacked(cursor)
    if told and not (told.isdecimal() and len(told) < 16):
        raise HTTPException(422, "This cursor is not one of ours")
    assert view.reading is not None
    if document:
        own = [one for one in view.claims(document) if kind in (None, one.kind)]
        rows = [(n, one.id) for n, one in enumerate(own, 1)][int(told or 0) :]
        shown = {one.id: one for one in own}
    else:
        rows = claim_page(view.reading, int(told or 0), limit + 1, kind=kind)
        shown = view.several([name for _, name in rows[:limit]])
    items = [claim_to_wire(shown[name]) for _, name in rows[:limit] if name in shown]
    return page(request, items, packed(str(rows[limit - 1][0])) if len(rows) > limit else None)


@router.get(
    "/claims/{claim_id}", dependencies=[Fresh], tags=["claims"], responses={**wire.one_of(wire.CLAIM), **described(404)}
)
def claim(
    claim_id: Id, who: Reader, desk: TheDesk, as_of: AsOf = None, as_recorded: AsRecorded = None
) -> dict[str, Any]:
    """A claim, as people judged it."""
    found = _view(desk, who, as_of, as_recorded).claim(claim_id)
    if found is None:
        raise HTTPException(404, "There is no such claim, or it is not shown")
    return claim_to_wire(found)


@router.get("/events", dependencies=[Fresh], tags=["events"], responses=wire.paged(wire.EVENT))
def events(
    request: Request,
    who: Reader,
    desk: TheDesk,
    kind: Kind = None,
    country: Country = None,
    status: Annotated[str | None, Query(max_length=32, pattern=r"^[a-z_]+$", examples=["confirmed"])] = None,
    start: Annotated[Day, Query(description="Events whose last day is not before this one.")] = None,
    end: Annotated[Day, Query(description="Events whose first day is not after this one.")] = None,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The events with their estimates, by the last day of their period."""
    found = sorted(_view(desk, who, as_of, as_recorded).events(), key=_key)
    first = bisect_right(found, unpacked(cursor), key=_key) if cursor else 0
    kept = [
        event
        for event in found[first:]
        if wire.matches(event, kind, country, status) and _within(event, iso(start), iso(end))
    ]
    items = [event_to_wire(event) for event in kept[:limit]]
    return page(request, items, packed(_key(kept[limit - 1])) if len(kept) > limit else None)


def _key(event: Event) -> str:
    return f"{(event.period.end or '') if event.period else ''} {event.id}"


def _within(event: Event, start: str | None, end: str | None) -> bool:
    if not start and not end:
        return True
    if event.period is None:
        return False
    last, first = event.period.end or event.period.start or "", event.period.start or event.period.end or "9999"
    return (start is None or last >= start) and (end is None or first <= end)


@router.get(
    "/events/{event_id}",
    dependencies=[Fresh],
    tags=["events"],
    response_model=None,
    responses={**wire.one_of(wire.EVENT), **described(404), 307: {"description": "The event that holds it now"}},
)
def event(
    event_id: Id, who: Reader, desk: TheDesk, as_of: AsOf = None, as_recorded: AsRecorded = None
) -> dict[str, Any] | RedirectResponse:
    """An event; one that was merged or renamed leads to what stands in its place."""
    view = _view(desk, who, as_of, as_recorded)
    found = view.event(event_id)
    if found is None:
        heirs = [name for name in desk.record.redirects(event_id) if view.event(name)]
        if len(heirs) == 1:
            return RedirectResponse(f"/api/v1/events/{heirs[0]}", 307)
        raise HTTPException(404, "There is no such event, or it is not shown")
    return event_to_wire(found)


@router.get("/judgements", dependencies=[Fresh], tags=["judgements"], responses=wire.paged(wire.JUDGEMENT))
def judgements(
    request: Request, who: Analyst, desk: TheDesk, cursor: Cursor = None, limit: Limit = 50
) -> dict[str, Any]:
    """What people decided, the latest first; for those who see everything."""
    told = list(reversed(desk.record.judgements()))
    after = unpacked(cursor)
    first = next((n + 1 for n, one in enumerate(told) if one.id == after), 0)
    some = told[first : first + limit]
    following = packed(some[-1].id) if first + limit < len(told) else None
    return page(request, [wire.entry_to_wire(one) for one in some], following)


@router.get("/search", dependencies=[Fresh], tags=["search"])
def search_all(
    request: Request,
    who: Reader,
    desk: TheDesk,
    q: Annotated[str, Query(min_length=1, max_length=500, description='Words; `word*`; `"words in order"`.')],
    what: Literal["all", "documents", "claims"] = "all",
    kind: Kind = None,
    country: Country = None,
    start: Day = None,
    end: Day = None,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> dict[str, Any]:
    """The reports and claims that hold every word, the latest published first; of the open view, what it shows."""
    found = search(
        desk.record,
        desk.view(None, who.audience),
        q,
        what=what,
        kinds=(kind,) if kind else (),
        country=country,
        start=iso(start),
        end=iso(end),
        cursor=unpacked(cursor) or None,
        limit=limit,
    )
    items: list[dict[str, Any]] = [
        {
            "document": wire.document_to_wire(hit.document, text=False),
            **({"claim": claim_to_wire(hit.claim)} if hit.claim else {}),
        }
        for hit in found.hits
    ]
    return page(request, items, packed(found.next) if found.next else None)
