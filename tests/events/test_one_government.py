"""A government that speaks through several mouths counts once; a total that grows is no quarrel."""

import pytest

from panj.model import Event
from panj.pipeline import MemoryView, document_of, read_document


def told(*reports: tuple[str, str]) -> list[Event]:
    documents = [document_of(text, published=day, publisher=f"Paper {n}") for n, (day, text) in enumerate(reports)]
    view = MemoryView([(document, read_document(document)) for document in documents])
    return [event for event in view.events() if event.unit == "people" and event.kind in ("fled", "crossed", "arrived")]


FIRST = "By Tuesday morning 13,350 people had entered Armenia from Nagorno-Karabakh, the Armenian government said."
SECOND = (
    "The number of people who have fled to Armenia from Nagorno-Karabakh rose to 65,036 by Thursday, government "
    "spokeswoman Nazeli Baghdasaryan told reporters."
)
THIRD = (
    "A total of 100,417 people had arrived in Armenia from Nagorno-Karabakh by Saturday, the Armenian government said, "
    "against 88,780 on Friday."
)


def test_one_total_that_grows() -> None:
    [event] = told(("2023-09-26", FIRST), ("2023-09-28", SECOND), ("2023-09-30", THIRD))
    assert event.estimate is not None
    assert (event.estimate.best, event.status) == (100417, "reported")
    assert [point.best for point in event.series] == [13350, 65036, 88780, 100417]
    assert not event.contradictions


def test_two_who_count_one_day_differently_keep_two_series() -> None:
    other = "A total of 58,200 people had arrived in Armenia from Nagorno-Karabakh by Saturday, the Red Cross said."
    events = told(("2023-09-30", THIRD), ("2023-09-30", other))
    assert {event.estimate.best for event in events if event.estimate} == {100417, 58200}


@pytest.mark.parametrize("office", ["the mayor of Goris", "the Azerbaijani government"])
def test_another_body_of_the_same_day_is_no_echo(office: str) -> None:
    other = f"A total of 58,200 people had arrived in Armenia from Nagorno-Karabakh by Saturday, {office} said."
    events = told(("2023-09-30", THIRD), ("2023-09-30", other))
    assert any(event.status == "disputed" or event.contradictions for event in events)
