"""What a person decides on a page: kept beside what was read, with its author and reason, never over another's head."""

from collections.abc import Callable, Sequence
from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from panj import pipeline
from panj.desk.asking import Asker, Checked
from panj.desk.pages.facts import facts_of
from panj.desk.pages.rendering import page
from panj.desk.state import Desk, desk_of
from panj.errors import InputError
from panj.model import Judgement
from panj.model.judgement import standing
from panj.pipeline.decisions import judgement_on, merging, said, splitting, undoing
from panj.record import Record

router = APIRouter(include_in_schema=False)
LONGEST: Final = 2_000
"""Characters of a reason."""
Why = Annotated[str, Form(max_length=LONGEST)]
Short = Annotated[str, Form(max_length=400)]
Make = Callable[[Record], Judgement]


class Overtaken(Exception):
    """Somebody decided about the same meanwhile."""

    def __init__(self, others: Sequence[Judgement]) -> None:
        super().__init__("overtaken")
        self.others = others


@router.post("/claim/{ident}/judge", response_model=None)
def judge(
    request: Request,
    ident: str,
    asker: Checked,
    verdict: Short,
    field: Short = "",
    value: Short = "",
    reason: Why = "",
    seen: Short = "",
    back: Short = "/",
) -> Response:
    """Accepts, rejects or corrects a claim."""
    name = asker.name or ""

    def make(record: Record) -> Judgement:
        if verdict not in ("accept", "reject", "correct"):
            raise InputError(f"{verdict} is no verdict on a claim", "one of: accept, reject, correct")
        return judgement_on(record, ident, verdict, field or None, value.strip() or None, needed(reason), name)

    return decide(request, asker, make, seen, back, claim=ident)


@router.post("/event/{ident}/recommend", response_model=None)
def recommend(
    request: Request, ident: str, asker: Checked, value: Short, reason: Why = "", seen: Short = ""
) -> Response:
    """Says which figure is to be used."""
    name = asker.name or ""
    return decide(
        request,
        asker,
        lambda record: judgement_on(record, ident, "recommend", value.strip(), None, needed(reason), name),
        seen,
        f"/event/{ident}",
    )


@router.post("/event/{ident}/merge", response_model=None)
def merge(request: Request, ident: str, asker: Checked, other: Short, reason: Why = "", seen: Short = "") -> Response:
    """Says that two events are one."""
    name, second = asker.name or "", urlsplit(other.strip()).path.rpartition("/")[2]
    return decide(
        request,
        asker,
        lambda record: merging(record, [ident, second], needed(reason), name),
        seen,
        f"/event/{ident}",
    )


@router.post("/event/{ident}/split", response_model=None)
def split(
    request: Request,
    ident: str,
    asker: Checked,
    claims: Annotated[list[str] | None, Form()] = None,
    reason: Why = "",
    seen: Short = "",
) -> Response:
    """Says that claims tell of something else."""
    name = asker.name or ""
    return decide(
        request,
        asker,
        lambda record: splitting(record, ident, claims or [], needed(reason), name),
        seen,
        f"/event/{ident}",
    )


@router.post("/document/{ident}/correct", response_model=None)
def correct_document(
    request: Request, ident: str, asker: Checked, field: Short, value: Short = "", reason: Why = "", seen: Short = ""
) -> Response:
    """Sets right when, or by whom, a report was published."""
    name, given = asker.name or "", value.strip() or "unknown"

    def make(record: Record) -> Judgement:
        if field not in ("published", "publisher"):
            raise InputError(f"{field} cannot be set right", "one of: published, publisher")
        return judgement_on(record, ident, "correct", field, given, needed(reason), name)

    return decide(request, asker, make, seen, f"/document/{ident}")


@router.post("/undo/{ident}", response_model=None)
def undo(request: Request, ident: str, asker: Checked, reason: Why = "", back: Short = "/log") -> Response:
    """Takes a decision back; that is kept too."""
    name = asker.name or ""

    def make(record: Record) -> Judgement:
        one = undoing(record, ident, reason.strip() or "taken back on the page", name)
        told = record.judgements()
        if one.undoes not in {valid.id for valid in valid(told)}:
            raise Overtaken([other for other in told if other.undoes == one.undoes][-1:])
        return one

    return decide(request, asker, make, "", back)


def valid(told: Sequence[Judgement]) -> list[Judgement]:
    """Judgements that nobody took back, those that take others back among them."""
    undone: set[str] = set()
    for one in reversed(told):
        if one.verb == "undo" and one.id not in undone and one.undoes:
            undone.add(one.undoes)
    return [one for one in told if one.id not in undone]


def needed(reason: str) -> str:
    """The reason. Raises InputError where none is given."""
    if not reason.strip():
        raise InputError("A reason is missing", "say in a few words why: others read it later")
    return reason.strip()


def decide(request: Request, asker: Asker, make: Make, seen: str, back: str, claim: str | None = None) -> Response:
    """Keeps the judgement and leads back to the page, which tells what it changed. Where somebody decided about the
    same since the page was made, or the words make no sense, nothing is kept and the page says why."""
    desk = desk_of(request)

    def keep(record: Record) -> Judgement:
        one = make(record)
        if seen and (others := overtaking(record, one, seen)):
            raise Overtaken(others)
        kept = record.judge(one)
        pipeline.bring_up_events(record)
        return kept

    try:
        kept = desk.work(keep)
    except Overtaken as met:
        told = [(one, said(one)) for one in met.others]
        return page(request, asker, "overtaken.html.j2", status=409, others=told, back=local(back))
    except InputError as error:
        return page(
            request, asker, "refused.html.j2", status=422, message=error.message, hint=error.hint, back=local(back)
        )
    return RedirectResponse(_next(desk, asker, local(back), kept.id, claim), 303)


def overtaking(record: Record, mine: Judgement, seen: str) -> list[Judgement]:
    """Judgements kept since the one that the page knew, that stand and are about the same place or event."""
    told = record.judgements()
    known = next((n for n, one in enumerate(told) if one.id == seen), -1)
    later = {one.id for one in told[known + 1 :]}
    return [one for one in standing(told) if one.id in later and _same(mine, one)]


def _same(mine: Judgement, other: Judgement) -> bool:
    if mine.document_id or other.document_id:
        return mine.document_id == other.document_id and mine.field == other.field
    theirs = (*other.anchors, *other.against)
    return any(
        a.document_id == b.document_id and (a.version != b.version or a.span.overlaps(b.span))
        for a in (*mine.anchors, *mine.against)
        for b in theirs
    )


def local(back: str) -> str:
    """The path of a page of this desk; the first page for anything else."""
    parts = urlsplit(back)
    fine = back.startswith("/") and not back.startswith("//") and "\\" not in back and back.isprintable()
    return parts.path if fine and not parts.netloc and not parts.scheme else "/"


def _next(desk: Desk, asker: Asker, back: str, kept: str, claim: str | None) -> str:
    """The page to go back to: the event that tells the claim now, where it was an event."""
    if claim and back.startswith("/event/"):
        events = facts_of(desk.view(None, asker.audience)).by_claim.get(claim)
        if events:
            back = f"/event/{events[0].id}"
    return f"{back}?done={kept}"
