"""Dates read back in every style, and no text or day of publication breaks the reading."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panj.language.dates import find
from panj.model.annotation import Date

MONTHS = [date(2000, number, 1).strftime("%B") for number in range(1, 13)]
SHORT = [name if len(name) < 5 else "Sept" if name == "September" else name[:3] for name in MONTHS]
WEEKDAYS = [date(2001, 1, number).strftime("%A") for number in range(1, 8)]


def ordinal(number: int) -> str:
    suffix = "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


STYLES: list[Callable[[date], str]] = [
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day:02} {MONTHS[d.month - 1]}, {d.year}",
    lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{MONTHS[d.month - 1]} {ordinal(d.day)}, {d.year}",
    lambda d: f"the {ordinal(d.day)} of {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day} {SHORT[d.month - 1]}{'' if SHORT[d.month - 1] in MONTHS else '.'} {d.year}",
    lambda d: f"{SHORT[d.month - 1]} {d.day} {d.year}",
    lambda d: f"{WEEKDAYS[d.weekday()]}, {d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{WEEKDAYS[d.weekday()]}, {MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{d.day}-{SHORT[d.month - 1]}-{d.year}",
    lambda d: d.isoformat(),
    lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
]
DATES = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))
WORDS = """
    in on since until till by from between and to – — - the a last next this past previous following that same early
    mid late end of start first second half quarter Q3 H1 week weeks day days month months year years hour hours decade
    night morning midnight weekend ago earlier later before after every each per daily annual now recently soon today
    yesterday overnight Monday Tues. Wednesday Sat Sunday January Feb. March May June Sept December spring fall
    Christmas Easter 1 2 14 14th 31st 29 30 0 00 24.02 14.07.2021 07/08/21 31/02/2021 2021-07-14 2021-13-45 0000-01-01
    9999-12-31 1900 2021 2019–20 1990s '82 90s 18:00 UTC 6:40 p.m. 25:99 one two hundred several few dozen and a half
    three 999 52,000 12.5 people will were said . , ; ( ) ? !
    FY2009 fiscal century centuries week 53 İ ß 𝟙 ’ “
"""
FRAGMENTS = st.sampled_from(WORDS.split())
SOUPS = st.lists(st.one_of(FRAGMENTS, st.text(max_size=3)), max_size=24).map(" ".join)
PUBLISHED = st.one_of(
    st.none(),
    DATES.map(date.isoformat),
    st.dates().map(date.isoformat),
    st.sampled_from(["2017", "2017-03", "0001-01-01", "9999-12-31", "0000-00-00", "2017-13", "03-02-2009", "", "soon"]),
    st.text(max_size=12),
)


def sound(text: str, found: tuple[Date, ...]) -> None:
    end = 0
    for one in found:
        assert end <= one.start < one.end <= len(text)
        end = one.end
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        assert one.value
        if one.period:
            assert one.period.start is not None
            assert one.period.end is not None
            assert one.period.text == text[one.start : one.end]
            if not one.period.start.startswith("--"):
                assert date.fromisoformat(one.period.start) <= date.fromisoformat(one.period.end)


@settings(deadline=None)
@given(day=DATES, style=st.sampled_from(STYLES), published=st.one_of(st.none(), DATES.map(date.isoformat)))
def test_a_whole_date_reads_back_in_every_style(day: date, style: Callable[[date], str], published: str | None) -> None:
    words = style(day)
    text = f"Some families fled on {words} and have not come back."
    (found,) = find(text, published)
    assert text[found.start : found.end] == words
    assert found.value == day.isoformat()
    assert found.period is not None
    assert (found.period.start, found.period.end, found.period.precision) == (day.isoformat(), day.isoformat(), "day")


@settings(deadline=None)
@given(day=DATES, published=DATES)
def test_a_day_without_a_year_lies_within_a_year_of_publication(day: date, published: date) -> None:
    (found,) = find(f"They were counted on {day.day} {MONTHS[day.month - 1]}.", published.isoformat())
    assert found.period is not None
    assert found.period.start is not None
    read = date.fromisoformat(found.period.start)
    assert (read.month, read.day) == (day.month, day.day)
    assert abs((read - published).days) <= (1461 if (day.month, day.day) == (2, 29) else 366)


@settings(deadline=None)
@given(published=DATES, weekday=st.sampled_from(WEEKDAYS))
def test_a_weekday_is_the_last_one_of_its_name_unless_a_word_looks_ahead(published: date, weekday: str) -> None:
    for text, ahead in ((f"They came on {weekday}.", False), (f"They will come on {weekday}.", True)):
        (found,) = find(text, published.isoformat())
        read = date.fromisoformat(found.value)
        assert WEEKDAYS[read.weekday()] == weekday
        assert 0 <= ((read - published) if ahead else (published - read)).days < 7


@settings(max_examples=300, deadline=None)
@given(text=SOUPS, published=PUBLISHED)
def test_no_text_and_no_day_of_publication_breaks_the_reading(text: str, published: str | None) -> None:
    sound(text, find(text, published))


@settings(deadline=None)
@given(text=st.text(max_size=200), published=PUBLISHED)
def test_any_text_is_read(text: str, published: str | None) -> None:
    sound(text, find(text, published))


@pytest.mark.parametrize(
    "bait", ["the ", "14 ", "the last ", "1.1.", "a ", "early ", "2021-", "Monday ", "the the first "]
)
def test_a_hostile_repetition_is_read_in_steps_that_grow_with_its_length(bait: str) -> None:
    found = find(bait * 20_000, "2021-07-14")
    assert len(found) <= 20_000
