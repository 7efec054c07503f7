"""A sentence as words with offsets: what patterns and rules of the reader walk over."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol, TypeVar

from panj.model import Sentence

PLAIN = r"[a-zA-Z]++(?![\w-])|\d[\d.,]*\d|\d|[^\W\d_]+(?:-[^\W\d_]+){0,6}|['’][^\W\d_]{1,3}(?!\w)|\S"
TOKEN = re.compile(PLAIN)
MAX_WORDS = 300
"""A sentence is read no further than this; the longest of 3,000 in the gold has 141 words."""


class Placed(Protocol):
    """What stands at a stretch of the text."""

    @property
    def start(self) -> int: ...


P = TypeVar("P", bound=Placed)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one sentence: lower-case text, text as written, and [start, end) offsets into the document."""

    low: list[str]
    raw: list[str]
    start: list[int]
    end: list[int]

    def __len__(self) -> int:
        return len(self.low)

    def at(self, offset: int) -> int:
        """The index of the word that holds the offset, or of the next one."""
        return bisect_right(self.end, offset)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Indices [first, last) of the words that touch [start, end)."""
        return self.at(start), bisect_left(self.start, end)


def token(elided: Iterable[str]) -> re.Pattern[str]:
    """The pattern of a word where some words lose their end before a vowel: "l'eau", "d'Alep" are two words each."""
    short = "|".join(sorted(map(re.escape, elided), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?i:{short})['’](?=\w)|{PLAIN}") if short else TOKEN


class Tokens:
    """The words of a text's sentences, each cut once for all that read it."""

    def __init__(self, text: str, pattern: re.Pattern[str] = TOKEN) -> None:
        self._text = text
        self._pattern = pattern
        self._known: dict[int, Words] = {}

    def of(self, sentence: Sentence) -> Words:
        """The words of a sentence."""
        found = self._known.get(sentence.start)
        if found is None:
            found = self._known[sentence.start] = words_of(self._text, sentence.start, sentence.end, self._pattern)
        return found


def within(items: Sequence[P], words: Words) -> Sequence[P]:
    """The items that begin before the end of the words, which is not always that of their sentence."""
    last = words.end[-1]
    return items if not items or items[-1].start < last else [item for item in items if item.start < last]


def words_of(text: str, start: int, end: int, pattern: re.Pattern[str] = TOKEN) -> Words:
    """The words of text[start:end]; an elided one ends with a straight apostrophe in its lower-case form."""
    low: list[str] = []
    raw: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in islice(pattern.finditer(text, start, end), MAX_WORDS):
        word = match[0]
        raw.append(word)
        low.append(word.lower().replace("’", "'") if word[-1] == "’" and len(word) > 1 else word.lower())
        starts.append(match.start())
        ends.append(match.end())
    return Words(low, raw, starts, ends)
