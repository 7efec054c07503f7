"""Paths in, documents and problems out: labels, identities, metadata and what is wrong with an input."""

import codecs
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from panj import documents
from panj.errors import InputError
from panj.model import Document, Problem
from panj.settings import Settings

REPORT = "GOMA, Congo - About 300 people fled the town on Monday, officials said.\n"
Load = Callable[..., tuple[list[Document], list[Problem]]]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(record="panj.db", cache=tmp_path / "cache", max_file_bytes=400_000, max_text_chars=20_000)


@pytest.fixture
def load(settings: Settings) -> Load:
    def run(*paths: object, **given: str) -> tuple[list[Document], list[Problem]]:
        found = list(documents.load([str(path) for path in paths], settings=settings, **given))
        return [f for f in found if isinstance(f, Document)], [f for f in found if isinstance(f, Problem)]

    return run


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def rows(*items: object) -> str:
    return "\n".join(item if isinstance(item, str) else json.dumps(item) for item in items)


def labels(found: Iterable[Document]) -> list[str]:
    return [document.label for document in found]


# labels, order and identity


def test_a_folder_is_read_with_all_below_it_in_order(tmp_path: Path, load: Load) -> None:
    write(tmp_path / "in", {"b.txt": REPORT, "a/02.md": REPORT, "a/01.TXT": REPORT, "c/d/e.txt": REPORT})
    found, problems = load(tmp_path / "in")
    assert labels(found) == ["a/01", "a/02", "b", "c/d/e"]
    assert problems == []


def test_hidden_files_and_unknown_endings_of_a_folder_are_passed_over(tmp_path: Path, load: Load) -> None:
    write(tmp_path / "in", {"a.txt": REPORT, ".b.txt": REPORT, ".git/c.txt": REPORT, "d.docx": b"PK\x03\x04", "e": "x"})
    found, problems = load(tmp_path / "in")
    assert labels(found) == ["a"]
    assert problems == []


def test_a_single_file_is_labelled_by_its_stem_and_known_by_its_place(tmp_path: Path, load: Load) -> None:
    write(tmp_path, {"x/03.report.txt": REPORT})
    (document,), _ = load(tmp_path / "x/03.report.txt")
    assert document.label == "03.report"
    assert document.address == f"file:{(tmp_path / 'x/03.report.txt').resolve()}"
    assert document.text == REPORT
    assert document.raw == REPORT.encode()


def test_a_glob_labels_below_its_fixed_part(tmp_path: Path, load: Load) -> None:
    write(tmp_path, {"in/a/1.txt": REPORT, "in/b/1.txt": REPORT, "in/b/2.html": "<p>x"})
    found, problems = load(tmp_path / "in/*/*.txt")
    assert labels(found) == ["a/1", "b/1"]
    assert problems == []


def test_a_recursive_glob_and_a_glob_of_folders(tmp_path: Path, load: Load) -> None:
    write(tmp_path, {"in/a/x/1.txt": REPORT, "in/b/1.txt": REPORT})
    assert labels(load(tmp_path / "in/**/*.txt")[0]) == ["a/x/1", "b/1"]
    assert labels(load(tmp_path / "in/*")[0]) == ["a/x/1", "b/1"]


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path: Path, load: Load) -> None:
    write(tmp_path, {"[1].txt": REPORT})
    assert labels(load(tmp_path / "[1].txt")[0]) == ["[1]"]


def test_a_relative_path_has_the_same_identity_as_an_absolute_one(
    tmp_path: Path, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"in/a.txt": REPORT})
    monkeypatch.chdir(tmp_path)
    (relative,), _ = load("in/a.txt")
    (absolute,), _ = load(tmp_path / "in/a.txt")
    (current,), _ = load(".")
    assert relative.id == absolute.id == current.id
    assert current.label == "in/a"


def test_a_file_named_twice_is_read_once(tmp_path: Path, load: Load) -> None:
    write(tmp_path, {"a.txt": REPORT})
    found, problems = load(tmp_path / "a.txt", tmp_path)
    assert labels(found) == ["a"]
    assert problems == []


