"""Ranks what every name of a document could be, by the document as a whole."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log

from panj.model import Candidate
from panj.places.gazetteer import Country, Reading
from panj.places.judge import Found
from panj.places.names import distance_km
from panj.places.schema import OFFICIAL
from panj.places.words import Words

KEEP = 8
"""Candidates that a mention keeps."""
SAME_COUNTRY = 5.5
"""Added to a candidate's log-weight when its country is named in the document; grows with how often."""
SAME_DIVISION = 2.5
CONTAINED = 9.0
"""Added where the words say so: "Hissar, Tajikistan"."""
NEAR = 2.0
NEAR_KM = 250.0
NEAR_DEGREES = 2.3
"""Degrees of latitude in NEAR_KM, rounded up."""
LEVEL_SAID = 3.5
"""Added where a word beside the name says the level ("Kunduz province")."""
TOWN_OF_DIVISION = 3.0
"""Added to a town whose division has the same name, where nothing says that the division is meant."""
CAPITAL = 2.5
NEIGHBOUR = 1.0
VOTE_RIVAL = 0.1
"""A name speaks for a country if all that it could be elsewhere weighs less than this share of it."""
GREAT = 1_000_000.0
"""The weight from which a division is not looked for inside the name that follows it in a list."""
UNKNOWN_SCORE = 0.7
"""How often a name that the gazetteer lacks lies where the document puts it, measured on written passages."""
SUREST = 0.99
"""No name is surer than this."""
MAX_POINTS = 40
BETWEEN = frozenset({",", "(", "in", ", in", "", ", of"})


@dataclass(slots=True)
class _Name:
    """All mentions of one spelling and what the words around them say."""

    readings: tuple[Reading, ...]
    levels: Counter[str]
    fits: set[str]


