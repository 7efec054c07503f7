"""What a figure takes from around it: its sources and how sure the report is of it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar

from panj.model import Annotation, Attribution, Cue, Document, Source, Span
from panj.model.vocabulary import SourceType, Status

FIRST: tuple[Status, ...] = ("retracted", "denied", "simulated", "ordered", "planned", "possible", "unconfirmed")
"""Which status wins where several govern the same words, strongest first."""


class Scoped(Protocol):
    """Something that governs a stretch of text."""

    @property
    def scope(self) -> Span: ...


T = TypeVar("T", bound=Scoped)


class Scopes(Generic[T]):
    """Finds what governs a span without looking at the whole document."""

    def __init__(self, items: Sequence[T]) -> None:
        self.items = sorted(items, key=lambda item: item.scope)
        self.starts = [item.scope.start for item in self.items]
        self.reach: list[int] = []
        """The farthest end of the scopes up to each."""
        for item in self.items:
            self.reach.append(max(item.scope.end, self.reach[-1] if self.reach else 0))

    def over(self, span: Span) -> Iterator[T]:
        """The items whose scope holds the span, latest start first."""
        at = bisect_right(self.starts, span.start) - 1
        while at >= 0 and self.reach[at] >= span.end:
            if self.items[at].scope.end >= span.end:
                yield self.items[at]
            at -= 1


class Said:
    """Who says what in one document, and how sure it is."""

    def __init__(self, annotation: Annotation, document: Document) -> None:
        self.document = document
        self.cues: Scopes[Cue] = Scopes(annotation.cues)
        self.attributions: Scopes[Attribution] = Scopes(annotation.attributions)

    def status_of(self, span: Span) -> Status:
        """How sure the report is of the words of a span."""
        return status_of(span, self.cues.over(span))

    def sources_of(self, span: Span) -> tuple[Source, ...]:
        """The chain behind a figure: the nearest speaker, whom they spoke through, the agency, the publisher."""
        chain: list[Source] = []
        document = self.document
        spoken = min(self.attributions.over(span), key=_reach, default=None)
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


def _reach(attribution: Attribution) -> tuple[int, int]:
    """Shortest first, and of two alike the later."""
    return attribution.scope.end - attribution.scope.start, -attribution.cue.start


def status_of(span: Span, cues: Iterable[Cue]) -> Status:
    """How sure a report is of the words of a span, by the cues that govern it."""
    found = {cue.status for cue in cues if cue.scope.start <= span.start and span.end <= cue.scope.end}
    return next((status for status in FIRST if status in found), "asserted")
