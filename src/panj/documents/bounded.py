"""Streams that unfold: within an allowance, and failing in plain words."""

import io
import lzma
import zlib
from typing import IO

from panj.documents.extract import Allowance
from panj.documents.reading import MEGABYTE
from panj.settings import Settings

DAMAGED = (EOFError, zlib.error, lzma.LZMAError, ValueError, IndexError, OverflowError)
"""What the standard library raises for damaged archives, beside OSError."""


class TooMuch(OSError):
    """An archive unfolds to more than may be."""


def allowance_of(size: int, settings: Settings) -> Allowance:
    """What an archive of so many bytes may unfold to."""
    return Allowance(max(settings.max_unpacked_bytes, settings.max_unpacked_ratio * size), settings.max_archive_files)


class Bounded(io.RawIOBase):
    """Reads another stream; what it gives or passes over is taken from the allowance.

    Raises TooMuch beyond it and OSError for damage. `most` bytes can be asked for at once. `behind` is closed with it.
    """

    def __init__(self, inner: IO[bytes], allowance: Allowance, most: int, behind: IO[bytes] | None = None) -> None:
        super().__init__()
        self.inner, self.allowance, self.most, self.behind = inner, allowance, most, behind
        self.furthest = 0
        self.position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self.inner.seekable()

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self.read(min(len(buffer), self.most))
        buffer[: len(data)] = data
        return len(data)

    def read(self, size: int = -1) -> bytes:
        if size < 0 or size > self.most:
            raise TooMuch(None, f"it asks for more than {self.most / MEGABYTE:,.0f} MB at once")
        try:
            data = self.inner.read(size)
        except DAMAGED as error:
            raise OSError(None, f"it is damaged: {_words(error)}") from error
        self._move(self.position + len(data))
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        target = offset if whence == 0 else self.position + offset
        self._check(target)
        try:
            reached = self.inner.seek(target)
        except DAMAGED as error:
            raise OSError(None, f"it is damaged: {_words(error)}") from error
        self._move(reached)
        return reached

    def tell(self) -> int:
        return self.position

    def close(self) -> None:
        if not self.closed:
            self.inner.close()
            if self.behind:
                self.behind.close()
        super().close()

    def _check(self, target: int) -> None:
        if target - self.furthest > self.allowance.bytes:
            raise TooMuch(None, "it unfolds to more than its size allows: this looks like an archive bomb")

    def _move(self, target: int) -> None:
        self._check(target)
        if target > self.furthest:
            self.allowance.bytes -= target - self.furthest
            self.furthest = target
        self.position = target


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__
