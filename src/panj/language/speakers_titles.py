"""Speakers who are named without a verb: in brackets, before a colon, behind a headline's dash, over a list."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from panj.language import speakers_names as names
from panj.language.speakers_phrases import Pair
from panj.language.speakers_scopes import WINDOW, Hit, block_end
from panj.language.speakers_words import words
from panj.model.annotation import Sentence

BRACKET = re.compile(r"[(\[]([^()\[\]\n]{2,90})[)\]]")
BEHIND = re.compile(r"(?:\s[-–—]|:)\s([^\n–—:;.]{2,40})\s*$|[”\"](?:,|\s[–—-])\s([^\n–—:;.]{2,40})\s*$")
BEHIND_REACH = 48
"""Characters before the end of a line in which a speaker is looked for."""
COLON_REACH = 62
"""Characters from the start of a line in which a speaker's colon is looked for."""
DIGIT_OR_BRACKET = frozenset("0123456789(")
ACRONYM = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ/&-]{1,12}(?:/[A-Z]{2,8})?")
CLAUSE_START = re.compile(r"[;•·\n)\]]")
HEADER_PART = re.compile(r"[,|:(\n]|\s[–—-]\s")
MAX_WORDS = 7


@dataclass(frozen=True, slots=True)
class Rules:
    never: frozenset[str]
    leading: re.Pattern[str]
    trailing: re.Pattern[str]
    bullet: re.Pattern[str]


@cache
def _rules(language: str) -> Rules:
    raw = words(language).raw
    return Rules(
        frozenset(raw["brackets"]["never"]),
        re.compile(rf"^{raw['brackets']['leading']}", re.I),
        re.compile(raw["brackets"]["trailing"], re.I),
        re.compile(rf"\s*\n\s*(?:{raw['headers']['bullets']})\s"),
    )


def labelled(text: str, sentences: Sequence[Sentence], language: str) -> list[Hit]:
    """The speakers of brackets, of lines with a colon or a dash, and of the line over a list."""
    found: list[Hit] = []
    if "(" in text or "[" in text:
        found.extend(_in_brackets(text, sentences, language))
    low = 0
    while low < len(text):
        high = text.find("\n", low)
        high = len(text) if high < 0 else high
        found.extend(
            hit for hit in (_before_colon(text, low, high, language), _behind(text, low, high, language)) if hit
        )
        low = high + 1
    if sentences:
        found.extend(_over_list(text, sentences[0], language))
    return found


def _fixed(speaker: Pair, scope: Pair) -> Hit:
    return Hit(speaker, speaker, True, speaker[1], None, fixed=scope)


def _known(phrase: str, language: str) -> bool:
    bare = names.strip_determiner(phrase, language)
    if bare in words(language).places:
        return False
    kind, strength = names.classify(bare, language)
    return (strength == "known" and kind not in ("witness", "media")) or (
        strength == "acronym" and bool(ACRONYM.fullmatch(bare))
    )


def _in_brackets(text: str, sentences: Sequence[Sentence], language: str) -> Iterator[Hit]:
    rule = _rules(language)
    starts = [s.start for s in sentences]
    for match in BRACKET.finditer(text):
        inner = rule.leading.sub("", match.group(1), count=1)
        head = rule.trailing.split(inner.split(",")[0].split(";")[0])[0].strip()
        if not head or any(letter.isdigit() for letter in head) or len(head.split()) > MAX_WORDS:
            continue
        acronym = bool(ACRONYM.fullmatch(head))
        if head.lower() in rule.never or (acronym and _defines(text, match.start(), head)):
            continue
        last = text[match.end() : match.end() + 1] in "\n.,;"
        if not last or (acronym and len(head) < 3) or not _known(head, language):
            continue
        start = text.index(head, match.start(1))
        index = bisect_right(starts, match.start()) - 1
        low = max(starts[index] if index >= 0 else 0, match.start() - WINDOW)
        low = max((m.end() for m in CLAUSE_START.finditer(text, low, match.start())), default=low)
        yield _fixed((start, start + len(head)), (low, match.end()))


def _defines(text: str, at: int, acronym: str) -> bool:
    """Whether the bracket only shortens the name before it: "Shanghai Cooperation Organisation (SCO)"."""
    before = re.findall(r"[^\W\d_][\w’'-]*", text[max(0, at - 120) : at])[-8:]
    letters = "".join(letter for letter in acronym if letter.isalpha())
    if not before:
        return False
    if "".join(word[0] for word in before).lower().endswith(letters.lower()):
        return True
    capitals = "".join(word[0] for word in before if word[0].isupper())
    if not before[-1][0].isupper():
        return False
    return capitals.endswith(letters) or (len(capitals) > 1 and letters[0] in capitals and letters[-1] == capitals[-1])


def _before_colon(text: str, low: int, high: int, language: str) -> Hit | None:
    """ "Tajik guards: 350 crossed" """
    colon = text.find(": ", low, min(high, low + COLON_REACH))
    if colon < 0:
        return None
    start = colon - len(text[low:colon].lstrip(" \t*#•·>-–—→◦∙▪■"))
    phrase = text[start:colon]
    tokens = phrase.lower().split()
    w = words(language)
    if not tokens or len(tokens) > MAX_WORDS or tokens[0] in w.fronting or not DIGIT_OR_BRACKET.isdisjoint(phrase):
        return None
    if not w.finite.isdisjoint(tokens):
        return None
    if not w.names.search(phrase) and not w.heads_end.search(phrase.lower()):
        return None
    return _fixed((start, colon), (colon + 1, high)) if _known(phrase, language) else None


def _behind(text: str, low: int, high: int, language: str) -> Hit | None:
    """ "350 cross into Tajikistan - UNHCR", "“…” – registrar, Kalemie" """
    match = BEHIND.search(text, max(low, high - BEHIND_REACH), high)
    if match is None:
        return None
    group = 1 if match.group(1) else 2
    phrase = match.group(group).strip()
    if not phrase or len(phrase.split()) > MAX_WORDS or not DIGIT_OR_BRACKET.isdisjoint(phrase):
        return None
    if group == 1 and not _known(phrase, language):
        return None
    start = match.start(group)
    return _fixed((start, start + len(phrase)), (low, start))


def _over_list(text: str, first: Sentence, language: str) -> Iterator[Hit]:
    """A listed name that is a part of its own in the line over a list: "Poland–Ukraine, Border Guard, 7 a.m."."""
    high = text.find("\n", first.start)
    if high < 0 or not _rules(language).bullet.match(text, high):
        return
    low = first.start
    for cut in [*HEADER_PART.finditer(text, low, high), None]:
        end = cut.start() if cut else high
        part = text[low:end].strip()
        if part and words(language).names.fullmatch(part):
            start = text.index(part, low)
            yield _fixed((start, start + len(part)), (start, block_end(text, high)))
        low = cut.end() if cut else high
