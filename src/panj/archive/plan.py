"""Which batches the files of an archive are read in: a line of JSON for each file that was cut or group of files.

A line is written whole before its batches are read. What a kill cuts off at the end of the file is planned again.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from panj.archive.batches import Batch, Part, from_json
from panj.archive.files import append, replaced


class Plan:
    """The plan of an archive, in its file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.units: list[tuple[Batch, ...]] = []
        """Batches that were planned together, from one file or group of files."""
        whole = 0
        data = path.read_bytes() if path.exists() else b""
        for line in data.splitlines(keepends=True):
            if not line.endswith(b"\n"):
                break
            whole += len(line)
            self.units.append(tuple(from_json(parts) for parts in json.loads(line)))
        if whole < len(data):
            os.truncate(path, whole)

    @property
    def batches(self) -> list[Batch]:
        return [batch for unit in self.units for batch in unit]

    def add(self, unit: tuple[Batch, ...]) -> None:
        """Plans batches; they are on disk when this returns."""
        self.units.append(unit)
        append(self.path, _line(unit))

    def settle(self, parts: Iterable[Part]) -> tuple[list[Batch], list[Part], int]:
        """The batches planned for these files, the files that no plan holds, and how many changed since they were
        planned. What was planned of files that changed is planned anew."""
        wanted = {part.path: part for part in parts}
        kept: list[tuple[Batch, ...]] = []
        changed: set[str] = set()
        for unit in self.units:
            stale = {p.path for b in unit for p in b.parts if p.path in wanted and not _same(p, wanted[p.path])}
            changed |= stale
            if not stale:
                kept.append(unit)
        if changed:
            self.units = kept
            replaced(self.path, b"".join(map(_line, kept)))
        planned = [batch for batch in self.batches if any(part.path in wanted for part in batch.parts)]
        known = {part.path for batch in planned for part in batch.parts}
        return planned, [part for path, part in wanted.items() if path not in known], len(changed)


def _same(one: Part, other: Part) -> bool:
    return (one.size, one.modified) == (other.size, other.modified)


def _line(unit: tuple[Batch, ...]) -> bytes:
    return json.dumps([batch.to_json() for batch in unit], separators=(",", ":")).encode() + b"\n"
