"""Gzip in members, as WARC files have it: a broken member is passed over, and the next one is read."""

import zlib
from collections import deque
from typing import IO

MEMBER = b"\x1f\x8b\x08"
CHUNK = 1 << 16


class Gunzip:
    """The bytes of all members, one after another. Memory is bounded whatever the members unfold to.

    `starts`, where it is given, gets where members start: in the bytes that were given out, and in the file. Whoever
    gives it takes them off.
    """

    def __init__(self, file: IO[bytes], starts: deque[tuple[int, int]] | None = None) -> None:
        self.file, self.starts = file, starts
        self.raw = b""
        self.unpacker = zlib.decompressobj(31)
        self.broken = 0
        """Members that broke off so far."""
        self._started = False
        self._given = self._taken = 0

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; none at the end."""
        while True:
            if not self.raw:
                self._more()
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
                self._given += len(found)
                return found

    def _find_member(self) -> bool:
        """Moves to the start of the next member; false where more must be read first."""
        while len(self.raw) < len(MEMBER) and self._more():
            pass
        at = self.raw.find(MEMBER)
        if at < 0:
            self.raw = b""
            return False
        self.raw = self.raw[at:]
        if self.starts is not None:
            self.starts.append((self._given, self._taken - len(self.raw)))
        self.unpacker = zlib.decompressobj(31)
        self._started = True
        return True

    def _more(self) -> bool:
        """Reads on in the file; false at its end."""
        more = self.file.read(CHUNK)
        self._taken += len(more)
        self.raw += more
        return bool(more)
