"""Gzip in members, as WARC files have it: a broken member is passed over, and the next one is read."""

import zlib
from typing import IO

MEMBER = b"\x1f\x8b\x08"
CHUNK = 1 << 16


class Gunzip:
    """The bytes of all members, one after another. Memory is bounded whatever the members unfold to."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.raw = b""
        self.unpacker = zlib.decompressobj(31)
        self.broken = 0
        """Members that broke off so far."""
        self._started = False

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; none at the end."""
        while True:
            if not self.raw:
                self.raw = self.file.read(CHUNK)
                if not self.raw:
                    self.broken += self._started
                    self._started = False
                    return b""
            if not self._started and not self._find_member():
                continue
            try:
                found = self.unpacker.decompress(self.raw, size)
            except zlib.error:
                self.broken += 1
                self._started = False
                self.raw = self.raw[1:]
                continue
            self.raw = self.unpacker.unconsumed_tail
            if self.unpacker.eof:
                self.raw = self.unpacker.unused_data
                self._started = False
            if found:
                return found

    def _find_member(self) -> bool:
        """Moves to the start of the next member; false where more must be read first."""
        while len(self.raw) < len(MEMBER) and (more := self.file.read(CHUNK)):
            self.raw += more
        at = self.raw.find(MEMBER)
        if at < 0:
            self.raw = b""
            return False
        self.raw = self.raw[at:]
        self.unpacker = zlib.decompressobj(31)
        self._started = True
        return True
