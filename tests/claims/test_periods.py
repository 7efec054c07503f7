"""The days of a figure: its own date against those of saying, of events and of other figures. Sentences of our own."""

import pytest

from panj.model import Claim
from panj.pipeline import document_of, read_document

PUBLISHED = "2023-09-20"  # a Wednesday

OWN = [
    ("Some 400 people fled Bambari on Monday, the mayor said on Tuesday.", 400, "2023-09-18", "2023-09-18"),
    ("On Sunday 250 families were evacuated from Derna and on Monday another 90.", 250, "2023-09-17", "2023-09-17"),
    ("On Sunday 250 families were evacuated from Derna and on Monday another 90.", 90, "2023-09-18", "2023-09-18"),
    ("Floods killed 31 people in Bentiu in August.", 31, "2023-08-01", "2023-08-31"),
    ("Between 3 and 9 September 1,200 people arrived in Goma.", 1200, "2023-09-03", "2023-09-09"),
    ("About 700 refugees crossed into Chad on Monday, up from 300 on Sunday.", 700, "2023-09-18", "2023-09-18"),
    ("At least 9,000 people fled Goma on Monday (OCHA, 19 September 2023).", 9000, "2023-09-18", "2023-09-18"),
    ("About 700 refugees crossed into Chad on Monday, more than on Sunday.", 700, "2023-09-18", "2023-09-18"),
    ("On Monday 700 refugees crossed into Chad, three times as many as on Friday.", 700, "2023-09-18", "2023-09-18"),
    ("As many as 700 refugees crossed into Chad on Friday.", 700, "2023-09-15", "2023-09-15"),
]
TOTALS = [
    ("Some 12,000 people have fled Goma since 1 September.", 12000, "2023-09-01", PUBLISHED),
    ("Some 12,000 people have fled Goma since fighting resumed on 1 September.", 12000, "2023-09-01", PUBLISHED),
    ("Since the dam gave way on Friday, 800 families have been evacuated from Sake.", 800, "2023-09-15", PUBLISHED),
    (
        "More than 30,000 people have been displaced since 5 September, the governor said on Monday.",
        30000,
        "2023-09-05",
        "2023-09-18",
    ),
    (
        "A truce was signed on 8 September. Some 4,000 people have returned to Sake since the truce.",
        4000,
        "2023-09-08",
        PUBLISHED,
    ),
]
STANDING = [
    ("As of 12 September 5,400 people are sheltering in schools in Sake.", 5400, "2023-09-12"),
    ("Some 5,400 people are sheltering in schools in Sake.", 5400, PUBLISHED),
    ("Some 5,400 people are in camps, the mayor said on Monday, twice as many as on Friday.", 5400, "2023-09-18"),
    ("On Sunday the camp at Bulengo held 6,200 displaced people.", 6200, "2023-09-17"),
    (
        "The camps held 8,000 displaced people on 31 August 2023. Kaya hosts 3,100 displaced people.",
        3100,
        "2023-08-31",
    ),
    (
        "Bulengo camp, situation at 12 September:\n- 4,300 displaced people in tents\n- 210 families without shelter",
        4300,
        "2023-09-12",
    ),
]
HEADED = [
    ("Sake, 1–7 September 2023\n- 320 families displaced\n- 14 people killed", 320, "2023-09-01", "2023-09-07"),
    ("Ituri | August in figures\n- 4,100 people fled\n- 90 houses burnt", 4100, "2023-08-01", "2023-08-31"),
    ("Attack on Sake, 3 September\n- 14 people killed\n- 300 people fled", 300, "2023-09-03", "2023-09-03"),
    ("Sake, 1–7 September 2023\n- this week 320 families fled\n- no access", 320, "2023-09-01", "2023-09-07"),
    ("Sake, 1–7 September 2023\n- 40 people killed on 4 September\n- no access", 40, "2023-09-04", "2023-09-04"),
]


def claim_of(text: str, value: float, published: str | None = PUBLISHED) -> Claim:
    claims = read_document(document_of(text, published=published))
    return next(c for c in claims if c.measure is not None and value in (c.measure.value, c.measure.low))


def days(text: str, value: float, published: str | None = PUBLISHED) -> tuple[str | None, str | None]:
    period = claim_of(text, value, published).period
    return (period.start, period.end) if period else (None, None)


@pytest.mark.parametrize(("text", "value", "start", "end"), OWN)
def test_a_figure_takes_the_date_of_its_happening(text: str, value: float, start: str, end: str) -> None:
    assert days(text, value) == (start, end)


@pytest.mark.parametrize(("text", "value", "start", "end"), TOTALS)
def test_a_total_runs_from_its_start_to_the_day_it_is_told_for(text: str, value: float, start: str, end: str) -> None:
    assert days(text, value) == (start, end)


@pytest.mark.parametrize(("text", "value", "day"), STANDING)
def test_a_stock_stands_on_a_day(text: str, value: float, day: str) -> None:
    assert days(text, value) == (day, day)


@pytest.mark.parametrize(("text", "value", "start", "end"), HEADED)
def test_a_heading_dates_the_lines_below(text: str, value: float, start: str, end: str) -> None:
    assert days(text, value) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "On 2 September some 3,000 households left Sake, the largest movement in one day since January.",
        "On 2 September some 3,000 households left Sake, more than at any time since the first exodus of March.",
    ],
)
def test_a_comparison_starts_no_total(text: str) -> None:
    claim = claim_of(text, 3000)
    assert claim.flow == "flow"
    assert claim.period is not None
    assert claim.period.start == "2023-09-02"


@pytest.mark.parametrize("text", ["Some 400 people fled Bambari.", "Some 400 people crossed into Chad."])
def test_nothing_is_said_where_the_text_says_nothing(text: str) -> None:
    assert days(text, 400) == (None, None)


def test_a_headline_takes_the_date_of_the_story_it_tells() -> None:
    text = "More than 300 Afghans enter Tajikistan\n\nMore than 300 Afghans entered Tajikistan on Monday, guards said."
    first, second = [c.period for c in read_document(document_of(text, published=PUBLISHED)) if c.measure][:2]
    assert first == second
    assert first is not None
    assert first.start == "2023-09-18"


def test_a_figure_with_a_day_that_nothing_places_goes_on_from_no_other() -> None:
    text = "On 4 September 2023 some 900 people fled Sake. By Monday 320 people had been moved to Minova."
    assert days(text, 900, None) == ("2023-09-04", "2023-09-04")
    assert days(text, 320, None) == (None, None)


def test_a_month_named_before_holds_in_its_paragraph_but_not_for_a_toll_that_goes_on() -> None:
    text = (
        "Rebels took Sake last month. About 400 people fled. Nearly 310 people were killed.\nSome 700 people have left."
    )
    assert days(text, 400) == ("2023-08-01", "2023-08-31")
    assert days(text, 310) == (None, PUBLISHED)
    assert days(text, 700) == (None, None)
