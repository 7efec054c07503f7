"""The feeds and pages that are followed, their state, and what came from each."""

from itertools import islice
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from panj.desk.asking import Named
from panj.desk.pages.rendering import page
from panj.desk.state import desk_of

router = APIRouter(include_in_schema=False)
REPORTS: Final = 50
"""Reports of one feed that are listed, the latest."""


@router.get("/feeds")
def feeds(request: Request, asker: Named, url: str = "") -> HTMLResponse:
    """What is followed; for one of them (`url`) what came from it."""
    desk = desk_of(request)
    allowed = asker.audience == "restricted"
    followed = desk.record.followed() if allowed else []
    chosen = desk.record.followed_at(url) if allowed and url else None
    view = desk.view(None, asker.audience)
    came = list(islice(desk.record.came_from(url), REPORTS)) if chosen else []
    shown = [document for found in came if (document := view.document(found.id))]
    return page(
        request, asker, "feeds.html.j2", followed=followed, chosen=chosen, came=shown, allowed=allowed, asked=url
    )
