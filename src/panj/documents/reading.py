"""Bytes of a file within a limit, and why they cannot be had."""

import stat
from pathlib import Path

from panj.documents.extract import Source
from panj.model import Problem

MEGABYTE = 1_000_000


def whole(source: Source, limit: int) -> bytes | Problem:
    """The bytes of a file of at most `limit` bytes."""
    if source.path and (problem := unopenable(source.path, source.shown)):
        return problem
    try:
        with source.open() as file:
            data = file.read(limit + 1)
    except OSError as error:
        return unreadable(source.shown, error)
    if len(data) > limit:
        most = f"{limit / MEGABYTE:,.0f} MB"
        size = source.path.stat().st_size if source.path else 0
        message = f"It has {size / MEGABYTE:,.0f} MB; {most} is the limit." if size else f"It has more than {most}."
        return Problem(source.shown, message, "Split it, or put its reports into a .jsonl file, one a line.")
    return data if data else Problem(source.shown, "The file is empty.", "Add a file that holds a report.")


def unopenable(path: Path, shown: str) -> Problem | None:
    """Why a path is no file that could be read; pipes and devices could keep us waiting for ever."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return Problem(shown, "There is no such file or folder.", "Check the path.")
    except (OSError, ValueError) as error:
        return unreadable(shown, error)
    if not stat.S_ISREG(mode):
        return Problem(shown, "This is no ordinary file.", "Save what it gives as a file and add that.")
    return None


def unreadable(shown: str, error: Exception) -> Problem:
    """The problem of a file that the system does not let us read."""
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return Problem(shown, f"It cannot be read: {reason}.", "Check that you may read it.")
