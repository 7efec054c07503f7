"""The gazetteer's file: a small SQLite database, written once and then only read."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from panj.lexicon import table
from panj.model.vocabulary import Level
from panj.places.names import key

LEVELS: tuple[Level, ...] = ("country", "adm1", "adm2", "place", "site", "line", "region")
OFFICIAL, ALTERNATE, ABBREVIATION = 0, 1, 2
"""What a name is to its place. An abbreviation counts only where the text has it in capitals."""
DEGREE = 10_000
"""Coordinates are stored as whole ten-thousandths of a degree (11 m), which pack well."""
VERSION = 2

DDL = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY, ref, name TEXT NOT NULL, parent INTEGER, latitude INTEGER, longitude INTEGER,
    level INTEGER NOT NULL, population INTEGER NOT NULL, weight INTEGER
);
CREATE TABLE name (
    key TEXT NOT NULL, place INTEGER NOT NULL, kind INTEGER NOT NULL, PRIMARY KEY (key, place)
) WITHOUT ROWID;
CREATE TABLE country (
    iso3 TEXT PRIMARY KEY, iso2 TEXT NOT NULL, place INTEGER NOT NULL, capital INTEGER, neighbours TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


INSERT = "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


@dataclass(slots=True)
class Entry:
    """A place on its way into the file. `ref` is a GeoNames id or an id of our own; `parent` the ref above it.

    `weight` says how likely the place is meant, in people, where its size and level do not.
    """

    ref: int | str
    name: str
    parent: int | str | None
    latitude: float | None
    longitude: float | None
    level: Level
    population: int = 0
    names: tuple[str, ...] = ()
    weight: int | None = None


@dataclass(slots=True)
class CountryRow:
    """What is known of a country beside its entry: codes, its capital's ref and its neighbours' ISO alpha-3 codes."""

    iso3: str
    iso2: str
    ref: int | str
    capital: int | str | None = None
    neighbours: tuple[str, ...] = ()
    arabic: bool = False


def _generic() -> tuple[frozenset[str], frozenset[str]]:
    words = table("base", "generic")
    return frozenset(words["before"]), frozenset(words["after"])


def short_form(folded: str) -> str:
    """The key without words that name the kind of division: "khatlon province" becomes "khatlon"."""
    before, after = _generic()
    for _ in range(2):
        words = folded.split()
        for size in (3, 2, 1):
            if len(words) > size and " ".join(words[:size]) in before:
                words = words[size:]
                break
            if len(words) > size and " ".join(words[-size:]) in after:
                words = words[:-size]
                break
        folded = " ".join(words)
    return folded


ARTICLES = ("al", "el", "ad", "ed", "ar", "er", "as", "es", "ash", "esh", "at", "et", "az", "ez", "an", "en")


def _article_forms(folded: str) -> Iterator[str]:
    """Spellings of a name with an Arabic article: "al fashir" also as "el fashir" and "fashir"."""
    head, _, rest = folded.partition(" ")
    if head in ARTICLES and len(rest) > 3:
        yield rest
        yield f"al {rest}"
        yield f"el {rest}"


def keys_of(entry: Entry, *, arabic: bool = False) -> dict[str, int]:
    """Every key of the entry with what kind of name it is."""
    found: dict[str, int] = {}
    for number, written in enumerate((entry.name, *entry.names)):
        folded = key(written)
        if not folded:
            continue
        letters = written.replace(".", "")
        short = len(letters) <= 4 and letters.isupper() and letters.isascii()
        kind = ABBREVIATION if short else (OFFICIAL if number == 0 else ALTERNATE)
        found[folded] = min(kind, found.get(folded, kind))
        if entry.level in ("adm1", "adm2"):
            found.setdefault(short_form(folded), kind)
        if arabic:
            for form in _article_forms(folded):
                found.setdefault(form, ALTERNATE)
    return found


def write(path: Path, entries: Iterable[Entry], countries: Iterable[CountryRow], meta: dict[str, str]) -> int:
    """Writes a gazetteer and gives the number of its places. Entries come in order of importance, parents first."""
    known = list(countries)
    number: dict[int | str, int] = {}
    arabic: dict[int, bool] = {}
    of_country = {row.ref: row.arabic for row in known}
    connection = sqlite3.connect(path)
    try:
        connection.executescript(DDL)
        names: list[tuple[str, int, int]] = []
        for index, entry in enumerate(entries, 1):
            number[entry.ref] = index
            parent = number.get(entry.parent) if entry.parent is not None else None
            arabic[index] = of_country.get(entry.ref, arabic.get(parent or 0, False))
            names += ((folded, index, kind) for folded, kind in keys_of(entry, arabic=arabic[index]).items())
            connection.execute(INSERT, _packed(index, entry, parent))
        connection.executemany("INSERT INTO name VALUES (?, ?, ?)", sorted(names))
        connection.executemany(
            "INSERT INTO country VALUES (?, ?, ?, ?, ?)",
            (
                (row.iso3, row.iso2, number[row.ref], number.get(row.capital or 0), " ".join(row.neighbours))
                for row in known
            ),
        )
        connection.executemany("INSERT INTO meta VALUES (?, ?)", {**meta, "version": str(VERSION)}.items())
        connection.commit()
        connection.execute("VACUUM")
    finally:
        connection.close()
    return len(number)


def _packed(index: int, entry: Entry, parent: int | None) -> tuple[int | str | None, ...]:
    latitude = None if entry.latitude is None else round(entry.latitude * DEGREE)
    longitude = None if entry.longitude is None else round(entry.longitude * DEGREE)
    level = LEVELS.index(entry.level)
    return index, entry.ref, entry.name, parent, latitude, longitude, level, entry.population, entry.weight
