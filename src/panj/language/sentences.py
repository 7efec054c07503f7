"""Sentences of a text, with offsets: full stops told from abbreviations, lines that end told from lines that wrap."""

import re
from dataclasses import dataclass
from functools import cache

from panj.lexicon import table
from panj.model.annotation import Sentence

LINE_ENDS = "\n\f\v\x85\u2028\u2029"
MARK = re.compile(
    rf"[.!?…{LINE_ENDS}](?:(?<=[{LINE_ENDS}])|[.!?…]{{0,3}}[\"”’»)\]']{{0,3}}(?=\s|\Z|[^\W\d_a-z]|[“\"]))"
)
BULLET = re.compile(r"[^\S\n]{0,8}(?:[•◦▪●·‣►➢*>–—-][^\S\n]|[•◦▪●‣►➢]|\(?(?:[0-9]{1,2}|[a-zA-Z])[.)][^\S\n])")
NUMBERED = re.compile(r"\(?[0-9]{1,2}")
LAST_WORD = re.compile(r"[^\s(\[\"“‘'—–/]{1,24}\Z")
NEXT = re.compile(r"\s*[\"“‘'(\[«]{0,3}([\w'’-]{0,24})")
SEPARATED = re.compile(rf"[{LINE_ENDS}][^\S\n]*[{LINE_ENDS}]")
LAST_WORD_CHARS = 26
WRAPPED = 40
"""Characters: shorter lines are not wrapped at a margin, they are headlines, labels or list items."""
LONG_LINE = 400
"""Characters of a line that are looked at around its break."""
FULL_LINE = 0.78
"""A wrapped line fills at least so much of its paragraph's widest line: the next word would not have fitted."""


@dataclass(frozen=True, slots=True)
class Rules:
    """One language's words about sentence ends."""

    titles: frozenset[str]
    ambiguous: frozenset[str]
    numbered: frozenset[str]
    clock: frozenset[str]
    clock_continues: frozenset[str]
    starters: frozenset[str]
    small_starts: tuple[str, ...]
    unfinished: frozenset[str]


@cache
def _rules(language: str) -> Rules:
    words = table(language, "sentences")
    sets = {name: frozenset(words[name]) for name in Rules.__slots__ if name != "small_starts"}
    return Rules(small_starts=tuple(words["small_starts"]), **sets)


def split(text: str, language: str = "en") -> tuple[Sentence, ...]:
    """The sentences in order. They cover all text but blanks and never overlap. Raises DataError."""
    rules = _rules(language)
    lines = _Lines(text)
    found: list[Sentence] = []
    start = 0
    for mark in MARK.finditer(text):
        end = mark.end()
        if end <= start:
            continue
        if text[mark.start()] in LINE_ENDS:
            if not lines.breaks(mark.start(), end, rules):
                continue
        elif not _ends(text, start, mark.start(), end, rules):
            continue
        start = _add(found, text, start, end)
    _add(found, text, start, len(text))
    return tuple(found)


def _add(found: list[Sentence], text: str, start: int, end: int) -> int:
    """Adds the stretch without its blanks, if anything is left of it."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    size = len(piece.strip())
    if size:
        found.append(Sentence(start + left, start + left + size))
    return end


def _ends(text: str, start: int, mark: int, end: int, rules: Rules) -> bool:
    """Whether a sentence ends with the marks at [mark, end)."""
    if end >= len(text):
        return True
    following = NEXT.match(text, end)
    word = following[1] if following else ""
    glued = not text[end].isspace()
    stop = text[mark] == "."
    if glued:
        return stop and _glued(text, mark, end, word)
    if word and word[0].islower() and not text.startswith(rules.small_starts, end + 1):
        return False
    if not stop or end - mark > 1:
        return True
    found = LAST_WORD.search(text, max(start, mark - LAST_WORD_CHARS), mark)
    last = found[0] if found else ""
    if not last:
        return True
    low = last.lower()
    if len(last) == 1 and last.isupper():
        return word.lower() in rules.starters and len(word) > 1 and last != "I" and not _initial(text, mark)
    if NUMBERED.fullmatch(last) and not text[start : mark - len(last)].strip():
        return False
    if word[:1].isdigit() and low in rules.numbered and (low != "no" or last[0].isupper()):
        return False
    if low in rules.titles and (last[0].isupper() or low not in rules.starters):
        return False
    if low in rules.ambiguous and (low != "no" or last[0].isupper()):
        return word.lower() in rules.starters and not word[:1].isdigit()
    if low in rules.clock:
        return word.lower() not in rules.clock_continues
    return True


def _initial(text: str, mark: int) -> bool:
    """Whether the capital before the mark is an initial of a name: a capitalised word or another initial is before."""
    before = text[max(0, mark - 16) : mark - 1].rstrip()
    return not before or before[-1] in ".,(" or before.split()[-1][:1].isupper()


def _glued(text: str, mark: int, end: int, word: str) -> bool:
    """A missing blank: "countries.Hundreds", "gate.”He"."""
    if mark < 2 or not (text[mark - 1].islower() or text[mark - 1] in ")”") or not (text[mark - 2].isalnum()):
        return False
    if end - mark > 1:
        return word[:1].isupper()
    return len(word) > 1 and word[0].isupper() and word[1:].islower() and text[end : end + 1].isupper()


class _Lines:
    """Judges line breaks: whether a line is complete or wrapped at a margin."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.block_end = -1
        self.width = 0
        self.count = 0

    def _measure(self, position: int) -> None:
        """The widest line of the paragraph that holds the position, and how many lines it has."""
        if position < self.block_end:
            return
        start = max(self.block_end, 0)
        found = SEPARATED.search(self.text, position + 1)
        self.block_end = found.end() if found else len(self.text)
        sizes = [len(line) for line in self.text[start : self.block_end].splitlines() if line.strip()]
        self.width, self.count = max(sizes, default=0), len(sizes)

    def breaks(self, at: int, end: int, rules: Rules) -> bool:
        """Whether the line break at `at` ends a sentence."""
        text = self.text
        if end >= len(text):
            return True
        self._measure(at)
        below = _line_end(text, end)
        after = text[end:below].strip()
        if not after:
            return True
        if BULLET.match(text, end):
            return True
        above = _line_start(text, at)
        before = text[above:at].rstrip()
        if not before:
            return True
        if after[0].islower() and not after.startswith(rules.small_starts):
            return False
        if before[-1] in ",;—–-(" or before.rsplit(None, 1)[-1].lower() in rules.unfinished:
            return False
        if before[-1] in ".!?…":
            return False
        return not (self.count > 2 and self.width >= WRAPPED and len(before) >= FULL_LINE * self.width)


def _line_start(text: str, at: int) -> int:
    """The start of the line that ends at `at`, looking back over one long line at the most."""
    earliest = max(0, at - LONG_LINE)
    found = text.rfind("\n", earliest, at)
    return found + 1 if found >= 0 else earliest


def _line_end(text: str, start: int) -> int:
    found = text.find("\n", start, start + LONG_LINE)
    return found if found >= 0 else min(len(text), start + LONG_LINE)
