"""What can be written: reports, judgements, restrictions. Each takes a token, and is noted with who did it."""

from typing import Any

from fastapi import APIRouter, HTTPException, Response

from panj import pipeline
from panj.desk.api import wire
from panj.desk.api.callers import Analyst, TheDesk
from panj.desk.api.forms import Ident, NewDocument, NewJudgement, NewRestriction
from panj.desk.api.problems import Route, described
from panj.errors import InputError
from panj.model import Judgement, Problem, Sensitivity, claim_to_wire, restricted_on
from panj.pipeline import decisions
from panj.record import Added, Record

router = APIRouter(route_class=Route, responses=described(401, 403, 409, 422, 429))


@router.post(
    "/documents",
    status_code=201,
    tags=["documents"],
    responses={
        200: {"description": "It is known already"},
        **described(413),
    },
)
def add_document(form: NewDocument, who: Analyst, desk: TheDesk, answer: Response) -> dict[str, Any]:
    """Reads a report into the record. The same text again changes nothing."""

    def task(record: Record) -> Added:
        published = form.published.isoformat() if form.published else None
        document = pipeline.document_of(form.text, published=published, publisher=form.publisher, label=form.label)
        given = form.publisher is not None
        (done,) = pipeline.add_documents(record, [document], publisher_given=given)
        if isinstance(done, Problem):
            raise InputError(done.message, done.hint)
        record.audit(who.who, f"document {done.what}", document.id)
        return done

    done = desk.work(task)
    if done.what == "unchanged":
        answer.status_code = 200
    answer.headers["Location"] = f"/api/v1/documents/{done.document.id}"
    return {
        "what": done.what,
        "document": wire.document_to_wire(done.document, text=False),
        "claims": [claim_to_wire(claim) for claim in desk.record.claims(done.document.id)],
    }


@router.post("/judgements", status_code=201, tags=["judgements"], responses=wire.one_of(wire.JUDGEMENT))
def judge(form: NewJudgement, who: Analyst, desk: TheDesk) -> dict[str, Any]:
    """Decides something about a claim, an event or a report; it counts from now on and can be taken back."""

    def task(record: Record) -> Judgement:
        return desk.judge(_judgement(record, form, who.name))

    return wire.entry_to_wire(desk.work(task))


def _judgement(record: Record, form: NewJudgement, by: str) -> Judgement:
    if form.verdict == "merge":
        return decisions.merging(record, [form.about, *form.others], form.why, by)
    if form.verdict == "split":
        return decisions.splitting(record, form.about, form.others, form.why, by)
    if form.verdict == "undo":
        return decisions.undoing(record, form.about, form.why, by)
    field = form.value if form.verdict == "recommend" else form.field
    return decisions.judgement_on(record, form.about, form.verdict, field, form.value, form.why, by)


@router.get("/restrictions", tags=["restrictions"])
def restrictions(who: Analyst, desk: TheDesk) -> dict[str, Any]:
    """What is restricted now."""
    day = desk.today().isoformat()
    return {"items": [wire.entry_to_wire(one) for one in restricted_on(desk.record.sensitivities(), day)]}


@router.post("/restrictions", status_code=201, tags=["restrictions"])
def restrict(form: NewRestriction, who: Analyst, desk: TheDesk) -> dict[str, Any]:
    """Lets something not leave the house, for good or until a day."""
    if sum(given is not None for given in (form.document, form.claim, form.source)) != 1:
        raise HTTPException(422, "Name one of document, claim and source")
    if form.until and form.until <= desk.today():
        raise HTTPException(422, "This is no day to come")

    def task(record: Record) -> Sensitivity:
        anchor = None
        if form.claim:
            anchors = decisions.anchors_of(record, [decisions.claim_named(record, form.claim).id])
            if not anchors:
                raise InputError("This claim has no words that could be restricted", "restrict its report")
            anchor = anchors[0]
        document = decisions.documents_named(record, form.document)[0] if form.document else None
        until = form.until.isoformat() if form.until else None
        return _decided(
            record,
            Sensitivity("", "restricted", who.name, "", form.why, document, anchor, form.source, until),
            who.who,
        )

    return wire.entry_to_wire(desk.work(task))


@router.delete("/restrictions/{restriction_id}", tags=["restrictions"])
def release(restriction_id: Ident, who: Analyst, desk: TheDesk) -> dict[str, Any]:
    """Takes a restriction back."""
    taken_back = Sensitivity("", "open", who.name, "", "taken back", undoes=restriction_id)
    return wire.entry_to_wire(desk.work(lambda record: _decided(record, taken_back, who.who)))


def _decided(record: Record, one: Sensitivity, who: str) -> Sensitivity:
    done = record.decide_sensitivity(one)
    record.audit(who, "restriction taken back" if done.undoes else "restriction", done.id)
    return done
