"""A figure on its way from a number to a claim, and what the sentences before it have said."""

from bisect import bisect_left
from dataclasses import dataclass, field

from panj.claims.clauses import Clause
from panj.claims.grammar import Grammar
from panj.claims.groups import Counted
from panj.claims.linking import Link
from panj.lexicon.vocabulary import Vocabulary
from panj.model import Number, Span

WINDOW = 400
"""Characters around a number in which words of a crisis are weighed against those of ordinary days."""
SEVERAL = 4
"""Words of another subject that tell it only together."""


@dataclass(slots=True)
class Draft:
    """A figure that is about to become a claim."""

    sentence: Span
    counted: Counted
    kind: str
    unit: str
    rule: str
    score: float
    trigger: Span | None = None
    part_of: "Draft | None" = None
    remainder_of: "Draft | None" = None
    same_as: "Draft | None" = None
    group: int | None = None
    pattern: str = ""
    chain: int = 0
    abroad: str | None = None
    """The kind where a country follows the words of its pattern, if that is another one."""
    in_disaster: str | None = None
    """The kind where a disaster is the cause, if its pattern names one."""

    @property
    def number(self) -> Number:
        return self.counted.number


@dataclass(slots=True)
class Refused:
    """A number that became no claim, and why: what `panj explain` and the desk show."""

    number: Number
    why: str
    score: float = 0.0


@dataclass(slots=True)
class Trace:
    """One sentence as it was read, for `panj explain`."""

    sentence: Clause
    links: list[list[Link]]
    drafts: list[Draft]


@dataclass(slots=True)
class Context:
    """What the sentences before have said."""

    vocabulary: Vocabulary
    last: Draft | None = None
    heading: str | None = None
    """The sentence before, or before the lines of a table, if it told no figure."""
    drafts: list[Draft] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    chains: int = 0
    traces: list[Trace] | None = None
    """Where the reading is written down, if somebody asked for it."""
    weighed: tuple[list[int], list[int]] | None = None
    """Where the words of ordinary days and those of a crisis stand, once they were looked for."""
    subjects: list[tuple[int, str]] | None = None
    """Where the words stand that tell a displacement from another subject, once they were looked for."""

    def climate(self, number: Number, words: Grammar, own: Span | None) -> tuple[int, int]:
        """How many words of ordinary days and how many of a crisis stand around a number. `own` is the stretch of the
        verb that the number would be linked by: a word is no witness for itself."""
        if self.weighed is None:
            self.weighed = ([], [])
            for start, word in self.vocabulary.starts(words.ordinary | words.crisis):
                self.weighed[0 if word in words.ordinary else 1].append(start)
        start, end = number.start - WINDOW, number.end + WINDOW
        plain, crisis = (bisect_left(hits, end) - bisect_left(hits, start) for hits in self.weighed)
        if own is not None:
            hits = self.weighed[1]
            crisis -= bisect_left(hits, own.end) - bisect_left(hits, own.start)
        return plain, crisis

    def off_topic(self, number: Number, words: Grammar, own: Span | None) -> float:
        """By how much the different words of another subject around a number outweigh those of a displacement; zero
        or less where they do not. A word of another subject that tells it beyond doubt counts twice."""
        if self.vocabulary.words.isdisjoint(words.telling) and len(self.vocabulary.words & words.aside) < SEVERAL:
            return 0.0
        if self.subjects is None:
            self.subjects = self.vocabulary.starts(words.telling | words.aside | words.grave)
        first = bisect_left(self.subjects, (number.start - WINDOW, ""))
        last = bisect_left(self.subjects, (number.end + WINDOW, ""))
        near = {word for at, word in self.subjects[first:last] if own is None or not own.start <= at < own.end}
        telling, aside = len(near & words.telling), len(near & words.aside)
        if telling == 0 and aside < SEVERAL:
            return 0.0
        return 2 * telling + aside - len(near & words.grave)
