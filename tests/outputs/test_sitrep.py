"""The situation report in its four forms: each figure with its bounds, status and sources, no total over kinds, and
text from reports that stays text."""

import html
import io
import re
import zipfile
from dataclasses import replace

import pytest

from panj.errors import InputError
from panj.model import Contradiction, Estimate, Measure, Period, Place, View
from panj.outputs.exports import Material, Stamp, write
from panj.outputs.sitrep.changed import changed, sort_of
from panj.outputs.sitrep.content import content
from panj.outputs.sitrep.markdown import plain

ABOUT = Stamp("0.1.0", "grammar@0.1.0+aa", "1234abcd", "2023-10-01T08:00:00Z", as_of="2023-09-30")
FORMS = ("html", "pdf", "docx", "md")
HOSTILE = (
    "</style><script>alert(1)</script>\x00\u202e\"'><img src=x onerror=alert(1)> {{ 7*7 }} [x](http://evil.example) | a"
)


def material(view: View, **fields) -> Material:
    return Material(view, ABOUT, **{"start": "2018-01-01", "end": "2023-12-31", "place": "Tajikistan", **fields})


def text_of(view: View, form: str, **fields) -> str:
    """All words of the report, with single spaces."""
    data = write(material(view, **fields), f"sitrep-{form}").data
    if form == "pdf":
        pdfium = pytest.importorskip("pypdfium2")
        document = pdfium.PdfDocument(data)
        text = " ".join(page.get_textpage().get_text_range() for page in document)
        document.close()
    elif form == "docx":
        document = pytest.importorskip("docx").Document(io.BytesIO(data))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        text = " ".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    elif form == "html":
        page = re.sub(r"<style>.*?</style>", "", data.decode(), flags=re.DOTALL)
        text = html.unescape(re.sub(r"<[^>]+>", " ", page))
    else:
        text = data.decode().replace("\\", "")
    return " ".join(text.replace("\ufffe", "-").split())


@pytest.fixture(params=FORMS)
def form(request) -> str:
    if request.param == "pdf":
        request.getfixturevalue("pango")
    return request.param


def test_every_form_says_what_the_record_says(sample: View, form: str) -> None:
    text = text_of(sample, form)
    for said in (
        "Situation report: Tajikistan", "1 January 2018 to 31 December 2023", "347 (345–347)", "65,036", "223,139",
        "at least 1,000", "disputed", "reported", "Border Troops", "two totals", "2023-09-30", "grammar@0.1.0+aa",
        "1234abcd", "A total of 347 citizens of Afghanistan entered Tajikistan", "State Agency", "13–14 July 2021",
        "In figures", "What changed", "Figures and their sources", "Disputed or not settled", "What is not known",
        "How this was made",
    ):  # fmt: skip
        assert said in text, said
    assert form == "md" or "say nothing about the status of any territory" in text


