"""The folder of an archive: what it was begun with, its finished batches, and who writes in it.

archive.json             the settings that all batches share
plan                     which batches the files are read in
batches/b_…/             a finished batch: documents, claims and what was skipped, as Parquet, and its counts
documents/month=2021-07/ all finished batches by month of publication, made of them at the end of a run
claims/month=2021-07/
skipped/
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from panj.archive.files import replaced
from panj.errors import InputError

FORMAT = 1
NAME = "archive.json"
OTHER = "give another folder with --out, or the same settings"
SAID = {
    "reader": "read by another Panj, or with other word lists or another gazetteer",
    "text": "made {was} --text, and this is {now}",
    "all": "made {was} --all, and this is {now}",
    "options": "made with another --map or --layout",
}


def is_archive(path: str) -> bool:
    """Whether a path is the folder of an archive."""
    return (Path(path) / NAME).is_file()


class Folder:
    """The folder of an archive that is being made or read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.batches = path / "batches"
        self.plan = path / "plan"

    @property
    def settings(self) -> Mapping[str, Any]:
        """What it was begun with. Raises InputError."""
        try:
            found = json.loads((self.path / NAME).read_bytes())
            number = found["format"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(f"{self.path} is no archive of Panj's: {NAME} cannot be read") from error
        if number != FORMAT:
            raise InputError(f"{self.path} was made by a newer Panj", "upgrade Panj")
        return dict(found)

    def begin(self, settings: Mapping[str, Any]) -> None:
        """Makes the folder, or checks that it was begun with the same settings. Raises InputError."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if not is_archive(str(self.path)):
                if any(
                    entry.name not in (".lock",) and not entry.name.startswith(f".{NAME}")
                    for entry in self.path.iterdir()
                ):
                    raise InputError(f"{self.path} holds something else", "name a new or empty folder with --out")
                replaced(self.path / NAME, json.dumps({"format": FORMAT, **settings}, sort_keys=True).encode())
            self.batches.mkdir(exist_ok=True)
        except OSError as error:
            raise InputError(f"{self.path} cannot be written: {error.strerror}", "name another folder") from error
        known = self.settings
        for name, words in SAID.items():
            if known.get(name) != settings[name]:
                was, now = ("with" if value else "without" for value in (known.get(name), settings[name]))
                raise InputError(f"The archive {self.path} was {words.format(was=was, now=now)}", OTHER)

    @contextmanager
    def held(self) -> Iterator[None]:
        """While this process alone makes the archive. Raises InputError where another does."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock = (self.path / ".lock").open("w")
        except OSError as error:
            raise InputError(f"{self.path} cannot be written: {error.strerror}", "name another folder") from error
        with lock as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise InputError(f"Another panj archive writes in {self.path}", "wait until it has ended") from error
            yield

    def place(self, batch: str) -> Path:
        """Where a finished batch stands."""
        return self.batches / batch

    def fresh(self, batch: str) -> Path:
        """A folder of one's own for a batch that is being read."""
        path = self.batches / f".{batch}.{os.uname().nodename}.{os.getpid()}"
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)
        return path

    def finished(self) -> set[str]:
        """The batches that are there."""
        return {entry.name for entry in os.scandir(self.batches) if not entry.name.startswith(".")}

    def tidy(self, planned: set[str]) -> None:
        """Removes what a kill left behind, and batches that no plan holds any more."""
        for entry in os.scandir(self.batches):
            if entry.name not in planned:
                shutil.rmtree(entry.path, ignore_errors=True)

    def counts(self, batch: str) -> dict[str, Any]:
        """What a finished batch counted. Raises InputError."""
        try:
            return dict(json.loads((self.place(batch) / "batch.json").read_bytes()))
        except (OSError, ValueError, TypeError) as error:
            raise InputError(f"{self.place(batch)} is damaged", "remove it and run panj archive again") from error
