"""Archives: files planned and read in batches by whoever is at hand, and what an archive holds put into a record."""

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from panj import archive, pipeline, settings
from panj.archive import Batch, Folder, Part
from panj.archive.batches import grouped
from panj.archive.plan import Plan
from panj.documents import sieve, stretches
from panj.errors import InputError
from panj.model import Problem
from panj.pipeline.batches import Choices, Cut, Job, cut, read_batch

if TYPE_CHECKING:
    from panj.archive.executors import Crew
    from panj.record import Added, Record

CUT_BYTES: Final = 4 * 1024 * 1024
"""A smaller file of rows or pages is read whole."""
EVERY: Final = 500
"""Documents of a batch."""


@dataclass(slots=True)
class Summary:
    """What a run did. `counts` are of all batches of the archive; `read` and `known` count batches read now and found
    finished; `seconds` and `documents` are of this run; `unread` are batches that could not be read, with why."""

    counts: Counter[str] = field(default_factory=Counter)
    skipped: dict[str, tuple[int, str]] = field(default_factory=dict)
    read: int = 0
    known: int = 0
    changed: int = 0
    bytes: int = 0
    total: int = 0
    documents: int = 0
    seconds: float = 0.0
    peak: int = 0
    """The most memory of a process that read, in bytes."""
    unread: list[Problem] = field(default_factory=list)

    def see(self, counts: dict[str, Any]) -> None:
        self.peak = max(self.peak, counts["peak"])
        self.counts.update(counts["counts"])
        for message, (number, first) in counts["skipped"].items():
            known = self.skipped.get(message, (0, first))
            self.skipped[message] = (known[0] + number, known[1])


Tell = Callable[[Summary], None]
"""Called when a batch is done or more is known of what there is to do."""


def make(
    paths: Iterable[str],
    out: Path,
    choices: Choices,
    crew: "Callable[[], Crew]",
    *,
    every: int = EVERY,
    tell: Tell | None = None,
) -> Summary:
    """Reads the files into the archive in `out`: what is there already is not read again. Raises InputError."""
    from panj.archive.gather import gather

    choices = replace(choices, options=replace(choices.options, offline=True, sieve=not choices.every_page))
    if not choices.every_page and (problem := sieve.missing("panj archive")):
        raise InputError(problem.message, problem.hint)
    folder, reader = Folder(out), pipeline.fingerprint()
    with folder.held():
        folder.begin(
            {"reader": reader, "text": choices.text, "all": choices.every_page, "options": repr(choices.options)}
        )
        run = _Run(folder, choices, reader, every, tell)
        run.go(paths, crew)
        done = sorted((b for b in run.plan.batches if b.id in run.finished), key=lambda b: b.place)
        for batch in done:
            run.summary.see(folder.counts(batch.id))
        gather(folder, [batch.id for batch in done])
        folder.tidy({batch.id for batch in run.plan.batches})
    return run.summary


class _Run:
    """One run over an archive."""

    def __init__(self, folder: Folder, choices: Choices, reader: str, every: int, tell: Tell | None) -> None:
        self.folder, self.choices, self.reader, self.every = folder, choices, reader, every
        self.tell = tell or (lambda summary: None)
        self.plan = Plan(folder.plan)
        self.summary = Summary()
        self.finished: set[str] = set()
        self.started = time.monotonic()

    def go(self, paths: Iterable[str], crew: "Callable[[], Crew]") -> None:
        from panj.archive.running import Call, run

        parts = list(self._find(paths))
        planned, fresh, self.summary.changed = self.plan.settle(parts)
        self.folder.tidy({batch.id for batch in self.plan.batches})
        self.finished = self.folder.finished()
        waiting: deque[Call] = deque()
        large = [part for part in fresh if part.size >= CUT_BYTES and stretches.can_be_cut(part.name)]
        apart = set(large)
        self.summary.total = sum(batch.bytes for batch in planned) + sum(part.size for part in fresh)
        waiting.extend(Call(cut, Cut(part, self.every, self.choices)) for part in large)
        for batch in grouped([part for part in fresh if part not in apart], self.every):
            self.plan.add((batch,))
            planned.append(batch)
        for batch in planned:
            self._wait(batch, waiting)
        self.tell(self.summary)
        if not waiting:
            return
        for outcome in run(crew(), waiting):
            self._see(outcome, waiting)
            self.summary.seconds = time.monotonic() - self.started
            self.tell(self.summary)

    def _find(self, paths: Iterable[str]) -> Iterator[Part]:
        for found in stretches.find(paths, settings.load(), self.choices.options):
            if isinstance(found, Problem):
                self.summary.unread.append(found)
                continue
            if found.path is None:
                continue
            state = found.path.stat()
            given = tuple(sorted(found.given.items()))
            yield Part(str(found.path), found.name, found.label, found.shown, given, state.st_size, state.st_mtime_ns)

    def _wait(self, batch: Batch, waiting: "deque[Any]") -> None:
        from panj.archive.running import Call

        if batch.id in self.finished:
            self.summary.known += 1
            self.summary.total -= batch.bytes
        else:
            waiting.append(Call(read_batch, Job(batch, str(self.folder.path), self.choices, self.reader)))

    def _see(self, outcome: Any, waiting: "deque[Any]") -> None:
        argument = outcome.call.argument
        if isinstance(argument, Cut):
            if outcome.error is not None:
                self.summary.unread.append(_unread(argument.part.shown, outcome.error))
                self.summary.total -= argument.part.size
                return
            self.plan.add(outcome.value)
            for batch in outcome.value:
                self._wait(batch, waiting)
            return
        batch = argument.batch
        if outcome.error is not None:
            self.summary.unread.append(_unread(batch.shown, outcome.error))
            self.summary.total -= batch.bytes
            return
        self.finished.add(batch.id)
        self.summary.read += 1
        self.summary.bytes += batch.bytes
        self.summary.documents += outcome.value


def _unread(name: str, error: BaseException) -> Problem:
    from concurrent.futures.process import BrokenProcessPool

    if isinstance(error, BrokenProcessPool) or type(error).__name__ == "KilledWorker":
        return Problem(name, "Reading it ended the process.", "Run again with more memory, or leave the file out.")
    if isinstance(error, Exception):
        return pipeline.problem_of(name, error)
    return Problem(name, "It was not read to its end.", "Run the same command again.")


def add(record: "Record", path: str, progress: Callable[[str], None] | None = None) -> "Iterator[Added | Problem]":
    """Puts the documents of an archive that hold claims into the record, with their claims. Raises InputError and
    RecordError."""
    folder = Folder(Path(path))
    reader = str(folder.settings["reader"])
    finished = folder.finished()
    for batch in sorted((b for b in Plan(folder.plan).batches if b.id in finished), key=lambda b: b.place):
        for stored in archive.read_stored(folder, batch.id):
            try:
                yield _put(record, stored, reader)
            except InputError as error:
                yield Problem(stored.document.label, error.message, error.hint)
            if progress:
                progress(stored.document.label)


def _put(record: "Record", stored: archive.Stored, reader: str) -> "Added":
    """A document of which the record has the whole text in that version keeps it."""
    from panj.record import Added

    document = stored.document
    known = record.base(document.id) if document.is_excerpt else None
    if known and known.version == stored.version:
        if reader != pipeline.fingerprint():
            return Added(known, "unchanged")
        document = replace(document, text=known.text, extractor=known.extractor)
    return record.add(document, reader, lambda _: stored.claims)
