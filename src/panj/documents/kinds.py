"""What a source is: by the ending of its name, by what a server says it is, and by its first bytes."""

import bz2
import re
import zlib
from collections.abc import Collection

HEAD = 4096
"""Bytes that are looked at to tell what something is."""
TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rss",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/x-jsonlines": ".jsonl",
    "application/warc": ".warc",
    "application/zip": ".zip",
    "application/x-tar": ".tar",
}
"""What servers call the kinds that can be read, and the ending that files of the kind have."""
OPEN_TYPES = frozenset(
    {
        "",
        "application/octet-stream",
        "binary/octet-stream",
        "application/xml",
        "text/xml",
        "application/gzip",
        "application/x-gzip",
        "application/x-zip-compressed",
        "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/json",
        "text/tab-separated-values",
    }
)
"""What servers call things that their name or first bytes must tell apart."""
PROLOGUE = ((b"<?", b"?>"), (b"<!--", b"-->"), (b"<!", b">"))
"""What may stand before the first element, and how it ends."""
FEED = re.compile(rb"<(?:[\w.-]{1,30}:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
PAGE = re.compile(rb"<(?:!doctype\s{1,20}html|html|head|body)\b", re.IGNORECASE)
ROW = re.compile(rb"\s*\{\s*\"")
READABLE = frozenset(
    {
        ".txt", ".md", ".html", ".htm", ".jsonl", ".ndjson", ".pdf", ".rss", ".atom", ".rdf", ".xml", ".warc",
        ".warc.gz", ".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".gz", ".gkg.csv", ".gkg.csv.zip",
    }
)  # fmt: skip
"""Endings of what can be read, in lower case."""
READS = (
    "Panj reads text (.txt, .md), pages (.html), PDF, JSON Lines (.jsonl), feeds (.rss, .atom, .xml), WARC, ZIP and "
    "tar of these, and with --layout tables (.csv, .xlsx)."
)
"""What can be read, for people."""
TABLES = frozenset({".csv", ".xlsx"})
"""Endings of what can be read where a layout says how its columns are to be understood."""
MARKS = (b"\xef\xbb\xbf",)


DOUBTFUL = (".xml", ".html", ".htm")
"""Endings of files in folders whose first bytes say whether they are reports."""
OWN = b'<meta name="generator" content="Panj">'


def ending(name: str, known: Collection[str]) -> str:
    """The longest known ending of a name, in lower case with its dot; else what follows its last dot."""
    low = name.lower()
    at = low.find(".", 1)
    while at >= 0:
        if low[at:] in known:
            return low[at:]
        at = low.find(".", at + 1)
    last = low.rfind(".")
    return low[last:] if last > 0 else ""


def is_readable(name: str, known: Collection[str]) -> bool:
    """Whether a file of a folder is one to read. A gzip file is, where what it holds would be."""
    found = ending(name, known)
    return is_readable(name[:-3], known) if found == ".gz" else found in known


def is_passed_over(name: str, head: bytes) -> bool:
    """Whether a file of a folder is none of its reports after all: XML that is no feed, a page that Panj wrote."""
    low = name.lower()
    if low.endswith(DOUBTFUL[0]):
        return of_bytes(head[:HEAD]) != ".rss"
    return low.endswith(DOUBTFUL[1:]) and is_own(head)


def is_own(head: bytes) -> bool:
    """Whether it is the start of a page that Panj wrote: its figures are those of reports, and no news."""
    return OWN in head[:HEAD]


def of_bytes(head: bytes) -> str | None:
    """The ending of what has a mark of its own: PDF, archives, feeds, pages; None for everything else."""
    for mark in MARKS:
        head = head.removeprefix(mark)
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    if head.startswith(b"PK\x03\x04"):
        return None if b"[Content_Types].xml" in head or b"mimetypeapplication/" in head else ".zip"
    if head.startswith(b"\x1f\x8b"):
        return _packed(_first_of_gzip(head), ".gz")
    if head.startswith(b"BZh"):
        return _packed(_first_of_bzip2(head), ".bz2")
    if head.startswith(b"WARC/"):
        return ".warc"
    if head[257:262] == b"ustar":
        return ".tar"
    if FEED.match(head, at := _behind_prologue(head)):
        return ".rss"
    return ".html" if PAGE.match(head, at) or PAGE.match(head.lstrip()) else None


def of_page(content_type: str, head: bytes) -> str | None:
    """The ending of a page, PDF or text that a server sent; None for everything else."""
    name = content_type.partition(";")[0].strip().lower()
    found = TYPES.get(name) or (of_bytes(head) if name in OPEN_TYPES else None)
    return found if found in (".html", ".pdf", ".txt", ".md") else None


def of_text(head: bytes) -> str:
    """As `of_bytes`, for what must be some kind of text: rows where it starts as one, else plain text."""
    return of_bytes(head) or (".jsonl" if ROW.match(head.removeprefix(MARKS[0])) else ".txt")


def _behind_prologue(head: bytes) -> int:
    """Where the first element of a page or a feed starts."""
    at = 0
    while True:
        at += len(head[at:]) - len(head[at:].lstrip())
        mark = next((pair for pair in PROLOGUE if head.startswith(pair[0], at)), None)
        end = head.find(mark[1], at) if mark else -1
        if mark is None or end < 0:
            return at
        at = end + len(mark[1])


def _packed(inside: bytes, alone: str) -> str | None:
    if inside.startswith(b"WARC/") and alone == ".gz":
        return ".warc.gz"
    if inside[257:262] == b"ustar":
        return ".tar" + alone
    return alone if alone == ".gz" else None


def _first_of_gzip(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, HEAD)
    except zlib.error:
        return b""


def _first_of_bzip2(head: bytes) -> bytes:
    try:
        return bz2.BZ2Decompressor().decompress(head, HEAD)
    except (OSError, EOFError):
        return b""
