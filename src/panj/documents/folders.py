"""Folders inside archives: what is listed in them, and what their metadata.csv files say."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from panj.documents import kinds, metadata
from panj.documents.extract import shown
from panj.model import Problem


class Tables:
    """The metadata.csv files of an archive."""

    def __init__(self, archive: str) -> None:
        self.archive = archive
        self._tables: dict[PurePosixPath, metadata.Table] = {}

    def add(self, name: str, data: bytes) -> None:
        self._tables[PurePosixPath(name).parent] = metadata.of_bytes(data, f"{self.archive}/{shown(name)}")

    @property
    def problems(self) -> list[Problem]:
        return [problem for table in self._tables.values() for problem in table.problems]

    def of(self, path: PurePosixPath) -> Mapping[str, str]:
        """What they say of a member: the nearest folder's first."""
        known: dict[str, str] = {}
        for folder in path.parents:
            if table := self._tables.get(folder):
                known = {**table.rows.get(path.relative_to(folder).as_posix(), {}), **known}
        return known


def is_listed(path: PurePosixPath) -> bool:
    """Whether a member is one of the reports: not hidden, not a system's own, no metadata.csv."""
    return path.name != metadata.NAME and not any(part.startswith((".", "__MACOSX")) for part in path.parts)


def label_of(path: PurePosixPath) -> str:
    """The path without the ending."""
    ending = kinds.ending(path.name, kinds.READABLE)
    return path.as_posix()[: -len(ending)] if ending and path.name != ending else path.as_posix()
