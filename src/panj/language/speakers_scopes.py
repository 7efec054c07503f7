"""What stretch of text belongs to a speaker: clauses, sentences, and quotes that run over several of them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from panj.language.speakers_phrases import Pair
from panj.language.speakers_words import words
from panj.model.annotation import Sentence

QUOTE = re.compile(r"“[^“”]{1,3000}(?:”|$)|\"(?<!\w\")[^\"\n]{1,3000}\"")
"""A quote of at most 3,000 characters; one that is never closed runs to the end of the text."""


WINDOW = 700
"""Characters to either side of a speaker in which the bounds of what they say are looked for."""


MAX_QUOTES = 12
"""Quotes in a row that one speaker may hold."""


def bounds(sentences: Sequence[Sentence], starts: list[int], offset: int, length: int) -> Pair:
    """The sentence that holds the offset; the gap between two belongs to the first."""
    index = bisect_right(starts, offset) - 1
    following = starts[index + 1] if index + 1 < len(starts) else length
    if index < 0:
        return 0, following
    end = sentences[index].end
    return sentences[index].start, end if end > offset else following


@dataclass(slots=True)
class Hit:
    """A speaker and a cue; `post`: the words stand before them; `content`: where words behind them begin."""

    speaker: Pair
    cue: Pair
    post: bool
    content: int
    via: Pair | None
    heading: bool = False
    local: bool = False
    opens: int | None = None
    fixed: Pair | None = None

    @property
    def start(self) -> int:
        return min(self.speaker[0], self.cue[0]) if self.opens is None else self.opens

    @property
    def end(self) -> int:
        return max(self.speaker[1], self.cue[1])


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where a clause with a speaker of its own begins, and where the report's own voice resumes."""

    contrast: re.Pattern[str]
    resume: re.Pattern[str]
    resume_pre: re.Pattern[str]
    bullet: re.Pattern[str]
    list_item: re.Pattern[str]


@cache
def _cuts(language: str) -> Cuts:
    raw = words(language).raw
    w = raw["words"]
    return Cuts(
        re.compile(w["contrast"], re.I),
        re.compile(w["resume"], re.I),
        re.compile(w["resume_pre"], re.I),
        re.compile(rf"\s*(?:{raw['headers']['bullets']})\s"),
        re.compile(rf"\s*\n\s*(?:{raw['headers']['bullets']})\s"),
    )


def scoped(
    text: str, sentences: Sequence[Sentence], starts: list[int], hits: list[Hit], language: str
) -> Iterator[tuple[Hit, Pair]]:
    """Each hit with its scope, in order of the hits."""
    quotes = [m.span() for m in QUOTE.finditer(text)] if hits and ("“" in text or '"' in text) else []
    quote_starts = [q[0] for q in quotes]
    grouped: dict[int, list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(bisect_right(starts, hit.cue[0]) - 1, []).append(hit)
    cuts = _cuts(language)
    for group in grouped.values():
        first, last = bounds(sentences, starts, group[0].cue[0], len(text))
        for place, hit in enumerate(group):
            low, high = max(first, hit.start - WINDOW), max(min(last, hit.end + WINDOW), hit.end)
            before = group[place - 1] if place else None
            after = group[place + 1] if place + 1 < len(group) else None
            scope = hit.fixed or _scope(text, hit, before, after, low, high, cuts)
            if _heads_list(text, hit, high, cuts):
                scope = scope[0], block_end(text, high)
            if hit.heading:
                scope = hit.end, block_end(text, hit.end)
            if quotes:
                scope = _with_quotes(text, hit, scope, quotes, quote_starts, high)
            yield hit, scope


def _scope(text: str, hit: Hit, before: Hit | None, after: Hit | None, low: int, high: int, cuts: Cuts) -> Pair:
    """The clause or sentence that is the speaker's, without what belongs to the speakers before and behind."""
    if hit.post:
        start = _post_start(text, hit, before, low, cuts)
        resumed = None if hit.local and hit.start - low < 12 else cuts.resume.search(text, hit.end, high)
    else:
        start = min(hit.cue[0], high)
        resumed = cuts.resume_pre.search(text, min(hit.content, high), high)
    end = resumed.start() if resumed else high
    if after and after.start >= hit.end:
        split = [m.start() for m in cuts.contrast.finditer(text, hit.end, after.start)]
        limit = after.start if not split else split[0] if after.post else split[-1]
        end = min(end, max(limit, hit.end))
    return start, max(end, start)


_LOCAL = re.compile(r"[,;:]\s|\(")


def _post_start(text: str, hit: Hit, before: Hit | None, low: int, cuts: Cuts) -> int:
    """Where the words that stand before their speaker begin."""
    start = max((m.end() for m in re.finditer(r"[;(]", text[low : hit.start])), default=0) + low
    if text.find(")", start, hit.start) >= 0:
        start = low
    if hit.local:
        start = max((m.end() for m in _LOCAL.finditer(text, low, max(low, hit.start - 1))), default=low)
    if before:
        split = [m.start() for m in cuts.contrast.finditer(text, before.end, max(before.end, hit.start))]
        if split:
            start = max(start, split[-1] if not before.post else split[0])
        elif before.post:
            start = max(start, before.end)
    return start


def _heads_list(text: str, hit: Hit, high: int, cuts: Cuts) -> bool:
    """Whether the speaker stands in a line of its own over a list that has none."""
    line = text.rfind("\n", 0, hit.start) + 1
    return bool(cuts.list_item.match(text, high)) and not cuts.bullet.match(text, line)


def block_end(text: str, at: int) -> int:
    """The end of the list or paragraph that begins behind a heading."""
    blank = text.find("\n\n", at + 2)
    return blank if blank >= 0 else len(text)


def _with_quotes(text: str, hit: Hit, scope: Pair, quotes: list[Pair], quote_starts: list[int], high: int) -> Pair:
    """The scope, stretched over the whole of a quote that touches the speaker or that resumes behind their sentence."""
    start, end = scope
    touched = False
    index = bisect_right(quote_starts, hit.start) - 1
    if index >= 0:
        opening, closing = quotes[index]
        gap = text[closing : hit.start]
        if closing <= hit.start and not gap.strip(" ,") and (text[closing - 2] != "." or hit.cue[0] < hit.speaker[0]):
            start, touched = min(start, opening), True
    reached = max(end, high)
    first = bisect_right(quote_starts, hit.end - 1)
    for index in range(first, min(len(quotes), first + MAX_QUOTES)):
        opening, closing = quotes[index]
        inside = opening < end or (touched and opening < high)
        if not inside and (not touched or text[reached:opening].strip()):
            break
        end, touched = max(end, closing), True
        reached = max(reached, end)
    return start, end
