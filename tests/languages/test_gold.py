"""Real reports in French and Spanish: what was asked for when the languages were added."""

from pathlib import Path

import pytest

from panj import evaluation
from panj.cli.evaluating import measure

LEAST = 0.75
"""Figure F1 on the Spanish and French excerpts and the French reports of the clusters, as the plan has it."""


@pytest.mark.parametrize(
    ("gold", "language"), [("idetect/labelled.jsonl", "es"), ("idetect/labelled.jsonl", "fr"), ("clusters", "fr")]
)
def test_figures_of_real_reports_are_found(shared: Path, gold: str, language: str) -> None:
    (scores,) = [one for one in measure(evaluation.load([shared / "gold" / gold], language)) if one.what == "figures"]
    assert dict(scores.figures)["figure"] >= LEAST
