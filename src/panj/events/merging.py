"""From claims to counts: mentions of one figure found by number, place and time, without comparing all with all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from panj.events import amounts
from panj.events import constants as c
from panj.events.counts import Count, count
from panj.events.observe import Observation
from panj.events.rules import EITHER, compare
from panj.events.spots import countries, relate

SOME = "some"
"""Marks a share of a total that no word says more of than that it is one."""
Block = tuple[str, bool, bool, tuple[str, ...], str]


class Sets:
    """Disjoint sets of numbers (union-find with path halving)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, n: int) -> int:
        parent = self._parent
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    def join(self, a: int, b: int) -> None:
        one, other = sorted((self.root(a), self.root(b)))
        self._parent[other] = one

    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for n in range(len(self._parent)):
            found[self.root(n)].append(n)
        return list(found.values())


def mark_shares(observations: Sequence[Observation]) -> list[Observation]:
    """Where one report splits people by nationality, each is a share (rule 4), and so is one nation of a larger number
    on the same date; else the nationality only describes."""
    nations: dict[tuple[str, str, str, bool, frozenset[str]], set[str]] = defaultdict(set)
    for o in observations:
        if o.nation:
            nations[o.claim.document_id, o.klass, o.unit, o.stock, o.countries].add(o.nation)
    largest: dict[tuple[str, str, str, frozenset[str]], float] = defaultdict(float)
    for o in observations:
        if o.stock and not o.nation:
            key = o.claim.document_id, o.klass, o.unit, o.countries
            largest[key] = max(largest[key], o.value or 0)
    by_claim = {o.claim.id: o for o in observations}
    out = []
    for o in observations:
        split = len(nations[o.claim.document_id, o.klass, o.unit, o.stock, o.countries]) > 1
        whole = largest.get((o.claim.document_id, o.klass, o.unit, o.countries), 0) if o.stock else 0
        split = split or (o.value or 0) * (1 + c.DIFFERENT) < whole
        if split and o.nation:
            o = replace(o, part=(*o.part, "nation:" + o.nation))
        elif not o.part and _some_of(o, by_claim.get(o.claim.part_of or "")):
            o = replace(o, part=(SOME,))
        out.append(o)
    return out


def _some_of(o: Observation, whole: Observation | None) -> bool:
    """True where the reader took a figure for some of another's people, of no place of their own."""
    if whole is None or whole.klass != o.klass or whole.stock != o.stock or whole.value is None or o.value is None:
        return False
    return o.value < whole.value and relate(o.where, whole.where) not in ("within", "apart")


def _blocks(o: Observation) -> Iterable[Block]:
    for country in sorted(o.countries) or [""]:
        yield o.unit, o.stock, o.armed, o.part, country
        if o.stock and o.claim.kind in EITHER:
            yield o.unit, False, o.armed, o.part, country


def _equal(observations: Sequence[Observation], originals: Mapping[str, str]) -> list[Count]:
    """Mentions of the same number brought together."""
    singles = [count([o], originals) for o in observations]
    buckets: dict[tuple[Block, float | int], list[int]] = defaultdict(list)
    for n, o in enumerate(observations):
        if o.value is not None:
            for block in _blocks(o):
                buckets[block, o.value].append(n)
    sets = Sets(len(singles))
    for bucket in buckets.values():
        bucket.sort(key=lambda n: singles[n].order)
        for place, n in enumerate(bucket):
            for other in bucket[max(0, place - c.NEIGHBOURS) : place]:
                if sets.root(n) != sets.root(other) and compare(singles[n], singles[other]).standing == "same":
                    sets.join(n, other)
    _named_again(observations, singles, sets)
    _in_one_report(observations, sets)
    _copied(observations, originals, sets)
    _across_borders(observations, sets)
    groups = sets.groups()
    return [singles[g[0]] if len(g) == 1 else count([observations[n] for n in g], originals) for g in groups]


def _named_again(observations: Sequence[Observation], singles: Sequence[Count], sets: Sets) -> None:
    """Joins what the reader itself took for a second mention of a figure, wherever it placed it."""
    by_claim = {o.claim.id: n for n, o in enumerate(observations)}
    for n, o in enumerate(observations):
        other = by_claim.get(o.claim.same_as or "")
        if other is None:
            continue
        first = observations[other]
        equal = o.value is not None and o.value == first.value
        if equal and o.unit == first.unit and o.armed == first.armed and o.part == first.part:
            o = replace(o, origin=first.origin, target=first.target, stock=first.stock, klass=_alike(o, first))
        if compare(count([o], {}), singles[other]).standing not in ("same", "running"):
            continue
        if equal or amounts.rounds(o.measure, first.measure):
            sets.join(n, other)


