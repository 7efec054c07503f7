"""Which land "the region" or "the country" stands for: one that the report has named, and never a town."""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from panj.claims.role_words import RoleWords
from panj.claims.words import Words
from panj.model import Candidate, PlaceMention
from panj.model.vocabulary import Level

REGIONS: frozenset[Level] = frozenset({"region", "adm1", "adm2"})
DISTANCE = 3
"""Words between an article and its noun at most: "the breakaway mountain region"."""
TOLD_AGAIN = 0.6
"""What a place keeps of its score that a noun stands for."""
COUNTRIES: frozenset[Level] = frozenset({"country"})


def region(places: Sequence[PlaceMention], before: int) -> PlaceMention | None:
    """The region that the text before an offset names most, the later of two; else its country where it names but
    one, since the region lies in it."""
    found = _most(places, before, REGIONS, frozenset())
    if found is not None:
        return found
    return country(places, before) if len({best.country for _, best in _known(places) if best.country}) == 1 else None


def country(places: Sequence[PlaceMention], before: int, without: Set[str | None] = frozenset()) -> PlaceMention | None:
    """The country that the text before an offset names most, the later of two, and none of those `without`."""
    return _most(places, before, COUNTRIES, without)


def told_again(words: Words, places: Sequence[PlaceMention], lists: RoleWords) -> list[PlaceMention]:
    """The regions that a sentence tells by a noun behind a preposition: "fled from the breakaway region"."""
    out: list[PlaceMention] = []
    for n, word in enumerate(words.low):
        if word not in lists.regions or _has_name(words, n + 1, lists):
            continue
        start = next((at for at in range(n - 1, max(n - 2 - DISTANCE, 0), -1) if words.low[at] in lists.definite), 0)
        plain = all(raw.islower() for raw in words.raw[start + 1 : n])
        if start and plain and words.low[start - 1] in lists.role and (meant := region(places, words.start[start])):
            known = tuple(replace(each, score=each.score * TOLD_AGAIN) for each in meant.candidates)
            out.append(replace(meant, start=words.start[start], end=words.end[n], candidates=known))
    return out


def _has_name(words: Words, after: int, lists: RoleWords) -> bool:
    """Whether the name of the land stands behind its noun: "the region of Tigray", "the province around Goma"."""
    if words.low[after : after + 1] == [lists.of]:
        return True
    at = after + 1 if words.low[after : after + 1] and words.low[after] in lists.role else after
    return at < len(words) and words.raw[at][0].isupper() and words.low[at] not in lists.never


def _most(
    places: Sequence[PlaceMention], before: int, levels: Set[Level], without: Set[str | None]
) -> PlaceMention | None:
    known = [
        (mention, best.id)
        for mention, best in _known(places)
        if mention.start < before and best.level in levels and not mention.demonym and best.country not in without
    ]
    times = Counter(ident for _, ident in known)
    most = max(times.values(), default=0)
    return next((mention for mention, ident in reversed(known) if times[ident] == most), None)


def _known(places: Sequence[PlaceMention]) -> Iterator[tuple[PlaceMention, Candidate]]:
    return ((mention, mention.best) for mention in places if mention.best is not None)
