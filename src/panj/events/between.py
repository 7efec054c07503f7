"""Contradictions between stories: who came and who left again, people whom others call fighters, more people in
a shorter time, and shares of one movement in per cent."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from panj.events import amounts
from panj.events import constants as c
from panj.events.clashes import pair, said
from panj.events.days import iso
from panj.events.observe import Observation
from panj.events.relations import figure_of, mistaken_fighters, near
from panj.events.rules import place_of
from panj.events.stories import Clash, Story


def find_between(stories: Sequence[Story], percents: Iterable[Observation]) -> None:
    """Contradictions between stories: those who came and those who left again, people whom others call fighters, and
    shares of one movement in per cent."""
    for story in stories:
        for later in story.follows:
            _back(story, later)
    for people, armed in mistaken_fighters(stories):
        about = f"{said(people.best)}: others call them fighters ({said(armed.best)}), so they are in no total"
        people.clashes.append(Clash("conflict", False, about, *pair(people.best, armed.best)))
    for one, other in near(stories):
        for less, more in ((one, other), (other, one)):
            _more_in_less(less, more)
            _beside(less, more)
    _percents(stories, list(percents))


def _more_in_less(less: Story, more: Story) -> None:
    """More people told of for some of the days than for all of them."""
    if less.best.klass != more.best.klass or less.start is None or more.start is None or less.start <= more.start:
        return
    a, b = figure_of(less), figure_of(more)
    if a.klass != b.klass or a.head.unit != b.head.unit or a.head.stock or b.head.stock or a.head.armed != b.head.armed:
        return
    if a.start is None or b.start is None or a.end is None or a.start <= b.start + c.SAME_START or a.value is None:
        return
    later = next((k for k in more.points if (k.end or 0) >= (a.end or 0)), None)
    if later is None or place_of(a, later) not in ("same", "within") or less.rival_of or more.rival_of:
        return
    if amounts.soft(a.measure)[0] > amounts.soft(later.measure)[1] and a.value < c.AT_LEAST_LIMIT * (later.value or 0):
        about = f"{said(a)} since {iso(a.start)} against {said(later)} since {iso(b.start)}: more in a shorter time"
        more.clashes.append(Clash("conflict", False, about, *pair(a, later)))


def _beside(moved: Story, there: Story) -> None:
    """People newly displaced told right beside those who are displaced already: one is no update of the other."""
    a, b = moved.best, there.best
    if a.klass != "flight" or b.klass != "stay" or a.head.unit != b.head.unit or a.head.armed or b.head.armed:
        return
    if a.value is None or b.value is None or b.value <= a.value or place_of(a, b) == "apart":
        return
    told = [
        (abs(o.order[2] - p.order[2]), o.order, o, p)
        for o in a.members
        for p in b.members
        if o.claim.document_id == p.claim.document_id
    ]
    near_by = [t for t in told if t[0] <= c.BESIDE]
    if near_by:
        _, _, one, other = min(near_by, key=lambda t: t[:2])
        about = f"{said(a)} newly displaced and {said(b)} displaced in all: a movement beside a number on a date"
        moved.clashes.append(Clash("scope", True, about, one, other))


def _back(story: Story, later: Story) -> None:
    came, gone = figure_of(story), figure_of(later)
    if came.value is None or gone.value is None or later.best.klass != "return":
        return
    missing = came.value - gone.value
    if 0 < abs(missing) <= c.SUM_NEAR * came.value:
        lost = any(d.best.value == missing for d in story.deaths)
        why = f"; the {amounts.plain(missing)} who died account for it" if lost else ""
        about = f"{amounts.plain(came.value)} came and {amounts.plain(gone.value)} went back{why}"
        story.clashes.append(Clash("scope", lost, about, *pair(came, gone)))


def _percents(stories: Sequence[Story], percents: list[Observation]) -> None:
    """Shares of one group in one movement that differ, put with the best told story of that movement."""
    seen: set[tuple[str, str]] = set()
    groups: dict[object, list[Observation]] = defaultdict(list)
    for o in percents:
        if o.value is not None and (o.nation or o.part):
            groups[o.klass, o.nation, o.part, tuple(sorted(o.countries))].append(o)
    for key in sorted(groups, key=str):
        told = sorted(groups[key], key=lambda o: (o.end or 0, o.order))
        for a, b in pairwise(told):
            close = a.end is None or b.end is None or abs(a.end - b.end) <= c.SHARES_DAYS
            pair_ = (a.claim.document_id, b.claim.document_id)
            if pair_ not in seen and close and abs((a.value or 0) - (b.value or 0)) >= c.SHARES_APART:
                seen.add(pair_)
                fitting = [s for s in stories if s.best.klass == a.klass and s.best.countries & a.countries]
                if fitting:
                    story = max(fitting, key=lambda s: (len(s.members), s.best.order))
                    about = f"{amounts.plain(a.value)} and {amounts.plain(b.value)} per cent of the same group"
                    story.clashes.append(Clash("conflict", False, about, a, b))
