"""The bundled sample reports are what their README says: ours, about real happenings, in several forms."""

import csv
import json
from importlib.resources import files
from pathlib import Path

import pytest

SAMPLES = Path(str(files("panj.data") / "samples"))
REPORTS = sorted(path for path in SAMPLES.glob("*/*") if path.suffix in (".txt", ".html"))
ROWS = [json.loads(line) for path in sorted(SAMPLES.glob("*/*.jsonl")) for line in path.read_text("utf8").splitlines()]


def test_there_are_enough_of_them_in_every_form() -> None:
    assert len(REPORTS) + len(ROWS) >= 9
    assert {path.suffix for path in REPORTS} == {".txt", ".html"}
    assert ROWS


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_is_short(path: Path) -> None:
    assert 80 <= len(path.read_text("utf8").split("\n\n", 1)[-1].split()) <= 240


def test_rows_are_short_and_complete() -> None:
    for row in ROWS:
        assert {"id", "text", "title", "published", "publisher", "url"} <= set(row)
        assert 80 <= len(row["text"].split()) <= 220


def test_addresses_lead_to_no_real_outlet() -> None:
    for path in SAMPLES.glob("*/*"):
        for word in path.read_text("utf8").replace('"', " ").replace(",", " ").split():
            assert not word.startswith("http") or word.startswith("https://example.org/"), word


def test_metadata_names_files_that_are_there() -> None:
    tables = sorted(SAMPLES.glob("*/metadata.csv"))
    assert tables
    for table in tables:
        with table.open(newline="", encoding="utf8") as lines:
            for row in csv.DictReader(lines):
                assert (table.parent / row["file"]).is_file()
                assert len(row["published"]) == 10


def test_the_readme_is_not_taken_for_a_report() -> None:
    readme = SAMPLES / "README"
    assert readme.suffix == ""
    for folder in SAMPLES.iterdir():
        assert folder == readme or folder.name in readme.read_text("utf8")
