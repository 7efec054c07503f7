"""How stories stand to one another: shares and daily counts within them, parts, and which figures can be added
without counting anyone twice (rules 4, 5 and 7)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from panj.events import amounts, days
from panj.events import constants as c
from panj.events.counts import Count
from panj.events.merging import Sets
from panj.events.rules import compare, other_people, place_of
from panj.events.spots import countries, relate
from panj.events.stories import Story

MOVED = frozenset({"flight", "admission", "evacuation", "homeless", "shelter"})
"""Classes that may tell of one person twice: who fled was let in, put up and registered."""


def figure_of(story: Story) -> Count:
    """The story's figure with the start of its whole series."""
    return replace(story.best, start=story.start) if story.best.start != story.start else story.best


def _reach(story: Story) -> tuple[int, int]:
    """First and last day that a story may have to do with; a stock as long as stocks are comparable."""
    best = story.best
    if best.end is None:
        return 0, 10**7
    start = story.start
    back = c.STOCK_GAP if best.head.stock else c.RUNNING_GAP
    return (start if start is not None and start <= best.end else best.end - back), best.end


def touched(one: Count) -> frozenset[str]:
    """The countries that a count touches, in whatever role."""
    return countries(one.origin) | countries(one.target)


def near(stories: Sequence[Story]) -> Iterator[tuple[Story, Story]]:
    """Pairs of stories that touch one country, each with those nearest before it in time; in canonical order."""
    blocks: dict[str, list[Story]] = defaultdict(list)
    for story in stories:
        for country in sorted(touched(story.best)) or [""]:
            blocks[country].append(story)
    stretches = {id(s): _reach(s) for s in stories}
    seen: set[tuple[int, int]] = set()
    for country in sorted(blocks):
        block = sorted(blocks[country], key=lambda s: s.best.order)
        for place, story in enumerate(block):
            for other in block[max(0, place - c.SERIES_AT_ONCE) : place]:
                if stretches[id(other)][1] + c.FOLLOW < stretches[id(story)][0]:
                    continue
                key = (min(id(story), id(other)), max(id(story), id(other)))
                if key not in seen:
                    seen.add(key)
                    yield other, story


def adopt_shares(shares: Iterable[Count], stories: list[Story]) -> list[Count]:
    """Gives each share (boys of minors, Syrians of arrivals) to the story whose total it is of, by the report that told
    both. Shares of nothing told are returned."""
    by_claim = {o.claim.id: s for s in stories for k in s.counts for o in k.members}
    by_document: dict[str, list[tuple[Story, Count]]] = defaultdict(list)
    for story in stories:
        for one in story.counts:
            for document in one.documents:
                by_document[document].append((story, one))
    orphans = []
    for share in shares:
        named = (by_claim.get(o.claim.part_of) for o in share.members if o.claim.part_of)
        holder = next((s for s in named if s), None) or _total_of(share, by_document)
        if holder:
            holder.shares.append(share)
        else:
            orphans.append(share)
    return orphans


def _total_of(share: Count, by_document: Mapping[str, list[tuple[Story, Count]]]) -> Story | None:
    """The story of the least total above the share, told in the same report of the same place and kind."""
    found = []
    for document in share.documents:
        for story, one in by_document.get(document, ()):
            same = one.klass == share.klass and one.head.unit == share.head.unit and one.head.armed == share.head.armed
            if not same or one.head.stock != share.head.stock or one.value is None or share.value is None:
                continue
            if one.value >= share.value:
                here = [o.order[2] for o in one.members if o.claim.document_id == document]
                at = min(o.order[2] for o in share.members if o.claim.document_id == document)
                behind = min((at - place for place in here if place < at), default=10**9)
                found.append((place_of(share, one) == "apart", behind, one.order, story))
    return min(found, key=lambda f: f[:3])[3] if found else None


