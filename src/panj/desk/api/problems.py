"""Errors as `application/problem+json` (RFC 9457): what went wrong and what to do, and nothing of the inside."""

import json
import os
from collections.abc import Callable, Coroutine, Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from panj.errors import InputError, PanjError
from panj.pipeline import DEBUG

MEDIA_TYPE: Final = "application/problem+json"
SCHEMA: Final = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}


class NotModified(Exception):
    """The caller has this answer already."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        super().__init__()
        self.headers = headers


def problem(
    status: int, detail: str = "", headers: Mapping[str, str] | None = None, errors: list[dict[str, str]] | None = None
) -> Response:
    """The answer for an error; control and lone characters of outside text are escaped."""
    body: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    if detail:
        body["detail"] = detail
    if errors:
        body["errors"] = errors
    return Response(json.dumps(body), status, dict(headers or {}), MEDIA_TYPE)


def answer_for(error: Exception) -> Response:
    """The answer for what a question raised; it is raised again where it is a fault of Panj and PANJ_DEBUG is set."""
    if isinstance(error, NotModified):
        return Response(status_code=304, headers=dict(error.headers))
    if isinstance(error, HTTPException):
        return problem(error.status_code, str(error.detail), error.headers)
    if isinstance(error, RequestValidationError):
        places = [{"at": ".".join(str(part) for part in one["loc"]), "detail": one["msg"]} for one in error.errors()]
        return problem(422, "The question is not one that the API knows", errors=places)
    if isinstance(error, PanjError):
        said = f"{error.message}; {error.hint}" if error.hint else error.message
        return problem(422 if isinstance(error, InputError) else 409, said)
    if os.environ.get(DEBUG):
        raise error
    return problem(500, "This is a fault of Panj; PANJ_DEBUG=1 shows where")


class Route(APIRoute):
    """A route whose errors are problems."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        inner = super().get_route_handler()

        async def handler(request: Request) -> Response:
            try:
                return await inner(request)
            except Exception as error:
                return answer_for(error)

        return handler


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """These errors for the description of a route."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {
                MEDIA_TYPE: {
                    "schema": SCHEMA,
                    "example": {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status},
                }
            },
        }
        for status in statuses
    }
