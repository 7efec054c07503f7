"""Expected calibration error by hand, and fits that keep their word."""

import random
import runpy
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj.evaluation.calibration import expected_calibration_error, reliability

TOOL = runpy.run_path(str(Path(__file__).resolve().parents[2] / "tools" / "fit_confidence.py"))
Sample, fit, held_out = TOOL["Sample"], TOOL["fit"], TOOL["held_out"]


def judged(weights: dict[str, float], *traits: str) -> float:
    (found,) = TOOL["judged"](weights, [Sample(traits, True, "")])
    return float(found)


def test_the_error_is_reckoned_by_bins() -> None:
    confidences = [0.95, 0.95, 0.95, 0.95, 0.25, 0.25]
    right = [True, True, True, False, False, True]
    # Four claims at 0.95 of which 0.75 are right, two at 0.25 of which 0.5 are.
    assert expected_calibration_error(confidences, right) == pytest.approx(4 / 6 * 0.20 + 2 / 6 * 0.25)
    assert [(round(c, 2), a, n) for c, a, n in reliability(confidences, right)] == [(0.25, 0.5, 2), (0.95, 0.75, 4)]


def test_certainty_stands_in_the_last_bin() -> None:
    assert expected_calibration_error([1.0, 1.0], [True, True]) == 0
    assert expected_calibration_error([1.0, 0.0], [False, True]) == 1
    assert expected_calibration_error([], []) == 0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_the_error_is_a_share(pairs: list[tuple[float, bool]]) -> None:
    assert 0 <= expected_calibration_error([c for c, _ in pairs], [ok for _, ok in pairs]) <= 1


def test_a_fit_finds_what_makes_claims_right() -> None:
    samples = [Sample(("rule good",), n % 10 > 0, "a") for n in range(200)]
    samples += [Sample(("rule bad",), n % 5 == 0, "a") for n in range(200)]
    weights = fit(samples)
    assert judged(weights, "rule good") == pytest.approx(0.9, abs=0.04)
    assert judged(weights, "rule bad") == pytest.approx(0.2, abs=0.04)
    assert 0.2 < judged(weights, "rule unheard of") < 0.9


def test_claims_are_judged_by_fits_that_did_not_see_their_group() -> None:
    samples = [Sample(("rule",), True, "a") for _ in range(50)] + [Sample(("rule",), False, "b") for _ in range(50)]
    confidences = held_out(samples)
    assert max(confidences[:50]) < 0.1
    assert min(confidences[50:]) > 0.9


def test_confidences_that_were_fitted_are_calibrated_elsewhere() -> None:
    chance = random.Random(7)
    rates = {"rule a": 0.9, "rule b": 0.5, "rule c": 0.2}
    samples = []
    for n in range(3000):
        rule = chance.choice(sorted(rates))
        samples.append(Sample((rule,), chance.random() < rates[rule], f"group {n % 5}"))
    assert expected_calibration_error(held_out(samples), [sample.right for sample in samples]) < 0.04


def test_the_table_is_read_back_with_names_of_any_sort() -> None:
    weights = {"": 0.5, "pattern can't ~flee": -1.25, 'pattern "so"\\x': 0.75, "rule nothing": 0.0}
    told = tomllib.loads(TOOL["written"](weights))
    assert told == {"bias": 0.5, "weights": {"pattern can't ~flee": -1.25, 'pattern "so"\\x': 0.75}}
