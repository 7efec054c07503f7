"""What the guide says of a kind is what the reader does: every example and counter-example is read back."""

import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

import panj
from panj.lexicon import table
from panj.model.vocabulary import FAMILY_OF, FIGURE_FAMILIES, KINDS

GUIDE = table("en", "kinds_guide")
ROOT = Path(__file__).resolve().parents[2]
Strictly = Callable[[str, list[str]], None]


def read(text: str) -> list[tuple[str, str]]:
    """Kind and first evidence of every claim."""
    return [(claim.kind, claim.evidence[0].text) for claim in panj.read(text, published="2024-05-15")]


def test_the_guide_tells_of_every_kind() -> None:
    assert set(GUIDE) == KINDS
    assert {told["counter_kind"] for told in GUIDE.values()} <= KINDS | {"none"}


def test_kinds_that_count_have_a_figure() -> None:
    for kind, told in GUIDE.items():
        assert ("figure" in told) == (FAMILY_OF[kind] in FIGURE_FAMILIES), kind
        assert told.get("figure", "") in told["example"], kind


@pytest.mark.parametrize("kind", GUIDE)
def test_example(kind: str, strictly: Strictly) -> None:
    told, found = GUIDE[kind], read(GUIDE[kind]["example"])
    words = [text for each, text in found if each == kind and told.get("figure", "") in text]
    strictly(f"guide-{kind}-example", [] if words else [f"read {found}"])


@pytest.mark.parametrize("kind", GUIDE)
def test_counter_example(kind: str, strictly: Strictly) -> None:
    found = read(GUIDE[kind]["counter"])
    kinds = {each for each, _ in found}
    other = GUIDE[kind]["counter_kind"]
    holds = not kinds if other == "none" else other in kinds and kind not in kinds
    strictly(f"guide-{kind}-counter", [] if holds else [f"read {found}"])


def test_the_page_of_kinds_is_up_to_date() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "kinds_page.py"))
    assert tool["PAGE"].read_text("utf8") == tool["page"]()
