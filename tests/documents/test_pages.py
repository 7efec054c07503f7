"""Web pages: text and metadata of ordinary ones, and nothing that hostile ones can do."""

import logging
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from panj import documents
from panj.model import Document, Problem
from panj.settings import Settings

PARAGRAPH = (
    "<p>Guards let {} families over the bridge at dawn, the district's office said on Monday, after they had waited "
    "for three days beside the river without shelter or food.</p>"
)
PARAGRAPHS = "".join(PARAGRAPH.format(number) for number in range(300, 308))
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Families cross the bridge | Example News</title>
<meta property="og:site_name" content="Example News"><meta property="og:title" content="Families cross the bridge">
<meta property="article:published_time" content="2021-07-14T23:30:00+05:00">
<link rel="canonical" href="https://example.org/2021/families"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Families cross the bridge</h1>{PARAGRAPHS}
<p>Read more: <a href="/x">The river and its floods, a history in pictures</a></p></article>
<script>var a = "<p>400 people in a script</p>";</script><footer>About us</footer></body></html>"""


def load(path: Path, content: str | bytes, **limits: int) -> Document | Problem:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    settings = Settings(record="panj.db", cache=path.parent, **limits)
    (found,) = documents.load([str(path)], settings=settings)
    return found


def read(path: Path, content: str | bytes) -> Document:
    found = load(path, content)
    assert isinstance(found, Document), found
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "page.html"


def test_an_ordinary_page(path: Path) -> None:
    document = read(path, PAGE)
    assert document.text.startswith("Families cross the bridge\n\nGuards let 300 families")
    assert "script" not in document.text
    assert "Home" not in document.text
    assert (document.title, document.publisher) == ("Families cross the bridge", "Example News")
    assert (document.published, document.published_from) == ("2021-07-14", "html")
    assert document.url == document.address == "https://example.org/2021/families"
    assert document.sections[0].kind == "headline"
    assert document.section_at(document.text.index("300")) == "body"
    assert document.extractor.startswith("trafilatura@2.")
    assert document.raw == PAGE.encode()
    assert document.label == "page"


def test_the_same_page_gives_the_same_text(path: Path) -> None:
    assert read(path, PAGE).version == read(path, PAGE).version


def test_an_old_encoding_that_the_page_declares(path: Path) -> None:
    words = "Пограничники сообщили, что 347 человек перешли границу, среди них женщины и дети, и остались в районе."
    page = f"<html><head><meta charset='windows-1251'><title>Граница</title></head><body><p>{words}</p></body></html>"
    assert words in read(path, page.encode("cp1251")).text


def test_the_address_of_a_site_is_not_the_address_of_a_page(path: Path) -> None:
    document = read(path, PAGE.replace("https://example.org/2021/families", "https://example.org/"))
    assert document.url is None
    assert document.address.startswith("file:")


def test_a_day_is_not_guessed_from_the_words_of_a_page(path: Path) -> None:
    page = f"<html><body><article>{PARAGRAPHS}<p>The camp was closed on 3 March 2020.</p></article></body></html>"
    assert read(path, page).published is None


@pytest.mark.parametrize("depth", [300, 500, 50_000])
def test_a_page_nested_too_deep_is_read_plainly(path: Path, depth: int) -> None:
    page = f"<html><head><title>Deep</title></head><body>{'<div>' * depth}{PARAGRAPHS}{'</div>' * depth}</body></html>"
    document = read(path, page)
    assert "307 families" in document.text
    assert document.title == "Deep"


def test_a_page_of_too_many_tags_is_read_plainly(path: Path) -> None:
    document = read(
        path, f"<html><body>{'<b>x</b>' * 20_000}<nav><p>Home and away and much more</nav>{PARAGRAPHS}</body>"
    )
    assert document.extractor == "tags@1"
    assert "307 families" in document.text
    assert "Home" not in document.text


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<" * 300_000,
        "<html><body>" + "<a " * 200_000,
        "<html><body>" + "<!-- " * 100_000,
        "<html><body>" + "<script>" * 100_000,
        "<html><body>" + "</div>" * 100_000,
        "<html><body>" + "<table><tr><td>" * 5_000,
        "<html><head><title>" + "x" * 500_000,
        "<html><body><p title='" + "x" * 500_000 + "'>",
        "<html><head><script type='application/ld+json'>" + "[" * 100_000 + "</script></head><body></body></html>",
        "<html><body><p>" + "&amp;" * 100_000,
        "<?xml version='1.0' encoding='utf-16'?><html><body></body></html>",
    ],
)
def test_hostile_pages_end(path: Path, page: str) -> None:
    assert isinstance(load(path, page), Document | Problem)


def test_a_page_that_is_too_large_is_told(path: Path) -> None:
    found = load(path, b"<html><body>" + b"<p>hello world</p>" * 500_000)
    assert isinstance(found, Problem)
    assert "limit" in found.message


def test_a_page_with_too_much_text_is_told(path: Path) -> None:
    found = load(path, PAGE, max_text_chars=100)
    assert isinstance(found, Problem)
    assert "characters" in found.message


def test_the_library_is_silent(path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    with caplog.at_level(logging.DEBUG):
        load(path, "<html><body>no</body></html>")
        load(path, "<div>" * 500 + "x")
        load(path, "not a page at all")
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
    assert capfd.readouterr() == ("", "")


PIECES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["<p>", "</p>", "<div", ">", "<!--", "-->", "<script>", "</script>", "<title>", "<table>", "<li>", "&#0;",
         "&#xD800;", "<meta charset=utf-16>", "<?xml encoding='x'?>", "<body>", "<html>",
         "\x00", "five words of a block here"]
    ),
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_page_gives_a_text_that_can_be_stored_or_a_problem(path: Path, page: str) -> None:
    found = load(path, page.encode("utf8", "surrogatepass"))
    if isinstance(found, Document):
        found.text.encode("utf8")
        assert "\0" not in found.text
        assert found.text.strip()
