"""Reconciliation from end to end, as a pure function: claims in any order give the same events."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from panj.events import clashes, followups, relations, stories
from panj.events import constants as c
from panj.events.between import find_between
from panj.events.build import Setting, build, event_id
from panj.events.components import Component, components
from panj.events.counts import Count, count
from panj.events.damage import mend
from panj.events.days import bounds
from panj.events.frames import Attacks, attacks, straighten
from panj.events.gathering import gather
from panj.events.happenings import PLANS, tell
from panj.events.households import STANDING_FOR_PEOPLE, Converter
from panj.events.merging import counts_of, mark_shares
from panj.events.observe import Observation, observe, place_missing
from panj.events.retellings import Context
from panj.events.rules import compare, place_of
from panj.events.stories import Story
from panj.model import Claim, Document, Event, digest
from panj.model.copies import CopyGroup
from panj.model.vocabulary import COUNTABLE_STATUSES, FAMILY_OF, FIGURE_FAMILIES


def reconcile(
    claims: Sequence[Claim], documents: Mapping[str, Document], copies: Sequence[CopyGroup], language: str = "en"
) -> tuple[Event, ...]:
    """The events that the claims tell, in canonical order. `documents` by id; `copies` as `documents.copies.find` gives
    them; `language` is that of titles and of the words looked for around figures."""
    apart = components(claims, documents, copies)
    return in_order(e for one in apart for e in reconcile_component(one, documents, language))


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Events in canonical order."""
    return tuple(sorted(events, key=lambda e: (e.period.end or "" if e.period else "", e.title, e.id)))


def reconcile_component(
    component: Component, documents: Mapping[str, Document], language: str = "en"
) -> tuple[Event, ...]:
    """The events of claims that have nothing to do with others; `documents` may hold more than theirs."""
    published = component.published
    groups = {d: group for group in component.copies for d in group.documents}
    originals = {d: group.documents[0] for d, group in groups.items()}
    figures: list[Claim] = []
    ended: list[Claim] = []
    told: list[Claim] = []
    for claim in map(partial(_foreseen, published=published), component.claims):
        if claim.section == "related" or claim.status == "simulated":
            continue
        if claim.status in PLANS or FAMILY_OF.get(claim.kind) not in FIGURE_FAMILIES:
            if claim.status not in ("denied", "retracted"):
                told.append(claim)
        elif claim.status in COUNTABLE_STATUSES:
            figures.append(claim)
        else:
            ended.append(claim)
    hit = attacks(told)
    seen = _observations(figures, documents, published, language, hit)
    percents = [o for o in seen if o.unit == "percent"]
    seen, converter = _households(mend([o for o in seen if o.unit != "percent"], groups))
    found = _stories(seen, _observations(ended, documents, published, language, hit), originals)
    context = Context(documents, originals, language)
    setting = Setting(documents, groups, context, converter)
    events = _build(found, percents, setting, published)
    events += tell(told, documents, groups, published, language)
    return in_order(events)


def _foreseen(claim: Claim, published: Mapping[str, int | None]) -> Claim:
    """The claim, as a possibility where it tells of days after its report was published (rule 1)."""
    start, end = bounds(claim.period)
    day, first = published[claim.document_id], start if start is not None else end
    if claim.status in COUNTABLE_STATUSES and day is not None and first is not None and first > day + c.SAME_DAY:
        return replace(claim, status="possible")
    return claim


def _observations(
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    published: Mapping[str, int | None],
    language: str,
    hit: Attacks,
) -> list[Observation]:
    by_document: dict[str, list[Observation]] = defaultdict(list)
    for claim in claims:
        text = claim.document_id
        if seen := observe(claim, documents.get(text), published[text], language):
            by_document[text].append(seen)
    return [o for text in by_document for o in place_missing(straighten(by_document[text], hit.get(text, {})))]


def _households(seen: Sequence[Observation]) -> tuple[list[Observation], Converter]:
    """Sets aside household counts that the same report also gives in people, and keeps their ratio (rule 8)."""
    people = {
        (o.claim.document_id, o.claim.group_id): o for o in seen if o.claim.group_id and o.unit == "people" and o.value
    }
    pairs: dict[str, tuple[float, str]] = {}
    kept = []
    for o in seen:
        twin = people.get((o.claim.document_id, o.claim.group_id)) if o.claim.group_id else None
        if o.unit != "people" and twin and o.value and twin.value:
            pairs.setdefault(o.claim.document_id, (twin.value / o.value, o.claim.document))
        else:
            kept.append(o)
    return kept, Converter(pairs)


def _stories(seen: Sequence[Observation], ended: Sequence[Observation], originals: Mapping[str, str]) -> list[Story]:
    marked = mark_shares([o for o in seen if not o.rate])
    counts = counts_of(marked, originals)
    shares = [k for k in counts if k.head.part]
    wholes = [k for k in counts if not k.head.part]
    wholes, withdrawn = _withdraw(wholes, ended, originals)
    found = _gather(wholes, originals)
    found += _gather(relations.adopt_shares(shares, found), originals)
    found = relations.contain(found)
    _listings(wholes, found)
    _rates([o for o in seen if o.rate], found)
    followups.follow(found)
    relations.add_up(found)
    found += withdrawn
    relations.peoples(found)
    return found