def contain(stories: list[Story]) -> list[Story]:
    """Sets what each story is part of, and takes daily counts of a running total into it. Returns what is left."""
    wholes: dict[int, list[Story]] = defaultdict(list)
    for one, other in near(stories):
        standing = compare(figure_of(one), figure_of(other)).standing
        if standing == "within":
            wholes[id(one)].append(other)
        elif standing == "contains":
            wholes[id(other)].append(one)
    gone: set[int] = set()
    for story in sorted(stories, key=lambda s: (s.best.value or 0, s.best.order)):
        above = [
            w for w in wholes[id(story)] if id(w) not in gone and not _inside(w, story) and w.rival_of is not story
        ]
        if not above:
            continue
        whole = min(above, key=lambda w: (w.rival_of is not None, w.best.value or 0, w.best.order))
        if _absorb(story, whole):
            gone.add(id(story))
        else:
            story.whole = whole
    gone |= _fold_listings(stories)
    return [s for s in stories if id(s) not in gone]


def _fold_listings(stories: Sequence[Story]) -> set[int]:
    """Takes the parts that a total's own reports list by place into the total, and names them there: a list of places
    is no list of happenings. A part that stands alone, or that another report tells too, keeps its event."""
    holding = {id(s.whole) for s in stories if s.whole}
    parts: dict[int, list[Story]] = defaultdict(list)
    for story in stories:
        plain = len(story.counts) == 1 and not (story.shares or story.inside or story.rivals or story.rival_of)
        if story.whole and plain and id(story) not in holding:
            parts[id(story.whole)].append(story)
    gone: set[int] = set()
    for whole in stories:
        days = {(d, k.end) for k in whole.counts for d in k.documents}
        listed = [s for s in parts[id(whole)] if all((d, s.best.end) in days for d in s.best.documents)]
        if len(listed) > 1:
            for story in sorted(listed, key=lambda s: s.best.head.order):
                whole.inside.extend(story.counts)
                gone.add(id(story))
    return gone


def _absorb(story: Story, whole: Story) -> bool:
    """Takes a single day's count into a running total of the same place. One that is too much for the days between two
    totals, and lies between them, is a total itself, whatever its words (rule 5)."""
    one = story.best
    if not one.daily or whole.best.daily or len(story.counts) > 1 or story.shares:
        return False
    if place_of(one, whole.best) not in ("same", "overlap"):
        return False
    before = [k for k in whole.points if (k.end or 0) < (one.end or 0)]
    after = [k for k in whole.points if (k.end or 0) >= (one.end or 0)]
    last, next_ = (k.value or 0 for k in (before[-1], after[0])) if before and after else (0, 0)
    if last and last <= (one.value or 0) <= next_ and (one.value or 0) > next_ - last:
        whole.points = [*before, one, *after]
        whole.counts.append(one)
        whole.notes.append(f"Rule 5: {amounts.plain(one.value)}, told as a day's count, fits only as a total.")
        return True
    whole.inside.extend(story.counts)
    return True


def _inside(story: Story, other: Story) -> bool:
    """True where `story` is, at any remove, a part of `other`."""
    at: Story | None = story
    for _ in range(c.NEIGHBOURS):
        if at is None:
            return False
        if at is other:
            return True
        at = at.whole
    return True


def _may_hold(a: Story, b: Story) -> bool:
    """True unless something says that no one was counted in both."""
    one, two = figure_of(a), figure_of(b)
    if one.head.unit != two.head.unit or one.head.stock != two.head.stock or one.head.armed != two.head.armed:
        return False
    if one.klass != two.klass and not {one.klass, two.klass} <= MOVED:
        return False
    if other_people(one, two):
        return False
    undated = one.end is None or two.end is None
    if (undated or _side_by_side(a, b) or _stays_and_goes(one, two)) and touched(one) & touched(two):
        return undated or days.overlap(_loosely(one), _loosely(two), c.SAME_DAY)
    if compare(replace(one, klass=two.klass), two).reason in ("the places lie apart", "they are different peoples"):
        return False
    if place_of(one, two) == "apart":
        return False
    if one.head.stock:
        return one.end is None or two.end is None or abs(one.end - two.end) <= c.STOCK_GAP
    if one.start is None and two.start is None and one.end is not None and two.end is not None:
        return abs(one.end - two.end) <= c.RUNNING_GAP
    slack = 0 if one.daily and two.daily else c.SAME_DAY
    return days.overlap(_loosely(one), _loosely(two), slack)


