"""The formats that need no map: what they hold, what they say of themselves, and what hostile text does in them."""

import csv
import io
import json
import zipfile
from dataclasses import replace

import pytest

from panj.errors import InputError
from panj.model import Measure, Place, View
from panj.outputs.exports import FORMATS, Filters, Material, Stamp, write
from panj.outputs.exports.rows import TABLES

openpyxl = pytest.importorskip("openpyxl")
hxl = pytest.importorskip("hxl")

ABOUT = Stamp("0.1.0", "grammar@0.1.0+aa", "1234abcd", "2023-10-01T08:00:00Z", as_of="2023-09-30")
HOSTILE = ["=1+1", "@SUM(A1)", "+1", "-1", "\t=1", '=HYPERLINK("http://evil")', "a\x00b\x1b[31m", "x" * 40_000]


def material(view: View, **fields) -> Material:
    return Material(view, ABOUT, **fields)


def rows_of(data: bytes) -> list[dict[str, str]]:
    head, _, *rest = csv.reader(io.StringIO(data.decode()))
    return [dict(zip(head, row, strict=True)) for row in rest]


def book_of(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data))


def named(sheet) -> list[dict[str, object]]:
    head, *rest = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rest]


@pytest.mark.parametrize("one", FORMATS.values(), ids=FORMATS)
def test_every_format_names_its_file_and_says_what_it_is(sample: View, one, request) -> None:
    if one.extra == "pdf-report":
        request.getfixturevalue("pango")
    made = write(material(sample, table=one.tables[0] if one.tables else "events"), one.name)
    assert made.data or one.name == "plover", "the sample has no event of a type of PLOVER"
    assert made.name.isascii()
    assert made.name.startswith("panj-")
    assert made.name.endswith(f"2023-09-30.{one.suffix}")
    assert "/" in made.media_type


@pytest.mark.parametrize("table", TABLES)
def test_tags_are_understood_by_libhxl(sample: View, table: str, tmp_path) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(write(material(sample, table=table), "hxl").data)
    with hxl.data(hxl.make_input(str(path), hxl.InputOptions(allow_local=True))) as source:
        found = list(source)
        tags = [column.display_tag for column in source.columns]
    assert len(found) == len(list(getattr(sample, table)()))
    assert len(tags) == len(set(tags))
    assert all(tag.startswith("#") for tag in tags)
    assert "#date+asof" in tags


def test_libhxl_finds_no_error_in_the_data(sample: View, tmp_path) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(write(material(sample), "hxl").data)
    problems = []
    with hxl.data(hxl.make_input(str(path), hxl.InputOptions(allow_local=True))) as source:
        hxl.schema(None, lambda error: problems.append(error)).validate(source)
    assert [str(one) for one in problems if one.rule.severity == "error"] == []


def test_a_row_has_bounds_status_sources_and_where_it_comes_from(sample: View) -> None:
    rows = rows_of(write(material(sample), "hxl").data)
    crossing = next(row for row in rows if row["title"].startswith("Afghans cross"))
    assert (crossing["best"], crossing["low"], crossing["high"], crossing["unit"]) == ("347", "345", "347", "people")
    assert (crossing["status"], crossing["sources"], crossing["additive"]) == ("reported", "Border Troops", "yes")
    assert (crossing["origin"], crossing["origin_country"], crossing["destination"]) == ("Andemin", "AFG", "Murghob")
    assert {row["as_of"] for row in rows} == {"2023-09-30"}
    assert all("panj 0.1.0, reader grammar@0.1.0+aa, rules 1234abcd" in row["made_by"] for row in rows)


def test_an_open_bound_is_empty_and_never_zero(sample: View) -> None:
    soldiers = next(row for row in rows_of(write(material(sample), "hxl").data) if row["title"] == "Soldiers cross")
    assert (soldiers["best"], soldiers["low"], soldiers["high"]) == ("1000", "1000", "")


def test_json_lines_are_complete(sample: View) -> None:
    lines = write(material(sample), "jsonl").data.decode().splitlines()
    assert {json.loads(line)["id"] for line in lines} == {event.id for event in sample.events()}
    claims = write(material(sample, table="claims"), "jsonl").data.decode().splitlines()
    assert len(claims) == len(list(sample.claims()))


def test_the_workbook_has_a_page_to_read_first(sample: View) -> None:
    book = book_of(write(material(sample, title="Karabakh", narrowed=[("Countries", "ARM")]), "xlsx").data)
    assert book.sheetnames == ["Read me", "Events", "Claims", "Sources", "Lists"]
    assert book["Lists"].sheet_state == "hidden"
    told = {row[0]: row[1] for row in book["Read me"].iter_rows(values_only=True, max_col=2) if row[0]}
    assert told["Reports published until"] == "2023-09-30"
    assert (told["Panj"], told["Reader"], told["Rules"]) == ("0.1.0", "grammar@0.1.0+aa", "1234abcd")
    assert told["Countries"] == "ARM"
    assert "Karabakh" in told
    assert "zero" in told["Events"]


