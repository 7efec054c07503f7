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
