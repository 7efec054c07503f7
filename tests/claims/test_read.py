"""Every figure of the sentences is read as it should be, and no other figure is."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import panj
from panj.model import Claim, Place
from panj.model.vocabulary import COUNTABLE_STATUSES, FAMILY_OF, FIGURE_FAMILIES, KINDS

DATA = Path(__file__).parent / "data"
SENTENCES = tomllib.loads((DATA / "read.toml").read_text("utf8"))["sentence"]
UNITS = {"people", "households", "houses"}
NUMBER = ("value", "low", "high")
Figure = dict[str, Any]
Strictly = Callable[[str, list[str]], None]


def counted(claim: Claim) -> bool:
    """A claim with a figure that the text states."""
    measure = claim.measure
    return (
        FAMILY_OF[claim.kind] in FIGURE_FAMILIES
        and measure is not None
        and measure.unit in UNITS
        and (measure.value, measure.low, measure.high) != (None, None, None)
    )


def names(places: tuple[Place, ...]) -> str:
    return ", ".join(place.text for place in places)


def differences(claim: Claim, figure: Figure) -> list[str]:
    """Fields of the claim, apart from its number, that are not what the figure says."""
    measure = claim.measure
    assert measure is not None
    statuses = set(figure["status"].split("|")) if "status" in figure else COUNTABLE_STATUSES
    wrong = [
        f"{name} {read} for {'|'.join(sorted(right))}"
        for name, read, right in (
            ("kind", claim.kind, set(figure["kind"].split("|"))),
            ("qualifier", measure.qualifier, {figure.get("qualifier", "exact")}),
            ("unit", measure.unit, set(figure.get("unit", "people").split("|"))),
            ("status", claim.status, statuses),
            ("flow", claim.flow, {figure.get("flow", claim.flow)}),
        )
        if read not in right
    ]
    for role in ("origin", "destination", "place"):
        everywhere = claim.place + claim.origin + claim.destination + claim.route
        places = everywhere if role == "place" else getattr(claim, role)
        if figure.get(role, "") not in names(places):
            wrong.append(f"{role} {names(places)!r} for {figure[role]!r}")
    countries = {place.country for place in claim.place + claim.destination + claim.origin}
    if "country" in figure and not countries & set(figure["country"].split("|")):
        wrong.append(f"country {countries} for {figure['country']}")
    if "period" in figure:
        read = (claim.period.start, claim.period.end) if claim.period else (None, None)
        for side, day in zip(read, figure["period"].split("/"), strict=True):
            if day and side != day:
                wrong.append(f"period {read} for {figure['period']}")
    return wrong


def problems(text: str, figures: list[Figure]) -> list[str]:
    """What is missed, misread or too much. Figures go to the claims of the same number with the fewest differences."""
    left = [claim for claim in panj.read(text, published="2024-05-15") if counted(claim)]
    wrong = []
    for figure in figures:
        number = tuple(figure.get(name) for name in NUMBER)
        same = [each for each in left if each.measure and tuple(getattr(each.measure, n) for n in NUMBER) == number]
        if not same:
            wrong.append(f"missed {figure['kind']} {number}")
            continue
        best = min(same, key=lambda claim: len(differences(claim, figure)))
        left.remove(best)
        wrong.extend(f"{number}: {each}" for each in differences(best, figure))
    return wrong + [f"too much: {claim.kind} in {claim.evidence[0].text!r}" for claim in left]


def test_the_list_of_sentences_not_read_yet_names_sentences() -> None:
    quiet = tomllib.loads((DATA / "quiet.toml").read_text("utf8"))["sentence"]
    names = [told["id"] for told in [*SENTENCES, *quiet]]
    guide = {f"guide-{kind}-{which}" for kind in KINDS for which in ("example", "counter")}
    listed = [line for line in (DATA / "not_yet.txt").read_text("utf8").splitlines() if line and line[0] != "#"]
    assert len(set(names)) == len(names)
    assert set(listed) <= {*names, *guide}
    assert len(set(listed)) == len(listed)


@pytest.mark.parametrize("told", SENTENCES, ids=lambda told: told["id"])
def test_figures(told: dict[str, Any], strictly: Strictly) -> None:
    strictly(told["id"], problems(told["text"], told["figures"]))
