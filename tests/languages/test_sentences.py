"""Every figure of the sentences is read as it should be in their language, and no other figure is."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from panj import pipeline
from panj.model import Document
from panj.model.vocabulary import FAMILY_OF, FIGURE_FAMILIES

DATA = Path(__file__).parent / "data"
LANGUAGES = ("es", "fr")
SENTENCES = [
    (language, sentence)
    for language in LANGUAGES
    for sentence in tomllib.loads((DATA / f"{language}.toml").read_text("utf8"))["sentence"]
]
NOT_YET = frozenset(
    line for line in (DATA / "not_yet.txt").read_text("utf8").splitlines() if line and not line.startswith("#")
)
UNITS = {"people", "households", "houses"}
Row = tuple[float | None, float | None, float | None, str, str, str]


def wanted(figure: dict[str, Any]) -> Row:
    value, qualifier = figure.get("value"), figure["qualifier"]
    low = value if qualifier == "at_least" else figure.get("low")
    high = value if qualifier == "at_most" else figure.get("high")
    return value, low, high, qualifier, figure["unit"], figure["kind"]


def found(language: str, text: str) -> list[Row]:
    document = Document(label="test", address="test:1", text=text, published="2024-05-15", language=language)
    rows = []
    for claim in pipeline.read_document(document):
        measure = claim.measure
        if measure is not None and FAMILY_OF[claim.kind] in FIGURE_FAMILIES and measure.unit in UNITS:
            rows.append((measure.value, measure.low, measure.high, measure.qualifier, measure.unit, claim.kind))
    return rows


@pytest.mark.parametrize(("language", "sentence"), SENTENCES, ids=[s["id"] for _, s in SENTENCES])
def test_a_sentence_gives_its_figures_and_no_others(language: str, sentence: dict[str, Any]) -> None:
    right = sorted(map(repr, found(language, sentence["text"]))) == sorted(
        repr(wanted(figure)) for figure in sentence["figures"]
    )
    if sentence["id"] in NOT_YET:
        assert not right, f"{sentence['id']} is read now: take it off data/not_yet.txt"
    else:
        assert right, found(language, sentence["text"])
