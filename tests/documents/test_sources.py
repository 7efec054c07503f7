"""PDF, feeds, WARC, archives, lists and standard input: each gives the same document as a plain file would."""

import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from panj import documents
from panj.documents import kinds, needs
from panj.documents.options import mapping_of
from panj.errors import InputError
from panj.model import Document

REPORT = "GOMA, Congo - About 300 people fled the town of Sake on Monday, officials said.\n"
BODY = (
    "<p>About 300 people fled the town of Sake on Monday after shelling, officials said, and more were on the road.</p>"
    "<p>Some 120 of them are sheltered in two schools of the town, the governor's office told reporters.</p>"
)
PAGE = (
    '<html><head><title>Hundreds flee Sake</title><meta property="og:site_name" content="Kivu Post">'
    '<meta property="article:published_time" content="2024-02-07T10:00:00Z">'
    f'<link rel="canonical" href="{{url}}"></head><body>'
    f"<article><h1>Hundreds flee Sake</h1>{BODY}</article></body></html>"
)


def page(url: str) -> bytes:
    return PAGE.format(url=url).encode()


def rss(*items: str, head: str = "<title>Kivu Post</title><link>https://kivu.example/</link>") -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


def item(n: int, text: str = "About 300 people fled.", extra: str = "") -> str:
    return (
        f"<item><title>Report {n}</title><link>https://kivu.example/{n}?utm_source=rss</link><guid>g{n}</guid>"
        f"<pubDate>Wed, 07 Feb 2024 10:00:00 GMT</pubDate><description>{text}</description>{extra}</item>"
    )


def known(document: Document) -> tuple[str | None, ...]:
    return document.title, document.publisher, document.published, document.published_from, document.url


def test_the_table_of_extractors_names_every_ending() -> None:
    assert set(documents.EXTRACTORS) == kinds.READABLE | kinds.TABLES


# PDF


def test_a_pdf_is_paragraphs_without_running_heads(tmp_path: Path, make, take) -> None:
    head = make.lines("Displacement in the north", size=16)
    body = make.lines(
        "Goma, 14 July 2021. About 3,000 people fled the town of Sake on",
        "Monday after shelling, the office of the governor said. Some 1,200",
        "are in schools.",
        "",
        "The others are with families.",
        top=750,
    )
    feet = [[(72, 40, 9, f"Situation report | page {n}")] for n in (1, 2, 3)]
    pages = [head + body + feet[0], make.lines("A second page.") + feet[1], make.lines("A third page.") + feet[2]]
    (tmp_path / "a.pdf").write_bytes(make.pdf(pages, "Displacement", "D:20210720120000Z"))
    (document,), problems = take(tmp_path / "a.pdf")
    assert document.text.split("\n\n") == [
        "Displacement in the north",
        "Goma, 14 July 2021. About 3,000 people fled the town of Sake on Monday after shelling, the office of the "
        "governor said. Some 1,200 are in schools.",
        "The others are with families.",
        "A second page.",
        "A third page.",
    ]
    assert document.title == "Displacement in the north"
    assert (document.published, document.published_from) == ("2021-07-20", "pdf")
    assert document.extractor.startswith("pypdfium2@")
    assert problems == []


def test_cells_of_a_row_stay_apart(tmp_path: Path, make, take) -> None:
    rows = [("Province", "Households", "People"), ("North Kivu", "600", "3,000")]
    runs = [
        (x, 700 - n * 14, 11, cell) for n, row in enumerate(rows) for x, cell in zip((72, 250, 350), row, strict=True)
    ]
    (tmp_path / "a.pdf").write_bytes(make.pdf([runs]))
    (document,), _ = take(tmp_path)
    assert document.text == "Province | Households | People\nNorth Kivu | 600 | 3,000"


def test_a_pdf_without_an_ending_is_known_by_its_first_bytes(tmp_path: Path, make, take) -> None:
    (tmp_path / "download").write_bytes(make.pdf([make.lines("About 300 people fled.")]))
    (document,), _ = take(tmp_path / "download")
    assert document.text == "About 300 people fled."


# feeds


