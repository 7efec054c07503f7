"""Files of every kind that the intake takes, made as they are needed."""

import io
import ssl
import tarfile
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from panj import documents
from panj.model import Document, Problem
from panj.settings import Settings

Run = tuple[int, int, int, str]
"""Text of a PDF: points from the left and from the bottom, size, words."""
LINE = 14


@pytest.fixture
def small(tmp_path: Path) -> Settings:
    """Limits that a test can go beyond."""
    return Settings(
        record="panj.db",
        cache=tmp_path / "cache",
        max_file_bytes=400_000,
        max_text_chars=20_000,
        max_unpacked_bytes=2_000_000,
        max_archive_files=50,
        max_pdf_pages=20,
        max_feed_entries=40,
        max_links=40,
    )


@pytest.fixture
def take(small: Settings) -> Callable[..., tuple[list[Document], list[Problem]]]:
    """Loads paths, and gives documents and problems apart."""

    def run(*paths: object, options: documents.Options | None = None) -> tuple[list[Document], list[Problem]]:
        found = list(documents.load([str(path) for path in paths], settings=small, options=options))
        return [f for f in found if isinstance(f, Document)], [f for f in found if isinstance(f, Problem)]

    return run


def lines(*texts: str, top: int = 780, size: int = 11) -> list[Run]:
    """Lines of a page, one below another; an empty one leaves a gap."""
    return [(72, top - n * LINE, size, text) for n, text in enumerate(texts) if text]


def pdf(pages: Sequence[Sequence[Run]], title: str = "", created: str = "") -> bytes:
    """A PDF with these words on its pages."""
    things: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    things.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for runs in pages:
        body = b"BT\n" + b"".join(_shown(*run) for run in runs) + b"ET"
        things.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body))
        things.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % len(things)
        )
        kids.append(b"%d 0 R" % len(things))
    things[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    things.append(b"<< /Title (%s) /CreationDate (%s) >>" % (title.encode(), created.encode()))
    out, offsets = b"%PDF-1.7\n", []
    for number, thing in enumerate(things, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(things) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(things) + 1, len(things))
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def _shown(x: int, y: int, size: int, text: str) -> bytes:
    escaped = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"/F1 %d Tf 1 0 0 1 %d %d Tm (%s) Tj\n" % (size, x, y, escaped)


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(files: Mapping[str, bytes], mode: str = "w:gz", *others: tarfile.TarInfo) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for info in others:
            archive.addfile(info)
    return out.getvalue()


def warc(records: Sequence[tuple[str, bytes]], kind: str = "text/html; charset=utf-8") -> list[bytes]:
    """Records of a WARC file: pages by their address, as a server sent them."""
    return [record(url, http(body, kind)) for url, body in records]


def http(body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body


def record(url: str, content: bytes, length: int | None = None, kind: str = "response") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        f"Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(content) if length is None else length}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


class Makers:
    """What the tests make files with."""

    lines = staticmethod(lines)
    pdf = staticmethod(pdf)
    zipped = staticmethod(zipped)
    tarred = staticmethod(tarred)
    warc = staticmethod(warc)
    http = staticmethod(http)
    record = staticmethod(record)


@pytest.fixture(scope="session")
def make() -> type[Makers]:
    return Makers


Reply = tuple[int, dict[str, str], bytes]
Does = Reply | Callable[[BaseHTTPRequestHandler], None]


class Server:
    """Answers by path. `asked` holds the paths and headers of all requests."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.pages: dict[str, Does | list[Does]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.ended = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append((self.path, dict(self.headers)))
                does = outer.pages.get(self.path, (404, {}, b""))
                if isinstance(does, list):
                    does = does.pop(0) if len(does) > 1 else does[0]
                if not isinstance(does, tuple):
                    does(self)
                    return
                status, headers, body = does
                self.send_response(status)
                for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}.items():
                    if value:
                        self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                return

        class Quiet(ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:
                return

        self._server = Quiet(("127.0.0.1", 0), Handler)
        if context:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def close(self) -> None:
        self.ended.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def serve() -> type[Server]:
    return Server


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server()
    yield found
    found.close()
