"""The guide on sources says what is so."""

import re
import tomllib
from pathlib import Path

from panj import documents
from panj.documents import feed_list, kinds, table_layouts
from panj.settings import Settings

GUIDE = (Path(__file__).parents[2] / "docs" / "guide" / "sources.md").read_text("utf8")
BLOCKS = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)


def test_its_list_of_feeds_and_its_mapping_can_be_used(tmp_path: Path) -> None:
    listed, mapping = BLOCKS
    assert len(feed_list.parse(listed).entries) == 2
    assert table_layouts.parse(mapping, "ministry").figures[0].says["kind"] == "displaced"
    assert tomllib.loads(mapping)["publisher"]


def test_it_names_every_ending_column_and_layout() -> None:
    table = GUIDE.split("\n\n")[2]
    assert set(re.findall(r"`(\.[a-z.0-9]+)`", table)) == set(documents.EXTRACTORS)
    assert set(documents.EXTRACTORS) == kinds.READABLE | kinds.TABLES
    assert all(f"`{role}`" in GUIDE for role in table_layouts.ROLES)
    assert all(f"--layout {name}" in GUIDE for name in table_layouts.NAMES)


def test_its_limits_are_those_of_the_settings(tmp_path: Path) -> None:
    limits = Settings(record="panj.db", cache=tmp_path)
    assert limits.max_file_bytes == 64 * 2**20
    assert limits.max_unpacked_bytes == 256 * 2**20
    assert (limits.max_text_chars, limits.max_archive_files, limits.max_archive_depth) == (2_000_000, 200_000, 3)
    assert (limits.max_unpacked_ratio, limits.max_pdf_pages, limits.max_pdf_seconds) == (100, 1_000, 60)
    assert limits.max_body_bytes == 32 * 2**20
