"""`panj restrict`, `release` and `restrictions` as a user types them."""

import json
from pathlib import Path

import pytest

from panj import cli

TEXT = "Some 350 people crossed from Afghanistan into Tajikistan on 14 July 2021, UNHCR said."


@pytest.fixture
def record(tmp_path: Path, capsys) -> str:
    (tmp_path / "one.txt").write_text(TEXT)
    location = str(tmp_path / "panj.db")
    assert run("add", str(tmp_path / "one.txt"), "--published", "2021-07-14", "--record", location) == 0
    capsys.readouterr()
    return location


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        cli.main(list(arguments))
    return int(stopped.value.code or 0)


def test_a_report_is_restricted_listed_and_released(record, capsys):
    assert run("restrict", "one", "--why", "not public", "--by", "Ada", "--record", record) == 0
    said = capsys.readouterr().err
    assert "restricted" in said
    assert run("restrictions", "--record", record) == 0
    listed = capsys.readouterr().out
    assert "one" in listed
    assert "Ada" in listed
    assert "not public" in listed
    ident = said.split(":")[1].strip()
    assert run("release", ident, "--why", "a mistake", "--record", record) == 0
    assert "open again" in capsys.readouterr().err
    run("restrictions", "--record", record)
    assert "Nothing is restricted" in capsys.readouterr().out


def test_a_claim_and_a_source_are_restricted(record, capsys):
    run("read", "--record", record, "--format", "jsonl")
    claim = json.loads(capsys.readouterr().out.splitlines()[0])["id"]
    assert run("restrict", claim[:10], "--why", "a family", "--until", "2999-01-01", "--record", record) == 0
    assert run("restrict", "UNHCR", "--source", "--why", "threats", "--record", record) == 0
    capsys.readouterr()
    run("restrictions", "--record", record)
    listed = capsys.readouterr().out
    assert "claim of 350 in one" in listed
    assert "2999-01-01" in listed
    assert "source UNHCR" in listed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("restrict", "one", "--why", " "), "a reason is needed"),
        (("restrict", "one", "--why", "x", "--until", "2001-01-01"), "no day to come"),
        (("restrict", "two", "--why", "x"), "is no report"),
        (("release", "s_123", "--why", "x"), "is no restriction"),
    ],
)
def test_what_cannot_be_restricted_is_said(record, capsys, arguments, said):
    assert run(*arguments, "--record", record) != 0
    assert said in " ".join(capsys.readouterr().err.replace("│", " ").split())
