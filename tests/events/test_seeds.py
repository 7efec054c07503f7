"""The two seed reports and the reports of one July crossing in one record: what is one event, and what is not."""

from collections.abc import Iterator

import pytest

from panj import pipeline
from panj.documents import copies
from panj.events import reconcile
from panj.model import Claim, Document, Event, Problem


@pytest.fixture(scope="module")
def told(shared) -> Iterator[tuple[Event, ...]]:
    documents: dict[str, Document] = {}
    claims: list[Claim] = []
    for found in pipeline.read_paths([str(shared / "seeds"), str(shared / "gold/clusters/murghab_2021")]):
        if not isinstance(found, Problem):
            documents[found[0].id] = found[0]
            claims += found[1]
    return reconcile(claims, documents, copies.find(list(documents.values())))


def _about(told, best, month, *kinds):
    return [e for e in told if e.estimate.best == best and e.kind in kinds and (e.estimate.date or "")[:7] == month]


def test_the_july_crossing_is_one_event_from_one_origin(told):
    (event,) = _about(told, 347, "2021-07", "crossed", "arrived", "admitted", "fled")
    assert (event.estimate.low, event.estimate.high) == (345, 347)
    assert event.independent_sources == 1
    assert event.additive
    documents = {d.rsplit("/", 1)[-1][:3] for d in event.documents}
    assert {"01_", "02_", "03_", "04_", "05_", "003"} <= documents


def test_the_troops_are_another_and_in_no_total(told):
    armed = [e for e in told if e.group and e.group.category == "combatants" and e.estimate.best == 1_000]
    assert armed
    assert not any(e.additive for e in armed)


def test_the_september_crossing_is_a_third_and_unconfirmed(told):
    (crossed,) = _about(told, 200, "2021-09", "crossed")
    moved = {e.kind: e for e in told if (e.estimate.date or "")[:7] == "2021-09" and e.population == crossed.population}
    assert {e.status for e in moved.values()} == {"unconfirmed"}
    assert {"crossed", "transferred", "deported"} <= set(moved)
    assert moved["transferred"].estimate.best == 100
    assert (moved["deported"].estimate.best or moved["deported"].estimate.low) == 100
    assert [e.kind for e in moved.values() if e.additive] == ["crossed"]


def test_july_and_september_are_not_added_to_troops_or_parts(told):
    people = [e for e in told if e.additive and e.unit == "people" and e.metric != "stock"]
    fled = [e.estimate.best for e in people if e.kind in ("crossed", "arrived", "admitted", "fled")]
    assert sorted(fled) == [200, 347]
