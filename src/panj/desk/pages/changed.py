"""What changed since somebody last looked: new movement, a revision, or another scope, told apart."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from panj.desk.asking import Asker
from panj.desk.pages.asked import days_of
from panj.desk.pages.saying import total
from panj.desk.state import Desk
from panj.model import Event, View
from panj.pipeline.changes import Change, changes

Sort = Literal["new", "movement", "revision", "scope", "standing", "gone"]
SORTS: Final[dict[Sort, str]] = {
    "new": "new",
    "movement": "new movement",
    "revision": "revision",
    "scope": "scope",
    "standing": "standing",
    "gone": "gone",
}
EXPLAINED: Final[dict[Sort, str]] = {
    "new": "no earlier report told of it",
    "movement": "later reports tell of more people, or of a later day",
    "revision": "the figure for the same days is another now",
    "scope": "what is counted changed: other places, another kind, unit or group",
    "standing": "the figure is the same, but its standing or its bounds are not",
    "gone": "it is told as part of another event, or no longer",
}
SHOWN: Final = 12
KEPT: Final = 32


@dataclass(frozen=True, slots=True)
class Told:
    """A change in words: `event` is what to open, `was` and `now` the figures; `heir` tells what is gone now."""

    sort: Sort
    event: Event
    was: str
    now: str
    heir: Event | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since `at` (UTC, ISO 8601; None: somebody looks for the first time), the weightiest first."""

    at: str | None
    told: Sequence[Told]
    more: int


_kept: OrderedDict[object, list[Change]] = OrderedDict()


def since(desk: Desk, asker: Asker) -> Since:
    """What changed since the asker last looked, as they may see it."""
    from panj.record import changed_since, mark_of

    at = asker.last_looked
    if at is None:
        return Since(None, (), 0)
    view = desk.view(None, asker.audience)
    key = (id(desk), at, mark_of(desk.record))
    found = _kept.get(key)
    if found is None:
        found = changes(*desk.work(lambda record: changed_since(record, at)))
        _kept[key] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    seen = []
    for change in found:
        now = view.event(change.after.id) if change.after else None
        if change.after and now is None:
            continue
        if asker.audience == "restricted":
            event = now or change.before
            seen += [told(Change(change.before, now), event)] if event else []
        elif now is not None:
            # What the record said before was never made fit for others to see.
            seen.append(replace(told(Change(change.before, now), now), was=""))
    shown = [one if one.now else replace(one, heir=_heir(desk, view, one.event)) for one in seen[:SHOWN]]
    return Since(at, shown, max(0, len(seen) - SHOWN))


def _heir(desk: Desk, view: View, gone: Event) -> Event | None:
    """The event that tells now what one told that is gone."""
    names = desk.work(lambda record: record.redirects(gone.id))
    return next((event for name in names if (event := view.event(name))), None)


def told(change: Change, event: Event) -> Told:
    """The change of an event with its figures before and after."""
    was, now = (total(one) if one else "" for one in (change.before, change.after))
    return Told(sort_of(change), event, was, now)


def sort_of(change: Change) -> Sort:
    """What sort of change it is: a later day is new movement, the same days another figure a revision."""
    before, after = change.before, change.after
    if before is None:
        return "new"
    if after is None:
        return "gone"
    if _scope(before) != _scope(after):
        return "scope"
    if before.estimate.best != after.estimate.best:
        later = _last(after) > _last(before)
        more = (after.estimate.best or 0) > (before.estimate.best or 0)
        return "movement" if later and (more or after.metric == "stock") else "revision"
    return "movement" if _last(after) > _last(before) else "standing"


def _last(event: Event) -> str:
    return event.estimate.date or days_of(event)[1]


def _scope(event: Event) -> object:
    places = tuple(
        tuple(sorted(p.id or p.name for p in some)) for some in (event.origin, event.destination, event.place)
    )
    group = (event.group.category, event.group.nationality, event.group.sex, event.group.age) if event.group else None
    return event.kind, event.unit, event.metric, event.boundary, event.counts, places, group
