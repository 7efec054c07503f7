"""One place for what a user can set: the record, the cache folder, limits. Environment variables start with PANJ_."""

import os
from dataclasses import dataclass
from pathlib import Path


def _cache() -> Path:
    base = os.environ.get("PANJ_CACHE")
    if base:
        return Path(base)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "panj"


@dataclass(frozen=True, slots=True)
class Settings:
    """`record`: path of the record; `cache`: where the gazetteer unpacks; `gazetteer`: another one that the user built;
    limits in bytes and characters."""

    record: str
    cache: Path
    gazetteer: Path | None = None
    max_file_bytes: int = 64 * 1024 * 1024
    """A larger file is refused by name: no report is that long, and one file must not fill the memory."""
    max_text_chars: int = 2_000_000
    """A longer text is refused by name: reading is linear, but a report of a million words is a mistake."""


def load() -> Settings:
    """The settings of this process, from the environment and the defaults."""
    own = os.environ.get("PANJ_GAZETTEER")
    return Settings(
        record=os.environ.get("PANJ_RECORD", "panj.db"), cache=_cache(), gazetteer=Path(own) if own else None
    )
