"""What the desk holds while it runs: the record, views of it, and the one thread that reads and writes.

Views are cached by moment, audience and the record's mark, so that whatever anybody writes, in this process or in
another, makes the next question look again.
"""

import threading
import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final, TypeVar

from fastapi import Request

from panj import pipeline
from panj.model import Event, Judgement, View
from panj.pipeline.guarding import GuardedView, Role, guarded
from panj.pipeline.views import RecordView

if TYPE_CHECKING:
    from panj.record import Moment, Record

T = TypeVar("T")
VIEWS: Final = 12
"""Views that are kept, those looked at last: a moment and an audience each."""
NOTED: Final = 60.0
"""Seconds for which it is not asked again when somebody was here last."""
THREAD: Final = "panj-desk-record"
Key = tuple[object, ...]


class Desk:
    """The state of one desk. Close it when the desk ends."""

    def __init__(self, record: "Record") -> None:
        self.record = record
        self._worker = ThreadPoolExecutor(1, thread_name_prefix=THREAD)
        self._views: OrderedDict[Key, Future[View]] = OrderedDict()
        self._visits: dict[str, tuple[float, str | None]] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        self._worker.shutdown(cancel_futures=True)
        self.record.close()

    def work(self, task: "Callable[[Record], T]") -> T:
        """What the task makes of the record, done in the one thread that may read reports, look up places and write."""
        if self._working():
            return task(self.record)
        return self._worker.submit(self._run, task).result()

    def _run(self, task: "Callable[[Record], T]") -> T:
        """The task; afterwards commands may write again."""
        try:
            return task(self.record)
        finally:
            self.record.rest()

    def judge(self, judgement: Judgement) -> Judgement:
        """Appends the judgement, notes who did so, and gives it with its id. Raises RecordError."""

        def task(record: "Record") -> Judgement:
            done = record.judge(judgement)
            record.audit(done.author, f"judgement {done.verb}", done.id)
            return done

        return self.work(task)

    def seen(self, name: str) -> str | None:
        """When this person was here before this visit; None where they were not, or nobody can note it."""
        with self._lock:
            known = self._visits.get(name)
        if known and time.monotonic() - known[0] < NOTED:
            return known[1]
        before = self.work(lambda record: record.visit(name) if record.may_write() else None)
        with self._lock:
            self._visits[name] = time.monotonic(), before
        return before

    def today(self) -> date:
        """The day that embargoes go by (UTC)."""
        return datetime.now(UTC).date()

    def mark(self) -> tuple[object, ...]:
        """What an answer follows from beside the question: the record's mark, the rules and the day."""
        from panj.record import mark_of

        return mark_of(self.record), pipeline.rules(), self.today()

    def view(self, moment: "Moment | None" = None, role: Role = "open") -> View:
        """The record at a moment as the role may see it. Raises RecordError."""
        from panj.record import NOW

        at = moment or NOW
        today = self.today()
        key: Key = (at, role, self.mark())
        with self._lock:
            found = self._views.get(key)
            mine = found is None
            if found is None:
                found = self._views[key] = Future()
            self._views.move_to_end(key)
            while len(self._views) > VIEWS:
                self._views.popitem(last=False)

        def make(record: "Record") -> View:
            if role == "open":
                return self._sharing(guarded(self.view(at, "restricted"), role, today))
            return self._sharing(pipeline.view_of(record, at))

        if not mine and not found.done() and self._working():
            return make(self.record)  # whoever makes it waits for this thread
        if mine:
            try:
                found.set_result(self.work(make))
            except BaseException as error:
                with self._lock:
                    self._views.pop(key, None)
                found.set_exception(error)
        return found.result()

    def _sharing(self, view: View) -> View:
        """The view with the events of those that are kept, where they are the same: views of several days hold most in
        common."""
        with self._lock:
            kept = [found.result() for found in self._views.values() if found.done() and not found.exception()]
        known: dict[str, dict[int, Event]] = defaultdict(dict)
        for event in (event for other in kept for event in other.events()):
            known[event.id][id(event)] = event
        if isinstance(view, RecordView | GuardedView):
            view.hold(
                [next((e for e in known.get(event.id, {}).values() if e == event), event) for event in view.events()]
            )
        return view

    def _working(self) -> bool:
        return threading.current_thread().name.startswith(THREAD)


def desk_of(request: Request) -> Desk:
    """The desk that answers this request."""
    found: Desk = request.app.state.desk
    return found
