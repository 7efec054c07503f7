"""Following feeds and pages: what is due is looked at, what is new goes into the record, and the state is kept there.

The record is open only while something is written, so that others can write between two feeds. Several hosts are asked
at once; what they send is read and written one after another.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from panj import pipeline
from panj.documents.addresses import host_of
from panj.documents.following import Follower, due
from panj.errors import RecordError
from panj.model import Document, Followed, Problem, digest

if TYPE_CHECKING:
    from panj.documents.feed_list import Entry, FeedList
    from panj.record import Record

HOSTS_AT_ONCE = 8
"""Hosts that are asked at the same time."""
MAX_TRIES = 3
"""How often a page that a feed names is tried, once a cycle."""
Told = Callable[[Problem], None]


@dataclass(slots=True)
class Cycle:
    """What one round did: entries looked at, those with news, new documents, those of them that no reader speaks the
    language of, problems."""

    looked: int = 0
    fresh: int = 0
    documents: int = 0
    unread: int = 0
    problems: int = 0


@dataclass(slots=True)
class Watch:
    """Follows a list into the record at `location`. `told` is called with each problem."""

    location: str
    feeds: "FeedList"
    follower: Follower
    told: Told
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    def cycle(self, *, scheduled: bool) -> Cycle:
        """Looks at what is due. Raises RecordError where the record cannot be opened at all."""
        done = Cycle()
        hosts: dict[str, list[Entry]] = defaultdict(list)
        for entry in self._due(scheduled):
            hosts[host_of(entry.url)].append(entry)
        with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
            for visit in [pool.submit(self._visit_all, entries, done) for entries in hosts.values()]:
                visit.result()
        if done.documents:
            self._refresh(done)
        return done

    def _visit_all(self, entries: Sequence["Entry"], done: Cycle) -> None:
        """Looks at the entries of one host, one after another."""
        for entry in entries:
            with self.follower.turn():
                if self.follower.is_stopped():
                    return
                try:
                    self._visit(entry, done)
                except RecordError as error:
                    self._tell(done, Problem(entry.url, error.message, error.hint))

    def next_due(self) -> datetime:
        """When the next entry is to be looked at."""
        states, now = self._states(), self.clock()
        return min(due(entry, states.get(entry.url), now, scheduled=True) for entry in self.feeds.entries)

    def _due(self, scheduled: bool) -> list["Entry"]:
        states, now = self._states(), self.clock()
        return [e for e in self.feeds.entries if due(e, states.get(e.url), now, scheduled=scheduled) <= now]

    def _states(self) -> dict[str, Followed]:
        from panj.record import open_record

        with open_record(self.location) as record:
            return {state.url: state for state in record.followed()}

    def _visit(self, entry: "Entry", done: Cycle) -> None:
        from panj.record import open_record

        with open_record(self.location) as record:
            state, tries = record.followed_at(entry.url), record.failures_of(entry.url)
        done.looked += 1
        look = self.follower.look(entry, state, self.clock())
        if self.follower.is_stopped():
            return
        for problem in look.problems:
            self._tell(done, problem)
        news = [each for each in look.news if entry.kind == "page" or 0 < tries.get(digest(each.key), 1) < MAX_TRIES]
        found = []
        for each in news:
            read = list(self.follower.read(each))
            if self.follower.is_stopped():
                break
            found.append((each.key, read))
        with open_record(self.location) as record:
            if state is None or not found:
                record.keep_followed(replace(look.state, etag="", modified="") if found else look.state)
            new = done.documents
            settled = len(found) == len(news)
            for key, read in found:
                failed = self._add(record, entry.url, key, read, done)
                settled = settled and not (failed and tries.get(digest(key), 0) + 1 < MAX_TRIES)
            if found:
                record.keep_followed(look.state if settled else replace(look.state, etag="", modified=""))
        done.fresh += done.documents > new

    def _add(self, record: "Record", url: str, key: str, read: Iterable[Document | Problem], done: Cycle) -> bool:
        """Adds what was read behind a link; whether it failed."""
        failed, idents = False, []
        for each in pipeline.add_documents(record, read):
            if isinstance(each, Problem):
                self._tell(done, each)
                failed = True
            else:
                idents.append(each.document.id)
                new = each.what in ("document", "version")
                done.documents += new
                done.unread += new and pipeline.unread(each.document)
        record.arrived(url, key, idents, failed=failed)
        return failed

    def _refresh(self, done: Cycle) -> None:
        from panj.record import open_record

        try:
            with open_record(self.location) as record:
                pipeline.refresh_events(record)
        except RecordError as error:
            self._tell(done, Problem(self.location, error.message, error.hint))

    def _tell(self, done: Cycle, problem: Problem) -> None:
        done.problems += 1
        self.told(problem)
