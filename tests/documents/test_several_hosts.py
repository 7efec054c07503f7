"""`panj watch` asks several hosts at once, each of them politely, and reads what they send one after another."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from panj import documents, pipeline
from panj.documents import feed_list
from panj.documents.fetch import Room
from panj.documents.following import Follower
from panj.documents.turns import Turns
from panj.model import Annotation, Problem
from panj.pipeline.watching import Cycle, Watch
from panj.settings import Settings

HOSTS = ("a.test", "b.test", "c.test")
PATIENCE = 20.0
"""Seconds after which a test that waits for another request has failed."""
PAGE = (
    b"<html><body><p>About 300 people fled the town of Sake on Monday after shelling, officials said.</p></body></html>"
)


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_ready", lambda: None)
    monkeypatch.setattr(pipeline, "fingerprint", lambda: "toy@1")
    monkeypatch.setattr(pipeline, "read_document", lambda document: ())
    monkeypatch.setattr(pipeline, "annotate_document", lambda document: Annotation())
    monkeypatch.setattr(pipeline, "refresh_events", lambda record: ())


def answer(handler: BaseHTTPRequestHandler, body: bytes, kind: str = "text/html") -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def host_of(handler: BaseHTTPRequestHandler) -> str:
    return str(handler.headers["Host"]).partition(":")[0]


@pytest.fixture
def watch(tmp_path: Path, server: Any) -> Iterator[tuple[Watch, list[Problem]]]:
    settings = Settings(record=str(tmp_path / "panj.db"), cache=tmp_path, host_delay=0, fetch_seconds=PATIENCE)
    follower = Follower(settings, documents.Options(allow_hosts=frozenset(HOSTS)))
    follower.intake.room = Room(settings, HOSTS, resolve=lambda host, port: ["127.0.0.1"])
    entries = "".join(f'[[feed]]\nurl = "{server.url("/feed", host)}"\n' for host in HOSTS[:2])
    told: list[Problem] = []
    yield Watch(settings.record, feed_list.parse(entries), follower, told.append), told
    follower.stop()


def test_a_host_that_is_slow_does_not_hold_up_another(watch: tuple[Watch, list[Problem]], server: Any) -> None:
    rounds, told = watch
    asked = {host: threading.Event() for host in HOSTS[:2]}

    def feed(handler: BaseHTTPRequestHandler) -> None:
        """Answers when both hosts were asked."""
        asked[host_of(handler)].set()
        if all(event.wait(PATIENCE / 2) for event in asked.values()):
            item = f"<item><title>A</title><link>/{host_of(handler)}</link></item>"
            answer(handler, f"<rss version='2.0'><channel>{item}</channel></rss>".encode(), "application/rss+xml")

    server.pages.update({"/feed": feed, "/a.test": (200, {}, PAGE), "/b.test": (200, {}, PAGE)})
    assert rounds.cycle(scheduled=False) == Cycle(looked=2, fresh=2, documents=2)
    assert told == []


def test_one_host_is_asked_one_thing_at_a_time_by_all(watch: tuple[Watch, list[Problem]], server: Any) -> None:
    rounds, told = watch
    lock, active, most = threading.Lock(), [0], [0]
    links = "".join(
        f"<item><title>{n}</title><link>{server.url(f'/{{}}{n}', HOSTS[2])}</link></item>" for n in range(3)
    )

    def feed(handler: BaseHTTPRequestHandler) -> None:
        items = links.replace("{}", host_of(handler)[0])
        answer(handler, f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), "application/rss+xml")

    def page(handler: BaseHTTPRequestHandler) -> None:
        with lock:
            active[0] += 1
            most[0] = max(most[0], active[0])
        threading.Event().wait(0.02)
        with lock:
            active[0] -= 1
        answer(handler, PAGE)

    server.pages.update({"/feed": feed, **{f"/{letter}{n}": page for letter in "ab" for n in range(3)}})
    assert rounds.cycle(scheduled=False) == Cycle(looked=2, fresh=2, documents=6)
    assert most == [1]
    assert told == []


def test_a_stop_ends_what_all_of_them_are_doing(watch: tuple[Watch, list[Problem]], server: Any) -> None:
    rounds, _ = watch
    asked = threading.Semaphore(0)

    def feed(handler: BaseHTTPRequestHandler) -> None:
        asked.release()
        server.ended.wait(PATIENCE)

    server.pages["/feed"] = feed
    stopper = threading.Thread(target=lambda: (asked.acquire(), asked.acquire(), rounds.follower.stop()))
    stopper.start()
    done = rounds.cycle(scheduled=False)
    stopper.join()
    assert done.documents == 0
    with_state = rounds.follower.is_stopped()
    assert with_state


def test_who_has_the_turn_runs_alone_and_lets_others_run_while_away() -> None:
    turns, order = Turns(), []
    inside, back = threading.Event(), threading.Event()

    def other() -> None:
        inside.wait(PATIENCE)
        with turns.mine():
            order.append("other")
            back.set()

    thread = threading.Thread(target=other)
    thread.start()
    with turns.mine():
        order.append("first")
        with turns.away():
            inside.set()
            assert back.wait(PATIENCE)
        order.append("first again")
    thread.join()
    assert order == ["first", "other", "first again"]
