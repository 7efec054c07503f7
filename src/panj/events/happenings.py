"""Events that are no figures of people: attacks, exercises, closed borders, statements, pledges; and what is only
planned or possible, which never becomes a figure (rule 1)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from panj.events import amounts, days
from panj.events import constants as c
from panj.events.authorities import Authority, Behind, authority, fold
from panj.events.build import event_id
from panj.events.merging import Sets
from panj.events.observe import CLASS_OF
from panj.events.spots import Spots, countries, relate, spots
from panj.events.titles import dates, title
from panj.model import Claim, Document, Estimate, Event, Group, Lineage, Period
from panj.model.copies import CopyGroup
from panj.model.vocabulary import FAMILY_OF, FIGURE_FAMILIES, EventStatus

PLANS: Mapping[str, EventStatus] = {"planned": "planned", "ordered": "planned", "possible": "possible"}


@dataclass(frozen=True, slots=True)
class Happening:
    """One claim of this sort, as compared: days are day numbers, `party` names who acts."""

    claim: Claim
    klass: str
    status: EventStatus
    party: str
    where: Spots
    start: int | None
    end: int | None
    authority: Authority
    order: tuple[str, str, int, str]


def _see(claim: Claim, document: Document | None, published: int | None, language: str) -> Happening:
    start, end = days.bounds(claim.period)
    status: EventStatus = PLANS.get(claim.status, "unconfirmed" if claim.status == "unconfirmed" else "reported")
    actor = claim.actor
    return Happening(
        claim=claim,
        klass=CLASS_OF.get(claim.kind, claim.kind),
        status=status,
        party=(actor.country or actor.name.lower()) if actor else "",
        where=spots(claim.place or claim.destination or claim.origin or claim.route),
        start=start if start is not None else end if end is not None else published,
        end=end if end is not None else start if start is not None else published,
        authority=authority(claim, document, language),
        order=(claim.document, claim.document_id, claim.evidence[0].start if claim.evidence else 0, claim.id),
    )


def _one(a: Happening, b: Happening) -> bool:
    """True where two claims tell of one happening: kind, standing, actor, place, time, and any figure agree."""
    if a.klass != b.klass or (a.status in ("planned", "possible")) != (b.status in ("planned", "possible")):
        return False
    if a.party and b.party and a.party != b.party:
        return False
    if relate(a.where, b.where) == "apart":
        return False
    if not days.overlap((a.start, a.end), (b.start, b.end), c.HAPPENING if a.status != "planned" else c.FOLLOW):
        return False
    one, two = amounts.figure(a.claim.measure), amounts.figure(b.claim.measure)
    if FAMILY_OF.get(a.claim.kind) in FIGURE_FAMILIES or (one is not None and two is not None):
        same_unit = (a.claim.measure.unit if a.claim.measure else "") == (
            b.claim.measure.unit if b.claim.measure else ""
        )
        return one == two and same_unit
    shared = bool({s.key for s in a.where} & {s.key for s in b.where})
    return shared or (bool(a.party) and a.party == b.party and (not a.where or not b.where))


def _groups(seen: Sequence[Happening]) -> list[list[Happening]]:
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, one in enumerate(seen):
        for country in sorted(countries(one.where)) or [""]:
            blocks[one.klass, country].append(n)
        if one.party:
            blocks[one.klass, "by " + one.party].append(n)
    sets = Sets(len(seen))
    for block in blocks.values():
        block.sort(key=lambda n: (seen[n].start or 0, seen[n].order))
        for place, n in enumerate(block):
            for other in block[max(0, place - c.NEIGHBOURS) : place]:
                if sets.root(n) != sets.root(other) and _one(seen[n], seen[other]):
                    sets.join(n, other)
    return [[seen[n] for n in group] for group in sets.groups()]


def _why(members: Sequence[Happening], status: EventStatus) -> str:
    told = members[0].claim
    labels = list(dict.fromkeys(m.claim.document.rsplit("/", 1)[-1] for m in members))
    figure = f": {amounts.spoken(told.measure)}" if told.measure else ""
    if status in ("planned", "possible"):
        return f"Rule 1: {status}, so it is no figure ({', '.join(labels[:4])}{figure})."
    return f"Told by {', '.join(labels[:4])}{figure}."


def tell(
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    copies: Mapping[str, CopyGroup],
    published: Mapping[str, int | None],
    language: str,
) -> list[Event]:
    """One event for each happening, plan or possibility."""
    seen = [_see(k, documents.get(k.document_id), published.get(k.document_id), language) for k in claims]
    return [_event(sorted(g, key=lambda h: h.order), copies, documents, published, language) for g in _groups(seen)]


def _event(
    members: list[Happening],
    copies: Mapping[str, CopyGroup],
    documents: Mapping[str, Document],
    published: Mapping[str, int | None],
    language: str,
) -> Event:
    best = min(members, key=lambda m: (m.claim.section == "headline", not m.where, -m.claim.confidence, m.order))
    claim = best.claim
    status = best.status if best.status in ("planned", "possible") else _least_doubt(members)
    by_origin = _by_origin(members)
    number = amounts.figure(claim.measure) if status not in ("planned", "possible") else None
    low, high = amounts.extent(claim.measure) if claim.measure and number is not None else (None, None)
    start, end = days.iso(best.start), days.iso(best.end)
    group = claim.group or Group()
    roles = {"origin": claim.origin, "destination": claim.destination, "place": claim.place}
    return Event(
        id=event_id([m.claim for m in members], published),
        kind=claim.kind,
        title=title(claim, claim.kind, group, dict(roles), dates(start, end, None, language), status, language),
        estimate=Estimate(
            number, low, None if high == amounts.INFINITE else high, end, (_why([best, *members], status),)
        ),
        claims=tuple(m.claim.id for m in members),
        documents=tuple(sorted({m.claim.document for m in members})),
        status=status,
        origin=claim.origin,
        destination=claim.destination,
        place=claim.place,
        period=Period(start, end) if start or end else None,
        group=claim.group,
        cause=claim.cause,
        unit=claim.measure.unit if claim.measure else None,
        metric=claim.flow,
        boundary=claim.boundary,
        lineage=tuple(_told_by(by_origin[key], copies, documents) for key in sorted(by_origin)),
        independent_sources=max(1, sum(any(m.authority.named for m in g) for g in by_origin.values())),
    )


def _by_origin(members: Sequence[Happening]) -> dict[str, list[Happening]]:
    """The claims by the origin that stands behind each."""
    ours = [Behind(m.authority, frozenset(), frozenset(), frozenset(), 1, 0) for m in members]
    folded = fold({b.authority.key: b for b in ours}.values(), frozenset())
    found: dict[str, list[Happening]] = defaultdict(list)
    for m in members:
        found[folded[m.authority.key][0]].append(m)
    return found


def _told_by(
    members: Sequence[Happening], copies: Mapping[str, CopyGroup], documents: Mapping[str, Document]
) -> Lineage:
    groups = {copies[m.claim.document_id].documents for m in members if m.claim.document_id in copies}
    named = sorted(tuple(sorted(documents[d].label for d in g if d in documents)) for g in groups)
    return Lineage(members[0].authority.name, tuple(sorted({m.claim.document for m in members})), tuple(named))


def _least_doubt(members: Sequence[Happening]) -> EventStatus:
    return "unconfirmed" if all(m.status == "unconfirmed" for m in members) else "reported"
