"""Builds a gazetteer from a GeoNames dump that the user downloaded (allCountries.txt, AF.txt, or a zip of one)."""

import io
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from panj.errors import DataError, InputError
from panj.model.vocabulary import Level
from panj.places.gazetteer import SqliteGazetteer
from panj.places.schema import DDL, DEGREE, INSERT, LEVELS, VERSION, Entry, keys_of
from panj.places.supplement import add, rows

COLUMNS = 19
"""Columns of a GeoNames dump (download.geonames.org/export/dump/readme.txt)."""
DIVISIONS: dict[str, Level] = {"ADM1": "adm1", "ADM2": "adm2"}
FEATURES: dict[str, Level] = {
    "CMPRF": "site", "CMPLA": "site", "CSTM": "site", "STMX": "line", "STRT": "line", "RGN": "region", "ISL": "region",
    "ISLS": "region",
}  # fmt: skip
"""Features beside populated places (class P) that reports name: camps, customs posts, straits, regions, islands."""
BATCH = 20_000
"""Rows that are held before they are written."""


def from_dump(path: Path, out: Path, base: SqliteGazetteer, countries: Iterable[str] = (), supplement: str = "") -> int:
    """Streams a GeoNames dump into a gazetteer at `out` and gives the number of its places.

    `countries` are ISO alpha-2 codes; none means all. Codes, names and points of countries come from `base`, the
    package's gazetteer; `supplement` is the text of supplement.tsv or "". The file appears whole or not at all. Raises
    InputError for a dump that cannot be read, DataError where `out` cannot be written.
    """
    wanted = frozenset(code.strip().upper() for code in countries if code.strip())
    temporary = ""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(prefix=".gazetteer-", suffix=".part", dir=out.parent, delete=False) as file:
            temporary = file.name
        number = _write(path, Path(temporary), base, wanted)
        if supplement:
            add(Path(temporary), rows(supplement))
        Path(temporary).replace(out)
        return number
    except OSError as error:
        raise DataError(f"The gazetteer cannot be written to {out}: {error.strerror or error}", "make room") from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def _write(path: Path, target: Path, base: SqliteGazetteer, wanted: frozenset[str]) -> int:
    connection = sqlite3.connect(target)
    try:
        connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {DDL}")
        top = base.copy_countries(connection)
        index = max(top.values())
        above: dict[str, int] = dict(top)
        for level in ("ADM1", "ADM2"):
            for cells in _lines(path, wanted):
                if cells[7] == level:
                    index += 1
                    code = ".".join((cells[8], cells[10], cells[11])[: 2 if level == "ADM1" else 3])
                    above[code] = index
                    _insert(connection, index, _entry(cells, DIVISIONS[level]), _parent(above, cells, level))
        found = index - max(top.values())
        for cells in _lines(path, wanted):
            level_found: Level | None = "place" if cells[6] == "P" else FEATURES.get(cells[7])
            if level_found is not None:
                index += 1
                found += 1
                _insert(connection, index, _entry(cells, level_found), _parent(above, cells, ""))
                if index % BATCH == 0:
                    connection.commit()
        if not found:
            raise InputError(f"{path} holds no places of the countries asked for", "is it a GeoNames dump?")
        base.copy_capitals(connection)
        connection.execute("INSERT INTO meta VALUES ('version', ?)", (str(VERSION),))
        connection.execute("INSERT INTO meta VALUES ('credit', 'GeoNames, CC BY 4.0')")
        connection.commit()
        connection.execute("VACUUM")
        return found
    finally:
        connection.close()


def _parent(above: dict[str, int], cells: list[str], level: str) -> int | None:
    """The number of the smallest division known to hold the row."""
    country, first, second = cells[8], cells[10], cells[11]
    codes = (f"{country}.{first}.{second}", f"{country}.{first}", country)
    start = {"ADM1": 2, "ADM2": 1}.get(level, 0)
    return next((above[code] for code in codes[start:] if code in above), None)


def _entry(cells: list[str], level: Level) -> Entry:
    population = int(cells[14]) if cells[14].isdigit() else 0
    names = tuple(name for name in (cells[2], *cells[3].split(",")) if len(name) > 2)
    return Entry(int(cells[0]), cells[1], None, float(cells[4]), float(cells[5]), level, population, names)


def _insert(connection: sqlite3.Connection, index: int, entry: Entry, parent: int | None) -> None:
    latitude, longitude = round((entry.latitude or 0) * DEGREE), round((entry.longitude or 0) * DEGREE)
    level = LEVELS.index(entry.level)
    row = (index, entry.ref, entry.name, parent, latitude, longitude, level, entry.population, None)
    connection.execute(INSERT, row)
    connection.executemany(
        "INSERT INTO name VALUES (?, ?, ?)", ((folded, index, kind) for folded, kind in keys_of(entry).items())
    )


def _lines(path: Path, wanted: frozenset[str]) -> Iterator[list[str]]:
    """The rows of the dump that belong to the countries, one at a time. Raises InputError."""
    try:
        with _opened(path) as lines:
            for number, line in enumerate(lines, 1):
                cells = line.rstrip("\n").split("\t")
                if len(cells) != COLUMNS or not cells[0].isdigit():
                    raise InputError(
                        f"{path}, line {number}: no row of a GeoNames dump", "give allCountries.txt or AF.zip"
                    )
                if not wanted or cells[8] in wanted:
                    yield cells
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise InputError(f"{path} cannot be read: {error}", "give allCountries.txt or AF.zip") from error


@contextmanager
def _opened(path: Path) -> Iterator[Iterable[str]]:
    if not zipfile.is_zipfile(path):
        with path.open(encoding="utf8", newline="\n") as file:
            yield file
        return
    with zipfile.ZipFile(path) as archive:
        inner = [name for name in archive.namelist() if name.endswith(".txt") and "readme" not in name.lower()]
        if len(inner) != 1:
            raise InputError(f"{path} holds {len(inner)} text files instead of one", "give allCountries.zip or AF.zip")
        with archive.open(inner[0]) as file:
            yield io.TextIOWrapper(file, "utf8", newline="\n")
