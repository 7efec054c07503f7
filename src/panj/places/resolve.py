"""Ranks what every name of a document could be, by the document as a whole."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log

from panj.model import Candidate
from panj.places.gazetteer import Country, Reading
from panj.places.judge import Found
from panj.places.names import distance_km
from panj.places.words import Words

KEEP = 8
"""Candidates that a mention keeps."""
SAME_COUNTRY = 4.0
"""Added to a candidate's log-weight when its country is named in the document; grows with how often."""
SAME_DIVISION = 2.5
CONTAINED = 9.0
"""Added where the words say so: "Hissar, Tajikistan"."""
NEAR = 2.0
NEAR_KM = 250.0
LEVEL_SAID = 3.5
"""Added where a word beside the name says the level ("Kunduz province")."""
TOWN_OF_DIVISION = 3.0
"""Added to a town whose division has the same name, where nothing says that the division is meant."""
CAPITAL = 2.5
NEIGHBOUR = 1.0
LOOSE = 1.0
"""Divides the differences before they become shares: larger is less sure."""


@dataclass(slots=True)
class _Name:
    """All mentions of one spelling and what the words around them say."""

    readings: tuple[Reading, ...]
    mentions: list[int]
    levels: Counter[str]
    within: Counter[str]


class Resolver:
    """Ranks the candidates of all mentions of one document."""

    def __init__(self, countries: Mapping[str, Country], lists: Words) -> None:
        self._countries = countries
        self._words = lists
        self._capitals = {country.capital for country in countries.values() if country.capital}

    def rank(self, text: str, found: Sequence[Found]) -> list[tuple[Candidate, ...]]:
        """Candidates of every mention, best first, with scores that add up to one over all that the name could be."""
        names = self._names(text, found)
        votes = self._votes(found, names)
        best = {folded: self._score(name, votes, Counter(), []) for folded, name in names.items()}
        divisions = Counter[str]()
        points: list[tuple[str, Candidate]] = []
        for folded, ranked in best.items():
            top = ranked[0]
            if top.score > 0.5:
                if top.adm1:
                    divisions[top.adm1] += 1
                if top.level == "adm1":
                    divisions[top.id] += 1
                if top.level != "country" and top.latitude is not None:
                    points.append((folded, top))
        final = {
            folded: self._score(name, votes, divisions, [point for other, point in points if other != folded])
            for folded, name in names.items()
        }
        out: list[tuple[Candidate, ...]] = []
        for one in found:
            if one.codes:
                share = round(0.99 / len(one.codes), 4)
                order = sorted(one.codes, key=lambda code: -votes[code])
                out.append(tuple(replace(self._countries[code].place, score=share) for code in order))
            else:
                out.append(final[one.folded])
        return out

    def _names(self, text: str, found: Sequence[Found]) -> dict[str, _Name]:
        names: dict[str, _Name] = {}
        for index, one in enumerate(found):
            if one.codes:
                continue
            name = names.get(one.folded)
            if name is None:
                name = names[one.folded] = _Name(one.readings, [], Counter(), Counter())
            name.mentions.append(index)
            for word in (one.after, *((one.before,) if one.before not in self._words.locative else ())):
                for level in self._words.levels.get(word, ()):
                    name.levels[level] += 1
            after = found[index + 1] if index + 1 < len(found) else None
            if after is not None and not after.codes and after.start - one.end <= 4:
                if text[one.end : after.start].strip() in (",", "(", "in", ", in", ""):
                    for reading in after.readings:
                        name.within[reading.candidate.id] += 1
            before = found[index - 1] if index else None
            if (
                before is not None
                and one.start - before.end <= 4
                and text[before.end : one.start].strip() in ("'s", "’s")
            ):
                for reading in before.readings:
                    name.within[reading.candidate.id] += 1
        return names

    def _votes(self, found: Sequence[Found], names: Mapping[str, _Name]) -> Counter[str]:
        """How often each country is spoken of: by name, by its people, and by names that can be nowhere else."""
        votes: Counter[str] = Counter()
        for one in found:
            if one.codes:
                for code in one.codes:
                    votes[code] += 1
                continue
            total = sum(reading.weight for reading in one.readings)
            share: defaultdict[str, float] = defaultdict(float)
            for reading in one.readings:
                if reading.candidate.country:
                    share[reading.candidate.country] += reading.weight / total
            for code, part in share.items():
                if part > 0.9:
                    votes[code] += 1
        return votes

    def _score(
        self, name: _Name, votes: Counter[str], divisions: Counter[str], points: Sequence[Candidate]
    ) -> tuple[Candidate, ...]:
        total = sum(votes.values()) or 1
        own = {reading.candidate.id for reading in name.readings}
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
            if candidate.id in self._capitals:
                value += CAPITAL
            if name.within:
                above = {candidate.adm1, candidate.adm2}
                if country and candidate.level != "country":
                    above.add(self._countries[country].place.id)
                if any(code in name.within for code in above if code):
                    value += CONTAINED
            value += LEVEL_SAID * (name.levels[candidate.level] > 0)
            if candidate.level == "place" and (candidate.adm1 in own or candidate.adm2 in own) and not name.levels:
                value += TOWN_OF_DIVISION
            if points and candidate.latitude is not None and candidate.level != "country":
                value += NEAR * self._nearness(candidate, points)
            scored.append((value, candidate))
        top = max(value for value, _ in scored)
        shares = [(exp((value - top) / LOOSE), candidate) for value, candidate in scored]
        whole = sum(share for share, _ in shares)
        ranked = sorted(shares, key=lambda pair: -pair[0])[:KEEP]
        return tuple(replace(candidate, score=round(share / whole, 4)) for share, candidate in ranked)

    @staticmethod
    def _nearness(candidate: Candidate, points: Sequence[Candidate]) -> float:
        assert candidate.latitude is not None
        assert candidate.longitude is not None
        near = 0.0
        for point in points[:40]:
            if point.latitude is None or point.longitude is None or abs(point.latitude - candidate.latitude) > 3:
                continue
            away = distance_km(candidate.latitude, candidate.longitude, point.latitude, point.longitude)
            near = max(near, 1 - away / NEAR_KM)
        return near