def _gather(counts: Sequence[Count], originals: Mapping[str, str]) -> list[Story]:
    """Stories of the counts, block by block: kind, unit, stock or flow, people or fighters, group and country."""
    blocks: dict[tuple[str, str, bool, bool, tuple[str, ...], tuple[str, ...]], list[Count]] = defaultdict(list)
    for one in counts:
        head = one.head
        blocks[one.klass, head.unit, head.stock, head.armed, head.part, tuple(sorted(one.countries))].append(one)
    found: list[Story] = []
    for key in sorted(blocks):
        for story in gather(blocks[key]):
            found.append(story)
            found.extend(stories.settle(story, originals))
    return found


def _listings(counts: Sequence[Count], found: Sequence[Story]) -> None:
    """Lets each story know the figures of other places in its reports, and who died on the way, for checks on sums."""
    by_text: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for one in counts:
        for o in one.members:
            by_text[o.claim.document_id, one.klass].append(o)
    deaths: dict[str, list[Story]] = defaultdict(list)
    for story in found:
        if story.best.klass == "deaths":
            for text in {d for k in story.counts for d in k.documents}:
                deaths[text].append(story)
    for story in found:
        own = {o.claim.id for k in story.counts for o in k.members}
        texts = sorted({d for k in story.counts for d in k.documents})
        story.places = [o for t in texts for o in by_text[t, story.best.klass] if o.claim.id not in own]
        story.deaths = list({id(d): d for t in texts for d in deaths[t]}.values())


def _withdraw(
    counts: list[Count], ended: Sequence[Observation], originals: Mapping[str, str]
) -> tuple[list[Count], list[Story]]:
    """Takes out the counts that a retraction ends, also where others repeat them; a denial only disputes them."""
    out: list[Story] = []
    retracted = [o for o in ended if o.claim.status == "retracted" and o.value is not None]
    by_value: dict[float | int, list[Observation]] = defaultdict(list)
    for o in retracted:
        if o.value is not None:
            by_value[o.value].append(o)
    kept = []
    used: set[str] = set()
    for one in counts:
        against = [o for o in by_value.get(one.value or -1, ()) if _ends(count([o], originals), one)]
        if against:
            same = next((story for story in out if story.withdrawn == against), None)
            if same:
                same.counts.append(one)
            else:
                out.append(Story([one], withdrawn=against))
            used.update(o.claim.id for o in against)
        else:
            kept.append(one)
    out += [Story([count([o], originals)], withdrawn=[o]) for o in retracted if o.claim.id not in used]
    return kept, out


def _ends(withdrawn: Count, one: Count) -> bool:
    """True where a withdrawn figure is this one, by whatever word of moving and also where it is told again later."""
    if compare(withdrawn, one).standing == "same":
        return True
    if not {withdrawn.klass, one.klass} <= relations.MOVED or place_of(withdrawn, one) == "apart":
        return False
    if withdrawn.head.unit != one.head.unit or withdrawn.head.armed != one.head.armed or withdrawn.end is None:
        return False
    return one.end is not None and abs(one.end - withdrawn.end) <= c.TOLD_FOR


def _rates(rates: Sequence[Observation], found: Sequence[Story]) -> None:
    """Puts each pace ("4,000 a day") beside the weightiest running count of its place and time; it is no count."""
    by_country: dict[tuple[str, str], list[Story]] = defaultdict(list)
    for story in found:
        for country in story.best.countries:
            by_country[story.best.klass, country].append(story)
    for o in rates:
        near = [s for country in sorted(o.countries) for s in by_country.get((o.klass, country), ()) if _beside(o, s)]
        if near:
            max(near, key=lambda s: (s.best.value or 0, s.best.order)).rates.append(o)


def _beside(o: Observation, story: Story) -> bool:
    """True where a pace belongs to a story: the same report, or days that are not far apart."""
    if any(o.claim.document_id in k.documents for k in story.counts):
        return True
    return o.end is not None and story.best.end is not None and abs(o.end - story.best.end) <= c.PACE


def _build(
    found: Sequence[Story], percents: Sequence[Observation], setting: Setting, published: Mapping[str, int | None]
) -> list[Event]:
    for story in found:
        story.clashes.extend(clashes.find(story, setting.context))
    find_between(found, percents)
    for story in relations.only_homes(found, STANDING_FOR_PEOPLE):
        if line := setting.converter.homes(story):
            story.notes.append(line)
    links = _ids(found, published)
    people: dict[int, list[str]] = defaultdict(list)
    for story in found:
        people[story.people].append(links[id(story)])
    names = {-1 - number: "p_" + min(ids)[2:] for number, ids in people.items()}
    links.update(names)
    return [build(s, links[id(s)], links, setting) for s in found]


def _ids(found: Sequence[Story], published: Mapping[str, int | None]) -> dict[int, str]:
    """An id for each story; those that begin with the same words (two claims at one place of a text) get theirs from
    all their claims too."""
    out: dict[int, str] = {}
    taken: set[str] = set()
    for story in sorted(found, key=lambda s: [o.claim.id for o in s.members]):
        claims = [o.claim for o in story.members]
        name = event_id(claims, published)
        if name in taken:
            name = "e_" + digest(name, *sorted(claim.id for claim in claims))
        taken.add(name)
        out[id(story)] = name
    return out
