"""Claims of rows of tables: what a layout said of their columns stands in their text (`panj.documents.tables`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from panj.claims.roles import as_place
from panj.model import (
    Claim,
    Document,
    Evidence,
    Group,
    Measure,
    Period,
    Place,
    PlaceMention,
    Source,
    Span,
    digest,
)

READER = "table@1"
LINE = re.compile(r"^([a-z_0-9]{1,20}) \((.{0,120}?)\): ([^\n]*)$", re.MULTILINE)
CONFIDENCE = 0.99
"""A row says what it says; what remains is a layout that was chosen wrongly."""
UNRESOLVED = 0.3
"""The score of a place that no gazetteer knows by the row's name."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A line of a row's text: what its column tells, and where the value stands."""

    role: str
    value: str
    span: Span


def is_row(document: Document) -> bool:
    """Whether a document is a row of a table."""
    return document.extractor == READER


def read(document: Document, places: tuple[PlaceMention, ...]) -> tuple[Claim, ...]:
    """One claim for each figure of the row, in its order."""
    cells = [Cell(m[1], m[3].strip(), Span(m.start(3), m.end(3))) for m in LINE.finditer(document.text)]
    told: dict[str, Cell] = {}
    for cell in cells:
        told.setdefault(cell.role, cell)
    figures = [cell for cell in cells if cell.role == "figure"]
    return tuple(_claim(document, cell, n, told, places) for n, cell in enumerate(figures, 1))


def _claim(
    document: Document, cell: Cell, rank: int, told: Mapping[str, Cell], places: tuple[PlaceMention, ...]
) -> Claim:
    amount, *said = cell.value.split(" | ")
    says: dict[str, Any] = dict(part.split("=", 1) for part in said)
    value = int(amount.replace(",", ""))
    qualifier: Any = told["qualifier"].value if "qualifier" in told else says.get("qualifier", "exact")
    where, origin = _place("place", told, places), _place("origin", told, places)
    nationality = told["origin_iso3"].value if "origin_iso3" in told else origin.country if origin else None
    measure = Measure(
        None if qualifier == "range" else value,
        low=value if qualifier == "at_least" else None,
        high=value if qualifier == "at_most" else None,
        qualifier=qualifier,
        unit=says["unit"],
    )
    destination = _place("destination", told, places)
    base = digest(document.id, document.version, *document.metadata.values())
    end = cell.span.start + len(amount)
    cause: Any = told["cause"].value if "cause" in told else says.get("cause")
    return Claim(
        id="c_" + digest(base, READER, cell.span.start, end, says["kind"], rank),
        document=document.label,
        document_id=document.id,
        kind=says["kind"],
        evidence=(
            Evidence(cell.span.start, end, document.text[cell.span.start : end]),
            Evidence(0, len(document.text), document.text),
        ),
        reader=READER,
        rank=rank,
        measure=measure,
        group=Group(category=says.get("category", "people"), nationality=nationality),
        origin=(origin,) if origin else (),
        destination=(destination,) if destination else (),
        place=(where,) if where else (),
        period=_period(told, says["flow"]),
        flow=says["flow"],
        boundary=says.get("boundary"),
        cause=cause,
        method=says.get("method"),
        sources=_sources(document, told),
        confidence=CONFIDENCE,
        rule="row of a table",
    )


def _period(told: Mapping[str, Cell], flow: str) -> Period | None:
    end = told["end"].value if "end" in told else None
    start = told["start"].value if "start" in told else end
    if not start and not end:
        return None
    if flow == "stock":
        start = end or start
    return Period(start, end or start, "day", start if start == end else f"{start} to {end}")


def _place(role: str, told: Mapping[str, Cell], places: tuple[PlaceMention, ...]) -> Place | None:
    """The place of a role: as the gazetteer knows its name in the row's country, with the row's own point and P-code.

    A row that names only a country is about the country.
    """
    country_role = "origin_iso3" if role == "origin" else "iso3"
    country = told[country_role].value.upper() if country_role in told else None
    cell = told.get(role) or (told.get("country") if role == "place" else None)
    if cell is None:
        return None
    found = _resolved(cell, country, places)
    place = found or Place(text=cell.value, name=cell.value, country=country, score=UNRESOLVED)
    if role != "place" or cell.role != "place":
        return place
    latitude, longitude = _degrees(told.get("latitude"), 90), _degrees(told.get("longitude"), 180)
    if latitude is not None and longitude is not None:
        place = replace(place, latitude=latitude, longitude=longitude)
    return replace(place, pcode=told["pcode"].value) if "pcode" in told else place


def _resolved(cell: Cell, country: str | None, places: tuple[PlaceMention, ...]) -> Place | None:
    for mention in places:
        if cell.span.start <= mention.start < cell.span.end and not mention.demonym:
            fitting = tuple(c for c in mention.candidates if country in (None, c.country))
            if fitting:
                return as_place(replace(mention, candidates=fitting), cell.value)
    return None


def _degrees(cell: Cell | None, most: float) -> float | None:
    try:
        value = float(cell.value) if cell else most + 1
    except ValueError:
        return None
    return value if -most <= value <= most else None


def _sources(document: Document, told: Mapping[str, Cell]) -> tuple[Source, ...]:
    named = [name.strip() for name in re.split(r"[;|]", told["source"].value)] if "source" in told else []
    found = tuple(Source(name, "speaker") for name in named if name)
    return found + ((Source(document.publisher, "publisher"),) if document.publisher else ())
