"""Claims, events and reports as they may be shown outside the restricted view: places, names and small numbers."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from panj.model import (
    Candidate,
    Claim,
    Contradiction,
    Document,
    Estimate,
    Event,
    Evidence,
    Lineage,
    Measure,
    Part,
    Place,
    Point,
    Source,
)
from panj.pipeline.closing import Closed
from panj.pipeline.veiling import FILLED, Veil, informal, parts_of, role_of, site_word

LEAST: Final = 10
"""Fewer people than these are not told apart in a figure: ten is what agencies' rules on publishing tables of persons
ask for at the least (from memory, not checked against one)."""
LIVE: Final = timedelta(days=30)
"""How long a route counts as one that people still take."""
WIDE: Final = ("country", "adm1", "adm2", "region")
"""Levels whose representative point tells nothing finer than a second division."""
SENTENCE: Final = 240
"""Characters at the most of a sentence on either side of the words that were read."""
FEWER: Final = "fewer than 10"
HIDDEN: Final = "The figure is below 10 people: it and its reasons are not shown."
_SMALL = re.compile(r"(?<![\w.,:/-])(?<!Rule )[1-9](?![\w/-]|[.,:]\d|:| [A-Z])")
_END = re.compile(r"[.!?…][\"'”’»)]{0,2}\s+|\n+")


@dataclass(frozen=True, slots=True)
class Rules:
    """What the open view goes by: what is closed, names that are not shown, the divisions by id, and the day."""

    today: date
    closed: Closed
    veil: Veil
    divisions: Mapping[str, Candidate] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    """What reports of sources under threat are called instead of their label."""


def is_small(low: float | int | None, best: float | int | None, high: float | int | None, unit: str | None) -> bool:
    """Whether the figure tells of fewer people than may be told apart."""
    told = next((value for value in (best, high, low) if value is not None), None)
    return unit == "people" and told is not None and 0 < told < LEAST


def shown_place(place: Place, rules: Rules) -> Place:
    """The place without a point finer than its second division; a site that no gazetteer names becomes the division or
    country that it lies in."""
    within = next((rules.divisions[name] for name in reversed(place.divisions) if name in rules.divisions), None)
    if informal(place):
        if within:
            return Place(
                within.name,
                within.name,
                within.id,
                place.country,
                None,
                within.latitude,
                within.longitude,
                within.level,
                place.score,
                divisions=place.divisions,
            )
        name = place.country or site_word()
        return Place(name, name, None, place.country, level="country" if place.country else "region", score=place.score)
    if place.level in WIDE or place.latitude is None:
        return place
    latitude, longitude = (within.latitude, within.longitude) if within else (None, None)
    return replace(place, latitude=latitude, longitude=longitude)


def _places(places: Sequence[Place], rules: Rules) -> tuple[Place, ...]:
    return tuple(shown_place(place, rules) for place in places)


def is_live(claim: Claim, today: date) -> bool:
    """Whether people may still be on the way that the claim tells of."""
    end = (claim.period.end or claim.period.start) if claim.period else None
    try:
        return date.fromisoformat((end or "")[:10]) >= today - LIVE
    except ValueError:
        return True


def shown_source(source: Source, rules: Rules) -> Source:
    """The source; a private person or one under threat by its type."""
    told = role_of(source.type) if source.name in rules.closed.sources else rules.veil.exact(source.name)
    return source if told == source.name else replace(source, name=told)


def _upper(high: float | int | None) -> float | int | None:
    """The upper bound of a small figure as it is shown."""
    return LEAST - 1 if high is not None and high < LEAST else high


def shown_measure(measure: Measure) -> Measure:
    """The measure, a small one as such."""
    if not is_small(measure.low, measure.value, measure.high, measure.unit):
        return measure
    return Measure(None, 1, _upper(measure.high if measure.value is None else LEAST - 1), "range", measure.unit)


def shown_claim(claim: Claim, text: str, rules: Rules) -> Claim:
    """The claim; its evidence is cut from `text`, the report's as it is shown."""
    over = rules.veil.over
    measure = claim.measure
    pieces = tuple(Evidence(piece.start, piece.end, text[piece.start : piece.end]) for piece in claim.evidence)
    group = claim.group
    if group and group.text:
        group = replace(group, text=over(group.text))
    return replace(
        claim,
        document=rules.labels.get(claim.document, claim.document),
        evidence=pieces,
        measure=shown_measure(measure) if measure else None,
        group=group,
        actor=replace(claim.actor, name=over(claim.actor.name)) if claim.actor else None,
        parties=tuple(replace(party, name=over(party.name)) for party in claim.parties),
        origin=_places(claim.origin, rules),
        destination=_places(claim.destination, rules),
        route=() if is_live(claim, rules.today) else _places(claim.route, rules),
        place=_places(claim.place, rules),
        sources=tuple(shown_source(source, rules) for source in claim.sources),
    )


