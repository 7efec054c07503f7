"""Web pages: main text, title, publisher, day and address by trafilatura, within bounds that no page can break.

The bounds are counted (bytes, tags) and never timed, so that a page gives the same text on every machine. What is
beyond them, or defeats the parser (libxml2 gives up at a depth of 256), goes to a plain reading of the page: its
blocks of text in order, without the menu.
"""

import html
import logging
import re
import warnings
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from panj.documents import decoding, kinds, sieve
from panj.documents.extract import Extract, Source, storable
from panj.documents.options import Options
from panj.documents.plain import unfit
from panj.documents.reading import MEGABYTE, whole
from panj.model import Problem
from panj.settings import Settings

MAX_BYTES = 8_000_000
"""A larger page is refused: pages of news have 0.05 to 2 MB."""
MAX_TAGS = 30_000
"""Tags, counted by "<", that trafilatura is given: its time grows with them. Large pages of news have 10,000."""
MIN_WORDS = 5
"""Words of a block that the plain reading keeps."""
PLAIN_EXTRACTOR = "tags@1"
NOISY = ("trafilatura", "htmldate", "justext", "courlan", "readability", "charset_normalizer", "urllib3")
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})\b[^<>]{0,4000}>|<!--|<![^<>]{0,400}>")
TITLE = re.compile(r"<title[^<>]{0,200}>([^<>]{1,1000})</title", re.IGNORECASE)
CHARSET = re.compile(rb"charset\s{0,4}=\s{0,4}[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
HIDDEN = frozenset(
    {"script", "style", "noscript", "template", "svg", "math", "nav", "footer", "head", "select", "textarea", "iframe"}
)
INLINE = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "img", "ins", "kbd", "mark",
        "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
    }
)  # fmt: skip


def read(source: Source, settings: Settings, options: Options) -> Iterator[Extract | Problem]:
    """The one report of a page."""
    data = whole(source, settings.max_file_bytes)
    if isinstance(data, Problem):
        yield data
    elif len(data) > MAX_BYTES:
        message = f"The page has {len(data) / MEGABYTE:,.0f} MB; {MAX_BYTES / MEGABYTE:,.0f} MB is the limit."
        yield Problem(source.shown, message, "Save its text as a .txt file and add that.")
    elif kinds.is_own(data):
        yield Problem(source.shown, "It is a page that Panj wrote from reports, and no report.", "Add the reports.")
    else:
        declared = CHARSET.search(data, 0, 4096)
        name = source.charset or (declared[1].decode("ascii") if declared else None)
        page = decoding.decode_page(data, source.shown, name)
        yield page if isinstance(page, Problem) else _report(page, data, source.shown, settings, options)


def _report(page: str, raw: bytes, shown: str, settings: Settings, options: Options) -> Extract | Problem:
    if options.sieve and page.count("<") <= MAX_TAGS:
        seen = sieve.glance(page)
        if not seen.tells and seen.text:
            return Extract(
                text=seen.text, raw=raw, extractor=sieve.extractor(), found=(("html", seen.said),), is_glance=True
            )
    return _extract(page, raw, shown, settings)


def _extract(page: str, raw: bytes, shown: str, settings: Settings) -> Extract | Problem:
    text, found, extractor = _main_text(page)
    if not text:
        text, found = plain_text(page)
        extractor = PLAIN_EXTRACTOR
    if not text:
        return Problem(shown, "No report was found in the page.", "Save its text as a .txt file and add that.")
    text = storable(text)
    if problem := unfit(text, 0, shown, settings):
        return problem
    return Extract(text=text, raw=raw, extractor=extractor, found=(("html", found),))


def _main_text(page: str) -> tuple[str, Mapping[str, str], str]:
    """Text, metadata and extractor by trafilatura; an empty text where the page is beyond it."""
    if page.count("<") > MAX_TAGS:
        return "", {}, ""
    library, version = _trafilatura()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = library.bare_extraction(
                page,
                include_comments=False,
                with_metadata=True,
                date_extraction_params={
                    "extensive_search": False,
                    "original_date": True,
                    "min_date": "1990-01-01",
                    "max_date": "2100-12-31",
                },
            )
    except Exception:  # whatever a hostile page breaks in the library, the plain reading still reads it
        return "", {}, ""
    if found is None or not (found.text or "").strip():
        return "", {}, ""
    title = " ".join((found.title or "").split())
    said = {"title": title, "published": found.date, "publisher": found.sitename, "url": found.url}
    fields = {key: storable(value) for key, value in said.items() if isinstance(value, str)}
    return _paragraphs(title, found.text), fields, f"trafilatura@{version}"


@cache
def _trafilatura() -> tuple[Any, str]:
    """The library, imported when the first page is read, and its version."""
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import trafilatura

    return trafilatura, str(trafilatura.__version__)


def _paragraphs(title: str, text: str) -> str:
    """Title and paragraphs with an empty line between them; the title only where the text does not start with it."""
    blocks = [line.strip() for line in text.splitlines() if line.strip()]
    first = " ".join(blocks[0].split()).casefold()
    if title and title.casefold() not in first and first not in title.casefold():
        blocks.insert(0, title)
    return "\n\n".join(blocks)


def plain_text(page: str, least: int = MIN_WORDS) -> tuple[str, Mapping[str, str]]:
    """All blocks of text of at least so many words outside scripts and menus, in order, in time linear in the page;
    and the title."""
    blocks: list[str] = []
    inline: list[str] = []
    unclosed: set[str] = set()
    at = 0
    while tag := TAG.search(page, at):
        inline.append(page[at : tag.start()])
        at = tag.end()
        name = (tag[2] or "").lower()
        if tag[0] == "<!--":
            at = _behind(page, "-->", at)
        elif name in HIDDEN and not tag[1] and name not in unclosed:
            if closing := _closing(name).search(page, at):
                at = closing.end()
            else:
                unclosed.add(name)
        if name not in INLINE:
            _end_block(blocks, inline, least)
    inline.append(page[at:])
    _end_block(blocks, inline, least)
    match = TITLE.search(page, 0, 200_000)
    title = " ".join(html.unescape(match[1]).split()) if match else ""
    return _paragraphs(title, "\n".join(blocks)) if blocks else "", {"title": title}


def _end_block(blocks: list[str], inline: list[str], least: int) -> None:
    words = html.unescape("".join(inline)).split()
    inline.clear()
    if len(words) >= least:
        blocks.append(" ".join(words))


def _behind(page: str, mark: str, at: int) -> int:
    found = page.find(mark, at)
    return len(page) if found < 0 else found + len(mark)


@cache
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}\b[^<>]{{0,200}}>", re.IGNORECASE)
