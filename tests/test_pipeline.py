"""The rooms joined: one document that fails, records that change, views of paths alone."""

from dataclasses import replace

import pytest

from panj import pipeline
from panj.errors import DataError
from panj.model import Claim, Document, Estimate, Event, Evidence, Problem, digest
from panj.record import open_record

GOOD = Document("good", "/good", "12 fled")
BAD = Document("bad", "/bad", "13 fled")


class ToyReader:
    fingerprint = "toy@1"

    def read(self, document, annotation):
        if document.text.startswith("13"):
            raise ZeroDivisionError("thirteen")
        ident = "c_" + digest(document.id, document.version, document.published)
        evidence = (Evidence(0, 2, document.text[:2]),)
        return (Claim(ident, document.label, document.id, "fled", evidence, self.fingerprint),)


@pytest.fixture(autouse=True)
def rooms(monkeypatch):
    inputs = [
        GOOD,
        Problem("lost.txt", "is missing", "check its name"),
        BAD,
        replace(GOOD, label="last", address="/last"),
    ]
    monkeypatch.setattr(pipeline, "_reader", lambda *_: ToyReader())
    monkeypatch.setattr(pipeline, "_finder", lambda *_: None)
    monkeypatch.setattr(pipeline, "annotate_document", lambda document: None)
    monkeypatch.setattr(pipeline, "load_documents", lambda paths, **_: iter(inputs))
    monkeypatch.setattr(pipeline, "reconcile", lambda documents, claims: tuple(map(event_of, claims)))
    monkeypatch.delenv("PANJ_DEBUG", raising=False)
    return inputs


def event_of(claim):
    return Event("e_" + claim.id[2:], "fled", "Flight", Estimate(12, None, None, None), (claim.id,), (claim.document,))


def test_what_fails_becomes_a_problem_with_its_name_and_the_rest_goes_on():
    found = list(pipeline.read_paths(["."]))

    assert [each.address if isinstance(each, Problem) else each[0].label for each in found] == [
        "good", "lost.txt", "bad", "last",
    ]  # fmt: skip
    assert "ZeroDivisionError: thirteen" in found[2].message


def test_a_person_who_looks_for_a_fault_gets_the_traceback(monkeypatch):
    monkeypatch.setenv("PANJ_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        list(pipeline.read_paths(["."]))


def test_a_broken_installation_is_said_once_and_not_for_each_document(monkeypatch):
    def broken():
        raise DataError("The gazetteer is broken", "install Panj again")

    monkeypatch.setattr(pipeline, "_finder", broken)
    with pytest.raises(DataError):
        list(pipeline.read_paths(["."]))


def test_adding_goes_on_after_a_problem_and_tells_how_far_it_is(tmp_path):
    seen = []
    with open_record(str(tmp_path / "panj.db")) as record:
        found = list(pipeline.add_paths(record, ["."], progress=seen.append))
        assert [document.label for document in record.documents()] == ["good", "last"]
    assert [getattr(each, "what", "problem") for each in found] == ["document", "problem", "problem", "document"]
    assert seen == ["good", "bad", "last"]


def test_claims_that_the_record_cannot_hold_are_a_problem_of_their_document_alone(tmp_path, monkeypatch):
    real = ToyReader.read
    monkeypatch.setattr(ToyReader, "read", lambda *given: real(*given) * (1 + ("good" in given[1].label)))
    with open_record(str(tmp_path / "panj.db")) as record:
        found = list(pipeline.add_paths(record, ["."]))
        assert [document.label for document in record.documents()] == ["last"]
    assert "one id to two claims" in found[0].message


def test_events_are_made_anew_where_a_document_or_the_rules_changed(tmp_path, monkeypatch):
    calls = []

    def counting(documents, claims):
        calls.append([document.label for document in documents])
        return tuple(map(event_of, claims))

    monkeypatch.setattr(pipeline, "reconcile", counting)
    with open_record(str(tmp_path / "panj.db")) as record:
        list(pipeline.add_paths(record, ["."]))
        assert len(pipeline.refresh_events(record)) == 2
        assert list(pipeline.refresh_events(record)) == record.events()
        seen = len(calls)
        record.add(replace(GOOD, text="14 fled"), "toy@1", pipeline.read_document)
        pipeline.refresh_events(record)
        assert len(calls) > seen
        seen = len(calls)
        monkeypatch.setattr(pipeline, "rules", lambda: "newer rules")
        pipeline.refresh_events(record)
        assert len(calls) > seen


def test_a_read_only_record_shows_current_events_that_it_cannot_store(tmp_path):
    path = tmp_path / "panj.db"
    with open_record(str(path)) as record:
        list(pipeline.add_paths(record, ["."]))
    path.chmod(0o444)
    with open_record(str(path)) as record:
        view = pipeline.view_of(record)
        first = view.events()[0]
        assert view.event(first.id) == first
        assert view.claim(first.claims[0]) in view.claims()
        assert len(list(view.documents())) == 2
        assert record.events() == []


def test_of_two_texts_from_one_address_the_later_stands():
    older, newer = GOOD, replace(GOOD, text="14 fled")
    view = pipeline.MemoryView((document, ToyReader().read(document, None)) for document in (older, newer))

    assert [document.text for document in view.documents()] == ["14 fled"]
    assert [claim.evidence[0].text for claim in view.claims()] == ["14"]
    assert view.document(GOOD.id) == newer
    assert view.claims("d_other") == []
    assert [event.claims[0] for event in view.events()] == [claim.id for claim in view.claims()]


def test_the_fingerprint_names_the_reader_and_holds_still():
    assert pipeline.fingerprint().startswith("toy@1/")
    assert pipeline.fingerprint() == pipeline.fingerprint()
