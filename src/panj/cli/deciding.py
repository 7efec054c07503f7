"""`panj judge`, `merge`, `split`, `undo`, `aliases`, `figure`: what people decide, each a record of its own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from panj import pipeline
from panj.cli import terminal
from panj.cli.options import AUTHOR, DEFAULT_RECORD, By, RecordFile, Why, day
from panj.errors import InputError
from panj.model import Anchor, Claim, Event, Judgement
from panj.model.judgement import CLAIM_FIELDS, DOCUMENT_FIELDS, anchor_of, figure_of, standing
from panj.model.vocabulary import KINDS, QUALIFIERS, STATUSES

if TYPE_CHECKING:
    from panj.record import Record

app = typer.Typer(rich_markup_mode=None)
figure = typer.Typer(
    help="Type in figures by hand, with their source.\n\n\b\nExample:\n  panj figure add 347 crossed --source UNHCR",
    no_args_is_help=True,
    rich_markup_mode=None,
)
ANCHORS = 20
"""Claims that a judgement about an event is anchored to, at most: those of its figure first."""
CHOICES = {"kind": KINDS, "status": STATUSES, "qualifier": QUALIFIERS}


@app.command()
def judge(
    ident: Annotated[str, typer.Argument(metavar="ID", help="A claim, an event, or a report by its label.")],
    verdict: Annotated[str, typer.Argument(help="accept, reject, recommend or correct.")],
    field: Annotated[str | None, typer.Argument(help="What to correct; or the figure to recommend.")] = None,
    value: Annotated[str | None, typer.Argument(help="What it should be; unknown for nothing.")] = None,
    why: Why = "",
    by: By = AUTHOR,
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """Say that a claim is right, wrong, or to be corrected.

    Nothing is changed in place: the judgement is kept with its author, time and reason, and undo takes it back.
    Claims: value, low, high, qualifier, unit, kind, status, period, origin, destination, place. Reports: published,
    publisher.

    \b
    Examples:
      panj judge c_5f0c reject --why "an exercise"
      panj judge c_5f0c correct value 350 --why "a misprint"
      panj judge e_91ab recommend 347
      panj judge july/01 correct published 2021-07-14
    """
    with _deciding(record) as opened:
        opened.judge(_judgement(opened, ident, verdict, field, value, why, by))


@app.command()
def merge(
    events: Annotated[list[str], typer.Argument(metavar="EVENT", help="Two events or more.")],
    why: Why = "",
    by: By = AUTHOR,
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """Say that events are one.

    \b
    Example:
      panj merge e_91ab e_22c0 --why "the same crossing"
    """
    if len(events) < 2:
        raise typer.BadParameter("name two events or more", param_hint="EVENT")
    with _deciding(record) as opened:
        first, *others = [_event(opened, name) for name in events]
        rest = tuple(anchor for other in others for anchor in _anchors(opened, other.claims, other))
        opened.judge(Judgement("", "same_event", by, "", why, _anchors(opened, first.claims, first), rest))


@app.command()
def split(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="The event that is two.")],
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM", help="Claims that tell of something else.")],
    why: Why = "",
    by: By = AUTHOR,
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """Say that claims of an event tell of something else.

    Its other claims of the same figure go with those that are named.

    \b
    Example:
      panj split e_91ab c_5f0c --why "another river"
    """
    with _deciding(record) as opened:
        whole = _event(opened, event)
        apart = [_claim(opened, name).id for name in claims]
        if missing := [name for name in apart if name not in whole.claims]:
            raise InputError(f"{missing[0]} is no claim of {whole.id}", f"see them with: panj show {whole.id}")
        figures = {figure_of(_claim(opened, name)) for name in apart}
        rest = [n for n in whole.claims if n not in apart and figure_of(_claim(opened, n)) not in figures]
        if not rest:
            rest = [name for name in whole.claims if name not in apart]
        if not rest:
            raise InputError(f"{whole.id} has no other claims", "name some of its claims, not all")
        sides = (_anchors(opened, rest, whole), _anchors(opened, apart, whole))
        opened.judge(Judgement("", "different_events", by, "", why, *sides))


@app.command()
def undo(
    ident: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="The id of a judgement, or how it starts.")],
    why: Why = "",
    by: By = AUTHOR,
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """Take a judgement back; that is kept too.

    \b
    Example:
      panj undo j_4f1c --why "I misread the table"
    """
    with _deciding(record) as opened:
        found = [one for one in opened.judgements() if one.id.startswith(ident)]
        if len(found) != 1:
            raise InputError(
                f"{ident} names {'several judgements' if found else 'no judgement'}", "see: panj judgements"
            )
        opened.judge(Judgement("", "undo", by, "", why, undoes=found[0].id))


@app.command()
def judgements(record: RecordFile = DEFAULT_RECORD) -> None:
    """List what people decided, the latest last.

    \b
    Example:
      panj judgements --record archive.db
    """
    from rich.table import Table
    from rich.text import Text

    from panj.record import open_record

    with open_record(record, create=False) as opened:
        told = opened.judgements()
    valid = {one.id for one in standing(told)}
    table = Table(box=None, pad_edge=False)
    for name in ("id", "when", "who", "what", "why"):
        table.add_column(name, overflow="fold")
    for one in told:
        what = said(one) if one.id in valid or one.verb == "undo" else f"{said(one)} (taken back)"
        table.add_row(*map(Text, (one.id, one.at[:10], one.author, what, one.reason)))
    terminal.show(table)


@app.command()
def aliases(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help="The name to use, then others of the same source.")
    ] = None,
    why: Why = "",
    by: By = AUTHOR,
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """List names of one source, or say that names are one source.

    \b
    Examples:
      panj aliases
      panj aliases AFP "Agence France-Presse"
    """
    from panj.record import open_record

    if not names:
        with open_record(record, create=False) as opened:
            for one in standing(opened.judgements()):
                if one.verb == "same_source":
                    terminal.show(f"{one.id}  {' = '.join(one.names)}")
        return
    if len(names) < 2:
        raise typer.BadParameter("name two or more", param_hint="NAME")
    with _deciding(record) as opened:
        opened.judge(Judgement("", "same_source", by, "", why, names=tuple(names)))


@figure.command("add")
def figure_add(
    value: Annotated[float, typer.Argument(help="How many.")],
    kind: Annotated[str, typer.Argument(help="What happened to them: crossed, displaced, …")],
    source: Annotated[str, typer.Option(metavar="NAME", help="Who says so.")],
    date: Annotated[
        str | None, typer.Option(metavar="DATE", help="When, or two dates with a / between them.", show_default=False)
    ] = None,
    place: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Where.")] = None,
    origin: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Where from.")] = None,
    destination: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Where to.")] = None,
    low: Annotated[float | None, typer.Option(metavar="N", help="At least.")] = None,
    high: Annotated[float | None, typer.Option(metavar="N", help="At most.")] = None,
    unit: Annotated[str, typer.Option(metavar="UNIT", help="people, households or houses.")] = "people",
    stock: Annotated[bool, typer.Option("--stock", help="A number on a date, and no movement.")] = False,
    quote: Annotated[str | None, typer.Option(metavar="TEXT", help="The words of the source.")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where it can be found.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="When it was published.", callback=day)] = None,
    by: By = AUTHOR,
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """Type in a figure that no report in the record gives.

    \b
    Examples:
      panj figure add 347 crossed --source "Border Troops" --date 2021-07-13 --destination Tajikistan
      panj figure add 4000 hosted --source UNHCR --stock --date 2021-07-01 --place Kabul --quote "…"
    """
    from panj.model import Period
    from panj.pipeline import by_hand

    start, _, end = (date or "").partition("/")
    period = Period(day(start), day(end or start), "day") if start else None
    roles = {"place": place, "origin": origin, "destination": destination}
    with _deciding(record, create=True) as opened:
        opened.require_writable()
        document = by_hand.document_of(
            kind=kind,
            value=_whole(value),
            source=source,
            places={role: [pipeline.place_named(name) for name in names or ()] for role, names in roles.items()},
            period=period,
            published=published or (day(end or start) if start else None),
            low=None if low is None else _whole(low),
            high=None if high is None else _whole(high),
            unit=unit,
            flow="stock" if stock else "flow",
            quote=quote,
            url=url,
            author=by,
        )
        added = opened.add(document, by_hand.READER, lambda known: by_hand.claims_of(known, document.raw))
        terminal.say(f"{added.document.label}: {'known already' if added.what == 'unchanged' else 'stored'}")


app.add_typer(figure, name="figure")


# ---- what is meant --------------------------------------------------------------------------------------------------


@contextmanager
def _deciding(location: str, *, create: bool = False) -> Iterator["Record"]:
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


def _judgement(
    record: "Record", ident: str, verdict: str, field: str | None, value: str | None, why: str, by: str
) -> Judgement:
    if verdict == "recommend" and ident.startswith("e_"):
        event = _event(record, ident)
        if field is None:
            raise InputError("The figure to recommend is missing", f"write: panj judge {ident} recommend 347")
        return Judgement("", "recommend", by, "", why, _anchors(record, event.claims, event)[:1], value=_number(field))
    if verdict in ("accept", "reject", "recommend"):
        anchors = _anchors(record, [_claim(record, ident).id])
        chosen = _number(field) if verdict == "recommend" and field else None
        return Judgement("", verdict, by, "", why, anchors, value=chosen)  # type: ignore[arg-type]
    if verdict != "correct":
        raise InputError(f"{verdict} is no verdict", "one of: accept, reject, recommend, correct")
    if field in DOCUMENT_FIELDS:
        (document,) = documents_named(record, ident)
        given = None if value in (None, "unknown") else day(value) if field == "published" else value
        return Judgement("", "document", by, "", why, field=field, value=given, document_id=document)
    if field not in CLAIM_FIELDS or value is None:
        raise InputError(f"{field} cannot be corrected so", f"one of: {', '.join((*CLAIM_FIELDS, *DOCUMENT_FIELDS))}")
    anchors = _anchors(record, [_claim(record, ident).id])
    return Judgement("", "correct", by, "", why, anchors, field=field, value=_value(field, value))


def _value(field: str, value: str) -> Any:
    """The value that a person typed, as the claim's field has it. Raises InputError."""
    if field in CHOICES and value not in CHOICES[field]:
        raise InputError(f"{value} is no {field}", f"one of: {', '.join(sorted(CHOICES[field]))}")
    if field in ("value", "low", "high"):
        return None if value == "unknown" else _number(value)
    if field == "period":
        start, _, end = value.partition("/")
        return f"{day(start)}/{day(end or start)}"
    if field in ("origin", "destination", "place"):
        from panj.model import to_wire

        return [to_wire(pipeline.place_named(name.strip())) for name in value.split(";")]
    return value


def _number(value: str) -> float | int:
    try:
        return _whole(float(value.replace(",", "")))
    except ValueError as error:
        raise InputError(f"{value} is no number", "write it as 1200 or 1,200") from error


def _whole(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _one(found: Sequence[str], ident: str, what: str) -> str:
    if len(found) != 1:
        more = f"could be: {', '.join(found[:5])}" if found else f"is no {what} of this record"
        raise InputError(f"{ident} {more}", "write more of its id" if found else "see: panj events")
    return found[0]


def _claim(record: "Record", ident: str) -> Claim:
    names = [name for name in record.ids(ident) if name.startswith("c_")] if ident.startswith("c_") else []
    claim = record.claim(_one(names, ident, "claim"))
    assert claim is not None
    return claim


def _event(record: "Record", ident: str) -> Event:
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


def _anchors(record: "Record", claims: Sequence[str], event: Event | None = None) -> tuple[Anchor, ...]:
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
