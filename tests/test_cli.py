"""The command line: what goes where, what is said, and with which exit code. The reader is a toy."""

import json
import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from panj import cli, pipeline
from panj.model import (
    Annotation,
    Attribution,
    Candidate,
    Claim,
    Date,
    Estimate,
    Event,
    Evidence,
    Measure,
    Number,
    Period,
    PlaceMention,
    Sentence,
    Span,
    digest,
)

REPORT = "Hundreds flee\n\nDUSHANBE (AFP) - Some 350 refugees crossed the river on Tuesday. 60 families went home.\n"


class ToyReader:
    fingerprint = "toy@1"

    def read(self, document, annotation):
        if "unlucky" in document.text:
            raise RuntimeError("the toy broke")
        base = digest(document.id, document.version, sorted(document.metadata.items(), key=str))
        return tuple(
            Claim(
                id="c_" + digest(base, match.start()),
                document=document.label,
                document_id=document.id,
                kind="fled",
                evidence=(Evidence(match.start(), match.end(), match[0]),),
                reader=self.fingerprint,
                measure=Measure(int(match[1])),
            )
            for match in re.finditer(r"(\d+) [a-z]+", document.text)
        )


def toy_annotation(document):
    return Annotation(
        sentences=(Sentence(0, 10),),
        numbers=(Number(0, 3, Span(0, 3), 350, None, None, "about", "refugees"),),
        dates=(Date(4, 8, "DATE", "2021-07-13", Period("2021-07-13", "2021-07-13", "day", "Tuesday")),),
        places=(
            PlaceMention(1, 2, "Panj", (Candidate("geonames:1", "Panj", "TJK", 37.2, 69.1, "place", 0.9),)),
            PlaceMention(2, 3, "Afghan", (Candidate("geonames:2", "Kabul", "AFG", 34.5, 69.2, "country", 1),), True),
        ),
        attributions=(Attribution(Span(0, 4), "Tajikistan", "government", Span(0, 9), Span(5, 9), "AFP"),),
    )  # fmt: skip


def toy_events(documents, claims):
    names = {claim.document for claim in claims}
    return tuple(
        Event(
            "e_" + digest(c.id), c.kind, "They fled", Estimate(c.measure.value, None, None, None), (c.id,), tuple(names)
        )
        for c in claims
    )


@pytest.fixture(autouse=True)
def rooms(monkeypatch, tmp_path):
    monkeypatch.setattr(pipeline, "_reader", lambda *_: ToyReader())
    monkeypatch.setattr(pipeline, "_finder", lambda *_: None)
    monkeypatch.setattr(pipeline, "annotate_document", toy_annotation)
    monkeypatch.setattr(pipeline, "reconcile", toy_events)
    monkeypatch.delenv("PANJ_RECORD", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "one.txt").write_text(REPORT, encoding="utf8")
    (folder / "two.txt").write_text(
        "URL: https://example.org/2\nPUBLISHED: 2021-07-14\n\n77 people fled.\n", encoding="utf8"
    )
    return folder


@pytest.fixture
def panj(capsys):
    """Runs a command and gives its exit code and what it printed."""

    def run(*arguments):
        with pytest.raises(SystemExit) as stopped:
            cli.main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return stopped.value.code or 0, out, err

    return run


def row(out, name):
    return next(line.split() for line in out.splitlines() if line.startswith(name))


def test_read_prints_one_claim_a_line_and_nothing_else_on_standard_output(panj, reports):
    code, out, err = panj("read", reports, "--format", "jsonl", "--published", "2021-07-14")

    claims = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [claim["measure"]["value"] for claim in claims] == [350, 60, 77]
    assert "rule" not in claims[0]
    assert err == ""


def test_read_says_once_how_to_give_a_date(panj, reports):
    (reports / "three.txt").write_text("80 people fled yesterday.\n")
    _, out, err = panj("read", reports, "--format", "jsonl")

    assert err.count("--published 2021-09-13") == 1
    assert "2 documents" in err
    assert "metadata.csv" in err
    assert "published" not in out


def test_read_shows_a_table_that_fits(panj, reports):
    code, out, _ = panj("read", reports)

    assert code == 0
    assert "350" in out
    assert max(map(len, out.splitlines())) <= 80


