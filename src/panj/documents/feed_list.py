"""The list of feeds and pages that are to be followed: a TOML file.

every = "30m"                            # unless an entry says otherwise
allow_hosts = ["intranet.example"]       # hosts of private networks that may be fetched from

[[feed]]
url = "https://example.org/rss"
publisher = "Example News"               # else what the feed or the page says
every = "10m"

[[page]]
url = "https://example.org/situation-report"
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from panj.documents import fetch_guard
from panj.documents.extract import shown
from panj.errors import InputError
from panj.model import FollowedKind

KINDS: tuple[FollowedKind, ...] = ("feed", "page")
DURATION = re.compile(r"(\d{1,5})[ ]?(s|m|h|d)")
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
DEFAULT = "30m"
SHORTEST = 60
"""Seconds: no feed changes faster, and no server deserves it."""
MAX_BYTES = 1_000_000
HINT = 'An entry is [[feed]] or [[page]] with url = "https://…", and may have publisher and every = "30m".'


@dataclass(frozen=True, slots=True)
class Entry:
    """A feed or page to follow; `every` in seconds."""

    url: str
    kind: FollowedKind
    every: int
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class FeedList:
    """What a list holds."""

    entries: tuple[Entry, ...]
    allow_hosts: frozenset[str] = frozenset()


def load(path: str) -> FeedList:
    """The list in a file. Raises InputError, which names what is wrong."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}", "name a list of feeds, as feeds.toml") from error
    if len(data) > MAX_BYTES:
        raise InputError(f"{path} is too large for a list of feeds", HINT)
    try:
        return parse(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is no TOML file: {error}", HINT) from error
    except InputError as error:
        raise InputError(f"{path}: {error.message}", error.hint) from error


def parse(text: str) -> FeedList:
    """The list in a text. Raises InputError and tomllib.TOMLDecodeError."""
    table = tomllib.loads(text)
    _check_keys(table, {"every", "allow_hosts", *KINDS}, "The list")
    default = _seconds(table.get("every", DEFAULT))
    hosts = table.get("allow_hosts", [])
    if not isinstance(hosts, list) or not all(isinstance(host, str) for host in hosts):
        raise InputError("allow_hosts is no list of names", 'write it as ["intranet.example"]')
    found: dict[str, Entry] = {}
    for kind in KINDS:
        for each in _entries(table.get(kind, []), kind):
            entry = _entry(each, kind, default)
            if entry.url in found:
                raise InputError(f"{shown(entry.url)} stands twice in it", "leave one out")
            found[entry.url] = entry
    if not found:
        raise InputError("There is nothing to follow in it", HINT)
    return FeedList(tuple(found.values()), frozenset(hosts))


def _entries(value: Any, kind: str) -> list[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise InputError(f"{kind} is no list of entries", HINT)
    return cast(list[Mapping[str, Any]], value)


def _entry(each: Mapping[str, Any], kind: FollowedKind, default: int) -> Entry:
    url = each.get("url")
    if not isinstance(url, str):
        raise InputError(f"A {kind} has no url", HINT)
    _check_keys(each, {"url", "publisher", "every"}, shown(url))
    try:
        fetch_guard.target_of(url)
    except fetch_guard.Refused as error:
        raise InputError(f"{shown(url)}: {error.message}", error.hint) from error
    publisher = each.get("publisher")
    if publisher is not None and not isinstance(publisher, str):
        raise InputError(f"{shown(url)}: publisher is no text", HINT)
    return Entry(url, kind, _seconds(each["every"]) if "every" in each else default, publisher)


def _check_keys(table: Mapping[str, Any], known: set[str], where: str) -> None:
    if unknown := sorted(set(table) - known):
        raise InputError(f"{where} has {shown(unknown[0])}, which means nothing", HINT)


def _seconds(value: Any) -> int:
    match = DURATION.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise InputError(f"every = {shown(repr(value))} is no length of time", 'write it as "30m", "2h" or "1d"')
    return max(SHORTEST, int(match[1]) * SECONDS[match[2]])
