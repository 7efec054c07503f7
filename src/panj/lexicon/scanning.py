"""One regular expression for many words: a prefix tree, so that a scan looks at each letter once."""

import re
from collections.abc import Iterable
from typing import Any


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
