"""What stretch of text belongs to a speaker: clauses, sentences, and quotes that run over several of them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from panj.language import speakers_names as names
from panj.model.annotation import Sentence

Pair = tuple[int, int]
QUOTE = re.compile(r"“[^“”]{1,3000}(?:”|$)|(?<!\w)\"[^\"\n]{1,3000}\"")
"""A quote of at most 3,000 characters; one that is never closed runs to the end of the text."""


@dataclass(slots=True)
class Hit:
    """A speaker and a cue; `post`: the words stand before them; `content`: where words behind them begin."""

    speaker: Pair
    cue: Pair
    post: bool
    content: int
    via: Pair | None
    heading: bool = False
    fixed: Pair | None = None

    @property
    def start(self) -> int:
        return min(self.speaker[0], self.cue[0])

    @property
    def end(self) -> int:
        return max(self.speaker[1], self.cue[1])


@cache
def _contrast(language: str) -> re.Pattern[str]:
    return re.compile(names.words(language).raw["words"]["contrast"], re.I)


def scoped(
    text: str, sentences: Sequence[Sentence], starts: list[int], hits: list[Hit], language: str
) -> Iterator[tuple[Hit, Pair]]:
    """Each hit with its scope, in order of the hits."""
    quotes = [m.span() for m in QUOTE.finditer(text)] if hits and ("“" in text or '"' in text) else []
    quote_starts = [q[0] for q in quotes]
    grouped: dict[int, list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(bisect_right(starts, hit.cue[0]) - 1, []).append(hit)
    for index, group in grouped.items():
        low, high = (sentences[index].start, sentences[index].end) if index >= 0 else (0, len(text))
        for place, hit in enumerate(group):
            before = group[place - 1] if place else None
            after = group[place + 1] if place + 1 < len(group) else None
            scope = hit.fixed or _scope(text, hit, before, after, low, max(high, hit.end), language)
            if hit.heading:
                scope = hit.end, _block_end(text, hit.end)
            yield hit, _with_quotes(text, hit, scope, quotes, quote_starts)


def _scope(text: str, hit: Hit, before: Hit | None, after: Hit | None, low: int, high: int, language: str) -> Pair:
    contrast = _contrast(language)
    start, end = (low, high) if hit.post else (min(hit.content, high), high)
    if after:
        split = [m.start() for m in contrast.finditer(text, hit.end, max(hit.end, after.start))]
        if split:
            end = split[-1] if not after.post else split[0]
        elif not hit.post:
            end = after.start if after.start > start else end
        else:
            end = max(hit.end, after.start)
    if before and hit.post:
        split = [m.start() for m in contrast.finditer(text, before.end, max(before.end, hit.start))]
        if split:
            start = split[-1] if not before.post else split[0]
        elif before.post:
            start = before.end
    return start, max(end, start)


def _block_end(text: str, at: int) -> int:
    """The end of the list or paragraph that begins behind a heading."""
    blank = text.find("\n\n", at + 2)
    return blank if blank >= 0 else len(text)


def _with_quotes(text: str, hit: Hit, scope: Pair, quotes: list[Pair], quote_starts: list[int]) -> Pair:
    """The scope, stretched over the whole of a quote that touches the speaker or that resumes behind their sentence."""
    if not quotes:
        return scope
    start, end = scope
    index = bisect_right(quote_starts, hit.start) - 1
    if index >= 0 and quotes[index][1] <= hit.start and not text[quotes[index][1] : hit.start].strip(" ,"):
        start = min(start, quotes[index][0])
    following = bisect_right(quote_starts, hit.end - 1)
    while following < len(quotes):
        opening, closing = quotes[following]
        if opening > end and text[end:opening].strip(' \n.”"'):
            break
        if opening <= end or start <= hit.start:
            end = max(end, closing)
        following += 1
        if opening > end:
            break
    return start, end
