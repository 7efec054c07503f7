"""The way of an input through the room: found, unpacked or fetched, read, and made a document."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from panj.documents import arrivals, assembly, kinds
from panj.documents.extract import Extract, Link, Source, shown
from panj.documents.extractors import EXTRACTORS
from panj.documents.fetched import Answer
from panj.documents.inputs import Inputs
from panj.documents.options import Options
from panj.model import Document, Problem
from panj.settings import Settings

if TYPE_CHECKING:
    from panj.documents.fetch import Room

MAX_LED = 3
"""Lists, feeds and pages that one input may lead through, one to the next."""


class Intake:
    """Reads inputs with one set of choices. `given` is what the caller says of all of them."""

    def __init__(self, given: Mapping[str, str], settings: Settings, options: Options) -> None:
        self.given, self.settings, self.options = given, settings, options

    def documents(self, paths: Iterable[str]) -> Iterator[Document | Problem]:
        """The documents behind the paths, one at a time."""
        for found in Inputs(self.options, self.settings).find(paths):
            yield from self.follow(found)

    def follow(self, found: Source | Link | Problem, led: int = 0) -> Iterator[Document | Problem]:
        """The documents of what was found."""
        if isinstance(found, Problem):
            yield found
        elif isinstance(found, Link):
            yield from self._fetch(found, led)
        else:
            yield from self._read(found, led)

    @cached_property
    def room(self) -> "Room":
        """The network, opened when the first page is fetched."""
        from panj.documents.fetch import Room

        return Room(self.settings, self.options.allow_hosts)

    def _fetch(self, link: Link, led: int) -> Iterator[Document | Problem]:
        if led > MAX_LED:
            yield Problem(link.shown, f"It lies behind more than {MAX_LED} lists.", "Add its address alone.")
            return
        if self.options.offline:
            yield self._unfetched(link)
            return
        answer = self.room.fetch(link.url)
        if isinstance(answer, Answer):
            source = arrivals.source_of(answer, link, self.options)
            yield from (source,) if isinstance(source, Problem) else self._read(source, led)
            return
        yield answer.problem
        if link.instead:
            yield assembly.build(link.instead, arrivals.unread(link), self.given)[0]

    def _unfetched(self, link: Link) -> Document | Problem:
        if link.instead:
            return assembly.build(link.instead, arrivals.unread(link), self.given)[0]
        return Problem(
            link.shown, "It is a page of the web, and none are fetched here.", "Read its list with panj add."
        )

    def _read(self, source: Source, led: int) -> Iterator[Document | Problem]:
        source = _named(source, self.options)
        extractor = EXTRACTORS.get(kinds.ending(source.name, self.options.readable))
        if extractor is None:
            yield Problem(source.shown, "What it holds cannot be read.", "Save its text as a .txt file and add that.")
            return
        misunderstood: list[str] = []
        for each in extractor(source, self.settings, self.options):
            if not isinstance(each, Extract):
                yield from self.follow(each, led + 1)
                continue
            document, value = assembly.build(each, source, self.given)
            if value:
                misunderstood.append(f'"{value}" of {shown(document.label)}')
            yield document
        if misunderstood:
            yield _misunderstood(source, misunderstood)


def _named(source: Source, options: Options) -> Source:
    """The source with an ending, found in its first bytes where its name has none that is known."""
    if kinds.ending(source.name, options.readable) in options.readable:
        return source
    try:
        with source.open() as file:
            found = kinds.of_text(file.read(kinds.HEAD))
    except OSError:
        found = ".txt"
    return replace(source, name=source.name + found)


def _misunderstood(source: Source, dates: list[str]) -> Problem:
    number = len(dates)
    what = "A date of publication is" if number == 1 else f"{number:,} dates of publication are"
    first = dates[0] if number == 1 else f"the first is {dates[0]}"
    return Problem(source.shown, f"{what} not understood: {first}. It is read without one.", assembly.DAY_HINT)
