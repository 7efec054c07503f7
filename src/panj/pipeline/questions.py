"""What a person should look at, in the order of how many people a decision could move in or out of the figures."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from panj.model import Claim, Contradiction, Event, Judgement
from panj.model.judgement import anchor_of, figure_of, standing
from panj.pipeline.judging import Orphan
from panj.pipeline.views import RecordView

if TYPE_CHECKING:
    from panj.record import Record

UNSURE: Final = 0.6
"""Confidence below which a claim behind a figure is asked about."""
CLAIMS_SHOWN: Final = 6
"""Claims put before a person at once: one key each."""


@dataclass(frozen=True, slots=True)
class Question:
    """`people`: how many a decision could move. `sort`: `contradiction`, `unconfirmed`, `unsure` or `orphan`."""

    sort: Literal["contradiction", "unconfirmed", "unsure", "orphan"]
    people: float
    about: str
    event: Event | None
    claims: tuple[Claim, ...]
    orphan: Orphan | None = None


def questions(view: RecordView) -> list[Question]:
    """All questions, the weightiest first. What a person decided is not asked again. Of a large record only the claims
    that may be asked about are read."""
    from panj.record import figures

    settled = view.settled_for(sorted({name for one in standing(tuple(view.judgements)) for name in one.documents}))
    decided = set(settled.said)
    sizes = figures(view.reading)
    claims = view.several([name for event in view.events() for name in _asked_about(event, sizes)])
    found: list[Question] = [_orphan(one) for one in settled.orphans]
    for event in view.events():
        told = [claims[name] for name in event.claims if name in claims]
        clashes = [q for clash in event.contradictions for q in _contradiction(event, clash, claims, decided)]
        found += clashes
        if not clashes and not decided & set(event.claims):
            found += _unconfirmed(event, told)
            found += _unsure(event, told)
    return sorted(found, key=lambda q: (-q.people, q.sort, q.about, q.event.id if q.event else ""))


def _asked_about(event: Event, sizes: Mapping[str, tuple[float, float | None]]) -> Iterator[str]:
    """Ids of the claims that a question about the event could show."""
    for clash in event.contradictions:
        if not clash.explained:
            yield from clash.claims
    best = event.estimate.best
    if best is None:
        return
    if event.status == "unconfirmed":
        yield from event.claims
        return
    behind = [name for name in event.claims if sizes.get(name, (0.0, None))[1] == best]
    if max((sizes[name][0] for name in behind), default=0.0) < UNSURE:
        yield from event.claims


def _orphan(one: Orphan) -> Question:
    value = one.anchor.value or 0
    about = f"{one.judgement.author} judged {value:,} here ({one.judgement.verb.replace('_', ' ')}), but {one.why}"
    return Question("orphan", abs(value), about, None, (), one)


def _contradiction(
    event: Event, clash: Contradiction, claims: dict[str, Claim], decided: set[str]
) -> Iterator[Question]:
    told = _one_each(claims[name] for name in clash.claims if name in claims)
    values = [value for claim in told if (value := figure_of(claim)) is not None]
    if clash.explained or len(told) < 2 or decided & set(clash.claims):
        return
    spread = max(values) - min(values) if values else 0
    yield Question("contradiction", spread, clash.about, event, told)


def _unconfirmed(event: Event, told: list[Claim]) -> Iterator[Question]:
    if event.status == "unconfirmed" and event.estimate.best is not None and told:
        yield Question("unconfirmed", event.estimate.best, "No report confirms this figure", event, _one_each(told)[:1])


def _unsure(event: Event, told: list[Claim]) -> Iterator[Question]:
    best = event.estimate.best
    behind = [claim for claim in told if best is not None and figure_of(claim) == best]
    if best is None or not behind or event.status == "unconfirmed":
        return
    surest = max(behind, key=lambda claim: (claim.confidence, claim.id))
    if surest.confidence < UNSURE:
        about = f"The figure rests on words that may say something else ({surest.confidence:.0%} sure)"
        yield Question("unsure", best * (1 - surest.confidence), about, event, (surest,))


def _one_each(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """One claim for each figure, in order."""
    found: dict[object, Claim] = {}
    for claim in claims:
        found.setdefault((figure_of(claim), claim.kind), claim)
    return tuple(found.values())[:CLAIMS_SHOWN]


def decision(record: "Record", question: Question, answer: str, by: str, why: str = "on review") -> Judgement | None:
    """The judgement that an answer means: `a` it is right, `r` it is wrong, a number for the claim to use, `b` both of
    different things, `u` take the waiting judgement back; None for skipping."""
    if question.orphan:
        undone = question.orphan.judgement.id
        return Judgement("", "undo", by, "", why, undoes=undone) if answer == "u" else None
    anchors = []
    for claim in question.claims:
        read = record.reading_of(claim.id)
        if read:
            own = next(one for one in read[1] if one.id == claim.id)
            anchors.append(anchor_of(own, read[0].version))
    if answer.isdecimal() and 0 < int(answer) <= len(anchors):
        return Judgement("", "recommend", by, "", why, (anchors[int(answer) - 1],))
    if answer == "b" and len(anchors) > 1:
        return Judgement("", "different_events", by, "", why, (anchors[0],), tuple(anchors[1:]))
    if answer in ("a", "r") and anchors:
        return Judgement("", "accept" if answer == "a" else "reject", by, "", why, tuple(anchors[:1]))
    return None
