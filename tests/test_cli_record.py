"""The commands over a record that remembers: moments, judgements, history, review, reading again, redaction, copies."""

import json
import re
from pathlib import Path

import pytest

from panj import cli, pipeline
from panj.model import Claim, Contradiction, Estimate, Event, Evidence, Measure, Place, Source, digest
from panj.record import open_record

TEXTS = {
    "one": ("2021-07-13", "Panj: 77 people crossed, says Khovar."),
    "two": ("2021-07-14", "Panj: 347 people crossed, says Trend."),
    "three": ("2021-07-14", "Vakhsh: 20 people fled, says AFP."),
}
PLACES = {"Panj": "TJK", "Vakhsh": "UZB"}


class ToyReader:
    fingerprint = "toy@1"
    misreads = 0

    def read(self, document, annotation):
        found = re.search(r"(\w+): (\d+) people (\w+), says (\w+)", document.text)
        if not found:
            return ()
        place = Place(found[1], found[1], country=PLACES[found[1]])
        return (
            Claim(
                id="c_" + digest(document.id, document.version, document.published, self.fingerprint),
                document=document.label,
                document_id=document.id,
                kind=found[3],
                evidence=(Evidence(found.start(2), found.end(), document.text[found.start(2) : found.end()]),),
                reader=self.fingerprint,
                measure=Measure(int(found[2]) + self.misreads),
                destination=(place,),
                sources=(Source(found[4], "speaker"),),
                confidence=0.4,
            ),
        )


def toy_rules(documents, claims):
    dates = {d.id: d.published or "9999" for d in documents}
    events = []
    for kind in sorted({claim.kind for claim in claims}):
        told = sorted((c for c in claims if c.kind == kind), key=lambda c: (dates[c.document_id], c.id))
        values = [c.measure.value for c in told]
        ids, texts = tuple(c.id for c in told), tuple(sorted(c.document for c in told))
        clash = Contradiction(" and ".join(map(str, values)), "conflict", False, ids, texts)
        events.append(
            Event(
                id="e_" + digest(told[0].document_id),
                kind=kind,
                title=f"People {kind}",
                estimate=Estimate(values[-1], min(values), max(values), dates[told[-1].document_id]),
                claims=ids,
                documents=texts,
                contradictions=(clash,) if len(values) > 1 else (),
            )
        )
    return events


@pytest.fixture(autouse=True)
def rooms(monkeypatch, tmp_path):
    monkeypatch.setattr(pipeline, "_reader", lambda *_: ToyReader())
    monkeypatch.setattr(pipeline, "_finder", lambda *_: None)
    monkeypatch.setattr(pipeline, "annotate_document", lambda document: None)
    monkeypatch.setattr(pipeline, "reconcile", toy_rules)
    monkeypatch.setattr(pipeline, "place_named", lambda name: Place(name, name, country=PLACES[name]))
    monkeypatch.delenv("PANJ_RECORD", raising=False)
    monkeypatch.setenv("PANJ_AUTHOR", "Ada")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def panj(capsys, monkeypatch):
    """Runs a command, with lines of input, and gives its exit code and what it printed."""

    def run(*arguments, typed=""):
        lines = iter(typed)
        monkeypatch.setattr("panj.cli.reviewing.pressed", lambda: next(lines, "q"))
        with pytest.raises(SystemExit) as stopped:
            cli.main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        assert max((len(line) for line in out.splitlines() if not line.startswith("{")), default=0) <= 80
        return stopped.value.code or 0, out, err

    return run


@pytest.fixture
def record(panj):
    Path("reports").mkdir()
    for name, (published, text) in TEXTS.items():
        Path(f"reports/{name}.txt").write_text(f"PUBLISHED: {published}\n\n{text}\n", encoding="utf8")
    assert panj("add", "reports")[0] == 0


def events(panj, *options):
    code, out, _ = panj("events", "--format", "jsonl", *options)
    assert code == 0
    return [json.loads(line) for line in out.splitlines()]


def figures(panj, *options):
    return {event["kind"]: event["estimate"]["best"] for event in events(panj, *options)}


def claim(panj, document):
    lines = panj("read", "--format", "jsonl")[1].splitlines()
    return next(c["id"] for c in map(json.loads, lines) if c["document"] == document)


def crossing(panj):
    return next(event["id"] for event in events(panj) if event["kind"] == "crossed")


def test_every_reading_command_knows_moments(record, panj):
    assert figures(panj) == {"crossed": 347, "fled": 20}
    assert figures(panj, "--as-of", "2021-07-13") == {"crossed": 77}
    assert figures(panj, "--as-of", "2021-07-13", "--as-recorded") == {}
    assert figures(panj, "--as-recorded") == {"crossed": 347, "fled": 20}
    assert figures(panj, "--as-recorded", "2021-07-20") == {}
    assert figures(panj, "--as-of", "2021-07-13", "--as-recorded", "2099-01-01T12:00") == {"crossed": 77}

    assert len(panj("read", "--format", "jsonl", "--as-of", "2021-07-13")[1].splitlines()) == 1
    panj("report", "--as-of", "2021-07-13", "-o", "then.html")
    page = Path("then.html").read_text("utf8")
    assert "Khovar" in page
    assert "Trend" not in page
    assert "77" in panj("show", crossing(panj), "--as-of", "2021-07-13")[1]


