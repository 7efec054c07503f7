"""Files found and read in stretches, for who divides a large archive among many readers."""

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, cast

from panj.documents import kinds, rows, warc
from panj.documents.extract import Source, of_file
from panj.documents.inputs import Inputs
from panj.documents.intake import Intake
from panj.documents.options import Options
from panj.documents.reading import unopenable
from panj.model import Document, Problem
from panj.settings import Settings

CUTTERS = {".jsonl": rows.cuts, ".ndjson": rows.cuts, ".warc": warc.cuts, ".warc.gz": warc.cuts}
"""What finds where a file of a kind can be cut; files of other kinds are read whole."""


class Stretch(io.RawIOBase):
    """The bytes of a file from `start` to before `end` (None: to its end), as a file of its own."""

    def __init__(self, file: IO[bytes], start: int, end: int | None) -> None:
        super().__init__()
        self.file, self.start = file, start
        self.end = file.seek(0, io.SEEK_END) if end is None else end
        file.seek(start)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        left = max(0, self.end - self.file.tell())
        data = self.file.read(min(len(buffer), left))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: self.start, io.SEEK_CUR: self.file.tell(), io.SEEK_END: self.end}[whence]
        return self.file.seek(base + offset) - self.start

    def tell(self) -> int:
        return self.file.tell() - self.start

    def close(self) -> None:
        if not self.closed:
            self.file.close()
        super().close()


def find(paths: Iterable[str], settings: Settings, options: Options) -> Iterator[Source | Problem]:
    """The files behind files, folders and globs, each once, in order. Web addresses and standard input are refused."""
    for found in Inputs(options, settings).find(path for path in paths if path != "-"):
        if isinstance(found, Source | Problem):
            yield found
        else:
            yield Problem(found.shown, "An archive is made of files.", "Save it as a file, or read it with panj add.")


def file_of(
    path: str,
    name: str,
    label: str,
    shown: str,
    given: Mapping[str, str],
    stretch: tuple[int, int | None, int] = (0, None, 0),
) -> Source:
    """A file as `find` found it, or a stretch of it: from which byte, to before which one (None: its end), and how many
    rows or records stand before."""
    start, end, ahead = stretch
    whole = replace(of_file(Path(path), label, shown, given), name=name)
    if (start, end) == (0, None):
        return whole

    def opener() -> IO[bytes]:
        return cast(IO[bytes], io.BufferedReader(Stretch(Path(path).open("rb"), start, end)))

    return replace(whole, opener=opener, ahead=ahead)


def can_be_cut(name: str) -> bool:
    """Whether a file of this name can be read in stretches."""
    return kinds.ending(name, kinds.READABLE) in CUTTERS


def cuts(source: Source, settings: Settings, every: int) -> list[tuple[int, int]]:
    """Where the file is best cut so that a stretch holds about so many documents: offsets, with the number of rows or
    records before each. None for what must be read whole. Raises OSError."""
    found = CUTTERS.get(kinds.ending(source.name, kinds.READABLE))
    if found is None or (source.path and unopenable(source.path, source.shown)):
        return []
    return list(found(source, settings, every))


def read(source: Source, settings: Settings, options: Options) -> Iterator[Document | Problem]:
    """The documents of a file or a stretch of one."""
    return Intake({}, settings, options).follow(source)
