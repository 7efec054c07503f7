"""The layout of IDMC's Internal Displacement Updates: internal displacement alone, and only figures that a person
approved.

Columns and their values are from memory of the files that IDMC and HDX give out; docs/reference/mappings.md says which.
What Panj does not know (hazards, IDMC's own numbers of events) is empty.
"""

import csv
import io
from collections.abc import Iterator
from typing import Final

from panj.model import Claim, Event, Place
from panj.model.judgement import figure_of
from panj.outputs import headlines, words
from panj.outputs.clean import one_line, web_address
from panj.outputs.exports.cells import for_csv
from panj.outputs.exports.rows import SEPARATOR, Cell
from panj.outputs.exports.stamp import Material
from panj.outputs.geometry import country_names

COLUMNS: Final = (
    "id", "country", "iso3", "latitude", "longitude", "centroid", "role", "displacement_type", "qualifier", "figure",
    "displacement_date", "displacement_start_date", "displacement_end_date", "year", "event_id", "event_name",
    "event_start_date", "event_end_date", "category", "subcategory", "type", "subtype", "standard_popup_text",
    "standard_info_text", "old_id", "sources", "source_url", "locations_name", "locations_coordinates",
    "locations_accuracy", "locations_type", "displacement_occurred", "created_at",
)  # fmt: skip
CAUSES: Final = {"conflict": "Conflict", "persecution": "Conflict", "disaster": "Disaster"}
ACCURACY: Final = {
    "country": "ADM0", "adm1": "ADM1", "adm2": "ADM2", "region": "ADM1", "place": "POINT", "site": "POINT",
    "line": "ADM2",
}  # fmt: skip


def write(material: Material) -> bytes:
    """CSV of the approved figures of internal displacement."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    claims = {claim.id: claim for claim in material.view.claims()}
    for event in material.view.events():
        own = [claims[name] for name in event.claims if name in claims]
        if approved(event, own, material.approved):
            values = dict(_values(event, own, material))
            writer.writerow([for_csv(values.get(name)) for name in COLUMNS])
    return out.getvalue().encode("utf-8", "replace")


def approved(event: Event, claims: list[Claim], ids: frozenset[str]) -> bool:
    """Whether the event's figure is one of people displaced within a country, and a person stands for it."""
    if headlines.bucket(event) != "internal" or event.unit != "people" or event.estimate.best is None:
        return False
    if event.status in headlines.NOT_HAPPENED:
        return False
    return any(claim.id in ids and figure_of(claim) == event.estimate.best for claim in claims)


def _values(event: Event, claims: list[Claim], material: Material) -> Iterator[tuple[str, Cell]]:
    places = [*((place, "Origin") for place in event.origin), *((place, "Destination") for place in event.destination)]
    places += [(place, "Origin") for place in event.place] if not places else []
    iso3 = next((place.country for place, _ in places if place.country), None)
    start = (event.period.start or event.period.end) if event.period else event.estimate.date
    end = (event.period.end or event.period.start) if event.period else event.estimate.date
    point = next((place for place, _ in places if place.latitude is not None), None)
    title = one_line(event.title)
    yield "id", event.id
    yield "country", country_names().get(iso3 or "", iso3)
    yield "iso3", iso3
    if point:
        yield "latitude", point.latitude
        yield "longitude", point.longitude
        yield "centroid", f"[{point.latitude}, {point.longitude}]"
    yield "role", "Recommended figure" if event.additive else "Triangulation"
    yield "displacement_type", CAUSES.get(event.cause or "", "Other")
    yield "qualifier", qualifier(event)
    yield "figure", event.estimate.best
    yield "displacement_date", end
    yield "displacement_start_date", start
    yield "displacement_end_date", end
    yield "year", int(end[:4]) if end and end[:4].isdigit() else None
    yield "event_name", title
    yield "event_start_date", start
    yield "event_end_date", end
    yield "standard_popup_text", _told(event, title)
    yield "standard_info_text", f"{_told(event, title)} {material.about.line()}"
    yield "sources", words.origins(event) or SEPARATOR.join(dict.fromkeys(map(words.speaker, claims))) or None
    yield "source_url", _address(claims, material)
    yield from _locations(places)
    if any(claim.timing == "before" for claim in claims):
        yield "displacement_occurred", "Displacement with preventive evacuations reported"
    yield "created_at", material.about.made


def _locations(places: list[tuple[Place, str]]) -> Iterator[tuple[str, Cell]]:
    yield "locations_name", SEPARATOR.join(one_line(place.name) for place, _ in places) or None
    points = (f"{place.latitude}, {place.longitude}" if place.latitude is not None else "" for place, _ in places)
    yield "locations_coordinates", SEPARATOR.join(points) or None
    yield "locations_accuracy", SEPARATOR.join(ACCURACY.get(place.level, "") for place, _ in places) or None
    yield "locations_type", SEPARATOR.join(role for _, role in places) or None


def qualifier(event: Event) -> str:
    """IDMC's word for how exact the figure is."""
    told = event.estimate
    if told.low == told.best == told.high:
        return "total"
    if told.low == told.best and told.high is None:
        return "more than"
    if told.high == told.best and told.low is None:
        return "less than"
    return "approximately"


def _told(event: Event, title: str) -> str:
    figure = f"{words.estimate(event.estimate)} {words.unit(event.unit, event.estimate.best)}"
    return f"{title}: {figure} {words.label('kinds', event.kind)}, {words.label('event_status', event.status)}."


def _address(claims: list[Claim], material: Material) -> str | None:
    documents = (material.view.document(claim.document_id) for claim in claims)
    return next((url for document in documents if document and (url := web_address(document.url))), None)
