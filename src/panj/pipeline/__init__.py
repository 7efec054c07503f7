"""The order of the rooms: bytes → documents → language → places → claims → record → events.

Rooms are imported where they are used, so that a command loads only what it needs.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from panj import settings
from panj.errors import InputError, PanjError, RecordError
from panj.lexicon import DEFAULT, language_name, language_of, languages
from panj.model import Annotation, Claim, Document, Event, PlaceFinder, Problem, Reader
from panj.model.vocabulary import UNREAD

if TYPE_CHECKING:
    from panj.claims.drafts import Refused
    from panj.documents import Options
    from panj.record import Added, Record

T = TypeVar("T")
DEBUG = "PANJ_DEBUG"
"""Environment variable that lets an unexpected error through with its traceback."""
Progress = Callable[[str], None]
"""Called with the label of each document when it is done."""


@cache
def _finder(language: str = DEFAULT) -> PlaceFinder:
    from panj.places import Finder, open_gazetteer

    chosen = settings.load()
    return Finder(open_gazetteer(chosen, chosen.gazetteer), language)


@cache
def _reader(language: str = DEFAULT) -> Reader:
    from panj.claims import GrammarReader

    return GrammarReader(language)


def reads(document: Document) -> bool:
    """Whether a reader speaks the document's language."""
    return language_of(document.language) in languages()


def unread(document: Document) -> bool:
    """Whether no reader speaks its language. A row of a table is read by its layout, whatever it is in."""
    from panj.claims import table_rows

    return not (reads(document) or table_rows.is_row(document))


WORDS = tuple(f"data/{language}" for language in languages())
READS = ("claims", "language", "lexicon", "places", "data/base", *WORDS)
"""What the claims of a text depend on, as folders of the package."""
RECONCILES = ("events", "pipeline", "documents", "lexicon", "data/base", *WORDS)
"""What the events of stored claims depend on."""


def fingerprint() -> str:
    """Which reader, with which code, word lists and gazetteer, reads now."""
    own = settings.load().gazetteer
    mark = f"+{own.stat().st_size}.{own.stat().st_mtime_ns}" if own else ""
    return f"{_reader().fingerprint}/{_digest(*READS)}{mark}"


@cache
def _digest(*folders: str) -> str:
    """A digest of the files in these folders of the package."""
    found = blake2b(digest_size=4)
    for folder in folders:
        for path in sorted((Path(__file__).parents[1] / folder).iterdir()):
            if path.suffix in (".py", ".toml", ".tsv", ".xz"):
                found.update(path.name.encode())
                found.update(path.read_bytes())
    return found.hexdigest()


def annotate_document(document: Document) -> Annotation:
    """All that the language and places rooms see in the document. Raises InputError for a language without words."""
    from panj import language

    if not reads(document):
        raise InputError(
            f"It is in a language that Panj does not read yet: {language_name(document.language)}",
            f"Panj reads {', '.join(map(language_name, languages()))}",
        )
    seen = _legible(document)
    return replace(language.annotate(seen), places=_finder(language_of(document.language)).places(seen))


def _legible(document: Document) -> Document:
    """The document as it is read: with letters that were lost on the way, where the word lists tell them."""
    from panj.language import repair

    text = repair.legible(document.text, language_of(document.language))
    return document if text == document.text else replace(document, text=text)


def _as_stored(claim: Claim, text: str) -> Claim:
    """The claim with its evidence as the document has it."""
    return replace(claim, evidence=tuple(replace(e, text=text[e.start : e.end]) for e in claim.evidence))


def read_document(document: Document) -> tuple[Claim, ...]:
    """The claims of one document, in the order of the text. Raises InputError for a language without words."""
    from panj.claims import table_rows

    if table_rows.is_row(document):
        return table_rows.read(document, _finder().places(document))
    annotation, seen = annotate_document(document), _legible(document)
    claims = _reader(language_of(document.language)).read(seen, annotation)
    return claims if seen is document else tuple(_as_stored(claim, document.text) for claim in claims)


def read_or_leave(document: Document) -> tuple[Claim, ...]:
    """The claims of one document; none of one that no reader speaks the language of."""
    return () if unread(document) else read_document(document)


def refused(document: Document) -> "tuple[Refused, ...]":
    """The numbers of one document that the reader made no claim of, and why; empty for a reader that does not say."""
    from panj.claims import GrammarReader, table_rows

    if table_rows.is_row(document) or not reads(document):
        return ()
    reader = _reader(language_of(document.language))
    if not isinstance(reader, GrammarReader):
        return ()
    return reader.refused(_legible(document), annotate_document(document))


def explain(document: Document) -> str:
    """How the document was read, in lines for a person; empty for a reader that does not say."""
    from panj.claims import GrammarReader, table_rows

    if table_rows.is_row(document):
        return ""
    annotation = annotate_document(document)
    reader = _reader(language_of(document.language))
    if not isinstance(reader, GrammarReader):
        return ""
    return reader.explain(_legible(document), annotation)


