"""Panj without any of its extra parts: the demo runs from any folder; what is missing is named with the way to it."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = {"python-docx": "docx", "python-multipart": "python_multipart", "psycopg": "psycopg"}
"""Distributions whose module has another name."""
BASE = frozenset({"jinja2", "lxml", "sqlalchemy", "urllib3", "rich", "typer"})


def extras() -> list[str]:
    """The modules of all parts that users may install, but for what the base has."""
    parts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]["optional-dependencies"]
    names = {
        line.split(">")[0].split("[")[0].strip()
        for part, lines in parts.items()
        if part not in ("dev", "bench")
        for line in lines
    }
    return sorted({MODULES.get(name, name.replace("-", "_").lower()) for name in names - {"panj"}} - BASE)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    without = f"import sys; sys.modules.update(dict.fromkeys({extras()!r}))"
    code = f"{without}; from panj.cli import main; main({list(arguments)!r})"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_demo_needs_no_extra_part(tmp_path: Path) -> None:
    done = run(tmp_path, "demo")
    assert (done.returncode, done.stderr) == (0, "")
    assert "documents                            16             16" in done.stdout
    assert (tmp_path / "demo" / "report.html").stat().st_size > 50_000


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("a.pdf", b"%PDF-1.4", "pdf"),
        ("a.rss", b"<rss version='2.0'><channel/></rss>", "feeds"),
        ("a.warc", b"WARC/1.0\r\n", "archive"),
    ],
)
def test_a_missing_part_is_named_with_the_way_to_get_it(tmp_path: Path, name: str, content: bytes, part: str) -> None:
    (tmp_path / name).write_bytes(content)
    done = run(tmp_path, "read", name)
    assert done.returncode == 1
    assert f'pip install "panj[{part}]"' in done.stderr


def test_a_table_of_csv_needs_no_extra_part(tmp_path: Path) -> None:
    (tmp_path / "dtm.csv").write_text(
        "admin0Name,admin0Pcode,admin2Name,numPresentIdpInd,reportingDate\nSudan,SDN,Nyala,400,2024-05-14\n"
    )
    done = run(tmp_path, "read", "dtm.csv", "--layout", "dtm")
    assert (done.returncode, done.stderr) == (0, "")
    assert "400" in done.stdout
