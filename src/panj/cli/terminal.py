"""What reaches the terminal: JSON lines and tables on standard output, notes and problems on standard error."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from panj.model import Document, Problem

if TYPE_CHECKING:
    from rich.console import RenderableType

    from panj.pipeline import Progress

WIDTH = 80
"""Columns of a table where the terminal does not say how wide it is."""
NO_DATE = (
    '{names} no date of publication, so words like "yesterday" and dates without a year stay open. '
    "Give it with --published 2021-09-13, or in a metadata.csv beside the files (file,published,publisher)"
)


def say(message: str) -> None:
    """One line on standard error. Control characters of outside text are shown as spaces."""
    print("panj: " + "".join(c if c.isprintable() else " " for c in message), file=sys.stderr)


def problem(found: Problem) -> None:
    say(f"{found.address}: {sentences(found.message, found.hint)}")


def sentences(message: str, hint: str) -> str:
    """What went wrong, and what to do about it."""
    parts = (part.strip().rstrip(".") for part in (message, hint))
    return " ".join(f"{_opened(part)}." for part in parts if part)


def _opened(part: str) -> str:
    """With a capital at its start, unless a name of a file, or what was typed on the command line, stands there."""
    first = part.split()[0].rstrip(":,")
    return part[0].upper() + part[1:] if first.isalpha() and first not in sys.argv else part


@contextmanager
def _pipe() -> Iterator[None]:
    """Ends the command quietly when the reader of our output had enough: that is no error."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def json_line(value: Any) -> None:
    """One JSON object on a line of its own, in UTF-8 whatever the terminal's encoding is."""
    line = json.dumps(value, ensure_ascii=False)
    try:
        data = line.encode()
    except UnicodeEncodeError:
        data = json.dumps(value).encode()
    with _pipe():
        sys.stdout.flush()
        sys.stdout.buffer.write(data + b"\n")


def flush() -> None:
    """Empties both layers of standard output, so that a closed pipe is noticed here and not at exit."""
    with _pipe():
        sys.stdout.flush()
        sys.stdout.buffer.flush()


def show(thing: "RenderableType") -> None:
    """A table or text on standard output; markup in it is text."""
    from rich.console import Console

    with _pipe():
        Console(markup=False, highlight=False, emoji=False, width=width(), file=sys.stdout).print(thing)
        sys.stdout.flush()


def width() -> int:
    """Columns: the terminal's, 80 where there is none."""
    import shutil

    return shutil.get_terminal_size((WIDTH, 24)).columns if sys.stdout.isatty() else WIDTH


@contextmanager
def progress(what: str) -> Iterator["Progress | None"]:
    """A line on standard error that says how far it is, where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.text import Text

    done = 0
    with Console(stderr=True).status(Text(what)) as status:

        def step(label: str) -> None:
            nonlocal done
            done += 1
            status.update(Text(f"{what} {done}: {label[:50]}"))

        yield step


class Undated:
    """Counts documents without a date of publication, to say once how to give it."""

    def __init__(self) -> None:
        self.count = 0
        self.first = ""

    def see(self, document: Document) -> None:
        if document.published is None:
            self.count += 1
            self.first = self.first or document.label

    def say(self) -> None:
        if self.count:
            say(NO_DATE.format(names=f"{self.first} has" if self.count == 1 else f"{self.count} documents have"))
