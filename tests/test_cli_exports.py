"""`panj export` and `panj judge --from`: out of a record and back into it."""

import io
import json
from pathlib import Path

import pytest

from panj import cli
from panj.record import open_record

openpyxl = pytest.importorskip("openpyxl")

REPORT = """Border post counts arrivals

Some 350 refugees from Afghanistan crossed into Tajikistan on Tuesday, the border service said.
Another 40 people were injured in Kunduz, a doctor said."""


@pytest.fixture(autouse=True)
def place(monkeypatch, tmp_path):
    monkeypatch.delenv("PANJ_RECORD", raising=False)
    monkeypatch.setenv("PANJ_AUTHOR", "Ada")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def panj(capsysbinary):
    def run(*arguments):
        with pytest.raises(SystemExit) as stopped:
            cli.main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        assert b"Traceback" not in out + err
        return stopped.value.code or 0, out, err.decode()

    return run


@pytest.fixture
def record(panj):
    Path("a.txt").write_text(REPORT, encoding="utf8")
    assert panj("add", "a.txt", "--published", "2021-07-14", "--publisher", "The Paper")[0] == 0


@pytest.fixture
def book(record, panj):
    """Makes a workbook, writes into rows of its claims by their value, and gives its path."""

    def write(rows, name="book.xlsx", role="restricted"):
        assert panj("export", "xlsx", "--out", name, "--role", role)[0] == 0
        edit(name, rows)
        return name

    return write


def edit(name, rows):
    opened = openpyxl.load_workbook(name)
    sheet = opened["Claims"]
    head = [cell.value for cell in sheet[1]]
    for line in sheet.iter_rows(min_row=2):
        for column, value in rows.get(line[head.index("value")].value, {}).items():
            line[head.index(column)].value = value
    opened.save(name)


def judged():
    with open_record("panj.db", create=False) as opened:
        return [(one.verb, one.field, one.value, one.author, one.reason) for one in opened.judgements()]


def best(panj):
    events = map(json.loads, panj("events", "--format", "jsonl")[1].splitlines())
    return {event["kind"]: event["estimate"].get("best") for event in events}


def test_an_export_is_written_and_named(record, panj):
    code, _, err = panj("export", "hxl", "--role", "restricted")
    assert code == 0
    assert "wrote panj-events-" in err
    (path,) = Path().glob("panj-events-*.csv")
    assert "Tajikistan" in path.read_text("utf8")
    assert panj("export", "hxl", "--role", "restricted")[0] == 0
    assert len(list(Path().glob("*.csv"))) == 1


def test_an_export_goes_to_standard_output(record, panj):
    code, out, _ = panj("export", "jsonl", "--table", "claims", "--out", "-", "--role", "restricted")
    assert code == 0
    assert 350 in [json.loads(line)["measure"].get("value") for line in out.splitlines()]


def test_an_export_is_of_a_moment_and_of_what_was_asked(record, panj):
    assert panj("export", "jsonl", "--out", "-", "--as-of", "2021-07-01")[1] == b""
    assert panj("export", "jsonl", "--out", "-", "--from", "2022-01-01")[1] == b""
    assert b"crossed" in panj("export", "jsonl", "--out", "-", "--country", "Tajikistan", "--role", "restricted")[1]
    assert panj("export", "jsonl", "--out", "-", "--country", "ARM")[1] == b""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("export", "doc"), "One of: xlsx"),
        (("export", "hxl", "--kind", "flew"), "no kind"),
        (("export", "hxl", "--status", "certain"), "no status"),
        (("export", "hxl", "--from", "2021-07-02", "--to", "2021-07-01"), "is after"),
        (("export", "hxl", "--out", "no/such/folder/a.csv"), "cannot be written"),
        (("judge", "--from", "nothing.xlsx"), "cannot be read"),
        (("judge", "--from", "a.txt"), "cannot be read"),
    ],
)
def test_what_is_wrong_is_said(record, panj, arguments, told):
    code, _, err = panj(*arguments)
    assert code in (1, 2)
    assert told in err
    assert judged() == []


def test_the_help_names_every_format(panj):
    from panj.outputs.exports import FORMATS

    out = panj("export", "--help")[1].decode()
    assert all(f"{one.name} " in out and one.title in " ".join(out.split()) for one in FORMATS.values())


def test_decisions_come_back_from_a_workbook(book, panj):
    before = best(panj)
    name = book(
        {
            350: {"verdict": "correct", "new value": 340, "reason": "a misprint", "author": "Grace"},
            40: {"verdict": "Reject"},
        }
    )

    code, out, _ = panj("judge", "--from", name, "--dry-run")
    assert code == 0
    assert b"would be decided: row" in out
    assert judged() == []

    assert panj("judge", "--from", name)[0] == 0
    assert sorted(map(str, judged())) == sorted(
        map(str, [("correct", "value", 340, "Grace", "a misprint"), ("reject", None, None, "Ada", "")])
    )
    assert best(panj)["crossed"] == 340
    assert before["crossed"] == 350
    assert "injured" not in best(panj)


