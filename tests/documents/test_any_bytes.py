"""Whatever a file holds, it gives documents or problems, and never an exception."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from panj import documents
from panj.model import Document, Problem
from panj.settings import Settings

QUIET = hypothesis_settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
ROWS = st.dictionaries(
    st.sampled_from(["id", "text", "published", "url", "publisher", "title", "language"]), VALUES, max_size=7
)


def check(path: Path) -> None:
    settings = Settings(record="panj.db", cache=path.parent, max_file_bytes=100_000, max_text_chars=2_000)
    for found in documents.load([str(path)], settings=settings):
        assert isinstance(found, Document | Problem)
        if isinstance(found, Problem):
            assert found.message
            assert found.hint
            assert (found.address + found.message + found.hint).isprintable()
            continue
        assert found.text.strip()
        for value in (found.text, found.label, found.address, *filter(None, found.metadata.values())):
            value.encode("utf8")
            assert "\0" not in value
        assert all(0 <= section.start < section.end <= len(found.text) for section in found.sections)


@pytest.mark.parametrize("ending", ["txt", "md", "jsonl"])
@given(data=st.binary(max_size=300))
@example(data=b"\xff\xfe\x00")
@example(data=b"\xef\xbb\xbf")
@QUIET
def test_any_bytes(tmp_path: Path, ending: str, data: bytes) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(data)
    check(path)


@given(rows=st.lists(ROWS.map(json.dumps) | st.text(max_size=30), max_size=5))
@QUIET
def test_any_rows(tmp_path: Path, rows: list[str]) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(rows), encoding="utf8", errors="replace")
    check(path)


@given(table=st.text(max_size=200) | st.lists(st.text(max_size=12)).map(lambda c: "file,published\n" + ",".join(c)))
@QUIET
def test_any_metadata(tmp_path: Path, table: str) -> None:
    (tmp_path / "metadata.csv").write_text(table, encoding="utf8", errors="replace", newline="")
    (tmp_path / "a.txt").write_text("A report.")
    check(tmp_path)
