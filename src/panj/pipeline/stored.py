"""A record read, brought up to date and looked at: what the commands over a record do."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from panj import pipeline
from panj.model import Document, Event, Place
from panj.model.vocabulary import UNREAD

if TYPE_CHECKING:
    from panj.pipeline.rereading import Reread
    from panj.pipeline.views import RecordView, Step
    from panj.record import Added, Moment, Record


def refresh_events(record: "Record") -> Sequence[Event]:
    """The events of the record as it is now: what is new in it is reconciled and stored, the rest stands."""
    from panj.pipeline.refreshing import refresh

    settle_documents(record)
    return refresh(record, pipeline.rules(), pipeline.by_the_rules)


def bring_up_events(record: "Record") -> bool:
    """Reconciles and stores what is new in the record, without reading the rest. False where nothing can be stored.
    Raises RecordError."""
    from panj.pipeline.refreshing import bring_up

    settle_documents(record)
    return bring_up(record, pipeline.rules(), pipeline.by_the_rules)


def settle_documents(record: "Record") -> None:
    """Reads anew the documents whose date or publisher a person set right, or took that back."""
    waiting = list(record.unsettled())
    if waiting and record.may_write():
        for document in waiting:
            read_again(record, document)


def read_again(record: "Record", document: Document, *, adopt: bool = True) -> "Added":
    """Reads a document of the record by the reader of its kind; one whose text is not kept stands at its claims. Raises
    RecordError."""
    from panj.pipeline import by_hand

    if document.is_excerpt:
        return record.add(document, pipeline.fingerprint(), lambda known: tuple(record.claims(known.id)), adopt=adopt)
    if document.extractor == by_hand.READER:
        return record.add(document, by_hand.READER, lambda known: by_hand.claims_of(known, record.raw(document.id)))
    reader = UNREAD if pipeline.unread(document) else pipeline.fingerprint()
    return record.add(document, reader, pipeline.read_or_leave, adopt=adopt)


def view_of(record: "Record", moment: "Moment | None" = None) -> "RecordView":
    """The record as it is now or was at a moment: claims as people judged them, and their events."""
    from panj.pipeline.views import RecordView, events_at, events_without
    from panj.record import NOW, judgements_at

    at = moment or NOW
    if at.published is not None:
        current = at.recorded is None and bring_up_events(record)
        found = events_at(record, at, pipeline.rules(), pipeline.by_the_rules, current=current)
    else:
        found = record.at(at).events() if at.recorded else refresh_events(record)
    reading = record.at(at)
    told = judgements_at(reading)
    without = partial(events_without, record, at, told, found, pipeline.rules(), pipeline.by_the_rules)
    return RecordView(reading, told, found, without)


def claims_view(record: "Record", moment: "Moment") -> "RecordView":
    """The claims of the record at a moment, as people judged them, without their events."""
    from panj.pipeline.views import RecordView
    from panj.record import judgements_at

    reading = record.at(moment)
    return RecordView(reading, judgements_at(reading), ())


def history(record: "Record", event: Event) -> "list[Step]":
    """How the figure of an event came to be, by the days on which reports of it were published."""
    from panj.pipeline.views import steps

    return steps(record, event, pipeline.rules(), pipeline.by_the_rules)


def reread(record: "Record", *, progress: Callable[[str], None] | None = None) -> "Reread":
    """Reads every document with the reader of now, beside its claims, and says what would change."""
    from panj.pipeline.rereading import reread as run

    refresh_events(record)
    return run(record, pipeline.fingerprint(), pipeline.by_the_rules, progress)


def place_named(name: str) -> Place:
    """The place that a person means by a name. Raises InputError."""
    from panj.pipeline import by_hand

    return by_hand.place_of(name, pipeline._finder())
