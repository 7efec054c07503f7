"""Events, claims and reports as flat rows with named, typed columns: what workbook, CSV, Parquet and pandas share."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from panj.model import Claim, Document, Event, Place, View
from panj.outputs import words
from panj.outputs.clean import one_line, web_address
from panj.outputs.highlight import sentence_around

Type = Literal["text", "number", "whole", "truth"]
"""`number` is a float, `whole` an integer; every column may be empty (None)."""
Cell = str | float | int | bool | None
SEPARATOR = "; "
"""Between the values of one cell."""


class EventRow(NamedTuple):
    """An event, and how many claims behind it are at hand."""

    event: Event
    claims: int


class ClaimRow(NamedTuple):
    """A claim with its report, where that is at hand, and the events that it stands behind."""

    claim: Claim
    document: Document | None
    events: tuple[str, ...]


class DocumentRow(NamedTuple):
    """A report and how many claims were read from it."""

    document: Document
    claims: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `of` takes its value from a row."""

    name: str
    type: Type
    of: Callable[[Any], Cell]


def _joined(values: Iterable[str | None]) -> str | None:
    return SEPARATOR.join(dict.fromkeys(one_line(value) for value in values if value)) or None


def _places(role: str) -> list[Column]:
    """The columns of the places in one role. The point is that of the first place that has one."""

    def places(row: EventRow | ClaimRow) -> tuple[Place, ...]:
        return tuple(getattr(row[0], role))

    def point(row: EventRow | ClaimRow) -> Place | None:
        return next((p for p in places(row) if p.latitude is not None and p.longitude is not None), None)

    def at(name: str) -> Callable[[Any], Cell]:
        return lambda row: getattr(found, name) if (found := point(row)) else None

    return [
        Column(role, "text", lambda row: _joined(place.name or place.text for place in places(row))),
        Column(f"{role}_country", "text", lambda row: _joined(place.country for place in places(row))),
        Column(f"{role}_pcode", "text", lambda row: _joined(place.pcode for place in places(row))),
        Column(f"{role}_level", "text", lambda row: _joined(place.level for place in places(row))),
        Column(f"{role}_latitude", "number", at("latitude")),
        Column(f"{role}_longitude", "number", at("longitude")),
    ]


def _of(path: str) -> Callable[[Any], Cell]:
    """The value at a path of attributes of a row's first part, None where a part of the path is missing."""
    names = path.split(".")

    def value(row: Any) -> Cell:
        found = row[0]
        for name in names:
            found = None if found is None else getattr(found, name)
        return one_line(found) or None if isinstance(found, str) else found

    return value


def _columns(kind: Type, *paths: str) -> list[Column]:
    """Columns named by the last part of their path, or by what stands before a colon."""
    made = []
    for path in paths:
        name, _, rest = path.rpartition(":")
        made.append(Column(name or rest.rpartition(".")[2], kind, _of(rest)))
    return made


EVENTS: tuple[Column, ...] = (
    *_columns("text", "id", "title", "kind", "status"),
    *_columns("number", "estimate.best", "estimate.low", "estimate.high"),
    *_columns("text", "unit", "metric", "counts", "boundary", "estimate.date"),
    *_columns("text", "start:period.start", "end:period.end", "precision:period.precision"),
    *_places("origin"), *_places("destination"), *_places("place"),
    Column("group", "text", lambda row: words.group(row.event.group) or None),
    *_columns("text", "category:group.category", "nationality:group.nationality", "cause"),
    *_columns("whole", "independent_sources"),
    Column("sources", "text", lambda row: words.origins(row.event) or None),
    Column("documents", "text", lambda row: _joined(row.event.documents)),
    Column("claims", "whole", lambda row: row.claims),
    *_columns("truth", "additive"),
    *_columns("text", "part_of", "population"),
    Column("followed_by", "text", lambda row: _joined(row.event.followed_by)),
    Column("disputed", "text", lambda row: _joined(c.about for c in row.event.contradictions if not c.explained)),
    Column("why", "text", lambda row: " ".join(map(one_line, row.event.estimate.why)) or None),
)  # fmt: skip


def _source(claim: Claim, role: str) -> str | None:
    return next((one_line(link.name) for link in claim.sources if link.role == role), None)


