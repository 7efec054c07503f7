"""Contradictions between mentions of one figure: copies that damage it, days and places that it is told of."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from panj.events import amounts
from panj.events import constants as c
from panj.events.authorities import COPIED, ROUNDS, SAME_COUNT, kin
from panj.events.counts import Count
from panj.events.days import iso
from panj.events.observe import Observation
from panj.events.stories import Clash, Story
from panj.model import Document


@dataclass(frozen=True, slots=True)
class Context:
    """What finders look things up in."""

    documents: Mapping[str, Document]
    originals: Mapping[str, str]
    language: str


def _pairs(
    members: Iterable[Observation], alike: Callable[[Observation], Hashable]
) -> Iterator[tuple[Observation, Observation]]:
    """Pairs of mentions that differ in what is asked for, the earliest of each, as many as one can look through."""
    first: dict[Hashable, Observation] = {}
    for o in members:
        first.setdefault(alike(o), o)
    return combinations(list(first.values())[: c.SERIES_AT_ONCE], 2)


def damaged_copies(story: Story, context: Context) -> Iterator[Clash]:
    """A copied figure with other words, another number or another name behind it."""
    for one in story.counts:
        for a, b in _pairs(one.members, lambda o: (o.claim.document_id, o.claim.measure, o.authority.key)):
            texts = a.claim.document_id, b.claim.document_id
            if texts[0] == texts[1] or context.originals.get(texts[0]) != context.originals.get(texts[1], ""):
                continue
            one_said, other_said = (amounts.figure(o.claim.measure) for o in (a, b))
            if a.value == b.value and one_said != other_said:
                about = (
                    f"{amounts.plain(one_said)} and {amounts.plain(other_said)} in copies of one text: one is damaged"
                )
                yield Clash("error", True, about, a, b)
            elif a.value == b.value and a.measure.qualifier != b.measure.qualifier:
                if "exact" in (a.measure.qualifier, b.measure.qualifier):
                    about = f"{amounts.spoken(a.measure)} and {amounts.spoken(b.measure)} in copies of one text"
                    yield Clash("error", True, about, a, b)
            elif a.value == b.value and _renamed(story, one, a, b):
                about = f"{amounts.plain(a.value)} under the names of {a.authority.name} and {b.authority.name}"
                yield Clash("error", True, about + " in copies of one text", a, b)


def _renamed(story: Story, one: Count, a: Observation, b: Observation) -> bool:
    """True where two names for one count are not two names of one body, and neither report gives both."""
    if not (a.authority.named and b.authority.named) or a.authority.key == b.authority.key:
        return False
    names = {(o.claim.document_id, o.authority.key) for o in one.members}
    both = (a.claim.document_id, b.authority.key) in names or (b.claim.document_id, a.authority.key) in names
    reasons = {story.folded.get(o.authority.key, ("", None))[1] for o in (a, b)} - {None}
    return not both and not kin(a.authority, b.authority) and bool(reasons) and reasons <= {SAME_COUNT, ROUNDS, COPIED}


def other_dates(story: Story, context: Context) -> Iterator[Clash]:
    """One figure told for days that lie apart."""
    for one in story.counts:
        stated = [o for o in one.members if o.dated and o.end is not None and o.value == one.value]
        for a, b in _pairs(stated, lambda o: (o.end,)):
            if abs((a.end or 0) - (b.end or 0)) > c.SAME_START and one.end in (a.end, b.end) and one.end is not None:
                about = f"{amounts.plain(one.value)} told for {iso(a.end)} and for {iso(b.end)}"
                yield Clash("time", False, about, a, b)


def other_scopes(story: Story, context: Context) -> Iterator[Clash]:
    """One exact figure told of different places."""
    for one in story.counts:
        if one.value is None or amounts.digits(one.value) < c.PRECISE:
            continue
        for a, b in _pairs([o for o in one.members if o.value == one.value], lambda o: (o.where,)):
            if not a.where or not b.where or a.claim.document_id == b.claim.document_id:
                continue
            wide = any(s.wide for s in (*a.where, *b.where))
            if a.countries and b.countries and not a.countries & b.countries:
                about = (
                    f"{amounts.plain(one.value)} told of {_where(a)} and of {_where(b)}: one names the wrong country"
                )
                yield Clash("error", False, about, a, b)
            elif not wide and not {s.key for s in a.where} & {s.key for s in b.where}:
                about = f"{amounts.plain(one.value)} told of {_where(a)} and of {_where(b)}"
                yield Clash("scope", False, about, a, b)


def _where(o: Observation) -> str:
    places = o.claim.destination or o.claim.place or o.claim.origin
    return ", ".join(p.name for p in places) or "no place"
