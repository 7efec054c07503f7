"""What passes between the steps of the room: an input that was found, and what an extractor took from it."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

KNOWN_FIELDS = ("published", "publisher", "title", "url", "language")
"""What a header, a row, a page or a metadata.csv may say about a report."""

Said = tuple[tuple[str, Mapping[str, str]], ...]
"""Who says something of a report (as in `Document.published_from`) and what, the first to be believed first."""


@dataclass(slots=True)
class Allowance:
    """What an archive may still unfold to, with all the archives inside it: bytes and files."""

    bytes: int
    files: int


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read. `name` is a file's name, whose ending says how; `label` its path below the folder that was
    named, without its ending; `shown` names it in problems; `address` is where it is; `given` is what a metadata.csv
    says about it.

    `before` and `after` are what those say who led to it (a feed, a list, a server), to be believed before and after
    what it says itself. `depth` counts the archives, lists and feeds that it came through.
    """

    name: str
    label: str
    shown: str
    address: str
    opener: Callable[[], IO[bytes]]
    path: Path | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    before: Said = ()
    after: Said = ()
    url: str | None = None
    charset: str | None = None
    depth: int = 0
    allowance: Allowance | None = None
    ahead: int = 0
    """Rows or records of its file that stand before it, where it is a stretch of one."""

    def open(self) -> IO[bytes]:
        """Its bytes. Raises OSError."""
        return self.opener()


def of_file(path: Path, label: str, shown: str, given: Mapping[str, str] | None = None) -> Source:
    """A file on disk."""
    address = "file:" + storable(str(path))
    return Source(path.name, label, shown, address, lambda: path.open("rb"), path=path, given=given or {})


def opener_of(data: bytes) -> Callable[[], IO[bytes]]:
    """Opens bytes at hand."""
    return lambda: io.BytesIO(data)


@dataclass(frozen=True, slots=True)
class Extract:
    """A text taken from bytes. `found` holds what the source says of it, as written, beside the kind of source that
    says so (`row`, `header`, `html`), the first to be believed first; `after` what is believed only where the text
    itself says nothing. `row_id` names a row of a file."""

    text: str
    raw: bytes
    extractor: str
    body_start: int = 0
    found: Said = ()
    after: Said = ()
    is_row: bool = False
    row_id: str | None = None
    is_table: bool = False
    is_glance: bool = False
    """A page as the fast extractor sees it: nothing is looked for in its words."""


@dataclass(frozen=True, slots=True)
class Link:
    """A page that a feed or a list names. `instead` is what is read where the page cannot be had."""

    url: str
    shown: str
    before: Said = ()
    after: Said = ()
    instead: Extract | None = None


def storable(text: str) -> str:
    """The text without the two things that no database and no UTF-8 file can hold: lone surrogates and NUL.

    Each becomes one U+FFFD, so that no offset moves.
    """
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    try:
        text.encode("utf8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def shown(path: object) -> str:
    """A name as a problem may print it: on one line, whatever bytes it is made of."""
    text = str(path).encode("utf8", "backslashreplace").decode("utf8")
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)
