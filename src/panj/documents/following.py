"""Looks at a feed or page that is followed: is there something new, and what does it lead to."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from panj.documents import addresses, arrivals, assembly, feeds
from panj.documents.extract import Extract, Link, Source
from panj.documents.feed_list import Entry
from panj.documents.fetched import Failure
from panj.documents.intake import Intake
from panj.documents.options import Options
from panj.model import Document, Followed, Problem
from panj.settings import Settings

LONGEST_WAIT = timedelta(days=1)
"""The longest that a feed is left alone because it fails."""
FIRST_WAIT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class News:
    """Something to read: `key` is its address in canonical form. An extract is an entry that leads to no page; it lies
    in `source`."""

    key: str
    what: Link | Source | Extract
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at an entry gave: its state from now on, what there is to read, and what is wrong."""

    state: Followed
    news: tuple[News, ...] = ()
    problems: tuple[Problem, ...] = ()


class Follower:
    """Looks at entries and reads what they lead to. Its network room remembers hosts between looks."""

    def __init__(self, settings: Settings, options: Options) -> None:
        self.settings = settings
        self.intake = Intake({}, settings, options)

    def stop(self) -> None:
        """Ends what is under way. May be called by a signal."""
        self.intake.room.stop()

    def is_stopped(self) -> bool:
        return self.intake.room.stopped.is_set()

    def turn(self) -> AbstractContextManager[None]:
        """In which one of several threads looks and reads; while it waits for a server the others go on."""
        return self.intake.room.turns.mine()

    def wait(self, seconds: float) -> None:
        """Waits, unless it is stopped."""
        self.intake.room.stopped.wait(seconds)

    def look(self, entry: Entry, state: Followed | None, now: datetime) -> Look:
        """What is new at an entry."""
        before = state or Followed(entry.url, entry.kind)
        answer = self.intake.room.fetch(entry.url, before.etag, before.modified, patient=False)
        checked = replace(before, kind=entry.kind, checked_at=stamp(now))
        if isinstance(answer, Failure):
            return Look(_failed(checked, answer, now), problems=(answer.problem,))
        fine = replace(checked, failures=0, problem=None, wait_until=None)
        if answer.unchanged:
            return Look(fine)
        fine = replace(fine, etag=answer.etag, modified=answer.modified)
        said = (("list", {"publisher": entry.publisher}),) if entry.publisher else ()
        source = arrivals.source_of(answer, Link(entry.url, entry.url, before=said), self.intake.options)
        if isinstance(source, Problem):
            return Look(_failed(checked, Failure(source), now), problems=(source,))
        if entry.kind == "page":
            return Look(fine, (News(addresses.canonical(entry.url), source),))
        return self._entries(source, fine, checked, now)

    def read(self, news: News) -> Iterator[Document | Problem]:
        """The documents of something new."""
        if not isinstance(news.what, Extract):
            yield from self.intake.follow(news.what, 1)
        elif news.source:
            yield assembly.build(news.what, news.source, {})[0]

    def _entries(self, source: Source, fine: Followed, checked: Followed, now: datetime) -> Look:
        news: list[News] = []
        problems: list[Problem] = []
        title = fine.title
        for found in feeds.read(source, self.settings, self.intake.options):
            if isinstance(found, Problem):
                problems.append(found)
            elif isinstance(found, Link):
                title = next((said["publisher"] for _, said in found.after if said.get("publisher")), title)
                news.append(
                    News(addresses.canonical(found.url), replace(found, before=(*source.before, *found.before)))
                )
            elif isinstance(found, Extract):
                news.append(News(f"{source.address}#{found.row_id}", found, source))
        if not news and problems:
            return Look(_failed(checked, Failure(problems[0]), now), problems=tuple(problems))
        return Look(replace(fine, title=title), tuple(news), tuple(problems))


def due(entry: Entry, state: Followed | None, now: datetime, *, scheduled: bool) -> datetime:
    """When an entry is to be looked at: at once where it never was; where `scheduled`, as often as it says; and never
    before its server wants to be asked again."""
    if state is None or state.checked_at is None:
        return now
    last = datetime.fromisoformat(state.checked_at)
    wish = last + timedelta(seconds=entry.every) if scheduled else now
    return max(wish, datetime.fromisoformat(state.wait_until)) if state.wait_until else wish


def stamp(moment: datetime) -> str:
    """A moment in the form of the record's times."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _failed(state: Followed, failure: Failure, now: datetime) -> Followed:
    """The state after a failure: the server's wish is kept to, else each wait is twice as long as the one before."""
    failures = state.failures + 1
    wait = FIRST_WAIT * 2 ** min(failures - 1, 10)
    if failure.retry_after is not None:
        wait = max(wait, timedelta(seconds=failure.retry_after))
    until = stamp(now + min(wait, LONGEST_WAIT))
    return replace(state, failures=failures, problem=failure.problem.message, wait_until=until)
