"""P-codes: the codes of divisions that humanitarian organisations share, from a common operational dataset (COD) that
the user downloaded; kept one file for each country, and given to places of the same name."""

import json
import os
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from panj.errors import DataError
from panj.model import Place
from panj.places.names import key
from panj.places.schema import short_form

LEVELS: Final = ("country", "adm1", "adm2")
"""The levels of divisions whose codes are kept, by their number."""
MAX_NAME: Final = 120
MAX_NAMES: Final = 12
_CODE = re.compile(r"adm(?:in)?_?([0-5])_?p_?code", re.IGNORECASE)
_NAME = re.compile(
    r"adm(?:in)?_?([0-5])_?(?:alt_?(?:name)?_?\d?|ref_?(?:name)?|name)?_?\d?_?([a-z]{2,3})?\d?", re.IGNORECASE
)
"""Heads of columns as the datasets have them: ADM1_PCODE, admin1Pcode; ADM1_EN, ADM1_NAME, admin1Name_en, ADM1_REF,
ADM1ALT1EN."""
_PCODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,29}")
_ISO3 = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Pcode:
    """A division with its code. `level` is one of `LEVELS`, `parent` the code of the division that it lies in."""

    code: str
    level: str
    country: str
    parent: str | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    """Which columns hold codes and names of each level."""

    codes: Mapping[int, int]
    names: Mapping[int, tuple[int, ...]]


def parse(rows: Iterable[Sequence[str]], countries: Mapping[str, str]) -> list[Pcode]:
    """The divisions in the rows of a table; a row with names of columns says what those after it hold, so that sheets
    may follow one another. `countries` gives ISO alpha-3 by alpha-2 and alpha-3 codes. Rows without a code or a known
    country are left out."""
    head: _Head | None = None
    found: dict[str, Pcode] = {}
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows:
        own = _head(row)
        if own is not None:
            head = own
        elif head is not None:
            for one in _entries(row, head, countries):
                found.setdefault(one.code, one)
                names[one.code].update(dict.fromkeys(one.names))
    return [
        Pcode(one.code, one.level, one.country, one.parent, tuple(names[one.code])[:MAX_NAMES])
        for one in found.values()
    ]


def _head(row: Sequence[str]) -> _Head | None:
    codes: dict[int, int] = {}
    names: dict[int, list[int]] = defaultdict(list)
    for n, cell in enumerate(row):
        text = cell.strip()
        if match := _CODE.fullmatch(text):
            codes.setdefault(int(match[1]), n)
        elif (match := _NAME.fullmatch(text)) and not text[-1:].isdigit():
            names[int(match[1])].append(n)
    return _Head(codes, {level: tuple(at) for level, at in names.items()}) if codes and names else None


def _entries(row: Sequence[str], head: _Head, countries: Mapping[str, str]) -> Iterable[Pcode]:
    """The divisions that a row names, from the country down."""
    codes = {level: row[n].strip() for level, n in head.codes.items() if n < len(row)}
    codes = {level: code for level, code in codes.items() if _PCODE.fullmatch(code)}
    country = _country(codes, countries)
    if country is None:
        return
    for level, name in enumerate(LEVELS):
        if level in codes:
            told = [row[n].strip()[:MAX_NAME] for n in head.names.get(level, ()) if n < len(row)]
            parent = next((codes[above] for above in range(level - 1, -1, -1) if above in codes), None)
            yield Pcode(codes[level], name, country, parent, tuple(dict.fromkeys(filter(None, told))))


def _country(codes: Mapping[int, str], countries: Mapping[str, str]) -> str | None:
    """The country of a row's codes: that of its own code, or of the letters that the codes begin with."""
    for code in (codes[level] for level in sorted(codes)):
        for size in (len(code), 3, 2):
            if size in (2, 3) and (found := countries.get(code[:size].upper())):
                return found
    return None


def keep(divisions: Iterable[Pcode], folder: Path) -> dict[str, dict[str, int]]:
    """Writes the codes of each country in the folder, in the place of those kept before, and gives how many there are
    of each level. Raises DataError."""
    by_country: dict[str, list[Pcode]] = defaultdict(list)
    for one in divisions:
        by_country[one.country].append(one)
    counts: dict[str, dict[str, int]] = {}
    for country, own in sorted(by_country.items()):
        body = [[one.code, one.level, one.parent, list(one.names)] for one in own]
        _write(folder / f"{country}.json", json.dumps(body, ensure_ascii=False))
        counts[country] = {level: sum(one.level == level for one in own) for level in LEVELS}
    return counts


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(number, "w", encoding="utf8") as file:
            file.write(text)
        Path(name).replace(path)
    except OSError as error:
        raise DataError(
            f"{path} cannot be written: {error.strerror}", "set PANJ_PCODES to a folder of yours"
        ) from error


class Pcodes:
    """The codes that are kept in a folder. Files are read when the first place of their country is asked for."""

    def __init__(self, folder: Path, divisions: Mapping[str, Any] | None = None) -> None:
        """`divisions` gives the gazetteer's divisions by id, with a `name`; they tell districts of one name apart."""
        self._folder, self._divisions = folder, divisions or {}
        self._known: dict[str, dict[tuple[str, str], list[Pcode]]] = {}

    def __bool__(self) -> bool:
        return self._folder.is_dir() and any(self._folder.glob("*.json"))

    def of(self, place: Place) -> str | None:
        """The code of a division, None for other places, for names that the dataset does not have, and for names of
        several divisions that the place's province does not tell apart. Raises DataError."""
        if place.pcode or place.level not in LEVELS or not place.country or not _ISO3.fullmatch(place.country):
            return place.pcode
        kept = self._country(place.country)
        if place.level == "country":
            found = kept.get(("country", ""), [])
        else:
            named = (kept.get((place.level, form), []) for form in _forms((place.name, place.text)))
            found = next((some for some in named if some), [])
        if len(found) > 1:
            above = {one.code for wider in self._wider(place, kept) for one in wider}
            found = [one for one in found if one.parent in above]
        return found[0].code if len(found) == 1 else None

    def _wider(self, place: Place, kept: Mapping[tuple[str, str], list[Pcode]]) -> Iterable[list[Pcode]]:
        """The provinces of the dataset that have the name of one that the place lies in."""
        for name in place.divisions:
            division = self._divisions.get(name)
            for form in _forms((division.name,)) if division else ():
                yield kept.get(("adm1", form), [])

    def _country(self, country: str) -> dict[tuple[str, str], list[Pcode]]:
        if country not in self._known:
            self._known[country] = _read(self._folder / f"{country}.json", country)
        return self._known[country]


def _forms(names: Iterable[str]) -> list[str]:
    """The keys of names, whole and without words such as "province"."""
    folded = [key(name) for name in names]
    return list(dict.fromkeys(form for name in folded for form in (name, short_form(name)) if form))


def _read(path: Path, country: str) -> dict[tuple[str, str], list[Pcode]]:
    found: dict[tuple[str, str], list[Pcode]] = defaultdict(list)
    try:
        text = path.read_text("utf8") if path.is_file() else "[]"
        for code, level, parent, names in json.loads(text):
            one = Pcode(code, level, country, parent, tuple(names))
            for form in [""] if level == "country" else _forms(names):
                if one not in found[level, form]:
                    found[level, form].append(one)
    except (OSError, ValueError, TypeError) as error:
        raise DataError(f"{path} is damaged: {error}", "make it anew with: panj gazetteer pcodes FILE") from error
    return dict(found)
