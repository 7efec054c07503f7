"""What is read at once: files and stretches of files, by path and offset."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from panj.model import digest

GROUP_BYTES = 32 * 1024 * 1024
"""Bytes of small files that are read at once."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or a stretch of it: the bytes from `start` to before `end` (None: to its end), before which stand `ahead`
    rows or records. `size` in bytes and `modified` in nanoseconds tell whether the file is still the one that was
    planned; `given` is what a metadata.csv says of it."""

    path: str
    name: str
    label: str
    shown: str
    given: tuple[tuple[str, str], ...]
    size: int
    modified: int
    start: int = 0
    end: int | None = None
    ahead: int = 0

    @property
    def bytes(self) -> int:
        return (self.size if self.end is None else self.end) - self.start


@dataclass(frozen=True, slots=True)
class Batch:
    """Parts that are read at once and stand in the archive together or not at all."""

    parts: tuple[Part, ...]

    @property
    def id(self) -> str:
        """From what it holds, so that the same part of the same file is the same batch."""
        return "b_" + digest(*((p.path, p.size, p.modified, p.start, p.end) for p in self.parts))

    @property
    def bytes(self) -> int:
        return sum(part.bytes for part in self.parts)

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands among the others."""
        return self.parts[0].path, self.parts[0].start

    @property
    def shown(self) -> str:
        """Its name for a person."""
        first = self.parts[0]
        if len(self.parts) > 1:
            return f"{first.shown} and {len(self.parts) - 1:,} more"
        return f"{first.shown}, bytes {first.start:,} to {first.start + first.bytes:,}"

    def to_json(self) -> list[dict[str, Any]]:
        return [asdict(part) for part in self.parts]


def from_json(parts: Sequence[dict[str, Any]]) -> Batch:
    """The batch that `to_json` wrote."""
    return Batch(tuple(Part(**{**p, "given": tuple((k, v) for k, v in p["given"])}) for p in parts))


def grouped(parts: Sequence[Part], every: int) -> list[Batch]:
    """Small files in batches of at most so many."""
    out: list[Batch] = []
    group: list[Part] = []
    for part in parts:
        if group and (len(group) >= every or sum(p.size for p in group) + part.size > GROUP_BYTES):
            out.append(Batch(tuple(group)))
            group = []
        group.append(part)
    return [*out, Batch(tuple(group))] if group else out
