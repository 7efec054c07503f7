"""The two real reports that started the project must always come out right."""

from pathlib import Path

import pytest

from panj import evaluation
from panj.cli import evaluating
from panj.model import Claim, Event
from panj.pipeline import MemoryView, read_paths

LEAST = 38
"""Facts of the 40 that must be right; all were when this was written."""
NO_FIGURE = {"planned", "possible", "simulated", "denied", "ordered", "retracted"}


@pytest.fixture(scope="module")
def read(shared: Path) -> tuple[list[Claim], list[Event]]:
    found = [each for each in read_paths([str(shared / "seeds")]) if isinstance(each, tuple)]
    claims = [claim for _, members in found for claim in members]
    return claims, list(MemoryView(found).events())


def test_the_facts_that_a_careful_reader_takes(shared: Path) -> None:
    (scores,) = evaluating.measure(evaluation.load([shared / "gold" / "seeds.json"]))
    assert scores.summary["right"] >= LEAST, scores.faults


def test_what_did_not_happen_is_in_no_figure(read: tuple[list[Claim], list[Event]]) -> None:
    claims, events = read
    status = {claim.id: claim.status for claim in claims}
    assert NO_FIGURE & set(status.values()), "the reports tell of planned, possible and simulated things"
    for event in events:
        if event.additive or event.estimate.best is not None:
            assert any(status[claim] not in NO_FIGURE for claim in event.claims if claim in status), event.title


def test_the_crossing_is_told_with_its_people(read: tuple[list[Claim], list[Event]]) -> None:
    claims, _ = read
    crossed = [c for c in claims if c.measure and c.measure.value == 350 and c.kind == "crossed"]
    assert [p.country for p in crossed[0].destination] == ["TJK"]
    boys = next(c for c in claims if c.group and c.group.sex == "male" and c.measure and c.measure.value == 64)
    assert boys.part_of is not None
    rest = next(c for c in claims if c.remainder_of is not None)
    assert rest.measure is not None
    assert (rest.measure.value, rest.measure.low) == (None, 100)
