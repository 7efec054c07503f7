"""Claims and events in a terminal: rich renderables that fit 80 columns. Text from outside is never markup."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from panj.model import Claim, Document, Event, View
from panj.model.vocabulary import FAMILY_OF, FIGURE_FAMILIES
from panj.outputs import words
from panj.outputs.clean import for_terminal
from panj.outputs.drawing import Numbered
from panj.outputs.highlight import sentence_around

SHORT_ID = 12
"""Characters of an id that a table shows; a record of a million claims has no two that share them."""
STYLES = {
    "confirmed": "green", "unconfirmed": "yellow", "possible": "yellow", "planned": "cyan", "ordered": "cyan",
    "disputed": "red", "denied": "red", "retracted": "red", "simulated": "dim",
}  # fmt: skip


NOT_KEPT = "not in the record: the headline and the sentences with evidence are all that came with the archive"


def _text(value: str | None, style: str = "") -> Text:
    return Text(for_terminal(value), style=style, overflow="fold")


def _lines(*parts: Text) -> Text:
    return Text("\n", overflow="fold").join(part for part in parts if part.plain)


def _grid(*columns: tuple[str, int, str]) -> Table:
    table = Table(box=None, expand=True, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold", show_edge=False)
    for title, ratio, style in columns:
        table.add_column(title, ratio=ratio, style=style, overflow="fold")
    return table


def _claim_row(claim: Claim) -> tuple[Text, ...]:
    evidence = claim.evidence[0].text if claim.evidence else ""
    status = "" if claim.status == "asserted" else words.label("claim_status", claim.status)
    return (
        _lines(_text(words.quantity(claim.measure, evidence), "bold"), _text(claim.id[:SHORT_ID], "dim")),
        _lines(_text(words.label("kinds", claim.kind)), _text(status, STYLES.get(claim.status, ""))),
        _text(words.way(claim)),
        _text(words.period(claim.period, claim.flow, short=True)),
        _text(words.speaker(claim)),
        _text(words.sure(claim.confidence)),
    )


def claims_table(claims: Iterable[Claim]) -> RenderableType:
    """Claims under the label of their document: figure, kind, way, time, speaker, confidence."""
    parts: list[RenderableType] = []
    for document, members in groupby(claims, key=lambda claim: claim.document):
        table = _grid(
            ("Figure", 14, ""), ("What", 12, ""), ("From → to", 20, ""), ("When", 12, ""), ("Who says so", 14, ""),
            ("Sure", 4, ""),
        )  # fmt: skip
        for claim in members:
            table.add_row(*_claim_row(claim))
        parts += [_text(document, "bold underline"), table, Text()]
    return Group(*parts[:-1]) if parts else _text("No claims.", "dim")


def _event_row(event: Event) -> tuple[Text, ...]:
    known = event.unit and Numbered(0, event).known
    figure = words.estimate(event.estimate) if known else words.words("figures")["none"]
    counted = "" if not event.unit or event.unit == "people" else words.unit(event.unit, event.estimate.best)
    status = _text(words.label("event_status", event.status), STYLES.get(event.status, ""))
    sources = f"{words.origins(event)} ({event.independent_sources})" if event.lineage else ""
    return (
        _lines(_text(figure, "bold"), _text(counted), _text(event.id[:SHORT_ID], "dim")),
        _lines(_text(words.label("kinds", event.kind)), status),
        _text(words.way(event)),
        _text(words.period(event.period, event.metric, short=True)),
        _text(sources),
    )


def events_table(events: Iterable[Event]) -> RenderableType:
    """Events: figure with bounds, kind and status, way, time, who says so and how many independent sources they are."""
    table = _grid(
        ("Figure", 22, ""), ("What", 12, ""), ("From → to", 18, ""), ("When", 13, ""), ("Who says so", 15, "")
    )
    around = _grid(("Around them", 58, ""), ("Status", 11, ""), ("Id", 13, ""))
    for event in events:
        if FAMILY_OF[event.kind] in FIGURE_FAMILIES:
            table.add_row(*_event_row(event))
        else:
            around.add_row(
                _text(event.title), _text(words.label("event_status", event.status)), _text(event.id[:SHORT_ID], "dim")
            )
    if not table.row_count and not around.row_count:
        return _text("No events.", "dim")
    return Group(*(part for part in (table, around) if part.row_count))


def _facts(rows: Iterable[tuple[str, str | Text]]) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in rows:
        if str(value):
            table.add_row(name, value if isinstance(value, Text) else _text(value))
    return table


def _quote(document: Document | None, claim: Claim) -> Text:
    """The sentence around the claim's words, with the words marked."""
    if not claim.evidence:
        return Text()
    span = claim.evidence[0]
    if document is None or document.text[span.start : span.end] != span.text:
        return _text(span.text, "bold reverse")
    start, end = sentence_around(document.text, span.start, span.end)
    return Text.assemble(
        _text(document.text[start : span.start]),
        " " if document.text[span.start - 1 : span.start].isspace() and start < span.start else "",
        _text(span.text, "bold reverse"),
        " " if document.text[span.end : span.end + 1].isspace() and span.end < end else "",
        _text(document.text[span.end : end]),
        overflow="fold",
    )


def _chain(claim: Claim) -> str:
    return "; ".join(f"{words.label('roles', link.role)} {for_terminal(link.name)}" for link in claim.sources)


