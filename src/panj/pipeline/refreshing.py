"""The events of a record brought up to date: only the components that something new touches are made anew."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from panj.errors import RecordError
from panj.model import Claim, Document, Event, Judgement, digest
from panj.model.event import in_order
from panj.pipeline.components import Members, connected, document_of, looked_up, members_of, partition
from panj.pipeline.deciding import decide
from panj.pipeline.judging import TextOf, renamed, settle

if TYPE_CHECKING:
    from panj.record import Reading, Record, Unit

ATTEMPTS: Final = 20
"""How often components are made anew when another writer changed them meanwhile."""
AT_ONCE: Final = 500
"""Documents whose claims are held in memory while their keys are made."""
Reconcile = Callable[[Sequence[Document], Sequence[Claim]], Sequence[Event]]
"""The rules: the events of documents and claims."""


def make(
    documents: Sequence[Document],
    claims: Sequence[Claim],
    judgements: Sequence[Judgement],
    text_of: TextOf,
    reconcile: Reconcile,
    wanted: frozenset[str] | None = None,
) -> list[Event]:
    """The events of these documents, or of these members of them alone, under the judgements, component by component:
    a pure function."""
    settled = settle({document.id: document for document in documents}, claims, judgements, text_of)
    out: list[Event] = []
    for own, told in partition(documents, settled.claims, judgements, wanted):
        named = [renamed(document, judgements) for document in own]
        if settled.found:
            rules = partial(reconcile, named)
            out += decide(replace(settled, claims=told), judgements, rules)
        else:
            out += reconcile(named, told)
    return _told_apart(out)


def _told_apart(events: Sequence[Event]) -> list[Event]:
    """The events with an id of its own each: two that begin with the same words get theirs from their claims too."""
    seen: set[str] = set()
    out = []
    for event in sorted(events, key=lambda e: (e.id, e.claims)):
        if event.id in seen:
            event = replace(event, id="e_" + digest(event.id, *event.claims))
        seen.add(event.id)
        out.append(event)
    return out


def refresh(record: "Record", rules: str, reconcile: Reconcile) -> Sequence[Event]:
    """The events of the record as it is now, also where they cannot be stored. Raises RecordError."""
    if bring_up(record, rules, reconcile):
        return record.events()
    return _overlaid(record, record.waiting(rules), record.judgements(), reconcile)


def bring_up(record: "Record", rules: str, reconcile: Reconcile) -> bool:
    """Makes anew and stores what is touched, component by component. False where nothing can be stored. Raises
    RecordError."""
    for attempt in range(ATTEMPTS):
        waiting = record.waiting(rules)
        if not waiting:
            return True
        if not record.may_write():
            return False
        with record.queue() if attempt else nullcontext():
            stored = _store(
                record, record.waiting(rules) if attempt else waiting, record.judgements(), rules, reconcile
            )
        if stored:
            return True
    raise RecordError(f"Other writers keep changing {record.location}", "try again later")


def _store(
    record: "Record", waiting: Sequence[str], judgements: Sequence[Judgement], rules: str, reconcile: Reconcile
) -> bool:
    """Stores the components of the waiting documents, up to the first that another writer changed meanwhile: False
    where there was one."""
    for unit in _units(record, waiting, judgements):
        events = {name: _events(record, own, judgements, reconcile) for name, own in unit.parts.items()}
        beginnings = looked_up(key for keys in unit.keys.values() for key in keys)[1]
        if not record.store_unit(unit, events, rules, beginnings):
            return False
    return True


def _events(
    reading: "Reading", members: Sequence[str], judgements: Sequence[Judgement], reconcile: Reconcile
) -> list[Event]:
    ids = sorted({document_of(name) for name in members})
    documents, claims = list(reading.documents(ids)), list(reading.claims_of(ids))
    return make(documents, claims, judgements, reading.text, reconcile, frozenset(members))


def _overlaid(
    record: "Record", waiting: Sequence[str], judgements: Sequence[Judgement], reconcile: Reconcile
) -> Sequence[Event]:
    """The events as they would be stored."""
    units = list(_units(record, waiting, judgements))
    replaced = {event.id for event in record.events_of({name for unit in units for name in unit.before})}
    kept = [event for event in record.events() if event.id not in replaced]
    fresh = [
        event for unit in units for own in unit.parts.values() for event in _events(record, own, judgements, reconcile)
    ]
    return in_order([*kept, *fresh])


def _units(record: "Record", waiting: Sequence[str], judgements: Sequence[Judgement]) -> Iterator["Unit"]:
    """The components that the waiting documents belong to, with the ones that they replace."""
    from panj.record import Unit

    fresh: dict[str, frozenset[str]] = {}
    counts = dict.fromkeys(waiting, 0)
    for document, own in members_at(record, waiting, judgements):
        fresh.update(own)
        counts[document] = len(own)
    exact, beginnings = looked_up({key for keys in fresh.values() for key in keys})
    old = record.members(record.components(waiting, exact, beginnings))
    stay = {name for name, (document, _) in old.items() if document not in counts}
    keys: dict[str, frozenset[str]] = {**dict.fromkeys(stay, frozenset()), **record.keys_of(stay), **fresh}
    counts.update(record.counts({old[name][0] for name in stay}))
    gone = set(old) - set(keys)
    parts = {group[0]: group for group in connected(keys)}
    stale = set(old) - stay
    links = {
        name: {f"old:{old[m][1]}" for m in group if m in old}.union(*(keys[m] for m in group))
        for name, group in parts.items()
    }
    was = record.keys_of(stale)
    links.update({f"-{name}": {f"old:{old[name][1]}", *was.get(name, ())} for name in stale})
    for names in connected(links):
        mine = {name: parts[name] for name in names if name in parts}
        members = [member for group in mine.values() for member in group]
        lost = frozenset(name[1:] for name in names if name.startswith("-")) & gone
        documents = {name: document_of(name) for name in members}
        yield Unit(
            record.states_of(sorted({*documents.values(), *map(document_of, lost)})),
            documents,
            {name: keys[name] for name in members},
            mine,
            frozenset(old[name][1] for name in (*members, *lost) if name in old),
            lost,
            counts,
            len(judgements),
        )


def members_at(
    reading: "Reading", ids: Sequence[str], judgements: Sequence[Judgement]
) -> Iterator[tuple[str, Members]]:
    """The members of each of these documents with what connects them, from its claims as they count."""
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        documents = {document.id: document for document in reading.documents(some)}
        claims: Iterable[Claim] = reading.claims_of(some)
        if judgements:
            claims = settle(documents, claims, judgements, reading.text).claims
        told: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            told[claim.document_id].append(claim)
        for name, document in documents.items():
            yield name, members_of(document, told[name], judgements)
