"""What hostile files do to the intake: nothing but a line that names them, and the others are read."""

import bz2
import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panj import documents
from panj.model import Document, Problem
from panj.settings import Settings

REPORT = b"GOMA, Congo - About 300 people fled the town of Sake on Monday, officials said.\n"
PAGE = b"<html><body><p>About 300 people fled the town of Sake on Monday, officials said.</p></body></html>"


def rss(body: str, doctype: str = "") -> bytes:
    return f'<?xml version="1.0"?>{doctype}<rss version="2.0"><channel><title>T</title>{body}</channel></rss>'.encode()


ITEM = "<item><title>Some 30 people fled</title><guid>g{}</guid></item>"
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha">' + "".join(f'<!ENTITY {c} "{"&" + b + ";" * 1}{("&" + b + ";") * 9}">'
    for b, c in zip("abcdefgh", "bcdefghi", strict=True)) + "]>"
)  # fmt: skip


# archives


def test_a_zip_bomb_ends_early_and_the_others_are_read(tmp_path: Path, make, take) -> None:
    bomb = {f"{n:03}.txt": b"0 " * 150_000 for n in range(20)}
    (tmp_path / "bomb.zip").write_bytes(make.zipped(bomb))
    (tmp_path / "later.txt").write_bytes(REPORT)
    found, problems = take(tmp_path)
    assert found[-1].label == "later"
    assert "bomb" in problems[-1].message
    assert problems[-1].address.endswith("bomb.zip")


def test_a_member_that_is_too_large_is_named_and_the_others_are_read(tmp_path: Path, make, take) -> None:
    files = {"a.txt": b"x" * 500_000, "b.txt": REPORT}
    for name, data in (("z.zip", make.zipped(files)), ("t.tgz", make.tarred(files))):
        (tmp_path / name).write_bytes(data)
        (document,), (problem,) = take(tmp_path / name)
        assert document.label.endswith("/b")
        assert problem.address.endswith("a.txt")
        assert "limit" in problem.message


def test_a_zip_that_lies_about_a_size_is_named(tmp_path: Path, make, take) -> None:
    data = bytearray(make.zipped({"a.txt": REPORT * 100, "b.txt": REPORT}))
    central = data.find(b"PK\x01\x02")
    data[central + 24 : central + 28] = struct.pack("<L", 10)
    (tmp_path / "z.zip").write_bytes(data)
    found, (problem,) = take(tmp_path)
    assert [document.label for document in found] == ["z/b"]
    assert problem.address.endswith("a.txt")


def test_a_gzip_bomb_ends_early(tmp_path: Path, take) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"0" * 30_000_000))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b"0" * 30_000_000))
    (tmp_path / "c.warc.gz").write_bytes(gzip.compress(b"WARC/1.0\r\n" + b"0" * 30_000_000))
    (tmp_path / "d.tar.gz").write_bytes(gzip.compress(b"\0" * 30_000_000))
    (tmp_path / "e.txt").write_bytes(REPORT)
    found, problems = take(tmp_path)
    assert [document.label for document in found] == ["e"]
    assert {Path(problem.address.split(",")[0]).name[0] for problem in problems} == {"a", "b", "c", "d"}


def test_a_tar_whose_header_asks_for_all_memory_is_refused(tmp_path: Path, take) -> None:
    info = tarfile.TarInfo("a.txt")
    info.type, info.size = tarfile.XHDTYPE, 8 * 1024**3
    (tmp_path / "a.tar").write_bytes(info.tobuf(tarfile.GNU_FORMAT) + b"\0" * 1024)
    found, (problem,) = take(tmp_path)
    assert found == []
    assert "a.tar" in problem.address


def test_archives_within_archives_end(tmp_path: Path, make, take) -> None:
    data = make.zipped({"a.txt": REPORT})
    for n in range(9):
        data = make.zipped({f"{n}.zip": data, f"{n}.txt": REPORT})
    (tmp_path / "z.zip").write_bytes(data)
    found, (problem,) = take(tmp_path)
    assert len(found) == 3
    assert "deep" in problem.message


def test_an_archive_of_too_many_files_is_left(tmp_path: Path, make, take) -> None:
    (tmp_path / "z.zip").write_bytes(make.zipped({f"{n}.txt": REPORT for n in range(60)}))
    found, problems = take(tmp_path)
    assert len(found) <= 50
    assert "files" in problems[-1].message