def _candidates(claim: Claim) -> str:
    doubtful = []
    for place in (*claim.origin, *claim.destination, *claim.route, *claim.place):
        if place.candidates:
            others = ", ".join(f"{c.name} ({c.country or '?'}, {c.score:.2f})" for c in place.candidates[:4])
            doubtful.append(f"{place.text}: {others}")
    return "; ".join(doubtful)


def show_claim(view: View, claim: Claim) -> RenderableType:
    """One claim with the sentence that it was read from, its chain of sources and every field that holds something."""
    document = view.document(claim.document_id)
    evidence = claim.evidence[0].text if claim.evidence else ""
    related = [("same as", claim.same_as), ("part of", claim.part_of), ("what remains of", claim.remainder_of)]
    events = [f"{event.id}  {event.title}" for event in view.events() if claim.id in event.claims]
    rows: list[tuple[str, str | Text]] = [
        ("what", words.label("kinds", claim.kind)),
        ("who", words.group(claim.group)),
        ("by", ", ".join(party.name for party in (claim.actor, *claim.parties) if party)),
        ("from", words.places(claim.origin)),
        ("to", words.places(claim.destination)),
        ("over", words.places(claim.route)),
        ("where", words.places(claim.place)),
        ("could also be", _candidates(claim)),
        ("when", words.period(claim.period, claim.flow) if claim.period else ""),
        (
            "counts",
            ", ".join(filter(None, (words.label("metrics", claim.flow), words.label("boundaries", claim.boundary)))),
        ),
        ("cause", words.label("causes", claim.cause)),
        ("known by", words.label("methods", claim.method)),
        ("status", _text(words.label("claim_status", claim.status), STYLES.get(claim.status, ""))),
        ("who says so", _chain(claim)),
        ("confidence", f"{words.sure(claim.confidence)} that the words say this"),
        *((name, value or "") for name, value in related),
        ("event", "\n".join(for_terminal(line) for line in events)),
        ("report", _report_line(claim, document)),
        ("its text", NOT_KEPT if document and document.is_excerpt else ""),
        ("read by", f"{claim.reader} {claim.rule}"),
    ]
    head = Text.assemble(_text(words.quantity(claim.measure, evidence), "bold"), "  ", _text(claim.id, "dim"))
    return Group(head, Padding(_quote(document, claim), (1, 2)), _facts(rows))


def _report_line(claim: Claim, document: Document | None) -> str:
    if document is None:
        return claim.document
    return ", ".join(
        filter(None, (claim.document, document.publisher, words.day(document.published) if document.published else ""))
    )


def _listed(title: str, lines: Sequence[Text]) -> list[RenderableType]:
    if not lines:
        return []
    return [Text(), Text(title, style="bold"), *(Padding(line, (0, 0, 0, 2)) for line in lines)]


def show_event(view: View, event: Event) -> RenderableType:
    """One event: the figure and why, its course, who is behind it, what contradicts it, and its claims."""
    claims = [claim for claim in map(view.claim, event.claims) if claim]
    estimate = event.estimate
    rows: list[tuple[str, str | Text]] = [
        ("what", words.label("kinds", event.kind)),
        ("who", words.group(event.group)),
        ("from", words.places(event.origin)),
        ("to", words.places(event.destination)),
        ("where", words.places(event.place)),
        ("when", words.period(event.period, event.metric)),
        (
            "counts",
            ", ".join(filter(None, (words.label("metrics", event.metric), words.label("boundaries", event.boundary)))),
        ),
        ("cause", words.label("causes", event.cause)),
        ("status", _text(words.label("event_status", event.status), STYLES.get(event.status, ""))),
        ("sources", f"{event.independent_sources} independent"),
        (
            "in totals",
            ""
            if not event.unit
            else "yes"
            if event.additive
            else "no: others count the same people, or it is no total",
        ),
        ("part of", event.part_of or ""),
        ("followed by", ", ".join(event.followed_by)),
    ]
    figure = words.estimate(estimate) if event.unit and Numbered(0, event).known else ""
    head = Text.assemble(
        _text(f"{figure} {words.unit(event.unit, estimate.best) if figure else ''}", "bold"),
        "  ",
        _text(event.id, "dim"),
    )
    series = [
        _text(f"{words.day(p.date)}  {words.estimate(p)}  {words.label('metrics', p.metric)}") for p in event.series
    ]
    breakdown = [_text(f"{words.number(part.best)} {words.group(part.group)}") for part in event.breakdown]
    lineage = [_text(f"{line.origin}: {', '.join(line.documents)}") for line in event.lineage]
    copies = [_text(f"{' = '.join(group)}") for line in event.lineage for group in line.copies]
    against = [
        _text(f"{words.label('contradictions', c.type)}: {c.about} ({'settled' if c.explained else 'open'})")
        for c in event.contradictions
    ]
    return Group(
        _text(event.title, "bold underline"), head, _facts(rows),
        *_listed("Why this figure", [_text(sentence) for sentence in estimate.why]),
        *_listed("Course", series if len(series) > 1 else []),
        *_listed("Of whom", breakdown),
        *_listed("Who is behind it", lineage),
        *_listed("Copies of one another", copies),
        *_listed("Contradictions", against),
        Text(), claims_table(claims),
    )  # fmt: skip
