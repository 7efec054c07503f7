"""What reads the batches of an archive.

`cut` and `read_batch` run in other processes, on other machines: what they take and give is small, and names files by
their paths.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from panj import pipeline, settings
from panj.archive import Batch, Folder, Part
from panj.documents import Options, sieve, stretches
from panj.errors import InputError
from panj.model import Claim, Document, Problem, Span

if TYPE_CHECKING:
    from panj.archive.tables import Read

LISTED: Final = 1_000
"""Reasons for skipping that the counts of a batch tell apart."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What all batches of an archive share: `text` keeps the texts, `every_page` reads each page in full; `options` is
    what the user says of the inputs."""

    text: bool = False
    every_page: bool = False
    options: Options = field(default_factory=Options)


@dataclass(frozen=True, slots=True)
class Job:
    """A batch to read into the archive in `folder`, by the reader of this fingerprint."""

    batch: Batch
    folder: str
    choices: Choices
    reader: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A file to divide into batches of about so many documents."""

    part: Part
    every: int
    choices: Choices


def cut(job: Cut) -> tuple[Batch, ...]:
    """The batches of a file. Raises OSError."""
    part = job.part
    _check(part)
    source = stretches.file_of(part.path, part.name, part.label, part.shown, dict(part.given))
    found = [(0, 0), *stretches.cuts(source, settings.load(), job.every)]
    ends = [offset for offset, _ in found[1:]] + [None]
    return tuple(
        Batch((replace(part, start=start, end=end, ahead=ahead),))
        for (start, ahead), end in zip(found, ends, strict=True)
    )


def read_batch(job: Job) -> int:
    """Reads a batch into its folder, whole or not at all; how many documents it has. Raises InputError."""
    from panj.archive.files import moved, replaced

    if pipeline.fingerprint() != job.reader:
        raise InputError("A worker runs another Panj than this one", "install the same version on every machine")
    folder = Folder(Path(job.folder))
    if folder.place(job.batch.id).exists():
        return int(folder.counts(job.batch.id)["documents"])
    fresh = folder.fresh(job.batch.id)
    counts = _write(job, fresh)
    replaced(fresh / "batch.json", counts)
    moved(fresh, folder.place(job.batch.id))
    return int(folder.counts(job.batch.id)["documents"])


def _write(job: Job, fresh: Path) -> bytes:
    """Writes the tables of a batch; its counts as JSON."""
    import json

    from panj.archive.tables import Writer

    counts: Counter[str] = Counter()
    skipped: dict[str, list[Any]] = {}
    number = 0
    with Writer(fresh, text=job.choices.text) as writer:
        for part in job.batch.parts:
            for read in _read(part, job.choices):
                if isinstance(read, Problem):
                    writer.skip(read, part.path)
                    one = skipped.setdefault(_reason(read) if len(skipped) < LISTED else "…", [0, read.address])
                    one[0] += 1
                    continue
                writer.add(read, part.path)
                number += 1
                counts[read.fate] += 1
                counts["claims"] += len(read.claims)
                counts["undated"] += read.document.published is None
    return json.dumps({"documents": number, "counts": counts, "skipped": skipped, "peak": _peak()}).encode()


def _peak() -> int:
    """The most memory that this process had, in bytes."""
    import resource
    import sys

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _reason(problem: Problem) -> str:
    """What problems of one sort have in common."""
    import re

    return re.sub(r"\d[\d,.]*|\"[^\"]{0,200}\"|\([^()]{0,200}\)", "…", problem.message)[:200]


def _read(part: Part, choices: Choices) -> "Iterator[Read | Problem]":
    """The documents of a part as they are kept, and what cannot be read."""
    _check(part)
    stretch = (part.start, part.end, part.ahead)
    source = stretches.file_of(part.path, part.name, part.label, part.shown, dict(part.given), stretch)
    for found in stretches.read(source, settings.load(), choices.options):
        if isinstance(found, Problem):
            yield found
        else:
            yield from read_one(replace(found, raw=b""), choices)


def read_one(document: Document, choices: Choices) -> "Iterator[Read | Problem]":
    """The document with its claims, or with what became of it."""
    from panj.archive.tables import Read
    from panj.claims import table_rows

    if not pipeline.reads(document):
        yield Read(document, "unread language")
        return
    if not (choices.every_page or table_rows.is_row(document)) and (
        sieve.took(document) or not sieve.tells(document.text, document.language)
    ):
        yield Read(document, "passed over")
        return
    try:
        claims = pipeline.read_document(document)
        yield Read(document, "read", claims, _kept(document, claims))
    except Exception as error:
        yield pipeline.problem_of(document.label, error)
        yield Read(document, "failed")


def _kept(document: Document, claims: Iterable[Claim]) -> list[Span]:
    """The headline and the sentences that hold evidence of claims."""
    from panj.claims import table_rows
    from panj.language import sentences
    from panj.lexicon import language_of

    evidence = sorted({e.span for claim in claims for e in claim.evidence})
    if not evidence:
        return []
    if table_rows.is_row(document):
        return [Span(0, len(document.text))]
    found = [Span(s.start, s.end) for s in sentences.split(document.text, language_of(document.language))]
    wanted = [*evidence, *(Span(s.start, s.end) for s in document.sections if s.kind == "headline")]
    wanted += [s for s in found if any(s.overlaps(e) for e in evidence)]
    out: list[Span] = []
    for span in sorted(wanted):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def _check(part: Part) -> None:
    """Raises InputError where the file is not the one that was planned."""
    try:
        state = Path(part.path).stat()
    except OSError as error:
        raise InputError(f"{part.shown} cannot be read: {error.strerror}", "run the same command again") from error
    if (state.st_size, state.st_mtime_ns) != (part.size, part.modified):
        raise InputError(f"{part.shown} changed while it was read", "run the same command again")
