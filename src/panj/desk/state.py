"""What the desk holds while it runs: the record, views of it, and the one thread that reads and writes.

Views are cached by moment, audience and the record's mark, so that whatever anybody writes, in this process or in
another, makes the next question look again.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeVar

from fastapi import Request

from panj import pipeline
from panj.model import Judgement, View
from panj.pipeline.guarding import Role, guarded

if TYPE_CHECKING:
    from panj.record import Moment, Record

T = TypeVar("T")
VIEWS: Final = 8
"""Views that are kept, those looked at last: a moment and an audience each."""
THREAD: Final = "panj-desk-record"
Key = tuple[object, ...]


class Desk:
    """The state of one desk. Close it when the desk ends."""

    def __init__(self, record: "Record") -> None:
        self.record = record
        self._worker = ThreadPoolExecutor(1, thread_name_prefix=THREAD)
        self._views: OrderedDict[Key, Future[View]] = OrderedDict()
        self._lock = threading.Lock()

    def close(self) -> None:
        self._worker.shutdown(cancel_futures=True)
        self.record.close()

    def work(self, task: "Callable[[Record], T]") -> T:
        """What the task makes of the record, done in the one thread that may read reports, look up places and write."""
        if threading.current_thread().name.startswith(THREAD):
            return task(self.record)
        return self._worker.submit(task, self.record).result()

    def judge(self, judgement: Judgement) -> Judgement:
        """Appends the judgement and gives it with its id. Raises RecordError."""
        return self.work(lambda record: record.judge(judgement))

    def view(self, moment: "Moment | None" = None, role: Role = "open") -> View:
        """The record at a moment as the role may see it. Raises RecordError."""
        from panj.record import NOW, mark_of

        at = moment or NOW
        today = datetime.now(UTC).date()
        key: Key = (at, role, today, mark_of(self.record))
        with self._lock:
            found = self._views.get(key)
            if found is None:
                found = self._views[key] = Future()
                mine = True
                while len(self._views) > VIEWS:
                    self._views.popitem(last=False)
            else:
                mine = False
                self._views.move_to_end(key)
        if mine:
            try:
                found.set_result(self.work(lambda record: guarded(pipeline.view_of(record, at), role, today)))
            except BaseException as error:
                with self._lock:
                    self._views.pop(key, None)
                found.set_exception(error)
        return found.result()


def desk_of(request: Request) -> Desk:
    """The desk that answers this request."""
    found: Desk = request.app.state.desk
    return found
