"""Which place "the region", "the country" or "the town" stands for: one of its kind that the report has named."""

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
DWELLERS = 4
"""Words between an owner and its people."""
TOLD_AGAIN = 0.6
"""What a place keeps of its score that a noun stands for."""
COUNTRIES: frozenset[Level] = frozenset({"country"})
TOWNS: frozenset[Level] = frozenset({"place"})


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


def town(places: Sequence[PlaceMention], before: int) -> PlaceMention | None:
    """The town that the text before an offset names last."""
    found = (m for m in reversed(places) if m.start < before and not m.demonym and _is_town(m))
    return next(found, None)


def _is_town(place: PlaceMention) -> bool:
    """Whether a name is a town's, or that of a district which may stand for its town of the same name and land."""
    best = place.best
    return (
        best is not None
        and any(other.level in TOWNS and other.country == best.country for other in place.candidates)
        and best.level not in COUNTRIES
    )


def told_again(words: Words, places: Sequence[PlaceMention], lists: RoleWords) -> list[PlaceMention]:
    """The regions and towns that a sentence tells by a noun behind a preposition or before their people: "fled from the
    breakaway region", "the town's 300 inhabitants"."""
    out: list[PlaceMention] = []
    for n, word in enumerate(words.low):
        of_town = word in lists.towns
        if not (of_town or word in lists.regions) or _has_name(words, n + 1, lists):
            continue
        start = next(
            (at for at in range(n - 1, max(n - 2 - DISTANCE, -1), -1) if words.low[at] in lists.definite), None
        )
        if of_town and words.low[n + 1 : n + 2] and words.low[n + 1] in lists.sites | lists.between:
            continue
        if start is None or not all(raw.islower() for raw in words.raw[start + 1 : n]):
            continue
        if (start > 0 and words.low[start - 1] in lists.role) or (of_town and peopled(words, n + 1, lists)):
            meant = (town if of_town else region)(places, words.start[start])
            if meant is not None:
                known = tuple(replace(each, score=each.score * TOLD_AGAIN) for each in meant.candidates)
                out.append(replace(meant, start=words.start[start], end=words.end[n], candidates=known))
    return out


def peopled(words: Words, after: int, lists: RoleWords) -> bool:
    """Whether an owner's ending and its people stand there: "Grindavík's 3,800 or so inhabitants"."""
    following = words.low[after : after + DWELLERS + 1]
    return bool(following) and following[0] in lists.owner and not lists.behind.isdisjoint(following[1:])


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
