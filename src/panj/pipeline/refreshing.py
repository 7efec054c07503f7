"""The events of a record brought up to date: only the components that something new touches are made anew."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from panj.errors import RecordError
from panj.model import Claim, Document, Event, Judgement, digest
from panj.model.event import in_order
from panj.pipeline.components import connected, keys_of, looked_up, partition
from panj.pipeline.deciding import decide
from panj.pipeline.judging import TextOf, renamed, settle

if TYPE_CHECKING:
    from panj.record import Reading, Record, Unit

ATTEMPTS: Final = 8
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
) -> list[Event]:
    """The events of these documents under the judgements, component by component: a pure function."""
    settled = settle({document.id: document for document in documents}, claims, judgements, text_of)
    out: list[Event] = []
    for own, told in partition(documents, settled.claims, judgements):
        named = [renamed(document, judgements) for document in own]
        if not any(one.documents for one in judgements):
            out += reconcile(named, told)
            continue
        ids = {document.id for document in own}
        part = settle(
            {d.id: d for d in own}, [claim for claim in claims if claim.document_id in ids], judgements, text_of
        )
        out += decide(part, judgements, lambda some, named=named: reconcile(named, some))  # type: ignore[misc]
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
    """The events of the record as it is now: what is touched is made anew and stored, component by component. Where
    nothing can be stored they are made all the same. Raises RecordError."""
    for _ in range(ATTEMPTS):
        waiting = record.waiting(rules)
        if not waiting:
            return record.events()
        judgements = record.judgements()
        if not record.may_write():
            return _overlaid(record, waiting, judgements, reconcile)
        for unit in _units(record, waiting, judgements):
            events = {name: _events(record, ids, judgements, reconcile) for name, ids in unit.parts.items()}
            beginnings = looked_up(key for keys in unit.keys.values() for key in keys)[1]
            if not record.store_unit(unit, events, rules, beginnings):
                break
    if record.waiting(rules):
        raise RecordError(f"Other writers keep changing {record.location}", "try again later")
    return record.events()


def _events(
    reading: "Reading", ids: Sequence[str], judgements: Sequence[Judgement], reconcile: Reconcile
) -> list[Event]:
    return make(list(reading.documents(ids)), list(reading.claims_of(ids)), judgements, reading.text, reconcile)


def _overlaid(
    record: "Record", waiting: Sequence[str], judgements: Sequence[Judgement], reconcile: Reconcile
) -> Sequence[Event]:
    """The events as they would be stored."""
    units = list(_units(record, waiting, judgements))
    replaced = {event.id for event in record.events_of({name for unit in units for name in unit.before})}
    kept = [event for event in record.events() if event.id not in replaced]
    fresh = [
        event for unit in units for ids in unit.parts.values() for event in _events(record, ids, judgements, reconcile)
    ]
    return in_order([*kept, *fresh])


def _units(record: "Record", waiting: Sequence[str], judgements: Sequence[Judgement]) -> Iterator["Unit"]:
    """The components that the waiting documents belong to, with the ones that they replace."""
    from panj.record import Unit

    fresh = keys_at(record, waiting, judgements)
    exact, beginnings = looked_up({key for keys in fresh.values() for key in keys})
    old = record.members(record.components(waiting, exact, beginnings))
    keys: dict[str, frozenset[str]] = {**record.keys_of(set(old) - set(fresh)), **fresh}
    keys.update((name, frozenset()) for name in {*old, *waiting} - set(keys))
    parts = connected(keys)
    component = {name: group[0] for group in parts for name in group}
    together = connected({group[0]: {f"old:{old[name]}" for name in group if name in old} for group in parts})
    by_name = {group[0]: group for group in parts}
    for names in together:
        members = [document for name in names for document in by_name[name]]
        states = record.states(members)
        living = {name: tuple(d for d in by_name[name] if states[d] is not None) for name in names}
        yield Unit(
            states,
            {name: keys[name] for name in members},
            {component[ids[0]]: ids for ids in living.values() if ids},
            frozenset(old[name] for name in members if name in old),
            len(judgements),
        )


def keys_at(reading: "Reading", ids: Sequence[str], judgements: Sequence[Judgement]) -> dict[str, frozenset[str]]:
    """What connects each of these documents to others, from their claims as they count."""
    found: dict[str, frozenset[str]] = {}
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        documents = {document.id: document for document in reading.documents(some)}
        claims: Iterable[Claim] = reading.claims_of(some)
        if judgements:
            claims = settle(documents, claims, judgements, reading.text).claims
        told: Mapping[str, list[Claim]] = _by_document(claims)
        found.update((name, keys_of(documents[name], told[name], judgements)) for name in documents)
    return found


def _by_document(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        told[claim.document_id].append(claim)
    return told
