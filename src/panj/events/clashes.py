"""Contradictions: one table of small finders, each naming what differs, of which type, and whether that settles it."""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, pairwise

from panj.events import amounts
from panj.events import constants as c
from panj.events.counts import Count, weigh
from panj.events.days import iso
from panj.events.observe import Observation, mentions
from panj.events.retellings import Context, damaged_copies, other_dates, other_scopes
from panj.events.stories import Clash, Story, at_odds

Finder = Callable[[Story, Context], Iterator[Clash]]


def _teller(one: Count) -> Observation:
    """The mention to show for a count: the weightiest, the earliest."""
    return min(
        one.members, key=lambda o: (o.value != one.value, o.end != one.end, -weigh(o), o.published or 0, o.order)
    )


def pair(a: Count, b: Count) -> tuple[Observation, Observation]:
    """The two mentions to show for two counts: from one report where one tells both of the days in question."""
    for one in a.members:
        for other in b.members:
            if one.claim.document_id == other.claim.document_id and one.end == a.end and other.end == b.end:
                return one, other
    return _teller(a), _teller(b)


def said(one: Count) -> str:
    return amounts.spoken(one.measure) + (f" ({one.authority.name})" if one.authority.named else "")


def other_authorities(story: Story, context: Context) -> Iterator[Clash]:
    """Two authorities that count differently."""
    for rival in story.rivals:
        mine, theirs = min(
            ((m, t) for m in story.points for t in rival.points),
            key=lambda p: (abs((p[0].end or 0) - (p[1].end or 0)), p[0].order, p[1].order),
            default=(story.best, rival.best),
        )
        about = f"{said(mine)} and {said(theirs)}, {iso(theirs.end) or 'undated'}: two who count differently"
        yield Clash("counter", False, about, *pair(mine, theirs))


def one_day_two_figures(story: Story, context: Context) -> Iterator[Clash]:
    """Figures of one day that differ and still may both be right."""
    for a, b in combinations(story.points, 2):
        if a.end is not None and a.end == b.end and amounts.differ(a.value, b.value):
            about = f"{said(a)} and {said(b)} for {iso(b.end)}: the bounds allow for both"
            yield Clash("counter", True, about, *pair(a, b))


def one_report_two_figures(story: Story, context: Context) -> Iterator[Clash]:
    """Headline and text of one report that give different figures in the same words for the same days."""
    for a, b in combinations(story.points, 2):
        if a.end != b.end or a.value == b.value or amounts.differ(a.value, b.value):
            continue
        for one in a.members:
            for other in b.members[: c.SERIES_AT_ONCE]:
                sections = {one.claim.section, other.claim.section}
                same = one.claim.document_id == other.claim.document_id and "headline" in sections and len(sections) > 1
                if same and one.measure.qualifier == other.measure.qualifier:
                    about = f"{said(a)} against {said(b)} in one report: headline and text differ"
                    yield Clash("error", False, about, one, other)


def lower_bounds(story: Story, context: Context) -> Iterator[Clash]:
    """Another authority's lower figure for the same days, which its words allow for."""
    for one in story.inside:
        for point in story.points:
            close = one.end is not None and point.end is not None and abs(one.end - point.end) <= c.SAME_DAY
            other = story.folded.get(one.authority.key) != story.folded.get(point.authority.key)
            if close and other and one.total and amounts.differ(one.value, point.value):
                about = f"{said(one)} and {said(point)} for {iso(point.end)}: the bounds allow for both"
                yield Clash("counter", True, about, *pair(one, point))


def paces(story: Story, context: Context) -> Iterator[Clash]:
    """Two paces of one movement ("5,000 a day") for the same days."""
    for a, b in combinations(story.rates, 2):
        near = a.end is None or b.end is None or abs(a.end - b.end) <= c.SAME_DAY
        allowed = "at_most" in (a.measure.qualifier, b.measure.qualifier)
        low, high = sorted((a.value or 0, b.value or 0))
        apart = low < c.UP_TO * high if allowed else amounts.differ(a.value, b.value)
        if near and a.claim.document_id != b.claim.document_id and apart:
            about = f"a pace of {amounts.spoken(a.measure)} and of {amounts.spoken(b.measure)}, {iso(b.end)}"
            yield Clash("conflict", allowed, about, a, b)


def dropped(story: Story, context: Context) -> Iterator[Clash]:
    """Figures of the same authority that cannot stand beside the series."""
    for one in story.dropped:
        against = min(
            (k for k in story.points if at_odds(one, k)),
            key=lambda k: (abs((k.end or 0) - (one.end or 0)), k.order),
            default=story.best,
        )
        first, second = pair(against, one)
        summed = any(total in (one.value, against.value) for _, total, _ in listed(story))
        if summed and first.claim.document_id != second.claim.document_id:
            about = f"{said(against)} and {said(one)}: one is the sum of the listed parts of the other"
            yield Clash("scope", True, about, first, second)
            continue
        alone = first.claim.document_id == second.claim.document_id
        where = "in one report" if alone else f"for {iso(one.end) or 'no date'}"
        about = f"{said(one)} against {said(against)} {where}: one of them is wrong"
        yield Clash("error" if alone else "conflict", False, about, first, second)


