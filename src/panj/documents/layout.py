"""The lines of a text, and how a line is built."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LINE = re.compile(r"[^\r\n]+")
TERMINATED = re.compile(r"[.!?…。؟۔][\"'”’»)\]\d¹²³]{0,4}\s*\Z")
FULL_STOP = re.compile(r"(?<![A-Z]\.[A-Z])[.…。۔][\"'”’»)\]]{0,3}\s*\Z")
"""The end of a sentence that a headline does not have: headlines ask and shout, and end with U.S., but have no stop."""
SENTENCE_BREAK = re.compile(
    r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][\"'”’»)]{0,2}\s+[\"'“‘«(]?[^\W\d_a-z]"
)
BULLET = re.compile(
    r"\s{0,8}(?:[•●▪■◆◦○·∙‣›➢➤►▶→»☐✓*>¹²³]|[-–—](?=[ \xa0])|[-–—¿](?=[¿\"“«A-Z])|\(?\d{1,2}[.)](?=[ \xa0])"
    r"|[A-Za-z][.):](?=[ \xa0]))"
)
"""The start of an item of a list, or of a turn in a conversation ("Q: …", "— …")."""
HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+")
RULE = re.compile(r"\s*(?:=+|-{2,}|\*{2,}|_{2,})\s*\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it: [start, end) without its newline and the blanks at its ends."""

    start: int
    end: int
    text: str
    after_blank: bool
    """Whether an empty line, or nothing, stands before it."""

    @property
    def terminated(self) -> bool:
        return TERMINATED.search(self.text) is not None

    @property
    def has_full_stop(self) -> bool:
        return FULL_STOP.search(self.text) is not None

    @property
    def is_bullet(self) -> bool:
        return BULLET.match(self.text) is not None

    @property
    def is_heading(self) -> bool:
        """A heading of Markdown."""
        return HEADING.match(self.text) is not None


def lines(text: str, start: int = 0) -> Iterator[Line]:
    """The lines of the text from `start` on that are not blank, in order."""
    before = start
    for match in LINE.finditer(text, start):
        content = match[0]
        stripped = content.strip()
        if not stripped:
            continue
        at = match.start() + len(content) - len(content.lstrip())
        gap = text[before : match.start()]
        after_blank = before == start or gap.count("\n") > 1 or gap.count("\r") > 1
        yield Line(at, at + len(stripped), stripped, after_blank)
        before = match.end()


def line_around(text: str, position: int, floor: int = 0) -> tuple[int, int]:
    """The bounds of the line that holds the position, not before `floor`."""
    start = max(text.rfind("\n", floor, position), text.rfind("\r", floor, position), floor - 1) + 1
    end = LINE.match(text, position)
    return start, end.end() if end else position
