"""A desk over a small record of sample reports, asked in the process."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from panj import pipeline
from panj.desk import create

ADDRESS = "http://127.0.0.1:8650"


@pytest.fixture(autouse=True)
def own_gazetteer() -> Iterator[None]:
    """Each desk opens the gazetteer in its own thread, and leaves none to the tests that follow."""
    pipeline._finder.cache_clear()
    yield
    pipeline._finder.cache_clear()


@pytest.fixture
def record(tmp_path: Path) -> str:
    return str(tmp_path / "panj.db")


@pytest.fixture
def app(record: str) -> FastAPI:
    return create(record)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url=ADDRESS, follow_redirects=False) as opened:
        yield opened