def test_the_entries_of_a_feed_are_documents(tmp_path: Path, take) -> None:
    (tmp_path / "feed.xml").write_bytes(
        rss(item(1, "&lt;p&gt;About 300&lt;/p&gt;&lt;p&gt;fled.&lt;/p&gt;"), item(2), item(2))
    )
    (first, second), problems = take(tmp_path)
    assert first.text == "Report 1\n\nAbout 300\n\nfled."
    assert known(first) == ("Report 1", "Kivu Post", "2024-02-07", "feed", "https://kivu.example/1?utm_source=rss")
    assert first.canonical_url == first.address == "https://kivu.example/1"
    assert second.url == "https://kivu.example/2?utm_source=rss"
    assert problems == []


def test_atom_with_content_and_relative_links(tmp_path: Path, take) -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Office</title><link href="https://o.example/"/><id>x</id>'
        '<updated>2024-02-08T00:00:00Z</updated><entry><title>T</title><id>urn:1</id><link href="/a/1"/>'
        "<updated>2024-02-08T00:00:00Z</updated><summary>Short.</summary>"
        '<content type="html">&lt;p&gt;About 300 people fled the town.&lt;/p&gt;</content></entry></feed>'
    )
    (tmp_path / "f.atom").write_text(atom)
    (document,), _ = take(tmp_path)
    assert document.text == "T\n\nAbout 300 people fled the town."
    assert known(document) == ("T", "Office", "2024-02-08", "feed", "https://o.example/a/1")


def test_xml_that_is_no_feed_is_passed_over_in_a_folder_and_told_when_named(tmp_path: Path, take) -> None:
    (tmp_path / "sitemap.xml").write_text("<urlset><url/></urlset>")
    (tmp_path / "a.txt").write_text(REPORT)
    found, problems = take(tmp_path)
    assert ([d.label for d in found], problems) == (["a"], [])
    found, (problem,) = take(tmp_path / "sitemap.xml")
    assert "no feed" in problem.message


# WARC


@pytest.mark.parametrize("ending", [".warc", ".warc.gz"])
def test_the_pages_of_a_crawl_are_documents(tmp_path: Path, make, take, ending: str) -> None:
    urls = ["https://kivu.example/a?utm_source=x", "https://kivu.example/b"]
    records = make.warc([(url, page(url.partition("?")[0])) for url in urls])
    records += [make.record("https://kivu.example/c", make.http(b"gone", status="404 Not Found"))]
    records += [make.record("https://kivu.example/d.png", make.http(b"\x89PNG", "image/png"))]
    records += [make.record("https://kivu.example/e", b"GET / HTTP/1.1\r\n\r\n", kind="request")]
    parts = [gzip.compress(record) for record in records] if ending.endswith("gz") else records
    (tmp_path / f"crawl{ending}").write_bytes(b"".join(parts))
    (first, second), problems = take(tmp_path)
    assert known(first) == ("Hundreds flee Sake", "Kivu Post", "2024-02-07", "html", urls[0])
    assert first.address == first.canonical_url == "https://kivu.example/a"
    assert (first.label, second.label) == (urls[0], urls[1])
    assert problems == []


def test_pages_of_a_crawl_are_unpacked_and_their_chunks_joined(tmp_path: Path, make, take) -> None:
    body = gzip.compress(page("https://kivu.example/z"))
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:50], body[50:], b""))
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    (tmp_path / "w.warc").write_bytes(make.record("https://kivu.example/z", head + chunked))
    (document,), problems = take(tmp_path)
    assert (document.url, document.title) == ("https://kivu.example/z", "Hundreds flee Sake")
    assert problems == []


# archives


def test_archives_are_folders(tmp_path: Path, make, take) -> None:
    files = {
        "b/2.txt": REPORT.encode(),
        "b/1.html": page("https://kivu.example/1"),
        "a.jsonl": json.dumps({"id": "r1", "text": REPORT}).encode(),
        "notes.docx": b"PK",
        "__MACOSX/x.txt": b"no",
        ".hidden.txt": b"no",
    }
    (tmp_path / "z.zip").write_bytes(make.zipped({**files, "inner.tgz": make.tarred({"c.txt": REPORT.encode()})}))
    found, problems = take(tmp_path)
    assert [document.label for document in found] == ["r1", "z/b/1", "z/b/2", "z/inner/c"]
    assert found[2].text == REPORT
    assert found[2].address == f"file:{(tmp_path / 'z.zip').resolve()}#b/2.txt"
    assert found[0].address.endswith("z.zip#a.jsonl#r1")
    assert problems == []


