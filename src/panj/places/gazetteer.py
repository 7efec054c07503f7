"""Names of places and what they could mean, read from a SQLite file that nothing writes to."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from pathlib import Path
from types import MappingProxyType

from panj.errors import DataError
from panj.model import Candidate
from panj.places.names import key
from panj.places.schema import ABBREVIATION, ARTICLES, DEGREE, INSERT, LEVELS, OFFICIAL, VERSION, short_form
from panj.places.unpack import unpacked
from panj.settings import Settings

MAX_CANDIDATES = 48
"""Places of one name that are kept, the most populous of each level first."""
CACHE_NAMES = 60_000
"""Names whose candidates are remembered; the oldest half is forgotten when there are more."""

WEIGHT: Mapping[str, float] = {
    "country": 3e8,
    "adm1": 1.2e6,
    "adm2": 4e4,
    "place": 600.0,
    "site": 4e5,
    "line": 2e6,
    "region": 4e6,
}
"""How much a level counts for before any context, in people: a place of no known size counts as one of 600."""
SHARE: Mapping[str, float] = {
    "country": 1.0,
    "adm1": 0.2,
    "adm2": 0.08,
    "place": 1.0,
    "site": 1.0,
    "line": 1.0,
    "region": 1.0,
}
"""How much of its people counts for a level beside that: a division's people live in its towns, which count too."""
ALTERNATE_SHARE = 0.15
"""An alternate spelling is this likely to be meant beside an official name of the same weight."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country's codes, its own place, its capital's id and its neighbours' ISO alpha-3 codes."""

    iso3: str
    iso2: str
    place: Candidate
    capital: str | None
    neighbours: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """One place that a name can be, before context. `kind`: official name, alternate spelling or abbreviation.

    `prior` is the natural logarithm of `weight`.
    """

    candidate: Candidate
    weight: float
    kind: int
    prior: float


