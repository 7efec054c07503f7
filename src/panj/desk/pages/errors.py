"""Mistakes told as pages to browsers, and as problems (RFC 9457) to everything else."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from panj.desk.asking import asker
from panj.desk.pages.rendering import page

NAMES = {
    403: "Not from here",
    404: "Not found",
    405: "Not so",
    410: "Gone",
    413: "Too large",
    422: "Not understood",
    500: "A mistake of the desk",
}


def install(app: FastAPI) -> None:
    """Answers errors as pages to browsers and as problems to programs."""
    app.add_exception_handler(HTTPException, _said)
    app.add_exception_handler(RequestValidationError, _not_understood)


def wants_page(request: Request) -> bool:
    """Whether a browser asks, and not a program."""
    return not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", "")


async def _said(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if 300 <= error.status_code < 400:
        return Response(status_code=error.status_code, headers=headers)
    return _answer(request, error.status_code, str(error.detail), headers)


async def _not_understood(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    where = ", ".join(str(one["loc"][-1]) for one in error.errors()[:4])
    return _answer(request, 422, f"Not understood: {where}", {})


def _answer(request: Request, status: int, detail: str, headers: dict[str, str]) -> Response:
    title = NAMES.get(status, "Not so")
    if wants_page(request):
        found = page(request, asker(request), "mistake.html.j2", status=status, title=title, detail=detail)
        found.headers.update(headers)
        return found
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(body, status, headers, media_type="application/problem+json")
