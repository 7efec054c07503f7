"""Scores reconciled events against the reconciled view of the clusters."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from panj.evaluation.agreement import accepted, day, family, unit
from panj.evaluation.gold import Gold
from panj.evaluation.scores import Scores
from panj.model import Estimate, Event, Point

HAPPENING: Final[Mapping[str, frozenset[str]]] = {
    "arrived": frozenset({"arrived", "crossed", "admitted", "fled", "displaced", "registered"}),
    "troops_crossed": frozenset({"arrived", "crossed", "admitted", "fled"}),
    "displaced": frozenset({"displaced", "fled", "arrived"}),
    "evacuated": frozenset({"evacuated", "in_camp", "sheltered"}),
    "returned": frozenset({"returned", "deported"}),
    "deported": frozenset({"returned", "deported"}),
}
"""At the level of events, flight over a border is one happening whichever of these words a report used."""
ABOVE = 1.1
"""How far above an open lower bound an estimate may be, as a factor."""
DOUBLE = 1.25
"""How far the sum of what is additive may be above the largest true total before people are counted twice."""
Pairs = set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A figure that the events should hold: kinds that are right, bounds, and the day it stands for."""

    kinds: frozenset[str]
    unit: str | None
    low: float
    high: float
    day: date | None
    fact: Mapping[str, Any]


@dataclass(slots=True)
class _Tally:
    """Counts of one cluster, or of all."""

    hits: int = 0
    wanted: int = 0
    good: int = 0
    points: int = 0
    copies_right: int = 0
    copies_said: int = 0
    copies: int = 0
    disputes_right: int = 0
    disputes_said: int = 0
    disputes: int = 0
    independent: int = 0
    double: int = 0
    mixed: int = 0
    clusters: int = 0
    events: int = 0

    def add(self, other: "_Tally") -> None:
        for name in _Tally.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def score_events(gold: Gold, events: Sequence[Event]) -> Scores:
    """Per cluster: figures recovered with the right value at the right date, copies, independence, contradictions."""
    summary: dict[str, Any] = {}
    total = _Tally()
    for name, cluster in gold.clusters.items():
        tally, summary[name] = _cluster(name, cluster, events)
        total.add(tally)

    def share(a: int, b: int) -> float | None:
        return round(a / b, 3) if b else None

    summary["all"] = {
        "figures_recovered": share(total.hits, total.wanted),
        "points_precision": share(total.good, total.points),
        "copies_p": share(total.copies_right, total.copies_said),
        "copies_r": share(total.copies_right, total.copies),
        "contradictions_p": share(total.disputes_right, total.disputes_said),
        "contradictions_r": share(total.disputes_right, total.disputes),
        "independence_within_1": f"{total.independent}/{total.clusters}",
        "clusters_counted_double": total.double,
        "events_mixing_clusters": total.mixed,
    }
    flat = {name: value for name, value in summary["all"].items() if isinstance(value, float)}
    flat["independence"] = share(total.independent, total.clusters) or 0.0
    flat["counted_once"] = share(total.clusters - total.double, total.clusters) or 0.0
    flat["unmixed"] = share(total.events - total.mixed, total.events) or 0.0
    return Scores("events", summary, flat)


