"""A record as people judged it, now or at a moment, as a `View`; and how one event came to be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
    from panj.record import Moment, Reading, Record


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
) -> Sequence[Event]:
    """The events of the reports that were published by a date, by the rules of now; `component`: of that one alone;
    without what is `closed`.

    What was complete by then stands in the record; what was under way is computed once and kept. Raises RecordError.
    """
    from panj.record import judgements_at

    reading = record.at(moment)
    judgements = judgements_at(reading)
    waits = moment.recorded is not None or bool(record.waiting(rules))
    then = [Placed(*row) for row in reading.standing_states()]
    now: dict[str | None, set[Placed]] = defaultdict(set)
    for row in record.standing_states():
        now[row[3]].add(Placed(*row))
    found: list[Event] = []
    complete: list[str] = []
    for group in _groups(record, reading, then, now, judgements, whole=waits):
        if component is not None and component not in group.components:
            continue
        inside = closed if any(one.document in closed.texts for one in group.placed) else NOTHING
        if (
            not waits
            and not inside.texts
            and set(group.placed) == {one for name in group.components for one in now[name]}
        ):
            complete.extend(group.components)
        else:
            found += _past(record, reading, group, judgements, rules, reconcile, inside)
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


class Placed(NamedTuple):
    """A document with its state, and a member of it in a component; no member where nothing was made of it yet."""

    document: str
    state: int
    member: str | None
    component: str | None


class Group(NamedTuple):
    """Components that are looked at together, with what stood in them then. `wanted` are the members whose claims are
    theirs; None: all."""

    components: Sequence[str]
    placed: Sequence[Placed]
    wanted: frozenset[str] | None


def _past(
    record: "Record",
    reading: "Reading",
    group: Group,
    judgements: Sequence[Judgement],
    rules: str,
    reconcile: Reconcile,
    closed: Closed,
) -> list[Event]:
    """Events of a time when a component was under way, kept for the next reading where the record can be written."""
    states = sorted({(one.document, one.state) for one in group.placed})
    wanted = sorted(group.wanted) if group.wanted is not None else ["all"]
    marks = sorted(one.id for one in judgements)
    apart = sorted(closed.documents.intersection(document for document, _ in states)) + sorted(closed.claims)
    key = "s_" + digest(rules, *(part for pair in states for part in pair), *wanted, *marks, *apart)
    kept = record.snapshot(key)
    if kept is None:
        then = reading.in_states(dict(states))
        kept = remade(then, [document for document, _ in states], closed, group.wanted, judgements, reconcile)
        if record.may_write():
            record.keep_snapshot(key, kept)
    return kept


def _groups(
    record: "Record",
    reading: "Reading",
    then: Sequence[Placed],
    now: Mapping[str | None, set[Placed]],
    judgements: Sequence[Judgement],
    *,
    whole: bool,
) -> list[Group]:
    """The components that hold what stood then; those that an earlier text of a document joins are one group, and so is
    everything where the components of then are not known."""
    if whole:
        names = sorted({one.component for one in then if one.component})
        return [Group(names, list(then), None)] if then else []
    latest = {one.document: one.state for placed in now.values() for one in placed}
    older = {one.document: one.state for one in then if latest.get(one.document) != one.state}
    links: dict[str, set[str]] = {one.component: set() for one in then if one.component}
    extra: dict[str, set[str]] = defaultdict(set)
    for document, members in members_at(reading.in_states(older), sorted(older), judgements):
        exact, beginnings = looked_up({key for keys in members.values() for key in keys})
        joined = record.components([document], exact, beginnings) & set(links)
        for name in joined:
            links[name].add(f"by:{document}")
        if joined:
            extra[min(joined)].update(members)
    placed: dict[str, list[Placed]] = defaultdict(list)
    for one in then:
        placed[one.component or ""].append(one)
    out = []
    for together in connected(links):
        own = [one for name in together for one in placed[name]]
        wanted = {one.member for one in own if one.member and one.document not in older}
        wanted.update(member for name in together for member in extra[name])
        out.append(Group(together, own, frozenset(wanted)))
    return out


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
    for day in sorted(days):
        then = events_at(record, Moment(published=day), rules, reconcile, component, closed)
        out.append(Step(day, _same(event, then), tuple(sorted(days[day]))))
    return out


def _same(event: Event, events: Iterable[Event]) -> Event | None:
    """The event that tells of the same: its id, else most of its claims."""
    mine = set(event.claims)
    alike = [one for one in events if one.id == event.id or mine & set(one.claims)]
    return max(alike, key=lambda one: (one.id == event.id, len(mine & set(one.claims))), default=None)
