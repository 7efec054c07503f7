"""Pieces of regular expressions that find words."""

import re
from collections.abc import Iterable

BEFORE_WORD = r"(?<![\w’'-])"
"""The source of a look-behind for the start of a word."""


def last_match(what: re.Pattern[str], text: str, low: int, high: int) -> re.Match[str] | None:
    """The last match of the pattern in text[low:high]."""
    found = None
    for match in what.finditer(text, low, high):
        found = match
    return found


def cased(words: Iterable[str]) -> set[str]:
    """The words as they are, and with a capital at the start of a sentence."""
    found = set()
    for word in words:
        found.add(word)
        found.add(word[:1].upper() + word[1:])
    return found