def test_decisions_come_back_from_a_workbook_of_the_open_view(book, panj):
    name = book({350: {"verdict": "reject"}}, role="open")
    assert panj("judge", "--from", name)[0] == 0
    assert [one[0] for one in judged()] == ["reject"]


def test_the_same_workbook_again_changes_nothing(book, panj):
    name = book({350: {"verdict": "correct", "new value": 340}, 40: {"verdict": "accept"}})
    assert panj("judge", "--from", name)[0] == 0
    told = judged()
    code, _, err = panj("judge", "--from", name)
    assert code == 0
    assert err.count("decided already") == 2
    assert judged() == told


def test_a_row_that_changed_since_stops_the_whole(book, panj):
    name = book({350: {"verdict": "accept"}, 40: {"verdict": "reject"}})
    claims = map(json.loads, panj("read", "--format", "jsonl")[1].splitlines())
    changed = next(claim["id"] for claim in claims if claim["measure"].get("value") == 40)
    panj("judge", changed, "correct", "value", "41")
    told = judged()

    code, _, err = panj("judge", "--from", name)
    assert code == 1
    assert "has changed since" in err
    assert changed[:12] in err
    assert judged() == told


def test_what_was_taken_back_is_not_decided_again(book, panj):
    name = book({350: {"verdict": "accept"}})
    panj("judge", "--from", name)
    with open_record("panj.db") as opened:
        (one,) = opened.judgements()
    panj("undo", one.id)
    code, _, err = panj("judge", "--from", name)
    assert code == 1
    assert "taken back" in err


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"verdict": "perhaps"}, "no verdict"),
        ({"reason": "hm"}, "no verdict"),
        ({"verdict": "correct"}, "what it should be"),
        ({"verdict": "accept", "new value": 5}, "choose correct"),
        ({"verdict": "correct", "new value": "many"}, "no number"),
        ({"verdict": "correct", "new kind": "flew"}, "no kind"),
        ({"verdict": "correct", "new period": "last week"}, "no date"),
        ({"verdict": "accept", "id": "c_nothing"}, "no claim"),
        ({"verdict": "accept", "id": None}, "lost the id"),
    ],
)
def test_one_wrong_row_and_nothing_is_decided(book, panj, cells, told):
    name = book({350: cells, 40: {"verdict": "accept"}})
    code, _, err = panj("judge", "--from", name)
    assert code == 1
    assert told in err
    assert "row " in err
    assert judged() == []
    assert panj("judge", "--from", name, "--dry-run")[0] == 1


def test_a_workbook_without_decisions_says_so(book, panj):
    code, _, err = panj("judge", "--from", book({}))
    assert code == 0
    assert "holds no decision" in err


def test_columns_may_be_moved_and_sheets_added(book, panj):
    name = book({350: {"verdict": "accept"}})
    opened = openpyxl.load_workbook(name)
    sheet = opened["Claims"]
    sheet.insert_cols(1)
    sheet["A1"] = "my notes"
    opened.create_sheet("Mine")
    opened.save(name)
    assert panj("judge", "--from", name)[0] == 0
    assert [one[0] for one in judged()] == ["accept"]


def test_other_files_are_no_workbook_of_ours(record, panj):
    other = openpyxl.Workbook()
    other.save("other.xlsx")
    code, _, err = panj("judge", "--from", "other.xlsx")
    assert code == 1
    assert "no workbook that Panj made" in err


def test_a_workbook_that_unfolds_without_end_is_refused(record, panj):
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(1_100):
            archive.writestr(f"{number}.xml", b"")
    Path("bomb.xlsx").write_bytes(out.getvalue())
    code, _, err = panj("judge", "--from", "bomb.xlsx")
    assert code == 1
    assert "unfolds" in err


def test_judge_needs_a_claim_or_a_workbook(record, panj, book):
    assert panj("judge")[0] == 2
    assert panj("judge", "c_1", "--from", book({}))[0] == 2


def test_approved_figures_leave_as_updates_of_idmc(panj):
    Path("b.txt").write_text(
        "Some 5,400 people fled their homes in Alappuzha on Friday because of floods.", encoding="utf8"
    )
    panj("add", "b.txt", "--published", "2018-08-18")
    assert panj("export", "idu", "--out", "-")[1].count(b"\n") == 1
    (claim,) = map(json.loads, panj("read", "--format", "jsonl")[1].splitlines())
    panj("judge", claim["id"], "accept")
    out = panj("export", "idu", "--out", "-")[1].decode()
    if claim.get("boundary") == "internal":
        assert "5400" in out
    panj("judge", claim["id"], "reject")
    assert panj("export", "idu", "--out", "-")[1].count(b"\n") == 1


