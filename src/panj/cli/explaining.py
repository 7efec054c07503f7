"""`panj explain`: how a text was read, for whoever extends the grammar."""

import sys
from pathlib import Path

from panj import pipeline
from panj.errors import InputError

LONGEST = 200_000
"""Characters that are explained at once; the lines are about ten times as long as the text."""


def explain(text: str, published: str | None) -> str:
    """The reading of a text, of the file that it names, or of standard input (`-`). Raises InputError."""
    if text == "-":
        text = sys.stdin.read(LONGEST)
    elif len(text) < 1000 and "\n" not in text and Path(text).is_file():
        try:
            text = Path(text).read_text("utf8")[:LONGEST]
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{text} cannot be read: {error}", "give a text file in UTF-8") from error
    if not text.strip():
        raise InputError("There is nothing to explain", 'give a sentence: panj explain "About 350 people fled to X."')
    return pipeline.explain(pipeline.document_of(text, published=published))
