"""Writing so that a kill at any moment leaves the old or the new, and never half of either."""

import os
import shutil
from pathlib import Path


def synced(path: Path) -> None:
    """Brings a file or folder to the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def append(path: Path, data: bytes) -> None:
    """Adds to the end of a file; it is on disk when this returns."""
    with path.open("ab") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    synced(path.parent)


def replaced(path: Path, data: bytes) -> None:
    """Gives a file new content, whole or not at all."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    synced(path.parent)


def moved(fresh: Path, place: Path) -> bool:
    """Moves a folder to a place where none is, with all that is in it. False where another came first."""
    for path in (*fresh.iterdir(), fresh):
        synced(path)
    try:
        fresh.rename(place)
    except OSError:
        if not place.is_dir():
            raise
        shutil.rmtree(fresh, ignore_errors=True)
        return False
    synced(place.parent)
    return True