def test_a_feed_tells_what_is_new_and_what_changed(record, panj):
    first = panj("export", "atom", "--out", "-", "--role", "restricted")[1].decode()
    assert first.count("<entry>") == len(best(panj))
    assert "New: " in first
    claims = map(json.loads, panj("read", "--format", "jsonl")[1].splitlines())
    panj(
        "judge",
        next(claim["id"] for claim in claims if claim["measure"].get("value") == 350),
        "correct",
        "value",
        "360",
    )
    second = panj("export", "rss", "--out", "-", "--role", "restricted")[1].decode()
    assert "360" in second.partition("</item>")[0]
    assert "Changed: " in second.partition("</item>")[0]


DATASET = [
    ["ADM1_EN", "ADM1_PCODE", "ADM0_EN", "ADM0_PCODE"],
    ["Khatlon", "TJ02", "Tajikistan", "TJ"],
    ["Sughd", "TJ05", "Tajikistan", "TJ"],
]


@pytest.fixture
def dataset(monkeypatch, tmp_path):
    monkeypatch.setenv("PANJ_PCODES", str(tmp_path / "codes"))

    def write(kind):
        path = Path(f"tjk.{kind}")
        if kind == "xlsx":
            opened = openpyxl.Workbook()
            for row in DATASET:
                opened.active.append(row)
            opened.save(path)
        elif kind == "csv":
            path.write_text("\n".join(map(",".join, DATASET)), encoding="utf8")
        else:
            features = [
                {"type": "Feature", "geometry": None, "properties": dict(zip(DATASET[0], row, strict=True))}
                for row in DATASET[1:]
            ]
            path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf8")
        return path

    return write


@pytest.mark.parametrize("kind", ["csv", "xlsx", "geojson"])
def test_p_codes_are_filled_in_once_a_dataset_is_given(panj, dataset, kind):
    Path("c.txt").write_text("Some 300 people fled from Sughd to Khatlon on Friday, officials said.", encoding="utf8")
    panj("add", "c.txt", "--published", "2021-07-18")
    assert b"TJ05" not in panj("export", "hxl", "--out", "-")[1]

    code, _, err = panj("gazetteer", "pcodes", dataset(kind))
    assert code == 0
    assert "kept P-codes of TJK: 2 first and 0 second divisions" in err
    for form in ("hxl", "jsonl", "geojson"):
        assert b"TJ05" in panj("export", form, "--out", "-")[1]


def test_a_workbook_with_p_codes_comes_back(book, panj, dataset):
    name = book({350: {"verdict": "accept"}})
    panj("gazetteer", "pcodes", dataset("csv"))
    assert panj("judge", "--from", name)[0] == 0


@pytest.mark.parametrize(
    ("name", "text"), [("a.csv", "one,two\n1,2\n"), ("a.geojson", "{}"), ("a.geojson", "[1"), ("none.csv", None)]
)
def test_a_file_without_p_codes_is_refused(panj, dataset, name, text):
    if text is not None:
        Path(name).write_text(text, encoding="utf8")
    code, _, err = panj("gazetteer", "pcodes", name)
    assert code == 1
    assert name in err


@pytest.mark.parametrize("ending", ["html", "docx", "md", "pdf"])
def test_a_situation_report_has_the_form_that_its_name_says(record, panj, ending, request):
    if ending == "pdf":
        request.getfixturevalue("pango")
    pytest.importorskip({"docx": "docx"}.get(ending, "jinja2"))
    code, _, err = panj("sitrep", "--from", "2021-07-01", "--place", "Tajikistan", "--out", f"july.{ending.upper()}")
    assert code == 0
    assert f"wrote july.{ending.upper()}" in err
    start = {"html": b"<!DOCTYPE html>", "docx": b"PK", "md": b"# Situation report: Tajikistan", "pdf": b"%PDF-"}
    assert Path(f"july.{ending.upper()}").read_bytes().startswith(start[ending])


def test_a_situation_report_tells_what_changed(record, panj):
    text = (
        "The number of refugees who crossed into Tajikistan from Afghanistan has risen to 900, the border service said."
    )
    Path("later.txt").write_text(text, encoding="utf8")
    panj("add", "later.txt", "--published", "2021-07-17")
    panj("sitrep", "--from", "2021-07-15", "--to", "2021-07-17", "--country", "TJK", "--out", "a.md")
    text = Path("a.md").read_text("utf8")
    assert "Compared with what had been published before 15 July 2021" in text
    assert "900" in text
    assert "### " in text.partition("## What changed")[2].partition("## Figures")[0]


def test_a_situation_report_of_another_form_is_refused(record, panj):
    code, _, err = panj("sitrep", "--out", "a.odt")
    assert code == 2
    assert ".docx" in err


def test_a_word_that_was_typed_is_repeated_as_it_was_typed(record, panj, monkeypatch):
    monkeypatch.setattr("sys.argv", ["panj", "export", "foo"])
    code, _, err = panj("export", "foo")
    assert code == 1
    assert err.startswith("panj: foo is no format.")
