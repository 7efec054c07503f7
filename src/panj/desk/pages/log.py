"""What people decided, the latest first, each with the way to take it back."""

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from panj.desk.asking import Named
from panj.desk.pages import done
from panj.desk.pages.asked import query_of
from panj.desk.pages.deciding import valid
from panj.desk.pages.rendering import page
from panj.desk.state import desk_of
from panj.pipeline.decisions import said

router = APIRouter(include_in_schema=False)
ROWS: Final = 60


@router.get("/log")
def log(request: Request, asker: Named) -> HTMLResponse:
    """What people decided, the latest first; nothing of it for those who see the open view."""
    desk, query = desk_of(request), query_of(request)
    told = desk.record.judgements() if asker.audience == "restricted" else ()
    standing = {one.id for one in valid(told)}
    pages = max(1, -(-len(told) // ROWS))
    number = min(query.page, pages)
    latest = list(reversed(told))[(number - 1) * ROWS : number * ROWS]
    return page(
        request,
        asker,
        "log.html.j2",
        told=[(one, said(one), one.id in standing) for one in latest],
        number=number,
        pages=pages,
        counted=len(told),
        page_address=lambda n: query.address("/log", page=n),
        done=done.of(request, desk, asker),
    )
