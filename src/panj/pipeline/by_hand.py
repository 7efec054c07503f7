"""Figures that a person types in with their source: a document of their own, with one claim that was not read."""

import json
from collections.abc import Sequence
from typing import Any, Final

from panj.errors import InputError
from panj.model import (
    Claim,
    Document,
    Evidence,
    Measure,
    Period,
    Place,
    PlaceFinder,
    Source,
    digest,
    from_wire,
    to_wire,
)
from panj.model.vocabulary import KINDS

READER: Final = "hand@1"
"""Stands where a reader's fingerprint stands, and marks documents that no reader reads."""


def document_of(
    *,
    kind: str,
    value: float | int,
    source: str,
    places: dict[str, Sequence[Place]],
    period: Period | None = None,
    published: str | None = None,
    low: float | int | None = None,
    high: float | int | None = None,
    unit: str = "people",
    flow: str | None = None,
    quote: str | None = None,
    url: str | None = None,
    author: str = "",
) -> Document:
    """The document of a typed figure: its text is the quoted words, or a sentence made of the figure. The same figure
    again is the same document. Raises InputError for a kind that there is not."""
    if kind not in KINDS:
        raise InputError(f"{kind} is no kind", f"one of: {', '.join(sorted(KINDS))}")
    known: dict[str, Any] = {
        "kind": kind,
        "measure": to_wire(Measure(value, low, high, "exact" if low is None and high is None else "about", unit)),
        "period": to_wire(period) if period else None,
        "flow": flow,
        "sources": [to_wire(Source(source, "speaker"))],
        **{role: to_wire(tuple(found)) for role, found in places.items() if found},
    }
    raw = json.dumps({name: part for name, part in known.items() if part is not None}, sort_keys=True)
    text = quote or _sentence(kind, value, unit, places, period)
    name = digest("hand", raw, text, source, published, url)
    return Document(
        label=f"by-hand/{name[:8]}",
        address=f"hand:{name}",
        text=text,
        title=f"Typed in by {author}" if author else None,
        published=published,
        published_from="given" if published else None,
        publisher=source,
        url=url,
        extractor=READER,
        raw=raw.encode(),
    )


def _sentence(
    kind: str, value: float | int, unit: str, places: dict[str, Sequence[Place]], period: Period | None
) -> str:
    words = [f"{value:,} {unit} {kind.replace('_', ' ')}"]
    for role, word in (("origin", "from"), ("destination", "to"), ("place", "in")):
        if places.get(role):
            words.append(f"{word} {', '.join(place.name for place in places[role])}")
    if period:
        words.append(f"on {period.start}" if period.start == period.end else f"from {period.start} to {period.end}")
    return " ".join(words) + "."


def claims_of(document: Document, raw: bytes | None) -> tuple[Claim, ...]:
    """The one claim of a typed figure, from the bytes that it was stored as."""
    known = json.loads(raw or b"{}")
    ident = "c_" + digest(document.id, document.version, sorted(document.metadata.items(), key=str), READER)
    whole = to_wire(Evidence(0, len(document.text), document.text))
    return (
        from_wire(
            Claim,
            {
                **known,
                "id": ident,
                "document": document.label,
                "document_id": document.id,
                "evidence": [whole],
                "reader": READER,
                "confidence": 1.0,
                "rule": "typed in by a person",
            },
        ),
    )


def place_of(name: str, finder: PlaceFinder) -> Place:
    """The place that a person means by a name: the gazetteer's likeliest. Raises InputError where it knows none."""
    text = f"People are in {name}."
    found = [mention for mention in finder.places(Document("name", "name", text)) if mention.best]
    if not found:
        raise InputError(f"No place is known by the name {name}", f"look with: panj gazetteer find {name!r}")
    best = found[0].candidates[0]
    return Place(
        name, best.name, best.id, best.country, best.pcode, best.latitude, best.longitude, best.level, best.score
    )
