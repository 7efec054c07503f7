"""`panj show`, `panj report` and `panj demo`: what a record says, for a person."""

from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from panj import pipeline
from panj.cli import terminal
from panj.errors import InputError

if TYPE_CHECKING:
    from panj.model import Claim, View
    from panj.pipeline.judging import Settled
    from panj.pipeline.views import RecordView
    from panj.record import Moment, Record

DEMO = Path("demo")
"""Folder that `panj demo` writes into."""


def show_one(ident: str, location: str, moment: "Moment | None" = None) -> bool:
    """Shows the claim or event whose id starts so, at a moment. Returns false, with a line that says why, where it is
    not one."""
    from panj.record import open_record

    with open_record(location, create=False) as record:
        view = pipeline.view_of(record, moment)
        found = _ids(record, view, ident)
        if len(found) != 1:
            if found:
                terminal.say(f"{ident} could be: {', '.join(found)}")
            else:
                terminal.say(f"{location} holds no claim or event whose id starts with {ident}")
            return False
        _show(record, view, found[0])
    return True


def _ids(record: "Record", view: "View", ident: str) -> list[str]:
    """Claims and events of that id; of one that was merged, split or renamed what stands in its place."""
    known = record.ids(ident)
    found = {name for name in known if name.startswith("c_")}
    found |= {event.id for event in view.events() if event.id.startswith(ident)}
    if ident in found:
        return [ident]
    if not found:
        for old in (name for name in known if name.startswith("e_")):
            heirs = [name for name in record.redirects(old) if view.event(name)]
            if heirs:
                terminal.say(f"{old} is now {' and '.join(heirs)}")
            found.update(heirs)
    return sorted(found)


def _show(record: "Record", view: "RecordView", ident: str) -> None:
    from panj.outputs import tables

    event = view.event(ident)
    if event is not None:
        terminal.show(tables.show_event(view, event))
        return
    reading = record.reading_of(ident)
    if reading is None:
        return
    document, claims, current = reading
    claim = next(claim for claim in claims if claim.id == ident)
    if buried := record.tombstone(claim.document_id):
        author, why, at = buried
        terminal.show(f"The report that {ident} was read from was redacted by {author} on {at[:10]}: {why}")
        return
    if not current:
        terminal.say(
            f"{ident} was read from an earlier version, revision or reader; the record says something else now"
        )
        old = pipeline.MemoryView([(document, claims)], ())
        terminal.show(tables.show_claim(old, claim))
        return
    settled = view.settled_for([document.id])
    terminal.show(tables.show_claim(view, view.claim(ident) or claim))
    _said(ident, settled, settled.original.get(ident))


def _said(ident: str, settled: "Settled", read: "Claim | None") -> None:
    """What people decided about the claim, and what was read before they did."""
    from panj.outputs import words
    from panj.pipeline.decisions import said

    if ident in settled.rejected:
        terminal.show("\nA person rejected this claim: it counts nowhere.")
    for one in settled.said.get(ident, ()):
        terminal.show(f"{one.id} {one.at[:10]} {one.author}: {said(one)}{' – ' if one.reason else ''}{one.reason}")
    if read is not None and ident not in settled.rejected:
        terminal.show(f"As it was read: {read.kind}, {words.figure(read.measure)}, {read.status}")


def write_report(view: "View", output: Path, title: str) -> None:
    """Writes the page. Raises InputError where the file cannot be written."""
    from panj.outputs import report

    page = report.render(view, title, unread=sum(map(pipeline.unread, view.documents())))
    try:
        output.write_text(page, encoding="utf8")
    except OSError as error:
        raise InputError(f"{output} cannot be written: {error.strerror}", "name another file with -o") from error


def run_demo() -> bool:
    """Reads the bundled samples and shows what they say. Returns whether all went well."""
    from panj.cli.adding import add_to
    from panj.outputs import tables
    from panj.record import open_record

    try:
        DEMO.mkdir(exist_ok=True)
    except OSError as error:
        raise InputError(f"The folder {DEMO} cannot be made: {error.strerror}", "go to a folder of yours") from error
    location = str(DEMO / "panj.db")
    with as_file(files("panj.data") / "samples") as samples:
        fine = add_to(location, [str(samples)], published=None, publisher=None, strict=False)
    with open_record(location) as record:
        view = pipeline.view_of(record)
        terminal.show("")
        terminal.show(tables.events_table(view.events()))
        write_report(view, DEMO / "report.html", "What the sample reports say")
    terminal.show(
        f"\nThe record is {location}; the page is {DEMO / 'report.html'}: open it in a browser."
        f"\nOne event with its reasons: panj show ID --record {location}"
        f"\nAll of it in the browser: panj desk --record {location} --open"
    )
    return fine
