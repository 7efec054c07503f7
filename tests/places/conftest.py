"""One unpacked gazetteer for all tests of the room."""

from collections.abc import Callable
from pathlib import Path

import pytest

from panj.model import Document, PlaceMention
from panj.places import Finder, SqliteGazetteer, open_gazetteer
from panj.settings import Settings

Read = Callable[[str], tuple[PlaceMention, ...]]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def gazetteer(cache: Path) -> SqliteGazetteer:
    return open_gazetteer(Settings(record="", cache=cache))


@pytest.fixture(scope="session")
def read(gazetteer: SqliteGazetteer) -> Read:
    finder = Finder(gazetteer)
    return lambda text: finder.places(Document("test", "test", text))
