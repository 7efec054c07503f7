"""What passes between the steps of the room: an input that was found, and what an extractor took from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

KNOWN_FIELDS = ("published", "publisher", "title", "url", "language")
"""What a header, a row, a page or a metadata.csv may say about a report."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. `label` is its path below the folder that was named, without its ending; `given` is what a
    metadata.csv says about it; `shown` names it in problems."""

    path: Path
    label: str
    shown: str
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where it is, as a text that any record can store."""
        return "file:" + storable(str(self.path))


@dataclass(frozen=True, slots=True)
class Extract:
    """A text taken from bytes. `found` holds what the source says of it, as written, beside the kind of source that
    says so (`row`, `header`, `html`), the first to be believed first. `row_id` names a row of a file."""

    text: str
    raw: bytes
    extractor: str
    body_start: int = 0
    found: tuple[tuple[str, Mapping[str, str]], ...] = ()
    is_row: bool = False
    row_id: str | None = None


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