@pytest.mark.parametrize(
    ("name", "mode"), [("t.tar", "w"), ("t.tar.gz", "w:gz"), ("t.tgz", "w:gz"), ("t.tar.bz2", "w:bz2")]
)
def test_tar_archives_with_a_table(tmp_path: Path, make, take, name: str, mode: str) -> None:
    table = b"file,published,publisher\nx/a.txt,2021-07-14,In the table\n"
    files = {"x/a.txt": REPORT.encode(), "metadata.csv": table}
    (tmp_path / name).write_bytes(make.tarred(files, mode))
    (document,), problems = take(tmp_path)
    assert (document.label, document.published, document.publisher) == ("t/x/a", "2021-07-14", "In the table")
    assert problems == []


def test_a_gzip_file_is_what_is_in_it(tmp_path: Path, take) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(REPORT.encode()))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b'{"id": "1", "text": "Some 30 fled."}\n'))
    (tmp_path / "c.sql.gz").write_bytes(gzip.compress(b"no report"))
    found, problems = take(tmp_path)
    assert [document.label for document in found] == ["a", "1"]
    assert found[0].text == REPORT
    assert problems == []


# rows with other keys


def test_a_mapping_names_the_keys_of_rows(tmp_path: Path, take) -> None:
    row = {"uid": 7, "body": {"full": REPORT}, "date": "2021-07-14", "outlet.name": "P"}
    (tmp_path / "r.jsonl").write_text(json.dumps(row))
    options = documents.Options(mapping=mapping_of("id=uid, text=body.full,published=date,publisher=outlet.name"))
    (document,), _ = take(tmp_path, options=options)
    assert (document.label, document.text, document.published, document.publisher) == ("7", REPORT, "2021-07-14", "P")
    _, (problem,) = take(tmp_path)
    assert "--map" in problem.hint


@pytest.mark.parametrize("value", ["text", "text=", "words=body", "text=a,text=b", "=x"])
def test_a_mapping_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(InputError, match=r"."):
        mapping_of(value)


# standard input


def test_standard_input_is_read_as_what_it_is(monkeypatch: pytest.MonkeyPatch, make, take) -> None:
    def given(data: bytes) -> tuple[list[Document], list[object]]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return take("-")

    (text,), _ = given(REPORT.encode())
    assert (text.label, text.text) == ("stdin", REPORT)
    assert given(REPORT.encode())[0][0].id == text.id
    assert given(b"Other words: 40 people fled.")[0][0].id != text.id
    assert [d.label for d in given(b'{"id": "a", "text": "Some fled."}\n{"id": "b", "text": "x y"}')[0]] == ["a", "b"]
    assert given(make.pdf([make.lines("About 300 fled.")]))[0][0].text == "About 300 fled."
    assert given(page("https://kivu.example/1"))[0][0].title == "Hundreds flee Sake"
    assert given(make.zipped({"a.txt": REPORT.encode()}))[0][0].label == "stdin/a"
    assert "Nothing" in given(b"")[1][0].message
    assert "more than" in given(b"x" * 500_000)[1][0].message


# parts that are not installed


@pytest.mark.parametrize(
    ("name", "extra"), [("a.pdf", "panj[pdf]"), ("a.rss", "panj[feeds]"), ("a.warc", "panj[archive]")]
)
def test_a_part_that_is_missing_is_named(
    tmp_path: Path, take, monkeypatch: pytest.MonkeyPatch, name: str, extra: str
) -> None:
    monkeypatch.setattr(needs, "find_spec", lambda _: None)
    (tmp_path / name).write_bytes(b"%PDF-")
    found, (problem,) = take(tmp_path / name)
    assert found == []
    assert f'pip install "{extra}"' in problem.hint
