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
from panj.language.wordscan import BEFORE_WORD, cased, last_match
from panj.lexicon import table
from panj.lexicon.scanning import pattern, small
from panj.lexicon.vocabulary import heads, vocabulary
from panj.model.annotation import Cue, Sentence
from panj.model.text import Span
from panj.model.vocabulary import Status

ScopeRule = Literal["clause", "forward", "backward", "sentence", "previous", "document"]
REACH = 400
"""Characters to either side of a cue in which the bounds of its clause are looked for."""
DENSE = 12
"""Cues within REACH behind which further ones are left out: no report hedges so often, and each costs a look around."""
SHORT = 24
"""Characters of a clause that is too short to be what a backward cue speaks of: ", which could not be verified"."""

STOPS = (".", "!", "?", ".”", '."', "…")
"""How a sentence of a report ends, and a headline does not."""

_LITERAL = re.compile(r"[^\W\d_][\w-]*(?: [\w-]+)*(?![\w?*])")
_OPTIONAL = re.compile(r"([^\W\d_][\w-]*)(\w)\?")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of the word list: what it makes of the stretch that it governs."""

    source: str
    cased: bool
    status: Status
    scope: ScopeRule

    def match(self, text: str, start: int) -> re.Match[str] | None:
        """The phrase where it stands at an offset."""
        return _compiled(self.source, self.cased).match(text, start)


@cache
def _any_of(sources: str) -> re.Pattern[str]:
    """Phrases in text in small letters."""
    return small(rf"(?:{sources})(?!\w)")


@cache
def _compiled(source: str, cased: bool) -> re.Pattern[str]:
    """An expression of the word list; of the thousand few are met in a report, and only these are compiled."""
    return re.compile(rf"(?:{source})(?!\w)", re.NOFLAG if cased else re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    scan: re.Pattern[str]
    """The literal words that a phrase begins with."""
    by_word: dict[str, str]
    """For each first word of phrases all of them as one expression, which tells most places that none stands there."""
    phrases: dict[str, tuple[Phrase, ...]]
    """The phrases that begin with the same literal words, or with the first of these."""
    left: re.Pattern[str]
    right: re.Pattern[str]
    relative: re.Pattern[str]
    denied_right: re.Pattern[str]


@cache
def rules(language: str) -> Rules:
    """The compiled rules: phrases by the words they begin with. Raises DataError for one that begins with none."""
    raw = table(language, "cues")
    own: dict[str, list[Phrase]] = {}
    for entry in raw["cue"]:
        for source in (variant for given in entry["phrases"] for variant in _variants(given)):
            literal = _LITERAL.match(source)
            if literal is None:
                raise DataError(f"The phrase {source!r} in {language}/cues.toml must begin with a word.")
            phrase = Phrase(source, bool(entry.get("cased")), entry["status"], entry["scope"])
            own.setdefault(literal.group().lower(), []).append(phrase)
    by_word: dict[str, list[str]] = {}
    for key, phrases in own.items():
        for word in heads([key]):
            by_word.setdefault(word, []).extend(phrase.source for phrase in phrases)
    bounds = {name: re.compile(source, re.I) for name, source in raw["boundaries"].items()}
    return Rules(
        re.compile(rf"{BEFORE_WORD}(?=({pattern(cased(own))})(?!\w))"),
        {word: "|".join(sources) for word, sources in by_word.items()},
        {key: tuple(p for short in _prefixes(key) for p in own.get(short, ())) for key in own},
        **bounds,
    )


def _variants(source: str) -> tuple[str, ...]:
    """A phrase whose first word ends in an optional letter ("plans? to") as two phrases."""
    optional = _OPTIONAL.match(source)
    if optional is None:
        return (source,)
    rest = source[optional.end() :]
    return optional.group(1) + rest, optional.group(1) + optional.group(2) + rest


def _prefixes(key: str) -> list[str]:
    """The beginnings of a phrase in whole words, the shortest first, itself last."""
    tokens = key.split(" ")
    return [" ".join(tokens[: length + 1]) for length in range(len(tokens))]


def find(text: str, sentences: Sequence[Sentence], language: str = "en") -> tuple[Cue, ...]:
    """All cues, in order of their start. Where several govern a stretch, the shortest scope is the nearest."""
    r = rules(language)
    starts = [sentence.start for sentence in sentences]
    found: list[Cue] = []
    reached = 0
    known = vocabulary(text)
    for start, word in known.starts(r.by_word.keys()):
        if start < reached or (len(found) >= DENSE and start - found[-DENSE].start < REACH):
            continue
        hit = r.scan.match(text, start) if _any_of(r.by_word[word]).match(known.low, start) else None
        if hit is None:
            continue
        key = hit.group(1).lower()
        best = _longest(text, start, r.phrases.get(key) or r.phrases[" ".join(key.split())])
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
        match = phrase.match(text, start)
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
            return Span(min(_body(text, sentences), low), end)
        case "previous":
            return Span(sentences[index - 1].start if index > 0 else low, end)
        case "forward":
            return Span(start, _end(text, end, high, r.denied_right if phrase.status == "denied" else r.right))
        case "backward":
            left = _start(text, low, start, r)[0]
            return Span(low if left > start - SHORT else left, end)
        case "clause":
            left, relative = _start(text, low, start, r)
            comma = text.find(", ", end, min(high, end + REACH)) if relative else -1
            return Span(left, comma if comma >= 0 else _end(text, end, high, r.right))


def _body(text: str, sentences: Sequence[Sentence]) -> int:
    """Where the report begins behind its headline: its first sentence that ends in a full stop."""
    return next((s.start for s in sentences if text[s.start : s.end].rstrip().endswith(STOPS)), 0)


def _start(text: str, low: int, at_: int, r: Rules) -> tuple[int, bool]:
    """Where the clause before the cue begins, and whether it is a relative clause in commas."""
    cut = last_match(r.left, text, max(low, at_ - REACH), at_)
    left = cut.end() if cut else max(low, at_ - REACH)
    inner = last_match(r.relative, text, left, at_)
    return (inner.end(), True) if inner and text.find(", ", inner.end(), at_) < 0 else (left, False)


def _end(text: str, at_: int, high: int, bound: re.Pattern[str]) -> int:
    cut = bound.search(text, at_, min(high, at_ + REACH))
    return cut.start() if cut else min(high, at_ + REACH)
