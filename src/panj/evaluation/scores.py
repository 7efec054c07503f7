"""What a scoring gives: figures to compare, outcomes to break down, and faults with their text for a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from panj.model import Claim

By = Literal["kind", "rule", "source"]
Fact = Mapping[str, Any]
AROUND = 70
"""Characters of text that a fault shows on either side of its words."""
MISSED = "(missed)"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A number that the reader saw and made no claim of, with its reason; `score` is in points of its best link."""

    start: int
    end: int
    why: str
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """A fact with the claim that was matched to it, a fact without one, or a claim without a fact.

    `kind` is the gold's where there is a fact, else the claim's. `checks` holds what was asked beside the number, and
    whether the claim has it right.
    """

    document: str
    kind: str
    fact: Fact | None
    claim: Claim | None
    checks: Mapping[str, bool] = field(default_factory=dict)

    @property
    def right(self) -> bool:
        """Whether the claim stands for a fact and names its kind rightly."""
        return self.fact is not None and self.claim is not None and self.checks.get("kind", True)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that went wrong: where, what was wanted and what was read, and the rule or refusal behind it."""

    document: str
    what: str
    wanted: str
    got: str
    why: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Scores:
    """`summary` in the form of the shared scorer, `figures` flat and in [0, 1], where more is better."""

    what: str
    summary: Mapping[str, Any]
    figures: Mapping[str, float]
    outcomes: Sequence[Outcome] = ()
    faults: Sequence[Fault] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a breakdown, in numbers of facts and claims; `right` are found with the right kind."""

    name: str
    gold: int
    claimed: int
    found: int
    right: int

    @property
    def f1(self) -> float:
        return f1(self.found, self.claimed, self.gold)


def f1(right: int, claimed: int, gold: int) -> float:
    """The harmonic mean of precision and recall; 0 where nothing is right."""
    return 2 * right / (claimed + gold) if claimed + gold else 0.0


def prf(right: int, claimed: int, gold: int) -> dict[str, float]:
    """Precision, recall and F1 to three places."""
    p = right / claimed if claimed else 0.0
    r = right / gold if gold else 0.0
    return {"p": round(p, 3), "r": round(r, 3), "f1": round(2 * p * r / (p + r), 3) if p + r else 0.0}


def share(right: float, of: float) -> float:
    return round(right / of, 3) if of else 0.0


def fault(text: str, start: int, end: int, document: str, what: str, wanted: str, got: str, why: str) -> Fault:
    """A fault with the text around [start, end) of its document, from one whole word to another."""
    before = text[max(0, start - AROUND) : start]
    after = text[end : end + AROUND]
    if start > AROUND and " " in before:
        before = "…" + before.split(" ", 1)[1]
    if end + AROUND < len(text) and " " in after:
        after = after.rsplit(" ", 1)[0] + " …"
    return Fault(document, what, wanted, got, why, before, text[start:end], after)


def breakdown(outcomes: Iterable[Outcome], by: By, sources: Mapping[str, str]) -> list[Row]:
    """The outcomes by kind, by the rule that fired, or by where the text is from; most facts and claims first.

    `sources` maps a document to where it is from. By rule, missed facts stand together under one name.
    """
    counts: dict[str, list[int]] = {}
    for outcome in outcomes:
        tally = counts.setdefault(_name(outcome, by, sources), [0, 0, 0, 0])
        tally[0] += outcome.fact is not None
        tally[1] += outcome.claim is not None
        tally[2] += outcome.fact is not None and outcome.claim is not None
        tally[3] += outcome.right
    rows = [Row(name, *tally) for name, tally in counts.items()]
    return sorted(rows, key=lambda row: (-row.gold - row.claimed, row.name))


def _name(outcome: Outcome, by: By, sources: Mapping[str, str]) -> str:
    if by == "kind":
        return outcome.kind
    if by == "source":
        return sources.get(outcome.document, outcome.document)
    return outcome.claim.rule.split(":", 1)[0] if outcome.claim else MISSED
