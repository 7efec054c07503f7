"""The intake: files, folders and globs of reports, and texts at hand, become documents."""

from collections.abc import Iterable, Iterator

from panj.documents import assembly, days, plain
from panj.documents.extract import Source, opener_of
from panj.documents.extractors import EXTRACTORS
from panj.documents.intake import Intake
from panj.documents.options import Options, mapping_of
from panj.documents.table_layouts import layout_of
from panj.errors import InputError
from panj.model import Document, Problem, digest
from panj.settings import Settings

__all__ = ["EXTRACTORS", "Options", "from_text", "layout_of", "load", "mapping_of"]


def load(
    paths: Iterable[str],
    *,
    published: str | None = None,
    publisher: str | None = None,
    settings: Settings,
    options: Options | None = None,
) -> Iterator[Document | Problem]:
    """The documents behind files, folders (with all below them, sorted), globs and `-`, one at a time.

    `published` (a date) and `publisher` hold for all and win over what the files say; see `assembly` for the whole
    order. What cannot be read comes out as a Problem, and the rest goes on. Raises InputError where `published` is
    no date.
    """
    given = _given(published, publisher)
    return Intake(given, settings, options or Options()).documents(paths)


def from_text(
    text: str,
    *,
    label: str = "text",
    published: str | None = None,
    publisher: str | None = None,
    settings: Settings,
) -> Document:
    """The document of a text at hand. Raises InputError where it holds no report, or `published` is no date."""
    given = _given(published, publisher)
    extract = plain.extract(text, text.encode("utf8", "surrogatepass"), label, settings)
    if isinstance(extract, Problem):
        raise InputError(extract.message, extract.hint)
    source = Source(label, label, label, f"text:{digest(text)}", opener_of(extract.raw))
    return assembly.build(extract, source, given)[0]


def _given(published: str | None, publisher: str | None) -> dict[str, str]:
    try:
        day = days.parse(published)
    except days.NotADay as error:
        raise InputError(f'"{error}" is no date.', assembly.DAY_HINT) from error
    return {name: value for name, value in (("published", day), ("publisher", publisher)) if value}
