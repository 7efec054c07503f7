"""The public names of the package: few, documented, cheap to import, and their examples hold."""

import doctest
import subprocess
import sys

import pytest

import panj

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
    ],
)
def test_what_goes_wrong_is_a_panj_error(call):
    with pytest.raises(panj.PanjError):
        call()


def test_importing_is_cheap():
    code = "import sys, panj; print(sorted({'typer', 'rich', 'sqlalchemy', 'pydantic', 'tomllib'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60, text=True)
    assert done.stdout.strip() == "[]"
