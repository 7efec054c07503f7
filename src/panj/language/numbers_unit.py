"""The noun that a number counts, from the words that follow it, without part-of-speech tags."""

from panj.language.numbers_lexicon import Lexicon
from panj.language.numbers_scan import Raw

MAX_WORDS = 5
"""How many words after a number are searched for its noun."""


def find_unit(raw: Raw, lex: Lexicon) -> tuple[str, str]:
    """The noun in lower case ("" if none is seen), and its role: `head`, `measure`, `time`, `plural` or ""."""
    following = raw.following
    sets, roles = lex.sets, lex.unit_words
    position = 0
    if following and following[0].lower() in sets["units.partitive_of"]:
        position = 1
        some = raw.kind in ("vague", "pair", "fraction") or any(scale in lex.noun_scales for scale in raw.scales)
        if not some and following[1:2] and following[1].lower() not in sets["units.partitive"]:
            return "", ""
        while position < len(following) and following[position].lower() in sets["units.partitive"]:
            position += 1
    while raw.kind == "fraction" and following[position : position + 1]:
        if following[position].lower() not in sets["fractions.taken_of"]:
            break
        position += 1
    singular = raw.value == 1
    fallback = ""
    for index in range(position, min(len(following), position + MAX_WORDS)):
        word = following[index]
        low = word.lower()
        if low[-1] in "'’":
            if _noun_follows(following, index + 1, lex):
                continue
            low = low[:-1]
        role = roles.get(low)
        pair = lex.two_word_heads.get(low)
        if pair and index + 1 < len(following) and following[index + 1].lower() in pair:
            return f"{low} {following[index + 1].lower()}", "head"
        if role == "stop":
            break
        if role in ("head", "nominal"):
            if _noun_follows(following, index + 1, lex):
                continue
            return low, "head"
        if "-" in low and low.split("-")[0] in lex.maps["measures.time_singular"] and low.endswith(lex.olds):
            return lex.maps["measures.time_singular"][low.split("-")[0]], "time"
        if role in ("measure", "time"):
            return low, role
        if role == "singular":
            if _is_measure(following, index, singular, sets["measures.old"]):
                return lex.maps["measures.time_singular"][low] if index == 0 and not singular else low, "time"
            continue
        if role == "skip":
            continue
        if _plural(low, lex):
            if singular:
                break
            if not word[0].isupper() or not _noun_follows(following, index + 1, lex):
                return low, "plural"
            continue
        if low.endswith(lex.endings["modifier_endings"]):
            continue
        fallback = fallback or low
    return fallback, ""


def _is_measure(following: list[str], index: int, singular: bool, old: frozenset[str]) -> bool:
    after = following[index + 1].lower() if index + 1 < len(following) else ""
    return singular or after in old or index == len(following) - 1


def _plural(low: str, lex: Lexicon) -> bool:
    return low.endswith(lex.endings["plural_endings"]) and not low.endswith(lex.endings["no_plural_endings"])


def _noun_follows(following: list[str], index: int, lex: Lexicon) -> bool:
    """Whether the capitalised plural only names the noun behind it ("United States soldiers")."""
    if index >= len(following):
        return False
    low = following[index].lower()
    role = lex.unit_words.get(low)
    return role == "head" or (role is None and _plural(low, lex))
