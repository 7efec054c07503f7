"""What an archive holds, what a second run does, and what it refuses."""

import json
import os
import sys
import zipfile

import pytest
from archive_kit import page_of, row_of, rows, table, tables, text_of, warc

from panj import pipeline
from panj.archive import Folder, read_stored
from panj.errors import InputError
from panj.pipeline import archiving
from panj.record import open_record


@pytest.fixture
def cut_small(monkeypatch):
    monkeypatch.setattr(archiving, "CUT_BYTES", 1)


def test_documents_and_claims_stand_by_month(tmp_path, make):
    rows(tmp_path / "a.jsonl", range(6))
    summary = make(tmp_path / "a.jsonl")

    assert summary.counts["read"] == 6
    assert sorted(path.name for path in (tmp_path / "out/documents").iterdir()) == [
        "month=2021-01",
        "month=2021-02",
        "month=2021-03",
    ]
    documents, claims = table(tmp_path / "out", "documents"), table(tmp_path / "out", "claims")
    assert {row["label"] for row in documents} == {f"r{n}" for n in range(6)}
    assert all(row["text"] is None for row in documents)
    assert sum(row["claims"] for row in documents) == len(claims) == summary.counts["claims"]
    fled = next(row for row in claims if row["document"] == "r0" and row["kind"] == "fled")
    assert (fled["value"], fled["origin"][0]["country"], fled["publisher"]) == (300, "COD", "Kivu Post")
    assert fled["sentence"].startswith("Some 300 people fled Goma")
    assert text_of(0)[fled["evidence"][0]["start"] :].startswith(fled["evidence"][0]["text"])


def test_texts_are_kept_where_asked(tmp_path, make):
    make(rows(tmp_path / "a.jsonl", range(2)), text=True)
    assert [row["text"] for row in table(tmp_path / "out", "documents")] == [
        text_of(n) for n in sorted(range(2), key=lambda n: _id(tmp_path, n))
    ]


def _id(tmp_path, n):
    return next(r["id"] for r in table(tmp_path / "out", "documents") if r["label"] == f"r{n}")


@pytest.mark.parametrize("name", ["a.jsonl", "a.warc", "a.warc.gz"])
def test_stretches_of_a_file_hold_what_the_file_holds(tmp_path, make, cut_small, monkeypatch, name):
    numbers = range(23)
    path = rows(tmp_path / name, numbers) if name == "a.jsonl" else warc(tmp_path / name, numbers)
    summary = make(path, out="cut", every=5)
    monkeypatch.setattr(archiving, "CUT_BYTES", 1 << 30)
    whole = make(path, out="whole")

    assert (summary.read, whole.read) == (5, 1)
    assert summary.counts == whole.counts
    assert summary.counts["read"] == 23
    assert tables(tmp_path / "cut") == tables(tmp_path / "whole")


def test_a_crawl_packed_as_one_stream_is_read_whole(tmp_path, make, cut_small):
    summary = make(warc(tmp_path / "a.warc.gz", range(9), members=False), every=2)
    assert (summary.read, summary.counts["read"]) == (1, 9)


def test_broken_records_are_skipped_alike_in_stretches(tmp_path, make, cut_small, monkeypatch):
    path = warc(tmp_path / "a.warc", range(12))
    data = path.read_bytes()
    at = data.index(b"Content-Length", len(data) // 2)
    path.write_bytes(data[:at] + data[at:].replace(b"Content-Length: ", b"Content-Length: 9", 1))
    make(path, out="cut", every=2)
    monkeypatch.setattr(archiving, "CUT_BYTES", 1 << 30)
    make(path, out="whole")

    assert len(table(tmp_path / "whole", "skipped")) == 1
    assert tables(tmp_path / "cut") == tables(tmp_path / "whole")


def test_folders_archives_and_metadata_are_read_as_panj_add_reads_them(tmp_path, make):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "one.html").write_bytes(page_of(1))
    (folder / "two.txt").write_text(text_of(2), encoding="utf8")
    (folder / "metadata.csv").write_text("file,published,publisher\ntwo.txt,2021-05-06,Kivu Post\n", encoding="utf8")
    with zipfile.ZipFile(folder / "three.zip", "w") as file:
        file.writestr("3.html", page_of(3))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    summary = make(folder)

    found = {row["label"]: row for row in table(tmp_path / "out", "documents")}
    assert set(found) == {"one", "two", "three/3"}
    assert (found["two"]["published"], found["two"]["publisher"]) == ("2021-05-06", "Kivu Post")
    (skipped,) = table(tmp_path / "out", "skipped")
    assert skipped["address"].endswith("broken.pdf")
    assert sum(number for number, _ in summary.skipped.values()) == 1
    assert summary.unread == []


