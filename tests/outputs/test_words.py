import pytest

from panj.model import Claim, Evidence, Group, Measure, Period, Place
from panj.model.vocabulary import FAMILIES
from panj.outputs import words


@pytest.mark.parametrize(
    ("measure", "evidence", "shown"),
    [
        (Measure(347), "347 people", "347"),
        (Measure(350, qualifier="about"), "almost 350", "about 350"),
        (Measure(200, 200, None, "at_least"), "more than 200 people", "more than 200"),
        (Measure(347, 347, None, "at_least"), "At least 347 refugees", "at least 347"),
        (Measure(50, None, 50, "at_most"), "up to 50", "up to 50"),
        (Measure(50, None, 50, "at_most"), "fewer than 50", "fewer than 50"),
        (Measure(None, 1200, 2000, "range"), "1,200 to 2,000", "1,200–2,000"),
        (Measure(None, 200, 999, "vague"), "hundreds", "200–999, in words"),
        (Measure(None, None, 100, "exact"), "the rest", "up to 100"),
        (Measure(None, qualifier="vague"), "the rest", "not stated"),
        (Measure(10.5, unit="percent"), "10.5 per cent", "10.5"),
        (Measure(1_000_000_000, unit="USD"), "$1 billion", "USD 1 billion"),
        (None, "", "–"),
    ],
)
def test_a_figure_is_written_as_an_analyst_would(measure: Measure | None, evidence: str, shown: str) -> None:
    assert words.figure(measure, evidence) == shown


def test_other_units_than_people_are_named() -> None:
    assert words.quantity(Measure(60, unit="households")) == "60 households"
    assert words.quantity(Measure(1, unit="houses")) == "1 house"
    assert words.quantity(Measure(60)) == "60"


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ((347, 345, 347), "347 (345–347)"),
        ((347, 347, 347), "347"),
        ((1000, 1000, None), "at least 1,000"),
        ((1100, 1000, None), "1,100 (at least 1,000)"),
        ((100, None, 100), "up to 100"),
        ((90, None, 100), "90 (at most 100)"),
        ((None, 345, 347), "345–347"),
        ((None, None, None), "not stated"),
        ((350, None, None), "about 350"),
    ],
)
def test_an_estimate_carries_its_bounds(values: tuple[int | None, int | None, int | None], shown: str) -> None:
    assert words.bounded(*values) == shown


@pytest.mark.parametrize(
    ("period", "flow", "shown"),
    [
        (Period("2021-07-13", "2021-07-14", "day"), "flow", "13–14 July 2021"),
        (Period("2021-07-14", "2021-07-14", "day"), None, "14 July 2021"),
        (Period("2018-08-17", "2018-08-17", "day"), "stock", "as of 17 August 2018"),
        (Period("2021-07-01", "2021-07-31", "month"), None, "July 2021"),
        (Period("2021-01-01", "2021-12-31", "year"), None, "2021"),
        (Period("2023-09-24", "2023-10-01", "day"), None, "24 September to 1 October 2023"),
        (Period("2022-12-30", "2023-01-02", "day"), None, "30 December 2022 to 2 January 2023"),
        (Period("2021-04-01", None, "day"), "cumulative", "since 1 April 2021"),
        (Period(None, "2021-04-01", "day"), None, "until 1 April 2021"),
        (Period("--09-13", "--09-13", "day"), None, "13 September, year unknown"),
        (Period(None, None), None, "–"),
        (None, None, "–"),
    ],
)
def test_a_period_is_written_as_people_do(period: Period | None, flow: str | None, shown: str) -> None:
    assert words.period(period, flow) == shown


def test_a_broken_date_is_shown_and_not_fatal() -> None:
    assert words.day("2021-13-40") == "40 2021"
    assert words.day("soon") == "soon"
    assert words.day(None) == "date unknown"


def test_ways_name_both_ends_or_the_one_that_is_known() -> None:
    here, there = Place("A", "A"), Place("B", "B", country="TJK")
    base = Claim("c_1", "d", "d_1", "fled", (Evidence(0, 1, "x"),), "r")
    assert words.way(Claim("c", "d", "d_1", "fled", (), "r", origin=(here,), destination=(there,))) == "A → B (TJK)"
    assert words.way(Claim("c", "d", "d_1", "fled", (), "r", origin=(here,))) == "from A"
    assert (
        words.way(Claim("c", "d", "d_1", "fled", (), "r", destination=(there,)), {"TJK": "Tajikistan"})
        == "to B, Tajikistan"
    )
    assert words.way(base) == ""


def test_an_arrow_leads_to_a_destination_and_never_to_where_it_was_told_of() -> None:
    fled_from, told_of = (Place("Goris", "Goris"),), (Place("Armenia", "Armenia"),)
    assert (
        words.way(Claim("c", "d", "d_1", "fled", (), "r", origin=fled_from, place=told_of, flow="flow")) == "from Goris"
    )
    counted = Claim("c", "d", "d_1", "stranded", (), "r", origin=fled_from, place=told_of, flow="stock")
    assert words.way(counted) == "Armenia (from Goris)"


def test_groups_are_named_by_their_own_words_or_by_what_is_known_of_them() -> None:
    assert words.group(Group("ethnic Kyrgyz")) == "ethnic Kyrgyz"
    assert words.group(Group(None, sex="male", age="minor")) == "boys"
    assert words.group(Group(None, "refugees", "AFG"), {"AFG": "Afghanistan"}) == "refugees (Afghanistan)"
    assert words.group(None) == ""


def test_every_kind_has_a_word() -> None:
    kinds = {kind for kinds in FAMILIES.values() for kind in kinds}
    assert kinds == set(words.words("kinds"))
