"""Panj reads news reports of people forced to move and keeps a record in which every figure can be checked.

>>> import panj
>>> text = "Almost 350 refugees from Afghanistan crossed into Tajikistan on Wednesday."
>>> for claim in panj.read(text, published="2021-07-14"):
...     print(claim.kind, claim.measure.value, claim.measure.qualifier, claim.evidence[0].text)
crossed 350 about Almost 350 refugees
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

from panj.errors import InputError, PanjError
from panj.model import Claim, Document, Event, Problem, to_wire

if TYPE_CHECKING:
    from panj.pipeline.frames import Opened
    from panj.record import Record

__version__ = "0.1.0"

__all__ = [
    "Claim",
    "Document",
    "Event",
    "PanjError",
    "load",
    "open",
    "open_record",
    "read",
    "reconcile",
    "to_dict",
]


def read(text: str | Document, *, published: str | None = None, publisher: str | None = None) -> list[Claim]:
    """The claims of one report, in the order of its words; offsets count Unicode code points of the text.

    `text` is the report's words, or a document of `load`. `published` is an ISO date, from which words like
    "yesterday" are understood. Raises PanjError where the text cannot be read.

    >>> [claim.measure.value for claim in read("Some 60 families fled the village.", published="2021-07-14")]
    [60]
    """
    from panj import pipeline

    if isinstance(text, Document):
        return list(pipeline.read_document(text))
    return list(pipeline.read_document(pipeline.document_of(text, published=published, publisher=publisher)))


def load(*paths: str, published: str | None = None, publisher: str | None = None) -> list[Document]:
    """The documents in these files, folders and globs. Raises InputError at the first that cannot be read.

    >>> documents = load("reports/", published="2021-07-14")  # doctest: +SKIP
    >>> documents[0].title  # doctest: +SKIP
    'Hundreds cross the river'
    """
    from panj import pipeline

    found = []
    for each in pipeline.load_documents(paths, published=published, publisher=publisher):
        if isinstance(each, Problem):
            raise InputError(f"{each.address}: {each.message}", each.hint)
        found.append(each)
    return found


def reconcile(documents: Iterable[Document]) -> list[Event]:
    """What happened, as all these documents together tell it.

    >>> for event in reconcile(load("reports/")):  # doctest: +SKIP
    ...     print(event.title, event.estimate.best)
    """
    from panj import pipeline

    read_ones = [(document, pipeline.read_document(document)) for document in documents]
    return list(pipeline.MemoryView(read_ones).events())


def open_record(location: str, *, create: bool = True) -> "Record":
    """Opens the record in this file, and makes it where it is missing unless `create` is false. Raises RecordError.

    >>> with open_record("panj.db") as record:  # doctest: +SKIP
    ...     for claim in record.claims():
    ...         print(claim.kind, claim.measure)
    """
    from panj.record import open_record as opened

    return opened(location, create=create)


def open(location: str = "panj.db", *, role: Literal["open", "restricted"] = "restricted") -> "Opened":
    """Opens a record to look at it from Python: events, claims and reports at any moment, as objects or as tables.

    `role` is whose view it is: `restricted` holds everything, `open` what may be given to others. Raises RecordError.

    >>> with panj.open("panj.db") as record:  # doctest: +SKIP
    ...     frame = record.events(as_of="2021-07-15").to_pandas()
    ...     frame[["title", "best", "low", "high", "status"]]
    """
    from panj.pipeline.frames import Opened

    return Opened(location, role)


def to_dict(thing: Claim | Event) -> dict[str, Any]:
    """A claim or event in the JSON form that `panj read --format jsonl` prints; empty fields are left out.

    >>> claim = read("Some 60 families fled the village.", published="2021-07-14")[0]
    >>> to_dict(claim)["measure"]
    {'value': 60, 'qualifier': 'about', 'unit': 'households'}
    """
    form: dict[str, Any] = to_wire(thing)
    return form
