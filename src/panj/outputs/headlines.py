"""The headline figures: what may be added of all events, kept apart by what it counts, and what was left out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from panj.model import Event
from panj.model.vocabulary import FAMILY_OF

MOVED = ("cross_border", "internal", "unknown")
BACK = {"returned": "returned", "deported": "sent_back", "refused": "sent_back"}
ORDER = (*MOVED, "stock", "returned", "sent_back", "harm", "housing", "need", "combatants")
STANDING = frozenset({"confirmed", "reported", "disputed"})
"""Statuses of an event whose figure may stand in a sum; unconfirmed ones are named beside it."""
NOT_HAPPENED = frozenset({"planned", "possible", "retracted"})
SAME_TIME_DAYS = 31
"""Days between the dates of stocks that may be added: a month is the interval at which displaced people are counted."""
Numeral = float | int
_FULL = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure of one metric, unit and boundary. `best`, `low` and `high` are sums over `counted`; None is open.

    `beside` are events of the same bucket that are in no sum: parts, follow-ups, other counts of the same people, or
    unconfirmed. `kind` is "" where events of several kinds are one quantity (crossed, arrived, admitted). `apart` says
    that nothing was added because the dates of the stocks lie too far apart; `first` and `last` are the ISO dates
    between which the counted events lie.
    """

    bucket: str
    kind: str
    metric: str | None
    unit: str
    counts: str
    best: Numeral | None
    low: Numeral | None
    high: Numeral | None
    counted: tuple[Event, ...]
    beside: tuple[Event, ...]
    apart: bool = False
    first: str | None = None
    last: str | None = None


def bucket(event: Event) -> str | None:
    """Where an event's figure belongs, None for an event without a figure of people or houses."""
    family = FAMILY_OF.get(event.kind)
    if event.unit not in ("people", "households", "houses") or family is None:
        return None
    if event.group is not None and event.group.category == "combatants":
        return "combatants"
    if family in ("harm", "housing", "need"):
        return family
    if family != "movement":
        return None
    if event.kind in BACK:
        return BACK[event.kind]
    if event.metric == "stock":
        return "stock"
    return event.boundary or "unknown"


def _sum(values: Sequence[Numeral | None]) -> Numeral | None:
    """The sum, None (open) where one of the values is."""
    return None if not values or None in values else sum(value for value in values if value is not None)


def _stretch(events: Sequence[Event]) -> tuple[str | None, str | None]:
    """The first and the last ISO date of the events, None where none has a full date."""
    dates = [day for e in events if e.period for day in (e.period.start, e.period.end) if day and _FULL.fullmatch(day)]
    dates += [e.estimate.date for e in events if e.estimate.date and _FULL.fullmatch(e.estimate.date)]
    return (min(dates), max(dates)) if dates else (None, None)


def _same_time(events: Sequence[Event]) -> bool:
    """Whether stocks are of so near dates that their sum says how many were displaced at one time."""
    days = []
    for event in events:
        _, last = _stretch([event])
        try:
            days.append(date.fromisoformat(last or "").toordinal())
        except ValueError:
            return len(events) < 2
    return not days or max(days) - min(days) <= SAME_TIME_DAYS


def _size(event: Event) -> Numeral:
    return event.estimate.best or event.estimate.low or 0


def headlines(events: Iterable[Event]) -> list[Headline]:
    """The headline figures in the order of `ORDER`; never one over several kinds of counting."""
    groups: dict[tuple[str, str, str | None, str, str], list[Event]] = {}
    for event in events:
        name = bucket(event)
        if name is None or event.status in NOT_HAPPENED:
            continue
        kind = event.kind if name in ("harm", "housing", "need", "sent_back") else ""
        counted_as = None if name == "combatants" else event.metric
        key = (name, kind, counted_as, event.unit or "people", event.counts)
        groups.setdefault(key, []).append(event)
    found = []
    for (name, kind, metric, unit, counts), members in groups.items():
        members.sort(key=lambda event: (-_size(event), event.id))
        counted = [e for e in members if e.additive and e.status in STANDING and e.estimate.best is not None]
        apart = metric == "stock" and not _same_time(counted)
        counted = [] if apart else counted
        first, last = _stretch(counted)
        ids = {e.id for e in counted}
        beside = [e for e in members if e.id not in ids]
        found.append(
            Headline(
                name, kind, metric, unit, counts,
                _sum([e.estimate.best for e in counted]),
                _sum([e.estimate.low for e in counted]),
                _sum([e.estimate.high for e in counted]),
                tuple(counted), tuple(beside), apart, first, last,
            )
        )  # fmt: skip
    return sorted(found, key=_rank)


def _rank(headline: Headline) -> tuple[int, str, bool, Numeral, str]:
    return (
        ORDER.index(headline.bucket),
        headline.kind,
        headline.unit != "people",
        -(headline.best or 0),
        headline.metric or "",
    )
