"""Taking a document out for good: a takedown, a person at risk. A tombstone stays, with who did it, when and why."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, update

from panj.errors import RecordError
from panj.model import Claim, Document, from_wire
from panj.model.sensitivity import Sensitivity
from panj.record import postgresql, searching, sqlite
from panj.record import schema as t
from panj.record.clock import now
from panj.record.engine import is_sqlite
from panj.record.failures import plain_errors
from panj.record.judged import mark_anew
from panj.record.rows import blob_of, document_of, unpack_claim, unpack_judgement
from panj.record.sensitivities import pack_sensitivity
from panj.record.versions import Versions

GONE: Final = "[redacted]"
TOUCHED: Final = (
    "blobs", "documents", "versions", "revisions", "claims", "event_versions", "judgements", "snapshots",
    "sensitivities", "search_rows",
)  # fmt: skip
KEPT: Final = ("id", "document_id", "kind", "reader", "rank", "measure", "period", "flow", "status", "section")
"""What stays of a claim: what figure was read, by which reader, and nothing of the words or the names."""
SHORTEST: Final = 3
"""Letters of the shortest name that is taken out of past events: shorter ones stand in other words too."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """What was taken out. `same_text` are labels of other documents that still hold one of its texts; `wiped` is false
    where another program that has the record open may still hold parts of it."""

    document_id: str
    label: str
    same_text: tuple[str, ...]
    wiped: bool


class Redaction(Versions):
    """A record that can forget."""

    def redact(self, document_id: str, author: str, reason: str) -> Redacted:
        """Removes text, bytes and names of all versions of a document from everything that the record holds, also from
        events of the past, and leaves a tombstone. Again, it wipes what another program held. Raises RecordError."""
        if self.tombstone(document_id):
            return Redacted(document_id, tombstone_label(document_id), (), self._wipe())
        with self.transaction([document_id]) as connection:
            row = connection.execute(select(t.documents).where(t.documents.c.id == document_id)).first()
            if row is None:
                raise RecordError(f"{self.location} holds no document {document_id}")
            names = _names(connection, document_id)
            same = _same_text(connection, document_id)
            put_down = {"document_id": document_id, "author": author, "reason": reason, "recorded_at": now()}
            connection.execute(insert(t.tombstones).values(**put_down))
            _scrub_events(connection, row.label, names)
            _scrub_claims(connection, document_id)
            _scrub_judgements(connection, document_id)
            _scrub_sensitivities(connection, document_id)
            _scrub_texts(connection, document_id)
            searching.forget(connection, document_id)
            connection.execute(delete(t.snapshots))
            mark_anew(connection, [document_id])
        return Redacted(document_id, row.label, same, self._wipe())

    def _wipe(self) -> bool:
        with plain_errors(self.location):
            if is_sqlite(self.engine):
                return sqlite.wipe_freed(self.engine)
            return postgresql.wipe_freed(self.engine, TOUCHED)


def tombstone_label(document_id: str) -> str:
    """What the document is called from then on."""
    return f"redacted/{document_id}"


def _documents(connection: Connection, document_id: str) -> list[Document]:
    """All that was ever known about the document."""
    query = (
        select(
            t.documents.c.label, t.documents.c.address, t.versions.c.text, t.versions.c.extractor, t.revisions.c.body
        )
        .join_from(t.revisions, t.versions)
        .join(t.documents)
        .where(t.versions.c.document_id == document_id)
    )
    return [document_of(row) for row in connection.execute(query)]


def _names(connection: Connection, document_id: str) -> list[str]:
    """Words of the document that events may repeat: its name and address, sources, people, words of places and groups.

    Names of places as the gazetteer has them are no secret.
    """
    found: set[str | None] = set()
    for document in _documents(connection, document_id):
        found |= {document.title, document.publisher, document.agency, document.url, document.address, document.label}
    rows = connection.execute(select(t.claims.c.body).where(t.claims.c.document_id == document_id))
    for claim in map(unpack_claim, rows.scalars()):
        found |= _names_in(claim)
    return sorted((name for name in found if name and len(name) >= SHORTEST), key=lambda n: (-len(n), n))


def _names_in(claim: Claim) -> set[str | None]:
    places = (*claim.origin, *claim.destination, *claim.route, *claim.place)
    known = {place.name for place in places if place.id}
    found: set[str | None] = {claim.group.text if claim.group else None}
    found.update(source.name for source in claim.sources)
    found.update(piece.text for piece in claim.evidence)
    found.update(party.name for party in (*claim.parties, *((claim.actor,) if claim.actor else ())))
    found.update(place.text for place in places)
    found.update(place.name for place in places if not place.id)
    return found - known


def _same_text(connection: Connection, document_id: str) -> tuple[str, ...]:
    mine = select(t.versions.c.version).where(t.versions.c.document_id == document_id)
    query = (
        select(t.documents.c.label)
        .join(t.versions)
        .where(t.versions.c.version.in_(mine), t.documents.c.id != document_id)
        .where(t.documents.c.id.not_in(select(t.tombstones.c.document_id)))
    )
    return tuple(sorted(set(connection.execute(query).scalars())))


def _scrub_events(connection: Connection, label: str, names: Sequence[str]) -> None:
    """Takes the names out of all versions of events that the document had a part in."""
    quoted = json.dumps(label, ensure_ascii=False)
    rows = connection.execute(
        select(t.event_versions.c.id, t.event_versions.c.body).where(
            t.event_versions.c.body.contains(quoted, autoescape=True)
        )
    )
    for row in list(rows):
        body = json.dumps(_without(json.loads(row.body), names), ensure_ascii=False, separators=(",", ":"))
        connection.execute(update(t.event_versions).where(t.event_versions.c.id == row.id).values(body=body))


def _without(value: Any, names: Sequence[str]) -> Any:
    if isinstance(value, str):
        for name in names:
            value = value.replace(name, GONE)
        return value
    if isinstance(value, list):
        return [_without(one, names) for one in value]
    if isinstance(value, dict):
        closed = ("id", "kind", "status", "claims", "metric", "unit", "type")
        return {key: one if key in closed else _without(one, names) for key, one in value.items()}
    return value


def _scrub_claims(connection: Connection, document_id: str) -> None:
    query = select(t.claims.c.id, t.claims.c.body).where(t.claims.c.document_id == document_id)
    for row in list(connection.execute(query)):
        whole = json.loads(row.body)
        kept = {key: whole[key] for key in KEPT if key in whole}
        if "period" in kept:
            kept["period"].pop("text", None)
        kept["document"] = tombstone_label(document_id)
        kept["evidence"] = [{**piece, "text": ""} for piece in whole["evidence"]]
        body = json.dumps(kept, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        connection.execute(update(t.claims).where(t.claims.c.id == row.id).values(body=body))


def _scrub_judgements(connection: Connection, document_id: str) -> None:
    """Takes out what people wrote about the document; that they decided, and what, stays."""
    query = select(t.judgements.c.id, t.judgements.c.body).where(
        t.judgements.c.body.contains(document_id, autoescape=True)
    )
    for row in list(connection.execute(query)):
        if document_id not in unpack_judgement(row.body).documents:
            continue
        whole = json.loads(row.body)
        whole["reason"] = GONE
        if not isinstance(whole.get("value"), int | float | None):
            whole["value"] = GONE
        body = json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        connection.execute(update(t.judgements).where(t.judgements.c.id == row.id).values(body=body))


def _scrub_sensitivities(connection: Connection, document_id: str) -> None:
    """Takes out why the document was restricted."""
    kept = t.sensitivities.c
    for row in list(connection.execute(select(kept.id, kept.body).where(kept.document_id == document_id))):
        body = pack_sensitivity(replace(from_wire(Sensitivity, json.loads(row.body)), reason=GONE))
        connection.execute(update(t.sensitivities).where(kept.id == row.id).values(body=body))


def _scrub_texts(connection: Connection, document_id: str) -> None:
    nothing = blob_of(b"")
    if not connection.execute(select(t.blobs.c.hash).where(t.blobs.c.hash == nothing["hash"])).first():
        connection.execute(insert(t.blobs).values(**nothing, recorded_at=now()))
    mine = t.versions.c.document_id == document_id
    versions = connection.execute(select(t.versions.c.id, t.versions.c.blob).where(mine)).all()
    connection.execute(update(t.versions).where(mine).values(text="", blob=nothing["hash"]))
    for blob in {row.blob for row in versions} - {nothing["hash"]}:
        if not connection.execute(select(t.versions.c.id).where(t.versions.c.blob == blob).limit(1)).first():
            connection.execute(delete(t.blobs).where(t.blobs.c.hash == blob))
    empty = Document(tombstone_label(document_id), "", "")
    body = json.dumps(
        {**empty.metadata, "publisher_given": False, "sections": [], "dateline": None, "body_start": 0}, sort_keys=True
    )
    of_mine = t.revisions.c.version_id.in_([row.id for row in versions])
    connection.execute(update(t.revisions).where(of_mine).values(body=body, published=None, publisher=None))
    connection.execute(
        update(t.documents)
        .where(t.documents.c.id == document_id)
        .values(address=f"redacted:{document_id}", label=tombstone_label(document_id))
    )