class SqliteGazetteer:
    """The gazetteer behind `open_gazetteer`. For use by one thread at a time."""

    def __init__(self, path: Path) -> None:
        try:
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            self._connection.execute("PRAGMA cache_size = -4000")
            (version,) = self._connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
        except (sqlite3.Error, TypeError) as error:
            raise DataError(
                f"{path} is no gazetteer of Panj: {error}", "build it with `panj gazetteer build`"
            ) from error
        if version != str(VERSION):
            raise DataError(f"{path} is a gazetteer of version {version}, not {VERSION}", "build it again")
        self._names: dict[str, tuple[Reading, ...]] = {}
        self._above: dict[int, tuple[str | None, str | None, str | None]] = {}
        self._codes: dict[int, str] = {}
        self._countries = self._load_countries()

    def find(self, name: str) -> Sequence[Candidate]:
        """All places of that name in any spelling, likeliest first; scores are shares of one and need no context."""
        found = self.readings(name)
        total = sum(reading.weight for reading in found)
        return [replace(reading.candidate, score=round(reading.weight / total, 4)) for reading in found]

    def readings(self, name: str) -> tuple[Reading, ...]:
        """What the name could be, by weight; where the whole is unknown, what it is without "district" and the like."""
        return self.named(name, short=True)

    def named(self, name: str, *, short: bool = False) -> tuple[Reading, ...]:
        """What has this name, and with `short`, what has it without the words for its kind where nothing has it whole.

        Abbreviations count only where the name is in capitals."""
        folded = key(name)
        found = self.of_key(folded)
        if not found and short:
            shorter = short_form(folded)
            found = self.of_key(shorter) if shorter != folded else ()
        if not found:
            article, _, rest = folded.partition(" ")
            if article in ARTICLES and len(rest) > 3:
                found = self.of_key(f"al {rest}") or self.of_key(rest)
        if not found or name.isupper():
            return found
        return tuple(reading for reading in found if reading.kind != ABBREVIATION)

    def of_key(self, folded: str) -> tuple[Reading, ...]:
        """What stands under a key in the file; remembered."""
        known = self._names.get(folded)
        if known is None:
            if len(self._names) >= CACHE_NAMES:
                for old in list(self._names)[: CACHE_NAMES // 2]:
                    del self._names[old]
            known = self._names[folded] = self._read(folded)
        return known

    @property
    def countries(self) -> Mapping[str, Country]:
        """All countries by ISO alpha-3 code."""
        return MappingProxyType(self._countries)

    def divisions(self) -> dict[str, Candidate]:
        """All first- and second-level divisions by id."""
        rows = self._connection.execute(
            "SELECT id, ref, name, parent, latitude, longitude, level, population FROM place WHERE level IN (?, ?)",
            (LEVELS.index("adm1"), LEVELS.index("adm2")),
        )
        found = (self._candidate(*row) for row in rows.fetchall())
        return {candidate.id: candidate for candidate in found}

    def copy_countries(self, target: sqlite3.Connection) -> dict[str, int]:
        """Copies the countries with their names into an empty gazetteer; gives their numbers by ISO alpha-2 code."""
        numbers: dict[str, int] = {}
        for iso3, iso2, number, _, near in self._connection.execute("SELECT * FROM country").fetchall():
            numbers[iso2] = number
            target.execute("INSERT INTO country VALUES (?, ?, ?, NULL, ?)", (iso3, iso2, number, near))
            row = self._connection.execute("SELECT * FROM place WHERE id = ?", (number,)).fetchone()
            target.execute(INSERT, row)
        wanted = set(numbers.values())
        names = self._connection.execute("SELECT key, place, kind FROM name WHERE place <= ?", (max(wanted),))
        target.executemany("INSERT INTO name VALUES (?, ?, ?)", (row for row in names if row[1] in wanted))
        return numbers

    def copy_capitals(self, target: sqlite3.Connection) -> None:
        """Names the capitals of the countries in a gazetteer that holds their towns."""
        capitals = self._connection.execute("SELECT c.iso3, p.ref FROM country c JOIN place p ON p.id = c.capital")
        known = dict(capitals.fetchall())
        wanted = set(known.values())
        numbers = {ref: number for number, ref in target.execute("SELECT id, ref FROM place") if ref in wanted}
        for iso3, ref in known.items():
            if ref in numbers:
                target.execute("UPDATE country SET capital = ? WHERE iso3 = ?", (numbers[ref], iso3))

    def _read(self, folded: str) -> tuple[Reading, ...]:
        rows = self._connection.execute(
            "SELECT kind, id, ref, name, parent, latitude, longitude, level, population, weight FROM name "
            "JOIN place ON id = place WHERE key = ? ORDER BY place LIMIT ?",
            (folded, MAX_CANDIDATES),
        ).fetchall()
        found = []
        for kind, *row, stored in rows:
            candidate = self._candidate(*row)
            weight = float(stored or 0)
            if not stored or candidate.level in ("adm1", "place"):
                weight = max(weight, WEIGHT[candidate.level] + SHARE[candidate.level] * candidate.population)
            if kind != OFFICIAL and candidate.level != "country":
                weight *= ALTERNATE_SHARE
            found.append(Reading(candidate, weight, kind, log(weight)))
        return tuple(sorted(found, key=lambda reading: -reading.weight))

    def _candidate(
        self, number: int, ref: int | str, name: str, parent: int | None, latitude: int | None, longitude: int | None,
        level: int, population: int,
    ) -> Candidate:  # fmt: skip
        country, adm1, adm2 = self._divisions(parent)
        if level == LEVELS.index("country"):
            country = self._codes.get(number)
        return Candidate(
            id=f"geonames:{ref}" if isinstance(ref, int) else ref,
            name=name,
            country=country,
            latitude=None if latitude is None else latitude / DEGREE,
            longitude=None if longitude is None else longitude / DEGREE,
            level=LEVELS[level],
            score=0.0,
            adm1=adm1,
            adm2=adm2,
            population=population,
        )

    def _divisions(self, parent: int | None) -> tuple[str | None, str | None, str | None]:
        """Country, first and second division (their ids) of what lies in the place of that number."""
        if parent is None:
            return None, None, None
        known = self._above.get(parent)
        if known is None:
            above, ref, level = self._connection.execute(
                "SELECT parent, ref, level FROM place WHERE id = ?", (parent,)
            ).fetchone()
            if LEVELS[level] == "country":
                known = self._codes.get(parent), None, None
            else:
                country, adm1, _ = self._divisions(above)
                name = f"geonames:{ref}" if isinstance(ref, int) else ref
                known = (country, name, None) if LEVELS[level] == "adm1" else (country, adm1, name)
            self._above[parent] = known
        return known

    def _load_countries(self) -> dict[str, Country]:
        rows = self._connection.execute(
            "SELECT c.iso3, c.iso2, c.neighbours, k.ref, p.id, p.ref, p.name, p.parent, p.latitude, p.longitude, "
            "p.level, p.population FROM country c JOIN place p ON p.id = c.place LEFT JOIN place k ON k.id = c.capital"
        ).fetchall()
        self._codes = {row[4]: row[0] for row in rows}
        return {
            iso3: Country(
                iso3, iso2, self._candidate(*row), f"geonames:{capital}" if capital else None, frozenset(near.split())
            )
            for iso3, iso2, near, capital, *row in rows
        }


def open_gazetteer(settings: Settings, path: Path | None = None) -> SqliteGazetteer:
    """The package's gazetteer, unpacked into the cache on first use, or the one at `path`. Raises DataError."""
    return SqliteGazetteer(path or unpacked(settings.cache))
