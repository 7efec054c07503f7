"""A record to decide in, and what a decision changed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from panj import pipeline
from panj.cli import terminal
from panj.model import Event
from panj.pipeline.decisions import said

if TYPE_CHECKING:
    from panj.record import Record


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
