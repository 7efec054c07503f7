"""`panj evaluate`: reads the texts of a gold and says how well they were read."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from panj import evaluation, pipeline
from panj.cli import terminal
from panj.errors import InputError, PanjError
from panj.evaluation import Gold, Refusal, Scores
from panj.evaluation.scores import By
from panj.model import Annotation, Claim, Document, Problem

COMPONENTS = {
    "numbers": evaluation.score_numbers,
    "dates": evaluation.score_dates,
    "places": evaluation.score_places,
}


def measure(gold: Gold, *, say: bool = False) -> list[Scores]:
    """Reads the texts of the gold with the reader as it is now, and scores what it read.

    Clusters give two: figures and events. With `say`, texts that cannot be read are told on standard error.
    """
    documents = list(_documents(gold, say))
    if gold.what in COMPONENTS:
        seen = {document.label: _annotated(document) for document in documents}
        return [COMPONENTS[gold.what](gold, seen)]
    read = list(_read(documents, say))
    claims = [claim for _, each in read for claim in each]
    texts = {document.label: document.text for document, _ in read}
    if gold.what == "security":
        return [evaluation.score_security(gold, claims, texts)]
    if gold.what == "seeds":
        return [evaluation.score_seeds(gold, claims, texts)]
    refusals = {
        document.label: [Refusal(r.number.start, r.number.end, r.why, r.score) for r in pipeline.refused(document)]
        for document, _ in read
    }
    found = [evaluation.score_figures(gold, claims, texts, refusals)]
    if gold.what == "clusters":
        found.append(evaluation.score_events(gold, pipeline.MemoryView(read).events()))
    return found


def _documents(gold: Gold, say: bool) -> Iterator[Document]:
    for found in pipeline.load_documents(gold.inputs):
        if isinstance(found, Problem):
            if say:
                terminal.problem(found)
        elif found.label in gold.rows:
            yield found


def _annotated(document: Document) -> Annotation:
    return pipeline.annotate_document(document)


def _read(documents: Sequence[Document], say: bool) -> Iterator[tuple[Document, tuple[Claim, ...]]]:
    for document in documents:
        try:
            yield document, pipeline.read_document(document)
        except PanjError as error:
            if say:
                terminal.problem(Problem(document.label, error.message, error.hint))


def evaluate(paths: Sequence[Path], by: By | None, language: str | None, output: Path | None, errors: int) -> None:
    """Prints the tables, and writes everything as JSON where asked. Raises InputError."""
    from panj.evaluation import show

    gold = evaluation.load(paths, language)
    found = measure(gold, say=True)
    for scores in found:
        terminal.show(show.scores_tables(scores))
        if by is not None and scores.outcomes:
            rows = evaluation.breakdown(scores.outcomes, by, gold.sources)
            terminal.show(show.breakdown_table(rows, by))
        if errors > 0 and scores.faults:
            terminal.show(show.faults_list(scores.faults, errors))
    if output is not None:
        _write(output, {scores.what: _wire(scores) for scores in found})


def _wire(scores: Scores) -> dict[str, Any]:
    return {
        **scores.summary,
        "figures": dict(scores.figures),
        "faults": [asdict(fault) for fault in scores.faults],
    }


def _write(output: Path, content: Mapping[str, Any]) -> None:
    try:
        output.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf8")
    except OSError as error:
        raise InputError(f"{output} cannot be written: {error.strerror}", "name another file with --json") from error
