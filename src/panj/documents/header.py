"""The block of `Key: value` lines that plain text may start with."""

import re

KEYS = {
    "url": "url",
    "link": "url",
    "published": "published",
    "date": "published",
    "outlet": "publisher",
    "publisher": "publisher",
    "title": "title",
    "headline": "title",
    "language": "language",
    "lang": "language",
}
"""The keys that are known, in lower case, and what they give."""
PASSED_OVER = frozenset(
    {
        "author", "authors", "byline", "categories", "category", "copyright", "country", "crawled", "description",
        "fetched", "id", "image", "keywords", "location", "retrieved", "section", "site", "source", "tags", "type",
        "updated",
    }
)  # fmt: skip
"""Keys that a block may also hold; they say nothing that a document keeps."""
LINE = re.compile(r"([A-Za-z][A-Za-z _-]{0,30}):[ \t]*([^\r\n]{0,4000})(?:\r\n|\n|\r|\Z)")
FENCE = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
"""Front matter of Markdown stands between two such lines."""
BLANK = re.compile(r"\s*")


def read(text: str) -> tuple[dict[str, str], int]:
    """What the block says, by field, and the offset at which the report behind it begins.

    The block starts with a line of a known key and ends at the first line that is none. Without a block the report
    begins at its first visible character.
    """
    found: dict[str, str] = {}
    position = _after_blank(text, 0)
    fence = FENCE.match(text, position)
    at = fence.end() if fence else position
    while line := LINE.match(text, at):
        key = line[1].strip().lower()
        if key not in KEYS and not fence and not (found and key in PASSED_OVER):
            break
        if key in KEYS and KEYS[key] not in found:
            found[KEYS[key]] = line[2].strip().strip("\"'") if fence else line[2].strip()
        at = line.end()
        if at == len(text):
            break
    if not found:
        return {}, position
    if fence and (closing := FENCE.match(text, at)):
        at = closing.end()
    return {key: value for key, value in found.items() if value}, _after_blank(text, at)


def _after_blank(text: str, position: int) -> int:
    blank = BLANK.match(text, position)
    return blank.end() if blank else position
