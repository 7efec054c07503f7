"""A desk over a small record of sample reports, asked in the process."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from panj import pipeline
from panj.desk import create
from panj.record import open_record

ADDRESS = "http://127.0.0.1:8650"
SAMPLES = Path(pipeline.__file__).parents[1] / "data" / "samples" / "murghab_2021"


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


@pytest.fixture(scope="session")
def _read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the seven sample reports about the Murghab crossings, and its events."""
    location = tmp_path_factory.mktemp("record") / "panj.db"
    with open_record(str(location)) as opened:
        assert len(list(pipeline.add_paths(opened, [str(SAMPLES)]))) == 7
        pipeline.refresh_events(opened)
    return location


@pytest.fixture
def filled(_read_once: Path, record: str) -> str:
    """The place of a record of its own with the sample reports."""
    shutil.copy(_read_once, record)
    return record


@pytest.fixture
def tokens(filled: str) -> dict[str, str]:
    """The secret of a token for each role."""
    with open_record(filled) as opened:
        return {role: opened.create_token(f"the {role}", role, "Ada")[1] for role in ("reader", "analyst", "admin")}


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}