@pytest.mark.parametrize("option", ["--as-of", "--as-recorded"])
def test_a_moment_that_is_none_is_usage(record, panj, option):
    assert panj("events", option, "2021-13-13")[0] == 2
    assert panj("events", "reports", "--as-of", "2021-07-13")[0] == 2


def test_judging_says_what_changes_and_can_be_undone(record, panj):
    code, out, err = panj("judge", claim(panj, "two")[:12], "reject", "--why", "a misprint")
    assert code == 0
    assert "347" in out
    assert "77" in out
    assert figures(panj)["crossed"] == 77
    judgement = re.search(r"j_\w+", err)[0]
    assert "a misprint" in panj("judgements")[1]

    panj("undo", judgement[:8])
    assert figures(panj)["crossed"] == 347
    assert "taken back" in panj("judgements")[1]
    assert figures(panj, "--as-of", "2021-07-13") == {"crossed": 77}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["correct", "value", "3,470"], {"crossed": 3470, "fled": 20}),
        (["correct", "kind", "arrived"], {"crossed": 77, "arrived": 347, "fled": 20}),
        (["recommend", "350"], {"crossed": 350, "fled": 20}),
        (["accept"], {"crossed": 347, "fled": 20}),
    ],
)
def test_what_a_person_corrects_counts(record, panj, arguments, expected):
    assert panj("judge", claim(panj, "two"), *arguments)[0] == 0
    assert figures(panj) == expected


def test_a_corrected_claim_shows_how_it_was_read(record, panj):
    ident = claim(panj, "two")
    panj("judge", ident, "correct", "value", "350", "--why", "the scan")
    out = panj("show", ident)[1]
    assert "350" in out
    assert "As it was read: crossed, 347" in out
    assert "the scan" in out
    panj("judge", ident, "reject")
    assert "rejected" in panj("show", ident)[1]
    assert figures(panj)["crossed"] == 77


def test_an_event_s_figure_can_be_recommended(record, panj):
    assert panj("judge", crossing(panj), "recommend", "345", "--why", "heads were counted")[0] == 0
    assert figures(panj)["crossed"] == 345
    assert "heads were counted" in " ".join(panj("show", crossing(panj))[1].split())


def test_a_date_of_a_report_is_set_right(record, panj):
    panj("judge", "two", "correct", "published", "2021-07-10")
    assert figures(panj)["crossed"] == 77
    assert figures(panj, "--as-of", "2021-07-10") == {"crossed": 347}


@pytest.mark.parametrize(
    "arguments",
    [
        ["judge", "c_nothing", "reject"],
        ["judge", "CLAIM", "doubt"],
        ["judge", "CLAIM", "correct", "colour", "red"],
        ["judge", "CLAIM", "correct", "status", "sure"],
        ["judge", "CLAIM", "correct", "value", "many"],
        ["judge", "nowhere", "correct", "published", "2021-07-10"],
        ["merge", "EVENT", "e_nothing"],
        ["split", "EVENT", "OTHER"],
        ["undo", "j_nothing"],
        ["history", "e_nothing"],
        ["redact", "nowhere", "--why", "x"],
        ["figure", "add", "3", "vanished", "--source", "X"],
        ["copy", "panj.db", "panj.db"],
    ],
)
def test_what_cannot_be_done_is_one_clear_line(record, panj, arguments):
    known = {"CLAIM": claim(panj, "two"), "OTHER": claim(panj, "three"), "EVENT": crossing(panj)}
    code, out, err = panj(*(known.get(argument, argument) for argument in arguments))
    assert (code, out) == (1, "No figure changes.\n" if out else "")
    assert len(err.splitlines()) == 1


def test_events_are_merged_and_split(record, panj):
    both = [event["id"] for event in events(panj)]
    panj("merge", *both, "--why", "one people")
    (event,) = events(panj)
    assert sorted(event["documents"]) == ["one", "three", "two"]
    gone = next(name for name in both if name != event["id"])
    code, _, err = panj("show", gone)
    assert code == 0
    assert f"is now {event['id']}" in err

    panj("undo", re.search(r"j_\w+", panj("judgements")[1])[0])
    panj("split", crossing(panj), claim(panj, "two"))
    assert sorted(event["estimate"]["best"] for event in events(panj)) == [20, 77, 347]


