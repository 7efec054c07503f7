"""The words of a whole text, cut once for all that look for words in it.

A regular expression that begins with a word is tried only where that word stands: a list of a thousand words of which
ten stand in a text costs ten look-ups and not a scan of every letter.
"""

import re
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache

from panj.errors import DataError

LETTERS = re.compile(r"[^\W\d_]+")
GROWS = "İ"
"""The one letter whose small form is longer than itself."""
KEPT = 2
"""Texts whose words are remembered: the one at hand, for every room that reads it."""


class Vocabulary:
    """The words of one text."""

    def __init__(self, text: str) -> None:
        self.low = text.replace(GROWS, "I").lower()
        """The text in small letters, every offset kept."""
        self._placed = [(found[0], found.start()) for found in LETTERS.finditer(self.low)]
        self.words = frozenset([word for word, _ in self._placed])

    def starts(self, wanted: Set[str]) -> list[tuple[int, str]]:
        """Where words of a list (in small letters) stand, in order, each with its word."""
        here = self.words & wanted
        return [(at, word) for word, at in self._placed if word in here] if here else []

    def matches(self, what: re.Pattern[str], text: str, heads: Set[str]) -> Iterator[re.Match[str]]:
        """What `what.finditer(text)` finds, where every match begins with one of the heads. `text` has the offsets of
        the vocabulary's own: as written or in small letters."""
        match, reached = what.match, 0
        for at, _ in self.starts(heads):
            if at >= reached and (found := match(text, at)):
                yield found
                reached = found.end()


@lru_cache(KEPT)
def vocabulary(text: str) -> Vocabulary:
    """The words of a text, cut once while it is being read."""
    return Vocabulary(text)


def heads(phrases: Iterable[str]) -> frozenset[str]:
    """The first words of phrases, in small letters. Raises DataError for a phrase that begins with no letter."""
    found = set()
    for phrase in phrases:
        first = LETTERS.match(phrase)
        if first is None:
            raise DataError(f"The word lists hold the phrase {phrase!r}, which must begin with a letter")
        found.add(first.group().lower())
    return frozenset(found)
