"""The real reports and the rewritten clusters beside a developer's checkout."""

import json
from pathlib import Path

import pytest

from panj import documents
from panj.model import Document
from panj.settings import Settings


def load(path: Path) -> dict[str, Document]:
    settings = Settings(record="panj.db", cache=path)
    found = list(documents.load([str(path)], settings=settings))
    assert all(isinstance(document, Document) for document in found)
    return {document.label: document for document in found if isinstance(document, Document)}


def kinds(document: Document) -> list[str]:
    return [section.kind for section in document.sections]


def test_the_seeds(shared: Path) -> None:
    seeds = load(shared / "seeds")
    first, second = seeds["000_af52d2572112be21"], seeds["003_90aa16cc434267d0"]
    assert kinds(first) == ["headline", "caption", "body", "related", "body"]
    assert kinds(second) == ["headline", "caption", "body", "related"]
    assert (first.published, second.published) == ("2021-09-13", "2021-07-14")
    assert (first.agency, second.agency) == (None, "AFP")
    assert first.dateline is not None
    assert first.text[first.dateline.start : first.dateline.end] == "DUSHANBE -- "


def test_the_first_seed_names_no_year(shared: Path, tmp_path: Path) -> None:
    name = "000_af52d2572112be21.txt"
    (tmp_path / name).write_bytes((shared / "seeds" / name).read_bytes())
    assert load(tmp_path)["000_af52d2572112be21"].published is None


def test_the_clusters(shared: Path) -> None:
    found = load(shared / "gold/clusters")
    assert len(found) == 50
    for label, document in found.items():
        header = dict(line.split(": ", 1) for line in document.text.splitlines()[:3])
        assert document.address == document.url == header["URL"]
        assert document.publisher == header["OUTLET"]
        assert document.text[: document.body_start].count("\n") == 4, label
        if header["PUBLISHED"] != "unknown":
            assert (document.published, document.published_from) == (header["PUBLISHED"], "header")
    assert kinds(found["kivu_2025/05_thestandard"]) == ["headline", "body", "related", "body"]
    assert {found[f"murghab_2021/{name}"].agency for name in ("01_khovar", "03_geo", "07_nationalpost")} == {
        "Khovar",
        "AFP",
        "Reuters",
    }


@pytest.mark.parametrize("name", ["en1", "en2", "en3", "en4", "security"])
def test_written_headlines_and_wire_reports(shared: Path, name: str) -> None:
    path = shared / "gold/written" / f"{name}.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf8").splitlines()]
    found = load(path)
    headlines = [found[row["id"]] for row in rows if row["style"] == "headline"]
    if name != "security":
        assert sum(kinds(document) == ["headline"] for document in headlines) >= 0.85 * len(headlines)
    for row in rows:
        if row["style"] in ("wire", "local", "sitrep", "statement"):
            assert "related" not in kinds(found[row["id"]])
