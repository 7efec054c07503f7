"""Documents, claims and events as rows, and what is known about a document when something new is said about it."""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any, Final, cast

from panj.errors import RecordError
from panj.model import Claim, Document, Event, Judgement, Section, Span, from_wire, to_wire

TRUST: Final = {
    "judged": 6,
    "given": 5,
    "metadata": 4,
    "row": 3,
    "feed": 3,
    "list": 3,
    "header": 2,
    "html": 2,
    "text": 1,
    "url": 1,
}
"""How far a date's origin is trusted: what a person said stands over what was found, and a weaker one never replaces
a stronger one."""
CODEC: Final = "zlib"


def pack(thing: Any) -> str:
    """Compact JSON of a claim or event in the contract's form, with the rule that read it."""
    return _json(to_wire(thing, internal=True))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def unpack_claim(body: str) -> Claim:
    return from_wire(Claim, parsed(body))


def unpack_event(body: str) -> Event:
    return from_wire(Event, parsed(body))


def pack_judgement(judgement: Judgement) -> str:
    return _json(to_wire(judgement))


def unpack_judgement(body: str) -> Judgement:
    return from_wire(Judgement, parsed(body))


def pack_events(events: Iterable[Event]) -> bytes:
    """Events as compressed JSON."""
    return zlib.compress(_json([to_wire(event, internal=True) for event in events]).encode(), 1)


def unpack_events(data: bytes) -> list[Event]:
    return [from_wire(Event, one) for one in json.loads(unpack_bytes(data))]


def unpack_bytes(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise RecordError("The record is damaged: stored bytes cannot be unpacked", "restore a copy") from error


def parsed(body: str) -> dict[str, Any]:
    """The JSON of a stored row. Raises RecordError."""
    try:
        return cast("dict[str, Any]", json.loads(body))
    except ValueError as error:
        raise RecordError("The record is damaged: a stored row cannot be read", "restore a copy") from error


def blob_of(raw: bytes) -> dict[str, Any]:
    """The row of what came in: its hash, its size in bytes and the compressed bytes."""
    return {"hash": sha256(raw).hexdigest(), "size": len(raw), "codec": CODEC, "data": zlib.compress(raw, 6)}


def body_of(document: Document, *, publisher_given: bool, judged: Mapping[str, Any]) -> str:
    """What is known about the document beside its text, with the layout of the text, as canonical JSON. What a person
    set right stands apart (`judged`), so that it can be taken back."""
    return _json(
        {
            **document.metadata,
            **({"judged": dict(judged)} if judged else {}),
            "publisher_given": publisher_given,
            "sections": [[section.kind, section.start, section.end] for section in document.sections],
            "dateline": [document.dateline.start, document.dateline.end] if document.dateline else None,
            "body_start": document.body_start,
        }
    )


def document_of(row: Any, raw: bytes = b"", *, judged: bool = True) -> Document:
    """The document of a row with `label`, `address`, `text`, `extractor` and a revision's `body`; with what a person
    set right about it, unless `judged` is false."""
    body = parsed(row.body)
    document = Document(
        label=row.label,
        address=row.address,
        text=row.text,
        sections=tuple(Section(*section) for section in body["sections"]),
        title=body["title"],
        published=body["published"],
        published_from=body["published_from"],
        publisher=body["publisher"],
        agency=body["agency"],
        url=body["url"],
        canonical_url=body.get("canonical_url"),
        language=body["language"],
        dateline=Span(*body["dateline"]) if body["dateline"] else None,
        body_start=body["body_start"],
        extractor=row.extractor,
        raw=raw,
    )
    return with_judged(document, body.get("judged", {})) if judged else document


def with_judged(document: Document, judged: Mapping[str, Any]) -> Document:
    """The document with what a person set right about it: `published` and `publisher`, also to nothing."""
    if not judged:
        return document
    known = dict(judged)
    if "published" in known:
        known["published_from"] = "judged" if known["published"] else None
    return replace(document, **known)


def known_of(body: str) -> dict[str, Any]:
    """What is known about a document beside its text, as a person set it right."""
    found = parsed(body)
    return {**found, **found.get("judged", {})}


def judged_of(body: str) -> dict[str, Any]:
    """What a person set right, as a revision holds it."""
    return cast("dict[str, Any]", parsed(body).get("judged", {}))


def merged(
    document: Document, known: str | None, *, publisher_given: bool, judged: Mapping[str, Any]
) -> tuple[Document, str]:
    """The document with what was known before and what a person set right, and the body of its revision.

    What is not said now stays as it was, and so does a date or a publisher whose origin was trusted more.
    """
    if known is None:
        body = body_of(document, publisher_given=publisher_given, judged=judged)
        return with_judged(document, judged), body
    old = parsed(known)
    fields: dict[str, Any] = {
        name: value if value is not None else old.get(name) for name, value in document.metadata.items()
    }
    weaker = TRUST.get(document.published_from or "", 0) < TRUST.get(old["published_from"] or "", 0)
    if document.published is None or (weaker and old["published"] is not None):
        fields["published"], fields["published_from"] = old["published"], old["published_from"]
    if old["publisher_given"] and not publisher_given:
        fields["publisher"] = old["publisher"]
        publisher_given = True
    known_document = replace(document, **fields)
    body = body_of(known_document, publisher_given=publisher_given, judged=judged)
    return with_judged(known_document, judged), body