class Resolver:
    """Ranks the candidates of all mentions of one document."""

    def __init__(self, countries: Mapping[str, Country], lists: Words) -> None:
        self._countries = countries
        self._words = lists
        self._capitals = {country.capital for country in countries.values() if country.capital}

    def votes(self, found: Sequence[Found]) -> Counter[str]:
        """How often each country is spoken of: by name, by its people, and by names that are hardly anywhere else."""
        votes: Counter[str] = Counter()
        for one in found:
            for code in one.codes:
                votes[code] += 1
            if one.readings and one.support:
                top = one.readings[0]
                rest = sum(
                    reading.weight for reading in one.readings if reading.candidate.country != top.candidate.country
                )
                rival = any(
                    reading.kind == OFFICIAL
                    and reading.candidate.level in ("country", "adm1")
                    and reading.candidate.country != top.candidate.country
                    for reading in one.readings[1:]
                )
                if top.candidate.country and not rival and rest < VOTE_RIVAL * top.weight:
                    votes[top.candidate.country] += 1
        return votes

    def contained(self, text: str, found: Sequence[Found], index: int) -> bool:
        """Whether the words put the name in the place named next ("Marion, Ohio") and the gazetteer agrees."""
        one = found[index]
        other = self._next(text, found, index)
        if other is None:
            return False
        if not one.readings:
            return one.before in self._words.locative and other.readings[0].candidate.level in ("country", "adm1")
        return any(
            self._inside(reading.candidate, outer.candidate) for reading in one.readings for outer in other.readings
        )

    def rank(self, text: str, found: Sequence[Found]) -> list[tuple[Candidate, ...]]:
        """Candidates of every mention, best first, with scores that add up to one over all that the name could be."""
        votes = self.votes(found)
        names = self._names(text, found)
        first = {folded: self._score(name, votes, {}, []) for folded, name in names.items()}
        divisions: dict[str, int] = {}
        points: list[tuple[str, Candidate]] = []
        for folded, ranked in first.items():
            top = ranked[0]
            if top.score > 0.5 and top.level != "country":
                division = top.id if top.level == "adm1" else top.adm1
                if division:
                    divisions[division] = divisions.get(division, 0) + 1
                if top.latitude is not None:
                    points.append((folded, top))
        final = {
            folded: self._score(
                name, votes, divisions, [point for other, point in points if other != folded][:MAX_POINTS]
            )
            for folded, name in names.items()
        }
        out: list[tuple[Candidate, ...]] = []
        for index, one in enumerate(found):
            if one.codes:
                share = round(SUREST / len(one.codes), 4)
                order = sorted(one.codes, key=lambda code: -votes[code])
                out.append(tuple(replace(self._countries[code].place, score=share) for code in order))
            elif one.readings:
                out.append(final[one.folded])
            else:
                out.append(self._unknown(one, self._next(text, found, index), final, votes))
        return out

    def _unknown(
        self, one: Found, outer: Found | None, final: Mapping[str, tuple[Candidate, ...]], votes: Counter[str]
    ) -> tuple[Candidate, ...]:
        """What can be said of a name that the gazetteer lacks: the place that the words put it in, or the country that
        the document speaks of most."""
        if outer is not None and outer.folded in final:
            top = final[outer.folded][0]
            near = top.level != "country"
            return (
                Candidate(
                    "", one.text, top.country, top.latitude if near else None, top.longitude if near else None, "place",
                    round(UNKNOWN_SCORE * top.score, 4), top.id if top.level == "adm1" else top.adm1,
                ),
            )  # fmt: skip
        most = votes.most_common(2)
        if most and (len(most) == 1 or most[0][1] >= 2 * most[1][1]):
            return (Candidate("", one.text, most[0][0], None, None, "place", UNKNOWN_SCORE),)
        return ()

    def _names(self, text: str, found: Sequence[Found]) -> dict[str, _Name]:
        names: dict[str, _Name] = {}
        for one in found:
            if one.readings and not one.codes and one.folded not in names:
                names[one.folded] = _Name(one.readings, Counter(), set())
        for index, one in enumerate(found):
            name = names.get(one.folded)
            if name is None or one.codes:
                continue
            for word in (one.after, one.before):
                if word not in self._words.locative:
                    name.levels.update(self._words.levels.get(word, ()))
            outer = self._next(text, found, index) or self._owner(text, found, index)
            if outer is not None:
                self._contain(name, names[outer.folded])
        return names

    def _contain(self, inner: _Name, outer: _Name) -> None:
        """Notes which readings of two names fit as "town, division"; a list of equals ("Ohio, Indiana") fits none."""
        top = inner.readings[0]
        great = top.candidate.level in ("country", "adm1") and top.weight >= GREAT
        for reading in inner.readings:
            small = reading.candidate.level not in ("country", "adm1") and reading.candidate.adm1 != top.candidate.id
            if great and (small or reading.kind != OFFICIAL):
                continue
            for above in outer.readings:
                if self._inside(reading.candidate, above.candidate):
                    inner.fits.add(reading.candidate.id)
                    if reading.kind == OFFICIAL:
                        outer.fits.add(above.candidate.id)

    def _inside(self, inner: Candidate, outer: Candidate) -> bool:
        if outer.level == "country":
            return inner.country == outer.country and inner.level != "country"
        return outer.id in (inner.adm1, inner.adm2)

    @staticmethod
    def _next(text: str, found: Sequence[Found], index: int) -> Found | None:
        """The place that follows in "X, Y", "X (Y)" or "X in Y"."""
        if index + 1 < len(found):
            one, after = found[index], found[index + 1]
            if after.readings and not after.codes and 0 < after.start - one.end <= 5:
                return after if text[one.end : after.start].strip() in BETWEEN else None
        return None

    @staticmethod
    def _owner(text: str, found: Sequence[Found], index: int) -> Found | None:
        """The place before the name in "Syria's Idlib"."""
        if index:
            one, before = found[index], found[index - 1]
            if before.readings and not before.codes and text[before.end : one.start].strip() in ("'s", "’s"):
                return before
        return None

    def _score(
        self, name: _Name, votes: Counter[str], divisions: Mapping[str, int], points: Sequence[Candidate]
    ) -> tuple[Candidate, ...]:
        total = sum(votes.values()) or 1
        own = {reading.candidate.id for reading in name.readings if reading.kind == OFFICIAL}
        scored: list[tuple[float, Candidate]] = []
        for reading in name.readings:
            candidate = reading.candidate
            value = log(reading.weight)
            country = candidate.country
            if country and votes[country]:
                value += SAME_COUNTRY * (0.5 + votes[country] / total)
            elif country and any(code in votes for code in self._countries[country].neighbours):
                value += NEIGHBOUR
            if candidate.adm1 in divisions:
                value += SAME_DIVISION
            if candidate.id in name.fits:
                value += CONTAINED
            if name.levels[candidate.level]:
                value += LEVEL_SAID
            if reading.kind == OFFICIAL:
                value += CAPITAL * (candidate.id in self._capitals)
                if candidate.level == "place" and not name.levels and (candidate.adm1 in own or candidate.adm2 in own):
                    value += TOWN_OF_DIVISION
            if points and candidate.level != "country":
                value += NEAR * self._nearness(candidate, points)
            scored.append((value, candidate))
        top = max(value for value, _ in scored)
        shares = [(exp(value - top), candidate) for value, candidate in scored]
        whole = sum(share for share, _ in shares)
        ranked = sorted(shares, key=lambda pair: -pair[0])[:KEEP]
        return tuple(replace(candidate, score=round(min(share / whole, SUREST), 4)) for share, candidate in ranked)

    @staticmethod
    def _nearness(candidate: Candidate, points: Sequence[Candidate]) -> float:
        """One where another place of the document lies at the candidate, falling to zero at NEAR_KM."""
        if candidate.latitude is None or candidate.longitude is None:
            return 0.0
        near = 0.0
        for point in points:
            if (
                point.latitude is None
                or point.longitude is None
                or abs(point.latitude - candidate.latitude) > NEAR_DEGREES
            ):
                continue
            away = distance_km(candidate.latitude, candidate.longitude, point.latitude, point.longitude)
            near = max(near, 1 - away / NEAR_KM)
        return near
