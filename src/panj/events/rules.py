"""The table of rules: how one count stands to another, decided by the first rule that has something to say.

Numbers are those of the reconciliation rules in the documentation: 1 gate, 2 comparability, 3 copies and repetitions,
4 containment, 5 running totals, 6 bounds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from panj.events import amounts, days
from panj.events import constants as c
from panj.events.counts import Count
from panj.events.observe import ARRIVING, LEAVING
from panj.events.spots import Relation, countries, relate

Standing = Literal["apart", "same", "within", "contains", "running"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the first count stands to the second: `apart`, the `same` figure, `within` or `contains` it, or a `running`
    total of the same thing at another date; with the rule that says so and its reason in words."""

    standing: Standing
    rule: int
    reason: str


Rule = Callable[[Count, Count], Verdict | None]
EITHER = frozenset({"displaced", "registered"})
"""Kinds that words give now as a movement and now as a number on a date."""
ALIKE = (
    frozenset({"flight", "admission"}),
    frozenset({"flight", "evacuation", "shelter"}),
    frozenset({"flight", "homeless"}),
)
"""Classes that reports put in one another's place for an equal figure: let in for crossed, sheltered for evacuated."""


def different_units(a: Count, b: Count) -> Verdict | None:
    if a.head.unit != b.head.unit:
        return Verdict("apart", 2, f"{a.head.unit} are not {b.head.unit}")
    return None


def fighters(a: Count, b: Count) -> Verdict | None:
    if a.head.armed != b.head.armed:
        return Verdict("apart", 1, "fighters are never counted with people displaced")
    return None


def stock_and_flow(a: Count, b: Count) -> Verdict | None:
    if a.head.stock == b.head.stock or _either(a, b):
        return None
    return Verdict("apart", 2, "a number on a date is not a movement")


def _either(a: Count, b: Count) -> bool:
    """True where "displaced" is read once as a movement and once as a number on a date, of one and the same figure."""
    on_date = a if a.head.stock else b
    if on_date.head.claim.kind not in EITHER or {a.klass, b.klass} != {"stay", "flight"}:
        return False
    together = bool(set(a.documents) & set(b.documents))
    return a.value == b.value if not together else a.value == b.value or amounts.rounds(a.measure, b.measure)


def different_shares(a: Count, b: Count) -> Verdict | None:
    return Verdict("apart", 4, "they count different groups") if a.head.part != b.head.part else None


def different_kinds(a: Count, b: Count) -> Verdict | None:
    if a.klass == b.klass or (a.head.stock != b.head.stock and _either(a, b)):
        return None
    alike = any(a.klass in group and b.klass in group for group in ALIKE)
    if alike and a.value == b.value and a.value is not None and amounts.digits(a.value) >= c.PRECISE:
        return None
    if alike and {a.klass, b.klass} == {"flight", "admission"}:
        close = a.end is None or b.end is None or abs(a.end - b.end) <= c.SAME_DAY
        if close and (_covers(a, b) or _covers(b, a)):
            return None
    return Verdict("apart", 2, "they tell of different things")


def different_sides(a: Count, b: Count) -> Verdict | None:
    one, two = a.head.claim.boundary, b.head.claim.boundary
    if one and two and one != two:
        return Verdict("apart", 2, "one crossed a border and the other did not")
    return None


def different_peoples(a: Count, b: Count) -> Verdict | None:
    return Verdict("apart", 2, "they are different peoples") if other_people(a, b) else None


def other_people(a: Count, b: Count) -> bool:
    """True for two nationalities, but where both left the country of one of them: its Kyrgyz are among its people."""
    if not a.nation or not b.nation or a.nation == b.nation:
        return False
    home = countries(a.origin) & countries(b.origin)
    return not home & {a.nation, b.nation}


def different_places(a: Count, b: Count) -> Verdict | None:
    for one, two in ((a.origin, b.origin), (a.target, b.target)):
        if one and two and relate(one, two) == "apart":
            return Verdict("apart", 2, "the places lie apart")
    return None


def _covers(a: Count, b: Count) -> bool:
    return b.value is not None and amounts.covers(a.measure, b.value)


def equal_figure(a: Count, b: Count) -> Verdict | None:
    """The same number within the time in which that number is a repetition."""
    if a.value is None or a.value != b.value:
        return None
    exact = 1 if a.value < 10 else min(amounts.digits(a.value), c.PRECISE)
    if a.end is None or b.end is None:
        near = exact >= c.PRECISE or bool(set(a.firsts) & set(b.firsts))
    else:
        near = abs(a.end - b.end) <= c.REPEAT[exact]
    if near and a.daily and b.daily and not days.overlap(a.stretch, b.stretch, c.SAME_DAY):
        near = False
    return Verdict("same", 3, "the same figure told again") if near else None


def rounded_figure(a: Count, b: Count) -> Verdict | None:
    """A rounding ("nearly 350" and "hundreds" for 347), of the same day or in the same report."""
    together = bool(set(a.documents) & set(b.documents))
    near = a.end is not None and b.end is not None and abs(a.end - b.end) <= c.SAME_DAY
    if not (near or (together and days.overlap(a.stretch, b.stretch, c.SAME_START))):
        return None
    if a.start is not None and b.start is not None and abs(a.start - b.start) > c.SAME_START and not together:
        return None
    return Verdict("same", 3, "one rounds the other") if _covers(a, b) or _covers(b, a) else None


