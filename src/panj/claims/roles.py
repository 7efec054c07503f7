"""Where people came from, went to, passed and are: place names put into roles by the words around them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from panj.claims.lands import peopled
from panj.claims.motion import direction
from panj.claims.role_words import RoleWords
from panj.claims.words import Words
from panj.model import Candidate, Place, PlaceCandidate, PlaceMention, Span

LOOK_BACK = 7
"""Words before a name among which its preposition is looked for: "from the remote mountainous district of X"."""
DEEPER = 6
"""Words before "in X" among which a direction is looked for: "to a disused tobacco shed in X"."""
SITE = 7
"""Words of a site without a name: "four monasteries and a church"."""
CANDIDATES = 4
"""How many other places a claim's place keeps."""
UNRESOLVED = 0.1
"""The score of a name that no gazetteer knows, put into a role by its preposition alone."""
SETTLED = 0.5
"""The least score at which a name that no gazetteer knows is said to lie in a country."""
LOCAL = ("place", "site")
"""Levels of places that people can leave for another of the same land."""
IMPLIED = 0.8
"""What a place keeps of its score in a role that its kind implies and no word gives: the evacuated left it."""


@dataclass(frozen=True, slots=True)
class Located:
    """A place name with the role that its words give it; `place` where they give none."""

    mention: PlaceMention
    role: str
    marked: bool
    """Whether a word gave the role, or it was taken for want of one."""


def locate(
    words: Words, places: Sequence[PlaceMention], taken: Sequence[Span], speakers: Sequence[Span], lists: RoleWords
) -> list[Located]:
    """The places of a sentence with their roles, in order. A place in a list has the role of the one before it.

    `taken` holds the spans of dates and numbers, which are no names; `speakers` those of the names of who says it,
    whose places ("Tajik authorities", "the governor of Kandahar") are in no role but `speaker`.
    """
    mentions = [place for place in places if not place.demonym or _land(place, words, lists)]
    covered = {n for p in places for n in range(*words.span(p.start, p.end))}
    covered |= {n for span in taken for n in range(*words.span(span.start, span.end))}
    retold = _the_country(words, mentions, lists)
    mentions += [m for m in _unresolved(words, covered, lists) if not any(r.start <= m.start < r.end for r in retold)]
    mentions = [m for m in mentions if not any(r.start <= m.start < r.end for r in retold)] + retold
    mentions.sort(key=lambda m: m.start)
    out: list[Located] = []
    previous_end = -1
    for mention in mentions:
        first, last = words.span(mention.start, mention.end)
        role = _home(words, last, lists) or _role(words, first, previous_end, lists)
        if mention.spoken or (role != "home" and any(s.start <= mention.start < s.end for s in speakers)):
            out.append(Located(mention, "speaker", False))
            previous_end = last
            continue
        if role == "destination" and out and not out[-1].marked and first - previous_end == 1:
            out[-1] = Located(out[-1].mention, "origin", True)
        if role is None and out and out[-1].role != "speaker" and _listed(words, previous_end, first, lists):
            out.append(Located(mention, out[-1].role, out[-1].marked))
        else:
            out.append(Located(mention, role or "place", role is not None))
        previous_end = last
    return out


def _the_country(words: Words, mentions: Sequence[PlaceMention], lists: RoleWords) -> list[PlaceMention]:
    """Countries told again by a noun: "crossed into the Central Asian country". It is the first country that the
    sentence names, unless that is where the people come from."""
    out: list[PlaceMention] = []
    for n, word in enumerate(words.low):
        if word not in lists.countries or n < 2:
            continue
        start = next((at for at in range(n - 1, max(n - 5, -1), -1) if words.low[at] in lists.articles), None)
        if start is None or start == 0 or words.low[start - 1] not in lists.role:
            continue
        for mention in mentions:
            best = mention.best
            first = words.span(mention.start, mention.end)[0]
            if (
                best is not None
                and best.level == "country"
                and first < start
                and _role(words, first, -1, lists) != "origin"
            ):
                out.append(replace(mention, start=words.start[start], end=words.end[n]))
                break
    return out


