"""The block of `Key: value` lines, and days as metadata write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj.documents import days, header


@pytest.mark.parametrize(
    ("text", "found", "begins"),
    [
        (
            "URL: https://e.org/a\nPUBLISHED: unknown\n\nText",
            {"url": "https://e.org/a", "published": "unknown"},
            "Text",
        ),
        ("outlet : x\r\nTitle:y: z\r\n\r\nText", {"publisher": "x", "title": "y: z"}, "Text"),
        ("\n\nLANGUAGE: en\nText: more", {"language": "en"}, "Text: more"),
        ("URL: u\nAUTHOR: somebody\nOUTLET: x\n\nText", {"url": "u", "publisher": "x"}, "Text"),
        ("URL: u\nKABUL: The Taliban said", {"url": "u"}, "KABUL: The Taliban said"),
        (
            "---\ntitle: 'A: b'\ntags: c\ndate: 2021-07-14\n---\nText",
            {"title": "A: b", "published": "2021-07-14"},
            "Text",
        ),
        ("TITLE:\n\nText", {}, "Text"),
        ("Geneva: More than 400,000 people fled.", {}, "Geneva: More than 400,000 people fled."),
        ("Dead: 5\nURL: u", {}, "Dead: 5\nURL: u"),
        ("---\nText", {}, "---\nText"),
        ("  Text", {}, "Text"),
    ],
)
def test_blocks(text: str, found: dict[str, str], begins: str) -> None:
    said, start = header.read(text)
    assert said == found
    assert text[start:] == begins


@given(st.text(max_size=300))
def test_the_report_begins_within_the_text(text: str) -> None:
    said, start = header.read(text)
    assert 0 <= start <= len(text)
    assert all(value.strip() for value in said.values())
    if not said:
        assert not text[:start].strip() or ":" in text[:start]


@given(
    st.dictionaries(
        st.sampled_from(["URL", "Published", "OUTLET", "title", "Language"]),
        st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1).map(str.strip).filter(bool),
        min_size=1,
    ),
    st.sampled_from(["\n", "\r\n"]),
)
def test_a_block_comes_back_as_it_was_written(block: dict[str, str], newline: str) -> None:
    text = newline.join([f"{key}: {value}" for key, value in block.items()]) + newline * 2 + "The report."
    said, start = header.read(text)
    assert text[start:] == "The report."
    assert said == {header.KEYS[key.lower()]: value for key, value in block.items()}


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2021-07-14", "2021-07-14"),
        ("2021-07-14T23:59:00+04:30", "2021-07-14"),
        ("2021-07-14 06:00", "2021-07-14"),
        ("20210714", "2021-07-14"),
        ("20210714T121500Z", "2021-07-14"),
        ("Wed, 14 Jul 2021 10:00:00 GMT", "2021-07-14"),
        ("14 July 2021", "2021-07-14"),
        ("July 14th, 2021, 10:30 AM", "2021-07-14"),
        ("Sept. 3, 2020", "2020-09-03"),
        ("08-Oct-2024", "2024-10-08"),
        ("14.07.2021", "2021-07-14"),
        ("3.4.2020", "2020-04-03"),
        ("15/11/2020", "2020-11-15"),
        ("11/15/2020", "2020-11-15"),
        ("4/4/2020", "2020-04-04"),
        ("unknown", None),
        ("N/A", None),
        ("", None),
        (None, None),
    ],
)
def test_days(value: str | None, day: str | None) -> None:
    assert days.parse(value) == day


@pytest.mark.parametrize(
    "value",
    ["03/04/2020", "2021-02-30", "July 14", "2021", "July 2021", "soon", "14 July 21", "31 June 2020", "x" * 5_000],
)
def test_what_is_no_day_is_refused(value: str) -> None:
    with pytest.raises(days.NotADay):
        days.parse(value)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_comes_back(day: date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%a, %d %b %Y 10:00:00 +0000"):
        assert days.parse(day.strftime(form)) == day.isoformat()


@given(st.text(max_size=120))
def test_any_value_is_a_day_or_none_or_refused(value: str) -> None:
    try:
        found = days.parse(value)
    except days.NotADay:
        return
    assert found is None or len(found) == 10
