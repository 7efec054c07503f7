"""Fits the points of the grammar reader (data/en/points.toml) and the weights of its pattern lists (data/en/kinds.toml).

    python tools/tune_points.py GOLD [GOLD …] [--sweeps 3] [--check GOLD] [--write]

Coordinate ascent on figure F1 plus kind F1 over all GOLD together. A step is kept only where it wins at least GAIN,
about two figures, so that no number follows a single sentence; a list's weight stays within SPAN of where a person
set it. `--check` names a gold that is read before and after, and never fitted to.
"""

import argparse
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from panj import evaluation, lexicon, pipeline
from panj.claims.details import detail_words
from panj.claims.drafts import Context
from panj.claims.figures import read_sentence
from panj.claims.grammar import Grammar, Meaning, grammar
from panj.claims.groups import by_start
from panj.claims.patterns import Match
from panj.claims.words import Words, words_of
from panj.evaluation import agreement
from panj.model import Annotation, Document

GAIN = 0.0012
SPAN = 0.8
STEPS = {"points": (0.3, -0.3), "need": (0.3, -0.3), "cost": (0.05, -0.05, 0.3, -0.3), "weight": (0.3, -0.3)}
DATA = Path(__file__).resolve().parents[1] / "src/panj/data/en"
COUNTED = frozenset({"people", "households"})


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of the gold, ready to be read again and again."""

    text: str
    sentences: list[tuple[Words, tuple[Any, ...]]]
    names: Mapping[int, Any]
    facts: list[Mapping[str, Any]]
    disaster: bool


class Remembered:
    """A matcher that keeps what it found: only the weights change between two readings."""

    def __init__(self, matcher: Any) -> None:
        self._matcher = matcher
        self._found: dict[int, list[Match[Meaning]]] = {}

    def find(self, words: Words) -> list[Match[Meaning]]:
        if id(words) not in self._found:
            self._found[id(words)] = self._matcher.find(words)
        return self._found[id(words)]


def passages(paths: list[Path]) -> Iterator[Passage]:
    """The texts of the gold with what the language and places rooms see in them."""
    for path in paths:
        gold = evaluation.load([path], "en")
        for found in pipeline.load_documents(gold.inputs):
            if isinstance(found, Document) and found.label in gold.rows:
                yield _passage(found, pipeline.annotate_document(found), list(gold.rows[found.label]["facts"]))


def _passage(document: Document, seen: Annotation, facts: list[Mapping[str, Any]]) -> Passage:
    sentences = []
    for sentence in seen.sentences:
        numbers = tuple(n for n in seen.numbers if sentence.start <= n.start < sentence.end)
        if numbers and sentence.start >= document.body_start:
            sentences.append((words_of(document.text, sentence.start, sentence.end), numbers))
    counts = {name: len(pattern.findall(document.text)) for name, pattern in detail_words("en").causes}
    disaster = max(counts, key=lambda name: counts[name]) == "disaster"
    return Passage(document.text, sentences, by_start(seen.places), facts, disaster)


def score(texts: list[Passage], words: Grammar) -> float:
    """Figure F1 plus kind F1, all texts together."""
    hits = kinds = claimed = wanted = 0
    for passage in texts:
        context = Context(text=passage.text)
        left = []
        for sentence, numbers in passage.sentences:
            for draft in read_sentence(sentence, numbers, passage.names, words, context):
                number, unit = draft.number, agreement.unit(draft.unit)
                if (
                    unit in COUNTED
                    and number.qualifier != "vague"
                    and (number.value is not None or number.low is not None)
                ):
                    kind = words.in_disaster.get(draft.kind, draft.kind) if passage.disaster else draft.kind
                    left.append((number.value, number.low, number.high, unit, kind, number.qualifier))
        claimed += len(left)
        for fact in passage.facts:
            if fact["qualifier"] == "vague":
                continue
            right = frozenset().union(*(agreement.accepted(kind) for kind in agreement.kinds(fact)))
            same = [d for d in left if _same(fact, d)]
            if not same:
                wanted += not set(agreement.kinds(fact)) & agreement.OPTIONAL
                continue
            best = min(same, key=lambda d: d[4] not in right)
            left.remove(best)
            wanted += 1
            hits += 1
            kinds += best[4] in right
    return 2 * hits / (claimed + wanted) + 2 * kinds / (claimed + wanted)


def _same(fact: Mapping[str, Any], draft: tuple[Any, ...]) -> bool:
    if agreement.unit(fact["unit"]) != draft[3]:
        return False
    if fact["qualifier"] == "range":
        return (fact["low"], fact["high"]) == (draft[1], draft[2])
    return bool(fact["value"] == draft[0])


def main() -> None:
    """Fits, prints what it won, and writes the tables if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--sweeps", type=int, default=3)
    parser.add_argument("--check", type=Path, action="append", default=[])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    words = grammar("en")
    object.__setattr__(words, "matcher", Remembered(words.matcher))
    tables: dict[str, dict[str, float]] = lexicon.table("en", "points")
    lists = lexicon.table("en", "kinds")["list"]
    meanings = _meanings(words)
    fitted, checked = list(passages(options.gold)), list(passages(options.check))
    best = score(fitted, words)
    print(f"{len(fitted)} texts; before {best:.4f}; check {score(checked, words) if checked else 0:.4f}", flush=True)
    original = [row.get("weight", 0.0) for row in lists]
    for sweep in range(options.sweeps):
        start = best
        for name in ("points", "need", "cost"):
            for key in tables[name]:
                best = _climb(tables[name], key, STEPS[name], best, fitted, words, name == "cost")
        for n, row in enumerate(lists):
            for step in STEPS["weight"]:
                weight = round(row.get("weight", 0.0) + step, 2)
                if abs(weight - original[n]) > SPAN:
                    continue
                old = row.get("weight", 0.0)
                _weigh(meanings[n], weight)
                now = score(fitted, words)
                if now >= best + GAIN:
                    best, row["weight"] = now, weight
                    print(f"  list {n} {row['kind']}/{row['frame']} {old} -> {weight}: {now:.4f}", flush=True)
                    break
                _weigh(meanings[n], old)
        check = score(checked, words) if checked else 0
        print(f"sweep {sweep}: {start:.4f} -> {best:.4f}; check {check:.4f}", flush=True)
        if options.write:
            _write(tables, lists, original)
        if best < start + GAIN:
            break


