"""Structured figures: rows of CSV, XLSX and PDF tables become documents, and claims with the row as their evidence."""

import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from panj import documents
from panj.claims import table_rows
from panj.documents import table_layouts
from panj.errors import InputError
from panj.model import Candidate, Claim, Document, PlaceMention, claim_to_wire

IDU = (
    "id,country,iso3,latitude,longitude,displacement_type,qualifier,figure,displacement_start_date,"
    "displacement_end_date,sources,locations_name,created_at\n"
    "#id,#country,#country+code,,,,,#affected,,,,,\n"
    '7,Sudan,SDN,13.6,25.4,Conflict,more than,"12,300",2024-05-10,2024-05-14,Office A; Office B,'
    '"El Fasher, Darfur",2024-05-20\n'
    "8,Tajikistan,TJK,,,Disaster,total,77.0,2024-05-14,2024-05-14,,Murghob,2024-05-21\n"
)
MAPPING = """
publisher = "Ministry"
[columns]
place = ["District"]
iso3 = ["Code"]
end = ["As of"]
cause = ["Why"]
[[figures]]
columns = ["Displaced"]
kind = "displaced"
unit = "people"
flow = "stock"
[[figures]]
columns = ["Houses destroyed"]
kind = "housing_destroyed"
unit = "houses"
flow = "flow"
[values.cause]
"rains" = "disaster"
"""


def options(layout: str) -> documents.Options:
    return documents.Options(layout=documents.layout_of(layout))


@pytest.fixture
def mine(tmp_path: Path) -> documents.Options:
    path = tmp_path.parent / f"{tmp_path.name}.toml"
    path.write_text(MAPPING)
    return options(str(path))


def claims(document: Document, *places: PlaceMention) -> tuple[Claim, ...]:
    assert table_rows.is_row(document)
    found = table_rows.read(document, places)
    for claim in found:
        assert claim_to_wire(claim)
        assert all(document.text[e.start : e.end] == e.text for e in claim.evidence)
        assert claim.evidence[-1].text == document.text
    return found


def test_rows_of_the_named_layout_are_claims(tmp_path: Path, take) -> None:
    (tmp_path / "idu.csv").write_text(IDU)
    (first, second), problems = take(tmp_path, options=options("idu"))
    assert problems == []
    assert (first.label, first.published, first.publisher) == ("7", "2024-05-20", "IDMC")
    assert first.title == "Internal Displacement Updates: El Fasher, Darfur, Sudan"
    assert first.language is None
    at = first.text.index("El Fasher")
    mention = PlaceMention(at, at + 9, "El Fasher", (
        Candidate("x:1", "El Fasher", "EGY", 1, 1, "place", 0.6),
        Candidate("x:2", "El Fasher", "SDN", 2, 2, "place", 0.4),
    ))  # fmt: skip
    (claim,) = claims(first, mention)
    assert claim.evidence[0].text == "12,300"
    assert claim.measure is not None
    assert (claim.measure.value, claim.measure.low, claim.measure.qualifier) == (12300, 12300, "at_least")
    assert (claim.kind, claim.flow, claim.boundary, claim.cause) == ("displaced", "flow", "internal", "conflict")
    (place,) = claim.place
    assert (place.id, place.latitude, place.longitude) == ("x:2", 13.6, 25.4)
    assert claim.period is not None
    assert (claim.period.start, claim.period.end) == ("2024-05-10", "2024-05-14")
    names = [(source.name, source.role) for source in claim.sources]
    assert names == [("Office A", "speaker"), ("Office B", "speaker"), ("IDMC", "publisher")]
    (claim,) = claims(second)
    assert claim.measure is not None
    assert claim.measure.value == 77
    assert (claim.place[0].name, claim.place[0].country, claim.place[0].id) == ("Murghob", "TJK", None)


def test_the_same_table_again_is_the_same_and_a_new_figure_a_new_version(tmp_path: Path, take) -> None:
    (tmp_path / "idu.csv").write_text(IDU)
    before, _ = take(tmp_path, options=options("idu"))
    (tmp_path / "idu.csv").write_text(IDU.replace("12,300", "13 000"))
    after, _ = take(tmp_path, options=options("idu"))
    assert [document.id for document in before] == [document.id for document in after]
    assert [a.version == b.version for a, b in zip(before, after, strict=True)] == [False, True]
    assert claims(after[0])[0].evidence[0].text == "13,000"


def test_a_mapping_file_reads_other_tables(tmp_path: Path, take, mine: documents.Options) -> None:
    table = (
        "Report of the ministry;;;;\nDistrict;Code;As of;Displaced;Houses destroyed;Why\n"
        "Sake;COD;7 February 2024;1 200;30;Rains\nGoma;COD;2024-02-07;;n/a;\n"
    )
    (tmp_path / "a.csv").write_text(table)
    (document,), problems = take(tmp_path, options=mine)
    people, houses = claims(document)
    assert (people.kind, people.flow, people.cause) == ("displaced", "stock", "disaster")
    assert houses.measure is not None
    assert (houses.kind, houses.measure.unit, houses.measure.value) == ("housing_destroyed", "houses", 30)
    assert people.period is not None
    assert (people.period.start, people.period.end) == ("2024-02-07", "2024-02-07")
    assert problems == []