def test_links_that_lead_in_a_circle_end(tmp_path: Path, load: Load) -> None:
    write(tmp_path / "in", {"a.txt": REPORT})
    (tmp_path / "in/loop").symlink_to(tmp_path / "in")
    (tmp_path / "in/self.txt").symlink_to(tmp_path / "in/self.txt")
    found, problems = load(tmp_path / "in")
    assert labels(found) == ["a"]
    assert len(problems) == 1


def test_a_known_url_is_the_identity(tmp_path: Path, load: Load) -> None:
    write(tmp_path, {"a.txt": "URL: https://example.org/2021/x\n\n" + REPORT, "b.txt": "URL: nonsense\n\n" + REPORT})
    (first, second), _ = load(tmp_path)
    assert first.address == first.url == "https://example.org/2021/x"
    assert second.url is None
    assert second.address.startswith("file:")


def test_the_same_text_at_another_address_is_another_document(tmp_path: Path, load: Load) -> None:
    write(tmp_path, {"a.txt": REPORT, "b.txt": REPORT})
    (first, second), _ = load(tmp_path)
    assert first.id != second.id
    assert first.version == second.version


# metadata and its precedence


def test_a_header_gives_what_is_known_and_offsets_count_from_the_first_character(tmp_path: Path, load: Load) -> None:
    header = (
        "url: https://example.org/a\nPublished: 2021-07-14\nOUTLET: Example News (AFP)\nTitle: Flight\nlanguage: en\n"
    )
    write(tmp_path, {"a.txt": header + "\n" + REPORT})
    (document,), problems = load(tmp_path)
    assert (document.published, document.published_from) == ("2021-07-14", "header")
    assert (document.publisher, document.title, document.language) == ("Example News (AFP)", "Flight", "en")
    assert document.agency == "AFP"
    assert document.text == header + "\n" + REPORT
    assert document.text[document.body_start :] == REPORT
    assert min(section.start for section in document.sections) == document.body_start
    assert problems == []


def test_metadata_csv_goes_before_the_header_and_arguments_before_both(tmp_path: Path, load: Load) -> None:
    text = "PUBLISHED: 2021-07-14\nOUTLET: In the file\n\n" + REPORT
    table = "File,Published,Publisher,Note\na.txt,2021-07-15,In the table,?\nb.txt,,,\n"
    write(tmp_path, {"a.txt": text, "b.txt": text, "metadata.csv": "\ufeff" + table})
    (a, b), problems = load(tmp_path)
    assert (a.published, a.published_from, a.publisher) == ("2021-07-15", "metadata", "In the table")
    assert (b.published, b.published_from, b.publisher) == ("2021-07-14", "header", "In the file")
    (a, b), _ = load(tmp_path, published="16 July 2021", publisher="Given")
    assert {a.published, b.published} == {"2021-07-16"}
    assert {a.published_from, b.published_from} == {"given"}
    assert {a.publisher, b.publisher} == {"Given"}
    assert problems == []


def test_metadata_csv_serves_a_single_file_and_files_below(tmp_path: Path, load: Load) -> None:
    write(
        tmp_path, {"in/a.txt": REPORT, "in/x/b.txt": REPORT, "in/x/metadata.csv": "file,published\nb.txt,2021-01-02\n"}
    )
    write(tmp_path, {"in/metadata.csv": "file;published;publisher\na.txt;2020-01-01;P\nx/b.txt;2020-01-01;Q\n"})
    (a,), _ = load(tmp_path / "in/a.txt")
    assert a.published == "2020-01-01"
    (_, b), problems = load(tmp_path / "in")
    assert (b.published, b.publisher) == ("2021-01-02", "Q")
    assert problems == []


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("name,published\na.txt,2021-07-14\n", "no column file"),
        ("file,published\na.txt,next week\n", 'Line 2: the date "next week" is not understood.'),
        ("file,published\nb.txt,2021-07-14\n", "names b.txt, which is not there"),
        (b"\x00\x01\x02", "binary"),
    ],
)
def test_a_metadata_csv_that_is_wrong_is_told_and_the_files_are_read(
    tmp_path: Path, load: Load, table: str | bytes, told: str
) -> None:
    write(tmp_path, {"a.txt": REPORT, "metadata.csv": table})
    found, problems = load(tmp_path)
    assert labels(found) == ["a"]
    assert [told in problem.message for problem in problems] == [True]
    assert problems[0].address.endswith("metadata.csv")


