"""RSS and Atom feeds by feedparser: each entry is a report, with the text that the feed holds of it.

A feed that came over the network leads on to the pages of its entries; one from a file is read as it is.
"""

import io
import json
import re
import warnings
from collections.abc import Iterator
from typing import Any

from panj.documents import addresses, needs, pages
from panj.documents.extract import Extract, Link, Source, shown, storable
from panj.documents.options import Options
from panj.documents.plain import unfit
from panj.documents.reading import whole
from panj.model import Problem
from panj.settings import Settings

EXTRACTOR = "feed@1"
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
MAX_DEPTH = 200
"""Elements within elements of a feed; feeds have ten."""
TAG = re.compile(rb"<(?:!\[CDATA\[|!--|(/?)([A-Za-z][\w:.-]{0,60})\b[^<>]{0,20000}?(/?)>)")
HTML_SIGN = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z#]")
FEED_HINT = "Save it again, or add the pages that it names."


def read(source: Source, settings: Settings, _: Options) -> Iterator[Extract | Link | Problem]:
    """The entries of a feed, in its order; those that cannot be read are named, and the others go on."""
    if problem := needs.missing("feedparser", "feeds", "Feeds", source.shown):
        yield problem
        return
    data = whole(source, settings.max_feed_bytes)
    if isinstance(data, Problem):
        yield data
        return
    if message := _refused(data):
        yield Problem(source.shown, message, FEED_HINT)
        return
    feed = _parsed(data)
    entries = feed.get("entries") or []
    if not entries:
        found = "The feed has no entry." if feed.get("version") else "This is no feed that could be read."
        yield Problem(source.shown, found, FEED_HINT)
        return
    if len(entries) > settings.max_feed_entries:
        message = f"It has {len(entries):,} entries; the first {settings.max_feed_entries:,} are read."
        yield Problem(source.shown, message, "Split it.")
    seen: set[str] = set()
    for number, entry in enumerate(entries[: settings.max_feed_entries], 1):
        key = _word(entry.get("id")) or _word(entry.get("link"))
        if not key or key not in seen:
            yield _entry(entry, feed.get("feed") or {}, source, number, settings)
        seen.add(key)


def _refused(data: bytes) -> str | None:
    if ENTITY.search(data):
        return "It declares entities of its own, which no feed needs and bombs are made of."
    depth = deepest = 0
    at = 0
    while tag := TAG.search(data, at):
        at = tag.end()
        if tag[0] == b"<![CDATA[" or tag[0] == b"<!--":
            closing = data.find(b"]]>" if tag[0] == b"<![CDATA[" else b"-->", at)
            at = len(data) if closing < 0 else closing
        elif tag[1]:
            depth -= 1
        elif not tag[3]:
            depth += 1
            deepest = max(deepest, depth)
    return "Its elements are nested too deep." if deepest > MAX_DEPTH else None


def _parsed(data: bytes) -> dict[str, Any]:
    import feedparser  # type: ignore[import-untyped]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found: dict[str, Any] = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    return found


def _entry(
    entry: dict[str, Any], feed: dict[str, Any], source: Source, number: int, settings: Settings
) -> Extract | Link | Problem:
    place = f"{source.shown}, entry {number}"
    title = _plain(_word(entry.get("title")))
    content = _content(entry)
    base = source.url or _word(feed.get("link"))
    link = addresses.absolute(base, _word(entry.get("link"))) if entry.get("link") else None
    said = {
        "published": _word(entry.get("published")) or _word(entry.get("updated")),
        "title": title,
        "publisher": _plain(_word((entry.get("source") or {}).get("title")) or _word(feed.get("title"))),
        "url": link or "",
        "language": _word(entry.get("language")) or _word(feed.get("language")),
    }
    text = storable("\n\n".join(part for part in (title, _plain(content)) if part))
    row_id = _word(entry.get("id")) or link or ""
    raw = json.dumps({**said, "id": row_id, "content": content}, ensure_ascii=False, sort_keys=True)
    extract: Extract | Problem
    if problem := unfit(text, 0, place, settings):
        extract = problem
    elif not row_id:
        extract = Problem(place, "It has no id and no link.", FEED_HINT)
    else:
        named = None if link else row_id
        data = raw.encode("utf8", "surrogatepass")
        extract = Extract(text, data, EXTRACTOR, found=(("feed", said),), is_row=True, row_id=named)
    if not source.url or not link:
        return extract
    before = (("feed", {"published": said["published"]}),)
    after = (("feed", {"title": title, "publisher": said["publisher"]}),)
    return Link(link, shown(link), before, after, instead=extract if isinstance(extract, Extract) else None)


def _content(entry: dict[str, Any]) -> str:
    """The longest of what an entry holds as its text."""
    parts = [_word(part.get("value")) for part in entry.get("content") or [] if isinstance(part, dict)]
    return max([*parts, _word(entry.get("summary"))], key=len)


def _plain(value: str) -> str:
    return pages.plain_text(value, 1)[0] if HTML_SIGN.search(value) else value.strip()


def _word(value: Any) -> str:
    return storable(value).strip() if isinstance(value, str) else ""
