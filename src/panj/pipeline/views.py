"""A record as people judged it, now or at a moment, as a `View`; and how one event came to be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from panj.model import Claim, Document, Event, Judgement, Sensitivity, digest
from panj.model.event import in_order
from panj.model.judgement import standing
from panj.pipeline.closing import NOTHING, Closed, Without, open_events, remade, untouched
from panj.pipeline.components import connected, looked_up
from panj.pipeline.judging import Settled, settle
from panj.pipeline.refreshing import Reconcile, members_at

if TYPE_CHECKING:
    from panj.record import Moment, Placed, Reading, Record


class RecordView:
    """A View of a record at a moment. Claims are as people judged them; `settled` tells how they were read."""

    def __init__(
        self,
        reading: "Reading",
        judgements: Sequence[Judgement],
        events: Sequence[Event],
        without: Without = lambda closed: (),
    ) -> None:
        self.reading = reading
        self.judgements = judgements
        self.events_without = without
        self._found = events
        self._by_id = {event.id: event for event in events}

    def without_events(self) -> "RecordView":
        """The same without its events."""
        return RecordView(self.reading, self.judgements, ())

    def hold(self, events: Sequence[Event]) -> None:
        """Keeps these in place of its events, which they equal: views that are kept share what is the same."""
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

    def claims_of(self, ids: Sequence[str]) -> Sequence[Claim]:
        """The claims of these documents."""
        if not standing(tuple(self.judgements)):
            return list(self.reading.claims_of(ids))
        return self.settled_for(ids).claims

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

    def several(self, ids: Sequence[str]) -> dict[str, Claim]:
        """The claims of these ids that there are, in the order asked for."""
        from panj.record import claims_by_id

        read = claims_by_id(self.reading, ids)
        judged = self._judged & {claim.document_id for claim in read.values()}
        if judged or self._renamed:
            told = self.settled_for(sorted({c.document_id for c in read.values()} if self._renamed else judged))
            read.update((claim.id, claim) for claim in told.claims if claim.id in read)
        return read

    def reports(self, ids: Sequence[str]) -> dict[str, Document]:
        """The documents of these ids that there are, by id."""
        return {document.id: document for document in self.reading.documents(list(dict.fromkeys(ids)))}

    @cached_property
    def _judged(self) -> frozenset[str]:
        """Ids of the documents that a judgement which stands is about."""
        return frozenset(name for one in standing(tuple(self.judgements)) for name in one.documents)

    @cached_property
    def _renamed(self) -> bool:
        return any(one.verb == "same_source" for one in standing(tuple(self.judgements)))

    def sensitivities(self) -> Sequence[Sensitivity]:
        """What people decided on what may be shown, until now."""
        from panj.record import sensitivities_of

        return sensitivities_of(self.reading)

    def text(self, document_id: str, version: str) -> str | None:
        """The text of any version of a document."""
        return self.reading.text(document_id, version)

    def read_claims(self, document_id: str) -> Sequence[Claim]:
        """The claims of a document as they were read."""
        return list(self.reading.claims(document_id))

    @cached_property
    def settled(self) -> Settled:
        """All claims with the judgements on them; those of redacted documents find nothing and wait for nobody."""
        return self.settled_for(None)

    def settled_for(self, ids: Sequence[str] | None) -> Settled:
        documents = {document.id: document for document in self.reading.documents(ids)}
        return settle(documents, self.reading.claims_of(ids), self.judgements, self.reading.text)


def events_at(
    record: "Record",
    moment: "Moment",
    rules: str,
    reconcile: Reconcile,
    component: str | None = None,
    closed: Closed = NOTHING,
    *,
    current: bool | None = None,
) -> Sequence[Event]:
    """The events of the reports that were published by a date, by the rules of now; `component`: of that one alone;
    without what is `closed`. `current` is true where the events of the record are known to be those of now.

    What was complete by then stands in the record; what was under way is computed once and kept. Raises RecordError.
    """
    from panj.record import judgements_at

    reading = record.at(moment)
    judgements = judgements_at(reading)
    if current is None:
        current = moment.recorded is None and not record.waiting(rules)
    complete: list[str] = []
    then = reading.standing()
    groups = [Group((), then, None)]
    if current:
        complete, groups = _groups(record, reading, then, judgements, closed.texts)
        if component is not None:
            complete = [name for name in complete if name == component]
            groups = [group for group in groups if component in group.components]
    found = _past(record, reading, groups, judgements, rules, reconcile, closed)
    return in_order([*record.events_of(complete), *found])


def events_without(
    record: "Record",
    moment: "Moment",
    judgements: Sequence[Judgement],
    found: Sequence[Event],
    rules: str,
    reconcile: Reconcile,
    closed: Closed,
) -> Sequence[Event]:
    """The events of a moment, which are `found`, without what is closed."""
    if moment.published is not None:
        return events_at(record, moment, rules, reconcile, closed=closed)
    if moment.recorded is not None:
        return untouched(found, closed)
    if record.waiting(rules):
        ids = [document.id for document in record.documents()]
        return in_order(remade(record, ids, closed, None, judgements, reconcile))
    return open_events(record, closed, reconcile)


class Group(NamedTuple):
    """Components that are looked at together, with the documents that stood in them then and their states. `wanted` are
    the members whose claims are theirs; None: all."""

    components: Sequence[str]
    states: Mapping[str, int]
    wanted: frozenset[str] | None


def _past(
    record: "Record",
    reading: "Reading",
    groups: Sequence[Group],
    judgements: Sequence[Judgement],
    rules: str,
    reconcile: Reconcile,
    closed: Closed,
) -> list[Event]:
    """Events of a time when components were under way, kept for the next reading where the record can be written."""
    inside = [closed if closed.texts & group.states.keys() else NOTHING for group in groups]
    keys = [_key(group, judgements, rules, one) for group, one in zip(groups, inside, strict=True)]
    kept = record.snapshots(keys)
    writable = len(kept) < len(keys) and record.may_write()
    out: list[Event] = []
    for group, key, one in zip(groups, keys, inside, strict=True):
        found = kept.get(key)
        if found is None:
            then = reading.in_states(group.states)
            found = remade(then, sorted(group.states), one, group.wanted, judgements, reconcile)
            if writable:
                record.keep_snapshot(key, found)
        out += found
    return out


def _key(group: Group, judgements: Sequence[Judgement], rules: str, closed: Closed) -> str:
    """A digest of all that the events of a group follow from."""
    states = [part for pair in sorted(group.states.items()) for part in pair]
    wanted = sorted(group.wanted) if group.wanted is not None else ["all"]
    marks = sorted(one.id for one in judgements)
    apart = sorted(closed.documents & group.states.keys()) + sorted(closed.claims)
    return "s_" + digest(rules, *states, *wanted, *marks, *apart)


def _groups(
    record: "Record", reading: "Reading", then: Mapping[str, int], judgements: Sequence[Judgement], closed: Set[str]
) -> tuple[list[str], list[Group]]:
    """The components that were as they are now by then, and the others that had begun; those that an earlier text of a
    document joins are one group, and what holds a `closed` document is never as it is now."""
    held: dict[str, list[Placed]] = defaultdict(list)
    for one in record.placed():
        held[one.component].append(one)
    begun = {name: own for name, placed in held.items() if (own := [one for one in placed if one.document in then])}
    older = {o.document: then[o.document] for own in begun.values() for o in own if then[o.document] != o.state}
    links: dict[str, set[str]] = {name: set() for name in begun}
    extra: dict[str, set[str]] = defaultdict(set)
    for document, members in members_at(reading.in_states(older), sorted(older), judgements):
        exact, beginnings = looked_up({key for keys in members.values() for key in keys})
        joined = record.components([document], exact, beginnings) & set(links)
        for name in joined:
            links[name].add(f"by:{document}")
        if joined:
            extra[min(joined)].update(members)
    complete: list[str] = []
    groups = []
    for together in connected(links):
        own = [one for name in together for one in begun[name]]
        states = {one.document: then[one.document] for one in own}
        if len(own) == sum(len(held[name]) for name in together) and not states.keys() & (older.keys() | closed):
            complete += together
            continue
        wanted = {one.member for one in own if one.document not in older}
        wanted.update(member for name in together for member in extra[name])
        groups.append(Group(together, states, frozenset(wanted)))
    return complete, groups


@dataclass(frozen=True, slots=True)
class Step:
    """An event as the reports that were published by a date tell it. `fresh` are the labels of that day's reports."""

    date: str
    event: Event | None
    fresh: tuple[str, ...]


def steps(record: "Record", event: Event, rules: str, reconcile: Reconcile, closed: Closed = NOTHING) -> list[Step]:
    """How the figure came to be, by the days on which reports of it were published; undated ones count from the day
    that they were recorded. Without what is `closed`."""
    from panj.record import Moment

    component = record.component_of(event.id)
    days: dict[str, set[str]] = defaultdict(set)
    ids = {claim.document_id for name in event.claims if (claim := record.claim(name))}
    for document in record.documents(sorted(ids)):
        day = document.published or record.recorded_on(document.id) or ""
        days[day[:10]].add(document.label)
    out = []
    current = not record.waiting(rules)
    for day in sorted(days):
        then = events_at(record, Moment(published=day), rules, reconcile, component, closed, current=current)
        out.append(Step(day, _same(event, then), tuple(sorted(days[day]))))
    return out


def _same(event: Event, events: Iterable[Event]) -> Event | None:
    """The event that tells of the same: its id, else most of its claims."""
    mine = set(event.claims)
    alike = [one for one in events if one.id == event.id or mine & set(one.claims)]
    return max(alike, key=lambda one: (one.id == event.id, len(mine & set(one.claims))), default=None)