def test_the_workbook_holds_figures_as_numbers_and_days_as_days(sample: View) -> None:
    book = book_of(write(material(sample), "xlsx").data)
    events = named(book["Events"])
    crossing = next(row for row in events if str(row["title"]).startswith("Afghans cross"))
    assert (crossing["best"], crossing["low"], crossing["high"]) == (347, 345, 347)
    assert crossing["start"].isoformat()[:10] == "2021-07-13"
    claim = next(row for row in named(book["Claims"]) if row["value"] == 91)
    assert claim["sentence"].startswith("There are 91 men, 77 women")
    assert claim["verdict"] is None
    assert len(named(book["Sources"])) == 7


def test_the_sheets_can_be_worked_in(sample: View) -> None:
    book = book_of(write(material(sample), "xlsx").data)
    for name in ("Events", "Claims", "Sources"):
        assert book[name].freeze_panes == "B2"
        assert book[name].auto_filter.ref.startswith("A1:")
    lists = [one for one in book["Claims"].data_validations.dataValidation if one.type == "list"]
    assert len(lists) == 5
    chosen = {str(one.sqref).split("2:")[0]: one.formula1 for one in lists}
    head = [cell.value for cell in book["Claims"][1]]
    verdict = openpyxl.utils.get_column_letter(head.index("verdict") + 1)
    sheet, area = chosen[verdict].replace("'", "").split("!")
    assert [cell[0].value for cell in book[sheet][area.replace("$", "")]] == ["accept", "reject", "correct"]


def hostile(sample: View, factory, words: str) -> View:
    document = factory.document(
        "x", f"{words} people crossed.", publisher=words, title=words, url="javascript:alert(1)"
    )
    claim = factory.claim(document, words, measure=Measure(5), origin=(Place(words, words),))
    event = factory.event([claim], sample.events()[0].estimate, title=words, origin=claim.origin)
    return factory.view([document], [claim], [event])


@pytest.mark.parametrize("words", HOSTILE)
def test_no_cell_of_the_workbook_is_a_formula(sample: View, factory, words: str) -> None:
    data = write(material(hostile(sample, factory, words), title=words), "xlsx").data
    for sheet in book_of(data).worksheets:
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            assert b"<f>" not in part or b"</formula1>" in part
            assert b"javascript:" not in part


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("table", TABLES)
def test_no_cell_of_a_csv_starts_like_a_formula(sample: View, factory, words: str, table: str) -> None:
    data = write(material(hostile(sample, factory, words), table=table), "hxl").data
    for row in csv.reader(io.StringIO(data.decode())):
        assert not [cell for cell in row if cell.startswith(("=", "+", "@", "\t"))]
        assert not [cell for cell in row if cell.startswith("-") and not cell[1:].replace(".", "").isdigit()]
    assert b"\x00" not in data
    assert b"\x1b" not in data
    assert b"javascript:" not in data


def test_unknown_formats_and_tables_are_named(sample: View) -> None:
    with pytest.raises(InputError, match="one of: xlsx"):
        write(material(sample), "doc")
    with pytest.raises(InputError, match="no table of documents"):
        write(material(sample, table="documents"), "jsonl")


def test_a_missing_package_says_what_to_install(sample: View, monkeypatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(InputError, match=r'pip install "panj\[office\]"'):
        write(material(sample), "xlsx")


def titles(view: View, **wanted) -> set[str]:
    return {event.title for event in Filters(**wanted).narrowed(view).events()}


def test_filters_choose_by_time_country_kind_and_status(sample: View) -> None:
    assert Filters().narrowed(sample) is sample
    assert titles(sample, start="2023-01-01") == {"Armenians leave Karabakh"}
    assert titles(sample, end="2018-12-31") == {"In Kerala's camps"}
    assert titles(sample, start="2021-07-14", end="2021-07-14") == {
        "Afghans cross into Murghab, 13–14 July 2021",
        "Two infants die",
    }
    assert titles(sample, countries=("ARM",)) == {"Armenians leave Karabakh"}
    assert titles(sample, kinds=("in_camp",)) == {"In Kerala's camps"}
    assert titles(sample, statuses=("disputed",)) == {"Armenians leave Karabakh"}


def test_filters_keep_the_claims_and_reports_behind_what_is_left(sample: View) -> None:
    view = Filters(countries=("ARM",)).narrowed(sample)
    assert {claim.kind for claim in view.claims()} == {"fled"}
    assert [document.label for document in view.documents()] == ["karabakh/01"]
    assert view.event(next(iter(sample.events())).id) is None


def test_an_event_with_no_claim_so_sure_is_left_out(sample: View) -> None:
    assert titles(sample, min_confidence=0.95) == set()
    assert len(titles(sample, min_confidence=0.9)) == len(sample.events())


def test_a_place_holds_what_lies_in_it(sample: View, factory) -> None:
    murghab = next(event.destination[0] for event in sample.events() if event.title.startswith("Afghans"))
    assert "Two infants die" in titles(sample, place=murghab)
    province = Place("Gorno-Badakhshan", "Gorno-Badakhshan", "geonames:1221692", "TJK", level="adm1")
    assert titles(sample, place=province) == set()
    inside = replace(murghab, divisions=("geonames:1221692",))
    event = replace(sample.events()[2], destination=(inside,))
    assert titles(factory.view([], [], [event]), place=province) == {event.title}
