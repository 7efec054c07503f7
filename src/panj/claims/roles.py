"""Where people came from, went to, passed and are: place names put into roles by the words around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from panj.claims.words import Words
from panj.lexicon import table
from panj.model import Candidate, Place, PlaceCandidate, PlaceMention

LOOK_BACK = 7
"""Words before a name among which its preposition is looked for: "from the remote mountainous district of X"."""
CANDIDATES = 4
"""How many other places a claim's place keeps."""


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The words of a language that give places their roles."""

    role: dict[str, str]
    between: frozenset[str]


@dataclass(frozen=True, slots=True)
class Located:
    """A place name with the role that its words give it; `place` where they give none."""

    mention: PlaceMention
    role: str
    marked: bool
    """Whether a word gave the role, or it was taken for want of one."""


@cache
def role_words(language: str) -> RoleWords:
    data = table(language, "roles")
    role = {
        word: name
        for name, text in data["prepositions"].items()
        if isinstance(text, str) and name != "of"
        for word in text.split()
    }
    return RoleWords(role, frozenset(data["between"]["words"].split()))


def locate(words: Words, places: Sequence[PlaceMention], language: str) -> list[Located]:
    """The places of a sentence with their roles, in order. A place in a list has the role of the one before it."""
    out: list[Located] = []
    lists = role_words(language)
    previous_end = -1
    for mention in places:
        if mention.demonym:
            continue
        first, last = words.span(mention.start, mention.end)
        role = _role(words, first, previous_end, lists)
        if role is None and out and _listed(words, previous_end, first, lists):
            out.append(Located(mention, out[-1].role, out[-1].marked))
        else:
            out.append(Located(mention, role or "place", role is not None))
        previous_end = last
    return out


def _role(words: Words, first: int, previous_end: int, lists: RoleWords) -> str | None:
    at = first - 1
    low = words.low
    while at >= 0 and at >= first - LOOK_BACK and at >= previous_end:
        word = low[at]
        if word in lists.role:
            if (
                word in ("in", "near", "around")
                and at > 0
                and low[at - 1] in lists.between
                and low[at - 1] not in ("and", "or")
            ):
                deeper = _role(words, at, previous_end, lists)
                if deeper:
                    return deeper
            return lists.role[word]
        if word not in lists.between and not words.raw[at][0].isupper():
            return None
        at -= 1
    return None


def _listed(words: Words, end: int, first: int, lists: RoleWords) -> bool:
    """Only commas, "and" and words such as "district" stand between two names."""
    between = words.low[end:first]
    return len(between) <= 6 and all(word in lists.between or word in ",()/–-&" for word in between)


def as_place(mention: PlaceMention, text: str, score: float = 1.0) -> Place:
    """The contract's form of a place. `score` lowers the gazetteer's where the place was taken from the context."""
    best = mention.best
    if best is None:
        return Place(text=text, name=mention.name)
    return Place(
        text=text,
        name=best.name,
        id=best.id,
        country=best.country,
        pcode=best.pcode,
        latitude=best.latitude,
        longitude=best.longitude,
        level=best.level,
        score=round(best.score * score, 3),
        candidates=tuple(_other(c) for c in mention.candidates[1 : 1 + CANDIDATES]),
    )


def _other(candidate: Candidate) -> PlaceCandidate:
    return PlaceCandidate(candidate.id, candidate.name, candidate.country, round(candidate.score, 3))
