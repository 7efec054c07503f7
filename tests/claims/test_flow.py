"""New movement, a situation on a date, or a total: sentences of our own."""

import pytest

from panj.pipeline import document_of, read_document

STOCKS = [
    "Some 5,400 people are still housed in schools in Sake.",
    "Chad hosts 5,400 refugees.",
    "About 5,400 families are displaced in Ituri.",
    "Some 5,400 people remain stranded at the border.",
    "The number currently displaced in Ituri has reached 5,400 people.",
    "Sake has 9,000 displaced people, 5,400 of them in schools.",
    "Some 5,400 people have been stuck in Sake since Friday and are still waiting.",
]
FLOWS = [
    "The storm left 5,400 people homeless.",
    "Some 5,400 people lost their homes when the river burst its banks on Monday.",
    "Some 5,400 people took shelter in churches on Friday night.",
    "Some 5,400 people fled Sake on Monday.",
    "Fighting caused 5,400 displacements in March.",
    "Shelling killed 5,400 people in March.",
]
TOTALS = [
    "Some 5,400 people have fled Sake since April.",
    "So far 5,400 people have been evacuated from Sake.",
    "Another 200 people left on Monday, bringing the total to 5,400 people evacuated.",
    "The fighting has killed 5,400 people.",
    "The number of people who have fled Sake has risen to 5,400.",
]


def flow(text: str) -> str | None:
    claims = read_document(document_of(text, published="2023-09-20"))
    return next(c.flow for c in claims if c.measure is not None and c.measure.value == 5400)


@pytest.mark.parametrize("text", STOCKS)
def test_stock(text: str) -> None:
    assert flow(text) == "stock"


@pytest.mark.parametrize("text", FLOWS)
def test_flow(text: str) -> None:
    assert flow(text) == "flow"


@pytest.mark.parametrize("text", TOTALS)
def test_total(text: str) -> None:
    assert flow(text) == "cumulative"
