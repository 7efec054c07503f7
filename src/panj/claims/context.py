"""What a figure takes from around it: its date, its places, its sources and how sure it is."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from panj.claims.figures import Draft
from panj.claims.roles import Located
from panj.model import Annotation, Attribution, Cue, Date, Document, Period, Place, Source, Span
from panj.model.vocabulary import Flow, SourceType, Status

FIRST = ("retracted", "denied", "simulated", "ordered", "planned", "possible", "unconfirmed")
"""Which status wins where several govern the same words, strongest first."""


@dataclass(slots=True)
class Surroundings:
    """What the report has said so far, for the figures that leave it unsaid."""

    place: Located | None = None
    last: Period | None = None
    """The period of the last figure that gave one."""
    published: str | None = None
    roles: dict[int, dict[str, list[Place]]] = field(default_factory=dict)
    """The places of the figures so far, by the identity of their drafts."""
    periods: dict[int, Period | None] = field(default_factory=dict)
    """The periods of the figures so far, by the identity of their drafts."""


def share(drafts: Sequence[Draft], draft: Draft, start: int) -> bool:
    """Whether a place or date at an offset belongs to the draft: it opens the sentence, follows this draft's number
    before the next one's, or follows a list whose members share one verb."""
    at = -1
    for n, other in enumerate(drafts):
        if other.number.start <= start:
            at = n
    mine = drafts.index(draft)
    if at < 0 or at == mine:
        return True
    if at < mine:
        return False
    listed = drafts[mine : at + 1]
    return all(d.chain == draft.chain or d.group == draft.group is not None for d in listed) and any(
        d.trigger is not None and d.trigger.end <= start and d.trigger.start >= draft.number.end for d in listed
    )


REPORTED = 14
"""Characters behind a verb of saying within which a date is that of the saying: "said on Wednesday"."""


def date_for(draft: Draft, drafts: Sequence[Draft], dates: Sequence[Date], said: Sequence[int]) -> Date | None:
    """The date of a figure: one of its own part of the sentence, nearest first; else one that opens the sentence.

    `said` holds the ends of the sentence's verbs of saying; the date behind one is when it was said, and stands back
    behind every other.
    """
    usable = [d for d in dates if d.period is not None and d.type in ("DATE", "TIME", "DURATION")]
    mine = [d for d in usable if share(drafts, draft, d.start)]
    own = [d for d in mine if not any(0 <= d.start - end <= REPORTED for end in said)]
    mine = own or mine
    after = [d for d in mine if d.start >= draft.number.start]
    before = [d for d in mine if d.start < draft.number.start]
    if not mine:
        return None
    dated = [d for d in mine if d.relation in ("since", "as_of", "between", "within")]
    if len(dated) == 1:
        return dated[0]
    if after and before:
        gap_after = after[0].start - draft.number.end
        gap_before = draft.number.start - before[-1].end
        return after[0] if gap_after <= gap_before + 20 else before[-1]
    return after[0] if after else before[-1]


def period_for(
    draft: Draft, date: Date | None, dates: Sequence[Date], flow: Flow, surroundings: Surroundings
) -> Period | None:
    """The days of a figure. A total runs from its start to the day that it is told for, a stock stands on that day; a
    flow without a date of its own goes on with the one told just before."""
    told = surroundings.published
    if date is not None and date.period is not None:
        period = date.period
        if date.relation == "since" and period.start:
            later = [
                d.period.end
                for d in dates
                if d is not date and d.period and d.period.end and d.relation in ("on", "as_of", "by", "until")
            ]
            ends = [end for end in (*later, told) if end and end >= period.start]
            return Period(period.start, ends[0] if ends else None, period.precision, period.text)
        return period
    if flow == "stock" and told:
        return Period(told, told, "day", None)
    if draft.part_of is not None and id(draft.part_of) in surroundings.periods:
        return surroundings.periods[id(draft.part_of)]
    if flow == "cumulative" and surroundings.last is None and told:
        return Period(None, told, "day", None)
    return surroundings.last


def in_span(items: Sequence[Date], start: int, end: int) -> Sequence[Date]:
    """The dates that start within [start, end); `items` are in order."""
    starts = [item.start for item in items]
    return items[bisect_left(starts, start) : bisect_left(starts, end)]


def status_of(span: Span, cues: Sequence[Cue]) -> Status:
    """How sure the report is of the words of a span."""
    found = {cue.status for cue in cues if cue.scope.start <= span.start and span.end <= cue.scope.end}
    return next((status for status in FIRST if status in found), "asserted")


def sources_of(span: Span, annotation: Annotation, document: Document) -> tuple[Source, ...]:
    """The chain behind a figure: the nearest speaker, whom they spoke through, the agency, the publisher."""
    chain: list[Source] = []
    spoken = _nearest(span, annotation.attributions)
    if spoken:
        chain.append(Source(spoken.name, "speaker", spoken.type))
        if spoken.via:
            chain.append(Source(spoken.via, "cited", spoken.via_type or "media"))
    media: SourceType = "media"
    if document.agency and all(document.agency != source.name for source in chain):
        chain.append(Source(document.agency, "agency", media))
    if document.publisher and all(document.publisher != source.name for source in chain):
        chain.append(Source(document.publisher, "publisher", media))
    return tuple(chain)


def _nearest(span: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    best: Attribution | None = None
    for attribution in attributions:
        scope = attribution.scope
        if (
            scope.start <= span.start
            and span.end <= scope.end
            and (best is None or scope.end - scope.start <= best.scope.end - best.scope.start)
        ):
            best = attribution
    return best
