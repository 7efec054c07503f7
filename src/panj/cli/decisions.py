"""What a person means by the words of a command: claims, events and reports by their names, values by their fields; and
what a decision changed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from panj import pipeline
from panj.cli import terminal
from panj.cli.options import day
from panj.errors import InputError
from panj.model import Anchor, Claim, Event, Judgement
from panj.model.judgement import CLAIM_FIELDS, DOCUMENT_FIELDS, anchor_of
from panj.model.vocabulary import KINDS, QUALIFIERS, STATUSES

if TYPE_CHECKING:
    from panj.record import Record

ANCHORS = 20
"""Claims that a judgement about an event is anchored to, at most: those of its figure first."""
CHOICES = {"kind": KINDS, "status": STATUSES, "qualifier": QUALIFIERS}


@contextmanager
def deciding(location: str, *, create: bool = False) -> Iterator["Record"]:
    """A record to decide in; afterwards it says what was decided and which figures changed."""
    from panj.record import open_record

    with open_record(location, create=create) as opened:
        opened.require_writable()
        before, told = list(pipeline.refresh_events(opened)), len(opened.judgements())
        yield opened
        for one in opened.judgements()[told:]:
            terminal.say(f"{one.id}: {said(one)}")
        show_changes(before, pipeline.refresh_events(opened))


def show_changes(before: Sequence[Event], after: Sequence[Event], limit: int = 20) -> None:
    """A table of the figures that differ."""
    from rich.table import Table
    from rich.text import Text

    from panj.outputs import words
    from panj.pipeline.changes import changes

    found = changes(before, after)
    if not found:
        terminal.show("No figure changes.")
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("event", overflow="fold")
    table.add_column("was", justify="right", overflow="fold")
    table.add_column("is", justify="right", overflow="fold")
    for change in found[:limit]:
        event = change.after or change.before
        was, now = (f"{words.estimate(e.estimate)} {e.status}" if e else "–" for e in (change.before, change.after))
        table.add_row(
            *(Text(part) for part in (f"{event.id if event else ''} {event.title if event else ''}", was, now))
        )
    terminal.show(table)
    if len(found) > limit:
        terminal.show(f"… and {len(found) - limit} more")


def said(one: Judgement) -> str:
    """A judgement in a few words."""
    if one.verb == "undo":
        return f"take {one.undoes} back"
    if one.verb == "same_source":
        return " = ".join(one.names)
    if one.verb == "document":
        return f"{one.field} is {one.value or 'unknown'}"
    figure = f"{one.anchors[0].value:,}" if one.anchors and one.anchors[0].value is not None else "a claim"
    if one.verb == "correct":
        value = one.value if not isinstance(one.value, list) else ", ".join(p["name"] for p in one.value)
        return f"correct {one.field} of {figure} to {value}"
    if one.verb == "recommend":
        return f"recommend {figure if one.value is None else f'{one.value:,}'}"
    return f"{one.verb.replace('_', ' ')}: {figure}"


def judgement_on(
    record: "Record", ident: str, verdict: str, field: str | None, value: str | None, why: str, by: str
) -> Judgement:
    if verdict == "recommend" and ident.startswith("e_"):
        event = event_named(record, ident)
        if field is None:
            raise InputError("The figure to recommend is missing", f"write: panj judge {ident} recommend 347")
        return Judgement(
            "", "recommend", by, "", why, anchors_of(record, event.claims, event)[:1], value=number_of(field)
        )
    if verdict in ("accept", "reject", "recommend"):
        anchors = anchors_of(record, [claim_named(record, ident).id])
        chosen = number_of(field) if verdict == "recommend" and field else None
        return Judgement("", verdict, by, "", why, anchors, value=chosen)  # type: ignore[arg-type]
    if verdict != "correct":
        raise InputError(f"{verdict} is no verdict", "one of: accept, reject, recommend, correct")
    if field in DOCUMENT_FIELDS:
        (document,) = documents_named(record, ident)
        given = None if value in (None, "unknown") else day(value) if field == "published" else value
        return Judgement("", "document", by, "", why, field=field, value=given, document_id=document)
    if field not in CLAIM_FIELDS or value is None:
        raise InputError(f"{field} cannot be corrected so", f"one of: {', '.join((*CLAIM_FIELDS, *DOCUMENT_FIELDS))}")
    anchors = anchors_of(record, [claim_named(record, ident).id])
    return Judgement("", "correct", by, "", why, anchors, field=field, value=value_of(field, value))


def value_of(field: str, value: str) -> Any:
    """The value that a person typed, as the claim's field has it. Raises InputError."""
    if field in CHOICES and value not in CHOICES[field]:
        raise InputError(f"{value} is no {field}", f"one of: {', '.join(sorted(CHOICES[field]))}")
    if field in ("value", "low", "high"):
        return None if value == "unknown" else number_of(value)
    if field == "period":
        start, _, end = value.partition("/")
        return f"{day(start)}/{day(end or start)}"
    if field in ("origin", "destination", "place"):
        from panj.model import to_wire

        return [to_wire(pipeline.place_named(name.strip())) for name in value.split(";")]
    return value


def number_of(value: str) -> float | int:
    try:
        return whole(float(value.replace(",", "")))
    except ValueError as error:
        raise InputError(f"{value} is no number", "write it as 1200 or 1,200") from error


def whole(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _one(found: Sequence[str], ident: str, what: str) -> str:
    if len(found) != 1:
        more = f"could be: {', '.join(found[:5])}" if found else f"is no {what} of this record"
        raise InputError(f"{ident} {more}", "write more of its id" if found else "see: panj events")
    return found[0]


def claim_named(record: "Record", ident: str) -> Claim:
    names = [name for name in record.ids(ident) if name.startswith("c_")] if ident.startswith("c_") else []
    claim = record.claim(_one(names, ident, "claim"))
    assert claim is not None
    return claim


def event_named(record: "Record", ident: str) -> Event:
    found = [event for event in record.events() if event.id.startswith(ident)]
    if not found:
        heirs = {heir for name in record.ids(ident) for heir in record.redirects(name)}
        found = [event for event in record.events() if event.id in heirs]
    name = _one([event.id for event in found], ident, "event")
    return next(event for event in found if event.id == name)


def documents_named(record: "Record", ident: str) -> list[str]:
    """Ids of the one document of that label, address or id. Raises InputError."""
    found = record.labelled(ident) or [name for name in record.ids(ident) if name.startswith("d_")]
    return [_one(found, ident, "report")]


def anchors_of(record: "Record", claims: Sequence[str], event: Event | None = None) -> tuple[Anchor, ...]:
    """Where claims stand in their texts; of many, those of the event's figure first."""
    out = []
    for name in claims:
        read = record.reading_of(name)
        if read is None:
            continue
        claim = next(one for one in read[1] if one.id == name)
        if claim.evidence:
            out.append(anchor_of(claim, read[0].version))
    best = event.estimate.best if event else None
    return tuple(sorted(out, key=lambda a: a.value != best)[:ANCHORS])
