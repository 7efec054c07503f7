"""Speakers who are named without a verb: in brackets, before a colon, behind a headline's dash, over a list."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from panj.language import speakers_names as names
from panj.language.speakers_scopes import Hit, Pair, block_end
from panj.model.annotation import Sentence

BRACKET = re.compile(r"[(\[]([^()\[\]\n]{2,90})[)\]]")
COLON = re.compile(r"(?:^|(?<=\n))[^\n:]{2,60}:(?=\s\S)")
BEHIND = re.compile(r"(?:\s[-–—]|:)\s([^\n–—:;.]{2,40})\s*(?:\n|$)|[”\"](?:,|\s[–—-])\s([^\n–—:;.]{2,40})\s*(?:\n|$)")
ACRONYM = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ/&-]{1,12}(?:/[A-Z]{2,8})?")
CLAUSE_START = re.compile(r"[;•·\n)\]]")
HEADER_PART = re.compile(r"[,|:(\n]|\s[–—-]\s")
MAX_WORDS = 7


@dataclass(frozen=True, slots=True)
class Rules:
    never: frozenset[str]
    trailing: re.Pattern[str]
    bullet: re.Pattern[str]


@cache
def _rules(language: str) -> Rules:
    raw = names.words(language).raw
    return Rules(
        frozenset(raw["brackets"]["never"]),
        re.compile(raw["brackets"]["trailing"], re.I),
        re.compile(rf"\s*\n\s*(?:{raw['headers']['bullets']})\s"),
    )


def labelled(text: str, sentences: Sequence[Sentence], language: str) -> list[Hit]:
    """The speakers of brackets, of lines with a colon or a dash, and of the line over a list."""
    found: list[Hit] = []
    if "(" in text or "[" in text:
        found.extend(_in_brackets(text, sentences, language))
    for match in COLON.finditer(text):
        hit = _before_colon(text, match, language)
        if hit:
            found.append(hit)
    for match in BEHIND.finditer(text):
        hit = _behind(text, match, language)
        if hit:
            found.append(hit)
    if sentences:
        found.extend(_over_list(text, sentences[0], language))
    return found


def _fixed(speaker: Pair, scope: Pair) -> Hit:
    return Hit(speaker, speaker, True, speaker[1], None, fixed=scope)


def _known(phrase: str, language: str) -> bool:
    bare = names.strip_determiner(phrase, language)
    if bare in names.words(language).places:
        return False
    kind, strength = names.classify(bare, language)
    return (strength == "known" and kind != "witness") or (strength == "acronym" and bool(ACRONYM.fullmatch(bare)))


def _in_brackets(text: str, sentences: Sequence[Sentence], language: str) -> Iterator[Hit]:
    rule = _rules(language)
    starts = [s.start for s in sentences]
    for match in BRACKET.finditer(text):
        inner = match.group(1)
        head = rule.trailing.split(inner.split(",")[0].split(";")[0])[0].strip()
        if not head or any(letter.isdigit() for letter in head) or len(head.split()) > MAX_WORDS:
            continue
        acronym = bool(ACRONYM.fullmatch(head))
        if head.lower() in rule.never or (acronym and _defines(text, match.start(), head)):
            continue
        last = text[match.end() : match.end() + 1] in "\n.,;"
        if not last or (acronym and len(head) < 3) or not _known(head, language):
            continue
        start = match.start(1) + inner.index(head)
        index = bisect_right(starts, match.start()) - 1
        low = starts[index] if index >= 0 else 0
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


def _before_colon(text: str, match: re.Match[str], language: str) -> Hit | None:
    """ "Tajik guards: 350 crossed" """
    start = match.start() + len(match.group()) - len(match.group().lstrip(" \n*#•·>-–—→◦∙▪■"))
    phrase = text[start : match.end() - 1]
    tokens = phrase.lower().split()
    w = names.words(language)
    if not tokens or len(tokens) > MAX_WORDS or tokens[0] in w.fronting or "(" in phrase:
        return None
    if any(letter.isdigit() for letter in phrase) or not _known(phrase, language):
        return None
    if not w.names.search(phrase) and not w.heads_end.search(phrase.lower()):
        return None
    end = text.find("\n", match.end())
    return _fixed((start, match.end() - 1), (match.end(), end if end >= 0 else len(text)))


def _behind(text: str, match: re.Match[str], language: str) -> Hit | None:
    """ "350 cross into Tajikistan - UNHCR", "“…” – registrar, Kalemie" """
    group = 1 if match.group(1) else 2
    phrase = match.group(group).strip()
    if not phrase or "(" in phrase or len(phrase.split()) > MAX_WORDS or any(letter.isdigit() for letter in phrase):
        return None
    if group == 1 and not _known(phrase, language):
        return None
    line = text.rfind("\n", 0, match.start()) + 1
    start = match.start(group)
    return _fixed((start, start + len(phrase)), (line, start))


def _over_list(text: str, first: Sentence, language: str) -> Iterator[Hit]:
    """A listed name that is a part of its own in the line over a list: "Poland–Ukraine, Border Guard, 7 a.m."."""
    high = text.find("\n", first.start)
    if high < 0 or not _rules(language).bullet.match(text, high):
        return
    low = first.start
    for cut in [*HEADER_PART.finditer(text, low, high), None]:
        end = cut.start() if cut else high
        part = text[low:end].strip()
        if part and names.words(language).names.fullmatch(part):
            start = text.index(part, low)
            yield _fixed((start, start + len(part)), (start, block_end(text, high)))
        low = cut.end() if cut else high
