"""Words that make a statement less than plain fact: hedges, denials, plans, orders, drills, corrections.

The words and the stretch that each governs are data (`data/<language>/cues.toml`).
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from panj.language.wordscan import cased, pattern
from panj.lexicon import table
from panj.model.annotation import Cue, Sentence
from panj.model.text import Span
from panj.model.vocabulary import Status

ScopeRule = Literal["clause", "forward", "backward", "sentence", "previous", "document"]
REACH = 600
"""Characters to either side of a cue in which the bounds of its clause are looked for."""

_LITERAL = re.compile(r"[A-Za-z][\w-]*")


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
    clause: re.Pattern[str]
    not_before: re.Pattern[str]


@cache
def rules(language: str) -> Rules:
    """The compiled rules of one language: phrases by their first word."""
    raw = table(language, "cues")
    by_word: dict[str, list[Phrase]] = {}
    for entry in raw["cue"]:
        for source in entry["phrases"]:
            first = _LITERAL.match(source)
            if first is None:
                continue
            phrase = Phrase(re.compile(rf"{source}(?!\w)", re.I), entry["status"], entry["scope"])
            by_word.setdefault(first.group().lower(), []).append(phrase)
    bounds = raw["boundaries"]
    return Rules(
        scan=re.compile(rf"(?:{pattern(cased(by_word))})(?![\w])"),
        phrases={word: tuple(phrases) for word, phrases in by_word.items()},
        clause=re.compile(bounds["clause"], re.I),
        not_before=re.compile(rf"(?:{bounds['not_noun']})\s*$", re.I),
    )


def find(text: str, sentences: Sequence[Sentence], language: str = "en") -> tuple[Cue, ...]:
    """All cues, in order of their start. Where several govern a stretch, the shortest scope is the nearest."""
    r = rules(language)
    starts = [sentence.start for sentence in sentences]
    found: list[Cue] = []
    end = 0
    for match in r.scan.finditer(text):
        start = match.start()
        if start < end or (start and (text[start - 1].isalnum() or text[start - 1] in "_-")):
            continue
        best = _longest(text, start, r.phrases[match.group().lower()])
        if best is None:
            continue
        phrase, end = best
        if phrase.status == "asserted":
            continue
        index = bisect_right(starts, start) - 1
        low, high = (sentences[index].start, max(end, sentences[index].end)) if index >= 0 else (0, len(text))
        scope = _scope(text, phrase.scope, start, end, low, high, r)
        if phrase.scope == "previous" and index > 0:
            scope = sentences[index - 1].start, end
        found.append(Cue(phrase.status, start, end, Span(*scope)))
    return tuple(found)


def _longest(text: str, start: int, phrases: tuple[Phrase, ...]) -> tuple[Phrase, int] | None:
    best: tuple[Phrase, int] | None = None
    for phrase in phrases:
        match = phrase.match.match(text, start)
        if match and (best is None or match.end() > best[1]):
            best = phrase, match.end()
    return best


def _scope(text: str, rule: ScopeRule, start: int, end: int, low: int, high: int, r: Rules) -> tuple[int, int]:
    if rule in ("sentence", "previous"):
        return low, high
    if rule == "document":
        return 0, end
    left = low
    if rule in ("clause", "backward"):
        for cut in r.clause.finditer(text, max(low, start - REACH), start):
            left = cut.end()
    if rule == "backward":
        return (low if left >= start - 24 else left), end
    cut = r.clause.search(text, end, min(high, end + REACH))
    return (start if rule == "forward" else left), (cut.start() if cut else high)
