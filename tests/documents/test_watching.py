"""`panj watch`: what is new in feeds and pages goes into the record once, and a state outlives a stop."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from panj import documents, pipeline
from panj.documents import feed_list
from panj.documents.following import Follower, due
from panj.errors import InputError
from panj.model import Annotation, Followed, Problem
from panj.pipeline.watching import Cycle, Watch
from panj.record import Record, open_record
from panj.settings import Settings

START = datetime(2024, 2, 7, 10, tzinfo=UTC)
WORDS = (
    "<p>About {} people fled the town of Sake on Monday after shelling, officials said, and more were on the road.</p>"
)


class ToyReader:
    fingerprint = "toy@1"

    def read(self, document: object, annotation: object) -> tuple[()]:
        return ()


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_reader", lambda *_: ToyReader())
    monkeypatch.setattr(pipeline, "_finder", lambda *_: None)
    monkeypatch.setattr(pipeline, "annotate_document", lambda document: Annotation())
    monkeypatch.setattr(pipeline, "refresh_events", lambda record: ())


def page(number: int) -> tuple[int, dict[str, str], bytes]:
    return (
        200,
        {},
        f"<html><head><title>{number} flee</title></head><body>{WORDS.format(number)}</body></html>".encode(),
    )


def feed(*numbers: int, etag: str = "") -> tuple[int, dict[str, str], bytes]:
    items = "".join(f"<item><title>E{n}</title><link>/{n}</link><pubDate>Wed, 07 Feb 2024 10:00:00 GMT</pubDate></item>"
                    for n in numbers)  # fmt: skip
    head = {"Content-Type": "application/rss+xml", "ETag": etag}
    return 200, head, f"<rss version='2.0'><channel><title>Post</title>{items}</channel></rss>".encode()


class Desk:
    """A watch over a list, with a clock that is moved by hand."""

    def __init__(self, folder: Path, web: Any, *kinds: str) -> None:
        self.location = str(folder / "panj.db")
        self.limits = Settings(record=self.location, cache=folder, host_delay=0, fetch_seconds=2)
        entries = "".join(f'[[{kind}]]\nurl = "{web.url("/" + kind)}"\npublisher = "P"\n' for kind in kinds)
        self.list = feed_list.parse('every = "30m"\n' + entries)
        self.now = START
        self.told: list[Problem] = []
        self.restart()

    def restart(self) -> None:
        options = documents.Options(allow_hosts=frozenset({"127.0.0.1"}))
        self.follower = Follower(self.limits, options)
        self.watch = Watch(self.location, self.list, self.follower, self.told.append, lambda: self.now)

    def round(self, minutes: int = 31, *, scheduled: bool = True) -> Cycle:
        self.now += timedelta(minutes=minutes)
        return self.watch.cycle(scheduled=scheduled)

    def record(self) -> Record:
        return open_record(self.location)

    def urls(self) -> list[str | None]:
        with self.record() as record:
            return sorted(str(document.url).rpartition("/")[2] for document in record.documents())


@pytest.fixture
def desk(tmp_path: Path, server: Any) -> Callable[..., Desk]:
    return lambda *kinds: Desk(tmp_path, server, *(kinds or ("feed",)))


def test_each_report_comes_once_and_a_feed_that_did_not_change_is_not_sent(
    desk: Callable[..., Desk], server: Any
) -> None:
    mine = desk()
    server.pages.update({"/feed": feed(1, 2, etag='"a"'), "/1": page(1), "/2": page(2), "/3": page(3)})
    assert mine.round() == Cycle(looked=1, fresh=1, documents=2)
    server.pages["/feed"] = (304, {}, b"")
    assert mine.round() == Cycle(looked=1)
    assert server.asked[-1][1]["If-None-Match"] == '"a"'
    mine.restart()
    server.pages["/feed"] = feed(1, 2, 3, etag='"b"')
    assert mine.round() == Cycle(looked=1, fresh=1, documents=1)
    assert mine.urls() == ["1", "2", "3"]
    assert [server.paths().count(f"/{n}") for n in (1, 2, 3)] == [1, 1, 1]
    with mine.record() as record:
        (state,) = record.followed()
        assert (state.title, state.reports, state.failures) == ("Post", 3, 0)
        assert {document.publisher for document in record.documents()} == {"P"}
        assert {document.published_from for document in record.documents()} == {"feed"}
    assert mine.told == []


def test_entries_are_looked_at_as_often_as_they_say(desk: Callable[..., Desk], server: Any) -> None:
    mine = desk()
    server.pages.update({"/feed": feed(1), "/1": page(1)})
    assert mine.round().looked == 1
    assert mine.round(10).looked == 0
    assert mine.round(10, scheduled=False).looked == 1
    assert mine.watch.next_due() == mine.now + timedelta(minutes=30)


def test_a_page_that_fails_is_tried_three_times(desk: Callable[..., Desk], server: Any) -> None:
    mine = desk()
    server.pages.update({"/feed": feed(1, 2, etag='"a"'), "/1": page(1), "/2": (500, {}, b"")})
    assert [mine.round().problems for _ in range(5)] == [1, 1, 1, 0, 0]
    assert server.paths().count("/2") == 3
    assert server.paths().count("/1") == 1


def test_a_page_that_comes_back_is_read(desk: Callable[..., Desk], server: Any) -> None:
    mine = desk()
    server.pages.update({"/feed": feed(1), "/1": [(500, {}, b""), page(1)]})
    mine.round()
    assert mine.round().problems == 0
    with mine.record() as record:
        assert [document.title for document in record.documents()] == ["1 flee"]


def test_a_feed_that_fails_is_left_alone_for_longer_and_longer(desk: Callable[..., Desk], server: Any) -> None:
    mine = desk()
    server.pages["/feed"] = (503, {"Retry-After": "7200"}, b"")
    assert mine.round().problems == 1
    assert mine.watch.next_due() == mine.now + timedelta(hours=2)
    assert mine.round(60, scheduled=False).looked == 0
    server.pages["/feed"] = (500, {}, b"")
    mine.round(120)
    mine.round(120)
    with mine.record() as record:
        (state,) = record.followed()
    assert (state.failures, state.problem) == (3, "The server answered 500.")
    server.pages.update({"/feed": feed(1), "/1": page(1)})
    mine.round(240)
    with mine.record() as record:
        assert record.followed()[0].failures == 0


def test_a_page_is_followed_through_its_versions(desk: Callable[..., Desk], server: Any) -> None:
    mine = desk("page")
    server.pages["/page"] = [page(100), page(100), page(200)]
    assert [mine.round().documents for _ in range(4)] == [1, 0, 1, 0]
    assert mine.urls() == ["page"]


def test_one_feed_that_is_broken_does_not_stop_the_others(desk: Callable[..., Desk], server: Any) -> None:
    mine = desk("feed", "page")
    server.pages.update({"/feed": (200, {"Content-Type": "text/xml"}, b"<rss><!ENTITY"), "/page": page(1)})
    done = mine.round()
    assert (done.looked, done.documents, done.problems) == (2, 1, 1)


def test_a_stop_between_two_reports_loses_nothing(desk: Callable[..., Desk], server: Any) -> None:
    mine = desk()
    server.pages.update({"/feed": feed(1, 2), "/1": page(1)})
    server.pages["/2"] = lambda handler: mine.follower.stop()
    assert mine.round().documents == 1
    mine.restart()
    server.pages["/2"] = page(2)
    assert mine.round().documents == 1
    assert mine.urls() == ["1", "2"]


def test_when_an_entry_is_due() -> None:
    entry = feed_list.Entry("https://a.example/f", "feed", 1800)
    state = Followed(entry.url, "feed", checked_at="2024-02-07T10:00:00Z")
    assert due(entry, None, START, scheduled=True) == START
    assert due(entry, state, START, scheduled=True) == START + timedelta(minutes=30)
    assert due(entry, state, START, scheduled=False) == START
    waiting = replace(state, wait_until="2024-02-07T12:00:00Z")
    assert due(entry, waiting, START, scheduled=False) == START + timedelta(hours=2)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "nothing to follow"),
        ("[[feed]]\n", "no url"),
        ('[[feed]]\nurl = "file:///etc/passwd"', "http"),
        ('[[feed]]\nurl = "https://a.example/"\nevery = "soon"', "length of time"),
        ('[[feed]]\nurl = "https://a.example/"\n[[page]]\nurl = "https://a.example/"', "twice"),
        ('[[feed]]\nurl = "https://a.example/"\nname = "x"', "means nothing"),
        ('[feed]\nurl = "https://a.example/"', "list of entries"),
        ('allow_hosts = "x"\n[[feed]]\nurl = "https://a.example/"', "allow_hosts"),
    ],
)
def test_a_list_that_is_wrong_is_told(text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        feed_list.parse(text)


@pytest.mark.parametrize("content", [None, b"\xff", b"[[feed]"])
def test_a_list_that_cannot_be_read_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "feeds.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=r"feeds\.toml"):
        feed_list.load(str(path))


def test_the_command_follows_until_it_is_told_to_stop(tmp_path: Path, server: Any) -> None:
    server.pages.update({"/feed": feed(1), "/1": page(1)})
    (tmp_path / "feeds.toml").write_text(f'allow_hosts = ["127.0.0.1"]\n[[feed]]\nurl = "{server.url("/feed")}"\n')
    command = [sys.executable, "-m", "panj", "watch", "feeds.toml"]
    environment = {**os.environ, "PANJ_RECORD": "panj.db"}
    once = subprocess.run(
        [*command, "--once"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert once.returncode == 0, once.stderr
    assert "1 feed or page looked at, 1 with news, 1 new report, 0 problems" in once.stdout
    asked = threading.Event()

    def hang(handler: object) -> None:
        asked.set()
        server.ended.wait(20)

    server.pages["/feed"] = hang
    with open_record(str(tmp_path / "panj.db")) as record:
        record.keep_followed(replace(record.followed()[0], checked_at="2020-01-01T00:00:00Z"))
    running = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert asked.wait(30)
    time.sleep(0.1)
    running.send_signal(signal.SIGTERM)
    _, said = running.communicate(timeout=30)
    assert running.returncode == 0
    assert b"stopped" in said
