"""How far confidences are from how often claims are right."""

from collections.abc import Sequence

BINS = 10


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
