"""A report in a language that no reader speaks is kept, listed and counted, and read once there are words for it."""

import json
from pathlib import Path

import pytest

from panj import cli, pipeline
from panj.record import open_record

PORTUGUESE = (
    "Pelo menos 350 pessoas fugiram da aldeia depois das chuvas de segunda-feira, disse o governo na capital.\n"
)
FRENCH = (
    "Au moins 350 personnes ont fui le village lundi après les combats, a déclaré le gouvernement de la province.\n"
)
ENGLISH = "Some 40 people fled the village of Goris on Monday, the government said.\n"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    captured = capsys.readouterr()
    return int(stopped.value.code or 0), captured.out, captured.err


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PANJ_RECORD", raising=False)
    for name, text in (("pt", PORTUGUESE), ("en", ENGLISH)):
        (tmp_path / f"{name}.txt").write_text(text, "utf8")
    (tmp_path / "metadata.csv").write_text("file,published\npt.txt,2024-05-14\nen.txt,2024-05-14\n", "utf8")
    return tmp_path


def test_it_is_stored_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "add", ".")
    assert (code, err) == (0, "")
    rows = {line.rsplit(maxsplit=2)[0]: line.split()[-2:] for line in out.splitlines() if line[-1:].isdigit()}
    assert rows["unread documents"] == ["1", "1"]
    assert "pt: new document, unread, in Portuguese (pt)" in out
    assert "panj documents --unread" in " ".join(out.split())
    with open_record("panj.db") as record:
        (kept,) = [document for document in record.documents() if document.language == "pt"]
        assert kept.text == PORTUGUESE
        assert record.raw(kept.id) == PORTUGUESE.encode()
        assert record.unread() == 1
    code, out, _ = run(capsys, "add", ".")
    assert code == 0
    assert next(line for line in out.splitlines() if line.startswith("unchanged")).split()[-1] == "2"


def test_it_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "add", ".")
    code, out, _ = run(capsys, "documents")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == ["report", "en", "pt"]
    code, out, _ = run(capsys, "documents", "--unread", "--format", "jsonl")
    (row,) = [json.loads(line) for line in out.splitlines()]
    assert (row["label"], row["language"], row["unread"], row["claims"]) == ("pt", "pt", True, 0)
    assert (row["published"], row["address"].endswith("/pt.txt")) == ("2024-05-14", True)


def test_events_and_the_report_say_how_many_are_unread(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "add", ".")
    for arguments in (("events",), ("events", "--format", "jsonl"), ("read",)):
        code, _, err = run(capsys, *arguments)
        assert code == 0
        assert "1 report is in Portuguese (pt) that no reader speaks" in err
    run(capsys, "report", "-o", "page.html")
    assert "1 of the reports is in a language that is not read" in (folder / "page.html").read_text("utf8")


def test_nothing_is_said_where_all_is_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "pt.txt").unlink()
    _, out, _ = run(capsys, "add", ".")
    assert "unread" not in out
    _, _, err = run(capsys, "events")
    assert err == ""
    _, out, _ = run(capsys, "documents", "--unread")
    assert out == "No unread reports.\n"
    run(capsys, "report", "-o", "page.html")
    assert "not read, and" not in (folder / "page.html").read_text("utf8")


def test_read_names_it_and_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "read", "pt.txt", "en.txt", "--published", "2024-05-14", "--format", "jsonl")
    assert code == 1
    assert [json.loads(line)["document"] for line in out.splitlines()] == ["en"]
    assert "pt.txt" in err or "pt:" in err
    assert "Portuguese (pt)" in err


def test_it_is_read_once_there_are_words_for_its_language(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "pt.txt").write_text(FRENCH, "utf8")
    with monkeypatch.context() as before:
        before.setattr(pipeline, "languages", lambda: ("en",))
        _, out, _ = run(capsys, "add", ".")
        assert "unread, in French (fr)" in out
        code, out, err = run(capsys, "reread", "--adopt")
        assert code == 0
        assert "0 of 2 reports" in out
        assert "French (fr)" in err
    code, out, err = run(capsys, "reread", "--adopt")
    assert (code, err) == (0, "")
    assert "1 new" in out
    code, out, err = run(capsys, "read", "--format", "jsonl")
    assert err == ""
    assert 350 in [json.loads(line)["measure"].get("low") for line in out.splitlines()]


def test_adding_it_again_reads_it_too(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "pt.txt").write_text(FRENCH, "utf8")
    with monkeypatch.context() as before:
        before.setattr(pipeline, "languages", lambda: ("en",))
        run(capsys, "add", ".")
    _, out, _ = run(capsys, "add", ".")
    assert "pt: read again by a newer reader, 1 new claim" in out
    assert run(capsys, "documents", "--unread")[1] == "No unread reports.\n"


def test_a_language_set_right_by_hand_is_enough(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "add", ".")
    (folder / "metadata.csv").write_text("file,published,language\npt.txt,2024-05-14,es\nen.txt,2024-05-14,en\n")
    run(capsys, "add", ".")
    assert run(capsys, "documents", "--unread")[1] == "No unread reports.\n"


def test_rows_of_a_table_are_not_unread(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = "admin0Name,admin0Pcode,admin2Name,numPresentIdpInd,reportingDate\nSudan,SDN,Nyala,400,2024-05-14\n"
    (folder / "dtm.csv").write_text(table)
    code, out, _ = run(capsys, "add", "dtm.csv", "--layout", "dtm")
    assert code == 0
    assert "unread" not in out


@pytest.mark.parametrize("text", ["نزح ٣٥٠ شخصا", "350 людей покинули село"])
def test_a_short_text_in_another_script_is_no_english(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (folder / "short.txt").write_text(text, "utf8")
    run(capsys, "add", "short.txt")
    _, out, _ = run(capsys, "documents", "--unread", "--format", "jsonl")
    assert [json.loads(line)["label"] for line in out.splitlines()] == ["short"]
