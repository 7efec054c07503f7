"""The public names of the package: few, documented, cheap to import, and their examples hold."""

import doctest
import subprocess
import sys
from datetime import date

import pytest

import panj
from panj import pipeline

TEXT = "Some 350 refugees from Afghanistan crossed into Tajikistan on Tuesday."


def test_the_public_names_are_few_and_documented():
    assert len(panj.__all__) <= 10
    assert all(getattr(panj, name).__doc__ for name in panj.__all__)


def test_the_examples_in_the_documentation_hold():
    found = doctest.testmod(panj)
    assert found.attempted > 3
    assert found.failed == 0


def test_a_text_is_read():
    (claim,) = panj.read(TEXT, published="2021-07-14", publisher="The Paper")

    assert (claim.measure.value, claim.measure.qualifier) == (350, "about")
    assert TEXT[claim.evidence[0].start : claim.evidence[0].end] == claim.evidence[0].text
    assert claim.period.start == "2021-07-13"
    assert "The Paper" in [source.name for source in claim.sources]


def test_files_are_loaded_read_and_reconciled(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf8")
    (tmp_path / "b.txt").write_text("URL: https://example.org/b\n\n" + TEXT, encoding="utf8")
    documents = panj.load(str(tmp_path), published="2021-07-14")

    assert [document.label for document in documents] == ["a", "b"]
    assert [claim.measure.value for claim in panj.read(documents[0])] == [350]
    (event,) = panj.reconcile(documents)
    assert event.estimate.best == 350
    assert panj.to_dict(event)["documents"] == ["a", "b"]


def test_a_record_is_opened(tmp_path):
    with panj.open_record(str(tmp_path / "panj.db")) as record:
        assert list(record.documents()) == []


@pytest.mark.parametrize(
    "call",
    [
        lambda: panj.load("no/such/file.txt"),
        lambda: panj.read(TEXT, published="some day"),
        lambda: panj.read(""),
        lambda: panj.open_record("no/such/panj.db", create=False),
        lambda: panj.open("no/such/panj.db"),
    ],
)
def test_what_goes_wrong_is_a_panj_error(call):
    with pytest.raises(panj.PanjError):
        call()


def test_importing_is_cheap():
    code = "import sys, panj; print(sorted({'typer', 'rich', 'sqlalchemy', 'pydantic', 'tomllib'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60, text=True)
    assert done.stdout.strip() == "[]"


@pytest.fixture
def record(tmp_path):
    location = str(tmp_path / "panj.db")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf8")
    with panj.open_record(location) as opened:
        assert list(pipeline.add_paths(opened, [str(tmp_path / "a.txt")], published="2021-07-14"))
    with panj.open(location) as opened:
        yield opened


def test_a_record_is_looked_at_as_objects_and_tables(record):
    events = record.events()
    assert [event.estimate.best for event in events] == [350]
    assert events[0] is events[:1][0]
    assert repr(events) == "<1 events of a record>"
    assert events.to_dicts()[0]["estimate"]["best"] == 350

    pytest.importorskip("pandas")
    frame = events.to_pandas()
    assert list(frame.columns) == list(events.columns)
    assert frame.best.tolist() == [350.0]
    assert frame.destination_country.tolist() == ["TJK"]
    assert frame.attrs["panj"]["panj"] == panj.__version__
    assert frame[frame.additive & frame.unit.eq("people")].best.sum() == 350


def test_a_record_is_looked_at_as_of_a_day(record):
    assert len(record.events(as_of="2021-07-13")) == 0
    assert len(record.events(as_of=date(2021, 7, 14))) == 1
    assert len(record.claims(as_recorded="2020-01-01")) == 0
    assert [document.label for document in record.documents()] == ["a"]
    assert record.documents().to_dicts()[0]["claims"] == 1
    with pytest.raises(panj.PanjError, match="write a day as"):
        record.events(as_of="some day")


def test_claims_and_reports_are_tables_too(record):
    pytest.importorskip("pandas")
    claims = record.claims().to_pandas()
    assert claims.value.tolist() == [350.0]
    assert claims.low.isna().all()
    assert claims.sentence.tolist() == [TEXT]
    assert record.documents().to_pandas().label.tolist() == ["a"]
    pytest.importorskip("pyarrow")
    assert record.claims().to_arrow().column("value").to_pylist() == [350.0]


def test_a_table_without_pandas_says_what_to_install(record, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(panj.PanjError, match=r'pip install "panj\[export\]"'):
        record.events().to_pandas()
