"""One writer at a time on a record in a file: who writes says so in the record, and others are told."""

import os
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from panj.errors import RecordError
from panj.record import schema as t
from panj.record.clock import now

NAME: Final = "writer"
FORGOTTEN: Final = timedelta(minutes=10)
"""A lease of another machine that was not renewed for so long is taken over. On this machine the process is asked."""


def owner() -> str:
    """This process: machine, number and when it began, so that a number that is given again is another process."""
    return f"{socket.gethostname()} {os.getpid()} {_began(os.getpid())}"


def hold(connection: Connection, location: str) -> None:
    """Takes or renews the lease within the connection's transaction. Raises RecordError where another holds it."""
    row = connection.execute(select(t.leases).where(t.leases.c.name == NAME)).first()
    mine, at = owner(), now()
    if row is None:
        connection.execute(insert(t.leases).values(name=NAME, owner=mine, since=at, renewed=at))
        return
    if row.owner != mine and _lives(row.owner, row.renewed):
        host, number = row.owner.split()[:2]
        raise RecordError(
            f"The record {location} is in use by another writer: process {number} on {host}, since {row.since}",
            "try again when it has finished; reading goes on",
        )
    since = row.since if row.owner == mine else at
    connection.execute(update(t.leases).values(owner=mine, since=since, renewed=at))


def release(connection: Connection) -> None:
    """Gives the lease back, where it is this process's."""
    connection.execute(delete(t.leases).where(t.leases.c.owner == owner()))


def _began(number: int) -> str:
    """When a process of this machine began, in the machine's own ticks; "" where that cannot be known."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def _lives(name: str, renewed: str) -> bool:
    host, number, *began = name.split()
    if host != socket.gethostname() or os.name != "posix":
        return datetime.now(UTC) - datetime.fromisoformat(renewed) < FORGOTTEN
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return not began or _began(int(number)) == began[0]