def _climb(
    table: dict[str, float],
    key: str,
    steps: tuple[float, ...],
    best: float,
    texts: list[Passage],
    words: Grammar,
    positive: bool,
) -> float:
    for step in steps:
        old = table[key]
        table[key] = round(old + step, 2)
        if positive and table[key] < 0:
            table[key] = old
            continue
        now = score(texts, words)
        if now >= best + GAIN:
            print(f"  {key} {old} -> {table[key]}: {now:.4f}", flush=True)
            return now
        table[key] = old
    return best


def _meanings(words: Grammar) -> list[Any]:
    """The meaning of each pattern list, in the order of kinds.toml; all patterns of a list share one."""
    seen: dict[int, Any] = {}
    matcher = words.matcher._matcher  # the matcher below the memory
    for patterns in matcher._first.values():
        for pattern in patterns:
            seen[id(pattern.meaning)] = pattern.meaning
    return sorted(seen.values(), key=lambda meaning: meaning.order)


def _weigh(meaning: Any, weight: float) -> None:
    object.__setattr__(meaning, "weight", weight)


def _write(tables: Mapping[str, Mapping[str, float]], lists: list[dict[str, Any]], original: list[float]) -> None:
    path = DATA / "points.toml"
    text = path.read_text("utf8")
    for name in ("points", "need", "cost"):
        for key, value in tables[name].items():
            pattern = rf'(?m)^("?{re.escape(key)}"?) = -?[\d.]+'
            head, mark, rest = text.partition(f"[{name}]")
            text = head + mark + re.sub(pattern, lambda m, v=value: f"{m[1]} = {v}", rest, count=1)
    path.write_text(text, "utf8")
    path = DATA / "kinds.toml"
    blocks = path.read_text("utf8").split("[[list]]\n")
    for n, row in enumerate(lists, 1):
        if row.get("weight", 0.0) == original[n - 1]:
            continue
        block = re.sub(r"(?m)^weight = .*\n", "", blocks[n])
        blocks[n] = re.sub(r"(?m)^(frame = .*)\n", rf"\1\nweight = {row['weight']}\n", block, count=1)
    path.write_text("[[list]]\n".join(blocks), "utf8")


if __name__ == "__main__":
    main()