def test_a_date_that_is_said_to_be_unknown_is_not_known(tmp_path: Path, load: Load) -> None:
    write(tmp_path, {"a.txt": "PUBLISHED: unknown\n\n" + REPORT})
    (document,), problems = load(tmp_path)
    assert document.published is document.published_from is None
    assert problems == []


def test_a_date_that_nobody_understands_is_told_and_the_report_is_read(tmp_path: Path, load: Load) -> None:
    write(tmp_path, {"a.txt": "PUBLISHED: 03/04/2020\n\n" + REPORT})
    (document,), (problem,) = load(tmp_path)
    assert document.published is None
    assert '"03/04/2020"' in problem.message


def test_an_argument_that_is_no_date_is_refused_at_once(settings: Settings) -> None:
    with pytest.raises(InputError, match="yesterday"):
        documents.load([], published="yesterday", settings=settings)


def test_a_text_at_hand_is_a_document(settings: Settings) -> None:
    document = documents.from_text("TITLE: T\n\n" + REPORT, published="2021-07-14", settings=settings)
    assert (document.title, document.published, document.published_from) == ("T", "2021-07-14", "given")
    assert document.id == documents.from_text("TITLE: T\n\n" + REPORT, settings=settings).id
    with pytest.raises(InputError):
        documents.from_text(" \n", settings=settings)


# rows


def test_rows_become_documents(tmp_path: Path, load: Load) -> None:
    row = {"id": "a/1", "text": REPORT, "published": "2021-07-14T23:30:00+05:00", "publisher": "P", "title": "T"}
    write(tmp_path, {"r.jsonl": "\ufeff" + rows({**row, "language": "en-GB"}, "", {"id": 7, "text": REPORT})})
    (first, second), problems = load(tmp_path)
    assert labels([first, second]) == ["a/1", "7"]
    assert first.address == f"file:{(tmp_path / 'r.jsonl').resolve()}#a/1"
    assert (first.published, first.published_from) == ("2021-07-14", "row")
    assert (first.publisher, first.title, first.language) == ("P", "T", "en")
    assert json.loads(first.raw)["title"] == "T"
    assert problems == []


def test_a_row_without_an_id_is_labelled_by_its_url(tmp_path: Path, load: Load) -> None:
    write(tmp_path, {"r.jsonl": rows({"text": REPORT, "url": "https://example.org/x"})})
    (document,), _ = load(tmp_path)
    assert document.label == document.address == "https://example.org/x"


def test_a_row_that_cannot_be_read_is_named_and_the_others_go_on(tmp_path: Path, load: Load) -> None:
    bad = [
        '{"id": "cut", "text": "of',
        "[1, 2]",
        {"id": "x"},
        {"id": "y", "text": 5},
        {"text": "no id"},
        {"id": "e", "text": "  "},
        {"id": "long", "text": "x" * 300_000},
        {"id": "chars", "text": "x " * 15_000},
        "[" * 50_000,
        '{"id": "n", "text": "t", "published": ' + "9" * 5_000 + "}",
    ]
    write(tmp_path, {"r.jsonl": rows({"id": 1, "text": REPORT}, *bad, {"id": 2, "text": REPORT})})
    found, problems = load(tmp_path)
    assert labels(found) == ["1", "2"]
    assert [problem.address.rpartition("line ")[2] for problem in problems] == [str(n) for n in range(2, 12)]
    assert all(problem.message and problem.hint and "\n" not in problem.message for problem in problems)


def test_an_id_that_stands_twice_is_told(tmp_path: Path, load: Load) -> None:
    write(tmp_path, {"r.jsonl": rows({"id": "a", "text": REPORT}, {"id": "a", "text": "Other text."})})
    found, (problem,) = load(tmp_path)
    assert [document.text for document in found] == [REPORT]
    assert problem.address.endswith("line 2")
    assert "line 1" in problem.message


