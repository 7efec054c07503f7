"""What comes out keeps to the contract: every claim and event of the samples and the seeds, by the schemas."""

import json
from importlib.resources import files

import jsonschema
import pytest
from referencing import Registry, Resource

from panj import pipeline
from panj.model import Claim, Event, Problem, claim_to_wire, event_to_wire, from_wire, to_wire
from panj.model.vocabulary import KINDS
from panj.record import open_record

SCHEMAS = {
    name: json.loads((files("panj.data") / "schema" / f"{name}.schema.json").read_text("utf8"))
    for name in ("claim", "event")
}
REGISTRY = Registry().with_resources((schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values())
SAMPLES = str(files("panj.data") / "samples")


def validator(name):
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])
    return jsonschema.Draft202012Validator(SCHEMAS[name], registry=REGISTRY)


def everything_in(path):
    found = list(pipeline.read_paths([path]))
    assert [each for each in found if isinstance(each, Problem)] == []
    return pipeline.MemoryView(found)


@pytest.fixture(scope="module")
def samples():
    return everything_in(SAMPLES)


@pytest.fixture(scope="module")
def seeds(shared):
    return everything_in(str(shared / "seeds"))


@pytest.fixture(params=["samples", "seeds"])
def view(request):
    return request.getfixturevalue(request.param)


def test_the_schema_knows_the_kinds_of_the_vocabulary():
    assert set(SCHEMAS["claim"]["properties"]["kind"]["enum"]) == KINDS


def test_every_claim_keeps_to_its_schema_and_comes_back_from_json(view):
    check, claims = validator("claim"), list(view.claims())
    for claim in claims:
        check.validate(json.loads(json.dumps(claim_to_wire(claim))))
        assert from_wire(Claim, json.loads(json.dumps(to_wire(claim, internal=True)))) == claim
    assert len({claim.id for claim in claims}) == len(claims) > 5


def test_every_event_keeps_to_its_schema_and_comes_back_from_json(view):
    check, events = validator("event"), view.events()
    for event in events:
        check.validate(json.loads(json.dumps(event_to_wire(event))))
        assert from_wire(Event, json.loads(json.dumps(to_wire(event, internal=True)))) == event
    assert len({event.id for event in events}) == len(events) > 2


def test_every_figure_can_be_traced_to_the_characters_it_was_read_from(view):
    for claim in view.claims():
        document = view.document(claim.document_id)
        for evidence in claim.evidence:
            assert document.text[evidence.start : evidence.end] == evidence.text


def test_references_between_claims_and_events_lead_somewhere(view):
    claims = {claim.id: claim for claim in view.claims()}
    for claim in claims.values():
        named = [
            claim.same_as,
            claim.part_of,
            claim.remainder_of,
            *(claim.measure.derived_from if claim.measure else ()),
        ]
        assert {name for name in named if name} <= claims.keys() - {claim.id}
    events = {event.id for event in view.events()}
    labels = {document.label for document in view.documents()}
    for event in view.events():
        assert set(event.claims) <= claims.keys()
        assert set(event.documents) <= labels
        assert {name for name in (event.part_of, *event.followed_by) if name} <= events


def test_the_record_gives_back_what_was_read(view, tmp_path):
    by_id = {document.id: tuple(view.claims(document.id)) for document in view.documents()}
    with open_record(str(tmp_path / "panj.db")) as record:
        for document in view.documents():
            record.add(document, "x", lambda known: by_id[known.id])
        assert {document.id: tuple(record.claims(document.id)) for document in record.documents()} == by_id
        assert list(pipeline.refresh_events(record)) == list(view.events())
        assert all(record.raw(document.id) for document in record.documents())


def test_the_schema_refuses_what_the_contract_does_not_know(samples):
    wire = claim_to_wire(next(iter(samples.claims())))
    for wrong in ({"kind": "vanished"}, {"confidence": 2}, {"surprise": 1}, {"evidence": []}, {"id": "5"}):
        with pytest.raises(jsonschema.ValidationError):
            validator("claim").validate({**wire, **wrong})


def test_a_report_in_a_language_without_words_is_a_problem_of_its_own(tmp_path):
    row = {"id": "a", "text": "Több száz menekült érkezett a határhoz kedden, közölte a rendőrség Budapesten."}
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({**row, "language": "hu"}), encoding="utf8")
    (problem,) = pipeline.read_paths([str(path)])
    assert "hu" in problem.message