def test_add_then_add_again(panj, reports):
    code, out, _ = panj("add", reports)
    assert code == 0
    assert row(out, "documents") == ["documents", "2", "2"]
    claims = int(row(out, "claims")[-1])

    code, out, _ = panj("add", reports)
    assert code == 0
    assert row(out, "documents") == ["documents", "0", "2"]
    assert row(out, "claims") == ["claims", "0", str(claims)]
    assert row(out, "events") == ["events", "0", str(claims)]
    assert row(out, "unchanged") == ["unchanged", "documents", "2"]


def test_add_tells_versions_and_revisions(panj, reports):
    panj("add", reports)
    (reports / "two.txt").write_text(
        "URL: https://example.org/2\nPUBLISHED: 2021-07-14\n\n78 people fled.\n", encoding="utf8"
    )
    _, out, _ = panj("add", reports, "--published", "2021-07-15")

    assert row(out, "versions")[-1] == "1"
    assert row(out, "revisions")[-1] == "1"
    assert row(out, "documents") == ["documents", "0", "2"]


def test_the_record_is_named_by_option_or_environment(panj, reports, monkeypatch):
    panj("add", reports, "--record", "other.db")
    assert Path("other.db").exists()
    monkeypatch.setenv("PANJ_RECORD", "third.db")
    panj("add", reports)
    assert Path("third.db").exists()
    assert not Path("panj.db").exists()


def test_events_of_the_record_and_of_paths_alone(panj, reports):
    _, alone, _ = panj("events", reports, "--format", "jsonl")
    assert not Path("panj.db").exists()
    panj("add", reports)
    code, stored, err = panj("events", "--format", "jsonl")

    assert (code, err) == (0, "")
    assert sorted(alone.splitlines()) == sorted(stored.splitlines())
    assert max(map(len, panj("events")[1].splitlines())) <= 80


def test_events_that_were_not_computed_yet_are(panj, reports, monkeypatch):
    def broken(documents, claims):
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "reconcile", broken)
        assert panj("add", reports)[0] == 1
    assert len(panj("events", "--format", "jsonl")[1].splitlines()) >= 3


def test_show_finds_by_how_an_id_starts(panj, reports):
    panj("add", reports)
    claim = json.loads(panj("read", reports, "--format", "jsonl")[1].splitlines()[0])
    event = json.loads(panj("events", "--format", "jsonl")[1].splitlines()[0])

    code, out, _ = panj("show", claim["id"][:10])
    assert code == 0
    assert claim["evidence"][0]["text"] in out
    code, out, _ = panj("show", event["id"])
    assert code == 0
    assert event["title"] in out


def test_show_lists_what_an_id_could_be_and_says_when_there_is_none(panj, reports):
    panj("add", reports)
    code, out, err = panj("show", "c_")
    assert (code, out) == (1, "")
    assert err.count("c_") >= 3

    code, out, err = panj("show", "c_nothing")
    assert (code, out) == (1, "")
    assert "no claim or event" in err


def test_show_explains_a_claim_of_an_earlier_version(panj, reports):
    panj("add", reports)
    old = json.loads(panj("read", reports, "--format", "jsonl")[1].splitlines()[0])
    (reports / "one.txt").write_text("400 refugees crossed.\n")
    panj("add", reports)
    code, out, err = panj("show", old["id"])

    assert code == 0
    assert "350" in out
    assert "earlier version" in err


def test_annotate_gives_the_spans(panj, reports):
    code, out, _ = panj("annotate", reports, "--format", "jsonl")
    first, second = map(json.loads, out.splitlines())

    assert code == 0
    assert (first["document"], second["document"]) == ("one", "two")
    assert {"start", "end", "value", "low", "high", "qualifier", "unit", "shape"} <= first["numbers"][0].keys()
    assert {"start", "end", "type", "value", "period"} <= first["dates"][0].keys()
    assert {"start", "end", "name", "type", "via", "scope"} <= first["speakers"][0].keys()
    assert [place["id"] for place in first["places"]] == ["geonames:1"]
    assert [place["id"] for place in first["demonyms"]] == ["geonames:2"]
    wanted = {"start", "end", "name", "id", "country", "latitude", "longitude", "level", "score", "candidates"}
    assert wanted <= first["places"][0].keys()


def test_a_document_that_breaks_the_reader_is_named_and_the_others_go_on(panj, reports):
    (reports / "a_bad.txt").write_text("13 unlucky people\n")
    code, out, err = panj("add", reports, "--published", "2021-07-14")

    assert code == 1
    assert "a_bad" in err
    assert "toy broke" in err
    assert row(out, "documents") == ["documents", "2", "2"]
    assert len(err.splitlines()) == 1