def revisions(story: Story, context: Context) -> Iterator[Clash]:
    """Totals that fall: a register that was verified."""
    for a, b in pairwise(story.points):
        if not story.best.head.stock and at_odds(a, b):
            seen = any(
                mentions(o.claim, context.documents.get(o.claim.document_id), "verified", context.language, 160)
                or o.claim.method in ("registration", "headcount")
                for o in b.members
            )
            about = f"the total falls from {said(a)} to {said(b)}, {iso(b.end)}"
            yield Clash("revision", seen, about, *pair(a, b))


def partial_counts(story: Story, context: Context) -> Iterator[Clash]:
    """An earlier count of the same movement, before all had come."""
    for a, b in pairwise(story.points):
        if a.value is None or b.value is None or a.total or a.head.stock or a.start is None or b.end is None:
            continue
        if b.end - a.start > c.PARTIAL:
            continue
        if a.value < b.value * (1 - c.DIFFERENT) and a.end != b.end:
            about = f"{amounts.plain(a.value)} and {amounts.plain(b.value)}: an earlier count, contained in the later"
            yield Clash("partial", True, about, *pair(a, b))


def sums(story: Story, context: Context) -> Iterator[Clash]:
    """Parts of a total that do not add up to it, within one report."""
    for told, total, parts in listed(story):
        if told.value is None or any(amounts.digits(o.value or 0) < c.LISTED for o in (told, *parts)):
            continue
        if c.SUM_EQUAL * told.value < abs(told.value - total) <= c.SUM_NEAR * told.value:
            about = f"{amounts.plain(told.value)} stated, its parts add to {amounts.plain(total)}"
            yield Clash("error", False, about, told, parts[-1])


def other_sums(story: Story, context: Context) -> Iterator[Clash]:
    """Groups of arrivals that one authority lists add up to more than another's total in the same report."""
    for told, total, parts in listed(story):
        by = {story.folded.get(o.authority.key, (o.authority.key, None))[0] for o in parts}
        mine = story.folded.get(told.authority.key, (told.authority.key, None))[0]
        if told.value is None or total <= told.value * (1 + c.DIFFERENT) or not all(p.authority.named for p in parts):
            continue
        if len(by) == 1 and mine not in by:
            sum_ = " + ".join(amounts.plain(p.value) for p in parts)
            about = f"{amounts.spoken(told.measure)} ({told.authority.name}) and {sum_} = {amounts.plain(total)}"
            about += f" ({parts[0].authority.name}): two who count differently"
            yield Clash("counter", False, about, told, parts[0])


def listed(story: Story) -> Iterator[tuple[Observation, float, list[Observation]]]:
    """Totals of the story with what one report lists as their parts: (total, sum of the parts, the parts)."""
    shares = [o for k in story.shares for o in k.members]
    for one in story.counts:
        for told in one.members:
            if told.value is None or told.measure.qualifier == "vague":
                continue
            text = told.claim.document_id
            mine = [o for o in shares if o.claim.document_id == text and o.value is not None]
            places = [o for o in story.places if o.claim.document_id == text and o.value is not None]
            for parts in (*_partitions(mine), _listing(places, told)):
                if len(parts) > 1:
                    yield told, sum(p.value or 0 for p in parts), parts


def _listing(places: list[Observation], told: Observation) -> list[Observation]:
    """Figures of narrower places that follow a total in its report, each place once."""
    kept: dict[object, Observation] = {}
    for o in places:
        apart = o.end is not None and told.end is not None and abs(o.end - told.end) > c.SAME_DAY
        if not apart and told.order[2] < o.order[2] and (o.value or 0) < (told.value or 0) and o.where != told.where:
            kept.setdefault(o.where, o)
    return sorted(kept.values(), key=lambda o: o.order)


def _partitions(mine: list[Observation]) -> Iterator[list[Observation]]:
    """Shares of one total that are of one kind and so can be added: by nationality, or men, women and minors."""
    nations = [o for o in mine if any(p.startswith("nation:") for p in o.part)]
    ages = [o for o in mine if o.part in (("male", "adult"), ("female", "adult"), ("male",), ("female",), ("minor",))]
    for parts in (nations, ages):
        yield sorted({o.part: o for o in reversed(parts)}.values(), key=lambda o: o.order)


FINDERS: tuple[Finder, ...] = (
    other_authorities,
    dropped,
    revisions,
    one_day_two_figures,
    one_report_two_figures,
    lower_bounds,
    paces,
    partial_counts,
    sums,
    other_sums,
    other_dates,
    other_scopes,
    damaged_copies,
)
"""In the order in which a reader should see them."""


def find(story: Story, context: Context) -> list[Clash]:
    """All contradictions of a story, one for each pair of texts and type."""
    seen: set[tuple[str, frozenset[str]]] = set()
    out: list[Clash] = []
    found: Iterable[Clash] = (clash for finder in FINDERS for clash in finder(story, context))
    for clash in found:
        texts = (clash.first.claim.document_id, clash.second.claim.document_id)
        key = (clash.type, frozenset(context.originals.get(t, t) for t in texts))
        if key not in seen:
            seen.add(key)
            out.append(clash)
    return out[: c.CONTRADICTIONS_SHOWN]
