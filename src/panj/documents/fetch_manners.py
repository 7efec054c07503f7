"""Politeness per host: robots.txt (RFC 9309), a delay between requests, and rest for a host that does not answer."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from panj.documents import fetch_robots
from panj.documents.fetch_robots import Robots
from panj.settings import Settings

AGENT = "panj"
"""The name that robots.txt files know this reader by."""
ROBOTS_BYTES = 500 * 1024
"""What of a robots.txt is read, as the RFC has it."""
ROBOTS_AGE = 24 * 3600.0
"""Seconds after which a robots.txt is asked for again, as the RFC has it."""
UNREACHED = 3
"""Calls in a row that a host may leave unanswered before it is left alone for REST seconds."""
REST = 900.0


@dataclass(slots=True)
class Host:
    """What is known of a host. Times are those of the clock, in seconds."""

    rules: Robots | bool = True
    """Its robots.txt; True where everything is allowed, False where nothing is."""
    rules_at: float = float("-inf")
    next_at: float = 0.0
    failures: int = 0
    rest_until: float = field(default=0.0)


class Manners:
    """Remembers hosts for as long as it lives."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self.settings, self.clock = settings, clock
        self._hosts: dict[str, Host] = {}

    def host(self, site: str) -> Host:
        return self._hosts.setdefault(site, Host())

    def needs_robots(self, site: str) -> bool:
        return self.clock() - self.host(site).rules_at > ROBOTS_AGE

    def learn_robots(self, site: str, status: int | None, body: bytes) -> None:
        """Keeps what a robots.txt says: none (4xx) allows all, a server that fails (5xx, no answer) allows nothing."""
        host = self.host(site)
        host.rules_at = self.clock()
        if status is None or status >= 500 or status == 429:
            host.rules = False
            host.rules_at -= ROBOTS_AGE - REST
        elif status != 200:
            host.rules = True
        else:
            host.rules = fetch_robots.parse(body[:ROBOTS_BYTES].decode("utf8", "replace"), AGENT)

    def allows(self, site: str, path: str) -> bool:
        """Whether a path with its query may be fetched."""
        rules = self.host(site).rules
        return rules if isinstance(rules, bool) else rules.allows(path)

    def unreachable(self, site: str) -> bool:
        """Whether a robots.txt could not be had, so that nothing is allowed."""
        return self.host(site).rules is False

    def delay(self, site: str) -> float:
        """Seconds to wait before the next request to the host."""
        return max(0.0, self.host(site).next_at - self.clock())

    def asked(self, site: str) -> None:
        """Notes that a request was made."""
        host = self.host(site)
        wish = None if isinstance(host.rules, bool) else host.rules.delay
        pause = max(self.settings.host_delay, min(wish or 0.0, self.settings.max_host_delay))
        host.next_at = self.clock() + pause

    def resting(self, site: str) -> bool:
        return self.clock() < self.host(site).rest_until

    def answered(self, site: str, well: bool) -> None:
        """Notes whether the host answered at all."""
        host = self.host(site)
        host.failures = 0 if well else host.failures + 1
        if host.failures >= UNREACHED:
            host.rest_until = self.clock() + REST
            host.failures = 0


def seconds_of(retry_after: str | None, now: float) -> float | None:
    """Seconds of a Retry-After header: a number, or a date against `now` (seconds since 1970)."""
    value = (retry_after or "").strip()
    if value.isdigit():
        return float(min(int(value[:9]), 10**6))
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
