"""What leaves the house, from a record: the view of a moment, guarded for a role and narrowed, in a format."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from panj import pipeline
from panj.model import View
from panj.model.judgement import standing
from panj.outputs import words
from panj.outputs.exports import FORMATS, Export, Filters, Material, Pair, Stamp, Update, write
from panj.outputs.geometry import country_names
from panj.pipeline.changes import changes
from panj.pipeline.guarding import GuardedView, Role, guarded
from panj.pipeline.pcodes import coded

if TYPE_CHECKING:
    from panj.record import Moment, Record

UPDATES: Final = 100
"""Entries of a feed."""
SITREP: Final = "sitrep-"
"""How the names of situation reports begin."""


def export(
    record: "Record",
    form: str,
    *,
    moment: "Moment | None" = None,
    filters: Filters | None = None,
    role: Role = "open",
    table: str = "",
    title: str = "",
    view: View | None = None,
) -> Export:
    """The record at a moment in a format of `FORMATS`, as the role may see it.

    `table` is `events`, `claims` or `documents`, for formats that hold one of them. `view` is what is shown, where the
    caller has it already, guarded for the role. Raises InputError and RecordError.
    """
    if form in FORMATS and FORMATS[form].tables and not table:
        table = FORMATS[form].tables[0]
    made = material(record, form, moment=moment, filters=filters, role=role, title=title, view=view)
    return write(replace(made, table=table or made.table), form)


def material(
    record: "Record",
    form: str,
    *,
    moment: "Moment | None" = None,
    filters: Filters | None = None,
    role: Role = "open",
    title: str = "",
    view: View | None = None,
) -> Material:
    """What `write` makes the export from: it may be written later, as long as the record is open."""
    from panj.record import NOW

    at, wanted = moment or NOW, filters or Filters()
    if view is None:
        view = guarded(pipeline.view_of(record, at), role, _today())
    return Material(
        view=wanted.narrowed(coded(view)),
        about=stamp(at, role),
        title=title,
        place=_where(wanted),
        start=wanted.start,
        end=wanted.end,
        narrowed=wanted.told(),
        approved=_approved(record, at) if form == "idu" else frozenset(),
        changed=_changed(record, at, wanted, role, view) if form.startswith(SITREP) else (),
        updates=_updates(record, view) if form in ("atom", "rss") else (),
    )


def _where(filters: Filters) -> str:
    """The place or the countries that an export is about."""
    if filters.place:
        return words.place(filters.place, country_names())
    return ", ".join(country_names().get(code, code) for code in filters.countries)


def stamp(moment: "Moment", role: Role) -> Stamp:
    """What an export that is made now says of itself."""
    from panj import __version__

    made = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return Stamp(__version__, pipeline.fingerprint(), pipeline.rules(), made, moment.published, moment.recorded, role)


def _today() -> date:
    return datetime.now(UTC).date()


def _approved(record: "Record", moment: "Moment") -> frozenset[str]:
    """Ids of the claims that a person accepted or corrected, and nobody rejected afterwards."""
    from panj.pipeline.views import RecordView
    from panj.record import judgements_at

    reading = record.at(moment)
    told = judgements_at(reading)
    ids = sorted({name for one in standing(told) if one.verb in ("accept", "correct") for name in one.documents})
    if not ids:
        return frozenset()
    settled = RecordView(reading, told, ()).settled_for(ids)
    judged: Mapping[str, object] = settled.said
    return frozenset(
        name
        for name in judged
        if name not in settled.rejected and any(one.verb in ("accept", "correct") for one in settled.said[name])
    )


def _changed(record: "Record", moment: "Moment", filters: Filters, role: Role, view: View) -> tuple[Pair, ...]:
    """Events before and after: by what was published before the period begins, and by the moment of the report."""
    if not filters.start:
        return ()
    day = (date.fromisoformat(filters.start) - timedelta(days=1)).isoformat()
    before = guarded(pipeline.view_of(record, replace(moment, published=day)), role, _today())
    found = changes(before.events(), view.events())
    return tuple(
        (one.before, one.after)
        for one in found
        if any(event is not None and filters.wants(event) for event in (one.before, one.after))
    )


def _updates(record: "Record", view: View) -> tuple[Update, ...]:
    """The events of the view that were made last, with the time of it. Where reports are closed to the view, an event's
    time is that at which the last of its open reports came, so that it does not tell of the others."""
    from panj.record import made_last

    known = {event.id: event for event in view.events()}
    if not (isinstance(view, GuardedView) and view.closed.texts):
        return tuple(Update(name, at, new) for name, at, new in made_last(record) if name in known)[:UPDATES]
    behind = {claim.id: claim.document_id for claim in view.claims()}
    came: dict[str, str] = {}
    for name in sorted(set(behind.values())):
        came[name] = record.recorded_on(name) or ""
    times = {
        name: sorted({came[behind[claim]] for claim in event.claims if claim in behind})
        for name, event in known.items()
    }
    found = [Update(name, days[-1], len(days) == 1) for name, days in times.items() if days and days[-1]]
    return tuple(sorted(found, key=lambda one: (one.at, one.event), reverse=True)[:UPDATES])
