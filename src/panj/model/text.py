"""A report as it came in: spans, sections and the document. Offsets count Unicode code points of the stored text."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from panj.model.identity import digest
from panj.model.vocabulary import SectionKind


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch [start, end) of a document's text."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the text and what it is: headline, body, caption, or related (see-also links and promotion)."""

    kind: SectionKind
    start: int
    end: int


EXCERPT = "+sentences"
"""Stands at the end of the extractor of a text of which only some sentences were kept, with spaces for the rest."""


@dataclass(frozen=True, slots=True)
class Document:
    """One report. `address` is where it came from (its identity), `text` what was taken from its bytes.

    `published` is an ISO date, or None; `published_from` says how it was found: `given`, `metadata`, `header`,
    `html`, `row`, `feed`, `list`, `pdf`, `text` or `url`. `extractor` names what took the text from the bytes, with its
    version. `canonical_url` is the address under which a page is one document, however it was reached.
    """

    label: str
    address: str
    text: str
    sections: tuple[Section, ...] = ()
    title: str | None = None
    published: str | None = None
    published_from: str | None = None
    publisher: str | None = None
    agency: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    language: str | None = None
    dateline: Span | None = None
    body_start: int = 0
    """Where the report begins, behind a block of `Key: value` lines."""
    extractor: str = "text@1"
    raw: bytes = field(default=b"", repr=False)
    withheld_id: str | None = None
    """The identity where the address is not shown."""

    @property
    def id(self) -> str:
        """The identity of the document: where it came from."""
        return self.withheld_id or "d_" + digest(self.address)

    @property
    def version(self) -> str:
        """The identity of this text: its content and what extracted it."""
        return "v_" + digest(self.text, self.extractor)

    @property
    def is_excerpt(self) -> bool:
        """Whether only the headline and the sentences with evidence are kept of the text, where they stood in it."""
        return self.extractor.endswith(EXCERPT)

    @property
    def metadata(self) -> Mapping[str, str | None]:
        """What is known about the document beside its text; a change of it is a revision, not a new version."""
        return {
            "title": self.title,
            "published": self.published,
            "published_from": self.published_from,
            "publisher": self.publisher,
            "agency": self.agency,
            "url": self.url,
            "canonical_url": self.canonical_url,
            "language": self.language,
        }

    def section_at(self, offset: int) -> SectionKind:
        """The kind of the section that holds the offset; `body` where none is marked."""
        for section in self.sections:
            if section.start <= offset < section.end:
                return section.kind
        return "body"


@dataclass(frozen=True, slots=True)
class Problem:
    """An input that could not be read, and what to do about it. The other inputs go on."""

    address: str
    message: str
    hint: str = ""
