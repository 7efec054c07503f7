"""P-codes out of datasets in the layouts that there are, and onto places of the same name."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj.errors import DataError
from panj.model import Candidate, Place
from panj.places.pcodes import Pcodes, keep, parse

CODES = {"AF": "AFG", "AFG": "AFG", "TJ": "TJK"}
TABLE = [
    ["ADM2_EN", "ADM2_PCODE", "ADM1_EN", "ADM1_PCODE", "ADM0_EN", "ADM0_PCODE", "date"],
    ["#adm2+name", "#adm2+code", "#adm1+name", "#adm1+code", "#country+name", "#country+code", "#date"],
    ["Kabul", "AF0101", "Kabul", "AF01", "Afghanistan", "AF", "2021-11-17"],
    ["Paghman", "AF0102", "Kabul", "AF01", "Afghanistan", "AF", "2021-11-17"],
    ["Khas", "AF0201", "Kunar", "AF02", "Afghanistan", "AF", "2021-11-17"],
    ["Khas", "AF0301", "Takhar", "AF03", "Afghanistan", "AF", "2021-11-17"],
    ["Nowhere", "XX0101", "None", "XX01", "None", "XX", ""],
]


def place(name: str, level: str = "adm2", country: str = "AFG", **fields) -> Place:
    return Place(name, name, "geonames:1", country, level=level, **fields)


@pytest.fixture
def codes(tmp_path) -> Pcodes:
    keep(parse(TABLE, CODES), tmp_path)
    kunar = Candidate("geonames:2", "Kunar Province", "AFG", None, None, "adm1", 1.0)
    return Pcodes(tmp_path, {"geonames:2": kunar})


def test_divisions_are_read_with_their_levels_and_parents() -> None:
    found = {one.code: one for one in parse(TABLE, CODES)}
    assert set(found) == {"AF", "AF01", "AF0101", "AF0102", "AF02", "AF0201", "AF03", "AF0301"}
    assert (found["AF0102"].level, found["AF0102"].parent, found["AF0102"].names) == ("adm2", "AF01", ("Paghman",))
    assert {one.country for one in found.values()} == {"AFG"}


@pytest.mark.parametrize(
    "head",
    [
        ["admin1Name_en", "admin1Pcode", "admin0Pcode"],
        ["ADM1_NAME", "ADM1_PCODE", "ADM0_PCODE"],
        ["ADM1_FR", "ADM1_PCODE", "ADM0_PCODE"],
        ["adm1_name", "adm1_pcode", "adm0_pcode"],
        ["ADM1_REF", "ADM1_PCODE", "ADM0_PCODE"],
        ["ADM1ALT1EN", "ADM1_PCODE", "ADM0_PCODE"],
    ],
)
def test_heads_of_columns_are_known_in_all_their_forms(head) -> None:
    found = parse([head, ["Herat", "AF04", "AF"]], CODES)
    assert [(one.code, one.names) for one in found if one.level == "adm1"] == [("AF04", ("Herat",))]


def test_sheets_follow_one_another_and_the_country_is_in_the_code() -> None:
    rows = [["ADM1_EN", "ADM1_PCODE"], ["Sughd", "TJ05"], ["ADM1_PCODE", "ADM1_TG"], ["TJ05", "Суғд"]]
    (one,) = parse(rows, CODES)
    assert (one.code, one.country, one.names) == ("TJ05", "TJK", ("Sughd", "Суғд"))


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (place("Paghman"), "AF0102"),
        (place("PAGHMAN District"), "AF0102"),
        (place("Kabul", "adm1"), "AF01"),
        (place("Kabul Province", "adm1"), "AF01"),
        (place("Kabul"), "AF0101"),
        (place("Afghanistan", "country"), "AF"),
        (place("Khas"), None),
        (place("Khas", divisions=("geonames:2",)), "AF0201"),
        (place("Kabul", "place"), None),
        (place("Herat", "adm1"), None),
        (place("Kabul", "adm1", "TJK"), None),
        (place("Kabul", "adm1", pcode="OWN"), "OWN"),
        (place("Kabul", "adm1", "../AFG"), None),
    ],
)
def test_a_place_has_the_code_of_its_division(codes, asked, code) -> None:
    assert codes.of(asked) == code


def test_a_dataset_given_again_replaces_the_one_before(tmp_path) -> None:
    keep(parse(TABLE, CODES), tmp_path)
    assert keep(parse([TABLE[0], ["A", "AF9901", "B", "AF99", "Afghanistan", "AF", ""]], CODES), tmp_path) == {
        "AFG": {"country": 1, "adm1": 1, "adm2": 1}
    }
    assert Pcodes(tmp_path).of(place("Paghman")) is None
    assert Pcodes(tmp_path).of(place("A")) == "AF9901"


def test_no_dataset_is_no_code(tmp_path) -> None:
    assert not Pcodes(tmp_path / "none")
    assert Pcodes(tmp_path).of(place("Kabul", "adm1")) is None


def test_a_damaged_file_is_named(tmp_path) -> None:
    (tmp_path / "AFG.json").write_text(json.dumps([["AF01"]]))
    with pytest.raises(DataError, match=r"AFG\.json is damaged"):
        Pcodes(tmp_path).of(place("Kabul", "adm1"))


@given(st.lists(st.lists(st.sampled_from(["ADM1_PCODE", "ADM1_EN", "ADM0_PCODE", "AF01", "AF", "x", "", "é" * 500]))))
def test_any_table_gives_divisions_or_nothing(rows) -> None:
    for one in parse(rows, CODES):
        assert one.country in CODES.values()
        assert all(len(name) <= 120 for name in one.names)
