"""Scores `panj.language.dates.find` against TIMEX3 gold and against the `when` of annotated facts.

    python tools/score_dates.py timex components/dates.jsonl [--errors]
    python tools/score_dates.py when written/en1.jsonl written/en2.jsonl [--errors]
    python tools/score_dates.py speed written/en1.jsonl

timex: a row holds `text`, `published` and `dates` with `start`, `end`, `type`, `value`. A found expression matches a
gold one when their spans overlap, one to one, the longest overlap first; its value is right when it is the gold value.
F1 is 2PR/(P+R), for the value with matches that have the right value as true positives.

when: a row holds `text`, `published` and `facts` with `when` (`start`, `end`). `either`: an end that the gold gives is
an end of the period of some date of the text. `both`: each end that it gives is one, or is the day of publication.

speed: the best of four readings of all texts, the first of which compiles the grammar.
"""

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from panj.language.dates import find
from panj.model.annotation import Date


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf8").splitlines() if line.strip()]


def pairs(gold: list[dict[str, Any]], found: tuple[Date, ...]) -> list[tuple[dict[str, Any], Date]]:
    """One-to-one pairs of overlapping spans, the longest overlap first, equal values before others."""
    options = sorted(
        (
            (min(g["end"], f.end) - max(g["start"], f.start), g["value"] == f.value, -i, -j)
            for i, g in enumerate(gold)
            for j, f in enumerate(found)
            if g["start"] < f.end and f.start < g["end"]
        ),
        reverse=True,
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    matched = []
    for _, _, i, j in options:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            matched.append((gold[-i], found[-j]))
    return matched


def f1(right: int, found: int, gold: int) -> tuple[float, float, float]:
    precision, recall = right / found if found else 0.0, right / gold if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def score_timex(path: Path, errors: bool) -> dict[str, float]:
    count: Counter[str] = Counter()
    for row in rows(path):
        text, gold = row["text"], row["dates"]
        found = find(text, row.get("published"))
        matched = pairs(gold, found)
        count.update(gold=len(gold), found=len(found), matched=len(matched))
        count["value"] += sum(g["value"] == f.value for g, f in matched)
        count["type"] += sum(g["type"] == f.type for g, f in matched)
        if errors:
            show_errors(row, matched, found)
    figures = {}
    for name in ("matched", "value", "type"):
        precision, recall, f = f1(count[name], count["found"], count["gold"])
        figures[name] = f
        print(
            f"{name:8} P {precision:.3f}  R {recall:.3f}  F1 {f:.3f}"
            f"  ({count[name]} of {count['gold']} gold, {count['found']} found)"
        )
    return figures


def show_errors(row: dict[str, Any], matched: list[tuple[dict[str, Any], Date]], found: tuple[Date, ...]) -> None:
    text = row["text"]

    def around(start: int, end: int) -> str:
        return f"{text[max(0, start - 45) : start]}[{text[start:end]}]{text[end : end + 30]}".replace("\n", "/")

    golds = {(g["start"], g["end"]) for g, _ in matched}
    finds = {(f.start, f.end) for _, f in matched}
    for g in row["dates"]:
        if (g["start"], g["end"]) not in golds:
            print(f"missed   {g['value']:16} {around(g['start'], g['end'])}")
    for f in found:
        if (f.start, f.end) not in finds:
            print(f"spurious {f.value:16} {around(f.start, f.end)}")
    for g, f in matched:
        if g["value"] != f.value:
            print(f"value    {g['value']:16} got {f.value:12} ({row['published']}) {around(f.start, f.end)}")


def score_when(paths: list[Path], errors: bool) -> dict[str, float]:
    count: Counter[str] = Counter()
    for path in paths:
        for row in rows(path):
            found = find(row["text"], row.get("published"))
            starts = {f.period.start for f in found if f.period}
            ends = {f.period.end for f in found if f.period}
            for fact in row["facts"]:
                when = fact.get("when") or {}
                asked = [e for e in (when.get("start"), when.get("end")) if e]
                if not asked:
                    continue
                either = any(e in starts or e in ends for e in asked)
                both = all(e in starts or e in ends or e == row.get("published") for e in asked)
                count.update(facts=1, either=either, both=both)
                if errors and not both:
                    show_when(row, fact, when, found, "part" if either else "none")
    for name in ("either", "both"):
        print(f"{name:8} {count[name]} of {count['facts']}: {count[name] / max(count['facts'], 1):.3f}")
    return {name: count[name] / max(count["facts"], 1) for name in ("either", "both")}


def show_when(
    row: dict[str, Any], fact: dict[str, Any], when: dict[str, Any], found: tuple[Date, ...], how: str
) -> None:
    text, start = row["text"], fact.get("span", [0, 0])[0]
    dates = ", ".join(f"{text[f.start : f.end]}={f.period.start}..{f.period.end}" for f in found if f.period)
    print(f"{how} {row['id']} {row['published']} {when.get('start')}..{when.get('end')} {fact['flow']} | {dates}")
    print(f"     {text[max(0, start - 110) : start + 110]!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["timex", "when", "speed"])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--errors", action="store_true", help="print what differs")
    given = parser.parse_args()
    if given.what == "timex":
        for path in given.paths:
            score_timex(path, given.errors)
    elif given.what == "when":
        score_when(given.paths, given.errors)
    else:
        texts = [(row["text"], row.get("published")) for path in given.paths for row in rows(path)]
        took = []
        for _ in range(4):
            begin = time.perf_counter()
            dates = sum(len(find(*text)) for text in texts)
            took.append(time.perf_counter() - begin)
        size = sum(len(text) for text, _ in texts)
        print(f"{size / min(took) / 1e6:.2f} Mchar/s, {dates} dates in {size} characters")


if __name__ == "__main__":
    main()
