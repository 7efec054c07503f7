"""The network room against a server on loopback that does what hostile and busy servers do."""

import gzip
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from panj import documents
from panj.documents import fetch_robots
from panj.documents.fetch import Room
from panj.documents.fetch_guard import Refused, is_public, target_of
from panj.documents.fetch_manners import seconds_of
from panj.documents.fetched import Answer, Failure
from panj.model import Document, Problem
from panj.settings import Settings

BODY = (
    "<p>About 300 people fled the town of Sake on Monday after shelling, officials said, and more were on the road.</p>"
    "<p>Some 120 of them are sheltered in two schools of the town, the governor's office told reporters.</p>"
)
PAGE = f"<html><head><title>Hundreds flee Sake</title></head><body><article>{BODY}</article></body></html>".encode()
Serve = Callable[..., Any]
CERTIFICATE = Path(__file__).parent / "data" / "site.example.pem"


@pytest.fixture
def limits(tmp_path: Path) -> Settings:
    return Settings(
        record="panj.db",
        cache=tmp_path,
        max_body_bytes=100_000,
        fetch_seconds=0.6,
        connect_seconds=2,
        host_delay=0,
        fetch_patience=1,
    )


@pytest.fixture
def room(limits: Settings) -> Room:
    return Room(limits, ["127.0.0.1"])


def told(found: Answer | Failure) -> str:
    assert isinstance(found, Failure)
    assert found.problem.hint
    return found.problem.message


# what may be called


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "not an address",
    ],
)  # fmt: skip
def test_addresses_of_private_networks_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:4001::1", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://a.example/x", "gopher://a.example", "https://", "https://a:b@a.example/",
        "http://a.example:99999/", "http://a.example/\r\nX: y", "http://[::1", "http://\ud800.example/", "http://..../",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        target_of(url)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::1]", "0"])
def test_a_private_host_is_refused_however_it_is_written(limits: Settings, server: Any, host: str) -> None:
    assert any(word in told(Room(limits).fetch(server.url("/", host))) for word in ("private", "No server"))
    assert server.asked == []


def test_a_name_that_leads_into_a_private_network_is_refused(limits: Settings, server: Any) -> None:
    for answer in (["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::1"]):
        room = Room(limits, resolve=lambda host, port, answer=answer: answer)
        found = room.fetch(server.url("/", "rebound.example"))
        assert "private network" in told(found)
        assert isinstance(found, Failure)
        assert "--allow-host rebound.example" in found.problem.hint
    assert server.asked == []


def test_the_call_goes_to_the_address_that_was_checked(limits: Settings, server: Any) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    server.pages["/a"] = (200, {}, PAGE)
    found = Room(limits, ["site.example"], resolve=resolve).fetch(server.url("/a", "site.example"))
    assert isinstance(found, Answer)
    assert found.body == PAGE
    assert asked == ["site.example"] * 2
    assert {headers["Host"] for _, headers in server.asked} == {f"site.example:{server.port}"}


def test_redirects_are_checked_as_the_first_address_was(limits: Settings, server: Any) -> None:
    names = {"public.example": ["127.0.0.1"], "inner.example": ["127.0.0.1"]}
    room = Room(limits, ["public.example"], resolve=lambda host, port: names[host])
    server.pages["/a"] = (302, {"Location": server.url("/secret", "inner.example")}, b"")
    server.pages["/b"] = (302, {"Location": "file:///etc/passwd"}, b"")
    assert "private" in told(room.fetch(server.url("/a", "public.example")))
    assert "Only http" in told(room.fetch(server.url("/b", "public.example")))
    assert "/secret" not in server.paths()


def test_redirects_are_followed_and_end(room: Room, server: Any) -> None:
    server.pages["/a"] = (301, {"Location": "/b"}, b"")
    server.pages["/b"] = (200, {}, PAGE)
    server.pages["/loop"] = (302, {"Location": "/loop2"}, b"")
    server.pages["/loop2"] = (302, {"Location": "/loop"}, b"")
    for n in range(20):
        server.pages[f"/{n}"] = (302, {"Location": f"/{n + 1}"}, b"")
    found = room.fetch(server.url("/a"))
    assert isinstance(found, Answer)
    assert found.url == server.url("/b")
    assert "circle" in told(room.fetch(server.url("/loop")))
    assert "more than 5" in told(room.fetch(server.url("/0")))