def _evidence(claim: Claim) -> str | None:
    return one_line(claim.evidence[0].text) or None if claim.evidence else None


def sentence(claim: Claim, document: Document | None) -> str | None:
    """The sentence that the claim was read from; its words alone where the text is not at hand."""
    if not claim.evidence:
        return None
    first = claim.evidence[0]
    if document is None or document.text[first.start : first.end] != first.text:
        return _evidence(claim)
    start, end = sentence_around(document.text, first.start, first.end)
    return one_line(document.text[start:end]) or None


def _speaker_type(row: ClaimRow) -> str | None:
    return row.claim.sources[0].type if row.claim.sources else None


CLAIMS: tuple[Column, ...] = (
    *_columns("text", "id", "document", "document_id", "kind"),
    *_columns("whole", "rank"),
    *_columns("number", "measure.value", "measure.low", "measure.high"),
    *_columns("text", "measure.qualifier", "measure.unit"),
    Column("group", "text", lambda row: words.group(row.claim.group) or None),
    *_columns("text", "group.category", "group.nationality", "group.sex", "group.age"),
    *_places("origin"), *_places("destination"), *_places("place"),
    *_columns("text", "start:period.start", "end:period.end", "precision:period.precision"),
    *_columns("text", "flow", "boundary"),
    *_columns("truth", "repeated"),
    *_columns("text", "cause", "method", "status", "section"),
    Column("speaker", "text", lambda row: words.speaker(row.claim) or None),
    Column("speaker_type", "text", _speaker_type),
    Column("agency", "text", lambda row: _source(row.claim, "agency")),
    Column("publisher", "text", lambda row: _source(row.claim, "publisher")),
    Column("published", "text", lambda row: one_line(row.document.published) or None if row.document else None),
    Column("url", "text", lambda row: web_address(row.document.url) if row.document else None),
    Column("evidence", "text", lambda row: _evidence(row.claim)),
    Column("sentence", "text", lambda row: sentence(row.claim, row.document)),
    *_columns("number", "confidence"),
    *_columns("text", "same_as", "part_of", "remainder_of", "group_id"),
    Column("events", "text", lambda row: _joined(row.events)),
    *_columns("text", "reader"),
)  # fmt: skip

DOCUMENTS: tuple[Column, ...] = (
    *_columns("text", "id", "label", "title", "publisher", "agency", "published", "published_from", "language"),
    Column("url", "text", lambda row: web_address(row.document.url)),
    Column("version", "text", lambda row: row.document.version),
    Column("claims", "whole", lambda row: row.claims),
)

TABLES: dict[str, tuple[Column, ...]] = {"events": EVENTS, "claims": CLAIMS, "documents": DOCUMENTS}


def event_rows(view: View) -> Iterator[EventRow]:
    """One row for each event, in the view's order."""
    for event in view.events():
        yield EventRow(event, len(event.claims))


def claim_rows(view: View) -> Iterator[ClaimRow]:
    """One row for each claim, report by report in the view's order; each report is read once."""
    behind: dict[str, list[str]] = defaultdict(list)
    for event in view.events():
        for name in dict.fromkeys(event.claims):
            behind[name].append(event.id)
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in view.claims():
        told[claim.document_id].append(claim)
    for document in view.documents():
        for claim in told.pop(document.id, ()):
            yield ClaimRow(claim, document, tuple(behind.get(claim.id, ())))
    for claims in told.values():
        for claim in claims:
            yield ClaimRow(claim, None, tuple(behind.get(claim.id, ())))


def document_rows(view: View) -> Iterator[DocumentRow]:
    """One row for each report, in the view's order."""
    counts: dict[str, int] = defaultdict(int)
    for claim in view.claims():
        counts[claim.document_id] += 1
    for document in view.documents():
        yield DocumentRow(document, counts[document.id])


def rows(view: View, table: str) -> tuple[Sequence[Column], Iterator[list[Cell]]]:
    """The columns of a table (`events`, `claims` or `documents`) and its rows."""
    made = {"events": event_rows, "claims": claim_rows, "documents": document_rows}[table]
    columns = TABLES[table]
    found: Iterable[Any] = made(view)
    return columns, ([column.of(row) for column in columns] for row in found)
