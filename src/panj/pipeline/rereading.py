"""Reading a record again with a newer reader: beside the old claims, and what would change, before it is adopted."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panj.errors import RecordError
from panj.model import Claim, Event, Problem
from panj.model.event import in_order
from panj.pipeline import by_hand
from panj.pipeline.refreshing import Reconcile, make

if TYPE_CHECKING:
    from panj.record import Record


@dataclass(frozen=True, slots=True)
class Reread:
    """`waiting`: how many of the `documents` have a reading that does not count yet; `read`: how many of those say
    something else; `gone` and `new` claims; the events before and after."""

    documents: int
    waiting: int
    read: int
    gone: int
    new: int
    before: Sequence[Event]
    after: Sequence[Event]
    problems: tuple[Problem, ...]


def reread(
    record: "Record", reader: str, reconcile: Reconcile, progress: Callable[[str], None] | None = None
) -> Reread:
    """Stores the readings of this reader beside those that count, one document at a time, and compares the events.
    A document that cannot be read keeps its claims. Raises RecordError."""
    from panj import pipeline

    problems = []
    documents = list(record.documents())
    for document in documents:
        if document.extractor == by_hand.READER or document.is_excerpt:
            continue
        known = record.base(document.id)
        try:
            if known:
                pipeline.read_again(record, known, adopt=False)
        except RecordError:
            raise
        except Exception as error:
            problems.append(pipeline.problem_of(document.label, error))
        if progress:
            progress(document.label)
    beside = record.beside(reader)
    old: dict[str, list[Claim]] = defaultdict(list)
    for claim in record.claims():
        old[claim.document_id].append(claim)
    pairs = [(_words(old[name]), _words(claims)) for name, claims in beside.items()]
    new = {**old, **beside}
    before = record.events()
    then = before
    if beside:
        every = [claim for claims in new.values() for claim in claims]
        then = in_order(make(documents, every, record.judgements(), record.text, reconcile))
    return Reread(
        documents=len(documents),
        waiting=len(beside),
        read=sum(was != now for was, now in pairs),
        gone=sum(len(was - now) for was, now in pairs),
        new=sum(len(now - was) for was, now in pairs),
        before=before,
        after=then,
        problems=tuple(problems),
    )


def _words(claims: Sequence[Claim]) -> set[object]:
    """What claims say, whoever read it."""
    return {(c.document_id, c.kind, c.evidence, c.measure, c.period, c.status, c.origin, c.destination) for c in claims}
