""" "The region" and "the country" stand for a land that the report has named, never for the town named last."""

from collections.abc import Sequence

import pytest

import panj
from panj.model import Claim

GORIS = "Cars from Nagorno-Karabakh stood along the road to Goris.\n\n"


def _of(kind: str, text: str) -> Claim:
    found: Sequence[Claim] = panj.read(text, published="2023-09-26")
    return next(claim for claim in found if claim.kind == kind)


def _places(claim: Claim) -> list[str]:
    return [place.name for place in claim.place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (GORIS + "Azerbaijan's army took control of the region on 19 September.", ["Nagorno-Karabakh"]),
        (GORIS + "Azerbaijan's army seized the breakaway enclave on 19 September.", ["Nagorno-Karabakh"]),
        ("Rebels are near Goma in North Kivu.\n\nThe rebels captured the province on Monday.", ["North Kivu"]),
        ("Fighters reached Herat in Afghanistan.\n\nThe Taliban seized the country on Sunday.", ["Afghanistan"]),
        ("The rebels came down the road to Goma.\n\nThe rebels captured the region on Monday.", []),
        ("Cars stood on the road to Goris.\n\nThe rebels captured the town on Monday.", ["Goris"]),
        ("Cars from Tigray stood near Goris.\n\nThe rebels captured the Amhara region on Monday.", ["Amhara"]),
        ("Cars from Tigray stood near Goris.\n\nThe rebels captured the village on Monday.", ["Goris"]),
    ],
)
def test_what_was_seized(text: str, place: list[str]) -> None:
    assert _places(_of("seized", text)) == place


def test_a_seizure_and_an_offensive_of_one_sentence_share_place_and_day() -> None:
    text = GORIS + "Azerbaijan's army took control of the region in a one-day offensive on 19 September."
    seized, attack = _of("seized", text), _of("attack", text)
    assert _places(seized) == _places(attack) == ["Nagorno-Karabakh"]
    assert seized.period is not None
    assert seized.period.start == "2023-09-19"


@pytest.mark.parametrize(
    ("text", "kind", "role", "name"),
    [
        ("About 3,000 people fled from the region on Monday.", "fled", "origin", "Nagorno-Karabakh"),
        ("Some 200 people were killed in the breakaway region on Monday.", "killed", "place", "Nagorno-Karabakh"),
        ("Some 200 people were killed in the town on Monday.", "killed", "place", "Goris"),
        ("Some 200 people were killed in the region of Tigray.", "killed", "place", "Tigray"),
    ],
)
def test_where_a_figure_is(text: str, kind: str, role: str, name: str) -> None:
    assert [place.name for place in getattr(_of(kind, GORIS + text), role)] == [name]


def test_a_land_told_by_a_noun_counts_less_than_its_name() -> None:
    named = _of("killed", "Some 200 people were killed in Nagorno-Karabakh.").place[0]
    told = _of("killed", GORIS + "Some 200 people were killed in the region.").place[0]
    assert told.name == named.name
    assert told.score < named.score
    assert told.text == "the region"


def test_french_and_spanish_regions() -> None:
    french = panj.read(
        "Les rebelles avancent dans le Nord-Kivu. La route mène à Goma.\n\n"
        "Environ 3 000 personnes ont fui la région lundi.",
        published="2023-09-26",
    )
    assert "Goma" not in [place.name for place in french[0].origin]
