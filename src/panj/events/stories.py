"""Stories: counts of one happening over time, the series that survives, and what does not fit it (rules 5 and 6)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from panj.events import amounts
from panj.events import constants as c
from panj.events.authorities import Behind, fold
from panj.events.counts import Count
from panj.events.observe import Observation
from panj.model.vocabulary import ContradictionType


@dataclass(frozen=True, slots=True)
class Clash:
    """Two mentions that differ on what should be the same."""

    type: ContradictionType
    explained: bool
    about: str
    first: Observation
    second: Observation


@dataclass(slots=True, eq=False)
class Story:
    """One event in the making. `points` survive, oldest first; `inside` are counts within it that add nothing,
    `ceilings` those that only say what it does not exceed."""

    counts: list[Count]
    points: list[Count] = field(default_factory=list)
    inside: list[Count] = field(default_factory=list)
    ceilings: list[Count] = field(default_factory=list)
    dropped: list[Count] = field(default_factory=list)
    shares: list[Count] = field(default_factory=list)
    rates: list[Observation] = field(default_factory=list)
    places: list[Observation] = field(default_factory=list)
    deaths: list["Story"] = field(default_factory=list)
    withdrawn: list[Observation] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    folded: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    rivals: list["Story"] = field(default_factory=list)
    rival_of: "Story | None" = None
    whole: "Story | None" = None
    after: "Story | None" = None
    follows: list["Story"] = field(default_factory=list)
    people: int = -1
    additive: bool = False

    @property
    def best(self) -> Count:
        """The count to use: the last total that survives, or the largest of what there is."""
        if self.points:
            return self.points[-1]
        return max(self.counts, key=lambda k: (k.value is not None, k.weight, k.order))

    @property
    def start(self) -> int | None:
        return min((k.start for k in self.points or self.counts if k.start is not None), default=None)

    @property
    def members(self) -> list[Observation]:
        """Every mention that the event is told by, in canonical order."""
        counted = [*self.counts, *self.inside, *self.ceilings, *self.shares]
        found = {o.claim.id: o for k in counted for o in k.members}
        found.update((o.claim.id, o) for o in (*self.rates, *self.withdrawn))
        return sorted(found.values(), key=lambda o: o.order)


def at_odds(a: Count, b: Count) -> bool:
    """True where two counts of one story cannot both hold: on one day no number fits both, or a total falls."""
    if a.value is None or b.value is None or a.end is None or b.end is None:
        return False
    early, late = sorted((a, b), key=lambda k: (k.end or 0, k.order))
    one, two = amounts.soft(early.measure), amounts.soft(late.measure)
    if a.end == b.end:
        sure = a.authority.key == b.authority.key or "exact" == a.measure.qualifier == b.measure.qualifier
        if sure and a.value != b.value and not amounts.rounds(a.measure, b.measure):
            return True
        return one[0] > two[1] or two[0] > one[1]
    return not a.head.stock and one[0] > two[1]


def _behind(counts: Iterable[Count], originals: Mapping[str, str]) -> list[Behind]:
    """What stands behind each authority that the counts name."""
    found: dict[str, list[tuple[Observation, Count]]] = defaultdict(list)
    for one in counts:
        for o in one.members:
            found[o.authority.key].append((o, one))
    out = []
    for _, told in sorted(found.items()):
        seen = [o for o, _ in told]
        texts = {o.claim.document_id for o in seen}
        days = [o.published for o in seen if o.published is not None]
        out.append(
            Behind(
                authority=min(seen, key=lambda o: (not o.authority.first_hand, o.order)).authority,
                precise=frozenset(
                    o.value for o in seen if o.value is not None and amounts.digits(o.value) >= c.PRECISE
                ),
                rounded=frozenset(k.value for _, k in told if k.value is not None)
                if all(o.value != k.value for o, k in told)
                else frozenset(),
                copies=frozenset(
                    (originals[o.claim.document_id], o.value) for o in seen if o.claim.document_id in originals
                ),
                documents=len(texts),
                day=min(days, default=0),
            )
        )
    return out


def _origin(one: Count, folded: dict[str, tuple[str, str | None]]) -> str:
    return folded.get(one.authority.key, (one.authority.key, None))[0]


def settle(story: Story, originals: Mapping[str, str]) -> list[Story]:
    """Chooses the series of a story. Counts of other authorities that are at odds with it become stories of their own
    (two that count differently keep two series); those of the same authority are dropped or kept as revisions."""
    story.ceilings = _ceilings(story)
    told = [k for k in story.counts if k.value is not None]
    odds = [(a, b) for n, a in enumerate(told) for b in told[max(0, n - c.NEIGHBOURS) : n] if at_odds(a, b)]
    far = [(a, b) for a, b in odds if amounts.differ(a.value, b.value)]
    apart = frozenset((min(a.authority.key, b.authority.key), max(a.authority.key, b.authority.key)) for a, b in far)
    story.folded = fold(_behind(story.counts, originals), apart)
    told = _totals(story, told)
    weights: dict[str, float] = defaultdict(float)
    for one in told:
        weights[_origin(one, story.folded)] += one.weight
    ranked = sorted(told, key=lambda k: (-weights[_origin(k, story.folded)], -k.weight, -(k.end or 0), k.order))
    rivals: dict[str, list[Count]] = defaultdict(list)
    for one in ranked:
        against = [k for k in story.points if at_odds(one, k)]
        if not against:
            story.points.append(one)
        elif any(_origin(k, story.folded) == _origin(one, story.folded) for k in against) or _slip(one, against):
            _same_authority(story, one, against)
        else:
            rivals[_origin(one, story.folded)].append(one)
    story.points.sort(key=lambda k: k.order)
    _stale(story)
    return _rivals(story, rivals)


def _ceilings(story: Story) -> list[Count]:
    """Takes out the counts that are all "up to" so many, where another says how many: a ceiling ends no total."""
    above = [k for k in story.counts if all(o.measure.qualifier == "at_most" for o in k.members)]
    if len(above) == len(story.counts):
        return []
    story.counts = [k for k in story.counts if k not in above]
    return above


def _slip(one: Count, against: Sequence[Count]) -> bool:
    """True for a figure that nobody is named for and that is all but one that somebody is: told wrong, not counted."""
    named = any(o.authority.named for o in one.members)
    near = all(abs((one.value or 0) - (k.value or 0)) <= c.SLIP * (k.value or 0) for k in against)
    return near and not named


def _totals(story: Story, told: list[Count]) -> list[Count]:
    """The counts that can be totals (rule 5): one far below an earlier total of its authority counts some days only and
    goes inside; but one far above all others, with others after it, is the one that is wrong."""
    if story.best.head.stock or len(told) < 2:
        return told
    kept = list(told)
    largest = max(told, key=lambda k: (k.value or 0, k.order))
    others = [k for k in told if k is not largest]
    alone = all((k.value or 0) < c.NOT_A_TOTAL * (largest.value or 0) for k in others)
    if alone and len(others) > 1 and any((k.end or 0) > (largest.end or 0) for k in others):
        story.dropped.append(largest)
        kept.remove(largest)
    highest: dict[str, float] = defaultdict(float)
    for one in sorted(kept, key=lambda k: (k.end or 0, -(k.value or 0))):
        origin = _origin(one, story.folded)
        if (one.value or 0) < c.NOT_A_TOTAL * highest[origin]:
            story.inside.append(one)
            story.counts.remove(one)
            kept.remove(one)
        highest[origin] = max(highest[origin], one.value or 0)
    return kept


def _stale(story: Story) -> None:
    """Takes out lower bounds and roundings that are below an earlier total: old figures told again."""
    if story.best.head.stock:
        return
    highest: Count | None = None
    for one in list(story.points):
        if highest and (one.value or 0) < (highest.value or 0) and not at_odds(highest, one):
            story.points.remove(one)
            story.counts.remove(one)
            story.inside.append(one)
        elif highest is None or (one.value or 0) >= (highest.value or 0):
            highest = one


def _same_authority(story: Story, one: Count, against: list[Count]) -> None:
    """A figure at odds with others of its own authority: a revision where it stands at another day, else a slip."""
    other_days = all(abs((k.end or 0) - (one.end or 0)) > c.SAME_DAY for k in against)
    second_hand = not any(o.authority.first_hand for o in one.members)
    stronger = any(o.authority.first_hand for k in against for o in k.members)
    if other_days and not (second_hand and stronger):
        story.points.append(one)
    else:
        story.dropped.append(one)


def _rivals(story: Story, rivals: dict[str, list[Count]]) -> list[Story]:
    """Second series: each other authority's counts, told apart from the first and never added to it."""
    out = []
    for key in sorted(rivals):
        counts = sorted(rivals[key], key=lambda k: k.order)
        rival = Story(counts, points=_consistent(counts), folded=story.folded, rival_of=story)
        rival.dropped = [k for k in counts if k not in rival.points]
        story.rivals.append(rival)
        out.append(rival)
    gone = {id(k) for r in out for k in r.counts}
    story.counts = [k for k in story.counts if id(k) not in gone]
    return out


def _consistent(counts: Sequence[Count]) -> list[Count]:
    """The weightiest counts of one authority that do not contradict one another, oldest first."""
    kept: list[Count] = []
    for one in sorted(counts, key=lambda k: (-k.weight, -(k.end or 0), k.order)):
        if not any(at_odds(one, k) for k in kept):
            kept.append(one)
    return sorted(kept, key=lambda k: k.order)
