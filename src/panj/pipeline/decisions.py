"""What a person means by the words of a command or a form: claims, events and reports by their names, values by their
fields, and the judgement that follows."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from panj import pipeline
from panj.errors import InputError
from panj.model import Anchor, Claim, Event, Judgement
from panj.model.judgement import CLAIM_FIELDS, DOCUMENT_FIELDS, anchor_of, figure_of
from panj.model.vocabulary import KINDS, QUALIFIERS, STATUSES

if TYPE_CHECKING:
    from panj.record import Record

ANCHORS: Final = 20
"""Claims that a judgement about an event is anchored to, at most: those of its figure first."""
CHOICES: Final = {"kind": KINDS, "status": STATUSES, "qualifier": QUALIFIERS}


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
    """`accept`, `reject`, `recommend` or `correct` of the claim, event or report that `ident` names. Raises
    InputError."""
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


def merging(record: "Record", idents: Sequence[str], why: str, by: str) -> Judgement:
    """That these events, two or more, are one. Raises InputError."""
    first, *others = [event_named(record, name) for name in idents]
    if any(other.id == first.id for other in others) or not others:
        raise InputError(f"{first.id} cannot be joined with itself", "name another event")
    rest = tuple(anchor for other in others for anchor in anchors_of(record, other.claims, other))
    return Judgement("", "same_event", by, "", why, anchors_of(record, first.claims, first), rest)


def splitting(record: "Record", event: str, claims: Sequence[str], why: str, by: str) -> Judgement:
    """That these claims of the event tell of something else, with its claims of the same figures. Raises InputError."""
    known = event_named(record, event)
    apart = [claim_named(record, name).id for name in claims]
    if missing := [name for name in apart if name not in known.claims]:
        raise InputError(f"{missing[0]} is no claim of {known.id}", f"see them with: panj show {known.id}")
    figures = {figure_of(claim_named(record, name)) for name in apart}
    rest = [n for n in known.claims if n not in apart and figure_of(claim_named(record, n)) not in figures]
    if not rest:
        rest = [name for name in known.claims if name not in apart]
    if not rest or not apart:
        raise InputError(f"{known.id} has no other claims", "name some of its claims, not all")
    sides = (anchors_of(record, rest, known), anchors_of(record, apart, known))
    return Judgement("", "different_events", by, "", why, *sides)


def undoing(record: "Record", ident: str, why: str, by: str) -> Judgement:
    """The taking back of the judgement whose id starts so. Raises InputError."""
    found = [one for one in record.judgements() if one.id.startswith(ident)]
    if len(found) != 1:
        raise InputError(f"{ident} names {'several judgements' if found else 'no judgement'}", "see: panj judgements")
    return Judgement("", "undo", by, "", why, undoes=found[0].id)


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
    """The number that the words give, as 1200 or 1,200. Raises InputError."""
    try:
        return whole(float(value.replace(",", "")))
    except (ValueError, OverflowError) as error:
        raise InputError(f"{value} is no number", "write it as 1200 or 1,200") from error


def day(value: str) -> str:
    """The value where it is a date. Raises InputError."""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise InputError(f"{value!r} is no date", "write it as 2021-07-14") from error


def whole(value: float) -> float | int:
    """The value, as an int where it has no fraction. Raises ValueError and OverflowError where it is not finite."""
    return int(value) if value == int(value) else value


def _one(found: Sequence[str], ident: str, what: str) -> str:
    if len(found) != 1:
        if found:
            raise InputError(f"{ident} could be: {', '.join(found[:5])}", "write more of its id")
        where = "panj documents" if what == "report" else "panj events"
        raise InputError(f"There is no {what} {ident} in this record", f"see: {where}")
    return found[0]


def claim_named(record: "Record", ident: str) -> Claim:
    """The claim whose id starts so. Raises InputError."""
    names = [name for name in record.ids(ident) if name.startswith("c_")] if ident.startswith("c_") else []
    claim = record.claim(_one(names, ident, "claim"))
    assert claim is not None
    return claim


def event_named(record: "Record", ident: str) -> Event:
    """The event whose id starts so; what stands in its place where it was merged or renamed. Raises InputError."""
    known = [name for name in record.ids(ident) if name.startswith("e_")]
    found = [name for name in known if record.event(name)]
    if not found:
        found = sorted({heir for name in known for heir in record.redirects(name)})
    event = record.event(_one(found, ident, "event"))
    assert event is not None
    return event


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
