"""The language of a text: by its commonest words where a word list knows them, else by py3langid.

py3langid's model takes 0.8 s and 100 MB to load (measured, version 0.4), so a text in a language of the word lists
never loads it.
"""

import re
from functools import cache
from typing import Any

from panj.documents.words import packs

WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 3_000
"""Characters that are looked at."""
MIN_SHARE = 0.12
"""Share of the words that must be among a language's own commonest; English reports have 0.2 to 0.4, and reports in
French, Spanish and Portuguese 0.03 of the English words at the most (measured on some 1,300 passages)."""
SOME_SHARE = 0.06
"""Share that decides where py3langid is not sure: headlines."""
CLEAR = 1.5
"""How many times the share of the next language."""
MIN_LETTERS = 60
"""Letters below which no statistics are trusted: names and numbers under an English heading pass for Pidgin."""
MIN_PROBABILITY = 0.6
"""Below, py3langid takes headlines in English for Pidgin and in Spanish for Galician (measured as above)."""
MIN_WORDS = 2
"""Words of a language that must be there: "no" alone is English and Spanish."""
UNDETERMINED = "und"
"""The code of ISO 639-2 for a language that cannot be told; here one in another script than Latin."""
LAST_LATIN = "\u024f"
"""The last letter of the blocks of Latin script in Unicode up to Latin Extended-B."""
CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9_-]{1,20})?\Z", re.IGNORECASE)


def code(value: str | None) -> str | None:
    """The language code of a value such as "en", "en-GB" or "FR"; None where it is none."""
    match = CODE.match((value or "").strip())
    return match[1].lower() if match else None


def detect(text: str, start: int = 0) -> str | None:
    """The ISO 639-1 code of the text's language from `start` on; None where it is too short or too mixed to tell,
    and `UNDETERMINED` where its letters are not Latin."""
    sample = text[start : start + SAMPLE]
    found = WORD.findall(sample.lower())
    if not found:
        return None
    shares = sorted(
        ((_known(found, common) / len(found), language) for language, common in _common().items()),
        reverse=True,
    )
    best, language = shares[0] if shares else (0.0, "")
    second = shares[1][0] if len(shares) > 1 else 0.0
    if best >= MIN_SHARE and best >= CLEAR * second:
        return language
    if sum(map(len, found)) >= MIN_LETTERS or _foreign(found):
        guess, probability = _model().classify(sample)
        if probability >= MIN_PROBABILITY:
            return str(guess)
    if best >= SOME_SHARE and best >= CLEAR * second:
        return language
    return UNDETERMINED if _foreign(found) else None


def _foreign(words: list[str]) -> bool:
    """Whether most letters are of another script than Latin, which all word lists are in."""
    letters = "".join(words)
    return 2 * sum(char > LAST_LATIN for char in letters) > len(letters)


def _known(words: list[str], common: frozenset[str]) -> int:
    known = sum(map(common.__contains__, words))
    return known if known >= MIN_WORDS else 0


@cache
def _common() -> dict[str, frozenset[str]]:
    return {language: frozenset(pack["function_words"]) for language, pack in packs().items()}


@cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
