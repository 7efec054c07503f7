"""A sentence as words with offsets: what patterns and rules of the reader walk over."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Protocol, TypeVar

PLAIN = r"\d[\d.,]*\d|\d|[^\W\d_]+(?:-[^\W\d_]+){0,6}|['’][^\W\d_]{1,3}(?!\w)|\S"
TOKEN = re.compile(PLAIN)
LETTERS = re.compile(r"[^\W\d_]+")
GROWS = "İ"
"""The one letter whose small form is longer than itself."""
MAX_WORDS = 300
"""A sentence is read no further than this; the longest of 3,000 in the gold has 141 words."""


class Placed(Protocol):
    """What stands at a stretch of the text."""

    @property
    def start(self) -> int: ...


P = TypeVar("P", bound=Placed)


class Vocabulary:
    """The words of a whole text, for lists of which few words or none stand in it."""

    def __init__(self, text: str) -> None:
        self.low = text.replace(GROWS, "I").lower()
        """The text in small letters, every offset kept."""
        self.words = frozenset(LETTERS.findall(self.low))

    def starts(self, wanted: Set[str]) -> list[tuple[int, str]]:
        """Where words of a list (in small letters) stand, in order, each with its word."""
        low = self.low
        found: list[tuple[int, str]] = []
        for word in self.words & wanted:
            size, at = len(word), low.find(word)
            while at >= 0:
                if not low[at - 1 : at].isalpha() and not low[at + size : at + size + 1].isalpha():
                    found.append((at, word))
                at = low.find(word, at + size)
        return sorted(found)


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
    for match in pattern.finditer(text, start, end):
        word = match[0]
        raw.append(word)
        low.append(word.lower().replace("’", "'") if len(word) > 1 and word[-1] == "’" else word.lower())
        starts.append(match.start())
        ends.append(match.end())
        if len(raw) >= MAX_WORDS:
            break
    return Words(low, raw, starts, ends)
