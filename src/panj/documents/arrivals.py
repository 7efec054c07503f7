"""What came over the network as a source: its kind, its address, and what its server says of it."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from panj.documents import addresses, kinds
from panj.documents.extract import Link, Source, opener_of, shown, storable
from panj.documents.fetched import Answer
from panj.documents.options import Options
from panj.model import Problem

CHARSET = re.compile(r"charset\s{0,4}=\s{0,4}[\"']?([\w.:-]{2,40})", re.IGNORECASE)
ALONE = frozenset({".html", ".htm", ".pdf", ".txt", ".md"})
"""Kinds that are one report, so that the address is the report's own."""
SAVE_HINT = "Save its text as a .txt file and add that."


def source_of(answer: Answer, link: Link, options: Options) -> Source | Problem:
    """The source behind an answer, with what the link and the server say of it."""
    name = shown(answer.url[:300])
    if not answer.body:
        return Problem(name, "The server sent nothing.", SAVE_HINT)
    ending = _ending(answer, options)
    if ending not in options.readable:
        return Problem(name, "What the server sent cannot be read.", SAVE_HINT)
    url = storable(answer.url)
    charset = CHARSET.search(answer.content_type)
    return Source(
        name="page" + ending,
        label=url,
        shown=name,
        address=addresses.canonical(url),
        opener=opener_of(answer.body),
        before=(*(((("fetch", {"url": url})),) if ending in ALONE else ()), *link.before),
        after=link.after,
        url=url,
        charset=charset[1] if charset else None,
    )


def unread(link: Link) -> Source:
    """The source of a page that could not be had, for what is read in its stead."""
    return Source("page", link.url, link.shown, addresses.canonical(link.url), opener_of(b""))


def _ending(answer: Answer, options: Options) -> str:
    """By the first bytes where they have a mark, else by what the server says, else by the name, else as text."""
    head = answer.body[: kinds.HEAD]
    by_name = kinds.ending(PurePosixPath(unquote(urlsplit(answer.url).path)).name or "page", options.readable)
    if by_name.startswith(".gkg.csv") and by_name in options.readable:
        return by_name
    kind = answer.content_type.partition(";")[0].strip().lower()
    if found := kinds.of_bytes(head):
        return found
    if kind in kinds.TYPES:
        return kinds.TYPES[kind]
    return by_name if by_name in options.readable else kinds.of_text(head)
