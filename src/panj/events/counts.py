"""Counts: one figure as any number of reports tell it, with equal and rounded mentions brought together."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from panj.events import amounts
from panj.events import constants as c
from panj.events.authorities import Authority
from panj.events.observe import Observation, counted_at
from panj.events.spots import WIDTH, Spots, countries, relate
from panj.model import Measure

K = TypeVar("K", bound=Hashable)


@dataclass(slots=True)
class Count:
    """One figure. `members` are in canonical order; days are day numbers; `weight` is rule 9's, in points."""

    members: tuple[Observation, ...]
    klass: str
    measure: Measure
    value: float | int | None
    start: int | None
    end: int | None
    total: bool
    origin: Spots
    target: Spots
    nation: str | None
    weight: float
    authority: Authority
    bounds: tuple[float, float]
    documents: tuple[str, ...]
    firsts: tuple[str, ...] = field(default=())

    @property
    def head(self) -> Observation:
        return self.members[0]

    @property
    def where(self) -> Spots:
        return counted_at(self.origin, self.target)

    @property
    def countries(self) -> frozenset[str]:
        return countries(self.where)

    @property
    def stretch(self) -> tuple[int | None, int | None]:
        return self.start, self.end

    @property
    def daily(self) -> bool:
        """A movement of at most SHORT days, not a running total."""
        if self.head.stock or self.total or self.start is None or self.end is None:
            return False
        return self.end - self.start < c.SHORT

    @property
    def order(self) -> tuple[int, float, tuple[str, str, int, str]]:
        return self.end or 0, float(self.value or 0), self.head.order


def _commonest(values: Iterable[tuple[K, float]], prefer: Callable[[K], object]) -> K | None:
    """The value with the most weight behind it; ties go to the least `prefer`."""
    weights: dict[K, float] = defaultdict(float)
    for value, weight in values:
        weights[value] += weight
    return min(weights, key=lambda v: (-weights[v], prefer(v))) if weights else None


def weigh(seen: Observation) -> float:
    """Rule 9: what one mention weighs, in points. Copies are folded by whoever adds the points up."""
    points = c.WEIGHT_DOCUMENT
    points += c.WEIGHT_FIRST_HAND * seen.authority.first_hand
    points += c.WEIGHT_REGISTRATION * (seen.claim.method in ("registration", "headcount"))
    points += c.WEIGHT_EXACT * (seen.measure.qualifier == "exact")
    points += c.WEIGHT_PARTY * (seen.authority.type == "party_to_conflict")
    points += c.WEIGHT_UNATTRIBUTED * (not seen.authority.named)
    points += c.WEIGHT_HEADLINE * (seen.claim.section == "headline")
    points += c.WEIGHT_UNCONFIRMED * (seen.claim.status == "unconfirmed")
    return points


def _one_reading(members: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """Where some read a figure as a number on a date and some as a movement, all take the reading of most; of as many,
    the movement's."""
    on_date = sum(o.stock for o in members)
    if on_date in (0, len(members)):
        return members
    stock = on_date * 2 > len(members)
    klass = next(o.klass for o in members if o.stock == stock)
    return tuple(replace(o, stock=stock, klass=klass, start=None if stock else o.start) for o in members)


def _weight(members: Sequence[Observation], originals: Mapping[str, str]) -> float:
    """The points behind a figure: the best mention of each text, copies counted once."""
    best: dict[str, float] = {}
    for seen in members:
        text = originals.get(seen.claim.document_id, seen.claim.document_id)
        best[text] = max(best.get(text, -9.0), weigh(seen))
    return sum(sorted(best.values()))


def _places(members: Sequence[Observation], role: Callable[[Observation], Spots]) -> Spots:
    """The places that most mentions give, or narrower ones within them that enough give: a wire story's "the country"
    and the source's village are one place. What hardly any mention gives is where somebody spoke."""

    def narrowness(where: Spots) -> tuple[bool, int, tuple[str, ...]]:
        return len(where) > 1, max(WIDTH[s.level] for s in where), tuple(s.key for s in where)

    given = [role(m) for m in members if role(m)]
    if len(given) < c.NARROWER * sum(bool(m.where) for m in members):
        return ()
    usual = _commonest(((where, 1.0) for where in given), narrowness) or ()
    told = Counter(given)
    enough = c.NARROWER * len(given)
    narrower = [w for w in told if len(w) == 1 and told[w] >= enough and relate(w, usual) == "within"]
    return min(narrower, key=lambda w: (-told[w], narrowness(w))) if narrower else usual


def count(members: Iterable[Observation], originals: Mapping[str, str]) -> Count:
    """Brings mentions of one figure together: the figure as most exactly stated, the day most of them give."""
    ordered = _one_reading(tuple(sorted(members, key=lambda o: o.order)))
    stated = [o for o in ordered if o.value is not None] or list(ordered)
    sharpest = max(amounts.digits(o.value) if o.value is not None else 0 for o in stated)
    exact = [o for o in stated if o.value is None or amounts.digits(o.value) == sharpest]
    chosen = min(exact, key=lambda o: (-weigh(o), o.measure.qualifier != "exact", o.order))
    dated = [o for o in exact if o.dated and o.end is not None] or [o for o in ordered if o.end is not None]
    end = _commonest(((o.end, max(weigh(o), 0.1)) for o in dated if o.end is not None), lambda d: d)
    starts = ((o.start, 1.0) for o in ordered if o.start is not None and (end is None or o.start <= end))
    start = _commonest(starts, lambda d: d)
    nation = _commonest(((o.nation, 1.0) for o in ordered if o.nation), lambda n: n)
    low, high = amounts.extent(chosen.measure)
    for seen in exact:
        lower, upper = amounts.extent(seen.measure)
        if max(low, lower) <= min(high, upper):
            low, high = max(low, lower), min(high, upper)
    documents = Counter(o.claim.document_id for o in ordered)
    origin = _places(exact, lambda o: o.origin) or _places(stated, lambda o: o.origin)
    target = _places(exact, lambda o: o.target) or _places(stated, lambda o: o.target)
    if origin == target and all(s.wide for s in origin):
        origin = ()
    return Count(
        members=ordered,
        klass=_commonest(((o.klass, 1.0) for o in ordered), lambda k: k) or ordered[0].klass,
        measure=chosen.measure,
        value=chosen.value,
        start=start,
        end=end,
        total=ordered[0].stock or start is None or sum(o.total for o in ordered) * 2 > len(ordered),
        origin=origin,
        target=target,
        nation=nation,
        weight=_weight(ordered, originals),
        authority=chosen.authority,
        bounds=(low, high),
        documents=tuple(sorted(documents)),
        firsts=tuple(sorted({originals.get(d, d) for d in documents})),
    )
