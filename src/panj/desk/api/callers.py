"""Who calls the API: nobody in particular on this machine, who may read the open view; else the holder of a token."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from panj.desk.api.problems import NotModified
from panj.desk.asking import SEES_ALL
from panj.desk.state import Desk, desk_of
from panj.model import digest
from panj.model.access import TokenRole
from panj.pipeline.guarding import Role

bearer = HTTPBearer(auto_error=False, description="A token made with: panj token create NAME --role analyst")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
CHALLENGE = {"WWW-Authenticate": "Bearer"}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: `token` is None for somebody on this machine without one."""

    name: str
    role: TokenRole
    token: str | None

    @property
    def audience(self) -> Role:
        """What they see."""
        return "restricted" if self.role in SEES_ALL else "open"

    @property
    def who(self) -> str:
        """How the log of what was done names them."""
        return f"{self.name} ({self.token})" if self.token else self.name


def caller(request: Request, given: Bearer) -> Caller:
    """Who calls. Raises 401 for a token that does not count, and beyond this machine for none; 429 for too many."""
    address = request.client.host if request.client else ""
    if given is None:
        if not request.app.state.loopback or request.headers.get("authorization"):
            raise HTTPException(401, "A token is needed: Authorization: Bearer panj_…", CHALLENGE)
        found = Caller("this machine", "reader", None)
    else:
        token = desk_of(request).record.token_of(given.credentials)
        if token is None:
            if wait := request.app.state.guesses.wait(address):
                raise HTTPException(429, "Too many tokens were tried from here", {"Retry-After": str(int(wait) + 1)})
            raise HTTPException(401, "This token does not count", CHALLENGE)
        found = Caller(token.name, token.role, token.id)
    if wait := request.app.state.rates.wait(found.token or address):
        raise HTTPException(
            429, "More questions than the desk answers in a minute", {"Retry-After": str(int(wait) + 1)}
        )
    return found


Reader = Annotated[Caller, Depends(caller)]


def analyst(found: Reader) -> Caller:
    """A caller who sees everything and may write. Raises 401 without a token and 403 for a reader's."""
    if found.token is None:
        raise HTTPException(401, "This takes a token, also on this machine: panj token create", CHALLENGE)
    if found.role not in SEES_ALL:
        raise HTTPException(403, "This takes a token of an analyst or an admin")
    return found


Analyst = Annotated[Caller, Depends(analyst)]


def admin(found: Analyst) -> Caller:
    """A caller who may give and take tokens. Raises 401 and 403."""
    if found.role != "admin":
        raise HTTPException(403, "This takes a token of an admin")
    return found


Admin = Annotated[Caller, Depends(admin)]
TheDesk = Annotated[Desk, Depends(desk_of)]


def fresh(request: Request, answer: Response, who: Reader, desk: TheDesk) -> None:
    """Marks the answer with what it follows from, and asks for none where the caller has it already."""
    tag = f'W/"{digest(desk.mark(), who.audience, request.url.path, request.url.query)}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Authorization"}
    known = [one.strip() for one in request.headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        raise NotModified(headers)
    for name, value in headers.items():
        answer.headers[name] = value


Fresh = Depends(fresh)