def test_strict_stops_at_the_first_problem(panj, reports):
    (reports / "one.txt").write_text("13 unlucky people\n")
    code, out, err = panj("read", reports, "--strict", "--format", "jsonl", "--published", "2021-07-14")
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1

    code, out, _ = panj("add", reports, "--strict", "--published", "2021-07-14")
    assert code == 1
    assert row(out, "documents") == ["documents", "0", "0"]


def bad_input(folder, kind):
    path = folder / {"row": "bad.jsonl"}.get(kind, "bad.txt")
    if kind == "binary":
        path.write_bytes(bytes(range(256)) * 40)
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "long line":
        path.write_bytes(b"a " * 25_000_000)
    elif kind == "encoding":
        path.write_bytes("Около 350 беженцев".encode() + b"\xff\xfe\xff" * 20 + b"\x80\x81" * 9)
    elif kind == "row":
        path.write_text(
            '{"id": "a", "text": "12 fled.", "published": "2021-07-14"}\n{"id": "b", "text": "13 fl', encoding="utf8"
        )
    return path


@pytest.mark.parametrize("kind", ["missing", "binary", "empty", "long line", "encoding", "row"])
def test_bad_input_is_one_clear_line_and_the_others_are_read(panj, reports, tmp_path, kind):
    bad = bad_input(tmp_path, kind)
    code, out, err = panj("add", bad, reports, "--published", "2021-07-14")

    assert code == 1
    assert len(err.splitlines()) == 1
    assert bad.name in err
    assert row(out, "documents")[1] == ("3" if kind == "row" else "2")


@pytest.mark.parametrize("command", ["add", "events", "show", "report"])
def test_a_newer_record_is_refused_and_unharmed(panj, reports, command):
    panj("add", reports)
    with sqlite3.connect("panj.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = Path("panj.db").read_bytes()
    code, out, err = panj(command, *{"add": [reports], "show": ["c_1"]}.get(command, []))

    assert (code, out) == (1, "")
    assert "newer Panj" in err
    assert "Upgrade" in err
    assert len(err.splitlines()) == 1
    assert Path("panj.db").read_bytes() == before


def test_a_read_only_record_is_said_and_can_be_read(panj, reports, monkeypatch):
    panj("add", reports)
    Path("panj.db").chmod(0o444)
    code, out, err = panj("add", reports)
    assert (code, out) == (1, "")
    assert "read-only" in err
    monkeypatch.setattr(ToyReader, "fingerprint", "toy@2")
    assert panj("events", "--format", "jsonl")[0] == 0


@pytest.mark.parametrize("command", [["events"], ["show", "c_1"], ["report"], ["read"], ["review"], ["history", "e_1"]])
def test_a_missing_record_is_said(panj, command):
    code, out, err = panj(*command)
    assert (code, out) == (1, "")
    assert "panj add" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["add"],
        ["nonsense"],
        ["read", "x", "--format", "xml"],
        ["add", "x", "--published", "yesterday"],
        ["show"],
    ],
)
def test_wrong_usage_is_code_2(panj, arguments):
    code, out, _ = panj(*arguments)
    assert (code, out) == (2, "")


def test_every_command_has_help_with_an_example(panj):
    _, out, _ = panj("--help")
    commands = re.findall(r"^  (\w+) ", out.split("Commands:")[1], re.MULTILINE)
    assert {"add", "read", "annotate", "events", "show", "report", "demo", "gazetteer"} <= set(commands)
    for command in commands:
        _, out, _ = panj(command, "--help")
        assert f"panj {command}" in out.split("Example")[1]


def test_version(panj):
    assert re.fullmatch(r"panj \d+\.\d+\.\d+\n", panj("--version")[1])


def test_a_report_that_cannot_be_written_is_said(panj, reports):
    code, _, err = panj("report", reports, "-o", "no/such/folder.html", "--published", "2021-07-14")
    assert code == 1
    assert "no/such/folder.html" in err


def test_a_lone_surrogate_does_not_break_the_output(panj, monkeypatch, reports):
    real = ToyReader.read

    def odd(self, document, annotation):
        return [replace(claim, document="\ud800") for claim in real(self, document, annotation)]

    monkeypatch.setattr(ToyReader, "read", odd)
    code, out, _ = panj("read", reports, "--format", "jsonl", "--published", "2021-07-14")
    assert code == 0
    assert json.loads(out.splitlines()[0])["document"] == "\ud800"
