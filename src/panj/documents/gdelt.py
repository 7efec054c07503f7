"""GDELT's Global Knowledge Graph 2.1 as a list of what to fetch: pages by address, with their day and outlet.

Columns as in "The GDELT Global Knowledge Graph (GKG) Data Format Codebook V2.1": tab-separated, no header. Only pages
of the web (collection 1) can be fetched. Its day is the one that the page states (PAGE_PRECISEPUBTIMESTAMP), else
the one on which GDELT first saw it.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO, cast

from panj.documents import addresses
from panj.documents.bounded import Bounded, allowance_of
from panj.documents.extract import Link, Source, shown, storable
from panj.documents.options import Options
from panj.documents.packed import FAILURES
from panj.documents.reading import unopenable
from panj.model import Problem
from panj.settings import Settings

COLUMNS = 27
SEEN, COLLECTION, OUTLET, ADDRESS, THEMES, EXTRAS = 1, 2, 3, 4, 7, 26
WEB = "1"
MAX_LINE = 4 * 1024 * 1024
"""Bytes of a row; the longest of real files have 0.5 MB."""
STATED = re.compile(r"<PAGE_PRECISEPUBTIMESTAMP>(\d{8})\d{6}</PAGE_PRECISEPUBTIMESTAMP>")
TITLE = re.compile(r"<PAGE_TITLE>([^<]{1,1000})</PAGE_TITLE>")
MAX_NAMED = 3
LIST_HINT = "Its rows have 27 columns with tabs between them, as GDELT's GKG 2.1 files have."


def read(source: Source, settings: Settings, options: Options) -> Iterator[Link | Problem]:
    """The pages that the list names, each once; rows that are none are counted and named."""
    if source.path and (problem := unopenable(source.path, source.shown)):
        yield problem
        return
    try:
        with source.open() as file:
            yield from _rows(_unzipped(file, settings), source, settings, options)
    except FAILURES as error:
        words = getattr(error, "strerror", None) or str(error)
        yield Problem(source.shown, f"The list cannot be read: {shown(words)}.", "Get it again.")


def _unzipped(file: IO[bytes], settings: Settings) -> IO[bytes]:
    """The list itself: GDELT gives it out as a ZIP with one file."""
    head = file.read(4)
    file.seek(0)
    if head != b"PK\x03\x04":
        return file
    archive = zipfile.ZipFile(file)
    inner = archive.open(archive.infolist()[0])
    stream = Bounded(inner, allowance_of(0, settings), settings.max_file_bytes)
    return cast(IO[bytes], io.BufferedReader(stream))


def _rows(file: IO[bytes], source: Source, settings: Settings, options: Options) -> Iterator[Link | Problem]:
    seen: set[str] = set()
    wrong: list[int] = []
    number = 0
    while line := file.readline(MAX_LINE):
        number += 1
        cells = line.decode("utf8", "replace").rstrip("\r\n").split("\t")
        if len(cells) != COLUMNS:
            if line.strip():
                wrong.append(number)
            continue
        url = storable(cells[ADDRESS].strip())
        if cells[COLLECTION] != WEB or url in seen or not _is_wanted(cells[THEMES], options):
            continue
        if not addresses.is_page(url):
            wrong.append(number)
            continue
        seen.add(url)
        if len(seen) > settings.max_links:
            message = f"It names more than {settings.max_links:,} pages; the others are left."
            yield Problem(source.shown, message, "Split it.")
            break
        yield _link(cells, url)
    if wrong:
        lines = ", ".join(map(str, wrong[:MAX_NAMED])) + (" …" if len(wrong) > MAX_NAMED else "")
        yield Problem(source.shown, f"{len(wrong):,} rows name no page: line {lines}.", LIST_HINT)
    elif not number:
        yield Problem(source.shown, "The file is empty.", LIST_HINT)


def _is_wanted(themes: str, options: Options) -> bool:
    return not options.themes or not options.themes.isdisjoint(themes.upper().split(";"))


def _link(cells: list[str], url: str) -> Link:
    stated, title = STATED.search(cells[EXTRAS]), TITLE.search(cells[EXTRAS])
    day, first_seen = stated[1] if stated else "", cells[SEEN][:8]
    after = {
        "title": storable(html.unescape(title[1])).strip() if title else "",
        "publisher": storable(cells[OUTLET]).strip(),
        "published": first_seen,
    }
    return Link(url, shown(url), (("list", {"published": day}),), (("list", after),))
