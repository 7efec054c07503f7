"""Gold made by hand."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from panj.evaluation import Gold, load


@pytest.fixture
def gold(tmp_path: Path) -> Callable[..., Gold]:
    """Gold of rows that are written to a file first."""

    def made(*rows: dict[str, Any], language: str | None = None) -> Gold:
        path = tmp_path / "gold.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf8")
        return load([path], language)

    return made
