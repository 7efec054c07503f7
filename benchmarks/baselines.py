"""Panj's events beside simple choices on the same claims, and beside Panj without one of its rules.

    python benchmarks/baselines.py CLUSTERS SCORE.py --out evaluation/baselines.md

CLUSTERS is a folder of reports of several happenings with a `gold.json` each, SCORE.py the scorer that came with it.
A simple choice groups what is said of one kind of thing, in one unit and country, among claims that have to do with one
another, and gives for every day one figure: that of the latest report, the median, the largest, the most frequent.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from panj import events, pipeline
from panj.documents import copies
from panj.events import gathering, merging, rules
from panj.events.days import iso
from panj.events.observe import Observation, observe
from panj.model import Claim, Document, Problem, event_to_wire
from panj.model.copies import CopyGroup

Row = dict[str, Any]


def _latest(values: Sequence[float]) -> float:
    return values[-1]


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def _frequent(values: Sequence[float]) -> float:
    counted = Counter(values)
    return min(counted, key=lambda v: (-counted[v], -values.index(v)))


CHOICES: Mapping[str, Callable[[Sequence[float]], float]] = {
    "latest report": _latest,
    "median": _median,
    "maximum": max,
    "most frequent": _frequent,
}


def simple(
    claims: Sequence[Claim], documents: Mapping[str, Document], choose: Callable[[Sequence[float]], float]
) -> Iterator[Row]:
    """Events as a simple choice makes them, in the contract's form as far as it is scored."""
    for part in events.components(claims, documents, ()):
        groups: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
        for claim in part.claims:
            if claim.status in ("asserted", "unconfirmed") and claim.section != "related":
                seen = observe(claim, documents.get(claim.document_id), part.published[claim.document_id], "en")
                if seen and seen.value is not None and seen.unit != "percent" and seen.end is not None:
                    groups[seen.klass, seen.unit, seen.stock, tuple(sorted(seen.countries))].append(seen)
        for members in groups.values():
            members.sort(key=lambda o: (o.end or 0, o.order))
            series = []
            for n, seen in enumerate(members):
                if n + 1 == len(members) or members[n + 1].end != seen.end:
                    best = choose([float(o.value or 0) for o in members[: n + 1]])
                    series.append({"date": iso(seen.end), "best": best})
            yield {
                "kind": Counter(o.claim.kind for o in members).most_common(1)[0][0],
                "unit": members[0].unit,
                "metric": "stock" if members[0].stock else "flow",
                "estimate": series[-1],
                "series": series,
                "additive": True,
                "documents": sorted({o.claim.document for o in members}),
            }


def _nothing(*_: object) -> None:
    return None


@contextmanager
def _without(*changes: tuple[object, str, object]) -> Iterator[None]:
    kept = [(thing, name, getattr(thing, name)) for thing, name, _ in changes]
    for thing, name, other in changes:
        setattr(thing, name, other)
    try:
        yield
    finally:
        for thing, name, old in kept:
            setattr(thing, name, old)


def _left(*gone: str) -> tuple[rules.Rule, ...]:
    return tuple(rule for rule in rules.RULES if rule.__name__ not in gone)


def panj(claims: Sequence[Claim], documents: Mapping[str, Document], groups: Sequence[CopyGroup]) -> list[Row]:
    return [event_to_wire(e) for e in events.reconcile(claims, documents, groups)]


def variants(claims: Sequence[Claim], documents: Mapping[str, Document]) -> Iterator[tuple[str, list[Row]]]:
    """The name and the events of everything that is compared."""
    groups = copies.find(list(documents.values()))
    yield "Panj", panj(claims, documents, groups)
    joins = ("_named_again", "_in_one_report", "_copied", "_across_borders")
    folding = [(merging, name, _nothing) for name in joins]
    with _without((rules, "RULES", _left("equal_figure", "rounded_figure")), *folding):
        yield "Panj without rule 3 (copies and repetitions)", panj(claims, documents, ())
    totals = (gathering, "_as_total", lambda one, shelf: one), (gathering, "_between", lambda one, found: False)
    with _without((rules, "RULES", _left("running_total", "nearly_equal")), *totals):
        yield "Panj without rule 5 (running totals)", panj(claims, documents, groups)
    for name, choose in CHOICES.items():
        yield name, list(simple(claims, documents, choose))


def score(rows: Iterable[Row], clusters: Path, scorer: Path) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
        file.flush()
        asked = [sys.executable, str(scorer), "events", str(clusters), file.name]
        found: dict[str, Any] = json.loads(subprocess.run(asked, capture_output=True, check=True, text=True).stdout)
        return found


def table(results: Mapping[str, Mapping[str, Any]]) -> str:
    """The table of all variants, Panj first, with how much each differs from it."""
    first = next(iter(results.values()))["all"]
    lines = [
        "| | figures recovered | against Panj | points precision | counted double | counted, over the truth |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, result in results.items():
        total = result["all"]
        ratios = [c["counted_against_largest"] for key, c in result.items() if key != "all"]
        over = sum(said / true for said, true in ratios if true) / len(ratios)
        less = total["figures_recovered"] - first["figures_recovered"]
        cells = [
            name,
            f"{total['figures_recovered']:.3f}",
            "" if total is first else f"{less:+.3f}",
            f"{total['points_precision'] or 0:.3f}",
            f"{total['clusters_counted_double']} of {len(ratios)}",
            f"{over:.1f}",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clusters", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    claims: list[Claim] = []
    documents: dict[str, Document] = {}
    for found in pipeline.read_paths([str(chosen.clusters)]):
        if not isinstance(found, Problem):
            documents[found[0].id] = found[0]
            claims += found[1]
    results = {name: score(rows, chosen.clusters, chosen.scorer) for name, rows in variants(claims, documents)}
    text = HEAD + table(results) + "\n" + TAIL.format(reports=len(documents), claims=len(claims))
    if chosen.out:
        chosen.out.write_text(text, encoding="utf8")
    print(table(results))


HEAD = """# Reconciliation beside simple choices

Made by `benchmarks/baselines.py`; do not edit. All rows are made from the same claims, those of the reader as it is.

"""
TAIL = """
{reports} reports of several real happenings, reworded, read as one record: {claims} claims. *Figures recovered*: dated
figures that careful readers took from all reports together and that stand in the events with the right value at the
right date. *Points precision*: the share of the events' dated figures that are such. *Counted, over the
truth*: what someone gets who adds up everything that is said to be addable, over the true total, as a mean over the
happenings; above 1.25 a happening is counted double. The simple choices are told which claims have to do with one
another, and add all of them, as a spreadsheet would.
"""

if __name__ == "__main__":
    main()
