"""The record room: an append-only database of documents, what was read from them, what people decided, and the events
made of it, at any moment."""

from panj.record.copying import copy_record
from panj.record.judged import judgements_at
from panj.record.listing import Listed
from panj.record.marks import Mark, mark_of
from panj.record.moments import NOW, Moment
from panj.record.opening import Record, open_record
from panj.record.paging import claim_page, document_page, last_claim
from panj.record.read import Reading
from panj.record.recent import changed_since, made_last
from panj.record.redaction import Redacted
from panj.record.replacing import Unit
from panj.record.searching import SearchRow, Wanted, find_rows, folded, phrases_of, words_of_claim, words_of_document
from panj.record.sensitivities import sensitivities_of
from panj.record.several import claims_by_id, figures, outlines
from panj.record.store import Added, Prepared
from panj.record.versions import Placed

__all__ = [
    "NOW",
    "Added",
    "Listed",
    "Mark",
    "Moment",
    "Placed",
    "Prepared",
    "Reading",
    "Record",
    "Redacted",
    "SearchRow",
    "Unit",
    "Wanted",
    "changed_since",
    "claim_page",
    "claims_by_id",
    "copy_record",
    "document_page",
    "figures",
    "find_rows",
    "folded",
    "judgements_at",
    "last_claim",
    "made_last",
    "mark_of",
    "open_record",
    "outlines",
    "phrases_of",
    "sensitivities_of",
    "words_of_claim",
    "words_of_document",
]
