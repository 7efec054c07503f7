"""Which claims have to be reconciled together, so that one report more touches only what it has to do with.

Claims are linked where a rule could compare them: claims of one report, copies of one text, and claims that touch one
country in stretches of days that meet. What a report tells of long ago is linked by its own days, not by the report.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from panj.events import amounts
from panj.events import constants as c
from panj.events.dating import resolve
from panj.events.days import bounds
from panj.events.followups import FOLLOWING
from panj.events.merging import Sets
from panj.events.observe import CLASS_OF
from panj.model import Claim, Document
from panj.model.copies import CopyGroup

Span = tuple[str, int, int]
"""A country (or what stands for one), and the first and last day for which claims touch it."""
REACH = {"flow": c.REPEAT[c.PRECISE], "stock": c.STOCK_LINK, "since": c.SAME_START}
"""Days between two stretches of one sort that still have to do with one another."""


@dataclass(frozen=True, slots=True)
class Component:
    """Claims that are reconciled together, in canonical order, with their years filled in.

    `published` holds for each of their documents the day that it counts from; `spans` what the component touches: the
    claims of a new report belong to it where a span of theirs comes near one of them; `copies` are its copied texts.
    """

    claims: tuple[Claim, ...]
    published: Mapping[str, int | None]
    spans: tuple[Span, ...]
    copies: tuple[CopyGroup, ...] = ()


def canonical(claim: Claim) -> tuple[str, str, int, str]:
    """The order of claims that nothing depends on but themselves."""
    return claim.document, claim.document_id, claim.evidence[0].start if claim.evidence else 0, claim.id


def _countries(claim: Claim) -> list[str]:
    places = (*claim.origin, *claim.destination, *claim.place, *claim.route)
    return sorted({p.country for p in places if p.country})


def _stretch(claim: Claim, published: int | None) -> tuple[int, int] | None:
    """The days that a claim may be compared on. A total of unknown start goes back as far as one is reported, one of
    known start no more than LINKED_BACK days; what may have become of people goes back to when they came."""
    start, end = bounds(claim.period)
    last = end if end is not None else published if published is not None else start
    if last is None:
        return None
    if claim.flow == "stock":
        return last, last
    first = last - c.RUNNING_GAP if start is None or start > last else max(start, last - c.LINKED_BACK)
    return (first - c.FOLLOW if CLASS_OF.get(claim.kind) in FOLLOWING else first), last


def spans_of(claim: Claim, published: int | None) -> list[Span]:
    """What a claim touches: its countries by day, as a number on a date or as a movement, and the start of a total."""
    stretch = _stretch(claim, published)
    value = amounts.figure(claim.measure)
    if stretch is None:
        return []
    places = _countries(claim)
    if not places:
        return [(f"figure {claim.kind} {value}", *stretch)] if value is not None and amounts.telling(value) else []
    sort = "stock" if claim.flow == "stock" else "flow"
    found = [(f"{sort} {country}", *stretch) for country in places]
    if sort == "stock":
        found += [(f"flow {country}", *stretch) for country in places]
    start, _ = bounds(claim.period)
    if claim.flow == "cumulative" and start is not None:
        found += [(f"since {country}", start, start) for country in places]
    return found


def _background(claim: Claim, published: int | None) -> bool:
    """True for what a report tells of long before it was written."""
    _, end = bounds(claim.period)
    return end is not None and published is not None and end < published - c.RUNNING_GAP


def _bundles(claims: Sequence[Claim], published: Mapping[str, int | None]) -> Iterator[tuple[Hashable, Claim]]:
    """Each claim with the bundle that it stays in: its report's, or one of its own where it tells of long ago."""
    linked = {i for k in claims for i in (k.same_as, k.part_of, k.remainder_of, k.group_id) if i}
    for claim in claims:
        alone = not (claim.same_as or claim.part_of or claim.remainder_of or claim.group_id or claim.id in linked)
        if alone and _background(claim, published[claim.document_id]):
            yield (claim.document_id, claim.id), claim
        else:
            yield claim.document_id, claim


