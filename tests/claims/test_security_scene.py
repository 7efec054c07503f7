"""What a report has said before settles who acts, and people who are sent back are no troops."""

import pytest

import panj
from panj.model import Claim


def _security(text: str) -> list[Claim]:
    kinds = ("deployment", "withdrawal", "attack", "seized", "exercise", "statement")
    return [claim for claim in panj.read(text, published="2021-07-05") if claim.kind in kinds]


@pytest.mark.parametrize(
    "text",
    [
        "Tajikistan sends Kyrgyz herders back over the border.",
        "Turkey sent the Syrian fighters home on Monday.",
    ],
)
def test_who_is_sent_back_is_not_deployed(text: str) -> None:
    assert [claim.kind for claim in _security(text) if claim.kind == "deployment"] == []


def test_who_is_sent_is_deployed() -> None:
    (claim,) = _security("Turkey sent 400 soldiers to Syria on Monday.")
    assert claim.kind == "deployment"
    assert claim.actor is not None
    assert claim.actor.country == "TUR"


@pytest.mark.parametrize(
    ("dateline", "country"),
    [("DUSHANBE – ", "TJK"), ("", "AFG")],
)
def test_a_bare_title_is_of_the_country_where_the_report_was_written(dateline: str, country: str) -> None:
    text = (
        dateline + "Afghan troops fled from Afghanistan to Tajikistan after clashes in Afghanistan, officials said.\n\n"
        "The president ordered 20,000 reservists to the frontier."
    )
    (claim,) = [claim for claim in _security(text) if claim.kind == "deployment" and claim.actor]
    assert claim.actor is not None
    assert claim.actor.country == country
