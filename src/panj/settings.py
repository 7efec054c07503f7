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
    pcodes: Path = Path("pcodes")
    """Folder of the P-codes that the user gave, one file for each country (PANJ_PCODES)."""
    max_file_bytes: int = 64 * 1024 * 1024
    """A larger file is refused by name: no report is that long, and one file must not fill the memory."""
    max_text_chars: int = 2_000_000
    """A longer text is refused by name: reading is linear, but a report of a million words is a mistake."""
    max_archive_depth: int = 3
    """Archives within archives: a folder of days that are folders of feeds has two; a quine has no end."""
    max_archive_files: int = 200_000
    """Files in one archive: a year of a national outlet has 50,000 pages."""
    max_unpacked_bytes: int = 256 * 1024 * 1024
    """What any archive may unfold to, however small it is."""
    max_unpacked_ratio: int = 100
    """What a large archive may unfold to, in times its size: pages of text shrink to a fifth or a tenth, a log to a
    fiftieth, and only bombs to a thousandth."""
    max_pdf_pages: int = 1_000
    """Pages of a PDF; the longest situation reports and annual reports have 300."""
    max_pdf_seconds: float = 60.0
    """Time that a PDF may take in its own process: 1,000 pages take about 10 s; a hostile page may take for ever."""
    max_pdf_memory: int = 1024 * 1024 * 1024
    """Memory of that process in bytes, where the system can hold it to that."""
    max_feed_bytes: int = 8 * 1024 * 1024
    """A larger feed is refused: feeds have 0.01 to 2 MB, and 8 MB of broken ones take half a minute."""
    max_feed_entries: int = 2_000
    """Entries of one feed that are read; the rest is named. Feeds have 10 to 200."""
    max_links: int = 20_000
    """Pages that one list may name; a quarter of an hour of GDELT's has about 2,000."""
    max_table_rows: int = 200_000
    """Rows of one table."""
    max_body_bytes: int = 32 * 1024 * 1024
    """What one answer of a server may hold, packed or unpacked: pages have 2 MB at the most, reports in PDF 30 MB."""
    fetch_seconds: float = 60.0
    """Time for one answer from its first byte to its last: a slow drip is cut off."""
    connect_seconds: float = 15.0
    """Time for a server to take the call, with the TLS handshake."""
    host_delay: float = 1.0
    """Seconds between two requests to one host, unless its robots.txt asks for more."""
    max_host_delay: float = 30.0
    """The most of what a robots.txt may ask for, in seconds."""
    fetch_patience: float = 60.0
    """The longest that a server that is busy is waited for, in seconds; it is asked three times at the most."""
    contact: str = ""
    """An address that servers are told, so that their keepers can write (PANJ_CONTACT)."""


def load() -> Settings:
    """The settings of this process, from the environment and the defaults."""
    own = os.environ.get("PANJ_GAZETTEER")
    codes = os.environ.get("PANJ_PCODES")
    return Settings(
        record=os.environ.get("PANJ_RECORD", "panj.db"),
        cache=_cache(),
        gazetteer=Path(own) if own else None,
        pcodes=Path(codes) if codes else _cache() / "pcodes",
        contact=os.environ.get("PANJ_CONTACT", ""),
    )
