"""A report: its text with the words of every claim marked, the claims beside it, and what was seen and not taken."""

from collections.abc import Iterable
from typing import Any, Final

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from panj import pipeline
from panj.desk.asking import Named
from panj.desk.pages import done
from panj.desk.pages.asked import query_of
from panj.desk.pages.event import seen
from panj.desk.pages.facts import facts_of
from panj.desk.pages.quoted import Entry, entries
from panj.desk.pages.rendering import page
from panj.desk.state import desk_of
from panj.model import Claim
from panj.model.judgement import CLAIM_FIELDS, DOCUMENT_FIELDS
from panj.model.vocabulary import KINDS, STATUSES
from panj.outputs.clean import anchor, same_length
from panj.outputs.highlight import Mark, marked

router = APIRouter(include_in_schema=False)
MARKED: Final = 400
"""Claims of one report that are marked and listed."""
REFUSED: Final = 200
"""Numbers that were not taken, of one report, that are listed."""
AROUND: Final = 60
"""Characters shown on either side of a number that was not taken."""


@router.get("/document/{ident}")
def document_page(request: Request, ident: str, asker: Named) -> HTMLResponse:
    """A report with its claims marked in the text; 410 where it was redacted, 404 where it is not shown."""
    desk, query = desk_of(request), query_of(request)
    facts = facts_of(desk.view(query.moment, asker.audience))
    view: Any = facts.view
    document = view.document(ident)
    if document is None:
        buried = desk.work(lambda record: record.tombstone(ident))
        return page(request, asker, "gone.html.j2", status=410 if buried else 404, buried=buried, ident=ident)
    settled = facts.settled_for(frozenset([ident]))
    told = {claim.id: claim for claim in view.claims(ident)}
    if settled:
        told.update((name, settled.original[name]) for name in sorted(settled.rejected) if name in settled.original)
    ordered = sorted(told.values(), key=_place)
    shown = entries(facts, ordered[:MARKED])
    return page(
        request,
        asker,
        "document.html.j2",
        document=document,
        query=query,
        text=marked(document, _marks(shown)),
        entries=shown,
        more=max(0, len(ordered) - MARKED),
        done=done.of(request, desk, asker),
        seen=seen(view),
        fields=CLAIM_FIELDS,
        document_fields=DOCUMENT_FIELDS,
        kinds=sorted(KINDS),
        statuses=sorted(STATUSES),
        judged=bool(settled),
    )


def _place(claim: Claim) -> tuple[int, str]:
    return (claim.evidence[0].start if claim.evidence else -1, claim.id)


def _marks(shown: Iterable[Entry]) -> Iterable[Mark]:
    """A mark for the words of each claim, with its number, which leads to the claim beside the text."""
    for number, entry in enumerate(shown, start=1):
        claim = entry.claim
        weak = claim.status != "asserted" or claim.section == "related" or entry.rejected
        name = anchor(claim.id)
        for span in claim.evidence[:1]:
            yield Mark(span.start, span.end, name, str(number), f"n-{name}", "weak" if weak else "")
        for span in claim.evidence[1:]:
            yield Mark(span.start, span.end, style="also")


@router.get("/document/{ident}/refused")
def refused(request: Request, ident: str, asker: Named) -> HTMLResponse:
    """The numbers of the report that no claim was made of, each with why."""
    desk, query = desk_of(request), query_of(request)
    document = desk.view(query.moment, asker.audience).document(ident)
    if document is None:
        raise HTTPException(404, "There is no such report")
    found = desk.work(lambda _: pipeline.refused(document))
    told = []
    for one in found[:REFUSED]:
        start, end = one.number.start, one.number.end
        told.append(
            {
                "before": same_length(document.text[max(0, start - AROUND) : start]),
                "words": same_length(document.text[start:end]),
                "after": same_length(document.text[end : end + AROUND]),
                "why": one.why,
            }
        )
    return page(request, asker, "not_taken.html.j2", told=told, more=max(0, len(found) - REFUSED))
