"""The page that asks once for a name."""

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from panj.desk.asking import Asking
from panj.desk.pages.deciding import local
from panj.desk.pages.rendering import page

router = APIRouter(include_in_schema=False)
PROBLEMS: Final = {
    "name": "Say a name: your decisions are kept under it.",
    "token": "This token is not known, or was taken back.",
}


@router.get("/hello")
def hello(request: Request, asker: Asking, problem: str = "", next: str = "/") -> HTMLResponse:
    """The page that asks for a name, and then leads to `next`, a page of this desk."""
    fine = next if local(next) != "/" else "/"
    return page(
        request,
        asker,
        "hello.html.j2",
        problem=PROBLEMS.get(problem, ""),
        following=fine,
        loopback=request.app.state.loopback,
    )
