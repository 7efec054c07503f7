"""How likely each place of a name is meant, by the countries, places and words around it."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from math import log

from panj.model import Candidate
from panj.places.gazetteer import Country, Reading
from panj.places.names import distance_km
from panj.places.schema import OFFICIAL

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
"""Added where a word beside the name says the level ("Kunduz province"), and to a country's towns of that name where
the gazetteer has no such division of the country: "Murghab district" is the land around the town."""
DIVISIONS = frozenset({"adm1", "adm2"})
BESIDE = 2.0
"""Added where the country is named a few words from the name."""
UNLISTED = log(100.0)
"""What a place that the gazetteer lacks counts for, in the country that the document speaks of most, where a name is
known from other countries alone, and these are no neighbours."""
DISTINCT = 100_000.0
"""The weight from which a name is not taken for that of a place that the gazetteer lacks."""
SHORT_NAME = 6
LONG_NAME = 0.8
"""Taken from that for each letter beyond SHORT_NAME: long names are seldom borne by two places."""
TOWN_OF_DIVISION = 3.0
"""Added to a town whose division has the same name, where nothing says that the division is meant."""
CAPITAL = 2.5
NEIGHBOUR = 1.0


@dataclass(slots=True)
class Name:
    """All mentions of one spelling and what the words around them say; `beside` are countries named near them,
    `votes` the countries that they speak for themselves, one for each mention."""

    readings: tuple[Reading, ...]
    text: str
    levels: set[str] = field(default_factory=set)
    fits: set[str] = field(default_factory=set)
    beside: set[str] = field(default_factory=set)
    votes: list[str] = field(default_factory=list)


class Weigher:
    """Weighs what the names of a document could be; knows the countries."""

    def __init__(self, countries: Mapping[str, Country]) -> None:
        self._countries = countries
        self._capitals = {country.capital for country in countries.values() if country.capital}

    def values(
        self, name: Name, votes: Counter[str], homes: Set[str], divisions: Set[str], points: Sequence[Candidate]
    ) -> list[tuple[float, Candidate]]:
        """What the name could be, each with its log-weight in this document.

        `votes` says how often each country is spoken of, `homes` which of them surely are; `divisions` are those where
        other names lie, `points` these names' places.
        """
        total = max(1, votes.total() - len(name.votes))
        own = {reading.candidate.id for reading in name.readings if reading.kind == OFFICIAL}
        levels = name.levels
        divided: set[str | None] | None = None
        if levels and not DIVISIONS.isdisjoint(levels):
            divided = {reading.candidate.country for reading in name.readings if reading.candidate.level in levels}
        scored: list[tuple[float, Candidate]] = []
        listed = False
        for reading in name.readings:
            candidate = reading.candidate
            value = reading.prior
            country = candidate.country
            if country:
                said = votes[country] - name.votes.count(country)
                if said:
                    listed = True
                    value += SAME_COUNTRY * (0.5 + said / total)
                    value += BESIDE * (country in name.beside)
                elif not self._countries[country].neighbours.isdisjoint(votes):
                    listed = True
                    value += NEIGHBOUR
            if candidate.adm1 in divisions:
                value += SAME_DIVISION
            if candidate.id in name.fits:
                value += CONTAINED
            if levels:
                level = candidate.level
                if level in levels or (divided is not None and level == "place" and country not in divided):
                    value += LEVEL_SAID
            if reading.kind == OFFICIAL:
                value += CAPITAL * (candidate.id in self._capitals)
                if candidate.level == "place" and not levels and (candidate.adm1 in own or candidate.adm2 in own):
                    value += TOWN_OF_DIVISION
            if points and candidate.level != "country":
                value += NEAR * self._nearness(candidate, points)
            scored.append((value, candidate))
        if not listed and not name.fits and name.readings[0].weight < DISTINCT:
            scored += self._unlisted(name, votes, homes, total)
        return scored

    def _unlisted(self, name: Name, votes: Counter[str], homes: Set[str], total: int) -> list[tuple[float, Candidate]]:
        """The place of that name that the gazetteer lacks in the country of the document."""
        best = ""
        most = 0.0
        long = LONG_NAME * max(0, len(name.text) - SHORT_NAME)
        for code, number in votes.items():
            said = number - name.votes.count(code)
            value = said / total + (BESIDE / SAME_COUNTRY) * (code in name.beside)
            if said and code in homes and value > most:
                best, most = code, value
        if not best:
            return []
        return [
            (UNLISTED - long + SAME_COUNTRY * (0.5 + most), Candidate("", name.text, best, None, None, "place", 0.0))
        ]

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