@pytest.mark.parametrize("name", ["../../etc/a.txt", "/etc/a.txt", "x/../../a.txt", "C:/a.txt", "..\\a.txt"])
def test_names_that_lead_outside_are_refused(tmp_path: Path, make, take, name: str) -> None:
    files = {name: REPORT, "b.txt": REPORT}
    (tmp_path / "z.zip").write_bytes(make.zipped(files))
    (document,), (problem,) = take(tmp_path / "z.zip")
    assert document.label == "z/b"
    assert "out of the archive" in problem.message
    if "\\" not in name:
        (tmp_path / "t.tar").write_bytes(make.tarred(files, "w"))
        (document,), (problem,) = take(tmp_path / "t.tar")
        assert document.label == "t/b"


def test_links_and_devices_in_a_tar_are_not_followed(tmp_path: Path, make, take) -> None:
    others = []
    for name, kind in (("s.txt", tarfile.SYMTYPE), ("h.txt", tarfile.LNKTYPE), ("f.txt", tarfile.FIFOTYPE)):
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, "/etc/passwd"
        others.append(info)
    (tmp_path / "t.tar").write_bytes(make.tarred({"b.txt": REPORT}, "w", *others))
    (document,), problems = take(tmp_path)
    assert document.label == "t/b"
    assert len(problems) == 3


def test_an_encrypted_member_is_named(tmp_path: Path, make, take) -> None:
    data = bytearray(make.zipped({"a.txt": REPORT, "b.txt": REPORT}))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "z.zip").write_bytes(data)
    (document,), (problem,) = take(tmp_path)
    assert (document.label, "encrypted" in problem.message) == ("z/b", True)


