"""What people decided about events: apart, together, and which figure to use; each with its reason in the event."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from panj.model import Claim, Estimate, Event, Judgement, Lineage
from panj.model.judgement import figure_of, standing
from panj.pipeline.judging import Settled

Reconcile = Callable[[Sequence[Claim]], Sequence[Event]]


def decide(settled: Settled, judgements: Sequence[Judgement], reconcile: Reconcile) -> list[Event]:
    """The events of the claims under the judgements that stand. `reconcile` gives the events of claims by the rules."""
    told = [one for one in standing(tuple(judgements)) if one.id in settled.found]
    events = _apart(settled, [one for one in told if one.verb == "different_events"], reconcile)
    for one in told:
        sides = settled.found[one.id]
        if one.verb == "same_event":
            events = together(events, {*sides[0], *sides[1]}, one)
        elif one.verb == "recommend":
            claims = {claim.id: claim for claim in settled.claims}
            events = [recommended(e, one, claims) if set(sides[0]) & set(e.claims) else e for e in events]
    return [_told(event, settled) for event in events]


def _apart(settled: Settled, splits: Sequence[Judgement], reconcile: Reconcile) -> list[Event]:
    """Events of claims that a person says tell of different things are made from different claims."""
    layers: list[list[Claim]] = [settled.claims]
    for one in splits:
        first, second = (set(side) for side in settled.found[one.id])
        for n, layer in enumerate(list(layers)):
            mixed = [e for e in reconcile(layer) if first & set(e.claims) and second & set(e.claims)]
            moved = {name for event in mixed for name in _second_side(event, layer, first, second)}
            if moved:
                layers[n] = [claim for claim in layer if claim.id not in moved]
                layers.append([claim for claim in layer if claim.id in moved])
    return [event for layer in layers for event in reconcile(layer)]


def _second_side(event: Event, claims: Sequence[Claim], first: set[str], second: set[str]) -> set[str]:
    """Ids of the event's claims that go with the second side: those named, those of its figures, and those of its
    reports that are not of the first side's."""
    own = [claim for claim in claims if claim.id in set(event.claims)]
    figures = ({figure_of(c) for c in own if c.id in first}, {figure_of(c) for c in own if c.id in second})
    texts = ({c.document_id for c in own if c.id in first}, {c.document_id for c in own if c.id in second})

    def goes(claim: Claim) -> bool:
        if claim.id in first or claim.id in second:
            return claim.id in second
        for mine, theirs, value in ((*figures, figure_of(claim)), (*texts, claim.document_id)):
            if (value in mine) != (value in theirs):
                return value in theirs
        return False

    return {claim.id for claim in own if goes(claim)}


def together(events: Sequence[Event], claims: set[str], one: Judgement) -> list[Event]:
    """The events that hold these claims as one, under the id of the best told among them."""
    same = [event for event in events if claims & set(event.claims)]
    if len(same) < 2:
        return list(events)
    main = max(same, key=lambda e: (e.additive, e.estimate.best is not None, len(e.documents), e.id))
    rest = [event for event in same if event is not main]
    whole = _joined(main, rest, one)
    ids = {event.id: main.id for event in rest}
    people = {event.population: main.population for event in rest if event.population}
    return [_linked(event, ids, people) for event in (*(e for e in events if e not in same), whole)]


def _joined(main: Event, rest: Sequence[Event], one: Judgement) -> Event:
    every = [main, *rest]
    lows = [e.estimate.low for e in every if e.estimate.low is not None]
    highs = [e.estimate.high for e in every if e.estimate.best is not None]
    why = f"{by(one)}: these are one event{_because(one)}."
    estimate = replace(
        main.estimate,
        low=min(lows, default=None),
        high=None if None in highs else max((h for h in highs if h is not None), default=None),
        why=(why, *(reason for event in every for reason in event.estimate.why)),
    )
    origins: dict[str, Lineage] = {}
    for line in (line for event in every for line in event.lineage):
        known = origins.get(line.origin, line)
        texts = tuple(sorted({*known.documents, *line.documents}))
        origins[line.origin] = Lineage(line.origin, texts, tuple(sorted({*known.copies, *line.copies})))
    return replace(
        main,
        estimate=estimate,
        claims=tuple(dict.fromkeys(name for event in every for name in event.claims)),
        documents=tuple(sorted({name for event in every for name in event.documents})),
        series=main.series or next((event.series for event in rest if event.series), ()),
        lineage=tuple(origins.values()),
        independent_sources=max(event.independent_sources for event in every),
        contradictions=tuple(dict.fromkeys(clash for event in every for clash in event.contradictions)),
        followed_by=tuple(sorted({name for event in every for name in event.followed_by})),
    )


def _linked(event: Event, ids: Mapping[str, str], people: Mapping[str, str | None]) -> Event:
    """The event with links to those that stand in others' places."""
    part_of = ids.get(event.part_of or "", event.part_of)
    return replace(
        event,
        part_of=None if part_of == event.id else part_of,
        followed_by=tuple(sorted({ids.get(name, name) for name in event.followed_by} - {event.id})),
        population=people.get(event.population or "", event.population),
    )


def recommended(event: Event, one: Judgement, claims: Mapping[str, Claim]) -> Event:
    """The event with the figure that a person recommends."""
    named = [claims[a] for a in event.claims if a in claims and one.anchors and _is(claims[a], one)]
    best = one.value if one.value is not None else next((figure_of(claim) for claim in named), None)
    if best is None:
        return event
    low, high = event.estimate.low, event.estimate.high
    why = f"{by(one)}: {best:,} is the figure to use{_because(one)}; by the rules it was {_plain(event.estimate)}."
    estimate = replace(
        event.estimate,
        best=best,
        low=best if low is None else min(low, best),
        high=high if high is None else max(high, best),
        why=(why, *event.estimate.why),
    )
    return replace(event, estimate=estimate)


def _is(claim: Claim, one: Judgement) -> bool:
    return any(a.document_id == claim.document_id and a.value == figure_of(claim) for a in one.anchors)


def _told(event: Event, settled: Settled) -> Event:
    """The event with a reason for each of its claims that a person corrected."""
    lines = [
        f"{by(one)}: {one.field} of {name} set right{_because(one)}."
        for name in event.claims
        for one in settled.said.get(name, ())
        if one.verb == "correct"
    ]
    if not lines:
        return event
    return replace(event, estimate=replace(event.estimate, why=(*event.estimate.why, *lines)))


def by(one: Judgement) -> str:
    """Who said it, with the judgement that can be taken back."""
    return f"{one.author} ({one.id}, {one.at[:10]})"


def _because(one: Judgement) -> str:
    return f", because {one.reason.rstrip('.')}" if one.reason else ""


def _plain(estimate: Estimate) -> str:
    return "unknown" if estimate.best is None else f"{estimate.best:,}"
