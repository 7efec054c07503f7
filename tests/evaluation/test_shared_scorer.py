"""Our scorer and the one beside the shared gold give the same numbers on the same claims and events."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from panj import pipeline
from panj.evaluation import Gold, Scores, load, score_events, score_figures, score_security, score_seeds
from panj.model import Claim, Document, Event, Problem, claim_to_wire, event_to_wire, from_wire

FILES = ["idetect/excerpts.jsonl", "idetect/labelled.jsonl", "clusters", "written/en1.jsonl", "written/en4.jsonl"]
Read = list[tuple[Document, tuple[Claim, ...]]]


def theirs(shared: Path, mode: str, gold: str, said: Iterable[dict[str, Any]], folder: Path, *more: str) -> Any:
    lines = folder / "said.jsonl"
    lines.write_text("".join(json.dumps(each) + "\n" for each in said), "utf8")
    command = [sys.executable, str(shared / "gold/score.py"), mode, str(shared / "gold" / gold), str(lines), *more]
    return json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def ours(scores: Scores) -> Any:
    return json.loads(json.dumps(scores.summary))


def read(gold: Gold) -> Read:
    return [found for found in pipeline.read_paths(gold.inputs) if not isinstance(found, Problem)]


def wire(found: Read) -> list[dict[str, Any]]:
    return [claim_to_wire(claim) for _, claims in found for claim in claims]


def again(said: Iterable[dict[str, Any]]) -> list[Claim]:
    """The claims as a file of them holds them."""
    return [from_wire(Claim, each) for each in said]


@pytest.mark.parametrize("name", FILES)
def test_figures(shared: Path, tmp_path: Path, name: str) -> None:
    path = shared / "gold" / name
    said = wire(read(load([path])))
    assert said
    for language in (None, "en"):
        more = [language] if language else []
        want = theirs(shared, "figures", name, said, tmp_path, *more)
        assert ours(score_figures(load([path], language), again(said))) == want


def test_seeds(shared: Path, tmp_path: Path) -> None:
    gold = load([shared / "gold/seeds.json"])
    said = wire(read(gold))
    assert ours(score_seeds(gold, again(said))) == theirs(shared, "seeds", "seeds.json", said, tmp_path)


def test_security(shared: Path, tmp_path: Path) -> None:
    gold = load([shared / "gold/written/security.jsonl"])
    said = wire(read(gold)) + [
        # What a perfect reader would say of every second passage, so that there is something to compare.
        {
            "id": f"c_{label}_{n}", "document": label, "document_id": label, "kind": want["kind"], "reader": "toy@1",
            "evidence": [{"start": want["span"][0], "end": want["span"][1], "text": want["quote"]}],
            "status": want["status"], "actor": want["actor"], "period": want["when"],
        }
        for label, row in list(gold.rows.items())[::2]
        for n, want in enumerate(row["claims"])
    ]  # fmt: skip
    want = theirs(shared, "security", "written/security.jsonl", said, tmp_path)
    assert ours(score_security(gold, again(said))) == want


def test_events(shared: Path, tmp_path: Path) -> None:
    gold = load([shared / "gold/clusters"])
    found = pipeline.MemoryView(read(gold)).events()
    said = [event_to_wire(event) for event in found]
    want = theirs(shared, "events", "clusters", said, tmp_path)
    assert ours(score_events(gold, [from_wire(Event, each) for each in said])) == want
