"""Text from outside made harmless to look at: control characters never reach a terminal or a page."""

import re
from urllib.parse import urlsplit

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")
_UNSAFE_ID = re.compile(r"[^A-Za-z0-9_-]")


def same_length(text: str) -> str:
    """The text with U+FFFD for each control character but tab and line breaks; every offset stays what it was."""
    return _CONTROL.sub(lambda match: "\n" if match[0] == "\r" else "\ufffd", text)


def one_line(text: str | None) -> str:
    """The text on one line, without control characters."""
    return _SPACE.sub(" ", _CONTROL.sub(" ", text or "")).strip()


def for_terminal(text: str | None) -> str:
    """`one_line` without marks that turn the direction of writing, which a terminal would carry into other columns."""
    return _DIRECTION.sub("", one_line(text))


def anchor(identity: str) -> str:
    """The identity as an id of an HTML element."""
    return _UNSAFE_ID.sub("_", identity)[:80] or "_"


def web_address(url: str | None) -> str | None:
    """The address where it is an http or https one, which alone may become a link."""
    cleaned = one_line(url)
    try:
        parts = urlsplit(cleaned)
    except ValueError:
        return None
    return cleaned if parts.scheme in ("http", "https") and parts.netloc else None
