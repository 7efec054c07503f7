"""Claims beside the sentences that they were read from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from panj.desk.pages.facts import Facts
from panj.model import Claim, Document, Event, Judgement
from panj.outputs.clean import one_line
from panj.outputs.highlight import quote


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim with its sentence, its report, the events that it stands behind, and what people said of it.

    `read` is the claim as it was read, where a person corrected it; `rejected` whether a person did that.
    """

    claim: Claim
    quote: Markup
    report: str
    published: str | None
    events: tuple[Event, ...]
    said: tuple[Judgement, ...] = ()
    read: Claim | None = None
    rejected: bool = False


def entries(facts: Facts, claims: Sequence[Claim]) -> list[Entry]:
    """The claims with their sentences, in the order given."""
    view: Any = facts.view
    documents = view.reports([claim.document_id for claim in claims])
    settled = facts.settled_for(frozenset(claim.document_id for claim in claims))
    out = []
    for claim in claims:
        document = documents.get(claim.document_id)
        said = tuple(settled.said.get(claim.id, ())) if settled else ()
        read = settled.original.get(claim.id) if settled else None
        rejected = settled is not None and claim.id in settled.rejected
        out.append(
            Entry(
                claim, words_of(claim, document), report_of(claim, document), document.published if document else None,
                tuple(facts.by_claim.get(claim.id, ())), said, read, rejected,
            )
        )  # fmt: skip
    return out


def words_of(claim: Claim, document: Document | None) -> Markup:
    """The sentence around the claim's words, with the words marked."""
    if not claim.evidence:
        return Markup()
    first = claim.evidence[0]
    if document is not None and document.text[first.start : first.end] == first.text:
        return quote(document.text, first.start, first.end)
    return quote(first.text, 0, len(first.text))


def report_of(claim: Claim, document: Document | None) -> str:
    """What the report of a claim is called: its publisher, else its id."""
    return one_line((document.publisher if document else None) or claim.document)
