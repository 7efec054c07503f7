"""Search over the reports and claims of a record, as a view shows them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from panj.errors import InputError
from panj.model import Claim, Document, View
from panj.pipeline.guarding import GuardedView
from panj.pipeline.views import RecordView

if TYPE_CHECKING:
    from panj.record import Record, SearchRow, Wanted

AHEAD: Final = 5
"""Batches of rows that are looked through for one page, where much of what is found is not shown."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A report, or a claim of it, that holds the words."""

    document: Document
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, the latest published first; `next` leads to the page behind it, None where there is none."""

    hits: tuple[Hit, ...]
    next: str | None


def search(
    record: "Record",
    view: View,
    words: str,
    *,
    what: str = "all",
    kinds: Sequence[str] = (),
    country: str | None = None,
    start: str | None = None,
    end: str | None = None,
    cursor: str | None = None,
    limit: int = 20,
) -> Found:
    """The reports and claims of the view that hold every word, as they stand now.

    `words` may end in `*` (a beginning) and stand in quotation marks (in that order). What a guarded view does not show
    is not found by it: a hit must hold the words in what is shown. `what`: `all`, `documents` or `claims`; `kinds` of
    claims; `country`: ISO alpha-3, of claims; `start` and `end`: days of publication. Raises InputError, RecordError.
    """
    from panj.record import Wanted, find_rows, phrases_of

    wanted = Wanted(phrases_of(words), what, tuple(kinds), country, start, end)
    after = _position(cursor)
    hits: list[Hit] = []
    for _ in range(AHEAD):
        rows = find_rows(record, wanted, after, limit + 1)
        for row, hit in zip(rows, _resolved(view, rows, wanted), strict=True):
            if len(hits) == limit:
                return Found(tuple(hits), _cursor(after))
            after = (row.published, row.id)
            hits += [hit] if hit else []
        if len(rows) <= limit:
            return Found(tuple(hits), None)
    return Found(tuple(hits), _cursor(after))


def _resolved(view: View, rows: "Sequence[SearchRow]", wanted: "Wanted") -> list[Hit | None]:
    """What the view shows of each row; None where it shows nothing, or nothing with the words in it."""
    claims: dict[str, Claim] = {}
    documents: dict[str, Document] = {}
    if isinstance(view, RecordView | GuardedView):
        claims = view.several([row.claim for row in rows if row.claim])
        documents = view.reports(sorted({row.document_id for row in rows}))
    out: list[Hit | None] = []
    for row in rows:
        document = documents.get(row.document_id)
        claim = claims.get(row.claim) if row.claim else None
        hit = None if document is None or (row.claim and claim is None) else Hit(document, claim)
        out.append(hit if hit and (isinstance(view, RecordView) or _holds(hit, wanted)) else None)
    return out


def _holds(hit: Hit, wanted: "Wanted") -> bool:
    """Whether the words stand in what is shown."""
    from panj.record import words_of_claim, words_of_document

    words = words_of_claim(hit.claim) if hit.claim else words_of_document(hit.document)
    whole = f" {words} "
    return all(f" {' '.join(phrase)}{'' if goes_on else ' '}" in whole for phrase, goes_on in wanted.phrases)


def _position(cursor: str | None) -> tuple[str, int] | None:
    if cursor is None:
        return None
    try:
        day, number = json.loads(cursor)
    except (ValueError, TypeError) as error:
        raise InputError("This page is not known", "search again") from error
    if not isinstance(day, str) or type(number) is not int or abs(number) >= 2**31:
        raise InputError("This page is not known", "search again")
    return day, number


def _cursor(after: tuple[str, int] | None) -> str | None:
    return json.dumps(after) if after else None
