"""Words that make a statement less than plain fact: hedges, denials, plans, orders, drills, corrections.

The words and the stretch that each governs are data (`data/<language>/cues.toml`).
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from panj.errors import DataError
from panj.language.wordscan import cased, pattern
from panj.lexicon import table
from panj.model.annotation import Cue, Sentence
from panj.model.text import Span
from panj.model.vocabulary import Status

ScopeRule = Literal["clause", "forward", "backward", "sentence", "previous", "document"]
REACH = 600
"""Characters to either side of a cue in which the bounds of its clause are looked for."""
SHORT = 24
"""Characters of a clause that is too short to be what a backward cue speaks of: ", which could not be verified"."""

_FIRST_WORD = re.compile(r"[^\W\d_][\w-]*")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of the word list: what it makes of the stretch that it governs."""

    match: re.Pattern[str]
    status: Status
    scope: ScopeRule


@dataclass(frozen=True, slots=True)
class Rules:
    scan: re.Pattern[str]
    phrases: dict[str, tuple[Phrase, ...]]
    left: re.Pattern[str]
    right: re.Pattern[str]
    relative: re.Pattern[str]
    denied_right: re.Pattern[str]


@cache
def rules(language: str) -> Rules:
    """The compiled rules of one language: phrases by their first word. Raises DataError for a phrase without one."""
    raw = table(language, "cues")
    by_word: dict[str, list[Phrase]] = {}
    for entry in raw["cue"]:
        flags = re.NOFLAG if entry.get("cased") else re.IGNORECASE
        for source in entry["phrases"]:
            first = _FIRST_WORD.match(source)
            if first is None:
                raise DataError(f"The phrase {source!r} in {language}/cues.toml must begin with a word.")
            word = first.group().lower()
            if source[first.end() : first.end() + 1] == "?":
                word = word[:-1]
            phrase = Phrase(re.compile(rf"(?:{source})(?!\w)", flags), entry["status"], entry["scope"])
            by_word.setdefault(word, []).append(phrase)
    bounds = {name: re.compile(source, re.I) for name, source in raw["boundaries"].items()}
    return Rules(
        re.compile(rf"(?:{pattern(cased(by_word))})"),
        {word: tuple(phrases) for word, phrases in by_word.items()},
        **bounds,
    )


def find(text: str, sentences: Sequence[Sentence], language: str = "en") -> tuple[Cue, ...]:
    """All cues, in order of their start. Where several govern a stretch, the shortest scope is the nearest."""
    r = rules(language)
    starts = [sentence.start for sentence in sentences]
    found: list[Cue] = []
    reached = 0
    for hit in r.scan.finditer(text):
        start = hit.start()
        if start < reached or (start and (text[start - 1].isalnum() or text[start - 1] in "_-")):
            continue
        best = _longest(text, start, r.phrases[hit.group().lower()])
        if best is None:
            continue
        phrase, reached = best
        if phrase.status != "asserted":
            index = bisect_right(starts, start) - 1
            scope = _scope(text, phrase, (start, reached), sentences, index, r)
            found.append(Cue(phrase.status, start, reached, scope))
    return tuple(found)


def at(cues: Sequence[Cue], span: Span) -> Status:
    """The status of a stretch: that of the cue with the shortest scope that covers its end; `asserted` without one."""
    covering = [cue for cue in cues if cue.scope.start < span.end <= cue.scope.end]
    return min(covering, key=lambda cue: cue.scope.end - cue.scope.start).status if covering else "asserted"


def _longest(text: str, start: int, phrases: tuple[Phrase, ...]) -> tuple[Phrase, int] | None:
    best: tuple[Phrase, int] | None = None
    for phrase in phrases:
        match = phrase.match.match(text, start)
        if match and (best is None or match.end() > best[1]):
            best = phrase, match.end()
    return best


def _scope(
    text: str, phrase: Phrase, cue: tuple[int, int], sentences: Sequence[Sentence], index: int, r: Rules
) -> Span:
    start, end = cue
    low, high = (sentences[index].start, sentences[index].end) if index >= 0 else (0, end)
    high = max(high, end)
    match phrase.scope:
        case "sentence":
            return Span(low, high)
        case "document":
            return Span(0, end)
        case "previous":
            return Span(sentences[index - 1].start if index > 0 else low, end)
        case "forward":
            return Span(start, _end(text, end, high, r.denied_right if phrase.status == "denied" else r.right))
        case "backward":
            left = _start(text, low, start, r)[0]
            return Span(low if left > start - SHORT else left, end)
        case "clause":
            left, relative = _start(text, low, start, r)
            comma = text.find(", ", end, high) if relative else -1
            return Span(left, comma if comma >= 0 else _end(text, end, high, r.right))


def _start(text: str, low: int, at_: int, r: Rules) -> tuple[int, bool]:
    """Where the clause before the cue begins, and whether it is a relative clause in commas."""
    left = low
    for cut in r.left.finditer(text, max(low, at_ - REACH), at_):
        left = cut.end()
    inner = None
    for inner in r.relative.finditer(text, left, at_):
        pass
    return (inner.end(), True) if inner and text.find(", ", inner.end(), at_) < 0 else (left, False)


def _end(text: str, at_: int, high: int, bound: re.Pattern[str]) -> int:
    cut = bound.search(text, at_, min(high, at_ + REACH))
    return cut.start() if cut else high
