"""Fits `data/en/confidence.toml`, and judges it on texts that it was not fitted to.

python tools/fit_confidence.py            fits the table on all gold of the floors that is on this machine
python tools/fit_confidence.py --judge    says only how far it is off, each file and each cluster left out in turn

A claim is right when its figure and its kind are the gold's. The reader's drafts are looked at while it reads the gold:
every trait that the table may weigh is collected, and a logistic regression weighs them.
"""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from panj import evaluation
from panj.claims import confidence
from panj.cli.evaluating import measure
from panj.evaluation import floors
from panj.evaluation.calibration import BIAS, Sample, expected_calibration_error, fit, held_out, reliability
from panj.model import Claim

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ROOT / "evaluation" / "floors.json"
TABLE = ROOT / "src" / "panj" / "data" / "en" / "confidence.toml"
LANGUAGE = "en"
SUITE = "confidence"
HEAD = "# Made by tools/fit_confidence.py: the weights of what tells how sure a claim is. Change nothing by hand.\n"


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
    """The claims read from the gold at these paths; a cluster or a file is a group."""
    found: list[Sample] = []
    with watched() as seen:
        for path in paths:
            gold = evaluation.load([path], LANGUAGE)
            for outcome in measure(gold)[0].outcomes:
                if outcome.claim is not None:
                    group = gold.sources[outcome.document] if gold.clusters else path.stem
                    found.append(Sample(_traits(outcome.claim, seen), outcome.right, group))
    return found


def _traits(claim: Claim, seen: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    if claim.confidence >= 1:
        return seen[int(claim.confidence) - 1]
    return tuple(confidence.traits_of_frame(claim.rule.split(":", 1)[0], claim.kind))


def judge(found: Sequence[Sample], *, say: bool = False) -> float:
    """1 less the expected calibration error of confidences that are judged on groups they were not fitted to."""
    confidences, right = held_out(found), [sample.right for sample in found]
    error = expected_calibration_error(confidences, right)
    if say:
        print(f"{len(found)} claims, {sum(right)} right; expected calibration error {error:.3f}, left out by group:")
        for group in sorted({sample.group for sample in found}):
            mine = [n for n, sample in enumerate(found) if sample.group == group]
            own = expected_calibration_error([confidences[n] for n in mine], [right[n] for n in mine])
            print(f"  {group:20} {own:.3f}  ({len(mine)} claims)")
        print("confidence, share right, claims:")
        for mean, share, size in reliability(confidences, right):
            print(f"  {mean:.2f}  {share:.2f}  {size}")
    return 1 - error


def written(weights: dict[str, float]) -> str:
    """The table as TOML."""
    lines = [f'"{name}" = {weight:.3f}' for name, weight in weights.items() if name != BIAS and abs(weight) >= 0.0005]
    return HEAD + f"bias = {weights[BIAS]:.3f}\n\n[weights]\n" + "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--judge", action="store_true", help="change nothing")
    given = parser.parse_args()
    suite = next(suite for suite in floors.suites(FLOORS) if suite.name == SUITE)
    paths = [path for path in suite.gold if path.exists()]
    found = samples(paths)
    judge(found, say=True)
    if not given.judge:
        TABLE.write_text(written(fit(found)), "utf8")
        print(f"wrote {TABLE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
