"""Paths to files: folders with all that is below them, globs, and what is wrong with what was named."""

import glob
import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePath

from panj.documents import kinds, metadata
from panj.documents.extract import Link, Source, of_file, opener_of, shown, storable
from panj.documents.options import Options
from panj.documents.reading import MEGABYTE, unopenable, unreadable
from panj.model import Problem, digest
from panj.settings import Settings

STDIN = "standard input"
WEB = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)


class Inputs:
    """Finds what stands behind paths: files, pages of the web, standard input."""

    def __init__(self, options: Options, settings: Settings) -> None:
        self.settings = settings
        self.endings = options.readable
        self._tables: dict[Path, metadata.Table] = {}
        self._seen: set[Path] = set()
        self._problems: list[Problem] = []

    def find(self, paths: Iterable[str]) -> Iterator[Source | Link | Problem]:
        """Sources in the order of the paths, those of a folder sorted; each file once."""
        for path in paths:
            yield from self._named(os.fspath(path))

    def _named(self, path: str) -> Iterator[Source | Link | Problem]:
        if WEB.match(path):
            yield Link(path, shown(path))
        elif path == "-":
            yield self._standard_input()
        elif "\0" in path or not path.strip():
            yield Problem(shown(path), "This is no path.", "Name a file or a folder.")
        elif Path(path).is_dir():
            yield from self._folder(Path(path), Path(path))
        elif os.path.lexists(path) or not glob.has_magic(path):
            named = Path(path)
            name = self._name(named)
            yield from self._file(named, named.parent, name) if name else (self._unknown(named),)
        else:
            yield from self._glob(path)

    def _standard_input(self) -> Source | Problem:
        data = sys.stdin.buffer.read(self.settings.max_file_bytes + 1)
        if len(data) > self.settings.max_file_bytes:
            most = f"{self.settings.max_file_bytes / MEGABYTE:,.0f} MB"
            return Problem(STDIN, f"It has more than {most}.", "Save it as a file and add that.")
        if not data:
            return Problem(STDIN, "Nothing came in.", "Send a report, as in: panj add - < report.txt")
        ending = kinds.of_text(data[: kinds.HEAD])
        address = "stdin" if ending == ".jsonl" else f"text:{digest(data.hex())}"
        return Source("stdin" + ending, "stdin", STDIN, address, opener_of(data))

    def _glob(self, pattern: str) -> Iterator[Source | Problem]:
        root = _fixed_prefix(pattern)
        try:
            matches = sorted(glob.iglob(pattern, recursive=True), key=_order)  # noqa: PTH207 (patterns may be absolute)
        except (re.error, RecursionError, OSError) as error:
            yield Problem(shown(pattern), f"The pattern cannot be used: {error}.", "Name the folder instead.")
            return
        readable = False
        for match in matches:
            if Path(match).is_dir():
                readable = True
                yield from self._folder(Path(match), root)
            elif self._is_readable(Path(match)):
                readable = True
                yield from self._file(Path(match), root)
        if not readable:
            yield Problem(shown(pattern), "No file that can be read matches.", f"Check the pattern. {kinds.READS}")

    def _folder(self, folder: Path, root: Path) -> Iterator[Source | Problem]:
        """All files below a folder, in the order of their paths. Hidden ones and links to folders are passed over."""
        stack, empty = [folder], True
        while stack:
            path = stack.pop()
            if path != folder and not path.is_dir():
                if self._is_readable(path):
                    empty = False
                    yield from self._file(path, root)
                continue
            try:
                with os.scandir(path) as entries:
                    names = [entry.name for entry in entries if _is_listed(entry)]
            except OSError as error:
                empty = False
                yield unreadable(shown(path), error)
                continue
            if problem := metadata.missing(self._table(path), path):
                yield problem
            stack.extend(path / name for name in sorted(names, reverse=True))
        yield from self._told()
        if empty:
            yield Problem(shown(folder), "The folder holds no file that can be read.", kinds.READS)

    def _file(self, path: Path, root: Path, name: str = "") -> Iterator[Source | Problem]:
        try:
            resolved = path.resolve()
        except (OSError, RuntimeError) as error:
            yield unreadable(shown(path), error)
            return
        if resolved in self._seen:
            return
        self._seen.add(resolved)
        known = self._known(path, root)
        yield from self._told()
        source = of_file(resolved, _label(path, root, self.endings), shown(path), known)
        yield replace(source, name=name or path.name)

    def _is_readable(self, path: Path) -> bool:
        """Whether a file that was not named, but lies in a folder, is one to read."""
        if not kinds.is_readable(path.name, self.endings) or path.name == metadata.NAME:
            return False
        return not (path.suffix.lower() in kinds.DOUBTFUL and kinds.is_passed_over(path.name, _head(path)))

    def _name(self, path: Path) -> str | None:
        """The name by which a file that was named is read: with an ending that its first bytes give, where its own
        is not known."""
        if kinds.ending(path.name, self.endings) in self.endings:
            return path.name
        found = kinds.of_bytes(_head(path))
        return path.name + found if found else None

    def _told(self) -> Iterator[Problem]:
        """The problems of the tables that were read since this was last asked."""
        problems, self._problems = self._problems, []
        yield from problems

    def _unknown(self, path: Path) -> Problem:
        if not path.exists():
            return Problem(shown(path), "There is no such file or folder.", "Check the path.")
        if path.suffix.lower() in kinds.TABLES:
            return Problem(shown(path), "Nothing says what its columns mean.", "Give --layout idu, dtm, odp or a file.")
        ending = shown(path.suffix) or "no ending"
        return Problem(shown(path), f"A file with {ending} cannot be read.", kinds.READS)

    def _table(self, folder: Path) -> metadata.Table:
        key = folder.resolve()
        if key not in self._tables:
            self._tables[key] = metadata.load(folder)
            self._problems += self._tables[key].problems
        return self._tables[key]

    def _known(self, path: Path, root: Path) -> Mapping[str, str]:
        """What metadata.csv files say of a file: the nearest folder's first, up to the folder that was named."""
        known: dict[str, str] = {}
        for folder in path.parents:
            below = path.relative_to(folder).as_posix()
            known = {**self._table(folder).rows.get(below, {}), **known}
            if folder == root or not folder.is_relative_to(root):
                break
        return known


def _is_listed(entry: "os.DirEntry[str]") -> bool:
    return not entry.name.startswith(".") and not (entry.is_symlink() and Path(entry).is_dir())


def _order(path: str) -> tuple[str, ...]:
    return PurePath(path).parts


def _fixed_prefix(pattern: str) -> Path:
    """The folder that a pattern starts with, before its first part with a wildcard."""
    fixed: list[str] = []
    for part in PurePath(pattern).parts:
        if glob.has_magic(part):
            break
        fixed.append(part)
    return Path(*fixed)


def _head(path: Path) -> bytes:
    """The first bytes of a file; none where it cannot be read or is no ordinary file."""
    if unopenable(path, ""):
        return b""
    try:
        with path.open("rb") as file:
            return file.read(kinds.HEAD)
    except OSError:
        return b""


def _label(path: Path, root: Path, endings: Collection[str]) -> str:
    below = (path.relative_to(root) if path.is_relative_to(root) else Path(path.name)).as_posix()
    ending = kinds.ending(path.name, endings)
    return storable(below[: -len(ending)] if ending and below != ending else below)
