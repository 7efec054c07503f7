"""Finds capitalised sequences in a text and cuts them into names, demonyms and the words around them."""

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from panj.places.gazetteer import Reading, SqliteGazetteer
from panj.places.names import key
from panj.places.schema import ABBREVIATION
from panj.places.words import words

MAX_WORDS = 6
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
    own = "".join(rf"{re.escape(name)}(?!\w)|" for name in sorted(lists.several_words, key=len, reverse=True))
    word = (
        rf"(?:{own}(?:[{upper}]\.){{2,5}}(?:[{upper}]\b)?"
        rf"|(?:{short})\.(?=\ [{upper}])"
        rf"|(?:(?:{prefix})[-'’])?[ʻ‘'’]?[{upper}]\w{{0,40}}(?:['’ʻ](?!s\b)\w{{1,30}}|[-–]\w{{1,30}}){{0,6}})"
    )
    join = "|".join(sorted(lists.joiner, key=len, reverse=True))
    owned = rf"{word}(?:['’]s\b)?"
    elided = "|".join(lists.elided)
    short_join = f"|(?:{elided})" if elided else ""
    link = rf"[ \u00a0]{{1,2}}(?:(?:{join})[ \u00a0]{short_join}){{0,2}}"
    clear = r"(?<![\w@$-])(?<!\b[A-Z]/)"
    sequence = rf"{clear}{owned}(?:{link}{owned}){{0,{MAX_TOKENS}}}(?![$€£]|/\d)"
    if lists.small_demonyms:
        small = "|".join(sorted(map(re.escape, lists.small_demonyms), key=len, reverse=True))
        sequence = rf"{sequence}|(?<![\w-])(?:{small})(?![\w-])"
    return re.compile(sequence), re.compile(rf"{word}|['’]s\b|\w+")


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
        self._joiners = frozenset(part for join in self._words.joiner for part in join.split()) | OWNER
        self._known: dict[str, tuple[Segment, ...]] = {}

    def sequences(self, text: str) -> Iterator[tuple[int, tuple[Segment, ...]]]:
        """The sequences of the text that hold more than ordinary words, each with its offset."""
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
        if any(segment.kind in USEFUL for segment in segments):
            return segments
        return ()

    def _cut(self, written: str) -> tuple[Segment, ...]:
        tokens = [(match.start(), match.end()) for match in self._word.finditer(written)]
        out: list[Segment] = []
        at = 0
        while at < len(tokens):
            segment = self._longest(written, tokens, at)
            if segment.kind == "unknown" and HYPHEN.search(segment.text):
                out += self._hyphenated(segment)
            else:
                out.append(segment)
            at += segment.size
        return tuple(out)

    def _longest(self, written: str, tokens: list[tuple[int, int]], at: int) -> Segment:
        start = tokens[at][0]
        first = written[start : tokens[at][1]]
        if first in self._joiners:
            return Segment("joiner", start, tokens[at][1], first, first)
        for size in range(min(MAX_WORDS, len(tokens) - at), 1, -1):
            last_start, end = tokens[at + size - 1]
            if written[last_start:end] in self._joiners:
                continue
            closed = at + size == len(tokens) or written[tokens[at + size][0] : tokens[at + size][1]] in self._joiners
            segment = self._several(written[start:end], start, end, size, closed)
            if segment is not None:
                return segment
        return self._one(first, start, tokens[at][1])

    def _several(self, name: str, start: int, end: int, size: int, closed: bool) -> Segment | None:
        folded = key(name)
        lists = self._words
        head = key(name.split(None, 1)[0])
        if head in lists.article and name not in lists.with_article:
            return None
        if folded in lists.no_places:
            return Segment("none", start, end, folded, name, size=size)
        codes = lists.demonyms.get(folded)
        if codes is not None:
            return Segment("demonym" if codes else "none", start, end, folded, name, codes=codes, size=size)
        last = folded.rpartition(" ")[2]
        short = closed and last in lists.kind_after and head not in lists.common
        kind = lists.kinds.get(head)
        readings = self._gazetteer.of_key(folded) if kind == "opener" else self._named(name, folded, short)
        if not readings:
            return None
        weight = readings[0].weight
        ordinary = kind in ("opener", "month", "title") or head in lists.first_names
        office = lists.kinds.get(last) in ("organisation", "authority")
        if weight < STRONG and last not in lists.kind_after and (ordinary or office):
            return None
        return Segment("place", start, end, folded, name, readings, size=size)

    def _named(self, name: str, folded: str, short: bool = False) -> tuple[Reading, ...]:
        """What the name can be: a country or place by its name in this language, else what the gazetteer has."""
        country = self._words.countries.get(folded)
        if country is not None:
            place = self._gazetteer.countries[country].place
            return tuple(r for r in self._gazetteer.named(place.name) if r.candidate.id == place.id)
        return self._gazetteer.named(self._words.exonyms.get(folded, name), short=short)

    def _one(self, name: str, start: int, end: int) -> Segment:
        folded = key(name)
        lists = self._words
        kind = lists.kinds.get(folded)
        capitals = name.isupper()
        if kind is not None and not (capitals and len(folded) < 4):
            return Segment(kind, start, end, folded, name)
        if folded in lists.no_places or name.replace(".", "") in lists.agencies:
            return Segment("none", start, end, folded, name)
        codes = lists.demonyms.get(folded)
        if codes is not None:
            return Segment("demonym" if codes else "none", start, end, folded, name, codes=codes)
        readings = self._named(name, folded) if len(folded) > 1 else ()
        if capitals and len(folded) < 6 and readings and readings[0].kind != ABBREVIATION and readings[0].weight < 1e6:
            return Segment("acronym", start, end, folded, name, readings)
        if folded in lists.first_names and folded not in lists.both:
            return Segment("given", start, end, folded, name, readings)
        return Segment("place" if readings else "unknown", start, end, folded, name, readings)

    def _hyphenated(self, whole: Segment) -> list[Segment]:
        """The parts of "UK-based" and "India-Pakistan", where they are great names; else the word as it is."""
        out: list[Segment] = []
        start = whole.start
        for part in HYPHEN.split(whole.text):
            segment = self._one(part, start, start + len(part)) if part[:1].isupper() else None
            known = segment is not None and (
                segment.kind == "demonym" or (segment.kind == "place" and segment.readings[0].weight >= STRONG)
            )
            if segment is not None and known:
                out.append(segment)
            elif not out:
                return [whole]
            out.append(Segment("joiner", start + len(part), start + len(part), "-", "-"))
            start += len(part) + 1
        return out


HYPHEN = re.compile("[-–]")
OWNER = frozenset({"'s", "’s"})
USEFUL = frozenset({"place", "demonym", "given", "title", "thing", "unknown", "acronym"})
STRONG = 300_000.0
"""The weight (in people, see gazetteer.WEIGHT) from which a name is a place although its words look otherwise."""
