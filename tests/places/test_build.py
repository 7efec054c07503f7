"""A gazetteer from a GeoNames dump that a user downloaded."""

import zipfile
from pathlib import Path

import pytest

from panj.errors import InputError
from panj.model import Document
from panj.places import Finder, SqliteGazetteer, from_dump, open_gazetteer, supplement_text
from panj.settings import Settings


def row(
    ref: int, name: str, other: str, at: tuple[float, float], feature: str, codes: tuple[str, str, str], people: int
) -> str:
    cells = [
        ref,
        name,
        name,
        other,
        *at,
        feature[0],
        feature[2:],
        codes[0],
        "",
        codes[1],
        codes[2],
        "",
        "",
        people,
        "",
        "",
        "",
        "",
    ]
    return "\t".join(map(str, cells))


DUMP = "\n".join(
    [
        row(3, "Testobod", "Testabad,Тестобод", (37.5, 69.0), "P.PPL", ("TJ", "02", "9"), 320),
        row(1, "Viloyati Khatlon", "Khatlon", (37.7, 69.0), "A.ADM1", ("TJ", "02", ""), 2_000_000),
        row(2, "Nohiyai Test", "", (37.5, 69.1), "A.ADM2", ("TJ", "02", "9"), 100_000),
        row(4, "Elsewhere Camp", "", (34.0, 66.0), "S.CMPRF", ("AF", "01", ""), 0),
    ]
)  # fmt: skip


def test_a_dump_becomes_a_gazetteer(tmp_path: Path, gazetteer: SqliteGazetteer) -> None:
    dump, out = tmp_path / "TJ.txt", tmp_path / "tj.sqlite"
    dump.write_text(DUMP + "\n", "utf8")
    assert from_dump(dump, out, gazetteer, ["TJ"]) == 3
    built = open_gazetteer(Settings(record="", cache=tmp_path), out)
    place = built.find("Testabad")[0]
    assert (place.id, place.country, place.adm1, place.adm2) == ("geonames:3", "TJK", "geonames:1", "geonames:2")
    assert built.find("UK")[0].country == "GBR"
    assert built.find("Elsewhere Camp") == []
    mentions = Finder(built).places(Document("a", "a", "People fled Testobod in Tajikistan."))
    assert [mention.name for mention in mentions] == ["Testobod", "Tajikistan"]


def test_a_zip_and_the_supplement(tmp_path: Path, gazetteer: SqliteGazetteer) -> None:
    dump, out = tmp_path / "all.zip", tmp_path / "all.sqlite"
    with zipfile.ZipFile(dump, "w") as archive:
        archive.writestr("readme.txt", "columns")
        archive.writestr("allCountries.txt", DUMP)
    assert from_dump(dump, out, gazetteer, supplement=supplement_text()) == 4
    built = open_gazetteer(Settings(record="", cache=tmp_path), out)
    assert built.find("Elsewhere Camp")[0].country == "AFG"
    assert built.find("Shir Khan Bandar")[0].country == "AFG"


@pytest.mark.parametrize("text", ["no dump", DUMP.replace("\t", " "), ""])
def test_what_is_no_dump_is_refused_and_leaves_nothing(tmp_path: Path, gazetteer: SqliteGazetteer, text: str) -> None:
    dump, out = tmp_path / "x.txt", tmp_path / "x.sqlite"
    dump.write_text(text, "utf8")
    with pytest.raises(InputError):
        from_dump(dump, out, gazetteer)
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]


def test_a_missing_dump_is_named(tmp_path: Path, gazetteer: SqliteGazetteer) -> None:
    with pytest.raises(InputError, match=r"gone\.txt"):
        from_dump(tmp_path / "gone.txt", tmp_path / "x.sqlite", gazetteer)
