"""Letters that were lost on the way: a page decoded wrongly has U+FFFD for each of them ("m\ufffds de 300 evacuados").

The stored text stays as it is. For reading, a lost letter comes back where only one word of the language's lists fits;
no offset changes.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from panj.lexicon import table

LOST = "\ufffd"
BROKEN = re.compile(rf"[A-Za-z{LOST}]*{LOST}[A-Za-z{LOST}]*")
OPENS = frozenset('.!?:\n"“«¡¿-–—•')
"""What stands before the first word of a sentence."""
NEAR = 3
"""Characters before a word among which that is looked for."""
WORD = re.compile(r"[^\W\d_]+")


def legible(text: str, language: str) -> str:
    """The text with the letters that can be told, of the same length. Raises DataError for an unknown language."""

    def mend(match: re.Match[str]) -> str:
        return match[0] if _names(text, match) else _mended(match[0], language)

    return BROKEN.sub(mend, text) if LOST in text else text


def _names(text: str, match: re.Match[str]) -> bool:
    """Whether a capital letter inside a sentence opens the word: a name, which the word lists do not know."""
    before = text[max(0, match.start() - NEAR) : match.start()].rstrip(" ")[-1:]
    return match[0][0].isupper() and before not in OPENS and match.start() > 0


def _mended(broken: str, language: str) -> str:
    found = _words(language).get(broken.lower())
    if found is None:
        return broken
    whole = found.upper() if len(broken) > 1 and broken.replace(LOST, "").isupper() else found
    return "".join(new if old == LOST else old for old, new in zip(broken, whole, strict=True))


@cache
def _words(language: str) -> dict[str, str]:
    """The one word behind a broken one; none where two words would fit. Names are left to the places room."""
    found: dict[str, set[str]] = {}
    for entry in files("panj.data").joinpath(language).iterdir():
        if entry.name.endswith(".toml"):
            for text in _strings(table(language, entry.name.removesuffix(".toml"))):
                for word in WORD.findall(text):
                    if word.islower() and not word.isascii():
                        found.setdefault(re.sub(r"[^\x00-\x7f]", LOST, word), set()).add(word)
    return {broken: next(iter(words)) for broken, words in found.items() if len(words) == 1}


def _strings(value: Any) -> Iterator[str]:
    """All strings in a table, keys as well."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
