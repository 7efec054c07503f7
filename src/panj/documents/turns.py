"""Several threads of which one runs at a time: while one waits for a server, another goes on.

Reading a page and writing into the record are so never done twice at once; only waiting is shared.
"""

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Whose turn it is, and which hosts are being asked. Where nobody takes turns, nothing is waited for."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._held = threading.local()
        self._hosts: dict[str, threading.Lock] = defaultdict(threading.Lock)

    @contextmanager
    def mine(self) -> Iterator[None]:
        """Runs alone."""
        with self._turn:
            self._held.value = True
            try:
                yield
            finally:
                self._held.value = False

    @contextmanager
    def away(self) -> Iterator[None]:
        """Lets the others run meanwhile."""
        if not getattr(self._held, "value", False):
            yield
            return
        self._turn.release()
        try:
            yield
        finally:
            self._turn.acquire()

    @contextmanager
    def asking(self, host: str) -> Iterator[None]:
        """Asks a host alone, so that its delay holds for all threads."""
        lock = self._hosts[host]
        with self.away():
            lock.acquire()
        try:
            yield
        finally:
            lock.release()
