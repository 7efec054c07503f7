"""The doors between rooms: what each offers, so that another can stand in its place under the same tests."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from panj.model.annotation import Annotation, Candidate, PlaceMention
from panj.model.claim import Claim
from panj.model.event import Event
from panj.model.text import Document


class Gazetteer(Protocol):
    """Names of places and what they could mean."""

    def find(self, name: str) -> Sequence[Candidate]:
        """All places of that name in any spelling, likeliest first; empty where none is known."""
        ...


class PlaceFinder(Protocol):
    """Finds place names in a text and resolves them over the whole document."""

    def places(self, document: Document) -> tuple[PlaceMention, ...]: ...


class Reader(Protocol):
    """Reads claims from an annotated document."""

    @property
    def fingerprint(self) -> str:
        """Name, version and a digest of code and word lists: `grammar@0.1.0+5c1e`."""
        ...

    def read(self, document: Document, annotation: Annotation) -> tuple[Claim, ...]: ...


class View(Protocol):
    """What outputs and pages read: one state of the record, or the claims of some paths alone."""

    def documents(self) -> Iterable[Document]: ...

    def document(self, document_id: str) -> Document | None: ...

    def claims(self, document_id: str | None = None) -> Iterable[Claim]: ...

    def claim(self, claim_id: str) -> Claim | None: ...

    def events(self) -> Sequence[Event]: ...

    def event(self, event_id: str) -> Event | None: ...