def place_of(a: Count, b: Count) -> Relation:
    """How the places of `a` stand to those of `b`: by where people came to if both say so, else by what they left. What
    was counted where it arrived lies within all that left the same place."""
    if (_stayed(a) and _came(b)) or (_stayed(b) and _came(a)):
        return "unknown"
    arrived, left = a.where == a.target, a.where == a.origin
    if arrived and b.where == b.target:
        return relate(a.target, b.target)
    if left and b.where == b.origin:
        return relate(a.origin, b.origin)
    relation = relate(a.origin, b.origin)
    if (_stayed(b) and countries(a.target) - countries(b.origin)) or (
        _stayed(a) and countries(b.target) - countries(a.origin)
    ):
        return "unknown"
    if arrived:
        return "within" if relation in ("same", "within") else "unknown"
    return "contains" if relation in ("same", "contains") else "unknown"


def _stayed(one: Count) -> bool:
    """True where people are told of as having left and no more: those who crossed a border may not be meant."""
    return not one.target and one.head.claim.kind in LEAVING


def _came(one: Count) -> bool:
    """True where people are told of as having come, and nothing says where to."""
    return not one.target and one.head.claim.kind in ARRIVING


def _fits(part: Count, whole: Count) -> bool:
    """True where the part's figure is not above its whole's."""
    return amounts.soft(part.measure)[0] <= amounts.soft(whole.measure)[1]


def nearly_equal(a: Count, b: Count) -> Verdict | None:
    """Two exact figures of the same days that differ by a slip are two tellings of one count."""
    if a.value is None or b.value is None or a.head.stock or None in (a.start, a.end, b.start, b.end):
        return None
    if max(abs((a.start or 0) - (b.start or 0)), abs((a.end or 0) - (b.end or 0))) > c.SAME_DAY:
        return None
    exact = min(amounts.digits(a.value), amounts.digits(b.value)) >= c.PRECISE
    if (
        exact
        and abs(a.value - b.value) <= c.SLIP * max(a.value, b.value)
        and place_of(a, b) not in ("apart", "unknown")
    ):
        return Verdict("running", 6, "nearly the same figure for the same days")
    return None


def smaller_place(a: Count, b: Count) -> Verdict | None:
    """A figure for a part of the place, over no longer a time, is part of the figure."""
    relation = place_of(a, b)
    if relation == "within" and not _outlasts(a, b) and _fits(a, b):
        return Verdict("within", 4, "its place lies in the other's")
    if relation == "contains" and not _outlasts(b, a) and _fits(b, a):
        return Verdict("contains", 4, "the other's place lies in its own")
    return None


def _outlasts(a: Count, b: Count) -> bool:
    """True where `a` counts days that `b` cannot hold."""
    if a.head.stock:
        return a.end is not None and b.end is not None and abs(a.end - b.end) > c.RUNNING_GAP
    late = a.end is not None and b.end is not None and (a.start or a.end) > b.end + c.SAME_DAY
    early = a.start is not None and b.start is not None and a.start < b.start - c.SAME_START
    return late or early or (a.end is not None and b.start is not None and a.end < b.start)


def narrower_period(a: Count, b: Count) -> Verdict | None:
    """Some days of a longer count are part of it."""
    if a.head.stock or a.end is None or b.end is None:
        return None
    order: tuple[tuple[Count, Count, Standing], ...] = ((a, b, "within"), (b, a, "contains"))
    for one, two, standing in order:
        if one.start is None or one.end is None or two.end is None or one.end > two.end + c.SAME_DAY:
            continue
        if not _fits(one, two) or place_of(one, two) not in ("same", "within", "overlap"):
            continue
        later = two.start is not None and one.start > two.start + c.SAME_START
        of_total = two.start is None and two.total and one.daily
        of_longer = one.daily and not two.daily and two.start is not None and one.start > two.start
        if later or of_total or of_longer:
            return Verdict(standing, 4, "its days are some of the other's")
    return None


def running_total(a: Count, b: Count) -> Verdict | None:
    """Two totals since the same start, or the same stock at two dates."""
    if not a.where or not b.where or place_of(a, b) not in ("same", "overlap"):
        return None
    if a.end is None or b.end is None:
        return None
    gap = c.STOCK_GAP if a.head.stock else c.RUNNING_GAP
    if a.head.stock or (a.total and b.total and (a.start is None or b.start is None)):
        near = abs(a.end - b.end) <= gap
        return Verdict("running", 5, "the same count at another date") if near else None
    if a.start is None or b.start is None:
        loose, fixed = (a, b) if a.start is None else (b, a)
        holds = loose.total and not fixed.daily and abs(a.end - b.end) <= gap
        return Verdict("running", 5, "the same count at another date") if holds else None
    if abs(a.start - b.start) <= (0 if a.daily and b.daily else c.SAME_START):
        return Verdict("running", 5, "counted from the same start")
    return None


def other_times(a: Count, b: Count) -> Verdict | None:
    return Verdict("apart", 2, "they tell of other times")


RULES: tuple[Rule, ...] = (
    different_units,
    fighters,
    stock_and_flow,
    different_shares,
    different_kinds,
    different_peoples,
    different_places,
    equal_figure,
    rounded_figure,
    different_sides,
    nearly_equal,
    smaller_place,
    narrower_period,
    running_total,
    other_times,
)
"""In this order; the first that answers decides."""


def compare(a: Count, b: Count) -> Verdict:
    """How `a` stands to `b`, and by which rule."""
    for rule in RULES:
        if verdict := rule(a, b):
            return verdict
    raise AssertionError("the last rule always answers")
