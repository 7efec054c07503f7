"""What reads a source, by the ending of its name. `kinds` gives an ending to what has none."""

from collections.abc import Callable, Iterator, Mapping

from panj.documents import feeds, gdelt, packed, pages, pdf, plain, rows, tables, warc
from panj.documents.extract import Extract, Link, Source
from panj.documents.options import Options
from panj.model import Problem
from panj.settings import Settings

Extractor = Callable[[Source, Settings, Options], Iterator[Extract | Source | Link | Problem]]
"""Gives reports, and sources and pages that hold more of them."""

EXTRACTORS: Mapping[str, Extractor] = {
    ".txt": plain.read,
    ".md": plain.read,
    ".html": pages.read,
    ".htm": pages.read,
    ".jsonl": rows.read,
    ".ndjson": rows.read,
    ".pdf": pdf.read,
    ".rss": feeds.read,
    ".atom": feeds.read,
    ".rdf": feeds.read,
    ".xml": feeds.read,
    ".warc": warc.read,
    ".warc.gz": warc.read,
    ".zip": packed.read_zip,
    ".tar": packed.read_tar,
    ".tar.gz": packed.read_tar,
    ".tgz": packed.read_tar,
    ".tar.bz2": packed.read_tar,
    ".gz": packed.read_gzip,
    ".gkg.csv": gdelt.read,
    ".gkg.csv.zip": gdelt.read,
    ".csv": tables.read,
    ".xlsx": tables.read,
}
