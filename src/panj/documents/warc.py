"""WARC files, plain and gzip: the pages of a crawl, each under its own address.

Records are cut out here, so that one with a false length is named and the next one is read; warcio reads what is in
them. The length is checked against the empty lines that end a record.
"""

import io
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

from panj.documents import kinds, needs
from panj.documents.bounded import DAMAGED, TooMuch, allowance_of
from panj.documents.extract import Allowance, Source, opener_of, shown
from panj.documents.gunzip import CHUNK, MEMBER, Gunzip
from panj.documents.options import Options
from panj.documents.reading import MEGABYTE, unopenable, unreadable
from panj.model import Problem
from panj.settings import Settings

PAGES = frozenset({"response", "resource", "conversion"})
"""Types of records that hold what a server sent, or text taken from it."""
START = re.compile(rb"WARC/1\.[0-9]\r?\n")
NEXT = re.compile(rb"(?<=\n)WARC/1\.[0-9]\r?\n")
LENGTH = re.compile(rb"\ncontent-length[ \t]{0,9}:[ \t]{0,9}(\d{1,18})[ \t]{0,9}\r?\n", re.IGNORECASE)
TYPE = re.compile(rb"\nwarc-type[ \t]{0,9}:[ \t]{0,9}(\w{1,30})", re.IGNORECASE)
END = b"\r\n\r\n"
MAX_HEADER = 65_536
MAX_BROKEN = 1_000
"""Broken records after which a file is given up."""
CHARSET = re.compile(r"charset\s{0,4}=\s{0,4}[\"']?([\w.:-]{2,40})", re.IGNORECASE)
FALSE_LENGTH = "Its stated length is false or it breaks off, so it is not read."
HINT = "Get the file again; the other records are read."


def read(source: Source, settings: Settings, _: Options) -> Iterator[Source | Problem]:
    """The pages of the file as sources of their own, in its order."""
    if problem := needs.missing("warcio", "archive", "WARC files", source.shown):
        yield problem
        return
    if source.path and (problem := unopenable(source.path, source.shown)):
        yield problem
        return
    size = source.path.stat().st_size if source.path else 0
    records = 0
    try:
        with source.open() as file:
            packed = Gunzip(file) if file.read(len(MEMBER)) == MEMBER else None
            file.seek(0)
            stream = _Stream(packed or file, source.allowance or allowance_of(size, settings))
            for number, data in _records(stream, settings, source.ahead):
                records += 1
                place = f"{source.shown}, record {number}"
                found = Problem(place, data, HINT) if isinstance(data, str) else _page(data, place, source, settings)
                if found is not None:
                    yield found
            if packed and packed.broken:
                yield Problem(source.shown, f"{packed.broken:,} of its gzip members are broken and passed over.", HINT)
            if not records:
                yield Problem(source.shown, "No WARC record was found in it.", "Check what kind of file it is.")
    except TooMuch as error:
        yield Problem(source.shown, f"It is not read further: {error.strerror}.", HINT)
    except OSError as error:
        yield unreadable(source.shown, error)


def cuts(source: Source, settings: Settings, every: int) -> Iterator[tuple[int, int]]:
    """Where the file can be cut so that each stretch holds about so many pages: offsets in it, with the number of
    records before. None in a gzip file whose records are not members of their own. Raises OSError."""
    with source.open() as file:
        starts: deque[tuple[int, int]] | None = deque() if file.read(len(MEMBER)) == MEMBER else None
        file.seek(0)
        inner = file if starts is None else Gunzip(file, starts)
        stream = _Stream(inner, allowance_of(source.path.stat().st_size if source.path else 0, settings))
        pages = 0
        for number, data in _records(stream, settings):
            at: int | None = stream.at
            if starts is not None:
                at = None
                while starts and starts[0][0] <= stream.at:
                    given, offset = starts.popleft()
                    at = offset if given == stream.at else None
            if pages >= every and at is not None and isinstance(data, bytes):
                yield at, number - 1
                pages = 0
            pages += isinstance(data, str) or _is_page(data)


