"""Every figure of the gold beside its floor, and floors that follow what was reached.

python tools/floors.py                    prints what is measured now, and fails where a figure is below its floor
python tools/floors.py --raise            raises floors to what is measured now; none goes down
python tools/floors.py --lower "reason"   sets floors to what is measured now, and notes it in CHANGELOG.md

`--margin 0.01` keeps new floors that far below what is measured; `--suite NAME` takes one suite alone. Suites whose
gold is not on this machine are passed over, and their floors stay.
"""

import argparse
import sys
from pathlib import Path

import fit_confidence
from panj import evaluation
from panj.cli.evaluating import measure
from panj.evaluation import floors

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ROOT / "evaluation" / "floors.json"
CHANGELOG = ROOT / "CHANGELOG.md"


def measured(suite: floors.Suite) -> dict[str, dict[str, float]]:
    """What the reader reaches now on the gold of a suite."""
    if suite.name == fit_confidence.SUITE:
        return {"held_out": fit_confidence.judge(fit_confidence.samples(suite.gold))}
    gold = evaluation.load(suite.gold, suite.language)
    return {scores.what: dict(scores.figures) for scores in measure(gold)}


def show(suite: floors.Suite, now: floors.Measured) -> None:
    print(suite.name)
    for what, figures in now.items():
        for name, value in figures.items():
            floor = suite.floors.get(what, {}).get(name)
            print(f"  {what:10} {name:30} {value:.3f}  floor {'none' if floor is None else f'{floor:.3f}'}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--raise", dest="up", action="store_true", help="raise floors to what is measured")
    change.add_argument("--lower", metavar="REASON", help="set floors to what is measured, also downwards")
    parser.add_argument("--margin", type=float, default=0.0, help="how far below what is measured new floors stay")
    parser.add_argument("--suite", action="append", help="this suite alone (may be given again)")
    given = parser.parse_args()
    content = floors.read(FLOORS)
    fallen: list[floors.Fall] = []
    lowered: list[str] = []
    for suite in floors.suites(FLOORS):
        if not suite.present or (given.suite and suite.name not in given.suite):
            continue
        now = measured(suite)
        show(suite, now)
        fallen += floors.falls(suite, now, content["tolerance"])
        if given.up or given.lower:
            new = floors.raised(suite.floors, now, given.margin, lower=bool(given.lower))
            lowered += floors.lowered(suite, new)
            content["suites"][suite.name]["floors"] = new
    for fall in fallen:
        print(fall)
    if given.up or given.lower:
        floors.write(FLOORS, content)
    if given.lower and lowered:
        floors.note(CHANGELOG, given.lower, lowered)
    return 1 if fallen and not given.lower else 0


if __name__ == "__main__":
    sys.exit(main())
