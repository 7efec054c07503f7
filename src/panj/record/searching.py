"""Full-text search over the reports and claims that stand now, kept in step by whatever changes them.

Words are folded here (small letters, no accents) and stored apart from one another, so that FTS5 and PostgreSQL find
the same: every word of the question, whole, or as a beginning where it ends in `*`, or in order within quotation marks.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, column, delete, func, insert, literal_column, select, text, tuple_

from panj.errors import InputError
from panj.model import Claim, Document
from panj.record import schema as t
from panj.record.read import Reading, batches
from panj.record.rows import document_of, unpack_claim
from panj.record.schema_desk import search_rows

MOST_WORDS: Final = 16
"""Words of a question; more make it slow and narrow nothing."""
LONGEST_WORD: Final = 60
_WORD = re.compile(r"[^\W_]+")
_ASKED = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for: phrases of folded words (each: words, and whether the last may go on), and filters:
    `what` is `all`, `documents` or `claims`; kinds of claims; a country (ISO alpha-3); days of publication."""

    phrases: tuple[tuple[tuple[str, ...], bool], ...]
    what: str = "all"
    kinds: tuple[str, ...] = ()
    country: str | None = None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class SearchRow:
    """A row that was found: a report, or a claim of it."""

    id: int
    document_id: str
    claim: str | None
    published: str


def folded(words: str) -> list[str]:
    """The words in small letters without accents, as they are stored and asked for."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return [word[:LONGEST_WORD] for word in _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))]


def phrases_of(asked: str) -> tuple[tuple[tuple[str, ...], bool], ...]:
    """The phrases of a question as a person types it. Raises InputError where there is no word in it."""
    found = []
    for quoted, plain in _ASKED.findall(asked):
        words = tuple(folded(quoted or plain))
        if words:
            found.append((words, not quoted and plain.endswith("*")))
    if not found:
        raise InputError("Nothing is searched for", "write a word")
    if sum(len(words) for words, _ in found) > MOST_WORDS:
        raise InputError(f"More than {MOST_WORDS} words are searched for", "write fewer")
    return tuple(found)


def find_rows(
    reading: Reading, wanted: Wanted, after: tuple[str, int] | None = None, limit: int = 50
) -> list[SearchRow]:
    """Rows that hold all phrases, the latest published first; behind `after`, the day and number of the last one seen.
    Raises RecordError."""
    kept = search_rows.c
    day = func.coalesce(kept.published, "")
    query = select(kept.id, kept.document_id, kept.claim, day.label("published")).where(_matches(reading, wanted))
    if wanted.what == "documents":
        query = query.where(kept.claim.is_(None))
    if wanted.what == "claims" or wanted.kinds:
        query = query.where(kept.claim.is_not(None))
    if wanted.kinds:
        query = query.where(kept.kind.in_(wanted.kinds))
    if wanted.start:
        query = query.where(kept.published >= wanted.start)
    if wanted.end:
        query = query.where(func.substr(kept.published, 1, 10) <= wanted.end)
    if after:
        query = query.where(tuple_(day, kept.id) < tuple_(*after))
    query = query.order_by(day.desc(), kept.id.desc()).limit(limit)
    return [SearchRow(*row) for row in reading._rows(query)]


def _matches(reading: Reading, wanted: Wanted) -> Any:
    phrases = [*wanted.phrases, *([((_country(wanted.country),), False)] if wanted.country else [])]
    if reading.engine.dialect.name == "sqlite":
        asked = " ".join(f'"{" ".join(words)}"{"*" if goes_on else ""}' for words, goes_on in phrases)
        rows: Any = select(column("rowid")).select_from(text("search_index"))
        return search_rows.c.id.in_(rows.where(text("search_index MATCH :asked").bindparams(asked=asked)))
    asked = " & ".join("(" + " <-> ".join(words) + (":*" if goes_on else "") + ")" for words, goes_on in phrases)
    vector = func.to_tsvector(literal_column("'simple'"), search_rows.c.words)
    return vector.op("@@")(func.to_tsquery(literal_column("'simple'"), asked))


def _country(code: str) -> str:
    """The word that stands for a country among the words of a claim."""
    return f"country{code.lower()}"


def index(connection: Connection, documents: Sequence[str]) -> None:
    """Puts the words of these reports and of their claims, as they stand now, in place of those before."""
    for some in batches(documents):
        connection.execute(delete(search_rows).where(search_rows.c.document_id.in_(some)))
        standing = list(connection.execute(_standing(some)))
        told: dict[int, list[str]] = defaultdict(list)
        query = select(t.claims.c.reading_id, t.claims.c.body).order_by(t.claims.c.id)
        for row in connection.execute(query.where(t.claims.c.reading_id.in_([row.reading_id for row in standing]))):
            told[row.reading_id].append(row.body)
        if rows := [fresh for row in standing for fresh in _rows_of(row, told[row.reading_id])]:
            connection.execute(insert(search_rows), rows)


def index_all(connection: Connection) -> None:
    """Makes all of it anew."""
    index(connection, list(connection.execute(select(t.documents.c.id)).scalars()))


def forget(connection: Connection, document_id: str) -> None:
    """Takes the words of a report out, also from what the index keeps of earlier rows."""
    connection.execute(delete(search_rows).where(search_rows.c.document_id == document_id))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO search_index(search_index) VALUES ('optimize')")


def _standing(documents: Sequence[str]) -> Any:
    named = t.states.c.document_id.in_(documents)
    last = select(func.max(t.states.c.id)).where(named).group_by(t.states.c.document_id)
    return (
        select(
            t.states.c.document_id,
            t.states.c.reading_id,
            t.documents.c.label,
            t.documents.c.address,
            t.versions.c.text,
            t.versions.c.extractor,
            t.revisions.c.body,
        )
        .select_from(t.states)
        .join(t.readings)
        .join(t.revisions)
        .join(t.versions)
        .join(t.documents, t.versions.c.document_id == t.documents.c.id)
        .where(t.states.c.id.in_(last), t.documents.c.id.not_in(select(t.tombstones.c.document_id)))
    )


def _rows_of(row: Row[Any], claims: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The rows of a report and of its claims."""
    document = document_of(row)
    base = {"document_id": row.document_id, "published": document.published}
    yield {**base, "claim": None, "kind": None, "words": words_of_document(document)}
    for claim in map(unpack_claim, claims):
        yield {**base, "claim": claim.id, "kind": claim.kind, "words": words_of_claim(claim)}


def words_of_document(document: Document) -> str:
    """What a report is found by."""
    return _joined((document.title, document.publisher, document.agency, document.label, document.text))


def words_of_claim(claim: Claim) -> str:
    """What a claim is found by."""
    places = (*claim.origin, *claim.destination, *claim.route, *claim.place)
    codes = {place.country for place in places if place.country}
    codes |= {claim.group.nationality} if claim.group and claim.group.nationality else set()
    parts: list[str | None] = [
        claim.kind.replace("_", " "),
        *(piece.text for piece in claim.evidence),
        claim.group.text if claim.group else None,
        *(name for place in places for name in (place.text, place.name)),
        *(source.name for source in claim.sources),
        *(party.name for party in (*claim.parties, *((claim.actor,) if claim.actor else ()))),
        *(_country(code) for code in sorted(codes)),
    ]
    return _joined(parts)


def _joined(parts: Iterable[str | None]) -> str:
    return " ".join(word for part in parts if part for word in folded(part))
