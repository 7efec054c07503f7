"""Full text over reports and claims."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from panj.desk.asking import Named
from panj.desk.pages.rendering import page

router = APIRouter(include_in_schema=False)


@router.get("/search")
def search(request: Request, asker: Named, q: str = "") -> HTMLResponse:
    return page(request, asker, "search.html.j2", q=q.strip()[:200], hits=[])
