"""Numbers written in words, from a language's table of words: "nine hundred and twenty-one", "tens of thousands"."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from panj.language.numbers_digits import Piece
from panj.language.numbers_sum import Sum
from panj.lexicon.vocabulary import heads

MAX_TOKENS = 32
CACHED_PHRASES = 8_192


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, with shared beginnings folded so that it fails fast."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _folded(tree)


def _folded(node: dict[str, Any]) -> str:
    parts = []
    for char in sorted(node, reverse=True):
        if char == "":
            continue
        escaped = r"[\s\u00a0-]" if char in " -" else re.escape(char)
        parts.append(escaped + _folded(node[char]))
    if not parts:
        return ""
    body = parts[0] if len(parts) == 1 and "" not in node else f"(?:{'|'.join(parts)})"
    return f"{body}?" if "" in node else body


@dataclass(frozen=True, slots=True)
class Words:
    """The word grammar of one language: `phrase` finds a phrase of number words, `read` says what it means."""

    phrase: re.Pattern[str]
    heads: frozenset[str]
    """The words that a phrase may begin with."""
    read: Callable[[str], tuple[Piece, ...]]
    multipliers: dict[str, int]


class Reader:
    """Reads phrases by a language's `[words]`, `[fractions]` and `[vague]` tables."""

    def __init__(self, words: Mapping[str, Any], fractions: Mapping[str, Any], vague: Mapping[str, Any]) -> None:
        self.adding: dict[str, tuple[int, int]] = {w: (v, 1) for w, v in words["values"].items()}
        self.adding |= {w: (v, 10) for w, v in words["tens"].items()}
        self.adding |= {w: (v, 20) for w, v in words["tens_with_teens"].items()}
        self.adding |= {w: (v, 100) for w, v in words["hundreds"].items()}
        self.multipliers: dict[str, int] = words["multipliers"]
        self.counted: dict[str, int] = {**self.multipliers, **words["counted_plurals"]}
        self.bare = frozenset(words["bare"])
        self.articles = frozenset(words["articles"])
        self.joiners = frozenset(words["and"])
        self.of = frozenset(words["of"])
        self.and_after_tens: bool = words["and_after_tens"]
        self.single = frozenset(words["single"])
        self.compounds: dict[tuple[str, ...], int] = {tuple(k.split()): v for k, v in words["compounds"].items()}
        self.parts: dict[str, int] = fractions["singular"]
        self.parts_plural: dict[str, int] = fractions["plural"]
        self.bare_parts = frozenset(fractions["bare"])
        self.multiples: dict[str, int] = fractions["multiples"]
        self.plurals: dict[str, tuple[int, int]] = {w: (a, b) for w, (a, b) in vague["plurals"].items()}
        self.of_plural: dict[str, int] = {p: self.multipliers[w] for p, w in vague["of_plural"].items()}
        self.few: dict[str, str] = vague["counted"]
        self.prefixes = frozenset(w for phrase in vague["prefixes"] for w in phrase.split())
        self.pairs = frozenset(vague["pairs"])

    def vocabulary(self) -> tuple[set[str], set[str]]:
        """The words that a phrase may start with, and the words that only link them."""
        starts = {*self.adding, *self.counted, *self.parts, *self.parts_plural, *self.multiples, *self.plurals}
        starts |= {word for words in self.compounds for word in words}
        return starts | self.pairs, {*self.articles, *self.joiners, *self.of}

    def tokens(self, phrase: str) -> list[tuple[str, int, int]]:
        """The words of a phrase with their offsets; compounds of several words come as one, with their value."""
        found = [(m[0], m.start(), m.end()) for m in re.finditer(r"[^\W\d_]+", phrase)]
        if not self.compounds:
            return found
        merged: list[tuple[str, int, int]] = []
        for token in found:
            key = (merged[-1][0], token[0]) if merged else ()
            if key in self.compounds:
                merged[-1] = (" ".join(key), merged[-1][1], token[2])
            else:
                merged.append(token)
        return merged

    def cardinal(self, words: list[str]) -> tuple[float | int, tuple[int, ...]] | None:
        """The value of exactly these words and the multipliers they end with; None if they are not one number."""
        sum_ = Sum()
        i, n = 0, len(words)
        while i < n:
            word = words[i]
            if word in self.joiners:
                if i == 0 or i + 1 >= n:
                    return None
                part = self._and_part(words, i)
                if part is not None:
                    sum_.add_part(part[0])
                    i += part[1]
                    continue
                if not (sum_.group is None or sum_.floor == 100 or (self.and_after_tens and sum_.floor in (10, 20))):
                    return None
            elif word in self.articles and word not in self.adding:
                if sum_.group is not None or i + 1 >= n or words[i + 1] not in self.multipliers or i:
                    return None
                sum_.group = 1
            elif word in self.counted:
                if not sum_.multiply(self.counted[word], word in self.bare):
                    return None
            elif not sum_.add(*self._added(word), alone=n == 1):
                return None
            i += 1
        return sum_.value, tuple(sorted(sum_.scales, reverse=True))

    def _added(self, word: str) -> tuple[int, int]:
        if word in self.adding:
            return self.adding[word]
        compound = self.compounds.get(tuple(word.split()))
        if compound is None:
            return -1, 1
        return compound, 20 if compound % 20 == 0 else 1

    def _and_part(self, words: list[str], i: int) -> tuple[float, int] | None:
        """ "… and a half": the part that is added and the number of words it takes."""
        rest = words[i + 1 : i + 3]
        if len(rest) == 2 and rest[0] in self.articles and rest[1] in self.parts:
            return 1 / self.parts[rest[1]], 3
        if rest and rest[0] in self.bare_parts:
            return 1 / self.parts[rest[0]], 2
        return None

    def share(self, words: list[str]) -> tuple[int, int] | None:
        """Numerator and denominator of exactly these words: "half", "a third", "two thirds"."""
        if not words:
            return None
        last = words[-1]
        if last in self.parts:
            head = words[:-1]
            if not head:
                return (1, self.parts[last]) if last in self.bare_parts else None
            single = len(head) == 1 and (head[0] in self.articles or head[0] in self.single)
            if single:
                return 1, self.parts[last]
        if last in self.parts_plural or last in self.parts:
            count = self.cardinal(words[:-1])
            denominator = self.parts_plural.get(last) or self.parts[last]
            if count and isinstance(count[0], int) and 1 < count[0] <= denominator:
                return count[0], denominator
        return None

    def vague(self, words: list[str]) -> tuple[int, int] | None:
        """The bounds of exactly these words: "hundreds", "tens of thousands", "several hundred"."""
        if words[0] in self.articles and len(words) > 1:
            words = words[1:]
        if len(words) >= 2 and words[0] in self.prefixes:
            bounds = self.plurals.get(self.few.get(words[1], words[1]))
            return self._times(bounds, words[2:]) if bounds else None
        bounds = self.plurals.get(words[0])
        return self._times(bounds, words[1:]) if bounds else None

    def _times(self, bounds: tuple[int, int], words: list[str]) -> tuple[int, int] | None:
        low, high = bounds
        while words:
            if words[0] in self.of and len(words) > 1:
                words = words[1:]
            scale = self.of_plural.get(words[0]) or self.counted.get(words[0])
            if scale is None:
                return None
            low, high, words = low * scale, (high + 1) * scale - 1, words[1:]
        return low, high

    def piece(self, tokens: list[tuple[str, int, int]]) -> Piece | None:
        """What exactly these words mean, or None."""
        words = [token[0] for token in tokens]
        start, end = tokens[0][1], tokens[-1][2]
        if (number := self.cardinal(words)) is not None:
            kind = "single" if len(words) == 1 and words[0] in self.single else "words"
            return Piece(start, end, number[0], kind, number[1])  # type: ignore[arg-type]
        if len(words) == 1 and words[0] in self.multipliers:
            return Piece(start, end, self.multipliers[words[0]], "bare")
        if len(words) == 1 and words[0] in self.multiples:
            return Piece(start, end, self.multiples[words[0]], "multiple")
        if (share := self.share(words)) is not None:
            return Piece(start, end, share[0], "fraction", denominator=share[1])
        if (scaled := self._share_of_multiplier(words)) is not None:
            return Piece(start, end, scaled, "words")
        if (bounds := self.vague(words)) is not None:
            return Piece(start, end, None, "vague", low=bounds[0], high=bounds[1])
        return self._pair(words, start, end)

    def _share_of_multiplier(self, words: list[str]) -> float | int | None:
        """ "half a million", "a quarter of a million", "half a dozen"."""
        if words[-1] not in self.multipliers:
            return None
        head = words[:-1]
        for links in (self.articles, self.of):
            if head and head[-1] in links:
                head = head[:-1]
        share = self.share(head) or (self.parts.get(head[0]) if len(head) == 1 else None)
        if share is None:
            return None
        numerator, denominator = share if isinstance(share, tuple) else (1, share)
        value = numerator * self.multipliers[words[-1]] / denominator
        return int(value) if value.is_integer() else value

    def _pair(self, words: list[str], start: int, end: int) -> Piece | None:
        rest = words[1:] if words[0] in self.articles else words
        if not rest or rest[0] not in self.pairs:
            return None
        value = 2
        for word in rest[1:]:
            if word in self.of:
                continue
            if word not in self.counted:
                return None
            value *= self.counted[word]
        return None if rest[-1] in self.of else Piece(start, end, value, "pair")

    def read(self, phrase: str) -> tuple[Piece, ...]:
        """The numbers of a phrase, in order: the longest that leaves a readable rest, then the next."""
        tokens = self.tokens(phrase)[:MAX_TOKENS]
        pieces: list[Piece] = []
        i = 0
        while i < len(tokens):
            best = None
            for j in range(len(tokens), i, -1):
                piece = self.piece(tokens[i:j])
                if piece is None:
                    continue
                best = best or (piece, j)
                if self._may_start(tokens, j):
                    best = (piece, j)
                    break
            if best:
                pieces.append(best[0])
                i = best[1]
            else:
                i += 1
        return tuple(pieces)

    def _may_start(self, tokens: list[tuple[str, int, int]], i: int) -> bool:
        """Whether a number may begin here: no multiplier is left without its count."""
        while i < len(tokens) and (tokens[i][0] in self.joiners or tokens[i][0] in self.of):
            i += 1
        return i >= len(tokens) or tokens[i][0] not in self.counted or tokens[i][0] in self.bare


def words(tables: Mapping[str, Any]) -> Words:
    """The word grammar from a language's tables."""
    reader = Reader(tables["words"], tables["fractions"], tables["vague"])
    starts, links = reader.vocabulary()
    word = f"(?:{alternatives(starts)})(?![^\\W_])"
    link = f"(?:{alternatives(links)})"
    lead = f"(?:(?:{alternatives(reader.articles | reader.prefixes)})[\\s\u00a0-]{{1,2}}){{0,2}}"
    phrase = f"{lead}{word}(?:(?:[\\s\u00a0-]{{1,2}}{link}){{0,3}}[\\s\u00a0-]{{1,2}}{word}){{0,{MAX_TOKENS - 1}}}"
    first = heads([*starts, *reader.articles, *reader.prefixes])
    return Words(re.compile(phrase), first, lru_cache(CACHED_PHRASES)(reader.read), reader.counted)


__all__ = ["Words", "alternatives", "words"]
