"""What differs between two sets of events: which figures are new, gone or changed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from panj.model import Event


@dataclass(frozen=True, slots=True)
class Change:
    """An event before and after; None where there was or is none."""

    before: Event | None
    after: Event | None

    @property
    def people(self) -> float:
        """By how many the figure differs."""
        was, now = (e.estimate.best or 0 if e else 0 for e in (self.before, self.after))
        return abs(now - was)


def changes(before: Sequence[Event], after: Sequence[Event]) -> list[Change]:
    """Events whose figure, bounds or standing changed, the largest change first. An event that took another id is
    known by its claims, and where they were read anew by its kind and reports."""
    old = {event.id: event for event in before}
    new = {event.id: event for event in after}
    pairs: list[tuple[Event | None, Event | None]] = [
        (old[name], new[name]) for name in sorted(old.keys() & new.keys())
    ]
    gone = [old[name] for name in sorted(old.keys() - new.keys())]
    fresh = [new[name] for name in sorted(new.keys() - old.keys())]
    by_mark: dict[object, list[Event]] = defaultdict(list)
    for event in fresh:
        for mark in _marks(event):
            by_mark[mark].append(event)
    taken: set[str] = set()
    for event in gone:
        heir = next((e for mark in _marks(event) for e in by_mark[mark] if e.id not in taken), None)
        taken.update([heir.id] if heir else [])
        pairs.append((event, heir))
    pairs += [(None, event) for event in fresh if event.id not in taken]
    found = [Change(was, now) for was, now in pairs if _told(was) != _told(now)]
    return sorted(found, key=lambda change: (-change.people, str(change.after or change.before)))


def _marks(event: Event) -> list[object]:
    return [*event.claims, (event.kind, event.documents, event.estimate.best), (event.kind, event.documents)]


def _told(event: Event | None) -> object:
    if event is None:
        return None
    told = event.estimate
    return told.best, told.low, told.high, event.status, event.additive, event.kind
