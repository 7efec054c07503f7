"""What changed about an event, told apart: people who moved since, a figure put right, or something else counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from panj.model import Event, Place
from panj.model.vocabulary import FAMILY_OF
from panj.outputs import headlines, words
from panj.outputs.clean import one_line

Sort = Literal["movement", "growth", "late", "count", "new", "revision", "scope", "standing", "gone"]
ORDER: Final[tuple[Sort, ...]] = ("movement", "growth", "count", "new", "late", "revision", "scope", "standing", "gone")


@dataclass(frozen=True, slots=True)
class Changed:
    """A change. `event` is what stands now, or stood where it is gone; `was` and `now` are figures in words."""

    sort: Sort
    event: Event
    was: str
    now: str


def sort_of(before: Event | None, after: Event | None, since: str | None = None) -> Sort:
    """What sort of change it is.

    `movement`: people who moved, told for the first time, of days from `since` on; `new`: the same of harm, housing and
    need; `late`: told for the first time, of earlier days; `growth`: the same running total or movement, of later days;
    `count`: a stock, counted for the first time or anew on a later day;
    `scope`: other people, places or kind are counted; `revision`: the same days, another figure; `standing`: the figure
    stands, its status does not; `gone`: no report tells it any more.
    """
    if after is None:
        return "gone"
    if before is None:
        last = _last(after)
        if since and last and last < since[: len(last)]:
            return "late"
        if after.metric == "stock":
            return "count"
        return "movement" if FAMILY_OF.get(after.kind) == "movement" else "new"
    if _told(before) == _told(after):
        return "standing"
    if _scope(before) != _scope(after):
        return "scope"
    was, now = _last(before), _last(after)
    if was and now and now > was:
        return "count" if after.metric == "stock" else "growth"
    return "revision"


def changed(pairs: Sequence[tuple[Event | None, Event | None]], since: str | None) -> list[Changed]:
    """The changes of events with a figure, in the order of `ORDER`, the largest first."""
    found = []
    for before, after in pairs:
        event = after or before
        if event is None or headlines.bucket(event) is None:
            continue
        found.append(Changed(sort_of(before, after, since), event, _figure(before), _figure(after)))
    return sorted(found, key=lambda one: (ORDER.index(one.sort), -_size(one.event), one.event.id))


def _figure(event: Event | None) -> str:
    return "" if event is None else words.estimate(event.estimate)


def _size(event: Event) -> float:
    return event.estimate.best or event.estimate.low or 0


def _last(event: Event) -> str | None:
    """The last day that the event is told of."""
    period = (event.period.end or event.period.start) if event.period else None
    return event.estimate.date or period


def _told(event: Event) -> object:
    told = event.estimate
    return told.best, told.low, told.high, event.kind, event.unit


def _scope(event: Event) -> object:
    """What is counted: other values mean that two figures are of different things."""
    group = event.group
    who = (group.category, group.nationality, group.sex, group.age) if group else None
    return (
        event.kind,
        event.metric,
        event.unit,
        event.counts,
        event.boundary,
        who,
        *map(_names, (event.origin, event.destination, event.place)),
    )


def _names(places: tuple[Place, ...]) -> frozenset[str]:
    return frozenset(place.id or one_line(place.name) for place in places)
