"""P-codes from a file of the user's, and a View whose places have them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeVar

from panj import settings
from panj.errors import InputError
from panj.model import Claim, Document, Event, Place, Problem, View
from panj.places import open_gazetteer
from panj.places.pcodes import Pcodes, keep, parse

T = TypeVar("T", Claim, Event)
MAX_GEOJSON: Final = 256 * 1024 * 1024
"""Bytes of a GeoJSON file of boundaries; those of a country's districts have 5 to 100 MB."""
ROLES: Final = ("origin", "destination", "route", "place")
HINT: Final = "name the table of a common operational dataset, with columns such as ADM1_PCODE and ADM1_EN"


def keep_pcodes(path: Path) -> dict[str, dict[str, int]]:
    """Keeps the codes of a dataset (CSV, XLSX or GeoJSON) for exports to come, and gives how many there are by country
    and level. Raises InputError and DataError."""
    chosen = settings.load()
    gazetteer = open_gazetteer(chosen, chosen.gazetteer)
    codes = {iso3: iso3 for iso3 in gazetteer.countries}
    codes |= {country.iso2: iso3 for iso3, country in gazetteer.countries.items()}
    rows = _features(path) if path.suffix.lower() in (".geojson", ".json") else _table(path)
    found = [one for one in parse(rows, codes) if one.names or one.level == "country"]
    if not any(one.level != "country" for one in found):
        raise InputError(f"{path} holds no P-codes of divisions", HINT)
    return keep(found, chosen.pcodes)


def _table(path: Path) -> Iterator[list[str]]:
    from panj.documents import table_cells
    from panj.documents.extract import of_file

    for found in table_cells.rows(of_file(path, path.name, path.stem), settings.load()):
        if isinstance(found, Problem):
            raise InputError(f"{path}: {found.message}", found.hint or HINT)
        yield found[1]


def _features(path: Path) -> Iterator[list[str]]:
    """The properties of the features as rows, each set of names once before those that have it."""
    try:
        if path.stat().st_size > MAX_GEOJSON:
            raise InputError(f"{path} is too large", "take the dataset's table (XLSX or CSV) instead of its boundaries")
        features = json.loads(path.read_bytes())["features"]
        names: list[str] = []
        for feature in features:
            properties: dict[str, Any] = feature["properties"] or {}
            if list(properties) != names:
                names = list(properties)
                yield names
            yield ["" if value is None else str(value) for value in properties.values()]
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}", HINT) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(f"{path} is no GeoJSON of divisions", HINT) from error


def coded(view: View) -> View:
    """The view with the P-codes of places filled in, where a dataset of any country was given; else the view."""
    chosen = settings.load()
    if not Pcodes(chosen.pcodes):
        return view
    gazetteer = open_gazetteer(chosen, chosen.gazetteer)
    return Coded(view, Pcodes(chosen.pcodes, gazetteer.divisions()))


class Coded:
    """A View over a view, with codes."""

    def __init__(self, view: View, codes: Pcodes) -> None:
        self._view, self._codes = view, codes
        self._known: dict[Place, Place] = {}
        self._events = [self._with(event) for event in view.events()]
        self._by_id = {event.id: event for event in self._events}

    def documents(self) -> Iterable[Document]:
        return self._view.documents()

    def document(self, document_id: str) -> Document | None:
        return self._view.document(document_id)

    def claims(self, document_id: str | None = None) -> Iterable[Claim]:
        return map(self._with, self._view.claims(document_id))

    def claim(self, claim_id: str) -> Claim | None:
        found = self._view.claim(claim_id)
        return self._with(found) if found else None

    def events(self) -> Sequence[Event]:
        return self._events

    def event(self, event_id: str) -> Event | None:
        return self._by_id.get(event_id)

    def _with(self, thing: T) -> T:
        changed: dict[str, Any] = {}
        for role in ROLES:
            places: tuple[Place, ...] = getattr(thing, role, ())
            own = tuple(map(self._place, places))
            if any(a is not b for a, b in zip(own, places, strict=True)):
                changed[role] = own
        return replace(thing, **changed) if changed else thing

    def _place(self, place: Place) -> Place:
        if place not in self._known:
            code = self._codes.of(place)
            self._known[place] = replace(place, pcode=code) if code != place.pcode else place
        return self._known[place]
