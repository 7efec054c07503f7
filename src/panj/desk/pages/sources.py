"""Outlets and origins: what came from each, how often it was a copy, was corrected, or was contradicted."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from panj.desk.asking import Named
from panj.desk.pages.asked import query_of
from panj.desk.pages.facts import Facts, facts_of
from panj.desk.pages.rendering import page
from panj.desk.state import desk_of
from panj.model import View
from panj.model.judgement import standing
from panj.outputs.clean import one_line

router = APIRouter(include_in_schema=False)
ROWS: Final = 60


@dataclass(slots=True)
class Tally:
    """What came from one outlet or origin. `copied`: its reports that share their text with another; `contradicted`:
    how often a contradiction that nothing explains names one of its reports; `corrected`: decisions that set a figure
    of its reports right or reject it."""

    name: str
    reports: int = 0
    claims: int = 0
    events: int = 0
    copied: int = 0
    corrected: int = 0
    contradicted: int = 0
    first: str = ""
    last: str = ""
    outlets: Counter[str] = field(default_factory=Counter)


@router.get("/sources")
def sources(request: Request, asker: Named, of: str = "outlets", q: str = "") -> HTMLResponse:
    """Outlets or, with `of=origins`, those who are quoted; `q` narrows them by name."""
    query = query_of(request)
    facts = facts_of(desk_of(request).view(query.moment, asker.audience))
    told = facts.kept("sources", tallies)
    shown = told["origins" if of == "origins" else "outlets"]
    words = q.strip().casefold()[:120]
    shown = [one for one in shown if words in one.name.casefold()]
    pages = max(1, -(-len(shown) // ROWS))
    number = min(query.page, pages)
    asked = urlencode({"of": of, "q": q.strip()[:120]})
    return page(
        request,
        asker,
        "sources.html.j2",
        of="origins" if of == "origins" else "outlets",
        q=q.strip()[:120],
        shown=shown[(number - 1) * ROWS : number * ROWS],
        counted=len(shown),
        number=number,
        pages=pages,
        page_address=lambda n: query.address("/sources", page=n) + f"{'&' if query.address(page=n) else '?'}{asked}",
    )


def tallies(facts: Facts) -> dict[str, list[Tally]]:
    """Outlets by their reports, and origins by their events, those with the most first."""
    outlets, of_label, of_id = _outlets(facts.view)
    origins: dict[str, Tally] = {}
    for event in facts.view.events():
        copied = {label for line in event.lineage for group in line.copies for label in group}
        open_ones = [one for one in event.contradictions if not one.explained]
        for line in event.lineage:
            name = one_line(line.origin)
            if name:
                told = origins.setdefault(name, Tally(name))
                told.events += 1
                told.reports += len(line.documents)
                told.copied += len(copied & set(line.documents))
                told.contradicted += sum(bool(set(one.documents) & set(line.documents)) for one in open_ones)
                told.outlets.update(of_label[label] for label in line.documents if label in of_label)
        for name in {of_label[label] for label in event.documents if label in of_label}:
            outlets[name].events += 1
        for one in open_ones:
            for name in {of_label[label] for label in one.documents if label in of_label}:
                outlets[name].contradicted += 1
        for label in copied:
            if label in of_label:
                outlets[of_label[label]].copied += 1
    for judgement in standing(tuple(getattr(facts.view, "judgements", ()))):
        if judgement.verb in ("correct", "reject"):
            for name in {of_id[document] for document in judgement.documents if document in of_id}:
                outlets[name].corrected += 1
    return {
        "outlets": sorted(outlets.values(), key=lambda one: (-one.reports, one.name)),
        "origins": sorted(origins.values(), key=lambda one: (-one.events, one.name)),
    }


def _outlets(view: View) -> tuple[dict[str, Tally], dict[str, str], dict[str, str]]:
    """Outlets with their reports, and the outlet of each report by its label and by its id."""
    outlets: dict[str, Tally] = {}
    of_label: dict[str, str] = {}
    of_id: dict[str, str] = {}
    for ident, label, publisher, published, claims in _rows(view):
        name = one_line(publisher) or "outlet not known"
        of_label[label] = of_id[ident] = name
        told = outlets.setdefault(name, Tally(name))
        told.reports += 1
        told.claims += claims
        if published:
            told.first = min(told.first or published, published)
            told.last = max(told.last, published)
    return outlets, of_label, of_id


def _rows(view: Any) -> Iterable[tuple[str, str, str | None, str | None, int]]:
    """Id, label, publisher, date and number of claims of each report."""
    reading = getattr(view, "reading", None)
    if reading is not None:
        from panj.record import outlines

        yield from outlines(reading)
        return
    claims: dict[str, int] = defaultdict(int)
    for claim in view.claims():
        claims[claim.document_id] += 1
    for document in view.documents():
        yield document.id, document.label, document.publisher, document.published, claims[document.id]
