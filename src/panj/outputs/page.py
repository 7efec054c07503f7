"""What the report page shows, gathered from a view: numbered events, claims with links, reports with marks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from panj.model import Claim, Document, Event, View
from panj.model.vocabulary import COUNTABLE_STATUSES, FAMILY_OF, FIGURE_FAMILIES
from panj.outputs.clean import anchor, one_line
from panj.outputs.drawing import Numbered
from panj.outputs.headlines import bucket
from panj.outputs.highlight import Mark, marked, quote

MAX_QUOTES = 400
"""Claims of one event that the page lists; a larger event says how many more there are."""


class Entry(NamedTuple):
    """A claim on the page: its number in its report, its anchors, and the events that it stands behind.

    `marked` is whether its words are marked in a report; `report` is the outlet, or the report's label.
    """

    claim: Claim
    number: int
    anchor: str
    row: str
    events: tuple[Numbered, ...]
    quote: Markup
    marked: bool
    report: str


@dataclass(frozen=True, slots=True)
class ReportText:
    """A document on the page with its marked text and its claims in the order of the text."""

    document: Document
    anchor: str
    text: Markup
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class EventPart:
    """An event on the page. `lead` is the claim whose words its figure opens, None where no claim is at hand."""

    item: Numbered
    anchor: str
    lead: Entry | None
    entries: tuple[Entry, ...]
    more: int
    part_of: Numbered | None
    followed_by: tuple[Numbered, ...]
    reports: tuple[ReportText, ...]

    @property
    def event(self) -> Event:
        return self.item.event


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page shows. `orphans` are claims whose report is not in the view (taken down, or never kept)."""

    events: tuple[EventPart, ...]
    reports: tuple[ReportText, ...]
    orphans: tuple[Entry, ...]
    entries: dict[str, Entry]
    labels: dict[str, ReportText]


def _order(event: Event) -> tuple[int, str, str]:
    """Figures of movement first, then other figures, then the rest; each by its time."""
    family = FAMILY_OF.get(event.kind)
    rank = 0 if bucket(event) and family == "movement" else 1 if family in FIGURE_FAMILIES else 2
    start = (event.period.start or event.period.end) if event.period else event.estimate.date
    return rank, start or "9999", event.id


def _unique(claims: Iterable[Claim]) -> list[Claim]:
    return list({claim.id: claim for claim in claims}.values())


def _good_span(claim: Claim, document: Document) -> bool:
    """Whether the claim's first evidence is a stretch of the document's text."""
    return bool(claim.evidence) and 0 <= claim.evidence[0].start < claim.evidence[0].end <= len(document.text)


def _entry(claim: Claim, number: int, document: Document | None, events: Sequence[Numbered]) -> Entry:
    name = anchor(claim.id)
    shown, found = Markup(), document is not None and _good_span(claim, document)
    if document is not None and found:
        shown = quote(document.text, claim.evidence[0].start, claim.evidence[0].end)
    elif claim.evidence:
        shown = quote(claim.evidence[0].text, 0, len(claim.evidence[0].text))
    report = one_line((document.publisher if document else None) or claim.document)
    return Entry(claim, number, name, f"n-{name}", tuple(events), shown, found, report)


def _marks(entries: Iterable[Entry]) -> Iterable[Mark]:
    for entry in entries:
        style = "" if entry.claim.status == "asserted" and entry.claim.section != "related" else "weak"
        for span in entry.claim.evidence[:1]:
            yield Mark(span.start, span.end, entry.anchor, str(entry.number), entry.row, style)
        for span in entry.claim.evidence[1:]:
            yield Mark(span.start, span.end, style="also")


def _report(document: Document, claims: Iterable[Claim], events: dict[str, list[Numbered]]) -> ReportText:
    ordered = sorted(claims, key=lambda claim: (claim.evidence[0].start if claim.evidence else -1, claim.id))
    entries = tuple(
        _entry(claim, number, document, events.get(claim.id, ())) for number, claim in enumerate(ordered, start=1)
    )
    return ReportText(document, anchor(document.id), marked(document, _marks(entries)), entries)


def _lead(event: Event, entries: Sequence[Entry]) -> Entry | None:
    """The claim that says the event's figure best: the same number, stated, in the running text, early and sure."""
    estimate = event.estimate

    def rank(entry: Entry) -> tuple[bool, bool, bool, bool, float, str]:
        measure = entry.claim.measure
        stated = {measure.value, measure.low, measure.high} if measure else set()
        return (
            measure is None or measure.value != estimate.best,
            not (stated & {estimate.best, estimate.low, estimate.high} - {None}),
            entry.claim.status not in COUNTABLE_STATUSES,
            entry.claim.section != "body",
            -entry.claim.confidence,
            entry.claim.id,
        )

    return min(entries, key=rank, default=None)


def gather(view: View) -> Page:
    """Everything of the view in the order in which the page shows it."""
    numbered = [Numbered(n, e) for n, e in enumerate(sorted(view.events(), key=_order), start=1)]
    by_id = {item.event.id: item for item in numbered}
    behind: dict[str, list[Numbered]] = {}
    for item in numbered:
        for claim_id in dict.fromkeys(item.event.claims):
            behind.setdefault(claim_id, []).append(item)
    documents = {document.id: document for document in view.documents()}
    claims: dict[str, list[Claim]] = {}
    for claim in _unique(view.claims()):
        claims.setdefault(claim.document_id, []).append(claim)
    ordered = sorted(documents.values(), key=lambda document: (document.published or "9999", document.label))
    reports = tuple(_report(document, claims.get(document.id, ()), behind) for document in ordered)
    lost = [claim for name, group in sorted(claims.items()) if name not in documents for claim in group]
    orphans = tuple(_entry(claim, n, None, behind.get(claim.id, ())) for n, claim in enumerate(lost, start=1))
    entries = {entry.claim.id: entry for report in reports for entry in report.entries}
    entries |= {entry.claim.id: entry for entry in orphans}
    labels: dict[str, ReportText] = {}
    for report in reports:
        labels.setdefault(report.document.label, report)
    parts = tuple(_part(item, by_id, entries, labels) for item in numbered)
    return Page(parts, reports, orphans, entries, labels)


def _part(
    item: Numbered, by_id: dict[str, Numbered], entries: dict[str, Entry], labels: dict[str, ReportText]
) -> EventPart:
    event = item.event
    own = [entries[claim] for claim in dict.fromkeys(event.claims) if claim in entries]
    return EventPart(
        item,
        anchor(event.id),
        _lead(event, own),
        tuple(own[:MAX_QUOTES]),
        max(0, len(own) - MAX_QUOTES),
        by_id.get(event.part_of or ""),
        tuple(by_id[name] for name in event.followed_by if name in by_id),
        tuple(labels[label] for label in dict.fromkeys(event.documents) if label in labels),
    )
