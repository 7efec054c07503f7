"""An event: what happened, as all the documents together tell it. The contract describes every field."""

from collections.abc import Iterable
from dataclasses import dataclass

from panj.model.claim import Group, Period, Place
from panj.model.vocabulary import Boundary, Cause, ContradictionType, EventStatus, Flow


@dataclass(frozen=True, slots=True)
class Converted:
    """How households became people: `size` is people a household, with where that number comes from."""

    from_value: float | int
    unit: str
    size: float
    source: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """The figure to use, its bounds (None: open), its ISO date and the reasons in sentences."""

    best: float | int | None
    low: float | int | None
    high: float | int | None
    date: str | None
    why: tuple[str, ...] = ()
    converted: Converted | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series that survived reconciliation."""

    date: str | None
    best: float | int | None
    low: float | int | None
    high: float | int | None
    metric: Flow
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A line of a breakdown: so many of the event's people are of this group."""

    group: Group
    best: float | int


@dataclass(frozen=True, slots=True)
class Lineage:
    """One origin behind the claims, the documents that carry it, and those that copied one another's text."""

    origin: str
    documents: tuple[str, ...]
    copies: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Claims that differ on what should be the same, and whether the reason given settles it."""

    about: str
    type: ContradictionType
    explained: bool
    claims: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, as all the documents together tell it."""

    id: str
    kind: str
    title: str
    estimate: Estimate
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    status: EventStatus = "reported"
    origin: tuple[Place, ...] = ()
    destination: tuple[Place, ...] = ()
    place: tuple[Place, ...] = ()
    period: Period | None = None
    group: Group | None = None
    cause: Cause | None = None
    unit: str | None = None
    metric: Flow | None = None
    counts: str = "people"
    boundary: Boundary | None = None
    population: str | None = None
    additive: bool = False
    series: tuple[Point, ...] = ()
    breakdown: tuple[Part, ...] = ()
    lineage: tuple[Lineage, ...] = ()
    independent_sources: int = 1
    contradictions: tuple[Contradiction, ...] = ()
    part_of: str | None = None
    followed_by: tuple[str, ...] = ()


def in_order(events: Iterable[Event]) -> list[Event]:
    """Events in canonical order: by the last day of their period, then title and id."""
    return sorted(events, key=lambda e: (e.period.end or "" if e.period else "", e.title, e.id))
