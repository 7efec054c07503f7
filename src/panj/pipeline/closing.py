"""What is closed to all but the restricted view, and what the rest tells without it.

Events are made anew without what is closed, never blotted out: an open figure is the one that a record would show that
never held the closed reports. See docs/decisions/0012.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from panj.lexicon import DEFAULT, table
from panj.model import Claim, Document, Event, Judgement, Sensitivity, restricted_on
from panj.model.event import in_order
from panj.pipeline.components import bundles, document_of
from panj.pipeline.judging import TextOf, placed
from panj.pipeline.refreshing import Reconcile, make

if TYPE_CHECKING:
    from panj.record import Reading, Record


@dataclass(frozen=True, slots=True)
class Closed:
    """Ids of documents and claims that are closed, labels of the documents, and sources by what they are called
    instead."""

    documents: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    """Documents that have closed claims and are open themselves."""
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def texts(self) -> frozenset[str]:
        """Ids of all documents of which something is closed."""
        return self.documents | self.parts

    def keeps(self, claim: Claim) -> bool:
        """Whether the claim may count."""
        return claim.id not in self.claims and claim.document_id not in self.documents


NOTHING: Final = Closed()
Without = Callable[[Closed], Sequence[Event]]
"""Gives the events of a record at a moment without what is closed."""


@runtime_checkable
class Closable(Protocol):
    """A view that knows what people restricted."""

    def sensitivities(self) -> Sequence[Sensitivity]: ...

    def text(self, document_id: str, version: str) -> str | None: ...

    def read_claims(self, document_id: str) -> Sequence[Claim]: ...

    def document(self, document_id: str) -> Document | None: ...

    def events_without(self, closed: Closed) -> Sequence[Event]: ...


def closed_of(view: Closable, day: str) -> Closed:
    """What is closed in this view on an ISO date. A restricted claim that is not found any more closes its report."""
    documents: set[str] = set()
    claims: set[str] = set()
    parts: set[str] = set()
    sources: dict[str, str] = {}
    types = table(DEFAULT, "report")["source_types"]
    for one in restricted_on(view.sensitivities(), day):
        if one.source:
            sources[one.source] = str(types["unknown"])
        elif one.document_id:
            documents.add(one.document_id)
        elif one.anchor and (document := view.document(one.anchor.document_id)):
            found = _claims_at(one, document, view.read_claims(document.id), view.text)
            (parts if found else documents).add(document.id)
            claims.update(found)
    labels = {document.label for name in documents if (document := view.document(name))}
    return Closed(frozenset(documents), frozenset(claims), frozenset(labels), frozenset(parts - documents), sources)


def _claims_at(one: Sensitivity, document: Document, claims: Sequence[Claim], text_of: TextOf) -> list[str]:
    """Ids of the claims that stand where the anchor says, in the text as it is now."""
    assert one.anchor is not None
    span = placed(one.anchor, document, text_of)
    if span is None:
        return []
    return [claim.id for claim in claims if any(piece.span.overlaps(span) for piece in claim.evidence[:1])]


def open_events(record: "Record", closed: Closed, rules: Reconcile) -> list[Event]:
    """The events of now without what is closed: the components that hold some of it are made anew, and not stored."""
    components = record.components(closed.texts, ())
    members = set(record.members(components))
    replaced = {event.id for event in record.events_of(components)}
    kept = [event for event in record.events() if event.id not in replaced]
    ids = sorted({document_of(name) for name in members})
    return in_order([*kept, *remade(record, ids, closed, frozenset(members), record.judgements(), rules)])


def remade(
    reading: "Reading",
    ids: Sequence[str],
    closed: Closed,
    wanted: frozenset[str] | None,
    judgements: Sequence[Judgement],
    rules: Reconcile,
) -> list[Event]:
    """The events of these documents, or of their wanted members, without what is closed."""
    named = [name for name in ids if name not in closed.documents]
    documents = list(reading.documents(named))
    claims = [claim for claim in reading.claims_of(named) if closed.keeps(claim)]
    if wanted is not None and closed.parts:
        for document in documents:
            if document.id in closed.parts:
                mine = [claim for claim in claims if claim.document_id == document.id]
                wanted |= set(bundles(document, mine, judgements))
    return make(documents, claims, judgements, reading.text, rules, wanted) if documents else []


def untouched(events: Sequence[Event], closed: Closed) -> list[Event]:
    """The events that nothing closed stands behind: what the record held then cannot be told without the rest."""
    return [
        event
        for event in events
        if not closed.labels & set(event.documents)
        and not closed.claims & set(event.claims)
        and not any(closed.labels & set(line.documents) for line in event.lineage)
        and not any(closed.labels & set(c.documents) or closed.claims & set(c.claims) for c in event.contradictions)
    ]