def test_tls_names_the_host_and_checks_its_certificate(limits: Settings, serve: Serve) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    names: list[str | None] = []
    context.sni_callback = lambda socket, name, _: names.append(name)
    server = serve(context)
    trust = ssl.create_default_context(cafile=str(CERTIFICATE))
    try:
        server.pages["/a"] = (200, {}, PAGE)
        url = f"https://site.example:{server.port}/a"
        room = Room(limits, ["site.example", "other.example"], resolve=lambda *_: ["127.0.0.1"], trust=trust)
        found = room.fetch(url)
        assert isinstance(found, Answer)
        assert set(names) == {"site.example"}
        assert isinstance(room.fetch(url.replace("site.", "other.")), Failure)
        strict = Room(limits, ["site.example"], resolve=lambda *_: ["127.0.0.1"])
        assert isinstance(strict.fetch(url), Failure)
    finally:
        server.close()


# what a server may send


def test_a_body_over_the_limit_is_refused(room: Room, server: Any) -> None:
    server.pages["/stated"] = (200, {}, b"x" * 200_000)
    server.pages["/unstated"] = (200, {"Content-Length": ""}, b"x" * 200_000)
    packed = gzip.compress(b"x" * 20_000_000)
    server.pages["/bomb"] = (200, {"Content-Encoding": "gzip", "Content-Length": str(len(packed))}, packed)
    server.pages["/twice"] = (200, {"Content-Encoding": "gzip, gzip"}, gzip.compress(packed))
    for path in ("/stated", "/unstated", "/bomb"):
        assert "more than" in told(room.fetch(server.url(path)))
    assert "packed" in told(room.fetch(server.url("/twice")))


@pytest.mark.parametrize("where", ["head", "body", "silence"])
def test_a_slow_drip_is_cut_off(room: Room, server: Any, where: str) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
        if where == "body":
            handler.wfile.write(b"\r\n")
        while where != "silence" and not server.ended.wait(0.05):
            handler.wfile.write(b"X-a: b\r\n" if where == "head" else b"x")
        server.ended.wait(5)

    server.pages["/drip"] = drip
    assert "did not end within" in told(room.fetch(server.url("/drip")))


def test_a_truncated_answer_is_no_page(room: Room, server: Any) -> None:
    server.pages["/cut"] = (200, {"Content-Length": "5000"}, b"x" * 100)
    assert "could not be fetched" in told(room.fetch(server.url("/cut")))


def test_a_kind_that_cannot_be_read_is_refused(room: Room, server: Any) -> None:
    server.pages["/a.mp4"] = (200, {"Content-Type": "video/mp4"}, b"x")
    assert "video/mp4" in told(room.fetch(server.url("/a.mp4")))


def test_nonsense_instead_of_http_is_a_failure(room: Room, server: Any) -> None:
    server.pages["/x"] = lambda handler: handler.wfile.write(b"\x00\xff" * 50_000) and None
    assert isinstance(room.fetch(server.url("/x")), Failure)


def test_a_closed_port_is_a_failure_and_its_host_is_left_alone(limits: Settings, server: Any) -> None:
    room = Room(limits, ["127.0.0.1"])
    server.pages["/robots.txt"] = (404, {}, b"")
    assert isinstance(room.fetch(server.url("/a")), Failure)
    server.close()
    for _ in range(3):
        assert "could not be fetched" in told(room.fetch(server.url("/a")))
    assert "left alone" in told(room.fetch(server.url("/a")))


# politeness


def test_a_page_that_did_not_change_is_not_sent_again(room: Room, server: Any) -> None:
    server.pages["/a"] = [
        (200, {"ETag": '"x"', "Last-Modified": "Wed, 07 Feb 2024 10:00:00 GMT"}, PAGE),
        (304, {}, b""),
    ]
    first = room.fetch(server.url("/a"))
    assert isinstance(first, Answer)
    assert (first.etag, first.modified) == ('"x"', "Wed, 07 Feb 2024 10:00:00 GMT")
    second = room.fetch(server.url("/a"), first.etag, first.modified)
    assert isinstance(second, Answer)
    assert second.unchanged
    headers = server.asked[-1][1]
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == (first.etag, first.modified)
    assert headers["User-Agent"].startswith("panj/")


