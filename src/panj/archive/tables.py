"""The tables of an archive as Parquet: documents, claims with their evidence, and what was skipped."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet as pq

from panj.model import Claim, Document, Place, Problem, Span, to_wire

Fate = Literal["read", "passed over", "unread language", "failed"]
"""What became of a document: read for claims; without a word that claims need; in a language that no reader speaks;
or the reader failed."""
UNDATED = "undated"
"""Stands for the month where no day of publication is known."""
ROWS = 2_000
"""Rows that are held before they are written."""
_SPAN = pa.struct([("start", pa.int32()), ("end", pa.int32())])
_QUOTE = pa.struct([("start", pa.int32()), ("text", pa.string())])
_PLACES = pa.list_(
    pa.struct(
        [
            ("text", pa.string()),
            ("name", pa.string()),
            ("id", pa.string()),
            ("country", pa.string()),
            ("level", pa.string()),
            ("latitude", pa.float64()),
            ("longitude", pa.float64()),
            ("score", pa.float64()),
        ]
    )
)
DOCUMENTS = pa.schema(
    [
        ("id", pa.string()),
        ("version", pa.string()),
        ("address", pa.string()),
        ("label", pa.string()),
        ("title", pa.string()),
        ("published", pa.string()),
        ("published_from", pa.string()),
        ("publisher", pa.string()),
        ("agency", pa.string()),
        ("url", pa.string()),
        ("canonical_url", pa.string()),
        ("language", pa.string()),
        ("extractor", pa.string()),
        ("characters", pa.int32()),
        ("fate", pa.string()),
        ("claims", pa.int32()),
        ("text", pa.string()),
        ("kept", pa.list_(_QUOTE)),
        ("body_start", pa.int32()),
        ("dateline", _SPAN),
        ("sections", pa.list_(pa.struct([("kind", pa.string()), ("start", pa.int32()), ("end", pa.int32())]))),
        ("file", pa.string()),
        ("month", pa.string()),
    ]
)
"""`kept`: the headline and the sentences that hold evidence, where they start; `characters`: length of the text."""
CLAIMS = pa.schema(
    [
        ("id", pa.string()),
        ("document_id", pa.string()),
        ("document", pa.string()),
        ("published", pa.string()),
        ("publisher", pa.string()),
        ("kind", pa.string()),
        ("rank", pa.int32()),
        ("value", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("qualifier", pa.string()),
        ("unit", pa.string()),
        ("group", pa.string()),
        ("category", pa.string()),
        ("nationality", pa.string()),
        ("origin", _PLACES),
        ("destination", _PLACES),
        ("route", _PLACES),
        ("place", _PLACES),
        ("start", pa.string()),
        ("end", pa.string()),
        ("precision", pa.string()),
        ("flow", pa.string()),
        ("boundary", pa.string()),
        ("cause", pa.string()),
        ("status", pa.string()),
        ("section", pa.string()),
        (
            "sources",
            pa.list_(pa.struct([("name", pa.string()), ("role", pa.string()), ("type", pa.string())])),
        ),
        ("evidence", pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())]))),
        ("sentence", pa.string()),
        ("confidence", pa.float64()),
        ("reader", pa.string()),
        ("body", pa.string()),
        ("month", pa.string()),
    ]
)
"""`body`: the whole claim as JSON, with the rule that read it; `sentence`: the sentence of its first evidence."""
SKIPPED = pa.schema([("address", pa.string()), ("message", pa.string()), ("hint", pa.string()), ("file", pa.string())])
SCHEMAS = {"documents": DOCUMENTS, "claims": CLAIMS, "skipped": SKIPPED}


@dataclass(frozen=True, slots=True)
class Read:
    """A document, what became of it, its claims and the stretches of its text that are kept beside them."""

    document: Document
    fate: Fate
    claims: Sequence[Claim] = ()
    kept: Sequence[Span] = ()


class Writer:
    """Writes the tables of a batch into a folder. Memory does not grow with the batch."""

    def __init__(self, folder: Path, *, text: bool) -> None:
        self.text = text
        self._files = {
            name: pq.ParquetWriter(folder / f"{name}.parquet", s, compression="zstd") for name, s in SCHEMAS.items()
        }
        self._rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}

    def add(self, read: Read, file: str) -> None:
        month, file = month_of(read.document), _sound(file)
        self._put("documents", _document(read, file, month, text=self.text))
        for claim in read.claims:
            self._put("claims", _claim(claim, read, month))

    def skip(self, problem: Problem, file: str) -> None:
        row = {"address": problem.address, "message": problem.message, "hint": problem.hint, "file": file}
        self._put("skipped", {name: _sound(value) for name, value in row.items()})

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *_: object) -> None:
        for name, file in self._files.items():
            self._flush(name)
            file.close()

    def _put(self, name: str, row: dict[str, Any]) -> None:
        self._rows[name].append(row)
        if len(self._rows[name]) >= ROWS:
            self._flush(name)

    def _flush(self, name: str) -> None:
        if self._rows[name]:
            self._files[name].write_table(pa.Table.from_pylist(self._rows[name], SCHEMAS[name]))
            self._rows[name].clear()


def _sound(name: str) -> str:
    """A name without lone surrogates, which Parquet cannot hold."""
    return name.encode("utf8", "backslashreplace").decode()


def month_of(document: Document) -> str:
    """The month of publication, as 2021-07."""
    return document.published[:7] if document.published else UNDATED


def _document(read: Read, file: str, month: str, *, text: bool) -> dict[str, Any]:
    document = read.document
    return {
        **document.metadata,
        "id": document.id,
        "version": document.version,
        "address": document.address,
        "label": document.label,
        "extractor": document.extractor,
        "characters": len(document.text),
        "fate": read.fate,
        "claims": len(read.claims),
        "text": document.text if text else None,
        "kept": [{"start": span.start, "text": document.text[span.start : span.end]} for span in read.kept],
        "body_start": document.body_start,
        "dateline": {"start": document.dateline.start, "end": document.dateline.end} if document.dateline else None,
        "sections": [{"kind": s.kind, "start": s.start, "end": s.end} for s in document.sections]
        if read.claims
        else [],
        "file": file,
        "month": month,
    }


def _claim(claim: Claim, read: Read, month: str) -> dict[str, Any]:
    measure, group, period = claim.measure, claim.group, claim.period
    first = claim.evidence[0] if claim.evidence else None
    around = next((s for s in read.kept if first and s.contains(first.span)), None)
    return {
        "id": claim.id,
        "document_id": claim.document_id,
        "document": claim.document,
        "published": read.document.published,
        "publisher": read.document.publisher,
        "kind": claim.kind,
        "rank": claim.rank,
        "value": measure and measure.value,
        "low": measure and measure.low,
        "high": measure and measure.high,
        "qualifier": measure and measure.qualifier,
        "unit": measure and measure.unit,
        "group": group and group.text,
        "category": group and group.category,
        "nationality": group and group.nationality,
        "origin": _places(claim.origin),
        "destination": _places(claim.destination),
        "route": _places(claim.route),
        "place": _places(claim.place),
        "start": period and period.start,
        "end": period and period.end,
        "precision": period and period.precision,
        "flow": claim.flow,
        "boundary": claim.boundary,
        "cause": claim.cause,
        "status": claim.status,
        "section": claim.section,
        "sources": [{"name": s.name, "role": s.role, "type": s.type} for s in claim.sources],
        "evidence": [{"start": e.start, "end": e.end, "text": e.text} for e in claim.evidence],
        "sentence": read.document.text[around.start : around.end] if around else None,
        "confidence": claim.confidence,
        "reader": claim.reader,
        "body": json.dumps(to_wire(claim, internal=True), ensure_ascii=False, separators=(",", ":"), sort_keys=True),
        "month": month,
    }


def _places(places: Sequence[Place]) -> list[dict[str, Any]]:
    return [
        {
            "text": place.text,
            "name": place.name,
            "id": place.id,
            "country": place.country,
            "level": place.level,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "score": place.score,
        }
        for place in places
    ]
