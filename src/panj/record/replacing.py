"""Events of components put in place of those before, as versions with the time that the record held them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert, select, update

from panj.model import Event
from panj.record import schema as t
from panj.record.read import batches
from panj.record.rows import pack, unpack_event

Keys = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Unit:
    """Components to be made anew together: those that grow into one another, or come apart.

    A member of a component is a document, or what it tells apart from the rest. `states` holds the state of every
    document that the events know (None: it is gone), `documents` the document of every member, `keys` what connects
    each to others, `parts` the members by new component, `before` the names of the components that are replaced,
    `gone` their members that are no more, `counts` how many members each document has, and `judged` how many
    judgements there were.
    """

    states: Mapping[str, int | None]
    documents: Mapping[str, str]
    keys: Keys
    parts: Mapping[str, tuple[str, ...]]
    before: frozenset[str]
    gone: frozenset[str] = frozenset()
    counts: Mapping[str, int] = field(default_factory=dict)
    judged: int = 0


def standing_events(connection: Connection, components: Iterable[str]) -> list[tuple[int, Event]]:
    """The events that stand in these components, each with the number of its version, in the order they were kept."""
    kept = t.event_versions.c
    found = []
    for some in batches(sorted(components)):
        query = select(kept.id, kept.body).where(kept.component.in_(some), kept.until.is_(None)).order_by(kept.id)
        found += [(row.id, unpack_event(row.body)) for row in connection.execute(query)]
    return found


def replace_events(
    connection: Connection, run: int, at: str, unit: Unit, events: Mapping[str, Sequence[Event]]
) -> None:
    """Ends the versions that hold no more, adds the new ones, and redirects ids that are gone."""
    before = standing_events(connection, unit.before)
    fresh = {event.id: (pack(event), component, event) for component, own in events.items() for event in own}
    kept: set[str] = set()
    ended = []
    for number, event in before:
        new = fresh.get(event.id)
        if new and event.id not in kept and new[0] == pack(event):
            kept.add(event.id)
            _move(connection, number, new[1])
        else:
            ended.append(number)
    for some in batches(ended):
        connection.execute(update(t.event_versions).where(t.event_versions.c.id.in_(some)).values(until=at))
    rows = [
        {"run_id": run, "event": name, "component": component, "body": body, "since": at}
        for name, (body, component, _) in fresh.items()
        if name not in kept
    ]
    for rows_now in batches(rows):
        connection.execute(insert(t.event_versions), rows_now)
    gone = [event for _, event in before if event.id not in fresh]
    heirs = [
        {"old": event.id, "new": heir, "recorded_at": at}
        for event in gone
        for heir in heirs_of(event, [new for _, _, new in fresh.values()])
    ]
    if heirs:
        connection.execute(insert(t.redirects), heirs)


def _move(connection: Connection, number: int, component: str) -> None:
    kept = t.event_versions.c
    connection.execute(
        update(t.event_versions).where(kept.id == number, kept.component != component).values(component=component)
    )


def heirs_of(gone: Event, events: Iterable[Event]) -> list[str]:
    """Ids of the events that hold what an event that is gone held: its claims; where they were all read anew, the one
    of its kind that shares most documents with it."""
    mine = set(gone.claims)
    found = [event for event in events if mine & set(event.claims)]
    if not found:
        texts = set(gone.documents)
        alike = [e for e in events if e.kind == gone.kind and texts & set(e.documents)]
        found = sorted(
            alike, key=lambda e: (-len(texts & set(e.documents)), e.estimate.best != gone.estimate.best, e.id)
        )
        found = found[:1]
    return sorted(event.id for event in found)


def place(connection: Connection, unit: Unit, rules: str) -> None:
    """Keeps the placements and keys of a unit's documents in place of those kept before."""
    for some in batches(sorted({*unit.documents, *unit.gone})):
        connection.execute(delete(t.placements).where(t.placements.c.member.in_(some)))
        connection.execute(delete(t.keys).where(t.keys.c.member.in_(some)))
    rows = [
        {
            "member": name,
            "document_id": unit.documents[name],
            "members": unit.counts[unit.documents[name]],
            "state_id": unit.states[unit.documents[name]],
            "component": component,
            "rules": rules,
        }
        for component, names in unit.parts.items()
        for name in names
    ]
    for some_rows in batches(rows):
        connection.execute(insert(t.placements), some_rows)
    pairs = [{"member": name, "key": key} for name in sorted(unit.keys) for key in sorted(unit.keys[name])]
    for some_pairs in batches(pairs):
        connection.execute(insert(t.keys), some_pairs)
