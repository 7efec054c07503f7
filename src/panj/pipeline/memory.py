"""What some paths alone say, without a record."""

from collections.abc import Iterable, Sequence

from panj import pipeline
from panj.model import Claim, Document, Event
from panj.model.event import in_order


class MemoryView:
    """A View of documents and claims without a record: what some paths alone say.

    Of two texts from the same address the later one stands. Events are reconciled when they are first asked for.
    """

    def __init__(self, read: Iterable[tuple[Document, Sequence[Claim]]], events: Sequence[Event] | None = None) -> None:
        self._read = {document.id: (document, claims) for document, claims in read}
        self._claims = {claim.id: claim for _, claims in self._read.values() for claim in claims}
        self._events = events

    def documents(self) -> Iterable[Document]:
        return [document for document, _ in self._read.values()]

    def document(self, document_id: str) -> Document | None:
        found = self._read.get(document_id)
        return found[0] if found else None

    def claims(self, document_id: str | None = None) -> Iterable[Claim]:
        return [claim for claim in self._claims.values() if document_id in (None, claim.document_id)]

    def claim(self, claim_id: str) -> Claim | None:
        return self._claims.get(claim_id)

    def events(self) -> Sequence[Event]:
        if self._events is None:
            from panj.pipeline.refreshing import make

            told = make(list(self.documents()), list(self.claims()), (), _no_text, pipeline.by_the_rules)
            self._events = in_order(told)
        return self._events

    def event(self, event_id: str) -> Event | None:
        return next((event for event in self.events() if event.id == event_id), None)


def _no_text(document_id: str, version: str) -> None:
    return None
