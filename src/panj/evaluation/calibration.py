"""Confidences that keep their word: how they are fitted, and how far they are from how often claims are right."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

BINS = 10
PRIOR = 1.0
"""Strength of the pull of every weight to 0, as the inverse variance of a normal prior."""
ROUNDS = 8
"""Newton steps; the loss changes by less than one part in a million after five (measured on some 2,000 claims)."""
BIAS = ""
"""The trait that every claim has. Its weight is pulled nowhere."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A claim as its traits, whether it was right, and the text or cluster that it must not be judged together with."""

    traits: tuple[str, ...]
    right: bool
    group: str


def expected_calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = BINS) -> float:
    """Mean distance between confidence and accuracy in `bins` equal steps of confidence, weighted by their claims.

    0 is calibrated (Guo et al. 2017, "On Calibration of Modern Neural Networks"). Nothing to judge gives 0.
    """
    total = len(confidences)
    return sum(
        size / total * abs(confidence - accuracy)
        for confidence, accuracy, size in reliability(confidences, right, bins)
    )


def reliability(
    confidences: Sequence[float], right: Sequence[bool], bins: int = BINS
) -> list[tuple[float, float, int]]:
    """Mean confidence, share of right claims and number of claims of each bin that holds any."""
    held: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, ok in zip(confidences, right, strict=True):
        held[min(bins - 1, int(confidence * bins))].append((confidence, ok))
    return [
        (sum(c for c, _ in members) / len(members), sum(ok for _, ok in members) / len(members), len(members))
        for members in held
        if members
    ]


def fit(samples: Sequence[Sample]) -> dict[str, float]:
    """Weights of a logistic regression on the traits, with a normal prior, by Newton's method; `BIAS` is among them."""
    names = [BIAS, *sorted({trait for sample in samples for trait in sample.traits})]
    place = {name: n for n, name in enumerate(names)}
    counts: dict[tuple[int, ...], list[int]] = defaultdict(lambda: [0, 0])
    for sample in samples:
        tally = counts[tuple(sorted({0, *(place[trait] for trait in sample.traits)}))]
        tally[0] += 1
        tally[1] += sample.right
    weights = [0.0] * len(names)
    for _ in range(ROUNDS):
        slope = [0.0 if n == 0 else -PRIOR * weight for n, weight in enumerate(weights)]
        bend = [[0.0] * len(names) for _ in names]
        for n in range(len(names)):
            bend[n][n] = PRIOR if n else 1e-9
        for row, (size, right) in counts.items():
            p = _logistic(sum(weights[n] for n in row))
            for n in row:
                slope[n] += right - size * p
                for m in row:
                    bend[n][m] += size * p * (1 - p)
        weights = [weight + step for weight, step in zip(weights, _solved(bend, slope), strict=True)]
    return dict(zip(names, weights, strict=True))


def judged(weights: dict[str, float], traits: Sequence[str]) -> float:
    """The probability that a claim with these traits is right."""
    return _logistic(weights[BIAS] + sum(weights.get(trait, 0.0) for trait in traits))


def held_out(samples: Sequence[Sample]) -> list[float]:
    """For each claim the confidence that a fit on all other groups gives it."""
    fits = {
        group: fit([sample for sample in samples if sample.group != group])
        for group in {sample.group for sample in samples}
    }
    return [judged(fits[sample.group], sample.traits) for sample in samples]


def _logistic(x: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, x))))


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solves a symmetric positive definite system by elimination. Changes `matrix`."""
    size = len(right)
    values = list(right)
    for n in range(size):
        pivot = matrix[n]
        for m in range(n + 1, size):
            factor = matrix[m][n] / pivot[n]
            if factor:
                row = matrix[m]
                for k in range(n, size):
                    row[k] -= factor * pivot[k]
                values[m] -= factor * values[n]
    for n in reversed(range(size)):
        values[n] = (values[n] - sum(matrix[n][k] * values[k] for k in range(n + 1, size))) / matrix[n][n]
    return values
