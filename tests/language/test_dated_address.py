"""Days without a year take it from the report's address, where that gives one."""

import pytest

from panj import language
from panj.language.dated_address import near
from panj.model import Document


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://news.example/archives/2024/10/thousands-cross/", "2024-10"),
        ("https://news.example/2019-03/a-village-empties", "2019-03"),
        ("https://aid.example/report/flash-update-reporting-period-24-september-12-october-2024-en", "2024"),
        ("https://aid.example/report/update-may-2021?page=2", "2021"),
        ("https://news.example/story/2024", None),
        ("https://news.example/200000-people-flee/", None),
        ("https://news.example/the-march-of-2024-voters", None),
        ("https://news.example/2024/31/", None),
        ("", None),
        (None, None),
    ],
)
def test_the_address_gives_a_month_or_a_year(address: str | None, found: str | None) -> None:
    assert near(address, "en") == found


def test_a_day_without_a_year_takes_the_year_of_the_address() -> None:
    text = "Some 240 people crossed the river on 9 October."
    dated = Document("a", "a", text, url="https://news.example/2024/10/river/", language="en")
    undated = Document("a", "a", text, url="https://news.example/river/", language="en")
    assert [date.value for date in language.annotate(dated).dates] == ["2024-10-09"]
    assert [date.value for date in language.annotate(undated).dates] == ["XXXX-10-09"]


def test_the_day_of_publication_goes_before_the_address() -> None:
    text = "Some 240 people crossed the river on 9 October."
    document = Document(
        "a", "a", text, published="2023-10-12", url="https://news.example/2024/10/river/", language="en"
    )
    assert [date.value for date in language.annotate(document).dates] == ["2023-10-09"]
