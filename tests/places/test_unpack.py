"""The gazetteer in the user's cache."""

import sqlite3
from pathlib import Path

import pytest

from panj.errors import DataError
from panj.places import SqliteGazetteer, open_gazetteer
from panj.settings import Settings


def test_it_unpacks_once_and_leaves_nothing_else(gazetteer: SqliteGazetteer, cache: Path) -> None:
    before = [(path.name, path.stat().st_mtime_ns) for path in cache.iterdir()]
    again = open_gazetteer(Settings(record="", cache=cache))
    assert again.find("Kabul")
    assert [(path.name, path.stat().st_mtime_ns) for path in cache.iterdir()] == before
    assert len(before) == 1


def test_it_is_opened_for_reading_only(gazetteer: SqliteGazetteer) -> None:
    with pytest.raises(sqlite3.OperationalError):
        gazetteer._connection.execute("DELETE FROM place")


def test_a_folder_that_cannot_be_written_is_said_clearly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DataError, match="cannot be unpacked") as caught:
        open_gazetteer(Settings(record="", cache=tmp_path / "file" / "cache"))
    assert "PANJ_CACHE" in caught.value.hint


def test_a_file_that_is_no_gazetteer_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    path.write_bytes(b"not a database")
    with pytest.raises(DataError, match="no gazetteer"):
        open_gazetteer(Settings(record="", cache=tmp_path), path)
