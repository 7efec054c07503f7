"""Fits `data/en/confidence.toml`, and judges it on texts that it was not fitted to.

python tools/fit_confidence.py            fits the table on all gold of the floors that is on this machine
python tools/fit_confidence.py --judge    says only how far it is off, each group left out in turn

A group is a file, a cluster, or a fifth of a file that is the only one of its sort. A claim is right when its figure
and its kind are the gold's. The reader's drafts are looked at while it reads the gold: every trait that the table may
weigh is collected, and a logistic regression weighs them. What is judged is the expected calibration error of the
confidences that each group is given by a fit on all the others.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from panj import evaluation
from panj.claims import confidence
from panj.cli.evaluating import measure
from panj.evaluation import floors
from panj.evaluation.calibration import expected_calibration_error, reliability
from panj.model import Claim

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ROOT / "evaluation" / "floors.json"
TABLE = ROOT / "src" / "panj" / "data" / "en" / "confidence.toml"
WRITTEN = ROOT / "evaluation" / "gold"
LANGUAGE = "en"
SUITE = "confidence"
FOLDS = 5
SEEN = 8
"""Claims that must have a trait before it is given a weight."""
PRIOR = 3.0
"""Inverse variance of the normal prior that pulls each weight to 0: of 1 and 3 the better on texts left out."""
REAL = 4.0
"""Weight of a claim from a real report against one from a passage written to be hard. With 1, confidences were 0.02 off
on all claims left out and 0.11 on those of real reports; with 4, 0.04 and 0.085; with more, both rose."""
ROUNDS = 10
"""Newton steps; the weights stand still in four digits after six."""
BIAS = ""
"""The trait that every claim has. Its weight is pulled nowhere."""
HEAD = "# Made by tools/fit_confidence.py: the weights of what tells how sure a claim is. Change nothing by hand.\n"
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Sample:
    """A claim as its traits, whether it was right, and the group that it must not be judged together with."""

    traits: tuple[str, ...]
    right: bool
    group: str
    real: bool = False


@contextmanager
def watched() -> Iterator[list[tuple[str, ...]]]:
    """While it lasts, a claim's confidence is the number of its traits in the list that is given, counted from 1."""
    seen: list[tuple[str, ...]] = []
    usual = confidence.probability

    def note(traits: Sequence[str], language: str) -> float:
        seen.append(tuple(traits))
        return len(seen)

    confidence.probability = note  # type: ignore[assignment]
    try:
        yield seen
    finally:
        confidence.probability = usual


def samples(paths: Sequence[Path]) -> list[Sample]:
    """The claims read from the gold at these paths that the gold has something to say of."""
    found: list[Sample] = []
    with watched() as seen:
        for path in paths:
            gold = evaluation.load([path], LANGUAGE)
            for outcome in measure(gold)[0].outcomes:
                if outcome.claim is not None:
                    group = _group(outcome.document, gold, path)
                    found.append(
                        Sample(_traits(outcome.claim, seen), outcome.right, group, WRITTEN not in path.parents)
                    )
    return found


def _group(document: str, gold: evaluation.Gold, path: Path) -> str:
    if gold.what == "security":
        return f"{path.stem} {list(gold.rows).index(document) % FOLDS + 1}"
    return gold.sources[document] if gold.clusters else path.stem


def _traits(claim: Claim, seen: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return seen[int(claim.confidence) - 1]


def fit(found: Sequence[Sample]) -> dict[str, float]:
    """Weights of a logistic regression on the traits, by Newton's method; `BIAS` is among them."""
    counts = Counter(trait for sample in found for trait in set(sample.traits))
    names = [BIAS, *sorted(trait for trait, count in counts.items() if count >= SEEN)]
    x = _matrix(found, names)
    right = np.array([sample.right for sample in found], dtype=float)
    weight = np.array([REAL if sample.real else 1.0 for sample in found])
    pull = np.full(len(names), PRIOR)
    pull[0] = 1e-9
    weights = np.zeros(len(names))
    for _ in range(ROUNDS):
        p = _logistic(x @ weights)
        bend = (x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(pull)
        weights += np.linalg.solve(bend, x.T @ (weight * (right - p)) - pull * weights)
    return dict(zip(names, map(float, weights), strict=True))


def judged(weights: Weights, found: Sequence[Sample]) -> list[float]:
    """The probability of each claim to be right, by these weights."""
    names = list(weights)
    return [float(p) for p in _logistic(_matrix(found, names) @ np.array([weights[name] for name in names]))]


def held_out(found: Sequence[Sample]) -> list[float]:
    """For each claim the confidence that a fit on all other groups gives it."""
    given = [0.0] * len(found)
    for group in {sample.group for sample in found}:
        inside = [n for n, sample in enumerate(found) if sample.group == group]
        weights = fit([sample for sample in found if sample.group != group])
        for n, p in zip(inside, judged(weights, [found[n] for n in inside]), strict=True):
            given[n] = p
    return given


def _matrix(found: Sequence[Sample], names: Sequence[str]) -> NDArray[np.float64]:
    """1 where a claim (row) has a trait (column)."""
    place = {name: n for n, name in enumerate(names)}
    x = np.zeros((len(found), len(names)))
    for row, sample in enumerate(found):
        x[row, [place[trait] for trait in (BIAS, *sample.traits) if trait in place]] = 1
    return x


def _logistic(x: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-x))


def judge(found: Sequence[Sample], *, say: bool = False) -> dict[str, float]:
    """1 less the expected calibration error of confidences that are judged on groups they were not fitted to: of all
    claims, and of those of real reports where there are any."""
    confidences, right = held_out(found), [sample.right for sample in found]

    def kept(at: Sequence[int]) -> float:
        return 1 - expected_calibration_error([confidences[n] for n in at], [right[n] for n in at])

    real = [n for n, sample in enumerate(found) if sample.real]
    figures = {"calibration": kept(range(len(found)))}
    if real:
        figures["calibration_real"] = kept(real)
    if say:
        _tell(found, confidences, figures)
    return {name: round(value, 3) for name, value in figures.items()}


def _tell(found: Sequence[Sample], confidences: Sequence[float], figures: Mapping[str, float]) -> None:
    right = [sample.right for sample in found]
    print(f"{len(found)} claims, {sum(right)} right; expected calibration error, each group left out:")
    for name, value in figures.items():
        print(f"  {name:20} {1 - value:.3f}")
    print("group                claims  share right  mean confidence")
    for group in sorted({sample.group for sample in found}):
        mine = [n for n, sample in enumerate(found) if sample.group == group]
        share, mean = (sum(values[n] for n in mine) / len(mine) for values in (right, confidences))
        print(f"  {group:20} {len(mine):4}  {share:.2f}  {mean:.2f}")
    print("mean confidence, share right, claims")
    for mean, share, size in reliability(confidences, right):
        print(f"  {mean:.2f}  {share:.2f}  {size}")


def written(weights: Weights) -> str:
    """The table as TOML."""
    lines = [
        f"{json.dumps(name, ensure_ascii=False)} = {weight:.3f}"
        for name, weight in weights.items()
        if name != BIAS and abs(weight) >= 0.0005
    ]
    return HEAD + f"bias = {weights[BIAS]:.3f}\n\n[weights]\n" + "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--judge", action="store_true", help="change nothing")
    given = parser.parse_args()
    suite = next(suite for suite in floors.suites(FLOORS) if suite.name == SUITE)
    found = samples([path for path in suite.gold if path.exists()])
    judge(found, say=True)
    if not given.judge:
        TABLE.write_text(written(fit(found)), "utf8")
        print(f"wrote {TABLE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
