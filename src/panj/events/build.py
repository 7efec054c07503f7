"""From a story to an Event of the contract: the figure, its bounds and reasons, its series, its origins and status."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from panj.events import amounts, clashes
from panj.events import constants as c
from panj.events.counts import weigh
from panj.events.days import iso
from panj.events.households import Converter
from panj.events.lineage import lineage_of
from panj.events.merging import SOME
from panj.events.observe import Observation
from panj.events.reasons import why
from panj.events.retellings import Context
from panj.events.stories import Clash, Story
from panj.events.titles import dates, title
from panj.model import (
    Claim,
    Contradiction,
    Document,
    Estimate,
    Event,
    Group,
    Part,
    Period,
    Place,
    Point,
    digest,
)
from panj.model.copies import CopyGroup
from panj.model.vocabulary import EventStatus, Flow

SPECIFIC = ("crossed", "arrived", "evacuated", "fled", "registered", "admitted", "died", "killed", "displaced")
"""Kinds that may stand for one happening, the more particular first: the tie-break between equally told ones."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What building needs beside the story."""

    documents: Mapping[str, Document]
    copies: Mapping[str, CopyGroup]
    context: Context
    converter: Converter


def event_id(claims: Sequence[Claim], published: Mapping[str, int | None]) -> str:
    """From the earliest piece of evidence: by publication, document, place in the text; never from the order given."""

    def place(claim: Claim) -> tuple[int, str, int, str, str]:
        day = published.get(claim.document_id)
        first = claim.evidence[0].start if claim.evidence else 0
        return (10**7 if day is None else day), claim.document_id, first, claim.kind, str(claim.measure)

    return "e_" + digest(*place(min(claims, key=place))[1:])


def kind_of(members: Iterable[Observation]) -> str:
    """The kind that most documents give; of equally many the more particular one."""
    told = Counter(kind for _, kind in {(o.claim.document_id, o.claim.kind) for o in members})
    rank = {kind: n for n, kind in enumerate(SPECIFIC)}
    return min(told, key=lambda k: (-told[k], rank.get(k, len(rank)), k))


def _common(values: Iterable[str | None]) -> str | None:
    told = Counter(v for v in values if v)
    return min(told, key=lambda v: (-told[v], v)) if told else None


def _places(members: Sequence[Observation], role: str, keys: frozenset[str]) -> tuple[Place, ...]:
    """The places of a role as the claims give them, those that the story settled on first."""
    for wanted in (True, False):
        for o in members:
            places: tuple[Place, ...] = getattr(o.claim, role)
            if places and (
                not wanted or keys & {p.id or p.name.lower() for p in places} or keys & {p.country for p in places}
            ):
                return places
    return ()


def _group(story: Story, members: Sequence[Observation]) -> Group:
    groups = [o.claim.group for o in members if o.claim.group]
    special = [g.category for g in groups if g.category != "people"]
    part = story.best.head.part
    sex = next((p for p in part if p in ("male", "female")), None)
    age = next((p for p in part if p in ("minor", "adult", "elderly")), None)
    return Group(
        category=_common(special) or "people", nationality=_common(g.nationality for g in groups), sex=sex, age=age
    )


def _metric(story: Story) -> Flow:
    best = story.best
    if best.head.stock:
        return "stock"
    since = any(o.claim.flow == "cumulative" for k in story.counts for o in k.members)
    return "cumulative" if since or (best.total and len(story.points) > 1) else "flow"


def _bounds(story: Story) -> tuple[float, float]:
    """The best figure's bounds, widened by what counts it otherwise for the same days (rule 6)."""
    best = story.best
    low, high = best.bounds
    rivals = [k for r in story.rivals for k in r.points]
    for other in (*story.dropped, *rivals):
        near = best.end is None or other.end is None or abs(best.end - other.end) <= c.NEAR_BEST
        if near and other.value is not None:
            low, high = min(low, other.value), max(high, other.value)
    for told, total, _ in clashes.listed(story):
        if best.value is not None and told.value == best.value and abs(total - best.value) <= c.SUM_NEAR * best.value:
            low, high = min(low, total), max(high, total)
    return low, high


def _whole(value: float) -> float | int | None:
    if value == amounts.INFINITE:
        return None
    return round(value)


