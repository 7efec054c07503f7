"""Paths to files: folders with all that is below them, globs, and what is wrong with what was named."""

import glob
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePath

from panj.documents import metadata
from panj.documents.extract import Source, of_file, shown, storable
from panj.documents.reading import unreadable
from panj.model import Problem

WEB = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)


class Inputs:
    """Finds the files behind paths. `endings` are those that can be read, in lower case with their dot."""

    def __init__(self, endings: Collection[str]) -> None:
        self.endings = endings
        self._tables: dict[Path, metadata.Table] = {}
        self._seen: set[Path] = set()
        self._problems: list[Problem] = []

    def find(self, paths: Iterable[str]) -> Iterator[Source | Problem]:
        """Files in the order of the paths, those of a folder sorted; each file once."""
        for path in paths:
            yield from self._named(os.fspath(path))

    def _named(self, path: str) -> Iterator[Source | Problem]:
        if WEB.match(path):
            yield Problem(shown(path), "Addresses on the web cannot be read.", "Save the page and add the file.")
        elif "\0" in path or not path.strip():
            yield Problem(shown(path), "This is no path.", "Name a file or a folder.")
        elif Path(path).is_dir():
            yield from self._folder(Path(path), Path(path))
        elif os.path.lexists(path) or not glob.has_magic(path):
            named = Path(path)
            yield from self._file(named, named.parent) if self._is_readable(named) else (self._unknown(named),)
        else:
            yield from self._glob(path)

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
            yield Problem(shown(pattern), f"No {self._kinds()} file matches.", "Check the pattern.")

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
            yield Problem(shown(folder), f"The folder holds no {self._kinds()} file.", "Name another folder.")

    def _file(self, path: Path, root: Path) -> Iterator[Source | Problem]:
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
        yield of_file(resolved, _label(path, root), shown(path), known)

    def _is_readable(self, path: Path) -> bool:
        return path.suffix.lower() in self.endings

    def _told(self) -> Iterator[Problem]:
        """The problems of the tables that were read since this was last asked."""
        problems, self._problems = self._problems, []
        yield from problems

    def _unknown(self, path: Path) -> Problem:
        if not path.exists():
            return Problem(shown(path), "There is no such file or folder.", "Check the path.")
        ending = shown(path.suffix) or "no ending"
        return Problem(shown(path), f"A file with {ending} cannot be read.", f"Save it as one of {self._kinds()}.")

    def _kinds(self) -> str:
        *first, last = sorted(self.endings)
        return ", ".join(first) + f" or {last}"

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


def _label(path: Path, root: Path) -> str:
    below = path.relative_to(root) if path.is_relative_to(root) else Path(path.name)
    return storable(below.with_suffix("").as_posix())