def test_names_of_files_may_be_any_bytes(tmp_path, make):
    name = os.fsdecode(b"r\xe9cit.txt")
    (tmp_path / name).write_text(text_of(1), encoding="utf8")
    (tmp_path / os.fsdecode(b"vide\xe9.txt")).touch()
    make(tmp_path)
    assert table(tmp_path / "out", "documents")[0]["file"].endswith("r\\udce9cit.txt")
    assert len(table(tmp_path / "out", "skipped")) == 1
    assert make(tmp_path).read == 0


def test_languages_that_no_reader_speaks_are_kept_and_counted(tmp_path, make):
    text = (
        "Nach den schweren Regenfällen der vergangenen Tage mussten rund 300 Menschen ihre Häuser verlassen. "
        "Die Feuerwehr brachte sie mit Booten zu einer Schule, wo das Rote Kreuz Betten aufgestellt hatte. "
        "Wann sie zurückkehren können, ist noch nicht bekannt, sagte der Bürgermeister."
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf8")
    summary = make(tmp_path / "a.txt")
    (row,) = table(tmp_path / "out", "documents")
    assert (summary.counts["unread language"], row["language"], row["fate"]) == (1, "de", "unread language")


def test_a_second_run_reads_only_what_is_new(tmp_path, make):
    first = rows(tmp_path / "a.jsonl", range(3))
    make(first)
    before = tables(tmp_path / "out")
    again = make(first)
    more = make(first, rows(tmp_path / "b.jsonl", range(3, 5)))

    assert (again.read, again.known, again.counts["read"]) == (0, 1, 3)
    assert (more.read, more.known, more.counts["read"]) == (1, 1, 5)
    assert [row for row in table(tmp_path / "out", "documents") if row["file"] == str(first)] == before["documents"]


def test_a_file_that_changed_is_read_again_and_replaced(tmp_path, make):
    path = rows(tmp_path / "a.jsonl", range(3))
    make(path)
    rows(path, range(4))
    summary = make(path)
    assert (summary.changed, summary.read, summary.counts["read"]) == (1, 1, 4)
    assert len(table(tmp_path / "out", "documents")) == 4


def test_what_a_kill_left_is_swept_up_and_read_again(tmp_path, make):
    path = rows(tmp_path / "a.jsonl", range(6))
    for n in range(4):
        rows(tmp_path / f"{n}.jsonl", range(10 * n, 10 * n + 3))
    inputs = [tmp_path / f"{n}.jsonl" for n in range(4)]
    make(path, *inputs, every=2)
    whole = tables(tmp_path / "out")

    folder = Folder(tmp_path / "out")
    lost = sorted(folder.finished())[0]
    half = folder.fresh(lost)
    folder.place(lost).rename(half / "half")
    (tmp_path / "out/gathered").unlink()
    with folder.plan.open("ab") as file:
        file.write(b'[[{"path": "/cut/off')
    summary = make(path, *inputs, every=2)

    assert summary.read == 1
    assert tables(tmp_path / "out") == whole
    assert all(not entry.name.startswith(".") for entry in folder.batches.iterdir())


def test_other_settings_in_the_same_folder_are_refused(tmp_path, make, monkeypatch):
    path = rows(tmp_path / "a.jsonl", range(2))
    make(path)
    with pytest.raises(InputError, match="without --text, and this is with"):
        make(path, text=True)
    with pytest.raises(InputError, match="without --all"):
        make(path, every_page=True)
    monkeypatch.setattr(pipeline, "fingerprint", lambda: "other")
    with pytest.raises(InputError, match="another Panj"):
        make(path)


def test_a_folder_with_something_else_is_refused(tmp_path, make):
    path = rows(tmp_path / "a.jsonl", range(2))
    (tmp_path / "out").mkdir()
    (tmp_path / "out/thesis.docx").touch()
    with pytest.raises(InputError, match="holds something else"):
        make(path)


def test_a_place_where_no_folder_can_be_made_is_named(tmp_path, make):
    path = rows(tmp_path / "a.jsonl", range(2))
    (tmp_path / "out").write_text("a file stands here")
    with pytest.raises(InputError, match="out cannot be written"):
        make(path)


def test_two_runs_at_once_are_refused(tmp_path, make):
    path = rows(tmp_path / "a.jsonl", range(2))
    with Folder(tmp_path / "out").held(), pytest.raises(InputError, match="Another panj archive"):
        make(path)


def test_a_file_that_vanishes_meanwhile_is_named_and_the_others_are_read(tmp_path, make):
    first, second = rows(tmp_path / "a.jsonl", range(2)), rows(tmp_path / "b.jsonl", range(2, 4))
    summary = make(first, second, every=1, tell=lambda summary: second.unlink(missing_ok=True))
    assert summary.counts["read"] == 2
    (problem,) = summary.unread
    assert "b.jsonl" in problem.message


def test_pages_of_the_web_are_not_fetched(tmp_path, make):
    summary = make("https://example.org/feed", rows(tmp_path / "a.jsonl", range(1)))
    assert summary.counts["read"] == 1
    assert summary.unread[0].address == "https://example.org/feed"


# into a record


def test_the_claims_of_an_archive_come_into_a_record(tmp_path, make):
    path = rows(tmp_path / "a.jsonl", range(4))
    make(path)
    with open_record(str(tmp_path / "a.db")) as archived, open_record(str(tmp_path / "b.db")) as direct:
        added = list(pipeline.add_paths(archived, [str(tmp_path / "out")]))
        again = list(pipeline.add_paths(archived, [str(tmp_path / "out")]))
        list(pipeline.add_paths(direct, [str(path)]))

        assert [one.what for one in added] == ["document"] * 4
        assert [one.what for one in again] == ["unchanged"] * 4
        assert list(archived.claims()) == list(direct.claims())
        known = {event.id: event.estimate for event in pipeline.view_of(direct).events()}
        assert {event.id: event.estimate for event in pipeline.view_of(archived).events()} == known
        document = next(iter(archived.documents()))
        claims = list(archived.claims(document.id))
        assert document.is_excerpt
        assert "market" not in document.text
        assert all(document.text[e.start : e.end] == e.text for claim in claims for e in claim.evidence)


def test_what_an_archive_needs_is_named_where_it_is_missing(tmp_path, make, monkeypatch):
    make(rows(tmp_path / "a.jsonl", range(2)))
    folder = Folder(tmp_path / "out")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError) as refused:
        list(read_stored(folder, next(iter(folder.finished()))))
    assert "panj[archive]" in refused.value.hint


