"""What a person decides: a record of its own, anchored to the text and never to a claim's id."""

from dataclasses import dataclass
from typing import Any, Final, Literal

from panj.model.claim import Claim
from panj.model.text import Span

Verb = Literal[
    "accept", "reject", "correct", "same_event", "different_events", "recommend", "document", "same_source", "undo"
]
CLAIM_FIELDS: Final = (
    "value", "low", "high", "qualifier", "unit", "kind", "status", "period", "origin", "destination", "place",
)  # fmt: skip
"""Fields of a claim that a person can correct."""
DOCUMENT_FIELDS: Final = ("published", "publisher")
"""Fields of a document that a person can set right."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a text and the figure that stands there.

    `version` is the identity of the text (`Document.version`), `start` and `end` its code points, `value` the figure
    that was judged: the number, or its lower or upper bound where no number is stated.
    """

    document_id: str
    version: str
    start: int
    end: int
    kind: str
    value: float | int | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision, with who took it, when (UTC, ISO 8601) and why.

    `accept`, `reject` and `correct` (of `field`, to `value`) judge the claim at the one anchor; `same_event` and
    `different_events` hold between the claims of `anchors` and those of `against`; `recommend` gives the figure of the
    event that holds the anchor (that claim's, or `value`); `document` sets `field` of `document_id` to `value`;
    `same_source` says that all `names` are one source, the first its name; `undo` takes `undoes` back.
    """

    id: str
    verb: Verb
    author: str
    at: str
    reason: str = ""
    anchors: tuple[Anchor, ...] = ()
    against: tuple[Anchor, ...] = ()
    field: str | None = None
    value: Any = None
    document_id: str | None = None
    names: tuple[str, ...] = ()
    undoes: str | None = None

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents that it judges, each once."""
        found = [anchor.document_id for anchor in (*self.anchors, *self.against)]
        return tuple(dict.fromkeys([*found, self.document_id] if self.document_id else found))


def figure_of(claim: Claim) -> float | int | None:
    """The figure that an anchor keeps: the number stated, else its lower, else its upper bound."""
    measure = claim.measure
    if measure is None:
        return None
    return next((v for v in (measure.value, measure.low, measure.high) if v is not None), None)


def anchor_of(claim: Claim, version: str) -> Anchor:
    """The anchor of a claim that was read from the text `version`."""
    first = claim.evidence[0]
    return Anchor(claim.document_id, version, first.start, first.end, claim.kind, figure_of(claim))


def standing(judgements: tuple[Judgement, ...]) -> tuple[Judgement, ...]:
    """Those that no later judgement took back, in the order given, without the undoing itself."""
    undone: set[str] = set()
    for one in reversed(judgements):
        if one.verb == "undo" and one.id not in undone and one.undoes:
            undone.add(one.undoes)
    return tuple(one for one in judgements if one.verb != "undo" and one.id not in undone)
