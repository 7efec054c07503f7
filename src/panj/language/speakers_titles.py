"""Speakers who are named without a verb: in brackets, before a colon, behind a headline's dash."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from panj.language import speakers_names as names
from panj.language.speakers_scopes import Hit
from panj.model.annotation import Sentence

BRACKET = re.compile(r"[(\[]([^()\[\]\n]{2,90})[)\]]")
COLON = re.compile(r"(?:^|(?<=\n))[^\n:]{2,60}:(?=\s\S)")
DASH = re.compile(r"\s[-–—]\s([^\n–—:,;.]{2,40})\s*(?:\n|$)")
ACRONYM = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ/&-]{1,12}(?:/[A-Z]{2,8})?")
CLAUSE_START = re.compile(r"[;•·\n)\]]|\.\s")


@dataclass(frozen=True, slots=True)
class Brackets:
    never: frozenset[str]
    trailing: re.Pattern[str]


@cache
def _brackets(language: str) -> Brackets:
    raw = names.words(language).raw["brackets"]
    return Brackets(frozenset(raw["never"]), re.compile(raw["trailing"], re.I))


def labelled(text: str, sentences: Sequence[Sentence], language: str) -> list[Hit]:
    """The speakers of brackets, of headlines with a colon and of headlines with a dash."""
    found = []
    if "(" in text or "[" in text:
        found.extend(_in_brackets(text, language))
    for match in COLON.finditer(text):
        hit = _before_colon(text, match, language)
        if hit:
            found.append(hit)
    if sentences:
        first = sentences[0]
        dash = DASH.search(text, first.start, min(len(text), first.end + 1))
        if dash and _known(dash.group(1), language, places=False):
            found.append(_fixed(dash.span(1), (first.start, dash.start())))
    return found


def _fixed(speaker: tuple[int, int], scope: tuple[int, int]) -> Hit:
    return Hit(speaker, speaker, True, speaker[1], None, fixed=scope)


def _known(phrase: str, language: str, *, places: bool) -> bool:
    bare = names.strip_determiner(phrase, language)
    if not places and bare in names.words(language).places:
        return False
    kind, strength = names.classify(bare, language)
    return strength == "known" and kind != "witness"


def _in_brackets(text: str, language: str) -> list[Hit]:
    rule = _brackets(language)
    found = []
    for match in BRACKET.finditer(text):
        inner = match.group(1)
        head = rule.trailing.split(inner.split(",")[0].split(";")[0])[0].strip()
        if not head or any(letter.isdigit() for letter in head) or len(head.split()) > 7 or head.lower() in rule.never:
            continue
        closes = text[match.end() : match.end() + 1]
        acronym = bool(ACRONYM.fullmatch(head))
        if acronym and _defines(text, match.start(), head):
            continue
        if not (_known(head, language, places=False) or (acronym and closes in "\n" and len(head) > 2)):
            continue
        start = match.start(1) + inner.index(head)
        low = max((m.end() for m in CLAUSE_START.finditer(text, max(0, match.start() - 400), match.start())), default=0)
        found.append(_fixed((start, start + len(head)), (low, match.end())))
    return found


def _defines(text: str, at: int, acronym: str) -> bool:
    """Whether the bracket only shortens the name before it: "Shanghai Cooperation Organisation (SCO)"."""
    before = re.findall(r"[^\W\d_][\w’'-]*", text[max(0, at - 120) : at])[-8:]
    initials = "".join(word[0] for word in before if word[0].isupper())
    letters = [letter for letter in acronym if letter.isalpha()]
    if not before or not before[-1][0].isupper():
        return False
    return initials.endswith("".join(letters)) or (
        len(initials) > 1 and letters[0] in initials and letters[-1] == initials[-1]
    )


def _before_colon(text: str, match: re.Match[str], language: str) -> Hit | None:
    start = match.start() + len(match.group()) - len(match.group().lstrip(" \n*#•·>-–—→◦∙"))
    phrase = text[start : match.end() - 1]
    if (
        len(phrase.split()) > 7
        or any(letter.isdigit() for letter in phrase)
        or not _known(phrase, language, places=False)
    ):
        return None
    end = text.find("\n", match.end())
    return _fixed((start, match.end() - 1), (match.end(), end if end >= 0 else len(text)))
