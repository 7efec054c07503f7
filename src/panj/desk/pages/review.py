"""The queue of what is uncertain, by what a decision would change most: one question, one key."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from panj import pipeline
from panj.desk.asking import Asker, Checked, Named
from panj.desk.pages import done
from panj.desk.pages.deciding import Overtaken, overtaking
from panj.desk.pages.event import seen
from panj.desk.pages.facts import facts_of
from panj.desk.pages.quoted import entries
from panj.desk.pages.rendering import page
from panj.desk.state import Desk, desk_of
from panj.errors import InputError
from panj.model import Judgement, digest
from panj.model.judgement import figure_of
from panj.outputs import words
from panj.outputs.highlight import quote
from panj.pipeline.decisions import said
from panj.pipeline.questions import Question, decision, questions
from panj.record import Record

router = APIRouter(include_in_schema=False)
NEXT: Final = 12
"""Questions that are listed behind the one that is asked."""
KEPT: Final = 4
NAMES: Final = {
    "contradiction": "The reports contradict one another",
    "unconfirmed": "Nobody has confirmed it",
    "unsure": "The words may say something else",
    "orphan": "A decision finds its words no more",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A button: the key, what it is sent as, and what it means."""

    key: str
    value: str
    meaning: str


_kept: OrderedDict[int, tuple[object, list[Question]]] = OrderedDict()


def asked(desk: Desk, asker: Asker) -> list[Question]:
    """All questions, kept for each state of the record; none for those who may not decide."""
    view: Any = desk.view(None, asker.audience)
    if asker.audience != "restricted":
        return []
    known = _kept.get(id(view))
    if known is None or known[0] is not view:
        known = _kept[id(view)] = (view, questions(view))
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return known[1]


def key_of(question: Question) -> str:
    """What a question is known by, whatever is decided about others."""
    event = question.event.id if question.event else ""
    orphan = question.orphan.judgement.id if question.orphan else ""
    return digest(question.sort, question.about, event, orphan, *(claim.id for claim in question.claims))


@router.get("/review")
def review(request: Request, asker: Named, at: str = "") -> HTMLResponse:
    """One uncertain thing at a time: that with the key `at`, else the first."""
    desk = desk_of(request)
    found = asked(desk, asker)
    return page(request, asker, "review.html.j2", **_values(request, desk, asker, found, at))


def _values(request: Request, desk: Desk, asker: Asker, found: list[Question], at: str) -> dict[str, Any]:
    keys = [key_of(question) for question in found]
    number = keys.index(at) if at in keys else 0
    question = found[number] if found else None
    facts = facts_of(desk.view(None, asker.audience))
    return {
        "question": question,
        "name": NAMES[question.sort] if question else "",
        "key": keys[number] if question else "",
        "following": keys[number + 1] if number + 1 < len(found) else "",
        "before": keys[number - 1] if number > 0 else "",
        "number": number + 1,
        "all": len(found),
        "entries": entries(facts, list(question.claims)) if question else [],
        "stood": _stood(desk, question) if question else None,
        "answers": answers(question) if question else [],
        "queue": list(zip(keys, found, strict=True))[number + 1 : number + 1 + NEXT],
        "names": NAMES,
        "done": done.of(request, desk, asker),
        "seen": seen(facts.view),
        "overtaken": [],
        "problem": "",
    }


def _stood(desk: Desk, question: Question) -> Markup | None:
    """The words that a decision was about, out of the text that it knew."""
    if question.orphan is None:
        return None
    anchor = question.orphan.anchor
    old = desk.record.text(anchor.document_id, anchor.version)
    return quote(old, anchor.start, anchor.end) if old and anchor.end <= len(old) else None


def answers(question: Question) -> list[Answer]:
    """The answers that a question takes, with their keys."""
    if question.sort == "orphan":
        return [Answer("u", "u", "take it back")]
    if question.sort == "contradiction":
        numbered = []
        for n, claim in enumerate(question.claims, 1):
            value = figure_of(claim)
            numbered.append(Answer(str(n), str(n), "use this" if value is None else f"use {words.number(value)}"))
        return [*numbered, Answer("b", "b", "both, of different things")]
    return [Answer("a", "a", "it is right"), Answer("r", "r", "it is wrong")]


@router.post("/review", response_model=None)
def answered(
    request: Request,
    asker: Checked,
    answer: Annotated[str, Form(max_length=2)],
    key: Annotated[str, Form(max_length=64)],
    known: Annotated[str, Form(alias="seen", max_length=64)] = "",
    following: Annotated[str, Form(max_length=64)] = "",
    reason: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:
    """Keeps an answer and leads to the next question; says so where somebody was faster."""
    desk = desk_of(request)
    question = next((one for one in asked(desk, asker) if key_of(one) == key), None)

    def keep(record: Record) -> Judgement:
        if question is None:
            told = record.judgements()
            at = next((n for n, one in enumerate(told) if one.id == known), -1)
            raise Overtaken(told[at + 1 :])
        one = decision(record, question, answer, asker.name or "", reason.strip() or "on review")
        if one is None:
            raise InputError("This is no answer to the question", "use one of the buttons")
        if others := overtaking(record, one, known):
            raise Overtaken(others)
        kept = record.judge(one)
        pipeline.bring_up_events(record)
        return kept

    try:
        kept = desk.work(keep)
    except (Overtaken, InputError) as met:
        values = _values(request, desk, asker, asked(desk, asker), following)
        if isinstance(met, InputError):
            values["problem"] = met.message
            return page(request, asker, "review.html.j2", status=422, **values)
        values["overtaken"] = [(one, said(one)) for one in met.others[-5:]]
        return page(request, asker, "review.html.j2", status=409, **values)
    return RedirectResponse(f"/review?at={following}&done={kept.id}", 303)
