"""How often one may ask: a bucket for each that fills at a steady pace."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

MOST: Final = 10_000
"""Buckets that are kept; those not used for longest are forgotten first, and begin full."""


class Rates:
    """`size` questions at once, and `size` a minute after that, for each name. For use by several threads."""

    def __init__(self, size: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.size = size
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, name: str) -> float:
        """Takes one from the bucket of that name: 0, or where it is empty, the seconds until there is one."""
        pace = self.size / 60
        with self._lock:
            now = self._clock()
            left, at = self._buckets.pop(name, (float(self.size), now))
            left = min(self.size, left + (now - at) * pace)
            fine = left >= 1
            self._buckets[name] = (left - 1 if fine else left, now)
            if len(self._buckets) > MOST:
                self._buckets.popitem(last=False)
        return 0.0 if fine else (1 - left) / pace
