"""One regular expression for many words: a prefix tree, so that the scan costs little for each character."""

import re
from collections.abc import Iterable
from typing import Any

BEFORE_WORD = r"(?<![\w’'-])"
"""The source of a look-behind for the start of a word."""


def last_match(what: re.Pattern[str], text: str, low: int, high: int) -> re.Match[str] | None:
    """The last match of the pattern in text[low:high]."""
    found = None
    for match in what.finditer(text, low, high):
        found = match
    return found


def _grow(words: Iterable[str]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return root


def _write(node: dict[str, Any]) -> str:
    branches = [
        (r"\s{1,3}" if letter == " " else re.escape(letter)) + _write(node[letter])
        for letter in sorted(key for key in node if key)
    ]
    if not branches:
        return ""
    if "" in node:
        return "(?:" + "|".join(branches) + ")?"
    return branches[0] if len(branches) == 1 else "(?:" + "|".join(branches) + ")"


def pattern(words: Iterable[str]) -> str:
    """The source of a regular expression that matches any of the words, the longest first; blanks match white space."""
    return _write(_grow(words))


def cased(words: Iterable[str]) -> set[str]:
    """The words as they are, and with a capital at the start of a sentence."""
    found = set()
    for word in words:
        found.add(word)
        found.add(word[:1].upper() + word[1:])
    return found
