"""Finds every number of a text as a `Raw`: where it stands and what its own characters say, before its surroundings."""

import re
from bisect import bisect_right
from typing import Any

from panj.language.numbers_digits import BLANKS, Piece
from panj.language.numbers_lexicon import Lexicon
from panj.lexicon.vocabulary import vocabulary
from panj.model.annotation import NumberShape

BEFORE_CHARS = 72
"""How far back the words before a number are looked at; the longest qualifier takes a third of it."""
DENSE, NEAR = 40, 200
"""Numbers within so many characters behind which further ones are left out: no sentence counts so much, and each number
costs a look around."""
OPENERS = str.maketrans(dict.fromkeys('([{"“«—–•', " "))
"""What stands before a word and is no part of it."""
BULLETS = frozenset(">")
"""Signs that mean something at a number, and nothing at the start of a line."""
PHONE = re.compile(r"(?:\+|0(?<![0-9]0)(?<![0-9][ \u00a0.,]0)0)[1-9][0-9 ()\u00a0-]{6,18}[0-9]")
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"”]{1,300}")
GAP = r"(?:[^\S\n]{1,3}|[^\S\n]{0,2}\n[^\S\n]{0,3}(?!\n))"
WORD = r"(?:(?:[^\W\d_]\.){2,3}|[^\W\d_][\w'’-]*|%|°[cCfF]?)"
AFTER = re.compile(rf"[\"”’]?{GAP}({WORD})((?:{GAP}{WORD}){{0,5}})")


class Raw:
    """A number on its way through the reader. `start`/`end` grow from the core to the whole phrase."""

    __slots__ = (
        "base", "before", "core_end", "core_start", "denominator", "doubtful", "end", "following", "following_end",
        "high", "joined", "kind", "low", "qualifier", "scales", "shape", "share", "start", "unit", "value", "whole",
    )  # fmt: skip

    def __init__(self, piece: Piece, offset: int) -> None:
        self.start = self.core_start = piece.start + offset
        self.end = self.core_end = piece.end + offset
        self.value = piece.value
        self.kind: str = piece.kind
        self.scales = piece.scales
        self.doubtful = piece.doubtful
        self.low: float | int | None = piece.low
        self.high: float | int | None = piece.high
        self.denominator = piece.denominator
        self.shape: NumberShape = "cardinal"
        self.unit = ""
        self.qualifier: Any = None
        self.base: tuple[int, int] | None = None
        self.whole: float | int | None = None
        self.share: float | None = None
        self.joined = ""
        self.before: list[str] = []
        self.following: list[str] = []
        self.following_end = 0

    @property
    def plain(self) -> bool:
        return self.kind == "plain"


def look_ahead(raw: Raw, text: str) -> None:
    """Reads the words that follow the number's end."""
    found = AFTER.match(text, raw.end)
    if found is None:
        raw.following, raw.following_end = [], raw.end
    else:
        raw.following, raw.following_end = [found[1], *found[2].split()], found.end(1)


def look_back(raw: Raw, low: str) -> None:
    """Reads the words before the number's start; brackets and quotation marks before them are dropped."""
    start = raw.start
    before = low[max(0, start - BEFORE_CHARS) : start]
    cut = max(before.rfind("\n\n"), before.rfind("•"))
    words = before[cut + 1 :].translate(OPENERS).split()
    raw.before = [word.lstrip("'‘") or word for word in words] if "'" in before or "‘" in before else words
    if raw.before and raw.before[-1] in BULLETS and low[start - 1].isspace():
        line = low.rfind("\n", 0, start) + 1
        if not low[line : low.rfind(raw.before[-1], 0, start)].strip():
            raw.before.pop()


def scan(text: str, low: str, lex: Lexicon) -> list[Raw]:
    """All numbers in order of their start, none overlapping another."""
    found = _named(text, low)
    closed = sorted((raw.start, raw.end) for raw in found)
    read = lex.digits.read
    for match in lex.digits.run.finditer(low):
        start = match.start()
        if closed and _inside(start, closed):
            continue
        pieces = read(match[0])
        if len(pieces) == 1 and any(blank in match[0] for blank in BLANKS) and _is_named(lex, text, start):
            head = re.split(f"[{BLANKS}]", match[0], maxsplit=1)[0]
            rest = start + len(head) + 1
            found += [Raw(piece, start) for piece in read(head)]
            found += [Raw(piece, rest) for piece in read(match[0][len(head) + 1 :])]
            continue
        for piece in pieces:
            found.append(Raw(piece, start))
    words = lex.words.read
    first = lex.words.phrase.match(low)
    if first:
        found += [Raw(piece, 0) for piece in words(first[0])]
    known, reached = vocabulary(text), 0
    for at, _ in known.starts(lex.word_heads):
        if at > reached and (phrase := lex.word_scan.match(low, at - 1)):
            reached = phrase.end()
            found += [Raw(piece, at) for piece in words(phrase[1])]
    found += [_zero(match) for match in known.matches(lex.zero, low, lex.zero_heads)]
    found.sort(key=lambda raw: (raw.start, -raw.end))
    kept: list[Raw] = []
    end = -1
    for raw in found:
        dense = len(kept) >= DENSE and raw.start - kept[-DENSE].start < NEAR
        if raw.start >= end and not dense:
            kept.append(raw)
            end = raw.end
    return kept


def _named(text: str, low: str) -> list[Raw]:
    """Telephone numbers and addresses of pages, whose digits count nothing."""
    found = []
    if "+" in text or "00" in text:
        found += [Raw(Piece(0, m.end() - m.start(), None, "identifier"), m.start()) for m in PHONE.finditer(low)]
    if "http" in low or "www." in low:
        found += [Raw(Piece(0, m.end() - m.start(), None, "identifier"), m.start()) for m in ADDRESS.finditer(low)]
    return found


def _inside(position: int, closed: list[tuple[int, int]]) -> bool:
    i = bisect_right(closed, position, key=lambda span: span[0]) - 1
    return i >= 0 and position < closed[i][1]


def _is_named(lex: Lexicon, text: str, start: int) -> bool:
    """Whether the word before makes a name or a date of the first digits: "June 12 300 people"."""
    before = text[max(0, start - 20) : start].split()
    if not before:
        return False
    last = before[-1]
    low = last.lower()
    if low in lex.sets["time.small_months"]:
        return True
    if low in lex.sets["time.months"] or low in lex.sets["identifiers.capital"]:
        return last[0].isupper()
    return low in lex.sets["identifiers.any"]


def _zero(match: re.Match[str]) -> Raw:
    return Raw(Piece(0, match.end() - match.start(), 0, "words"), match.start())