def _land(place: PlaceMention, words: Words, lists: RoleWords) -> bool:
    """A demonym of a land and not of people: "in Moldovan school halls", "off the Yemeni shore"."""
    after = words.span(place.start, place.end)[1]
    return any(word in lists.lands for word in words.low[after : after + 2]) and not any(
        word in lists.dwellers for word in words.low[after : after + 2]
    )


def _home(words: Words, after: int, lists: RoleWords) -> str | None:
    """ "Bor residents", "the village's 300 people": the people of the place stand behind its name."""
    named = after < len(words) and words.low[after] in lists.behind
    return "home" if named or peopled(words, after, lists) else None


def _role(words: Words, first: int, previous_end: int, lists: RoleWords) -> str | None:
    at = first - 1
    low = words.low
    whole = False
    while at >= 0 and at >= first - LOOK_BACK and at >= previous_end:
        word = low[at]
        if moved := direction(words, at, lists):
            return moved
        if word in lists.role:
            if at > 0 and low[at - 1] in lists.crediting:
                return None
            if at > 0 and low[at - 1] in lists.ways:
                return "route"
            if word in lists.static:
                return _deeper(words, at, previous_end, lists) or _scene(words, at, lists) or lists.role[word]
            return lists.role[word]
        if word in lists.dwellers and low[at + 1] == lists.of:
            return "home"
        whole = whole or low[at + 1] == lists.of
        apposed = word == "," and at > 0 and (low[at - 1] in lists.between or _name(words, at - 1, lists))
        known = word in lists.between or words.raw[at][0].isupper() or apposed
        if not known and not (whole and word[0].isalnum() and word not in lists.breaking):
            return None
        at -= 1
    return None


def _name(words: Words, at: int, lists: RoleWords) -> bool:
    """Whether a word may be a name of its own: "from Ab Kamari, Muqur"."""
    return words.raw[at][0].isupper() and words.low[at] not in lists.never


def _scene(words: Words, static: int, lists: RoleWords) -> str | None:
    """The scene of what people flee: "fighting in X", "the quake near X"."""
    return "scene" if static > 0 and words.low[static - 1] in lists.troubles else None


def _deeper(words: Words, static: int, previous_end: int, lists: RoleWords) -> str | None:
    """The direction behind a static preposition: "to a tent city at X", "sought refuge in X"."""
    for at in range(static - 1, max(static - 1 - DEEPER, previous_end - 1, -1), -1):
        word = words.low[at]
        if word in lists.arriving:
            return "destination"
        if word in lists.role and word not in lists.static:
            return lists.role[word]
        if not word.isalpha() or words.raw[at][0].isupper():
            return None
    return None


def _unresolved(words: Words, covered: set[int], lists: RoleWords) -> list[PlaceMention]:
    """Names behind a direction that no gazetteer knows, so that the role is not lost: "fled from Kekhvi"."""
    out: list[PlaceMention] = []
    n = 0
    while n < len(words) - 1:
        word = words.low[n]
        leads = word in lists.naming or (n - 1 in covered and lists.role.get(word) == "destination")
        leads = leads or (word in lists.static and _deeper(words, n, -1, lists) == "destination")
        if leads and n not in covered:
            start = n + 1
            while start < len(words) and words.low[start] in lists.between and not words.raw[start][0].isupper():
                start += 1
            end = start
            while (
                end < len(words)
                and end not in covered
                and words.raw[end][0].isupper()
                and words.low[end] not in lists.never
            ):
                end += 1
            if end > start and (len(words.raw[start]) > 2 or end - start > 1) and not words.raw[start].isupper():
                name = " ".join(words.raw[start:end])
                out.append(PlaceMention(words.start[start], words.end[end - 1], name, ()))
                n = end
                continue
            end = _site(words, n + 1, covered, lists)
            first = n + 2 if words.low[n + 1] in lists.articles else n + 1
            if end - first > 1 or (end and words.low[first] in lists.several):
                out.append(PlaceMention(words.start[first], words.end[end - 1], " ".join(words.raw[first:end]), ()))
                n = end
                continue
        n += 1
    return out