def test_names_of_one_source(record, panj):
    panj("aliases", "Khovar", "Trend")
    assert "Khovar = Trend" in panj("aliases")[1]
    lines = panj("read", "--format", "jsonl")[1].splitlines()
    assert {c["sources"][0]["name"] for c in map(json.loads, lines)} == {"Khovar", "AFP"}


def test_a_figure_typed_in_by_hand(record, panj):
    typed = ["figure", "add", "400", "crossed", "--source", "UNHCR", "--date", "2021-07-16", "--destination", "Panj"]
    assert panj(*typed)[0] == 0
    assert figures(panj)["crossed"] == 400
    assert "known already" in panj(*typed)[2]
    (one,) = [c for c in map(json.loads, panj("read", "--format", "jsonl")[1].splitlines()) if c["reader"] == "hand@1"]
    assert (one["sources"][0]["name"], one["measure"]["value"], one["flow"]) == ("UNHCR", 400, "flow")
    assert "400 people crossed" in panj("show", one["id"])[1]
    assert panj("reread")[0] == 0
    assert figures(panj)["crossed"] == 400


def test_history_tells_days_versions_and_decisions(record, panj):
    panj("judge", claim(panj, "two"), "correct", "value", "350", "--why", "the scan")
    out = panj("history", crossing(panj))[1]
    days = [line.split() for line in out.splitlines() if line.startswith("2021-07")]
    assert [(row[0], row[1]) for row in days] == [("2021-07-13", "77"), ("2021-07-14", "350")]
    assert "the scan" in out
    assert out.count("347") >= 1


def test_review_asks_what_moves_most_people_first(record, panj):
    listed = panj("review", "--list")[1]
    assert listed.index("77 and 347") < listed.index("People fled")
    code, out, _ = panj("review", typed="1a")
    assert code == 0
    assert "2 decisions" in out
    assert figures(panj) == {"crossed": 77, "fled": 20}
    assert "Nothing is uncertain" in panj("review")[1]


def test_review_can_say_that_both_are_right_of_different_things(record, panj):
    panj("review", typed="b")
    assert sorted(event["estimate"]["best"] for event in events(panj)) == [20, 77, 347]


def test_a_decision_that_finds_nothing_waits_in_review(record, panj):
    panj("judge", claim(panj, "three"), "reject")
    Path("reports/three.txt").write_text("PUBLISHED: 2021-07-14\n\nVakhsh: 25 people fled, says AFP.\n")
    panj("add", "reports")
    assert figures(panj)["fled"] == 25
    assert "no longer holds" in " ".join(panj("review", "--list")[1].split())
    panj("review", typed="su")
    assert "taken back" in panj("judgements")[1]


def test_reading_again_shows_what_would_change_before_it_does(record, panj, monkeypatch):
    monkeypatch.setattr(ToyReader, "fingerprint", "toy@2")
    monkeypatch.setattr(ToyReader, "misreads", 3)
    out = panj("reread")[1]
    assert "3 of 3 reports are read otherwise: 3 claims gone, 3 new" in " ".join(out.split())
    assert "350" in out
    assert figures(panj)["crossed"] == 347
    panj("reread", "--adopt")
    assert figures(panj)["crossed"] == 350
    assert "0 of 3" in panj("reread")[1]


def test_a_redacted_report_is_gone_and_its_tombstone_says_why(record, panj):
    ident = claim(panj, "two")
    assert panj("redact", "two", "--why", "a witness")[0] == 0
    assert figures(panj)["crossed"] == 77
    out = " ".join(panj("show", ident)[1].split())
    assert "redacted by Ada" in out
    assert "a witness" in out
    code, _, err = panj("add", "reports")
    assert code == 1
    assert "redacted" in err
    assert b"347 people" not in Path("panj.db").read_bytes()


def test_a_backup_is_a_record_and_restoring_is_copying_back(record, panj):
    panj("judge", claim(panj, "two"), "reject")
    before = panj("events")[1], panj("judgements")[1]
    assert panj("copy", "panj.db", "backup.db")[0] == 0
    Path("panj.db").write_bytes(b"SQLite format 3\x00 broken")
    assert panj("events")[0] == 1
    Path("panj.db").unlink()
    assert panj("copy", "backup.db", "panj.db")[0] == 0
    assert (panj("events")[1], panj("judgements")[1]) == before


def test_a_second_writer_is_told_and_reading_goes_on(record, panj, monkeypatch):
    from panj.record import lease

    with open_record("panj.db") as other:
        with monkeypatch.context() as patched:
            patched.setattr(lease, "owner", lambda: f"{lease.socket.gethostname()} 1 {lease._began(1)}")
            other.mark_anew([])
        Path("reports/new.txt").write_text("PUBLISHED: 2021-07-15\n\nPanj: 360 people crossed, says Trend.\n")
        code, _, err = panj("add", "reports")
        assert code == 1
        assert "in use by another writer: process 1" in err
        assert len(err.splitlines()) == 1
        assert figures(panj)["crossed"] == 347
