import json

from panj.model import Claim, Event, View, from_wire
from panj.outputs import jsonl


def test_claims_and_events_come_back_from_their_lines(sample: View) -> None:
    claims = [from_wire(Claim, json.loads(line)) for line in jsonl.claims(sample.claims())]
    events = [from_wire(Event, json.loads(line)) for line in jsonl.events(sample.events())]
    assert claims == list(sample.claims())
    assert events == list(sample.events())


def test_a_line_is_one_line_of_plain_ascii(sample: View) -> None:
    for line in [*jsonl.claims(sample.claims()), *jsonl.events(sample.events())]:
        assert line.isascii()
        assert "\n" not in line
