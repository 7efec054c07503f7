"""`panj add`: reads into the record and says what is new."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from panj import pipeline
from panj.cli import terminal
from panj.lexicon import language_name
from panj.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from panj.documents import Options
    from panj.record import Added, Record

LISTED = 20
"""Documents that are named one by one; of more, the table gives the number."""
NAMES = {
    "document": "new document",
    "version": "new version",
    "revision": "new date, publisher or title",
    "reread": "read again by a newer reader",
}


@dataclass(slots=True)
class Tally:
    """What one `add` did."""

    listed: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys((*NAMES, "unchanged"), 0))
    unread: Counter[str] = field(default_factory=Counter)
    """New documents that no reader speaks the language of, by language."""
    problems: int = 0
    claims: int = 0
    new_events: int = 0
    all_events: int = 0

    def see(self, found: "Added") -> None:
        self.counts[found.what] += 1
        self.claims += found.claims
        said = "1 new claim" if found.claims == 1 else f"{found.claims} new claims"
        if pipeline.unread(found.document):
            language = language_name(found.document.language)
            said = f"unread, in {language}"
            self.unread[language] += found.what != "unchanged"
        if found.what != "unchanged" and len(self.listed) < LISTED:
            self.listed.append(f"{found.document.label}: {NAMES[found.what]}, {said}")

    @property
    def changed(self) -> int:
        """Documents of which something is new."""
        return sum(self.counts.values()) - self.counts["unchanged"]


def add_to(
    location: str,
    paths: list[str],
    *,
    published: str | None,
    publisher: str | None,
    strict: bool,
    options: "Options | None" = None,
    quiet: bool = False,
) -> bool:
    """Adds the paths to the record at `location` and shows what is new. Returns whether all inputs were fine."""
    from panj.record import open_record

    with open_record(location) as record:
        with terminal.progress("reading") as progress:
            found = pipeline.add_paths(
                record, paths, published=published, publisher=publisher, options=options, progress=progress
            )
            tally = tell(found, strict=strict)
        _events(record, tally)
        if not quiet:
            terminal.show(_table(location, record, tally))
    return not tally.problems


def tell(found: "Iterable[Added | Problem]", *, strict: bool = False) -> Tally:
    """Names problems as they come, up to the first where `strict`, and counts what was done."""
    tally, undated = Tally(), terminal.Undated()
    for each in found:
        if isinstance(each, Problem):
            terminal.problem(each)
            tally.problems += 1
            if strict:
                break
        else:
            undated.see(each.document)
            tally.see(each)
    undated.say()
    return tally


def _events(record: "Record", tally: Tally) -> None:
    """Brings the events up to date. The documents are stored whatever happens here."""
    known = record.event_ids()
    with terminal.progress("reconciling"):
        pipeline.bring_up_events(record)
    found = record.event_ids()
    tally.all_events = len(found)
    tally.new_events = len(found - known)


def _table(location: str, record: "Record", tally: Tally) -> "RenderableType":
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    totals = record.count()
    table = Table(title=f"Added to {location}", title_justify="left", box=None, pad_edge=False)
    table.add_column("")
    table.add_column("new", justify="right")
    table.add_column("in the record", justify="right")
    counts = tally.counts
    table.add_row("documents", str(counts["document"]), str(totals["documents"]))
    for what, name in (("version", "versions of known documents"), ("revision", "revisions of what is known of them")):
        table.add_row(name, str(counts[what]), "")
    if counts["reread"]:
        table.add_row("read again by a newer reader", str(counts["reread"]), "")
    table.add_row("claims", str(tally.claims), str(totals["claims"]))
    table.add_row("events", str(tally.new_events), str(tally.all_events))
    if unread := record.unread():
        table.add_row("unread documents", str(tally.unread.total()), str(unread), style="yellow")
    table.add_row("unchanged documents", "", str(counts["unchanged"]))
    if tally.problems:
        table.add_row("problems", str(tally.problems), "", style="red")
    parts: list[RenderableType] = [table]
    parts += [Text("".join(c if c.isprintable() else " " for c in line), overflow="fold") for line in tally.listed]
    if tally.changed > LISTED:
        parts.append(Text(f"… and {tally.changed - LISTED} more"))
    if tally.unread.total():
        kinds = ", ".join(f"{language} {count}" for language, count in sorted(tally.unread.items()))
        parts.append(Text(f"Unread, since no reader speaks their language: {kinds}. See: panj documents --unread"))
    return Group(*parts)