def document_of(
    text: str, *, published: str | None = None, publisher: str | None = None, label: str = "text"
) -> Document:
    """The document of a text at hand. Raises InputError."""
    from panj import documents

    return documents.from_text(text, label=label, published=published, publisher=publisher, settings=settings.load())


def load_documents(
    paths: Iterable[str],
    *,
    published: str | None = None,
    publisher: str | None = None,
    options: "Options | None" = None,
) -> Iterator[Document | Problem]:
    """The documents at these paths, and a Problem for each input that cannot be read."""
    from panj import documents

    chosen = settings.load()
    found = documents.load(paths, published=published, publisher=publisher, settings=chosen, options=options)
    try:
        yield from found
    except Exception as error:
        yield problem_of("input", error)


def read_paths(
    paths: Iterable[str],
    *,
    published: str | None = None,
    publisher: str | None = None,
    options: "Options | None" = None,
) -> Iterator[tuple[Document, tuple[Claim, ...]] | Problem]:
    """Each document with its claims, or a Problem; one that fails does not stop the others."""
    _ready()
    for found in load_documents(paths, published=published, publisher=publisher, options=options):
        yield found if isinstance(found, Problem) else _guarded(found, read_document)


def annotate_paths(
    paths: Iterable[str], *, published: str | None = None, publisher: str | None = None
) -> Iterator[tuple[Document, Annotation] | Problem]:
    """Each document with all that is seen in it before anything is claimed, or a Problem."""
    _ready()
    for found in load_documents(paths, published=published, publisher=publisher):
        yield found if isinstance(found, Problem) else _guarded(found, annotate_document)


def add_paths(
    record: "Record",
    paths: Iterable[str],
    *,
    published: str | None = None,
    publisher: str | None = None,
    options: "Options | None" = None,
    progress: Progress | None = None,
) -> Iterator["Added | Problem"]:
    """Adds each document to the record, one transaction each, and says what was new. Raises RecordError."""
    from panj.archive import is_archive

    rest = []
    for path in paths:
        if is_archive(path):
            from panj.pipeline import archiving

            record.require_writable()
            yield from archiving.add(record, path, progress)
        else:
            rest.append(path)
    if rest:
        found = load_documents(rest, published=published, publisher=publisher, options=options)
        yield from add_documents(record, found, publisher_given=publisher is not None, progress=progress)


def add_documents(
    record: "Record",
    documents: Iterable[Document | Problem],
    *,
    publisher_given: bool = False,
    progress: Progress | None = None,
) -> Iterator["Added | Problem"]:
    """As `add_paths`, for documents that were loaded already."""
    record.require_writable()
    _ready()
    reader = fingerprint()
    for found in documents:
        if isinstance(found, Problem):
            yield found
            continue
        try:
            mark = UNREAD if unread(found) else reader
            yield record.add(found, mark, read_or_leave, publisher_given=publisher_given)
        except RecordError:
            raise
        except Exception as error:
            yield problem_of(found.label, error)
        if progress:
            progress(found.label)


def reconcile(documents: Sequence[Document], claims: Sequence[Claim]) -> Sequence[Event]:
    """The events that the claims of one component of documents tell by the rules. Rows of one table are worded alike,
    and copy nothing from one another."""
    from panj import events
    from panj.claims import table_rows
    from panj.documents import copies

    told = [document for document in documents if not table_rows.is_row(document)]
    return events.reconcile(claims, {document.id: document for document in documents}, copies.find(told))


def rules() -> str:
    """Which rules make events now."""
    return _digest(*RECONCILES)


def by_the_rules(documents: Sequence[Document], claims: Sequence[Claim]) -> Sequence[Event]:
    """`reconcile` as it is when it is called."""
    return reconcile(documents, claims)


def _ready() -> None:
    """Opens what every document needs, so that a broken installation is said once and not for each of them."""
    _finder()
    _reader()


def _guarded(document: Document, read: Callable[[Document], T]) -> tuple[Document, T] | Problem:
    try:
        return document, read(document)
    except Exception as error:
        return problem_of(document.label, error)


def problem_of(name: str, error: Exception) -> Problem:
    """What went wrong with a document, as its reader may see it; raises the error itself where PANJ_DEBUG is set."""
    if os.environ.get(DEBUG):
        raise error
    if isinstance(error, PanjError):
        return Problem(name, error.message, error.hint)
    words = str(error).splitlines()[0][:200] if str(error) else ""
    message = f"could not be read: {type(error).__name__}{': ' if words else ''}{words}"
    return Problem(name, message, "this is a fault of Panj; PANJ_DEBUG=1 shows where")


from panj.pipeline.stored import (  # noqa: E402, I001
    bring_up_events as bring_up_events,
    claims_view as claims_view,
    history as history,
    place_named as place_named,
    read_again as read_again,
    refresh_events as refresh_events,
    reread as reread,
    settle_documents as settle_documents,
    view_of as view_of,
)
from panj.pipeline.memory import MemoryView as MemoryView  # noqa: E402
