"""Events as versions with the time that the record held them, and which documents their components are made of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, or_, select

from panj.model import Event
from panj.record import schema as t
from panj.record.clock import now
from panj.record.failures import plain_errors
from panj.record.judged import Judged, mark_anew
from panj.record.read import batches
from panj.record.replacing import Unit, place, replace_events, standing_events
from panj.record.rows import pack_events, unpack_events
from panj.record.writing import put


class Placed(NamedTuple):
    """A member of a component: its document with the state that the events know."""

    document: str
    state: int
    member: str
    component: str


class Versions(Judged):
    """A record with its events."""

    def waiting(self, rules: str) -> list[str]:
        """Ids of the documents whose events must be made: new, changed, judged, or made by other rules."""
        last = select(t.states.c.document_id, func.max(t.states.c.id).label("id")).group_by(t.states.c.document_id)
        latest, kept = last.subquery(), t.placements.c
        placed = (
            select(
                kept.document_id,
                func.min(kept.state_id).label("least"),
                func.max(kept.state_id).label("most"),
                func.min(kept.rules).label("first"),
                func.max(kept.rules).label("last"),
                (func.max(kept.members) - func.count()).label("missing"),
            )
            .group_by(kept.document_id)
            .subquery()
        )
        here, dead = placed.c, t.tombstones.c
        stale = or_(
            here.document_id.is_(None),
            here.least != latest.c.id,
            here.most != latest.c.id,
            here.first != rules,
            here.last != rules,
            here.missing != 0,
        )
        query = (
            select(latest.c.document_id)
            .outerjoin(placed, here.document_id == latest.c.document_id)
            .outerjoin(t.tombstones, dead.document_id == latest.c.document_id)
            .where(
                (dead.document_id.is_(None) & stale) | (dead.document_id.is_not(None) & here.document_id.is_not(None))
            )
        )
        return sorted(row.document_id for row in self._rows(query))

    def placed(self) -> list[Placed]:
        """All members with the states that the events know."""
        kept = t.placements.c
        query = select(kept.document_id, kept.state_id, kept.member, kept.component)
        with plain_errors(self.location), self.engine.connect() as connection:
            return [Placed(*row) for row in connection.execute(query).all()]

    def states_of(self, documents: Sequence[str]) -> dict[str, int | None]:
        """The state that each of the documents stands at; None for one that is gone."""
        with plain_errors(self.location), self.engine.connect() as connection:
            return _states(connection, documents)

    def keys_of(self, members: Iterable[str]) -> dict[str, frozenset[str]]:
        """What connects each of these members to others, as it was stored with its events."""
        found: dict[str, set[str]] = defaultdict(set)
        for some in batches(sorted(members)):
            for row in self._rows(select(t.keys.c.member, t.keys.c.key).where(t.keys.c.member.in_(some))):
                found[row.member].add(row.key)
        return {name: frozenset(keys) for name, keys in found.items()}

    def members(self, components: Iterable[str]) -> dict[str, tuple[str, str]]:
        """The members of these components, each with its document and its component."""
        with plain_errors(self.location), self.engine.connect() as connection:
            return _members(connection, components)

    def counts(self, documents: Iterable[str]) -> dict[str, int]:
        """How many members each of these documents has."""
        found: dict[str, int] = {}
        kept = t.placements.c
        for some in batches(sorted(documents)):
            query = select(kept.document_id, kept.members).where(kept.document_id.in_(some)).distinct()
            found.update((row.document_id, row.members) for row in self._rows(query))
        return found

    def components(self, documents: Iterable[str], keys: Iterable[str], prefixes: Iterable[str] = ()) -> set[str]:
        """The components that hold something of the documents, one of the keys, or a key that starts so."""
        with plain_errors(self.location), self.engine.connect() as connection:
            return _components(connection, t.placements.c.document_id, documents, keys, prefixes)

    def events_of(self, components: Iterable[str]) -> list[Event]:
        """The events that stand and were made of these components."""
        with plain_errors(self.location), self.engine.connect() as connection:
            return [event for _, event in standing_events(connection, components)]

    def store_unit(
        self, unit: Unit, events: Mapping[str, Sequence[Event]], rules: str, touching: Iterable[str] = ()
    ) -> bool:
        """Puts the events of the unit, by component, in place of those before; all or nothing.

        False where another writer changed one of its documents, or added one that belongs to it (`touching`: prefixes
        of keys that belong to it too), meanwhile: make it anew. Raises RecordError.
        """
        names = {key for keys in unit.keys.values() for key in keys} | set(unit.states)
        with self.transaction(names) as connection:
            judged = connection.execute(select(func.count()).select_from(t.judgements)).scalar()
            if judged != unit.judged or _states(connection, sorted(unit.states)) != dict(unit.states):
                return False
            own = [key for keys in unit.keys.values() for key in keys]
            members = {*unit.documents, *unit.gone}
            if not _components(connection, t.placements.c.member, members, own, touching) <= unit.before:
                return False
            if set(_members(connection, unit.before)) - members:
                return False
            at = now()
            run = put(connection, t.runs, rules=rules, readers=_readers(connection, unit.states), recorded_at=at)
            replace_events(connection, run, at, unit, events)
            place(connection, unit, rules)
        return True

    def component_of(self, event_id: str) -> str | None:
        """The component that the event was made of, as it stands."""
        kept = t.event_versions.c
        row = self._first(select(kept.component).where(kept.event == event_id, kept.until.is_(None)))
        return row.component if row else None

    def snapshots(self, keys: Iterable[str]) -> dict[str, list[Event]]:
        """Events that were computed once for a past date, by the digests of what they follow from."""
        kept = t.snapshots.c
        queries = (select(kept.id, kept.body).where(kept.id.in_(some)) for some in batches(keys))
        return {row.id: unpack_events(row.body) for query in queries for row in self._rows(query)}

    def keep_snapshot(self, key: str, events: Sequence[Event]) -> None:
        """Keeps events of a past date, so that the next reading is fast."""
        with self.transaction([key]) as connection:
            if not connection.execute(select(t.snapshots.c.id).where(t.snapshots.c.id == key)).first():
                put(connection, t.snapshots, id=key, body=pack_events(events))

    def mark_anew(self, documents: Sequence[str]) -> None:
        """Lets the events of these documents be made anew."""
        with self.transaction(documents) as connection:
            mark_anew(connection, documents)


def _states(connection: Connection, documents: Sequence[str]) -> dict[str, int | None]:
    found: dict[str, int | None] = dict.fromkeys(documents)
    dead = select(t.tombstones.c.document_id)
    for some in batches(documents):
        query = (
            select(t.states.c.document_id, func.max(t.states.c.id).label("id"))
            .where(t.states.c.document_id.in_(some), t.states.c.document_id.not_in(dead))
            .group_by(t.states.c.document_id)
        )
        found.update((row.document_id, row.id) for row in connection.execute(query))
    return found


def _members(connection: Connection, components: Iterable[str]) -> dict[str, tuple[str, str]]:
    found = {}
    kept = t.placements.c
    for some in batches(sorted(components)):
        query = select(kept.member, kept.document_id, kept.component).where(kept.component.in_(some))
        for row in connection.execute(query):
            found[row.member] = (row.document_id, row.component)
    return found


def _components(
    connection: Connection, column: Any, names: Iterable[str], keys: Iterable[str], prefixes: Iterable[str]
) -> set[str]:
    """The components whose placements name one of `names` in this column, or have one of the keys."""
    found: set[str] = set()
    for some in batches(sorted(names)):
        query = select(t.placements.c.component).where(column.in_(some)).distinct()
        found.update(connection.execute(query).scalars())
    joined = (
        select(t.placements.c.component)
        .join_from(t.keys, t.placements, t.placements.c.member == t.keys.c.member)
        .distinct()
    )
    for some in batches(sorted(set(keys))):
        found.update(connection.execute(joined.where(t.keys.c.key.in_(some))).scalars())
    for prefix in sorted(set(prefixes)):
        found.update(connection.execute(joined.where(t.keys.c.key.startswith(prefix, autoescape=True))).scalars())
    return found


def _readers(connection: Connection, documents: Mapping[str, object]) -> str:
    found: set[str] = set()
    for some in batches(sorted(documents)):
        last = select(func.max(t.states.c.id)).where(t.states.c.document_id.in_(some)).group_by(t.states.c.document_id)
        query = select(t.readings.c.reader).join(t.states).where(t.states.c.id.in_(last)).distinct()
        found.update(connection.execute(query).scalars())
    return " ".join(sorted(found))