def _alike(o: Observation, first: Observation) -> str:
    """The class of a second mention: a number on a date and a movement are two ways to read one figure."""
    return first.klass if {o.klass, first.klass} <= {"stay", "flight"} else o.klass


def _in_one_report(observations: Sequence[Observation], sets: Sets) -> None:
    """Joins the mentions of one exact figure of one kind in one report, wherever the reader placed them."""
    first: dict[tuple[object, ...], int] = {}
    for n, o in enumerate(observations):
        if o.value is not None and amounts.digits(o.value) >= c.PRECISE:
            key = (o.claim.document_id, o.klass, o.unit, o.stock, o.armed, o.part, o.value)
            sets.join(n, first.setdefault(key, n))


def _copied(observations: Sequence[Observation], originals: Mapping[str, str], sets: Sets) -> None:
    """Joins the same figure of the same people in copies of one text, wherever the reader placed it."""
    first: dict[tuple[object, ...], int] = {}
    for n, o in enumerate(observations):
        text = originals.get(o.claim.document_id)
        if text is not None and o.value is not None:
            key = (text, o.klass, o.unit, o.stock, o.armed, o.part, o.value)
            sets.join(n, first.setdefault(key, n))


def _across_borders(observations: Sequence[Observation], sets: Sets) -> None:
    """Joins a figure that reports put into different countries: within the time in which it is a repetition, in two
    reports that share another such figure and a country."""
    figures: dict[str, set[float | int]] = defaultdict(set)
    settings: dict[str, set[str]] = defaultdict(set)
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for n, o in enumerate(observations):
        if o.value is None or not amounts.telling(o.value):
            continue
        text = o.claim.document_id
        figures[text].add(o.value)
        settings[text] |= countries(o.origin) | countries(o.target)
        if o.end is not None and o.countries:
            movement = ("flight", False) if o.claim.kind in EITHER else (o.klass, o.stock)
            alike[*movement, o.unit, o.armed, o.part, o.value].append(n)
    for places in alike.values():
        places.sort(key=lambda n: (observations[n].end or 0, observations[n].order))
        for n, other in pairwise(places):
            a, b = observations[n], observations[other]
            one, two = a.claim.document_id, b.claim.document_id
            near = (b.end or 0) - (a.end or 0) <= c.REPEAT[min(amounts.digits(a.value or 1), c.PRECISE)]
            linked = len(figures[one] & figures[two]) > 1 and settings[one] & settings[two]
            if near and one != two and linked and _elsewhere(a, b):
                sets.join(n, other)


def _elsewhere(a: Observation, b: Observation) -> bool:
    """True where two mentions name different countries for where people left, or for where they were counted."""
    return not a.countries & b.countries or bool(a.origin and b.origin and relate(a.origin, b.origin) == "apart")


def _sharpness(one: Count) -> tuple[bool, int, bool]:
    return (
        one.value is not None,
        amounts.digits(one.value) if one.value is not None else 0,
        one.measure.qualifier == "exact",
    )


def _rounded(counts: list[Count], originals: Mapping[str, str]) -> list[Count]:
    """Roundings joined to the sharpest figure that they round, each to one."""
    days: dict[tuple[Block, int], list[int]] = defaultdict(list)
    texts: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(counts):
        for document in one.documents:
            texts[document].append(n)
        if one.end is not None:
            for block in _blocks(one.head):
                days[block, one.end].append(n)
    sets = Sets(len(counts))
    for n, one in enumerate(counts):
        near = {m for d in one.documents for m in texts[d]}
        if one.end is not None:
            for block in _blocks(one.head):
                for day in range(one.end - c.SAME_DAY, one.end + c.SAME_DAY + 1):
                    near.update(days.get((block, day), ()))
        sharper = [m for m in near if m != n and _sharpness(counts[m]) > _sharpness(one)]
        fitting = [m for m in sharper if compare(one, counts[m]).standing == "same"]
        if fitting:
            ours = set(one.documents)
            target = min(
                fitting,
                key=lambda m: (not ours & set(counts[m].documents), -counts[m].weight, counts[m].order),
            )
            sets.join(n, target)
    return [
        counts[g[0]] if len(g) == 1 else count([o for n in g for o in counts[n].members], originals)
        for g in sets.groups()
    ]


def counts_of(observations: Sequence[Observation], originals: Mapping[str, str]) -> list[Count]:
    """All counts behind the observations, in canonical order. `originals` names the document that each copies."""
    return sorted(_rounded(_equal(observations, originals), originals), key=lambda one: one.order)
