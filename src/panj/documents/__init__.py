"""The intake: files, folders and globs of reports, and texts at hand, become documents."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from panj.documents import assembly, days, pages, plain, rows
from panj.documents.extract import Extract, Source, opener_of, shown
from panj.documents.inputs import Inputs
from panj.documents.options import Options
from panj.errors import InputError
from panj.model import Document, Problem, digest
from panj.settings import Settings

__all__ = ["from_text", "load"]

EXTRACTORS: Mapping[str, Callable[[Source, Settings, Options], Iterator[Extract | Problem]]] = {
    ".txt": plain.read,
    ".md": plain.read,
    ".html": pages.read,
    ".htm": pages.read,
    ".jsonl": rows.read,
}
"""What reads a file, by its ending."""


def load(
    paths: Iterable[str],
    *,
    published: str | None = None,
    publisher: str | None = None,
    settings: Settings,
    options: Options | None = None,
) -> Iterator[Document | Problem]:
    """The documents behind files, folders (with all below them, sorted) and globs, one at a time.

    `published` (a date) and `publisher` hold for all and win over what the files say; see `assembly` for the whole
    order. What cannot be read comes out as a Problem, and the rest goes on. Raises InputError where `published` is
    no date.
    """
    given = _given(published, publisher)
    return _documents(paths, given, settings, options or Options())


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


def _documents(
    paths: Iterable[str], given: Mapping[str, str], settings: Settings, options: Options
) -> Iterator[Document | Problem]:
    for source in Inputs(EXTRACTORS).find(paths):
        if isinstance(source, Problem):
            yield source
            continue
        yield from _of_source(source, given, settings, options)


def _of_source(
    source: Source, given: Mapping[str, str], settings: Settings, options: Options
) -> Iterator[Document | Problem]:
    misunderstood: list[str] = []
    for extract in EXTRACTORS[Path(source.name).suffix.lower()](source, settings, options):
        if isinstance(extract, Problem):
            yield extract
            continue
        document, value = assembly.build(extract, source, given)
        if value:
            misunderstood.append(f'"{value}" of {shown(document.label)}')
        yield document
    if misunderstood:
        number = len(misunderstood)
        what = "A date of publication is" if number == 1 else f"{number:,} dates of publication are"
        first = misunderstood[0] if number == 1 else f"the first is {misunderstood[0]}"
        yield Problem(source.shown, f"{what} not understood: {first}. It is read without one.", assembly.DAY_HINT)
