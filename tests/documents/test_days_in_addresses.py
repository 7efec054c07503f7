"""A day in the path of an address is the day of publication, where nothing else gives one."""

from pathlib import Path

import pytest

from panj.documents import load
from panj.documents.addresses import day_in
from panj.model import Document
from panj.settings import Settings


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://news.example/world/2021/07/14/a-village-empties/", "2021-07-14"),
        ("https://news.example/world/2021/7/4/a-village-empties", "2021-07-04"),
        ("https://news.example/2020-11-15-a-village-empties", "2020-11-15"),
        ("https://news.example/society/20210714/a-village-empties", "2021-07-14"),
        ("https://news.example/2021/02/30/a-village-empties", None),
        ("https://news.example/2021/07-14/a-village-empties", None),
        ("https://news.example/20210714550.html", None),
        ("https://news.example/2021/07/", None),
    ],
)
def test_days(address: str, day: str | None) -> None:
    assert day_in(address) == day


def loaded(folder: Path, header: str) -> Document:
    path = folder / "a.txt"
    path.write_text(f"{header}\n\nSome 240 people crossed the river on Friday.\n", encoding="utf8")
    [document] = load([str(path)], settings=Settings(record="panj.db", cache=folder))
    assert isinstance(document, Document)
    return document


def test_the_address_gives_the_day_last(tmp_path: Path) -> None:
    undated = loaded(tmp_path, "URL: https://news.example/2021/07/14/river/")
    assert (undated.published, undated.published_from) == ("2021-07-14", "url")
    dated = loaded(tmp_path, "URL: https://news.example/2021/07/14/river/\nPUBLISHED: 2021-07-15")
    assert (dated.published, dated.published_from) == ("2021-07-15", "header")
