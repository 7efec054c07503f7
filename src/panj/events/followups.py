"""What became of the same people: those who came, were let in, moved on, sent back."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from panj.events import constants as c
from panj.events.counts import Count
from panj.events.relations import figure_of, near
from panj.events.spots import countries, relate
from panj.events.stories import Story

CAME = frozenset({"flight", "admission"})
"""Classes that tell of people who came; what became of them is told by the classes of FOLLOWING."""
FOLLOWING = frozenset({"admission", "transfer", "return", "refusal", "shelter", "stay", "stranded"})
"""Classes that may tell what became of people who came."""


def _could_follow(came: Story, later: Story) -> bool:
    """True where `later` may tell what became of the people of `came`."""
    if later.best.klass not in FOLLOWING or came.best.klass not in CAME or later.best.klass == came.best.klass:
        return False
    one, two = figure_of(came), figure_of(later)
    if one.head.unit != two.head.unit:
        return False
    if one.head.armed != two.head.armed or (one.nation and two.nation and _other_people(one, two)):
        return False
    if one.value is None or two.value is None or two.value > one.value * (1 + c.SUM_NEAR):
        return False
    if one.end is None or two.end is None or not (one.start or one.end) - c.SAME_DAY <= two.end <= one.end + c.FOLLOW:
        return False
    here = countries(one.target) or countries(one.where)
    if later.best.klass in ("return", "refusal"):
        left, home = countries(two.origin), countries(two.target)
        back = bool(home & countries(one.origin)) or (later.best.klass == "refusal" and bool(home & here))
        return back and (not left or bool(left & here) or not countries(one.target))
    return bool(countries(two.where) & here) and relate(two.where, one.where) != "apart"


def _other_people(came: Count, later: Count) -> bool:
    """True for two nationalities, but where those who go back go to the country that the others left."""
    home = countries(came.origin) & (countries(later.target) | countries(later.origin))
    return came.nation != later.nation and came.nation not in home


def _as_read(stories: Sequence[Story]) -> Iterator[tuple[Story, Story]]:
    """Stories that the reader itself took for a part or the rest of those who came: "some 100 of them were moved"."""
    by_claim = {o.claim.id: s for s in stories for k in s.counts for o in k.members}
    for later in stories:
        links = (i for k in later.counts for o in k.members for i in (o.claim.part_of, o.claim.remainder_of) if i)
        came = next((s for i in links if (s := by_claim.get(i)) and s is not later), None)
        if came is None or later.rival_of or came.rival_of or came.after or later.best.klass not in FOLLOWING:
            continue
        if came.best.klass in CAME and came.best.klass != later.best.klass:
            yield later, came


def follow(stories: Sequence[Story]) -> None:
    """Links what became of the same people: each later story to the one arrival that it fits best."""
    found: dict[int, list[tuple[Story, Story]]] = defaultdict(list)
    for one, other in near(stories):
        for came, later in ((one, other), (other, one)):
            if came.rival_of is None and later.rival_of is None and _could_follow(came, later):
                found[id(later)].append((came, later))
    for later, came in _as_read(stories):
        found.pop(id(later), None)
        later.after = came
        came.follows.append(later)
    for pairs in found.values():
        later = pairs[0][1]
        known = [came for came, _ in pairs if _share_text(came, later) or _same_nation(came, later)]
        if later.best.head.stock and later.best.klass != "shelter" and not known:
            continue

        def fit(came: Story, later: Story = later) -> tuple[bool, bool, bool, float, object]:
            ratio = (came.best.value or 0) / (later.best.value or 1)
            far = ratio > 1 + c.DIFFERENT
            return not _share_text(came, later), far, came.whole is not None, ratio, came.best.order

        later.after = min((came for came, _ in pairs), key=fit)
        later.after.follows.append(later)


def _same_nation(came: Story, later: Story) -> bool:
    one, two = figure_of(came), figure_of(later)
    return two.nation is not None and (two.nation == one.nation or two.nation in countries(one.origin))


def _share_text(a: Story, b: Story) -> bool:
    return bool({d for k in a.counts for d in k.firsts} & {d for k in b.counts for d in k.firsts})
