"""`panj watch`: follows feeds and pages into a record."""

import signal
from datetime import UTC, datetime
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from panj import settings
from panj.cli import intake, terminal
from panj.cli.options import DEFAULT_RECORD, RecordFile
from panj.errors import RecordError

if TYPE_CHECKING:
    from panj.pipeline.watching import Cycle, Watch

SHORTEST = 5.0
"""Seconds between two rounds at the least."""
LOCKED = 60.0
"""Seconds to wait where the record is in use."""


def watch(
    feeds: Annotated[str, typer.Argument(metavar="FEEDS.toml", help="The list of feeds and pages.")],
    once: Annotated[bool, typer.Option("--once", help="Look at all of them once and end: for cron.")] = False,
    record: RecordFile = DEFAULT_RECORD,
    allow_host: intake.AllowHost = None,
) -> None:
    """Follow feeds and pages, and read what is new into the record.

    One line a round goes to standard output. The state is in the record, so that it can be stopped (Ctrl-C, SIGTERM)
    and started again at any time.

    \b
    Examples:
      panj watch feeds.toml
      panj watch feeds.toml --once
    """
    from panj import documents
    from panj.documents import feed_list
    from panj.documents.following import Follower
    from panj.pipeline.watching import Watch

    listed = feed_list.load(feeds)
    hosts = listed.allow_hosts | frozenset(allow_host or ())
    follower = Follower(settings.load(), documents.Options(allow_hosts=hosts))

    def stop(_: int, __: FrameType | None) -> None:
        follower.stop()

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        rounds = Watch(record, listed, follower, terminal.problem)
        if once:
            done = rounds.cycle(scheduled=False)
            _line(done, None)
            if done.problems:
                raise typer.Exit(1)
            return
        _follow(rounds)
        terminal.say("stopped; everything that was reported is in the record")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _follow(rounds: "Watch") -> None:
    """Rounds until it is stopped. A record that is in use by another writer is waited for."""
    while not rounds.follower.is_stopped():
        try:
            done = rounds.cycle(scheduled=True)
            next_at = rounds.next_due()
        except RecordError as error:
            terminal.say(terminal.sentences(error.message, error.hint))
            rounds.follower.wait(LOCKED)
            continue
        if done.looked:
            _line(done, next_at)
        rounds.follower.wait(max(SHORTEST, (next_at - datetime.now(UTC)).total_seconds()))


def _line(done: "Cycle", next_at: datetime | None) -> None:
    """What a round did, on one line."""
    now = datetime.now().astimezone()
    parts = [
        _number(done.looked, "feed or page", "feeds and pages") + " looked at",
        f"{done.fresh} with news",
        _number(done.documents, "new report", "new reports")
        + (f" ({done.unread} unread: no reader speaks the language)" if done.unread else ""),
        _number(done.problems, "problem", "problems"),
    ]
    line = f"{now:%Y-%m-%d %H:%M:%S} {', '.join(parts)}"
    if next_at:
        line += f"; next at {next_at.astimezone():%H:%M:%S}"
    typer.echo(line)
    terminal.flush()


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
