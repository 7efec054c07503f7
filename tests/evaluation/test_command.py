"""`panj evaluate` and `--min-confidence`, as a person uses them."""

import json
from pathlib import Path
from typing import Any

import pytest

from panj import cli

TEXT = "Some 350 refugees crossed the river into Tajikistan on Tuesday. Sales of 9,000 cars were reported."


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    facts: list[dict[str, Any]] = [
        {"value": 350, "low": None, "high": None, "qualifier": "about", "unit": "people", "kind": "crossed",
         "quote": "Some 350 refugees", "span": [0, 17]},
        {"value": 9000, "low": None, "high": None, "qualifier": "exact", "unit": "people", "kind": "fled",
         "quote": "9,000 cars", "span": [73, 83]},
    ]  # fmt: skip
    row = {"id": "one", "language": "en", "published": "2021-07-14", "text": TEXT, "facts": facts, "style": "wire"}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row) + "\n", "utf8")
    return path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    return int(stopped.value.code or 0)


def test_tables_and_errors_fit_a_terminal(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("evaluate", str(gold), "--by", "kind") == 0
    out = capsys.readouterr().out
    assert "figure" in out
    assert "crossed" in out
    assert "missed: 1" in out
    assert "Sales of 9,000 cars were reported." in " ".join(out.split())
    assert "no people" in " ".join(out.split())
    assert max(map(len, out.splitlines())) <= 80


def test_errors_can_be_left_out(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("evaluate", str(gold), "--errors", "0") == 0
    assert "missed" not in capsys.readouterr().out


def test_everything_as_json(gold: Path, tmp_path: Path) -> None:
    output = tmp_path / "scores.json"
    assert run("evaluate", str(gold), "--json", str(output)) == 0
    found = json.loads(output.read_text("utf8"))["figures"]
    assert (found["gold"], found["claimed"], found["figure"]["r"]) == (2, 1, 0.5)
    assert found["figures"]["kind"] == pytest.approx(0.667)
    assert [fault["what"] for fault in found["faults"]] == ["missed"]


def test_what_is_no_gold_is_said_in_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.jsonl").write_text('{"id": "a", "text": "b"}\n', "utf8")
    assert run("evaluate", str(tmp_path / "x.jsonl")) == 1
    assert "has no gold" in capsys.readouterr().err


def test_only_claims_that_are_sure_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.txt"
    report.write_text(TEXT, "utf8")
    given = ("--published", "2021-07-14", "--format", "jsonl", "--min-confidence")
    assert run("read", str(report), *given, "0") == 0
    (claim,) = map(json.loads, capsys.readouterr().out.splitlines())
    for command in ("read", "events"):
        assert run(command, str(report), *given, str(claim["confidence"])) == 0
        assert len(capsys.readouterr().out.splitlines()) == 1
        assert run(command, str(report), *given, str(claim["confidence"] + 0.01)) == 0
        assert not capsys.readouterr().out