class _Stream:
    """A stream to which bytes can be given back, within an allowance."""

    def __init__(self, inner: Any, allowance: Allowance) -> None:
        self.inner, self.allowance = inner, allowance
        self.buffer = b""
        self._taken = 0

    @property
    def at(self) -> int:
        """How many bytes were passed over."""
        return self._taken - len(self.buffer)

    def ahead(self, size: int) -> bytes:
        """The next `size` bytes, or all that are left, without taking them."""
        parts, have = [self.buffer], len(self.buffer)
        while have < size and (more := self.inner.read(min(max(CHUNK, size - have), 1 << 20))):
            self.allowance.bytes -= len(more)
            if self.allowance.bytes < 0:
                raise TooMuch(None, "it unfolds to more than its size allows: this looks like an archive bomb")
            parts.append(more)
            have += len(more)
            self._taken += len(more)
        self.buffer = b"".join(parts)
        return self.buffer[:size]

    def skip(self, size: int) -> None:
        self.buffer = self.buffer[size:]

    def skip_to_next(self) -> bool:
        """Passes over everything before the next record; false where there is none."""
        while chunk := self.ahead(CHUNK):
            if found := NEXT.search(chunk):
                self.skip(found.start())
                return True
            if len(chunk) < CHUNK:
                break
            self.skip(len(chunk) - 32)
        self.buffer = b""
        return False


def _records(stream: _Stream, settings: Settings, before: int = 0) -> Iterator[tuple[int, bytes | str]]:
    """The number of each record with its bytes, or with what is wrong with it. `before` records went before."""
    number, broken = before, 0
    while head := stream.ahead(MAX_HEADER):
        blank = len(head) - len(head.lstrip(b"\r\n"))
        if blank:
            stream.skip(blank)
            continue
        number += 1
        header = _header(head)
        data = _whole(stream, header, settings) if header else "It does not start as a WARC record."
        yield number, data
        if isinstance(data, bytes):
            stream.skip(len(data))
            continue
        broken += 1
        stream.skip(1)
        if broken > MAX_BROKEN:
            raise TooMuch(None, f"more than {MAX_BROKEN:,} of its records are broken")
        if not stream.skip_to_next():
            return


def _header(head: bytes) -> bytes | None:
    if not START.match(head):
        return None
    ends = [at + len(mark) for mark in (END, b"\n\n") if (at := head.find(mark)) >= 0]
    return head[: min(ends)] if ends else None


def _whole(stream: _Stream, header: bytes, settings: Settings) -> bytes | str:
    """The record's bytes, where its length is the one that it states."""
    length = LENGTH.search(header)
    if length is None:
        return "It does not state its length."
    size = int(length[1])
    if size > settings.max_file_bytes:
        most = f"{settings.max_file_bytes / MEGABYTE:,.0f} MB is the limit"
        return f"It states a length of {size / MEGABYTE:,.0f} MB; {most}."
    end = len(header) + size
    data = stream.ahead(end + len(END))
    rest = data[end:]
    if len(data) < end or (rest and not rest.startswith((b"\r\n", b"\n")) and not START.match(rest)):
        return FALSE_LENGTH
    return data[:end]


def _is_page(data: bytes) -> bool:
    """Whether a record is of a type that holds a page."""
    kind = TYPE.search(data, 0, MAX_HEADER)
    return kind is not None and kind[1].decode().lower() in PAGES


def _page(data: bytes, place: str, source: Source, settings: Settings) -> Source | Problem | None:
    """The page in a record; None where it holds none."""
    if not _is_page(data):
        return None
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
    from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]

    try:
        record = next(iter(ArchiveIterator(io.BytesIO(data))))
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        http = record.http_headers
        if http is not None and http.get_statuscode() != "200":
            return None
        stated = (http.get_header("Content-Type") if http else record.rec_headers.get_header("Content-Type")) or ""
        body = record.content_stream().read(settings.max_file_bytes + 1)
    except (ArchiveLoadFailed, StopIteration, OSError, KeyError, AttributeError, RecursionError, *DAMAGED) as error:
        return Problem(place, f"The record is broken: {shown(error)[:200]}.", HINT)
    ending = kinds.of_page(stated, body[: kinds.HEAD])
    url = url.strip("<> ")
    if ending is None or not body:
        return None
    if len(body) > settings.max_file_bytes:
        return Problem(place, f"It unfolds to more than {settings.max_file_bytes / MEGABYTE:,.0f} MB.", HINT)
    charset = CHARSET.search(stated)
    return Source(
        name="page" + ending,
        label=url or place,
        shown=f"{place} ({shown(url[:200])})",
        address=url or f"{source.address}#{place.rsplit(' ', 1)[1]}",
        opener=opener_of(body),
        before=(*source.before, ("warc", {"url": url})),
        after=source.after,
        charset=charset[1] if charset else None,
        depth=source.depth + 1,
    )