def test_robots_are_asked_once_and_obeyed(room: Room, server: Any) -> None:
    server.pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private\n")
    server.pages["/a"] = server.pages["/private/x"] = (200, {}, PAGE)
    assert isinstance(room.fetch(server.url("/a")), Answer)
    assert "robots.txt" in told(room.fetch(server.url("/private/x")))
    assert [path for path, _ in server.asked] == ["/robots.txt", "/a"]


def test_a_host_whose_robots_fail_is_not_fetched_from(room: Room, server: Any) -> None:
    server.pages["/robots.txt"] = (500, {}, b"")
    server.pages["/a"] = (200, {}, PAGE)
    assert "robots.txt" in told(room.fetch(server.url("/a")))
    assert server.paths() == []


def test_requests_to_one_host_are_apart(limits: Settings, server: Any) -> None:
    now = [0.0]
    room = Room(replace(limits, host_delay=3.0), ["127.0.0.1"], clock=lambda: now[0])
    waits: list[float] = []
    room.stopped.wait = lambda seconds=None: bool(waits.append(seconds or 0.0))  # type: ignore[assignment, method-assign, func-returns-value]
    server.pages["/robots.txt"] = (200, {}, b"User-agent: panj\nCrawl-delay: 7\n")
    server.pages["/a"] = (200, {}, PAGE)
    for _ in range(2):
        assert isinstance(room.fetch(server.url("/a")), Answer)
    assert waits == [7.0]


def test_a_busy_server_is_waited_for_as_long_as_it_asks(room: Room, server: Any) -> None:
    server.pages["/a"] = [(503, {"Retry-After": "0"}, b""), (429, {"Retry-After": "0"}, b""), (200, {}, PAGE)]
    assert isinstance(room.fetch(server.url("/a")), Answer)
    server.pages["/b"] = (503, {"Retry-After": "3600"}, b"")
    found = room.fetch(server.url("/b"))
    assert isinstance(found, Failure)
    assert found.retry_after == 3600
    assert server.paths().count("/b") == 1


def test_a_stop_ends_what_is_under_way(limits: Settings, server: Any) -> None:
    room = Room(replace(limits, fetch_seconds=60), ["127.0.0.1"])
    begun = threading.Event()

    def hang(handler: BaseHTTPRequestHandler) -> None:
        begun.set()
        server.ended.wait(30)

    server.pages["/hang"] = hang
    threading.Thread(target=lambda: (begun.wait(10), time.sleep(0.05), room.stop())).start()
    assert isinstance(room.fetch(server.url("/hang")), Failure)


def test_retry_after_is_a_number_or_a_date() -> None:
    assert seconds_of("120", 0) == 120
    assert seconds_of("Thu, 01 Jan 1970 00:02:00 GMT", 60) == 60
    assert seconds_of("Thu, 01 Jan 1970 00:02:00 GMT", 600) == 0
    assert seconds_of("soon", 0) is seconds_of(None, 0) is None


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
        ("User-agent: *\nDisallow: /a%20b", "/a b", False),
        ("User-agent: panj\nDisallow: /x\n\nUser-agent: *\nDisallow: /", "/a", True),
        ("User-agent: other\nUser-agent: Panj\nDisallow: /x", "/x", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("nonsense\n\x00", "/a", True),
        ("User-agent: *\nDisallow: /" + "*a" * 900, "/" + "a" * 890, True),
    ],
)
def test_robots_rules(rules: str, path: str, allowed: bool) -> None:
    assert fetch_robots.parse(rules, "panj").allows(path) is allowed


# through the intake


def take(limits: Settings, *paths: object) -> tuple[list[Document], list[Problem]]:
    options = documents.Options(allow_hosts=frozenset({"127.0.0.1"}))
    found = list(documents.load([str(path) for path in paths], settings=limits, options=options))
    return [f for f in found if isinstance(f, Document)], [f for f in found if isinstance(f, Problem)]


def test_a_page_is_a_document_of_its_own_address(limits: Settings, server: Any) -> None:
    own = f'<link rel="canonical" href="{server.url("/a")}">'.encode()
    server.pages["/a?utm_source=x"] = (200, {}, PAGE.replace(b"<title>", own + b"<title>"))
    (document,), problems = take(limits, server.url("/a?utm_source=x"))
    assert (document.url, document.canonical_url) == (server.url("/a?utm_source=x"), server.url("/a"))
    assert document.address == server.url("/a")
    assert document.title == "Hundreds flee Sake"
    assert problems == []


