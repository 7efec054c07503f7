"""`panj explain`: how a text was read, for whoever extends the grammar."""

import re
import sys
from pathlib import Path

from panj import pipeline
from panj.errors import InputError

NOTHING = "Nothing in it is a number, or tells what happened to people."
PATH = re.compile(r"\S{1,300}\.(?:txt|md|html?|jsonl|pdf)", re.IGNORECASE)
"""What is meant as a file, and is no sentence."""
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
    elif PATH.fullmatch(text):
        raise InputError(f"There is no file {text}", "check its path, or give a sentence in quotes")
    if not text.strip():
        raise InputError("There is nothing to explain", 'give a sentence: panj explain "About 350 people fled to X."')
    return pipeline.explain(pipeline.document_of(text, published=published)) or NOTHING
