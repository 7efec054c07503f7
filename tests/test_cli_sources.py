"""`panj add` of other sources than files of text, from the command line to the events."""

import json
from pathlib import Path

import pytest

from panj import cli


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    captured = capsys.readouterr()
    return int(stopped.value.code or 0), captured.out, captured.err


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_rows_of_one_table_are_events_of_their_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = "admin0Name,admin0Pcode,admin2Name,numPresentIdpInd,reportingDate\n"
    names = ("El Fasher", "Nyala", "Geneina", "Zalingei", "Kadugli")
    rows = "".join(f"Sudan,SDN,{name},{n}00,2024-05-14\n" for n, name in enumerate(names, 3))
    (folder / "dtm.csv").write_text(head + rows)
    code, out, err = run(capsys, "add", "dtm.csv", "--layout", "dtm", "--record", "r.db")
    assert (code, err) == (0, "")
    code, out, _ = run(capsys, "events", "--format", "jsonl", "--record", "r.db")
    events = [json.loads(line) for line in out.splitlines()]
    assert sorted(event["estimate"]["best"] for event in events) == [300, 400, 500, 600, 700]
    assert all(not line.get("copies") for event in events for line in event["lineage"])
    code, out, _ = run(capsys, "add", "dtm.csv", "--layout", "dtm", "--record", "r.db")
    assert "5" in next(line for line in out.splitlines() if line.startswith("unchanged"))


@pytest.mark.parametrize(
    "arguments",
    [("--map", "words=body"), ("--layout", "nothing.toml")],
)
def test_options_that_mean_nothing_are_a_matter_of_usage(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, str]
) -> None:
    (folder / "a.txt").write_text("Some 300 people fled.")
    code, _, err = run(capsys, "add", "a.txt", *arguments)
    assert code == 2
    assert arguments[0] in err


def test_a_private_address_is_refused_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "add", "http://127.0.0.1:9/feed", "--record", "r.db")
    assert code == 1
    assert "--allow-host 127.0.0.1" in err


def test_a_list_of_feeds_that_is_missing_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "watch", "feeds.toml", "--once", "--record", "r.db")
    assert code == 1
    assert "feeds.toml" in err


REPORT = "Some 350 people fled the village of Goris on Monday, the government said."


def test_a_page_that_panj_wrote_is_no_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text(REPORT)
    assert run(capsys, "report", "a.txt", "-o", "report.html")[0] == 0
    code, out, _ = run(capsys, "add", ".", "--published", "2023-09-26", "--record", "r.db")
    assert code == 0
    assert "report: new" not in out
    code, _, err = run(capsys, "read", "report.html")
    assert code == 1
    assert "a page that Panj wrote" in err


def test_rows_and_tables_can_be_looked_at_before_they_are_added(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "rows.jsonl").write_text(json.dumps({"uid": "x1", "body": REPORT, "day": "2023-09-26"}) + "\n")
    mapped = ("--map", "id=uid,text=body,published=day", "--format", "jsonl")
    code, out, err = run(capsys, "read", "rows.jsonl", *mapped)
    assert (code, err) == (0, "")
    assert [json.loads(line)["document"] for line in out.splitlines()] == ["x1"]
    (folder / "dtm.csv").write_text(
        "admin0Name,admin0Pcode,admin2Name,numPresentIdpInd,reportingDate\nSudan,SDN,Nyala,400,2024-05-14\n"
    )
    for command in ("read", "events"):
        code, out, err = run(capsys, command, "dtm.csv", "--layout", "dtm", "--format", "jsonl")
        assert (code, err) == (0, "")
        assert len(out.splitlines()) == 1
    assert not (folder / "panj.db").exists()


def test_the_list_of_reports_says_what_is_known_of_each(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = "PUBLISHED: 2023-09-26\nOUTLET: Daily\nURL: https://example.org/a?utm_source=x\n\n"
    (folder / "a.txt").write_text(head + "GORIS (AFP) – " + REPORT)
    run(capsys, "add", "a.txt", "--record", "r.db")
    _, out, _ = run(capsys, "documents", "--format", "jsonl", "--record", "r.db")
    (row,) = [json.loads(line) for line in out.splitlines()]
    known = {name: row[name] for name in ("published", "published_from", "publisher", "agency", "language", "claims")}
    assert known == {
        "published": "2023-09-26",
        "published_from": "header",
        "publisher": "Daily",
        "agency": "AFP",
        "language": "en",
        "claims": 1,
    }
    assert row["url"] == "https://example.org/a?utm_source=x"
    assert row["canonical_url"] == "https://example.org/a"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("explain", "missing.txt"), "There is no file missing.txt"),
        (("add", "picture.jpg"), "Panj reads text"),
        (("add", "folder"), "holds no file that can be read"),
        (("add", "*.zzz"), "No file that can be read matches"),
        (("redact", "nobody", "--why", "x"), "panj documents"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_can(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    (folder / "picture.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (folder / "folder").mkdir()
    (folder / "a.txt").write_text(REPORT)
    run(capsys, "add", "a.txt")
    code, _, err = run(capsys, *arguments)
    assert code == 1
    assert told in err


def test_a_text_without_figures_is_explained_too(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "explain", "The weather is fine.")
    assert code == 0
    assert "Nothing in it is a number" in out
