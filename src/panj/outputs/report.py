"""The report: one page of HTML in which every figure opens the words that it was read from. No script, no network."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from panj.model import Claim, Event, View
from panj.outputs import headlines, templating, timeline, words, worldmap
from panj.outputs.clean import for_terminal, one_line
from panj.outputs.page import Entry, EventPart, Page, gather

NEVER_COUNTED = 40
"""Statements that are in no event and not asserted, of which the page lists so many."""
BESIDE = 8
"""Events that a headline lists of each sort; the table has all."""
UNSETTLED = ("disputed", "unconfirmed", "retracted", "possible", "planned")

_ID = re.compile(r"\b[ce]_[0-9a-f]{6,40}\b")


@dataclass(frozen=True, slots=True)
class Summary:
    """The first line of the page."""

    reports: int
    outlets: int
    first: str | None
    last: str | None
    claims: int
    unread: int


@dataclass(frozen=True, slots=True)
class Unsettled:
    """An event that may not be taken as it stands, and the contradictions that nothing settles."""

    part: EventPart
    why: str
    about: tuple[str, ...]


def _summary(page: Page, unread: int) -> Summary:
    dates = sorted(report.document.published for report in page.reports if report.document.published)
    outlets = {one_line(report.document.publisher) for report in page.reports if report.document.publisher}
    first, last = (dates[0], dates[-1]) if dates else (None, None)
    return Summary(len(page.reports), len(outlets), first, last, len(page.entries), unread)


def _unsettled(page: Page) -> list[Unsettled]:
    found = []
    for part in page.events:
        about = tuple(
            f"{words.label('contradictions', c.type)}: {c.about}" for c in part.event.contradictions if not c.explained
        )
        if part.event.status in UNSETTLED or about:
            why = words.label("event_status_why", part.event.status) if part.event.status in UNSETTLED else ""
            found.append(Unsettled(part, why, about))
    rank = {status: index for index, status in enumerate(UNSETTLED)}
    return sorted(found, key=lambda item: (rank.get(item.part.event.status, -1), item.part.item.number))


def _never_counted(page: Page) -> list[Entry]:
    """Statements with a figure that stand behind no event: plans, denials, possibilities, what was taken back."""
    return [
        entry
        for report in page.reports
        for entry in report.entries
        if entry.claim.status not in ("asserted", "unconfirmed") and entry.claim.measure and not entry.events
    ]


def _figure(claim: Claim) -> str:
    return words.quantity(claim.measure, claim.evidence[0].text if claim.evidence else "")


def _linked(page: Page) -> Callable[[str], Markup]:
    """A filter: ids of claims and events in a sentence become links that a person can read."""
    parts = {part.event.id: part for part in page.events}

    def link(match: re.Match[str]) -> str:
        entry, part = page.entries.get(match[0]), parts.get(match[0])
        if entry is not None:
            shown = Markup("{}, <bdi>{}</bdi>").format(_figure(entry.claim), entry.report)
            return str(Markup('<a href="#{}">{}</a>').format(entry.anchor, shown))
        return str(Markup('<a href="#{}">event {}</a>').format(part.anchor, part.item.number)) if part else match[0]

    def linked(sentence: str) -> Markup:
        return Markup(_ID.sub(link, str(escape(one_line(sentence)))))

    return linked


@cache
def _environment() -> Environment:
    environment = templating.environment("panj.outputs")
    environment.filters.update(figure=_figure, says=words.speaker, origins=words.origins)
    return environment


def _says(event: Event, entries: Iterable[Entry]) -> str:
    """Who stands behind an event: its origins, or the speakers of its claims where no lineage is given."""
    return words.origins(event) or "; ".join(dict.fromkeys(filter(None, (words.speaker(e.claim) for e in entries))))


def _in_totals(event: Event, counted: frozenset[str]) -> str:
    """Whether the event is in a total of the page, and if not, why."""
    name, reasons = headlines.bucket(event), words.words("in_totals")
    if name is None:
        return ""
    if event.id in counted:
        return str(reasons["yes"])
    for reason in (name, event.status):
        if reason in reasons:
            return str(reasons[reason])
    return str(reasons["apart" if event.additive else "no"])


def _totals(found: Sequence[headlines.Headline]) -> list[dict[str, Any]]:
    """Headlines with their title, and what they list."""
    rows = []
    for headline in found:
        title = words.label("kinds", headline.kind) if headline.kind else words.label("buckets", headline.bucket)
        rows.append(
            {
                "headline": headline,
                "title": title[:1].upper() + title[1:],
                "note": "" if headline.kind else words.label("bucket_notes", headline.bucket),
                "bounds": words.bounded(headline.best, headline.low, headline.high),
                "metric": words.label("metrics", headline.metric) if headline.bucket in headlines.MOVED else "",
                "more": max(0, len(headline.counted) - BESIDE) + max(0, len(headline.beside) - BESIDE),
            }
        )
    return rows


def render(view: View, title: str = "What the reports say", *, unread: int = 0) -> str:
    """The page. It needs no network and no script, and its size grows with the reports and their claims.

    `unread` is how many of the reports are in a language that no reader speaks; the page says so.
    """
    page = gather(view)
    items = [part.item for part in page.events]
    maps, unplaced = worldmap.draw(items)
    never = _never_counted(page)
    totals = headlines.headlines(part.event for part in page.events)
    counted = frozenset(event.id for total in totals for event in total.counted)
    template = _environment().get_template("report.html.j2")
    return template.render(
        title=for_terminal(title),
        page=page,
        summary=_summary(page, unread),
        totals=_totals(totals),
        listed=BESIDE,
        parts={part.event.id: part for part in page.events},
        says={part.event.id: _says(part.event, part.entries) for part in page.events},
        in_totals={part.event.id: _in_totals(part.event, counted) for part in page.events},
        unsettled=_unsettled(page),
        never=never[:NEVER_COUNTED],
        never_more=max(0, len(never) - NEVER_COUNTED),
        maps=maps,
        unplaced=unplaced,
        timeline=timeline.draw(items),
        linked=_linked(page),
    )