def test_no_page_passes_for_one_of_another_host(limits: Settings, server: Any) -> None:
    server.pages["/a"] = (
        200,
        {},
        PAGE.replace(b"<title>", b'<link rel="canonical" href="https://bbc.example/1"><title>'),
    )
    (document,), _ = take(limits, server.url("/a"))
    assert document.address == document.canonical_url == server.url("/a")


def test_pdf_text_and_archives_come_over_the_network(limits: Settings, server: Any, make) -> None:
    server.pages["/a"] = (200, {"Content-Type": "application/octet-stream"}, make.pdf([make.lines("Some 30 fled.")]))
    server.pages["/b.txt"] = (200, {"Content-Type": "text/plain; charset=utf-8"}, b"Some 40 fled.")
    server.pages["/c.zip"] = (200, {"Content-Type": "application/zip"}, make.zipped({"d.txt": b"Some 50 fled."}))
    found, problems = take(limits, *(server.url(path) for path in ("/a", "/b.txt", "/c.zip")))
    assert [document.text for document in found] == ["Some 30 fled.", "Some 40 fled.", "Some 50 fled."]
    assert found[2].address == server.url("/c.zip") + "#d.txt"
    assert problems == []


def test_a_feed_on_the_web_leads_to_its_pages(limits: Settings, server: Any) -> None:
    entry = (
        "<item><title>E{0}</title><link>/{0}</link><description>Some {0}0 people fled.</description>"
        "<pubDate>Wed, 07 Feb 2024 10:00:00 GMT</pubDate></item>"
    )
    feed = f"<rss version='2.0'><channel><title>Kivu Post</title>{entry.format(1)}{entry.format(2)}</channel></rss>"
    server.pages["/feed"] = (200, {"Content-Type": "application/rss+xml"}, feed.encode())
    server.pages["/1"] = (200, {}, PAGE)
    (first, second), (problem,) = take(limits, server.url("/feed"))
    assert (first.url, first.published, first.published_from) == (server.url("/1"), "2024-02-07", "feed")
    assert "Sake" in first.text
    assert first.publisher == "Kivu Post"
    assert (second.url, second.text) == (server.url("/2"), "E2\n\nSome 20 people fled.")
    assert "404" in problem.message


def test_a_list_of_gdelt_leads_to_its_pages(limits: Settings, server: Any, tmp_path: Path, make) -> None:
    def row(url: str, collection: str = "1", themes: str = "REFUGEES;") -> str:
        cells = [""] * 27
        cells[1], cells[2], cells[3], cells[4], cells[7] = "20240208101500", collection, "kivu.example", url, themes
        cells[26] = "<PAGE_PRECISEPUBTIMESTAMP>20240207100000</PAGE_PRECISEPUBTIMESTAMP>"
        return "\t".join(cells)

    server.pages["/1"] = server.pages["/2"] = (200, {}, PAGE)
    rows = [
        row(server.url("/1")),
        row(server.url("/1")),
        row("BBC", "2"),
        "broken",
        row(server.url("/2"), themes="TAX;"),
    ]
    (tmp_path / "x.gkg.csv.zip").write_bytes(make.zipped({"x.gkg.csv": "\n".join(rows).encode()}))
    found, (problem,) = take(limits, tmp_path / "x.gkg.csv.zip")
    assert [document.url for document in found] == [server.url("/1"), server.url("/2")]
    assert {(document.published, document.published_from) for document in found} == {("2024-02-07", "list")}
    assert "line 4" in problem.message
    options = documents.Options(allow_hosts=frozenset({"127.0.0.1"}), themes=frozenset({"REFUGEES"}))
    paths = [str(tmp_path / "x.gkg.csv.zip")]
    wanted = [d for d in documents.load(paths, settings=limits, options=options) if isinstance(d, Document)]
    assert [document.url for document in wanted] == [server.url("/1")]


def test_lists_that_lead_to_lists_end(limits: Settings, server: Any) -> None:
    for n in range(9):
        item = f"<item><title>x</title><link>/{n + 1}</link></item>"
        feed = f"<rss version='2.0'><channel><title>T</title>{item}</channel></rss>"
        server.pages[f"/{n}"] = (200, {"Content-Type": "text/xml"}, feed.encode())
    _, problems = take(limits, server.url("/0"))
    assert any("lists" in problem.message for problem in problems)
    assert len(server.paths()) < 6