def shown_document(document: Document, claims: Sequence[Claim], rules: Rules) -> Document:
    """The report with the sentences alone that claims were read from, everything else blank and as long as it was; the
    words of small figures are filled in."""
    text = _sentences(document.text, claims, rules)
    named = replace(document, text=text, title=rules.veil.over(document.title) if document.title else None, raw=b"")
    hidden = {name for name in (document.publisher, document.agency) if name in rules.closed.sources}
    if not hidden:
        return named
    return replace(
        named,
        label=withheld_label(document),
        title=None,
        address="",
        withheld_id=document.id,
        url=None,
        canonical_url=None,
        publisher=role_of("media") if document.publisher in hidden else document.publisher,
        agency=role_of("media") if document.agency in hidden else document.agency,
    )


def withheld_label(document: Document) -> str:
    """What a report of a source under threat is called."""
    return f"withheld/{document.id}"


def _sentences(text: str, claims: Sequence[Claim], rules: Rules) -> str:
    spans = sorted(
        _around(text, piece.start, piece.end) for claim in claims for piece in claim.evidence if piece.end <= len(text)
    )
    persons = [source.name for claim in claims for source in claim.sources if source.type == "witness"]
    mine = Veil(parts_of(name for name in persons if name in rules.veil.names)) if persons else None
    whole = list(_blank(text))
    for start, end in spans:
        piece = rules.veil.masked(text[start:end])
        piece = mine.masked(piece) if mine else piece
        whole[start:end] = piece
    for claim in claims:
        for start, end in _withheld(claim, len(text)):
            whole[start:end] = FILLED * (end - start)
    return "".join(whole)


def _blank(text: str) -> str:
    return "".join(letter if letter == "\n" else " " for letter in text)


def _withheld(claim: Claim, length: int) -> list[tuple[int, int]]:
    """Stretches of the text that are not shown: the words of a small figure."""
    measure = claim.measure
    if measure is None or not is_small(measure.low, measure.value, measure.high, measure.unit):
        return []
    return [(piece.start, piece.end) for piece in claim.evidence[:1] if piece.end <= length]


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds the words."""
    left = max(0, start - SENTENCE)
    for match in _END.finditer(text, left, start):
        left = match.end()
    found = _END.search(text, end, min(len(text), end + SENTENCE))
    return left, found.end() if found else min(len(text), end + SENTENCE)


def shown_event(event: Event, rules: Rules, ids: frozenset[str]) -> Event:
    """The event; `ids` are the events that are shown, so that it names no other."""
    over = rules.veil.over
    small = is_small(event.estimate.low, event.estimate.best, event.estimate.high, event.unit)
    labels = _labels(event.documents, rules)

    def told(words: str) -> str:
        plain = over(words)
        for label, other in rules.labels.items():
            plain = plain.replace(label, other)
        return _SMALL.sub(FEWER, plain) if event.unit == "people" else plain

    return replace(
        event,
        title=over(event.title),
        estimate=_estimate(event.estimate, small=small, told=told),
        documents=labels,
        origin=_places(event.origin, rules),
        destination=_places(event.destination, rules),
        place=_places(event.place, rules),
        group=replace(event.group, text=over(event.group.text)) if event.group and event.group.text else event.group,
        series=tuple(_point(point, event.unit) for point in event.series),
        breakdown=_parts(event.breakdown, event.unit),
        lineage=tuple(_line(line, rules) for line in event.lineage),
        contradictions=tuple(
            Contradiction(told(c.about), c.type, c.explained, c.claims, _labels(c.documents, rules))
            for c in event.contradictions
        ),
        part_of=event.part_of if event.part_of in ids else None,
        followed_by=tuple(name for name in event.followed_by if name in ids),
    )


def _labels(labels: Sequence[str], rules: Rules) -> tuple[str, ...]:
    return tuple(rules.labels.get(label, label) for label in labels) if rules.labels else tuple(labels)


def _line(line: Lineage, rules: Rules) -> Lineage:
    origin = role_of("unknown") if line.origin in rules.closed.sources else rules.veil.exact(line.origin)
    return Lineage(origin, _labels(line.documents, rules), tuple(_labels(group, rules) for group in line.copies))


def _estimate(estimate: Estimate, *, small: bool, told: Callable[[str], str]) -> Estimate:
    if small:
        return Estimate(None, 1, _upper(estimate.high), estimate.date, (HIDDEN,))
    return replace(estimate, why=tuple(map(told, estimate.why)))


def _point(point: Point, unit: str | None) -> Point:
    if not is_small(point.low, point.best, point.high, unit):
        return point
    return replace(point, best=None, low=1, high=_upper(point.high))


def _parts(parts: Sequence[Part], unit: str | None) -> tuple[Part, ...]:
    """The breakdown without small cells; where there is one alone, the next smallest goes too, so that it cannot be had
    by taking the others from the whole."""
    few = [part for part in parts if is_small(None, part.best, None, unit)]
    rest = sorted((part for part in parts if part not in few), key=lambda part: part.best)
    if len(few) == 1:
        rest = rest[1:]
    return tuple(part for part in parts if part in rest) if few else tuple(parts)
