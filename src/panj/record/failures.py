"""The database's errors as errors that say what to do."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import exc

from panj.errors import RecordError

WRITE: Final = "panj_write"
"""Execution option that makes a transaction take the write lock at its start."""
_PASSWORD = re.compile(r"(://[^:/@\s]{0,200}):[^@\s]{1,200}@")


@contextmanager
def plain_errors(location: str) -> Iterator[None]:
    """Turns the database's errors into RecordErrors that say what to do."""
    try:
        yield
    except (exc.SQLAlchemyError, sqlite3.Error) as error:
        raise _explained(location, error) from error


def shown(location: str) -> str:
    """The location as it may be shown: without a password."""
    return _PASSWORD.sub(r"\1:***@", location)


def _explained(location: str, error: Exception) -> RecordError:
    location = shown(location)
    words = str(getattr(error, "orig", None) or error)
    said = words.lower()
    if "readonly" in said or "read-only" in said or "permission denied" in said:
        return RecordError(
            f"The record {location} cannot be written", "it is read-only: change its permissions or copy it"
        )
    if "locked" in said or "busy" in said:
        return RecordError(f"The record {location} is in use by another writer", "try again when it has finished")
    if any(sign in said for sign in ("malformed", "not a database", "no such table", "no such column", "undefined")):
        return damaged(location)
    if "no space" in said or "is full" in said:
        return RecordError(f"The record {location} cannot grow", "the disk is full; what was stored before is unharmed")
    if "unable to open" in said:
        return RecordError(f"The record {location} cannot be opened", "check that its folder exists and may be written")
    if any(sign in said for sign in ("connection", "could not translate", "password", "does not exist")):
        return RecordError(f"The record {location} does not answer: {_line(words)}", "check that the server runs")
    return RecordError(f"The record {location} failed: {_line(words)}")


def _line(words: str) -> str:
    return (words.splitlines() or [""])[0][:200].rstrip(".")


def damaged(location: str) -> RecordError:
    """The error for a database that cannot be read as a record."""
    return RecordError(
        f"{location} is damaged or is no record of Panj", "restore a copy, or name another with --record"
    )
