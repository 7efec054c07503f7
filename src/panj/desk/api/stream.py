"""New claims as they come, as server-sent events."""

import json
import time
from collections.abc import AsyncIterator
from typing import Annotated, Final

import anyio
from fastapi import APIRouter, Header, HTTPException, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from panj.desk.api.callers import Caller, Reader, TheDesk
from panj.desk.api.problems import Route, described
from panj.desk.state import Desk
from panj.model import claim_to_wire
from panj.pipeline.guarding import GuardedView
from panj.pipeline.views import RecordView
from panj.record import claim_page, last_claim

LOOK: Final = 1.0
"""Seconds between two looks at the record."""
BEAT: Final = 15.0
"""Seconds after which a line without meaning keeps the connection open."""
LISTENERS: Final = 50
"""Streams at once."""
AT_ONCE: Final = 100

router = APIRouter(route_class=Route, tags=["claims"], responses=described(401, 422, 429))


@router.get(
    "/stream",
    response_class=StreamingResponse,
    responses={200: {"description": "One event for each claim", "content": {"text/event-stream": {}}}},
)
async def stream(
    request: Request,
    who: Reader,
    desk: TheDesk,
    after: Annotated[
        int | None, Query(ge=0, lt=2**53, description="Claims behind this id; without it, new ones.")
    ] = None,
    last_event_id: Annotated[str | None, Header(max_length=20, pattern=r"^\d{1,16}$")] = None,
) -> StreamingResponse:
    """Each new claim as it is stored (`event: claim`, its form in `data`), until the caller goes. A browser that comes
    back says by itself where it was (Last-Event-ID)."""
    if request.app.state.listeners >= LISTENERS:
        raise HTTPException(429, "Too many listen already", {"Retry-After": "60"})
    told = int(last_event_id) if last_event_id else after
    start = told if told is not None else await run_in_threadpool(last_claim, desk.record)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_claims(request, desk, who, start), media_type="text/event-stream", headers=headers)


async def _claims(request: Request, desk: Desk, who: Caller, start: int) -> AsyncIterator[str]:
    request.app.state.listeners += 1
    position, beat = start, time.monotonic()
    try:
        yield ": here\n\n"
        while not await request.is_disconnected():
            if who.token and await run_in_threadpool(desk.record.token, who.token) is None:
                return
            position, lines = await run_in_threadpool(_fresh, desk, who, position)
            if lines:
                yield "".join(lines)
                continue
            if time.monotonic() - beat > BEAT:
                beat = time.monotonic()
                yield ": here\n\n"
            await anyio.sleep(LOOK)
    finally:
        request.app.state.listeners -= 1


def _fresh(desk: Desk, who: Caller, after: int) -> tuple[int, list[str]]:
    """The claims that were stored since, as the caller may see them, and the number of the last."""
    if last_claim(desk.record) <= after:
        return after, []
    rows = claim_page(desk.record, after, AT_ONCE)
    if not rows:
        return last_claim(desk.record), []
    view = desk.view(None, who.audience)
    assert isinstance(view, RecordView | GuardedView)
    shown = view.several([name for _, name in rows])
    lines = [
        f"id: {number}\nevent: claim\ndata: {json.dumps(claim_to_wire(shown[name]))}\n\n"
        for number, name in rows
        if name in shown
    ]
    return rows[-1][0], lines