def _status(story: Story, independent: int) -> EventStatus:
    members = [o for k in (story.points[-1:] or story.counts) for o in k.members]
    if story.withdrawn and not story.points:
        return "retracted"
    told = [o for o in members if o.claim.section != "headline"] or members
    if all(o.claim.status == "unconfirmed" for o in told):
        return "unconfirmed"
    if story.rival_of or any(not k.explained and k.type == "counter" for k in story.clashes):
        return "disputed"
    agreeing = {
        story.folded.get(o.authority.key, (o.authority.key, None))[0]
        for o in members
        if o.authority.named and o.authority.type != "party_to_conflict" and o.claim.status == "asserted"
    }
    return "confirmed" if len(agreeing) > 1 and independent > 1 else "reported"


def _breakdown(story: Story) -> tuple[Part, ...]:
    """The shares of the best figure's reports, each group once: the figure most of them give."""
    texts = set(story.best.documents)
    found: dict[tuple[str, ...], dict[float | int, float]] = defaultdict(lambda: defaultdict(float))
    for share in story.shares:
        for o in share.members:
            if o.value is not None and o.claim.document_id in texts and o.part != (SOME,):
                found[o.part][o.value] += weigh(o)
    out = []
    for part in sorted(found):
        nation = next((p.split(":")[1] for p in part if p.startswith("nation:")), None)
        sex = next((p for p in part if p in ("male", "female")), None)
        age = next((p for p in part if p in ("minor", "adult", "elderly")), None)
        traits = tuple(p for p in part if p not in (sex, age) and not p.startswith("nation:"))
        told = found[part]
        best = min(told, key=lambda v: (-told[v], -v))
        out.append(Part(Group(category="people", nationality=nation, sex=sex, age=age, traits=traits), best))
    return tuple(out)


def _series(story: Story, metric: Flow) -> tuple[Point, ...]:
    if len(story.points) < 2:
        return ()
    return tuple(
        Point(
            iso(k.end), k.value, _whole(k.bounds[0]), _whole(k.bounds[1]), metric, tuple(o.claim.id for o in k.members)
        )
        for k in story.points
    )


def build(story: Story, identity: str, links: Mapping[int, str], setting: Setting) -> Event:
    """The event of a story. `links` gives the ids of the events of other stories, by `id()` of the story."""
    members = story.members
    told = [o for k in story.counts for o in k.members] or members
    best, metric = story.best, _metric(story)
    kind = kind_of(told)
    keys = frozenset(s.key for s in (*best.origin, *best.target))
    first = list(best.members) + told
    roles: dict[str, Sequence[Place]] = {r: _places(first, r, keys) for r in ("origin", "destination", "place")}
    group = _group(story, told)
    lineage, independent = lineage_of(story, setting.documents, setting.copies)
    status = _status(story, independent)
    low, high = _bounds(story)
    estimate = Estimate(best.value, _whole(low), _whole(high), iso(best.end), tuple(why(story)))
    unit = best.head.unit
    if status == "retracted":
        estimate = Estimate(None, None, None, iso(best.end), tuple(why(story)))
    elif unit != "people":
        estimate, unit = setting.converter.convert(story, estimate, kind)
    start = iso(story.start)
    when = dates(start, iso(best.end), metric, setting.context.language)
    return Event(
        id=identity,
        kind=kind,
        title=title(best.head.claim, kind, group, roles, when, status, setting.context.language),
        estimate=estimate,
        claims=tuple(o.claim.id for o in members),
        documents=tuple(sorted({o.claim.document for o in members})),
        status=status,
        origin=tuple(roles["origin"]),
        destination=tuple(roles["destination"]),
        place=tuple(roles["place"]),
        period=Period(start, iso(best.end)) if start or best.end is not None else None,
        group=group,
        cause=_common(o.claim.cause for o in told),  # type: ignore[arg-type]
        unit=unit,
        metric=metric,
        counts="movements" if told and all(o.claim.repeated for o in told) else "people",
        boundary=_common(o.claim.boundary for o in told),  # type: ignore[arg-type]
        population=f"p_{identity[2:]}" if story.people < 0 else links.get(-1 - story.people),
        additive=story.additive and status != "retracted",
        series=_series(story, metric),
        breakdown=_breakdown(story),
        lineage=lineage,
        independent_sources=independent,
        contradictions=tuple(_contradiction(k) for k in story.clashes),
        part_of=links.get(id(story.whole)) if story.whole else None,
        followed_by=tuple(sorted({links[id(s)] for s in story.follows if id(s) in links})),
    )


def _contradiction(clash: Clash) -> Contradiction:
    pair = (clash.first.claim, clash.second.claim)
    return Contradiction(
        clash.about,
        clash.type,
        clash.explained,
        tuple(dict.fromkeys(k.id for k in pair)),
        tuple(dict.fromkeys(k.document for k in pair)),
    )