def test_many_dates_that_nobody_understands_are_one_problem(tmp_path: Path, load: Load) -> None:
    write(tmp_path, {"r.jsonl": rows(*({"id": n, "text": REPORT, "published": "soon"} for n in range(5)))})
    found, (problem,) = load(tmp_path)
    assert len(found) == 5
    assert problem.message.startswith("5 dates of publication")


def test_rows_hold_what_a_record_can_store(tmp_path: Path, load: Load) -> None:
    write(tmp_path, {"r.jsonl": '{"id": "\\ud800", "text": "a\\u0000b \\ud83d\\ude00 \\udfff people"}'})
    (document,), _ = load(tmp_path)
    assert document.text == "a\ufffdb \U0001f600 \ufffd people"
    document.label.encode()
    document.address.encode()


def test_a_file_of_rows_may_be_larger_than_a_report(tmp_path: Path, load: Load) -> None:
    write(tmp_path, {"r.jsonl": rows(*({"id": n, "text": REPORT * 200} for n in range(40)))})
    assert len(load(tmp_path)[0]) == 40


# what cannot be read


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t", "no text"),
        ("a.txt", codecs.BOM_UTF8, "no text"),
        ("a.txt", b"URL: https://example.org/a\n\n", "no text"),
        ("a.txt", b"\x00\x01\x02\x03\xff" * 99, "binary"),
        ("a.txt", b"%PDF-1.7\n...", "PDF"),
        ("a.txt", b"PK\x03\x04....", "ZIP"),
        ("a.txt", "Près de 6 000 personnes, à Adré".encode() + b" et \xff plus.", "encoding"),
        ("a.txt", codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", "encoding"),
        ("a.txt", b"x" * 400_001, "limit"),
        ("a.txt", b"x " * 10_001, "characters"),
        ("a.html", b"<html><body></body></html>", "No report"),
        ("a.jsonl", b"", "empty"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.jsonl", '{"id": "a", "text": "t"}'.encode("utf-16"), "UTF-16"),
        ("a.docx", b"x", ".docx"),
        ("a", b"x", "no ending"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(
    tmp_path: Path, load: Load, name: str, content: bytes, told: str
) -> None:
    write(tmp_path, {name: content})
    found, (problem,) = load(tmp_path / name)
    assert found == []
    assert told in problem.message
    assert problem.address == str(tmp_path / name)
    assert problem.hint
    assert "\n" not in problem.message + problem.hint


def test_a_path_that_leads_nowhere_says_so(tmp_path: Path, load: Load) -> None:
    (tmp_path / "empty").mkdir()
    paths = ["missing.txt", "missing", "empty", "*.txt", "empty/**/*.md"]
    found, problems = load(*(tmp_path / path for path in paths), "ftp://example.org/a", "", "a\0b.txt")
    assert found == []
    assert len(problems) == 8
    assert "no such file" in problems[0].message
    assert "no such file" in problems[1].message
    assert "holds no" in problems[2].message
    assert "matches" in problems[3].message


def test_the_others_are_read_where_one_is_not(tmp_path: Path, load: Load) -> None:
    write(tmp_path, {"a.txt": REPORT, "b.txt": b"\x00\x01", "c.txt": REPORT})
    found, problems = load(tmp_path / "nothing.txt", tmp_path)
    assert labels(found) == ["a", "c"]
    assert len(problems) == 2


def test_a_pipe_is_not_waited_for(tmp_path: Path, load: Load) -> None:
    os.mkfifo(tmp_path / "p.txt")
    _, (problem,) = load(tmp_path / "p.txt")
    assert "no ordinary file" in problem.message


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl"])
def test_a_file_that_the_system_keeps_back_is_told(
    tmp_path: Path, load: Load, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    write(tmp_path, {name: REPORT})

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    found, (problem,) = load(tmp_path / name)
    assert found == []
    assert "Permission denied" in problem.message


def test_a_name_that_is_no_text_can_be_shown_and_stored(tmp_path: Path, load: Load) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9\n.txt")).write_text(REPORT)
    except OSError:
        pytest.skip("this file system has no such names")
    (document,), _ = load(tmp_path)
    document.label.encode()
    document.address.encode()
    (tmp_path / os.fsdecode(b"caf\xe9\n.txt")).write_bytes(b"")
    _, (problem,) = load(tmp_path)
    assert problem.address.isprintable()