def test_panels_are_apart_and_no_figure_adds_over_them(sample: View, form: str) -> None:
    text = text_of(sample, form)
    for title in ("Internal displacement", "Across borders", "Displaced on a day", "Returns"):
        assert title in text
    numbers = {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*\d", text)}
    assert not numbers & {347 + 65036, 65036 + 223139, 347 + 223139, 347 + 65036 + 223139, 1000 + 347}


def test_no_report_is_not_zero(sample: View, form: str) -> None:
    text = text_of(sample, form)
    assert "Returns: no report in the record tells of any. That is not zero." in text
    assert not re.search(r"\b0 people", text)


def test_an_empty_record_makes_a_report_too(factory, form: str) -> None:
    text = text_of(factory.view(), form)
    assert "Internal displacement: no report in the record tells of any." in text
    assert form == "md" or "No place of these events is known" in text


def test_sources_are_numbered_and_found(sample: View) -> None:
    page = write(material(sample), "sitrep-html").data.decode()
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets
    assert targets <= set(re.findall(r'id="([^"]+)"', page))
    report = content(material(sample))
    assert all(row.refs for row in report.table)
    assert [one.number for one in report.sources] == list(range(1, 8))


def test_the_page_loads_nothing_and_runs_nothing(sample: View) -> None:
    page = write(material(sample), "sitrep-html").data.decode()
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert not re.search(r'(src|href)="(?!#|https://example\.org)', page)


def hostile(factory) -> View:
    document = factory.document(
        "x", f"{HOSTILE} 5 people crossed.", publisher=HOSTILE, title=HOSTILE, url="javascript:alert(1)"
    )
    place = Place(HOSTILE, HOSTILE, None, "TJK", None, 38.0, 70.0, "place")
    claim = factory.claim(document, HOSTILE, measure=Measure(5))
    clash = (Contradiction(HOSTILE, "conflict", False, (claim.id,), ("x",)),)
    event = factory.event([claim], Estimate(5, 5, 5, "2021-07-14", (HOSTILE,)), title=HOSTILE, destination=(place,),
                          contradictions=clash, boundary="cross_border", metric="flow")  # fmt: skip
    return factory.view([document], [claim], [event])


def test_text_from_reports_is_no_markup(factory, form: str) -> None:
    view = hostile(factory)
    data = write(material(view, title=HOSTILE, changed=[(None, view.events()[0])]), f"sitrep-{form}").data
    if form == "html":
        assert b"<script>alert" not in data
        assert b"<img" not in data
        assert b"javascript:" not in data
        assert b"\x00" not in data
    elif form == "md":
        assert b"<script>" not in data
        assert not re.search(rb"(?<!\\)\]\(", data)
        assert b"javascript:" not in data
        rows = [line for line in data.decode().splitlines() if line.startswith("| ")]
        assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {8}
    elif form == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert not [name for name in archive.namelist() if "vba" in name.lower()]
            assert b"javascript:" not in archive.read("word/_rels/document.xml.rels")
    else:
        assert b"/JavaScript" not in data
        assert b"/JS" not in data


@pytest.mark.parametrize(
    "text", ["1. one", "- a", "# b", "[a](http://b.c)", "www.x.org", "*a* _b_ `c`", "a|b", "<b>", "= a", "a@b.c"]
)
def test_markdown_is_escaped(text: str) -> None:
    assert plain(text) != text
    assert plain(plain("plain words, 1,000 (345–347): ok.")) == "plain words, 1,000 (345–347): ok."


def test_the_document_has_pictures_headings_and_a_head_on_every_page(sample: View, pango) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document(io.BytesIO(write(material(sample), "sitrep-docx").data))
    assert len(document.inline_shapes) >= 2
    assert {"Heading 1", "Heading 2", "List Bullet"} <= {paragraph.style.name for paragraph in document.paragraphs}
    assert "tblHeader" in document.tables[1].rows[0]._tr.xml
    assert document.core_properties.title == "Situation report: Tajikistan"


def test_without_weasyprint_the_document_is_written_without_pictures(sample: View, monkeypatch) -> None:
    pytest.importorskip("docx")
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    assert 'pip install "panj[pdf-report]"' in text_of(sample, "docx")
    with pytest.raises(InputError, match=r'pip install "panj\[pdf-report\]"'):
        write(material(sample), "sitrep-pdf")


def test_the_pdf_has_a_title_and_a_language(sample: View, pango) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    document = pdfium.PdfDocument(write(material(sample), "sitrep-pdf").data)
    assert document.get_metadata_value("Title") == "Situation report: Tajikistan"
    assert len(document) < 9
    document.close()


@pytest.fixture
def crossing(sample: View):
    return next(event for event in sample.events() if event.title.startswith("Afghans"))


def later(event, best, day):
    return replace(event, estimate=replace(event.estimate, best=best, low=best, high=best, date=day))


def test_changes_are_told_apart(sample: View, crossing) -> None:
    stock = next(event for event in sample.events() if event.metric == "stock")
    dead = next(event for event in sample.events() if event.kind == "died")
    assert sort_of(None, crossing, "2021-07-13") == "movement"
    assert sort_of(None, crossing, "2021-07-15") == "late"
    assert sort_of(crossing, later(crossing, 400, "2021-07-16")) == "growth"
    assert sort_of(crossing, later(crossing, 345, "2021-07-14")) == "revision"
    assert sort_of(crossing, replace(later(crossing, 900, "2021-07-16"), kind="displaced")) == "scope"
    assert sort_of(crossing, replace(later(crossing, 900, "2021-07-16"), destination=())) == "scope"
    assert sort_of(crossing, replace(crossing, status="confirmed")) == "standing"
    assert sort_of(crossing, None) == "gone"
    assert sort_of(None, stock) == "count"
    assert sort_of(stock, later(stock, 9, "2018-08-20")) == "count"
    assert sort_of(None, dead) == "new"


def test_changes_stand_in_the_report_with_what_was_before(sample: View, crossing, form: str) -> None:
    pairs = [(later(crossing, 77, "2021-07-13"), crossing), (replace(crossing, id="e_x", title="Gone now"), None)]
    text = text_of(sample, form, changed=pairs)
    assert "More movement" in text
    assert "347 (345–347) people, before 77 (reported)" in text
    assert "No longer told" in text
    assert "New movement" not in text


def test_events_without_a_figure_are_no_change(sample: View, crossing) -> None:
    attack = replace(crossing, kind="attack", unit=None)
    assert changed([(None, attack)], None) == []


def test_what_is_not_known_is_said(sample: View, crossing, factory) -> None:
    bare = replace(crossing, origin=(), destination=(), period=Period(None, None), boundary=None,
                   estimate=Estimate(5, 5, None, None))  # fmt: skip
    told = " ".join(content(material(factory.view([], [], [bare]))).unknown)
    for said in ("no place is known: No. 1", "no day is known", "open on one side", "whether a border was crossed"):
        assert said in told


def test_a_large_report_stays_short(sample: View, crossing, factory) -> None:
    many = [replace(crossing, id=f"e_{n}", estimate=replace(crossing.estimate, best=n)) for n in range(300)]
    report = content(material(factory.view([], [], many)))
    assert len(report.table) == 200
    assert report.more == 100
    assert min(row.event.estimate.best for row in report.table) == 100
