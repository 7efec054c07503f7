"""Finds capitalised sequences in a text and cuts them into names, demonyms and the words around them."""

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from panj.places.gazetteer import Reading, SqliteGazetteer
from panj.places.names import key
from panj.places.words import words

MAX_WORDS = 7
"""Words of the longest name that is looked up."""
MAX_TOKENS = 40
"""Words of a capitalised sequence that are looked at together; a longer one is cut."""
CACHE_SEQUENCES = 30_000
"""Sequences whose cut is remembered; all are forgotten when there are more."""


def _upper_class() -> str:
    """The capital letters of the scripts that are written with Latin letters, as the inside of a character class."""
    points = [*range(0x41, 0x250), *range(0x1E00, 0x1F00)]
    letters = [chr(point) for point in points if unicodedata.category(chr(point)) == "Lu"]
    return "A-Z" + "".join(letter for letter in letters if not letter.isascii())


@cache
def patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The pattern of a sequence and that of its words. Both are linear: every repetition is bounded or possessive by
    the character that must follow."""
    lists = words(language)
    upper = _upper_class()
    prefix = "|".join(lists.prefix)
    short = "|".join(lists.abbreviation)
    word = (
        rf"(?:(?:[{upper}]\.){{2,5}}(?:[{upper}]\b)?"
        rf"|(?:{short})\.(?=\ [{upper}])"
        rf"|(?:(?:{prefix})[-'’])?[ʻ‘'’]?[{upper}]\w{{0,40}}(?:['’ʻ](?!s\b)\w{{1,30}}|[-–]\w{{1,30}}){{0,6}})"
    )
    join = "|".join(sorted(lists.joiner, key=len, reverse=True))
    sequence = rf"(?<![\w@#]){word}(?:[ \u00a0](?:(?:{join})[ \u00a0]){{0,2}}{word}){{0,{MAX_TOKENS}}}"
    return re.compile(sequence), re.compile(rf"{word}|\w+")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a sequence, its offsets counted from the sequence's start.

    `kind`: `place` (with its readings), `demonym` (with ISO alpha-3 codes), `none` (a name that is no place), `given`
    (a given name), `joiner`, one of the kinds of `Words.kinds`, or `unknown`. `size`: how many words it holds.
    """

    kind: str
    start: int
    end: int
    folded: str
    text: str
    readings: tuple[Reading, ...] = ()
    codes: tuple[str, ...] = ()
    size: int = 1


class Scanner:
    """Cuts the capitalised sequences of texts of one language; what it has seen it remembers."""

    def __init__(self, gazetteer: SqliteGazetteer, language: str) -> None:
        self._gazetteer = gazetteer
        self._words = words(language)
        self._sequence, self._word = patterns(language)
        self._joiners = frozenset(part for join in self._words.joiner for part in join.split())
        self._known: dict[str, tuple[Segment, ...]] = {}

    def sequences(self, text: str) -> Iterator[tuple[int, tuple[Segment, ...]]]:
        """The sequences of the text that hold a name or a person, each with its offset."""
        known = self._known
        for match in self._sequence.finditer(text):
            written = match.group()
            segments = known.get(written)
            if segments is None:
                if len(known) > CACHE_SEQUENCES:
                    known.clear()
                segments = known[sys.intern(written)] = self._useful(self._cut(written))
            if segments:
                yield match.start(), segments

    @staticmethod
    def _useful(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
        """The segments if there is a place, a demonym or a person among them, else none."""
        if any(segment.kind in ("place", "demonym", "given", "title", "thing") for segment in segments):
            return segments
        return ()

    def _cut(self, written: str) -> tuple[Segment, ...]:
        tokens = [(match.start(), match.end()) for match in self._word.finditer(written)]
        out: list[Segment] = []
        at = 0
        while at < len(tokens):
            segment = self._longest(written, tokens, at)
            out.append(segment)
            at += segment.size
        return tuple(out)

    def _longest(self, written: str, tokens: list[tuple[int, int]], at: int) -> Segment:
        start = tokens[at][0]
        first = written[start : tokens[at][1]]
        if first in self._joiners:
            return Segment("joiner", start, tokens[at][1], first, first)
        for size in range(min(MAX_WORDS, len(tokens) - at), 1, -1):
            end = tokens[at + size - 1][1]
            if written[tokens[at + size - 1][0] : end] in self._joiners:
                continue
            segment = self._several(written[start:end], start, end, size)
            if segment is not None:
                return segment
        return self._one(first, start, tokens[at][1])

    def _several(self, name: str, start: int, end: int, size: int) -> Segment | None:
        folded = key(name)
        lists = self._words
        if folded in lists.no_places:
            return Segment("none", start, end, folded, name, size=size)
        codes = lists.demonyms.get(folded)
        if codes is not None:
            return Segment("demonym" if codes else "none", start, end, folded, name, codes=codes, size=size)
        head, _, rest = folded.partition(" ")
        if lists.kinds.get(head) in ("opener", "month", "title") and not self._gazetteer.of_key(folded):
            return None
        readings = self._gazetteer.readings(name)
        if not readings:
            return None
        last = rest.rpartition(" ")[2]
        if last in lists.organisation and last not in lists.kind_after and readings[0].weight < STRONG:
            return None
        if head in lists.first_names and last not in lists.kind_after and readings[0].weight < STRONG:
            return None
        if lists.kinds.get(head) in ("opener", "month", "title") and readings[0].weight < STRONG:
            return None
        return Segment("place", start, end, folded, name, readings, size=size)

    def _one(self, name: str, start: int, end: int) -> Segment:
        folded = key(name)
        lists = self._words
        kind = lists.kinds.get(folded)
        if kind is not None and not (name.isupper() and len(name) < 4):
            return Segment(kind, start, end, folded, name)
        if folded in lists.no_places or name in lists.agencies:
            return Segment("none", start, end, folded, name)
        codes = lists.demonyms.get(folded)
        if codes is not None:
            return Segment("demonym" if codes else "none", start, end, folded, name, codes=codes)
        readings = self._gazetteer.readings(name) if len(folded) > 1 else ()
        if folded in lists.first_names and folded not in lists.both:
            return Segment("given", start, end, folded, name, readings)
        return Segment("place" if readings else "unknown", start, end, folded, name, readings)


STRONG = 300_000.0
"""The weight (in people, see gazetteer.WEIGHT) from which a name is a place although its words look otherwise."""