def _stays_and_goes(one: Count, two: Count) -> bool:
    """True where one tells of people displaced within a country and the other of people who left it: those who were
    displaced first and crossed later are in both."""
    for inner, outer in ((one, two), (two, one)):
        left = inner.origin or inner.target
        home = countries(left) & countries(outer.origin)
        if home and countries(inner.target) <= home and not countries(outer.target) <= home:
            return relate(left, outer.origin) != "apart"
    return False


def _side_by_side(a: Story, b: Story) -> bool:
    """True where one report tells both, and does not list them as of two places left or two places reached."""
    if not {d for k in a.counts for d in k.documents} & {d for k in b.counts for d in k.documents}:
        return False
    one, two = a.best, b.best
    return not any(x and y and relate(x, y) == "apart" for x, y in ((one.origin, two.origin), (one.target, two.target)))


def _loosely(one: Count) -> tuple[int | None, int | None]:
    """The days that a count may cover; a total of unknown start goes back as far as one is reported."""
    if one.start is None and one.end is not None:
        return one.end - c.RUNNING_GAP, one.end
    return one.stretch


def _evidence(story: Story) -> int:
    """How many texts tell the story, copies folded."""
    return len({d for k in story.counts for d in k.firsts})


def mistaken_fighters(stories: Sequence[Story]) -> list[tuple[Story, Story]]:
    """Stories of people whom other reports of the same crossing call fighters, each with the fighters' story."""
    out = []
    for one, other in near(stories):
        for people, armed in ((one, other), (other, one)):
            if people.best.head.armed or not armed.best.head.armed:
                continue
            a, b = figure_of(people), figure_of(armed)
            if a.value is None or a.klass != b.klass:
                continue
            alike = a.value == b.value or amounts.rounds(a.measure, b.measure)
            if alike and place_of(a, b) != "apart" and days.overlap(_loosely(a), _loosely(b), c.SAME_DAY):
                out.append((people, armed))
    return out


def add_up(stories: Sequence[Story]) -> None:
    """Marks the stories whose figures can be added: the best told first, then each that can share nobody with those."""
    near_by: dict[int, list[Story]] = defaultdict(list)
    for one, other in near(stories):
        near_by[id(one)].append(other)
        near_by[id(other)].append(one)
    doubtful = {id(people) for people, _ in mistaken_fighters(stories)}
    for story in sorted(stories, key=lambda s: (-_evidence(s), -len(s.points), -(s.best.value or 0), s.best.order)):
        best = story.best
        if (
            best.value is None
            or best.head.armed
            or story.rival_of
            or story.whole
            or story.after
            or id(story) in doubtful
        ):
            continue
        if all(o.claim.repeated for o in best.members):
            story.notes.append("Rule 7: the people had been displaced before, so this adds movements and no people.")
            continue
        holder = next((o for o in near_by[id(story)] if o.additive and _may_hold(story, o)), None)
        story.additive = holder is None
        if holder:
            held = amounts.plain(holder.best.value)
            story.notes.append(f"Rule 4: not added to others, for its people may be among the {held} counted near by.")


def only_homes(stories: Sequence[Story], kinds: frozenset[str]) -> list[Story]:
    """Stories of homes of these kinds beside which nobody tells of people who left or were put up."""
    told: set[int] = set()
    for one, other in near(stories):
        for homes, people in ((one, other), (other, one)):
            if (
                homes.best.klass in kinds
                and people.best.klass in MOVED
                and place_of(homes.best, people.best) != "apart"
            ):
                told.add(id(homes))
    return [s for s in stories if s.best.klass in kinds and id(s) not in told]


def peoples(stories: Sequence[Story]) -> None:
    """Numbers the populations: stories of the same people have one number."""
    place = {id(s): n for n, s in enumerate(stories)}
    sets = Sets(len(stories))
    for story in stories:
        for other in (story.whole, story.rival_of, story.after):
            if other is not None and id(other) in place:
                sets.join(place[id(story)], place[id(other)])
    for story in stories:
        story.people = sets.root(place[id(story)])
