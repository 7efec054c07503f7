"""Full text over reports and claims, the latest first."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from panj.desk.asking import Named
from panj.desk.pages.asked import LONGEST, query_of
from panj.desk.pages.facts import facts_of
from panj.desk.pages.quoted import words_of
from panj.desk.pages.rendering import page
from panj.desk.state import desk_of
from panj.errors import InputError
from panj.model import Claim, Document, Event
from panj.outputs.clean import same_length
from panj.outputs.highlight import quote
from panj.pipeline.searching import Found, Hit, search

router = APIRouter(include_in_schema=False)
WHAT: Final = ("all", "documents", "claims")
LEAD: Final = 240
"""Characters of a report that are shown where its words stand nowhere together."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit with the words around what was searched for, and the events of a claim."""

    document: Document
    claim: Claim | None
    words: Markup
    events: tuple[Event, ...]


@router.get("/search")
def search_page(
    request: Request, asker: Named, q: str = "", what: str = "all", cursor: str | None = None
) -> HTMLResponse:
    """What holds every word of `q`, page by page."""
    desk, query = desk_of(request), query_of(request)
    facts = facts_of(desk.view(None, asker.audience))
    asked, problem, found = q.strip()[: 2 * LONGEST], "", Found((), None)
    chosen = what if what in WHAT else "all"
    if asked:
        try:
            found = desk.work(
                lambda record: search(
                    record,
                    facts.view,
                    asked,
                    what=chosen,
                    kinds=(query.kind,) if query.kind else (),
                    country=query.origin or None,
                    start=query.start or None,
                    end=query.end or None,
                    cursor=cursor,
                )
            )
        except InputError as error:
            problem = f"{error.message}: {error.hint}"
    return page(
        request,
        asker,
        "search.html.j2",
        q=asked,
        what=chosen,
        query=query,
        facts=facts,
        hits=[_shown(hit, asked, facts.by_claim) for hit in found.hits],
        following=found.next,
        next_address="?" + urlencode({**request.query_params, "cursor": found.next or ""}),
        problem=problem,
    )


def _shown(hit: Hit, asked: str, by_claim: dict[str, list[Event]]) -> Shown:
    if hit.claim is not None:
        events = tuple(by_claim.get(hit.claim.id, ()))
        return Shown(hit.document, hit.claim, words_of(hit.claim, hit.document), events)
    return Shown(hit.document, None, _around(hit.document.text, asked), ())


def _around(text: str, asked: str) -> Markup:
    """The sentence where the first of the words stands that is found as it was typed; else how the report begins."""
    for word in re.findall(r"[^\W_]+", asked):
        found = re.search(rf"(?i)(?<![^\W_]){re.escape(word)}", text)
        if found:
            return quote(text, found.start(), found.end())
    return Markup("{}").format(same_length(text[:LEAD]))
