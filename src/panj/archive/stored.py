"""What an archive holds, as documents and claims again."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from panj.archive.folder import Folder
from panj.errors import InputError
from panj.model import EXCERPT, Claim, Document, Section, Span, from_wire


@dataclass(frozen=True, slots=True)
class Stored:
    """A document of an archive with its claims. Where the archive holds no texts, that of the document has spaces for
    all but the headline and the sentences with evidence, and its `extractor` says so; `version` is the whole text's."""

    document: Document
    version: str
    claims: tuple[Claim, ...]


def read_stored(folder: Folder, batch: str) -> Iterator[Stored]:
    """The documents of a finished batch that hold claims, in their order."""
    try:
        from pyarrow import parquet as pq  # type: ignore[import-untyped]
    except ImportError as error:
        raise InputError(
            "An archive needs a part that is not installed", 'install it: pip install "panj[archive]"'
        ) from error
    place = folder.place(batch)
    told: dict[str, list[Claim]] = defaultdict(list)
    with pq.ParquetFile(place / "claims.parquet") as file:
        for rows in file.iter_batches(columns=["document_id", "body"]):
            for row in rows.to_pylist():
                told[row["document_id"]].append(from_wire(Claim, json.loads(row["body"])))
    with pq.ParquetFile(place / "documents.parquet") as file:
        for rows in file.iter_batches():
            for row in rows.to_pylist():
                if row["claims"]:
                    own = told[row["id"]]
                    yield Stored(_document(row), row["version"], tuple(own[: row["claims"]]))
                    del own[: row["claims"]]


def _document(row: Mapping[str, Any]) -> Document:
    whole = row["text"] is not None
    line = row["dateline"]
    return Document(
        label=row["label"],
        address=row["address"],
        text=row["text"] if whole else _spaced(row["kept"]),
        sections=tuple(Section(s["kind"], s["start"], s["end"]) for s in row["sections"]),
        title=row["title"],
        published=row["published"],
        published_from=row["published_from"],
        publisher=row["publisher"],
        agency=row["agency"],
        url=row["url"],
        canonical_url=row["canonical_url"],
        language=row["language"],
        dateline=Span(line["start"], line["end"]) if line else None,
        body_start=row["body_start"],
        extractor=row["extractor"] if whole else row["extractor"] + EXCERPT,
    )


def _spaced(kept: list[dict[str, Any]]) -> str:
    """Stretches of a text where they stood in it, with spaces in place of all else."""
    parts: list[str] = []
    at = 0
    for stretch in kept:
        parts += (" " * (stretch["start"] - at), stretch["text"])
        at = stretch["start"] + len(stretch["text"])
    return "".join(parts)