def test_a_text_that_the_record_has_is_not_lost_to_an_archive(tmp_path, make):
    path = rows(tmp_path / "a.jsonl", range(2))
    make(path)
    with open_record(str(tmp_path / "a.db")) as record:
        list(pipeline.add_paths(record, [str(path)]))
        assert [one.what for one in pipeline.add_paths(record, [str(tmp_path / "out")])] == ["unchanged"] * 2
        assert not any(document.is_excerpt for document in record.documents())


def test_a_text_that_comes_later_is_a_new_version(tmp_path, make):
    path = rows(tmp_path / "a.jsonl", range(2))
    make(path)
    with open_record(str(tmp_path / "a.db")) as record:
        list(pipeline.add_paths(record, [str(tmp_path / "out")]))
        assert [one.what for one in pipeline.add_paths(record, [str(path)])] == ["version"] * 2
        assert [document.text for document in record.documents()] == [text_of(0), text_of(1)]


def test_claims_without_their_text_are_not_read_again(tmp_path, make, monkeypatch):
    make(rows(tmp_path / "a.jsonl", range(2)))
    with open_record(str(tmp_path / "a.db")) as record:
        list(pipeline.add_paths(record, [str(tmp_path / "out")]))
        before = list(record.claims())
        monkeypatch.setattr(pipeline, "fingerprint", lambda: "newer")
        assert pipeline.reread(record).waiting == 0
        assert list(record.claims()) == before


def test_a_damaged_archive_is_named(tmp_path, make):
    make(rows(tmp_path / "a.jsonl", range(2)))
    (tmp_path / "out/archive.json").write_text("{", encoding="utf8")
    with open_record(str(tmp_path / "a.db")) as record, pytest.raises(InputError, match="cannot be read"):
        list(pipeline.add_paths(record, [str(tmp_path / "out")]))


def test_rows_with_other_keys(tmp_path, make):
    from panj.documents import Options

    path = tmp_path / "a.jsonl"
    row = row_of(0)
    path.write_text(json.dumps({"uid": row["id"], "body": row["text"]}) + "\n", encoding="utf8")
    make(path, options=Options(mapping={"id": "uid", "text": "body"}))
    assert [row["label"] for row in table(tmp_path / "out", "documents")] == ["r0"]
    assert [entry.name for entry in os.scandir(tmp_path / "out/documents")] == ["month=undated"]


def test_an_archive_inside_the_folder_that_it_is_made_of_is_none_of_its_files(tmp_path, make):
    folder = tmp_path / "in"
    folder.mkdir()
    rows(folder / "a.jsonl", range(2))
    make(folder, out="in/out")
    again = make(folder, out="in/out")
    assert (again.read, again.known, again.counts["read"]) == (0, 1, 2)
    assert again.unread == []