def components(
    claims: Iterable[Claim], documents: Mapping[str, Document], copies: Sequence[CopyGroup]
) -> tuple[Component, ...]:
    """The claims in groups that have nothing to do with one another, in canonical order. Each document of the claims
    stands in `documents`, by id; `copies` are groups of them as `documents.copies.find` gives them."""
    groups = {d: group for group in copies for d in group.documents}
    ordered = sorted({k.id: k for k in claims}.values(), key=canonical)
    dated, published = resolve(ordered, documents, groups)
    numbers: dict[Hashable, int] = {}
    held: list[list[Claim]] = []
    touched: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    spans: list[list[Span]] = []
    for key, claim in _bundles(dated, published):
        n = numbers.setdefault(key, len(numbers))
        if n == len(held):
            held.append([])
            spans.append([])
        held[n].append(claim)
        for name, first, last in spans_of(claim, published[claim.document_id]):
            touched[name].append((first, last, n))
            spans[n].append((name, first, last))
    sets = Sets(len(held))
    _join_days(touched, sets)
    for group in copies:
        known = [numbers[d] for d in group.documents if d in numbers]
        for n in known[1:]:
            sets.join(known[0], n)
    _join_figures(dated, documents, numbers, sets)
    _join_undated(held, spans, touched, sets)
    out = []
    for members in sets.groups():
        mine = [k for n in members for k in held[n]]
        copied = {id(g): g for k in mine if (g := groups.get(k.document_id))}
        out.append(_component(mine, published, [s for n in members for s in spans[n]], tuple(copied.values())))
    return tuple(out)


def _join_undated(
    held: Sequence[Sequence[Claim]],
    spans: Sequence[Sequence[Span]],
    touched: Mapping[str, list[tuple[int, int, int]]],
    sets: Sets,
) -> None:
    """Puts a report that nothing dates with the most claims that touch its countries, so that it is counted beside
    them and not again."""
    chosen = []
    for n, claims in enumerate(held):
        if spans[n]:
            continue
        votes: Counter[int] = Counter()
        for country in sorted({country for k in claims for country in _countries(k)}):
            votes.update(sets.root(other) for _, _, other in touched.get(f"flow {country}", ()))
        if votes:
            chosen.append((n, min(votes, key=lambda root: (-votes[root], root))))
    for n, root in chosen:
        sets.join(n, root)


def _join_days(touched: Mapping[str, list[tuple[int, int, int]]], sets: Sets) -> None:
    """Joins what touches one country on days that come near one another."""
    for name, stretches in touched.items():
        reach = REACH.get(name.split(" ", 1)[0], c.REPEAT[c.PRECISE])
        stretches.sort()
        open_until, holder = stretches[0][1], stretches[0][2]
        for first, last, n in stretches[1:]:
            if first <= open_until + reach:
                sets.join(holder, n)
            holder, open_until = n, max(open_until, last)


def _join_figures(
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    numbers: Mapping[Hashable, int],
    sets: Sets,
) -> None:
    """Joins a report without a date to those that tell the figures by which it was dated."""
    by_figure: dict[tuple[str, float | int], list[str]] = defaultdict(list)
    undated: set[tuple[str, float | int]] = set()
    for claim in claims:
        value = amounts.figure(claim.measure)
        if value is None or not amounts.telling(value):
            continue
        document = documents.get(claim.document_id)
        for country in _countries(claim):
            by_figure[country, value].append(claim.document_id)
            if document is None or document.published is None:
                undated.add((country, value))
    for key in undated:
        known = [numbers[d] for d in by_figure[key] if d in numbers]
        for n in known[1:]:
            sets.join(known[0], n)


def _component(
    claims: list[Claim], published: Mapping[str, int | None], spans: list[Span], copies: tuple[CopyGroup, ...]
) -> Component:
    merged: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for name, first, last in sorted(spans):
        reach = REACH.get(name.split(" ", 1)[0], c.REPEAT[c.PRECISE])
        if merged[name] and first <= merged[name][-1][1] + reach:
            merged[name][-1] = merged[name][-1][0], max(last, merged[name][-1][1])
        else:
            merged[name].append((first, last))
    told = tuple((name, *stretch) for name, stretches in sorted(merged.items()) for stretch in stretches)
    days = {k.document_id: published[k.document_id] for k in claims}
    return Component(tuple(sorted(claims, key=canonical)), days, told, copies)


def touches(component: Component, spans: Iterable[Span]) -> bool:
    """True where claims with these spans have to be reconciled together with the component."""
    own: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for name, first, last in component.spans:
        own[name].append((first, last))
    for name, first, last in spans:
        reach = REACH.get(name.split(" ", 1)[0], c.REPEAT[c.PRECISE])
        if any(first <= b + reach and a <= last + reach for a, b in own.get(name, ())):
            return True
    return False