def test_a_workbook_is_read_as_its_csv_would_be(tmp_path: Path, take) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["A title"])
    book.active.append(["admin0Name", "admin0Pcode", "admin2Name", "admin2Pcode", "numPresentIdpInd", "reportingDate"])
    book.active.append(["Sudan", "SDN", "El Fasher", "SD02113", 300000, datetime(2024, 5, 14)])
    book.create_sheet("Empty")
    out = io.BytesIO()
    book.save(out)
    (tmp_path / "dtm.xlsx").write_bytes(out.getvalue())
    (document,), problems = take(tmp_path, options=options("dtm"))
    (claim,) = claims(document)
    assert claim.measure is not None
    assert (claim.measure.value, claim.flow, claim.method) == (300000, "stock", "registration")
    assert (claim.place[0].pcode, document.published) == ("SD02113", "2024-05-14")
    assert problems == []


def test_the_portal_tells_where_people_are_from(tmp_path: Path, take) -> None:
    head = "country,iso3,geomaster_name,individuals,date,source,coo_name,coo_iso\n"
    (tmp_path / "odp.csv").write_text(head + "Chad,TCD,Adre,116000,2024-05-14,UNHCR,Sudan,SDN\n")
    (document,), _ = take(tmp_path, options=options("odp"))
    (claim,) = claims(document)
    assert (claim.kind, claim.boundary) == ("hosted", "cross_border")
    assert claim.group is not None
    assert (claim.group.category, claim.group.nationality) == ("refugees", "SDN")
    assert [place.name for place in (*claim.origin, *claim.place)] == ["Sudan", "Adre"]


def test_rows_of_a_pdf_table_are_claims_beside_its_text(tmp_path: Path, make, take, mine: documents.Options) -> None:
    rows = [
        ("District", "Code", "As of", "Displaced"),
        ("Sake", "COD", "2024-02-07", "1,200"),
        ("Goma", "COD", "2024-02-07", "300"),
    ]
    runs = [
        (x, 600 - n * 14, 11, cell)
        for n, row in enumerate(rows)
        for x, cell in zip((72, 200, 300, 420), row, strict=True)
    ]
    (tmp_path / "a.pdf").write_bytes(make.pdf([make.lines("The district office counted people.") + runs]))
    (text, *found), problems = take(tmp_path, options=mine)
    assert text.text.startswith("The district office counted people.")
    assert [claims(document)[0].evidence[0].text for document in found] == ["1,200", "300"]
    assert problems == []
    assert len(take(tmp_path)[0]) == 1


@pytest.mark.parametrize("cell", ["lots", "-5", "1.5", "1e400", "NaN", "12.300,5", "9" * 60])
def test_a_figure_that_is_none_is_named_and_the_others_are_read(tmp_path: Path, take, cell: str) -> None:
    (tmp_path / "idu.csv").write_text(IDU.replace('"12,300"', f'"{cell}"'))
    (document,), problems = take(tmp_path, options=options("idu"))
    assert document.label == "8"
    assert len(problems) == (0 if cell == "NaN" else 1)
    assert all("row 3" in problem.message for problem in problems)


def test_tables_that_cannot_be_read_are_named(tmp_path: Path, make, take) -> None:
    files = {
        "a.csv": b"x,y\n1,2\n",
        "b.csv": b"\x00\x01\x02",
        "c.xlsx": b"PK\x03\x04nothing",
        "d.xlsx": make.zipped({"xl/workbook.xml": b"<x/>"}),
        "e.xlsx": make.zipped({f"{n}.xml": b"0" * 390_000 for n in range(9)}),
        "f.csv": b"figure,country\n" + b'"' + b"x" * 200_000,
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    found, problems = take(tmp_path, options=options("idu"))
    assert found == []
    assert [Path(problem.address).name for problem in problems] == list(files)


def test_a_table_without_a_layout_says_what_is_needed(tmp_path: Path, take) -> None:
    (tmp_path / "a.csv").write_text(IDU)
    assert "--layout" in take(tmp_path / "a.csv")[1][0].hint
    (tmp_path / "a.txt").write_text("Some 300 people fled.")
    assert [d.label for d in take(tmp_path)[0]] == ["a"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("displaced", "moved"), "kind cannot be moved"),
        (('unit = "people"', ""), "no unit"),
        (("place =", "spot ="), "spot means nothing"),
        (('"rains" = "disaster"', '"rains" = "water"'), "cause cannot be water"),
        (("[values.cause]", "[values.place]"), "means nothing"),
        (('["District"]', "7"), "no name of a column"),
        (("[columns]", "[columns"), "no TOML"),
    ],
)
def test_a_mapping_file_that_is_wrong_is_told(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    path = tmp_path / "m.toml"
    path.write_text(MAPPING.replace('kind = "displaced"', 'kind = "displaced"').replace(*change))
    with pytest.raises(InputError, match=told):
        documents.layout_of(str(path))
    with pytest.raises(InputError, match="no layout"):
        documents.layout_of("nothing.toml")


@pytest.mark.parametrize("name", table_layouts.NAMES)
def test_the_layouts_of_the_package_are_whole(name: str) -> None:
    layout = documents.layout_of(name)
    assert layout.publisher
    assert replace(layout, name="x").figures
