"""Reports and judgements as the API gives them; claims and events have the contract's form."""

from typing import Any, Final

from panj.model import Document, Event, Judgement, Sensitivity, to_wire
from panj.model.access import Audit, Token

DOCUMENT: Final = {
    "id": "d_77ab0c",
    "label": "murghab_2021/01_khovar",
    "title": "347 people cross",
    "published": "2021-07-14",
    "publisher": "Pamir Dispatch",
    "language": "en",
    "text": "Some 347 people crossed from Afghanistan …",
}
CLAIM: Final = {
    "id": "c_5f0c",
    "document": "murghab_2021/01_khovar",
    "document_id": "d_77ab0c",
    "kind": "crossed",
    "measure": {"value": 347, "qualifier": "about", "unit": "people"},
    "evidence": [{"start": 5, "end": 15, "text": "347 people"}],
    "confidence": 0.93,
}
EVENT: Final = {
    "id": "e_91ab",
    "kind": "crossed",
    "title": "Afghans cross into Tajikistan, 13–14 July 2021",
    "estimate": {"best": 347, "low": 345, "high": 347, "date": "2021-07-14", "why": ["Rule 9: 347 is used."]},
    "status": "reported",
    "claims": ["c_5f0c"],
    "documents": ["murghab_2021/01_khovar"],
}
JUDGEMENT: Final = {
    "id": "j_1c2d",
    "verb": "reject",
    "author": "Ada",
    "at": "2021-08-01T10:00:00.000Z",
    "reason": "a figure of last year",
}


def document_to_wire(document: Document, *, text: bool = True) -> dict[str, Any]:
    """A report: what is known about it, and its text as it is shown. Where it lies on this machine is not told."""
    known = {
        "id": document.id,
        "version": document.version,
        "label": document.label,
        **document.metadata,
        "sections": to_wire(document.sections),
        **({"text": document.text} if text else {}),
    }
    return {name: value for name, value in known.items() if value is not None}


def entry_to_wire(one: Judgement | Sensitivity | Token | Audit) -> dict[str, Any]:
    """What somebody decided, or what the desk knows of a token or a call, as JSON."""
    found: dict[str, Any] = to_wire(one)
    return found


def paged(item: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """The description of a page of such items."""
    example = {"items": [item], "next": "ZV85MWFi", "next_url": "/api/v1/…?cursor=ZV85MWFi"}
    return {200: {"description": "A page", "content": {"application/json": {"example": example}}}}


def one_of(item: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """The description of one such item."""
    return {200: {"description": "It", "content": {"application/json": {"example": item}}}}


def matches(event: Event, kind: str | None, country: str | None, status: str | None) -> bool:
    """Whether an event is of a kind, touches a country (ISO alpha-3) and has a status; None: whatever it is."""
    places = (*event.origin, *event.destination, *event.place)
    return (
        kind in (None, event.kind)
        and status in (None, event.status)
        and (country is None or any(place.country == country for place in places))
    )