@pytest.mark.parametrize("kind", ["zip", "tar", "tgz"])
def test_an_archive_that_breaks_off_is_told(tmp_path: Path, make, take, kind: str) -> None:
    files = {f"{n}.txt": REPORT * 50 for n in range(9)}
    data = make.zipped(files) if kind == "zip" else make.tarred(files, "w" if kind == "tar" else "w:gz")
    (tmp_path / f"a.{kind}").write_bytes(data[: len(data) * 2 // 3])
    _, problems = take(tmp_path)
    assert problems


# WARC


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("length", [5, 200, 10**4, 10**17])
def test_a_record_with_a_false_length_is_named_and_the_next_is_read(
    tmp_path: Path, make, take, packed: bool, length: int
) -> None:
    records = [
        make.record("https://a.example/1", make.http(PAGE)),
        make.record("https://a.example/2", make.http(PAGE), length),
        make.record("https://a.example/3", make.http(PAGE)),
        make.record("https://a.example/4", make.http(PAGE)),
    ]
    data = b"".join(gzip.compress(r) if packed else r for r in records)
    (tmp_path / ("w.warc.gz" if packed else "w.warc")).write_bytes(data)
    found, problems = take(tmp_path)
    assert [document.url for document in found] == [f"https://a.example/{n}" for n in (1, 3, 4)]
    assert len(problems) == 1
    assert "record 2" in problems[0].address


def test_a_broken_member_of_a_gzip_crawl_is_passed_over(tmp_path: Path, make, take) -> None:
    parts = [gzip.compress(record) for record in make.warc([(f"https://a.example/{n}", PAGE) for n in range(3)])]
    parts[1] = parts[1][:60] + b"\xff" * 40 + parts[1][100:]
    (tmp_path / "w.warc.gz").write_bytes(b"".join(parts))
    found, problems = take(tmp_path)
    assert [document.url for document in found] == ["https://a.example/0", "https://a.example/2"]
    assert problems


def test_a_page_in_a_crawl_that_unfolds_without_end_is_named(tmp_path: Path, make, take) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    bomb = make.record("https://a.example/1", head + gzip.compress(b"0" * 5_000_000))
    (tmp_path / "w.warc").write_bytes(bomb + make.warc([("https://a.example/2", PAGE)])[0])
    (document,), (problem,) = take(tmp_path)
    assert document.url == "https://a.example/2"
    assert "record 1" in problem.address


# feeds and pages


def test_a_feed_with_entities_of_its_own_is_refused(tmp_path: Path, take) -> None:
    (tmp_path / "a.rss").write_bytes(rss("<item><title>&i;</title><guid>1</guid></item>", LAUGHS))
    (tmp_path / "b.rss").write_bytes(rss(ITEM.format(1)))
    (document,), (problem,) = take(tmp_path)
    assert document.title == "Some 30 people fled"
    assert "entities" in problem.message


def test_a_feed_nested_too_deep_is_refused(tmp_path: Path, take) -> None:
    (tmp_path / "a.rss").write_bytes(rss("<a>" * 9000 + "</a>" * 9000))
    assert "deep" in take(tmp_path)[1][0].message


def test_a_feed_of_too_many_entries_is_cut_by_name(tmp_path: Path, take) -> None:
    (tmp_path / "a.rss").write_bytes(rss("".join(ITEM.format(n) for n in range(50))))
    found, (problem,) = take(tmp_path)
    assert (len(found), "50 entries" in problem.message) == (40, True)


def test_a_page_500_elements_deep_is_read(tmp_path: Path, take) -> None:
    inner = "About 300 people fled the town of Sake on Monday."
    (tmp_path / "a.html").write_text("<div>" * 500 + f"<p>{inner}</p>" + "</div>" * 500)
    (document,), _ = take(tmp_path)
    assert inner in document.text


# PDF


def test_a_pdf_of_too_many_pages_is_refused(tmp_path: Path, make, take) -> None:
    (tmp_path / "a.pdf").write_bytes(make.pdf([make.lines("About 300 fled.")] * 25))
    _, (problem,) = take(tmp_path)
    assert "25 pages" in problem.message


def test_a_pdf_with_broken_tables_is_read_or_named(tmp_path: Path, make, take) -> None:
    whole = make.pdf([make.lines("About 300 fled.")])
    broken = {
        "xref": whole.replace(b"startxref", b"startxxxx"),
        "offsets": whole.replace(b"00000 n", b"99999 n"),
        "cut": whole[:400],
        "count": whole.replace(b"/Count 1", b"/Count 99999999"),
        "loop": whole.replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"),
        "none": b"%PDF-1.7\n",
    }
    for name, data in broken.items():
        (tmp_path / f"{name}.pdf").write_bytes(data)
    found, problems = take(tmp_path)
    assert len(found) + len(problems) == len(broken)


def test_a_pdf_that_takes_too_long_or_too_much_is_stopped(tmp_path: Path, make, small: Settings) -> None:
    (tmp_path / "a.pdf").write_bytes(make.pdf([make.lines("About 300 fled.")] * 3))
    (problem,) = documents.load([str(tmp_path)], settings=replace(small, max_pdf_seconds=0.001))
    assert isinstance(problem, Problem)
    assert "longer than" in problem.message
    (problem,) = documents.load([str(tmp_path)], settings=replace(small, max_pdf_memory=20_000_000))
    assert isinstance(problem, Problem)
    assert problem.hint


# anything


ANY = st.binary(max_size=600)
SEEDS = [
    zlib.compress(b"x"),
    gzip.compress(REPORT),
    bz2.compress(REPORT),
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n",
    b"<rss><channel><item><title>",
    b"PK\x03\x04",
]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(SEEDS),
    ANY,
    st.sampled_from([".warc", ".warc.gz", ".zip", ".tar", ".tgz", ".gz", ".rss", ".gkg.csv"]),
)
def test_any_bytes_are_documents_or_problems(
    tmp_path_factory: pytest.TempPathFactory, start: bytes, rest: bytes, ending: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    path = folder / f"a{ending}"
    path.write_bytes(start + rest)
    limits = Settings(record="panj.db", cache=folder, max_unpacked_bytes=100_000)
    for found in documents.load([str(path)], settings=limits):
        assert isinstance(found, Document | Problem)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2_000), st.integers(0, 255), st.sampled_from(["zip", "tgz", "warc"]))
def test_a_changed_byte_breaks_nothing(
    tmp_path_factory: pytest.TempPathFactory, make: Callable[..., bytes], at: int, byte: int, kind: str
) -> None:
    files = {"a.txt": REPORT, "b/c.txt": REPORT}
    data = bytearray(
        make.zipped(files) if kind == "zip" else make.tarred(files) if kind == "tgz"  # type: ignore[attr-defined]
        else b"".join(make.warc([("https://a.example/1", PAGE)] * 3))  # type: ignore[attr-defined]
    )  # fmt: skip
    data[at % len(data)] = byte
    folder = tmp_path_factory.mktemp("any")
    (folder / f"a.{kind}").write_bytes(data)
    for found in documents.load([str(folder)], settings=Settings(record="panj.db", cache=folder)):
        assert isinstance(found, Document | Problem)


def test_an_office_document_is_no_archive_of_reports(tmp_path: Path, take) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("a.txt", REPORT)
    (tmp_path / "report.docx").write_bytes(out.getvalue())
    found, (problem,) = take(tmp_path / "report.docx")
    assert (found, ".docx" in problem.message) == ([], True)
