"""Plain text and Markdown: the file's text as it is, with the block of `Key: value` lines that it may start with."""

from collections.abc import Iterator

from panj.documents import decoding, header
from panj.documents.extract import Extract, Source
from panj.documents.options import Options
from panj.documents.reading import whole
from panj.model import Problem
from panj.settings import Settings

EXTRACTOR = "text@1"


def read(source: Source, settings: Settings, _: Options) -> Iterator[Extract | Problem]:
    """The one report of a plain text file."""
    data = whole(source, settings.max_file_bytes)
    if isinstance(data, Problem):
        yield data
        return
    text = decoding.decode(data, source.shown)
    yield text if isinstance(text, Problem) else extract(text, data, source.shown, settings)


def extract(text: str, raw: bytes, shown: str, settings: Settings) -> Extract | Problem:
    """The extract of a text, or why it cannot be read."""
    found, start = header.read(text)
    if problem := unfit(text, start, shown, settings):
        return problem
    return Extract(text=text, raw=raw, extractor=EXTRACTOR, body_start=start, found=(("header", found),))


def unfit(text: str, start: int, shown: str, settings: Settings) -> Problem | None:
    """Why a text cannot be read: nothing in it, or too much."""
    if start >= len(text) or not text[start:].strip():
        return Problem(shown, "There is no text in it.", "Add a file that holds a report.")
    if len(text) > settings.max_text_chars:
        message = f"Its text has {len(text):,} characters; {settings.max_text_chars:,} is the limit."
        return Problem(shown, message, "Split it into its reports.")
    return None