def _cluster(name: str, gold: Mapping[str, Any], events: Sequence[Event]) -> tuple[_Tally, dict[str, Any]]:
    prefix = name + "/"
    mine = [event for event in events if any(label.startswith(prefix) for label in event.documents)]
    tally = _Tally(clusters=1, events=len(mine))
    tally.mixed = sum(any(not label.startswith(prefix) for label in event.documents) for event in mine)
    wanted = [_want(fact) for fact in gold["figures"] if fact["unit"] != "percent"]
    hit = _points(mine, wanted, tally)
    tally.hits, tally.wanted = len(hit), len(wanted)
    copies = {tuple(sorted((a, b))) for group in gold["copies"] for a in group for b in group if a < b}
    said = set(_copies(mine, prefix))
    tally.copies_right, tally.copies_said, tally.copies = len(copies & said), len(said), len(copies)
    first = {label: group[0] for group in gold["copies"] for label in group}
    disputes = {frozenset(first.get(c[x], c[x]) for x in "ab") for c in gold["contradictions"]}
    seen = {pair for pair in _disputes(mine, prefix, first) if pair}
    tally.disputes_right, tally.disputes_said, tally.disputes = len(disputes & seen), len(seen), len(disputes)
    main = max(mine, key=lambda event: len(event.documents), default=None)
    independent = main.independent_sources if main else None
    tally.independent = independent is not None and abs(independent - gold["independent_sources"]) <= 1
    counted, largest = _totals(mine, wanted, gold)
    tally.double = largest > 0 and counted > DOUBLE * largest
    lost = [[w.fact["measure"], w.fact["best"], w.fact["as_of"]] for n, w in enumerate(wanted) if n not in hit]
    return tally, {
        "figures": f"{tally.hits}/{tally.wanted}",
        "lost": lost,
        "points": f"{tally.good}/{tally.points}",
        "copies": f"{tally.copies_right} of {tally.copies}, said {tally.copies_said}",
        "independent": [independent, gold["independent_sources"]],
        "contradictions": f"{tally.disputes_right} of {tally.disputes}, said {tally.disputes_said}",
        "counted_against_largest": [counted, largest],
        "events": len(mine),
        "mixed": tally.mixed,
    }


def _want(fact: Mapping[str, Any]) -> _Wanted:
    low = fact["best"] if fact["low"] is None else fact["low"]
    high = ABOVE * fact["best"] if fact["high"] is None else fact["high"]
    kinds = HAPPENING.get(fact["measure"], accepted(fact["measure"]))
    return _Wanted(kinds, unit(fact["unit"]), low, high, day(fact["as_of"]), fact)


def _dated(event: Event) -> Iterator[tuple[float, date]]:
    """Dated figures of an event: its estimate and its series."""
    points: list[Estimate | Point] = [event.estimate, *event.series]
    for point in points:
        when = day(point.date)
        if point.best is not None and when:
            yield point.best, when


def _points(events: Iterable[Event], wanted: Sequence[_Wanted], tally: _Tally) -> set[int]:
    """Which wanted figures some point of an event has; counts the points and the good ones."""
    hit: set[int] = set()
    for event in events:
        relevant = [(n, w) for n, w in enumerate(wanted) if event.kind in w.kinds and unit(event.unit) == w.unit]
        for best, when in _dated(event):
            matches = {
                n for n, w in relevant if w.low <= best <= w.high and (w.day is None or abs((when - w.day).days) <= 1)
            }
            hit |= matches
            tally.points += bool(relevant)
            tally.good += bool(matches)
    return hit


def _copies(events: Iterable[Event], prefix: str) -> Iterator[tuple[str, str]]:
    for event in events:
        for entry in event.lineage:
            for group in entry.copies:
                names = sorted({label.removeprefix(prefix) for label in group if label.startswith(prefix)})
                yield from ((a, b) for a in names for b in names if a < b)


def _disputes(events: Iterable[Event], prefix: str, first: Mapping[str, str]) -> Iterator[frozenset[str]]:
    """Pairs of documents that are said to contradict one another; a copy stands for its original."""
    for event in events:
        for pair in event.contradictions:
            names = (label.removeprefix(prefix) for label in pair.documents if label.startswith(prefix))
            yield frozenset(first.get(name, name) for name in names)


def _totals(events: Iterable[Event], wanted: Sequence[_Wanted], gold: Mapping[str, Any]) -> tuple[float, float]:
    """What the additive events of people on the move sum to, and the largest true totals of each kind."""
    kinds: set[str] = set()
    for want in wanted:
        if want.unit == "people" and family(want.fact["measure"]) == "movement":
            kinds |= want.kinds
    counted = sum(
        event.estimate.best or 0
        for event in events
        if event.additive and event.metric != "stock" and unit(event.unit) == "people" and event.kind in kinds
    )
    largest: dict[str, float] = {}
    for fact in gold["figures"]:
        if fact["unit"] == "people" and family(fact["measure"]) == "movement":
            largest[fact["measure"]] = max(fact["best"], largest.get(fact["measure"], fact["best"]))
    return counted, sum(largest.values())
