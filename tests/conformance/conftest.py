"""One record in each kind of database. PostgreSQL is tried where a server answers; see `server`."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from toys import Toy

SERVER = os.environ.get("PANJ_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
"""Where databases may be made for a test and dropped again."""
CONNECT_SECONDS = 2


@pytest.fixture(scope="session")
def server() -> str:
    psycopg = pytest.importorskip("psycopg", reason="needs psycopg: pip install 'panj[postgresql]'")
    try:
        psycopg.connect(SERVER.replace("+psycopg", ""), connect_timeout=CONNECT_SECONDS).close()
    except psycopg.OperationalError:
        if "PANJ_TEST_POSTGRESQL" in os.environ:
            raise
        pytest.skip(f"no PostgreSQL answers at {SERVER}; name one in PANJ_TEST_POSTGRESQL")
    return SERVER


@pytest.fixture
def database(server: str) -> Iterator[str]:
    with _empty_database(server) as named:
        yield named


@pytest.fixture
def second_database(server: str) -> Iterator[str]:
    with _empty_database(server) as named:
        yield named


@contextmanager
def _empty_database(server: str) -> Iterator[str]:
    """A database of its own, gone afterwards."""
    import psycopg

    name = f"panj_test_{uuid4().hex[:12]}"
    plain = server.replace("+psycopg", "")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield f"{server.rpartition('/')[0]}/{name}"
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "panj.db")
    return str(request.getfixturevalue("database"))


@pytest.fixture
def toy(location: str) -> Iterator[Toy]:
    with Toy(location) as opened:
        yield opened