def _site(words: Words, start: int, covered: set[int], lists: RoleWords) -> int:
    """The end of a site without a name behind a direction: "to four monasteries and a church"; 0 for none."""
    end = 0
    for at in range(start, min(start + SITE, len(words))):
        word = words.low[at]
        if at in covered or words.raw[at][0].isupper() or (word in lists.breaking and word != lists.joined):
            break
        if word in lists.role or not word[0].isalnum():
            break
        if word in lists.sites:
            end = at + 1
    return end


def _listed(words: Words, end: int, first: int, lists: RoleWords) -> bool:
    """Only commas, "and" and words such as "district" stand between two names."""
    between = words.low[end:first]
    return len(between) <= 6 and all(word in lists.between or word in ",()/–-&" for word in between)


def completed(kind: str, roles: dict[str, list[Place]], nationality: Place | None, lists: RoleWords) -> None:
    """Fills the role that a kind implies: the evacuated left the place, those who arrived have come to it."""
    for role, kinds in (("origin", lists.from_kinds), ("destination", lists.to_kinds)):
        if kind in kinds and not roles[role]:
            roles[role] += [_implied(place) for place in roles["place"]]
            if kind not in lists.staying:
                roles["place"].clear()
    if kind in lists.back and roles["destination"] and not roles["origin"]:
        _stayed(roles)
    if nationality is not None and kind in lists.home_kinds:
        if not roles["destination"] and nationality.country not in {place.country for place in roles["origin"]}:
            roles["destination"].append(nationality)
    elif nationality is not None and kind in lists.nationals and not roles["origin"]:
        there = {place.country for place in (*roles["place"], *roles["destination"])}
        if nationality.country not in there:
            roles["origin"].append(nationality)
    if kind in lists.entering and roles["origin"] and not roles["destination"]:
        left = {place.country for place in roles["origin"]}
        passed = [p for p in roles["route"] if p.level != "line" and p.country and p.country not in left]
        roles["destination"] += [_implied(place) for place in passed]


def _stayed(roles: dict[str, list[Place]]) -> None:
    """Makes the places where those who went home had been their origin: a town, or another country, and no land that
    holds where they went: "in the camps at X not one of the 640 families who went home to Y"."""
    home = {place.country for place in roles["destination"]}
    left = [p for p in roles["place"] if p.level in LOCAL or (p.country and home and p.country not in home)]
    if left:
        roles["origin"] += [_implied(place) for place in left]
        roles["place"] = [place for place in roles["place"] if place not in left]


def _implied(place: Place) -> Place:
    return replace(place, score=round(place.score * IMPLIED, 3))


def as_place(mention: PlaceMention, text: str, score: float = 1.0) -> Place:
    """The contract's form of a place. `score` lowers the gazetteer's where the place was taken from the context."""
    best = mention.best
    if best is None:
        return Place(text=text, name=mention.name, score=UNRESOLVED)
    return Place(
        text=text,
        name=best.name,
        id=best.id or None,
        country=best.country if best.id or best.score >= SETTLED else None,
        pcode=best.pcode,
        latitude=best.latitude,
        longitude=best.longitude,
        level=best.level,
        score=round(best.score * score, 3),
        candidates=tuple(_other(c) for c in mention.candidates[1 : 1 + CANDIDATES] if c.id),
        divisions=tuple(d for d in (best.adm1, best.adm2) if d),
    )


def _other(candidate: Candidate) -> PlaceCandidate:
    return PlaceCandidate(candidate.id, candidate.name, candidate.country, round(candidate.score, 3))
