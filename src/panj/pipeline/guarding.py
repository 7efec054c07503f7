"""What leaves the house: a view of a record as a role may see it on a day."""

import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Literal
from weakref import WeakKeyDictionary

from panj import settings
from panj.model import Candidate, Claim, Document, Event, View
from panj.model.event import in_order
from panj.pipeline.closing import NOTHING, Closable, Closed, closed_of
from panj.pipeline.showing import Rules, shown_claim, shown_document, shown_event, withheld_label
from panj.pipeline.veiling import SHORTEST, Names, Veil
from panj.pipeline.views import RecordView

if TYPE_CHECKING:
    from panj.record import Reading

Role = Literal["open", "restricted"]
"""`restricted` sees everything; `open` is for all others."""


def guarded(view: View, role: Role, today: date) -> View:
    """The view as the role may see it on that day. Raises RecordError."""
    return view if role == "restricted" else GuardedView(view, today)


class GuardedView:
    """A View over a view for those outside: without what is restricted or under embargo, without fine coordinates,
    informal sites, live routes, figures below ten, names of private persons and of sources under threat; of each report
    the sentences alone that claims were read from. `closed` says what was left out."""

    def __init__(self, view: View, today: date) -> None:
        self._view = view
        closable = view if isinstance(view, Closable) else None
        self.closed = closed_of(closable, today.isoformat()) if closable else NOTHING
        self._rules = Rules(today, self.closed, _veil(view, self.closed), _divisions(), _labels(view, self.closed))
        told = in_order(closable.events_without(self.closed)) if closable and self.closed.texts else view.events()
        ids = frozenset(event.id for event in told)
        self._events = [shown_event(event, self._rules, ids) for event in told]
        self._by_id = {event.id: event for event in self._events}
        if isinstance(view, RecordView):
            self._view = view.without_events()

    def hold(self, events: Sequence[Event]) -> None:
        """Keeps these in place of its events, which they equal: views that are kept share what is the same."""
        self._events = list(events)
        self._by_id = {event.id: event for event in self._events}

    @property
    def reading(self) -> "Reading | None":
        """What the record holds at the moment, of which this shows a part: for pages of ids, and nothing else."""
        return self._view.reading if isinstance(self._view, RecordView) else None

    def documents(self) -> Iterable[Document]:
        told: dict[str, list[Claim]] = defaultdict(list)
        for claim in self._kept(self._view.claims()):
            told[claim.document_id].append(claim)
        for document in self._view.documents():
            if document.id not in self.closed.documents:
                yield shown_document(document, told[document.id], self._rules)

    def document(self, document_id: str) -> Document | None:
        return self.reports([document_id]).get(document_id)

    def claims(self, document_id: str | None = None) -> Iterable[Claim]:
        if document_id is not None:
            return self._shown([document_id])[1]
        documents = {document.id: document for document in self.documents()}
        return [
            shown_claim(claim, documents[claim.document_id].text, self._rules)
            for claim in self._kept(self._view.claims())
        ]

    def claim(self, claim_id: str) -> Claim | None:
        return self.several([claim_id]).get(claim_id)

    def events(self) -> Sequence[Event]:
        return self._events

    def event(self, event_id: str) -> Event | None:
        return self._by_id.get(event_id)

    def several(self, ids: Sequence[str]) -> dict[str, Claim]:
        """The claims of these ids that are shown; those of an earlier reading are not."""
        if isinstance(self._view, RecordView):
            read = self._view.several(ids)
        else:
            read = {name: claim for name in ids if (claim := self._view.claim(name))}
        found = self._shown(sorted({claim.document_id for claim in read.values()}), frozenset(read))[1]
        by_id = {claim.id: claim for claim in found}
        return {name: by_id[name] for name in ids if name in by_id}

    def reports(self, ids: Sequence[str]) -> dict[str, Document]:
        """The reports of these ids that are shown."""
        return self._shown(ids, frozenset())[0]

    def _shown(
        self, ids: Sequence[str], wanted: frozenset[str] | None = None
    ) -> tuple[dict[str, Document], list[Claim]]:
        """These reports and their claims, all or those wanted."""
        documents, read = self._read([name for name in ids if name not in self.closed.documents])
        told: dict[str, list[Claim]] = defaultdict(list)
        for claim in self._kept(read):
            told[claim.document_id].append(claim)
        shown = {name: shown_document(document, told[name], self._rules) for name, document in documents.items()}
        return shown, [
            shown_claim(claim, shown[name].text, self._rules)
            for name in documents
            for claim in told[name]
            if wanted is None or claim.id in wanted
        ]

    def _read(self, ids: Sequence[str]) -> tuple[dict[str, Document], Iterable[Claim]]:
        if isinstance(self._view, RecordView):
            return self._view.reports(ids), self._view.claims_of(ids)
        documents = {name: document for name in ids if (document := self._view.document(name))}
        return documents, [claim for name in documents for claim in self._view.claims(name)]

    def _kept(self, claims: Iterable[Claim]) -> Iterable[Claim]:
        return filter(self.closed.keeps, claims) if self.closed.texts else claims


@cache
def _divisions() -> dict[str, Candidate]:
    """The divisions of the gazetteer by id."""
    from panj.places import open_gazetteer

    chosen = settings.load()
    return open_gazetteer(chosen, chosen.gazetteer).divisions()


def _labels(view: View, closed: Closed) -> dict[str, str]:
    """What reports of outlets under threat are called, by their labels."""
    if not closed.sources:
        return {}
    return {
        document.label: withheld_label(document)
        for document in view.documents()
        if document.publisher in closed.sources or document.agency in closed.sources
    }


def _veil(view: View, closed: Closed) -> Veil:
    names = _names_of(view)
    private = {name: told for name, told in names.private().items() if " " in name}
    sites = {name: told for name, told in names.sites.items() if len(name) >= SHORTEST}
    return Veil({**sites, **private, **closed.sources})


def _names_of(view: View) -> Names:
    """The names that all claims give; those of a record, of every reading that it holds."""
    if isinstance(view, RecordView):
        return _names_in(view.reading)
    names = Names()
    for claim in view.claims():
        names.see(claim)
    return names


_known: "WeakKeyDictionary[object, tuple[int, int, Names]]" = WeakKeyDictionary()
_lock = threading.Lock()


def _names_in(reading: "Reading") -> Names:
    """The names of a record; of what came since they were looked for last, so that each claim is read once."""
    with _lock:
        gone = len(reading.tombstones())
        buried, last, names = _known.get(reading.engine, (gone, 0, Names()))
        if buried != gone:
            last, names = 0, Names()
        for number, body in reading.bodies_since(last):
            names.see_stored(body)
            last = number
        _known[reading.engine] = gone, last, names
        return names
