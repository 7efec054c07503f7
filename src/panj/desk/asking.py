"""Who is asking: the name that a person gave on this machine, kept in a signed cookie, and what they may see and do."""

import hmac
import secrets
from dataclasses import dataclass
from typing import Annotated, Any, Final
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

from panj.desk.state import desk_of
from panj.model.access import TokenRole
from panj.pipeline.guarding import Role

COOKIE: Final = "panj_desk"
SESSION_SECONDS: Final = 180 * 24 * 3600
"""How long a browser is remembered."""
LONGEST_NAME: Final = 80
SEES_ALL: Final = ("analyst", "admin")
"""Roles that see the restricted view, add reports and decide."""
CSRF_HEADER: Final = "x-csrf-token"
CSRF_FIELD: Final = "csrf"


@dataclass(frozen=True, slots=True)
class Asker:
    """A person at a browser. `name` is None until they said it; `role` is what they may do and `audience` what they
    see; `csrf` goes with every form and htmx write; `last_looked` is when they were here before this visit (UTC, ISO
    8601)."""

    name: str | None
    role: TokenRole
    audience: Role
    csrf: str
    last_looked: str | None = None


def _signer(request: Request) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(request.app.state.secret, salt="panj-session")


def _session(request: Request) -> dict[str, Any]:
    """What the cookie says, where it is ours and not too old."""
    try:
        found = _signer(request).loads(request.cookies.get(COOKIE, ""), max_age=SESSION_SECONDS)
    except BadSignature:
        return {}
    return found if isinstance(found, dict) else {}


def asker(request: Request) -> Asker:
    """Who is asking. On this machine whoever said a name is an admin: they hold the record. Beyond it a session lasts
    as long as its token. `?view=open` shows a person what everybody else would see."""
    session = _session(request)
    name: str | None = session.get("name")
    role: TokenRole = "admin"
    if not request.app.state.loopback:
        token = desk_of(request).record.token(str(session.get("token", "")))
        name, role = (token.name, token.role) if token else (None, "reader")
    if name is None:
        return Asker(None, "reader", "open", "")
    sees = role in SEES_ALL and request.query_params.get("view") != "open"
    last = desk_of(request).seen(name)
    return Asker(name, role, "restricted" if sees else "open", _csrf(request, str(session.get("id", ""))), last)


def named(request: Request) -> Asker:
    """As `asker`; who gave no name is asked for it first."""
    found = asker(request)
    if found.name is None:
        back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        raise HTTPException(303, headers={"Location": f"/hello?next={quote(back, safe='')}"})
    return found


async def checked(request: Request) -> Asker:
    """As `named`, for writes: the form or the script that sends it got its token from this desk."""
    same_origin(request)
    found = await run_in_threadpool(named, request)
    given = request.headers.get(CSRF_HEADER)
    if given is None:
        value = (await request.form()).get(CSRF_FIELD)
        given = value if isinstance(value, str) else ""
    if not hmac.compare_digest(given.encode("utf8", "replace"), found.csrf.encode()):
        raise HTTPException(403, "This form is too old, or not of this desk: load the page again")
    return found


async def deciding(request: Request) -> Asker:
    """As `checked`; a reader may not decide anything."""
    found = await checked(request)
    if found.role not in SEES_ALL:
        raise HTTPException(403, "A reader's token cannot change anything")
    return found


def same_origin(request: Request) -> None:
    """Refuses what another site lets a browser send here."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site", "same-origin")
    if site not in ("same-origin", "none") or (origin and urlsplit(origin).netloc != request.headers.get("host")):
        raise HTTPException(403, "Another site sent this; the desk takes writes from its own pages only")


def _csrf(request: Request, session: str) -> str:
    if not session:
        return ""
    return hmac.new(request.app.state.secret.encode(), b"csrf:" + session.encode(), "sha256").hexdigest()


Asking = Annotated[Asker, Depends(asker)]
Named = Annotated[Asker, Depends(named)]
Checked = Annotated[Asker, Depends(deciding)]
router = APIRouter(include_in_schema=False)


@router.post("/hello", dependencies=[Depends(same_origin)])
def hello(
    request: Request,
    name: Annotated[str, Form(max_length=LONGEST_NAME)] = "",
    token: Annotated[str, Form(max_length=200)] = "",
    next_page: Annotated[str, Form(alias="next", max_length=2_000)] = "/",
) -> Response:
    """Remembers a name on this machine, or who came in with a token."""
    if not request.app.state.loopback:
        return _with_token(request, token, next_page)
    said = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if not said:
        return RedirectResponse(f"/hello?problem=name&next={quote(_local(next_page), safe='')}", 303)
    answer = RedirectResponse(_local(next_page), 303)
    _remember(request, answer, {"id": secrets.token_urlsafe(16), "name": said})
    return answer


def _with_token(request: Request, secret: str, next_page: str) -> Response:
    """Lets a browser in with a token; guessing is slow."""
    address = request.client.host if request.client else ""
    known = desk_of(request).record.token_of(secret.strip())
    if known is None:
        if request.app.state.guesses.wait(address):
            raise HTTPException(429, "Too many tokens were tried from here: wait a minute")
        return RedirectResponse(f"/hello?problem=token&next={quote(_local(next_page), safe='')}", 303)
    answer = RedirectResponse(_local(next_page), 303)
    _remember(request, answer, {"id": secrets.token_urlsafe(16), "token": known.id})
    return answer


@router.post("/goodbye", dependencies=[Depends(checked)])
def goodbye() -> Response:
    """Forgets the name."""
    answer = RedirectResponse("/hello", 303)
    answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return answer


def _remember(request: Request, answer: Response, session: dict[str, Any]) -> None:
    answer.set_cookie(
        COOKIE,
        _signer(request).dumps(session),
        max_age=SESSION_SECONDS,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def _local(page: str) -> str:
    """The page where it is one of this desk; else the first one."""
    parts = urlsplit(page)
    fine = page.startswith("/") and not page.startswith("//") and "\\" not in page and page.isprintable()
    return page if fine and not parts.netloc and not parts.scheme else "/"
