"""The network room: pages by their address, politely, and never from where they should not come.

Every step of a redirect is checked as the first address was: scheme, host, all addresses of the name, robots.txt.
"""

import ssl
import threading
import time
from collections.abc import Callable, Collection, Mapping
from urllib.parse import urljoin

from panj.documents import fetch_guard, kinds
from panj.documents.extract import shown
from panj.documents.fetch_call import Call, Limits, Reply, Unanswered, Wanted
from panj.documents.fetch_guard import Refused, Resolve, Target
from panj.documents.fetch_manners import AGENT, ROBOTS_BYTES, Manners, seconds_of
from panj.documents.fetched import Answer, Failure
from panj.documents.turns import Turns
from panj.model import Problem
from panj.settings import Settings

MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
BUSY = frozenset({429, 503})
TRIES = 3
"""How often a busy server is asked."""
FIRST_WAIT = 5.0
"""Seconds before a busy server that does not say when is asked again; twice as many the next time."""
ACCEPT = "text/html, application/xhtml+xml, application/pdf, application/rss+xml, application/atom+xml, */*;q=0.5"
LATER_HINT = "Try again later, or save the page and add the file."
SAVE_HINT = "Save the page and add the file."


class _Page(Wanted):
    """Bodies of pages that could be read."""

    def __call__(self, status: int, headers: Mapping[str, str]) -> bool:
        if status != 200:
            return False
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in kinds.TYPES and kind not in kinds.OPEN_TYPES:
            raise Refused(f"It is of a kind that cannot be read: {shown(kind[:80])}.", SAVE_HINT)
        return True


class Room:
    """Fetches. `resolve`, `clock` and `trust` stand in for the system's own in tests."""

    def __init__(
        self,
        settings: Settings,
        allow_hosts: Collection[str] = (),
        *,
        resolve: Resolve = fetch_guard.resolve,
        clock: Callable[[], float] = time.monotonic,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self.settings, self.resolve, self.trust = settings, resolve, trust
        self.allowed = frozenset(host.strip().strip("[]").lower().rstrip(".") for host in allow_hosts)
        self.manners = Manners(settings, clock)
        self.turns = Turns()
        self.stopped = threading.Event()
        self._calls: set[Call] = set()

    def stop(self) -> None:
        """Ends what is under way, and all waiting. May be called by a signal."""
        self.stopped.set()
        for call in tuple(self._calls):
            call.cut()

    def fetch(self, url: str, etag: str = "", modified: str = "", *, patient: bool = True) -> Answer | Failure:
        """What stands at an address, unless it is as it was (`etag`, `modified`).

        A busy server is waited for where `patient`; otherwise the failure says how long it asked to be left alone.
        """
        name = shown(url[:300])
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {"User-Agent": self._agent(), "Accept": ACCEPT, **{k: v for k, v in conditions.items() if v}}
        try:
            return self._follow(url, name, headers, patient)
        except Refused as error:
            return Failure(Problem(name, error.message, error.hint))
        except Unanswered as error:
            return Failure(Problem(name, f"It could not be fetched: {error}.", LATER_HINT))

    def _follow(self, url: str, name: str, headers: Mapping[str, str], patient: bool) -> Answer | Failure:
        seen = {url}
        for _ in range(MAX_REDIRECTS + 1):
            target = fetch_guard.target_of(url)
            with self.turns.asking(target.site):
                reply = self._politely(target, headers, patient)
            if reply.status == 304:
                return Answer(url, "", b"", headers.get("If-None-Match", ""), "", unchanged=True)
            if reply.status not in REDIRECTS:
                return self._answer(url, name, reply)
            url = urljoin(url, reply.headers.get("location", "")[: fetch_guard.MAX_URL]).partition("#")[0]
            if url in seen:
                raise Refused("It leads on in a circle.", SAVE_HINT)
            seen.add(url)
        raise Refused(f"It leads on more than {MAX_REDIRECTS} times.", SAVE_HINT)

    def _answer(self, url: str, name: str, reply: Reply) -> Answer | Failure:
        if reply.status == 200:
            told = reply.headers
            kind, etag = told.get("content-type", ""), told.get("etag", "")[:500]
            return Answer(url, kind, reply.body, etag, told.get("last-modified", "")[:100])
        problem = Problem(name, f"The server answered {reply.status}.", LATER_HINT)
        wait = seconds_of(reply.headers.get("retry-after"), time.time())
        return Failure(problem, wait, gone=reply.status in (404, 410))

    def _politely(self, target: Target, headers: Mapping[str, str], patient: bool) -> Reply:
        site = target.site
        if self.manners.resting(site):
            raise Unanswered("its host left several calls unanswered, and is left alone for a while")
        if self.manners.needs_robots(site):
            self.manners.learn_robots(site, *self._robots(target))
        if not self.manners.allows(site, target.path):
            if self.manners.unreachable(site):
                raise Unanswered("the robots.txt of its host cannot be had, so nothing is fetched from there")
            raise Refused("The robots.txt of its host asks not to fetch it.", SAVE_HINT)
        wait = FIRST_WAIT
        for turn in range(TRIES):
            self._pause(self.manners.delay(site))
            reply = self._ask(target, headers, _Page(), self.settings.max_body_bytes)
            self.manners.asked(site)
            if reply.status not in BUSY or not patient or turn == TRIES - 1:
                return reply
            asked_for = seconds_of(reply.headers.get("retry-after"), time.time())
            if asked_for is not None and asked_for > self.settings.fetch_patience:
                return reply
            self._pause(wait if asked_for is None else asked_for)
            wait *= 2
        return reply

    def _robots(self, target: Target) -> tuple[int | None, bytes]:
        """Status and bytes of a host's robots.txt; no status where it cannot be had."""
        url = f"{target.site}/robots.txt"
        try:
            for _ in range(MAX_REDIRECTS):
                reply = self._ask(fetch_guard.target_of(url), {"User-Agent": self._agent()}, Wanted(), ROBOTS_BYTES)
                if reply.status not in REDIRECTS:
                    return reply.status, reply.body
                url = urljoin(url, reply.headers.get("location", ""))
        except Unanswered:
            return None, b""
        except Refused as error:
            if url == f"{target.site}/robots.txt" and "MB" not in error.message:
                raise
        return 404, b""

    def _ask(self, target: Target, headers: Mapping[str, str], wanted: Wanted, most: int) -> Reply:
        """One request, to the first of the checked addresses that takes the call."""
        with self.turns.away():
            addresses = fetch_guard.checked(target, self.allowed, self.resolve)
        limits = Limits(most, self.settings.connect_seconds, self.settings.fetch_seconds)
        missed = Unanswered("it has no address")
        for address in addresses:
            if self.stopped.is_set():
                raise Unanswered("it was stopped")
            call = Call(target, address, limits, self.trust)
            self._calls.add(call)
            try:
                with self.turns.away():
                    reply = call.ask(headers, wanted)
            except Unanswered as error:
                missed = error
                if not call.connected:
                    continue
                break
            finally:
                self._calls.discard(call)
            self.manners.answered(target.site, True)
            return reply
        self.manners.answered(target.site, False)
        raise missed

    def _pause(self, seconds: float) -> None:
        if seconds <= 0:
            return
        with self.turns.away():
            stopped = self.stopped.wait(seconds)
        if stopped:
            raise Unanswered("it was stopped")

    def _agent(self) -> str:
        from importlib.metadata import version

        contact = "".join(char for char in self.settings.contact if " " <= char <= "~")
        return f"{AGENT}/{version('panj')}" + (f" ({contact})" if contact else "")
