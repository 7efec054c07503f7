"""Who is asking: the name that a person gave on this machine, kept in a signed cookie, and what they may see and do."""

import hmac
import secrets
from dataclasses import dataclass
from typing import Annotated, Any, Final
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

from panj.pipeline.guarding import Role

COOKIE: Final = "panj_desk"
SESSION_SECONDS: Final = 180 * 24 * 3600
"""How long a browser is remembered."""
LONGEST_NAME: Final = 80
CSRF_HEADER: Final = "x-csrf-token"
CSRF_FIELD: Final = "csrf"


@dataclass(frozen=True, slots=True)
class Asker:
    """A person at a browser. `name` is None until they said it; `audience` is what they see; `csrf` goes with every
    form and htmx write; `last_looked` is when they were here before this visit (UTC, ISO 8601)."""

    name: str | None
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
    """Who is asking. `?view=open` shows a person what everybody else would see."""
    session = _session(request)
    name = session.get("name")
    audience: Role = "restricted" if name and request.query_params.get("view") != "open" else "open"
    return Asker(name, audience, _csrf(request, str(session.get("id", ""))))


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
    found = named(request)
    given = request.headers.get(CSRF_HEADER)
    if given is None:
        value = (await request.form()).get(CSRF_FIELD)
        given = value if isinstance(value, str) else ""
    if not hmac.compare_digest(given.encode(), found.csrf.encode()):
        raise HTTPException(403, "This form is too old, or not of this desk: load the page again")
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
Checked = Annotated[Asker, Depends(checked)]
router = APIRouter(include_in_schema=False)


@router.post("/hello", dependencies=[Depends(same_origin)])
def hello(
    request: Request,
    name: Annotated[str, Form(max_length=LONGEST_NAME)] = "",
    next_page: Annotated[str, Form(alias="next", max_length=2_000)] = "/",
) -> Response:
    """Remembers a name on this machine."""
    said = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if not said:
        return RedirectResponse(f"/hello?problem=name&next={quote(_local(next_page), safe='')}", 303)
    answer = RedirectResponse(_local(next_page), 303)
    _remember(request, answer, {"id": secrets.token_urlsafe(16), "name": said})
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
