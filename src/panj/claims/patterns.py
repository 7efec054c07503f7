"""Patterns of words: compiled from the word lists, matched along a sentence.

A pattern is a row of elements: a word, alternatives `a|b`, `~lemma` for any form of a verb, `@class` for a class of
words, `?` for what may be missing, `..` for up to five words without a stop. Matching tries only the patterns that can
begin with the word at hand, so its cost grows with the hits and not with the lists.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from panj.errors import DataError

T = TypeVar("T")

GAP = 5
"""How many words `..` may stand for: enough for "sent the larger part of them back"."""
GAPPED = ".."
STOPS = frozenset(",;:.!?•|")


@dataclass(frozen=True, slots=True)
class Element:
    """One place in a pattern: the words that fit, or a gap."""

    words: frozenset[str]
    gap: bool = False
    verb: bool = False


@dataclass(frozen=True, slots=True)
class Pattern(Generic[T]):
    """A compiled row of elements and what it stands for."""

    elements: tuple[Element, ...]
    meaning: T
    text: str
    head: int
    """Which element is the verb; the first where none is."""
    gap: int = 0
    """Which element is the first gap; 0 where none is."""


class Match(NamedTuple, Generic[T]):
    """A pattern found at words [start, end); `head` is the word of its verb, `behind` the word behind its first gap, 0
    where it has none."""

    start: int
    end: int
    head: int
    meaning: T
    pattern: str
    behind: int = 0


def _alternatives(text: str, classes: Mapping[str, str], verbs: Mapping[str, str]) -> tuple[frozenset[str], bool]:
    words: set[str] = set()
    verb = False
    for part in text.split("|"):
        if part.startswith("~"):
            if part[1:] not in verbs:
                raise DataError(f"The word lists name the verb {part[1:]!r}, but give no forms of it")
            words.update(form for forms in verbs[part[1:]].split() for form in forms.split("/"))
            verb = True
        elif part.startswith("@"):
            if part[1:] not in classes:
                raise DataError(f"The word lists name the class {part!r}, but do not define it")
            inner, inner_verb = _alternatives("|".join(classes[part[1:]].replace("|", " ").split()), classes, verbs)
            words |= inner
            verb = verb or inner_verb
        else:
            words.add(part)
    return frozenset(words), verb


def compile_pattern(
    text: str, meaning: T, classes: Mapping[str, str], verbs: Mapping[str, str]
) -> Iterable[Pattern[T]]:
    """The pattern, and its shorter forms where a word may be missing. Raises DataError for an unknown verb or class."""
    rows: list[list[Element]] = [[]]
    for part in text.split():
        if part == "..":
            element = Element(frozenset(), gap=True)
        else:
            words, verb = _alternatives(part.removesuffix("?"), classes, verbs)
            element = Element(words, verb=verb)
        without = [list(row) for row in rows] if part.endswith("?") else []
        rows = [[*row, element] for row in rows] + without
    for row in rows:
        head = next((n for n, element in enumerate(row) if element.verb), 0)
        gap = next((n for n, element in enumerate(row) if element.gap), 0)
        yield Pattern(tuple(row), meaning, text, head, gap)


class Matcher(Generic[T]):
    """Finds patterns along a sentence. Patterns are kept by their first word and, where no gap follows, their second,
    so that of the many that begin with "take" only those are tried that can go on."""

    def __init__(self, patterns: Iterable[Pattern[T]]) -> None:
        self._first: dict[str, tuple[list[Pattern[T]], dict[str, list[Pattern[T]]]]] = {}
        for pattern in patterns:
            second = pattern.elements[1] if len(pattern.elements) > 1 else None
            for word in pattern.elements[0].words:
                free, bound = self._first.setdefault(word, ([], {}))
                if second is None or second.gap:
                    free.append(pattern)
                else:
                    for following in second.words:
                        bound.setdefault(following, []).append(pattern)

    @property
    def firsts(self) -> Iterable[str]:
        """Every word that a pattern can begin with."""
        return self._first.keys()

    def find(self, low: list[str]) -> list[Match[T]]:
        """All matches in a row of words, in order of their start."""
        found: list[Match[T]] = []
        first = self._first
        last = len(low) - 1
        for n, word in enumerate(low):
            if word not in first:
                continue
            free, bound = first[word]
            for pattern in free:
                _try(pattern, low, n, found)
            if n < last and bound:
                for pattern in bound.get(low[n + 1], ()):
                    _try(pattern, low, n, found)
        return found


def _try(pattern: Pattern[T], low: list[str], n: int, found: list[Match[T]]) -> None:
    if len(pattern.elements) == 1:
        found.append(Match(n, n + 1, n, pattern.meaning, pattern.text))
        return
    places = _match(pattern.elements, low, n)
    if places is not None:
        behind = places[pattern.gap] if pattern.gap else 0
        found.append(Match(n, places[-1] + 1, places[pattern.head], pattern.meaning, pattern.text, behind))


def _match(elements: tuple[Element, ...], low: list[str], start: int) -> list[int] | None:
    """The words that the elements fell on, or None. A gap takes as few words as it can."""
    places = [start]
    at = start + 1
    size = len(low)
    n = 1
    while n < len(elements):
        element = elements[n]
        if element.gap:
            target = elements[n + 1].words
            for skip in range(GAP + 1):
                here = at + skip
                if here >= size or (skip and low[here - 1] in STOPS):
                    return None
                if low[here] in target:
                    break
            else:
                return None
            places += [here, here]
            at = here + 1
            n += 2
            continue
        if at >= size or low[at] not in element.words:
            return None
        places.append(at)
        at += 1
        n += 1
    return places


def _nearest(found: list[Match[T]]) -> list[Match[T]]:
    """Of phrases with a gap that begin at one word, those whose gap is the shortest: "took them home to Humera" is
    "take … home" and no "take … to"."""
    nearest: dict[int, int] = {}
    for match in found:
        if match.behind:
            nearest[match.start] = min(nearest.get(match.start, match.behind), match.behind)
    return [m for m in found if not m.behind or m.behind == nearest[m.start]]


def outermost(found: list[Match[T]]) -> list[Match[T]]:
    """Those that lie inside no longer one, in order of their start. A row of words beats a longer one that has a gap
    over its second word: "sent back" in "sent back to" is no "sent … to"."""
    if len(found) < 2:
        return found
    rows = {m.start for m in found if m.end - m.start > 1 and GAPPED not in m.pattern}
    found = [m for m in found if not (m.start in rows and m.pattern.split(" ", 2)[1:2] == [GAPPED])]
    found = _nearest(found)
    found.sort(key=lambda m: (m.start, -m.end))
    kept: list[Match[T]] = []
    start = longest = before = -1
    for match in found:
        if match.start != start:
            before = max(before, longest)
            start, longest = match.start, match.end
        if match.end > before and match.end == longest:
            kept.append(match)
    return kept
