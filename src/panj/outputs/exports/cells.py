"""Text from reports in spreadsheets: made harmless to programs that take a cell for a formula."""

from panj.outputs.clean import same_length
from panj.outputs.exports.rows import Cell

MAX_CELL = 32_000
"""Characters of a cell; a spreadsheet holds 32,767."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""What may make a cell of a CSV file a formula or a command, after the OWASP page on CSV injection."""


def plain(text: str) -> str:
    """The text without control characters, as long as a cell can hold."""
    shown = same_length(text)
    return shown if len(shown) <= MAX_CELL else shown[: MAX_CELL - 1] + "…"


def for_csv(value: Cell) -> str:
    """A cell of a CSV file; text that a program could take for a formula has an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, int):
        return str(value)
    text = plain(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
