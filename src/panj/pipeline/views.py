"""A record as people judged it, now or at a moment, as a `View`; and how one event came to be."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from panj.model import Claim, Document, Event, Judgement, digest
from panj.model.event import in_order
from panj.model.judgement import standing
from panj.pipeline.components import connected, looked_up
from panj.pipeline.judging import Settled, settle
from panj.pipeline.refreshing import Reconcile, keys_at, make

if TYPE_CHECKING:
    from panj.record import Moment, Reading, Record


class RecordView:
    """A View of a record at a moment. Claims are as people judged them; `settled` tells how they were read."""

    def __init__(self, reading: "Reading", judgements: Sequence[Judgement], events: Sequence[Event]) -> None:
        self.reading = reading
        self.judgements = judgements
        self._found = events
        self._by_id = {event.id: event for event in events}

    def documents(self) -> Iterable[Document]:
        return self.reading.documents()

    def document(self, document_id: str) -> Document | None:
        return self.reading.document(document_id)

    def claims(self, document_id: str | None = None) -> Iterable[Claim]:
        if not standing(tuple(self.judgements)):
            return self.reading.claims(document_id)
        if document_id is None:
            return self.settled.claims
        return self.settled_for([document_id]).claims

    def claim(self, claim_id: str) -> Claim | None:
        read = self.reading.claim(claim_id)
        if read is None or not self.judgements:
            return read
        told = self.settled_for([read.document_id])
        return next((claim for claim in told.claims if claim.id == claim_id), read)

    def events(self) -> Sequence[Event]:
        return self._found

    def event(self, event_id: str) -> Event | None:
        return self._by_id.get(event_id)

    @cached_property
    def settled(self) -> Settled:
        """All claims with the judgements on them; those of redacted documents find nothing and wait for nobody."""
        return self.settled_for(None)

    def settled_for(self, ids: Sequence[str] | None) -> Settled:
        documents = {document.id: document for document in self.reading.documents(ids)}
        return settle(documents, self.reading.claims_of(ids), self.judgements, self.reading.text)


def events_at(
    record: "Record", moment: "Moment", rules: str, reconcile: Reconcile, component: str | None = None
) -> Sequence[Event]:
    """The events of the reports that were published by a date, by the rules of now; `component`: of that one alone.

    What was complete by then stands in the record; what was under way is computed once and kept. Raises RecordError.
    """
    from panj.record import judgements_at

    reading = record.at(moment)
    judgements = judgements_at(reading)
    then = [(d, state, c or "") for d, state, c in reading.standing_states() if component in (None, c)]
    groups = _groups(
        record, reading, then, judgements, whole=moment.recorded is not None or bool(record.waiting(rules))
    )
    now = _states_now(record, {c for _, _, c in then})
    found: list[Event] = []
    complete: list[str] = []
    for names, members in groups:
        current = {pair for name in names for pair in now.get(name, ())}
        if moment.recorded is None and current == set(members) and not record.waiting(rules):
            complete += names
            continue
        marks = sorted(one.id for one in judgements)
        key = "s_" + digest(rules, *(part for pair in sorted(members) for part in pair), *marks)
        kept = record.snapshot(key)
        if kept is None:
            ids = [document for document, _ in members]
            kept = make(list(reading.documents(ids)), list(reading.claims_of(ids)), judgements, reading.text, reconcile)
            if record.may_write():
                record.keep_snapshot(key, kept)
        found += kept
    return in_order([*record.events_of(complete), *found])


Placed = Sequence[tuple[str, int, str]]
"""Documents with their state and component."""


def _states_now(record: "Record", components: Iterable[str]) -> dict[str, set[tuple[str, int]]]:
    wanted = set(components)
    out: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for document, state, component in record.standing_states():
        if component in wanted:
            out[component or ""].add((document, state))
    return out


def _groups(
    record: "Record", reading: "Reading", then: Placed, judgements: Sequence[Judgement], *, whole: bool
) -> list[tuple[list[str], list[tuple[str, int]]]]:
    """The components that hold what stood then, with those documents; those that an earlier text of a document joins
    are one group, and so are all of them where nothing is known of the components of then."""
    names = sorted({component for _, _, component in then})
    links: dict[str, set[str]] = {name: {"all"} if whole else set() for name in names}
    if not whole:
        latest = {document: state for document, state, _ in record.standing_states()}
        older = {document: c for document, state, c in then if latest.get(document) != state}
        for document, keys in keys_at(reading, sorted(older), judgements).items():
            exact, beginnings = looked_up(keys)
            for name in {*record.components([], exact, beginnings), older[document]} & set(names):
                links[name].add(f"by:{document}")
    members: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for document, state, component in then:
        members[component].append((document, state))
    return [(list(group), [pair for name in group for pair in members[name]]) for group in connected(links)]


@dataclass(frozen=True, slots=True)
class Step:
    """An event as the reports that were published by a date tell it. `fresh` are the labels of that day's reports."""

    date: str
    event: Event | None
    fresh: tuple[str, ...]


def steps(record: "Record", event: Event, rules: str, reconcile: Reconcile) -> list[Step]:
    """How the figure came to be, by the days on which reports of it were published; undated ones count from the day
    that they were recorded."""
    from panj.record import Moment

    component = record.component_of(event.id)
    days: dict[str, set[str]] = defaultdict(set)
    ids = {claim.document_id for name in event.claims if (claim := record.claim(name))}
    for document in record.documents(sorted(ids)):
        day = document.published or record.recorded_on(document.id) or ""
        days[day[:10]].add(document.label)
    out = []
    for day in sorted(days):
        then = events_at(record, Moment(published=day), rules, reconcile, component)
        out.append(Step(day, _same(event, then), tuple(sorted(days[day]))))
    return out


def _same(event: Event, events: Iterable[Event]) -> Event | None:
    """The event that tells of the same: its id, else most of its claims."""
    mine = set(event.claims)
    alike = [one for one in events if one.id == event.id or mine & set(one.claims)]
    return max(alike, key=lambda one: (one.id == event.id, len(mine & set(one.claims))), default=None)
