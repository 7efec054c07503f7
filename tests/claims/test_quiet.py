"""Sentences in which nobody is displaced, harmed or in need hold no figure."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import panj
from panj.model.vocabulary import FAMILY_OF, FIGURE_FAMILIES

SENTENCES = tomllib.loads((Path(__file__).parent / "data" / "quiet.toml").read_text("utf8"))["sentence"]
Strictly = Callable[[str, list[str]], None]


@pytest.mark.parametrize("told", SENTENCES, ids=lambda told: told["id"])
def test_nothing_is_found(told: dict[str, Any], strictly: Strictly) -> None:
    found = [
        f"{claim.kind} in {claim.evidence[0].text!r}"
        for claim in panj.read(told["text"], published="2024-05-15")
        if FAMILY_OF[claim.kind] in FIGURE_FAMILIES and claim.measure and claim.status != "simulated"
    ]
    strictly(told["id"], found)
