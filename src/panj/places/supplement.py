"""The hand-written rows that a gazetteer gets when it is unpacked: places it lacks, spellings of places it has."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from panj.errors import DataError
from panj.model.vocabulary import Level
from panj.places.names import distance_km, key
from panj.places.schema import ABBREVIATION, DEGREE, INSERT, LEVELS, OFFICIAL, Entry, keys_of

SAME_KM = 25.0
"""A town or district of the row's name and country this near is the row's place."""
SAME_DIVISION_KM = 400.0
"""A first division of the row's name and country this near is; the mean of its towns may lie far from its middle."""
MERGES: dict[Level, tuple[Level, ...]] = {
    "site": ("place", "adm2"),
    "adm2": ("adm2", "place"),
    "region": ("adm1", "adm2", "place"),
    "adm1": ("adm1",),
}
"""What a row of a level may be another name of, the likeliest first."""
WEIGHTS: dict[Level, int] = {
    "site": 400_000,
    "line": 2_000_000,
    "region": 4_000_000,
    "adm1": 2_000_000,
    "adm2": 100_000,
}
"""How much a row counts for where it does not say so, in people."""


def rows(text: str) -> Iterator[tuple[str, Entry]]:
    """The rows of supplement.tsv as entries, each with its country. Raises DataError for a broken row."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    head = lines[0].split("\t")
    for line in lines[1:]:
        cells = line.split("\t")
        row = dict(zip(head, cells, strict=False))
        if len(cells) != len(head) or row["level"] not in WEIGHTS:
            raise DataError(f"A row of the place supplement is not well formed: {line[:80]}")
        level = LEVELS[LEVELS.index(row["level"])]
        slug = key(f"{row['name']} {row['country']}").replace(" ", "-")
        names = tuple(filter(None, row["alternates"].split("|")))
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
        weight = int(row["weight"] or WEIGHTS[level])
        yield row["country"], Entry(f"panj:{slug}", row["name"], None, latitude, longitude, level, 0, names, weight)


def add(path: Path, entries: Iterable[tuple[str, Entry]]) -> None:
    """Adds entries to a gazetteer: as spellings of a place that it has, else as places of their own."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000;")
        countries: dict[str, int] = dict(connection.execute("SELECT iso3, place FROM country"))
        (index,) = connection.execute("SELECT max(id) FROM place").fetchone()
        for iso3, entry in entries:
            country = countries.get(iso3)
            keys = keys_of(entry, arabic=True)
            target = _known(connection, entry, country, keys) if country else None
            latitude, longitude = round((entry.latitude or 0) * DEGREE), round((entry.longitude or 0) * DEGREE)
            if target is None:
                index += 1
                target = index
                level = LEVELS.index(entry.level)
                row = (index, entry.ref, entry.name, country, latitude, longitude, level, 0, entry.weight)
                connection.execute(INSERT, row)
            else:
                connection.execute(
                    "UPDATE place SET name = ?, weight = ?, latitude = coalesce(latitude, ?), "
                    "longitude = coalesce(longitude, ?) WHERE id = ?",
                    (entry.name, entry.weight, latitude, longitude, target),
                )
            connection.executemany(
                "INSERT INTO name VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET kind = excluded.kind",
                ((folded, target, kind if kind == ABBREVIATION else OFFICIAL) for folded, kind in keys.items()),
            )
        connection.commit()
    finally:
        connection.close()


def _known(connection: sqlite3.Connection, entry: Entry, country: int, keys: Iterable[str]) -> int | None:
    """The number of the place in the gazetteer that the row is another name of."""
    best: tuple[int, float, int] | None = None
    own = key(entry.name)
    for folded in keys:
        found = connection.execute(
            "SELECT id, parent, level, latitude, longitude FROM name JOIN place ON id = place WHERE key = ?", (folded,)
        ).fetchall()
        for number, parent, level_index, latitude, longitude in found:
            level = LEVELS[level_index]
            order = MERGES.get(entry.level, ())
            if level not in order or not _within(connection, parent, country):
                continue
            if latitude is None:
                away = 0.0 if folded == own else SAME_KM + 1
            else:
                assert entry.latitude is not None
                assert entry.longitude is not None
                away = distance_km(entry.latitude, entry.longitude, latitude / DEGREE, longitude / DEGREE)
            limit = SAME_DIVISION_KM if level == "adm1" and (folded == own or entry.level == "adm1") else SAME_KM
            rank = (order.index(level), away, number)
            if away <= limit and (best is None or rank < best):
                best = rank
    return best[2] if best else None


def _within(connection: sqlite3.Connection, number: int | None, country: int) -> bool:
    while number is not None:
        if number == country:
            return True
        (number,) = connection.execute("SELECT parent FROM place WHERE id = ?", (number,)).fetchone()
    return False
