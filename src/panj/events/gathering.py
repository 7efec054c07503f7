"""From counts to stories: each count into the running total that it belongs to (rule 5)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from panj.events import amounts
from panj.events import constants as c
from panj.events.counts import Count
from panj.events.rules import compare
from panj.events.stories import Story, at_odds


class _Shelf:
    """Stories where a count of the same place and time finds them, so that a large block is not compared as a whole."""

    def __init__(self) -> None:
        self.stories: list[Story] = []
        self._by: dict[tuple[object, ...], list[Story]] = defaultdict(list)

    def put(self, story: Story, one: Count) -> None:
        for key in self._keys(one, 0, 0):
            if story not in self._by[key]:
                self._by[key].append(story)

    def begin(self, one: Count) -> None:
        story = Story([one])
        self.stories.append(story)
        self.put(story, one)

    def near(self, one: Count) -> list[Story]:
        """Stories that the count may belong to, the nearest in time first."""
        reach = (c.STOCK_GAP if one.head.stock else c.RUNNING_GAP) // c.SHELF + 1
        found = {id(s): s for key in self._keys(one, reach, c.SAME_START) for s in self._by.get(key, ())}
        nearest = sorted(found.values(), key=lambda s: (_gap(s, one), s.counts[0].order))
        return nearest[: c.SERIES_AT_ONCE]

    @staticmethod
    def _keys(one: Count, reach: int, slack: int) -> Iterator[tuple[object, ...]]:
        for spot in one.where:
            if one.end is not None:
                for month in range(one.end // c.SHELF - reach, one.end // c.SHELF + reach + 1):
                    yield spot.key, "end", month
            if one.start is not None:
                for day in range(one.start - slack, one.start + slack + 1):
                    yield spot.key, "start", day
        if one.where and one.start is not None and one.end is not None:
            around = range(-min(slack, c.SAME_DAY), min(slack, c.SAME_DAY) + 1)
            for first in around:
                for last in around:
                    yield "days", one.start + first, one.end + last


def _gap(story: Story, one: Count) -> int:
    return min(abs((k.end or 0) - (one.end or 0)) for k in story.counts)


def _as_total(one: Count, shelf: _Shelf) -> Count:
    """A single day's count that is not below the running total before it is read as the next total (rule 5): that so
    many came in one day as in all days before is less likely than a word left out."""
    if one.value is None or one.start != one.end or one.head.stock:
        return one
    for story in shelf.near(one):
        totals = [k for k in story.counts if k.total and k.value and k.end is not None]
        before = [k for k in totals if (k.end or 0) < (one.end or 0)]
        after = [k for k in totals if (k.end or 0) > (one.end or 0)]
        if not before:
            continue
        last = max(before, key=lambda k: k.order)
        next_ = min(after, key=lambda k: k.order).value if after else None
        fits = (last.value or 0) <= one.value and (next_ is None or one.value <= next_)
        if fits and compare(replace(one, start=None, total=True), last).standing == "running":
            return replace(one, start=None, total=True)
    return one


def _runs(one: Count, story: Story, open_start: bool) -> bool:
    """True where the count is of the story's running total. A total that names no start joins counts of set days only
    where it contradicts none of them."""
    near = min(story.counts, key=lambda k: (k.daily, *_distance(one, k)))
    anchor = next((k for k in story.counts if k.start is not None), near)
    totals = one.start is not None or any(k.total for k in story.counts)
    if not totals and any(at_odds(one, k) for k in story.counts):
        return False
    return compare(one, near).standing == "running" and (open_start or compare(one, anchor).standing == "running")


def _distance(a: Count, b: Count) -> tuple[int, float]:
    return abs((a.end or 0) - (b.end or 0)), abs((a.value or 0) - (b.value or 0))


def _join(counts: Iterable[Count], shelf: _Shelf, open_start: bool) -> None:
    """Puts each count into the weightiest story that it runs with, or begins a new one."""
    for one in counts:
        running = [story for story in shelf.near(one) if _runs(one, story, open_start)]
        if running:
            chosen = max(running, key=lambda s: (sum(k.weight for k in s.counts), -(s.counts[0].end or 0)))
            chosen.counts.append(one)
            chosen.counts.sort(key=lambda k: k.order)
            shelf.put(chosen, one)
        else:
            shelf.begin(one)


def gather(counts: Sequence[Count]) -> list[Story]:
    """Counts of one block brought into stories: first those with a known start, then totals that name none, then the
    counts of single days. One that nothing dates stands alone."""
    shelf = _Shelf()
    dated = sorted((k for k in counts if k.end is not None), key=lambda k: (-k.weight, k.order))
    _join((k for k in dated if k.start is not None and not k.daily), shelf, False)
    _join((k for k in dated if k.start is None), shelf, True)
    single = sorted((k for k in dated if k.daily and k.start is not None), key=lambda k: k.order)
    _join((_as_total(k, shelf) for k in single), shelf, True)
    return shelf.stories + [Story([one]) for one in counts if one.end is None and not _between(one, shelf.stories)]


def _between(one: Count, stories: Sequence[Story]) -> bool:
    """Puts a total that nothing dates into the one series whose dated totals it lies between, on the day on which an
    even growth would have reached it (rule 5). Where no series or more than one would hold it, it stays undated."""
    if one.value is None or one.head.stock or one.daily:
        return False
    fitting = []
    for story in stories:
        totals = sorted((k for k in story.counts if k.value is not None and not k.daily), key=lambda k: k.order)
        for early, late in pairwise(totals):
            if (early.value or 0) < one.value < (late.value or 0) and _holds(one, early, late):
                fitting.append((story, early, late))
    if len(fitting) != 1:
        return False
    story, early, late = fitting[0]
    share = (one.value - (early.value or 0)) / ((late.value or 0) - (early.value or 0))
    day = (early.end or 0) + round(share * ((late.end or 0) - (early.end or 0)))
    story.counts.append(replace(one, start=None, end=day, total=True))
    story.counts.sort(key=lambda k: k.order)
    figures = (amounts.plain(k.value) for k in (one, early, late))
    story.notes.append("Rule 5: {} has no date; it is put between {} and {}, which it lies between.".format(*figures))
    return True


def _holds(one: Count, early: Count, late: Count) -> bool:
    """True where two dated totals of one series are near enough to each other to date a third of their authority."""
    if early.end is None or late.end is None or not 0 < late.end - early.end <= c.FOLLOW:
        return False
    if one.authority.named and one.authority.key not in (early.authority.key, late.authority.key):
        return False
    return all(compare(replace(one, start=None, end=k.end, total=True), k).standing == "running" for k in (early, late))
