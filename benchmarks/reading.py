"""How fast Panj reads English, beside spaCy's blank tokeniser with its rule-based sentence splitter on the same text.

Each measurement is a process of its own that takes the reports from a file one at a time; only the reading is timed, in
seconds of the processor, so that what else runs on the machine tells little.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
from bisect import bisect_right
from dataclasses import astuple, dataclass
from importlib.metadata import version
from pathlib import Path
from time import process_time

from panj.language.sentences import split
from panj.model import Document
from reports import Report, reports

WHOLE, QUICK = 20_000_000, 2_000_000
"""Characters of all reports together."""
RUNS = 3
PART = 4
"""Peak memory over the whole is set beside that over one report in so many."""
KILOBYTE = 1 if sys.platform == "darwin" else 1024
"""Bytes of the unit in which the system gives the peak of memory."""


class Panj:
    """The whole reading: language, places and claims, of documents that are in memory already."""

    def __init__(self) -> None:
        from panj import pipeline

        self.pipeline = pipeline
        self.sentences = self.telling = 0
        self.starts: list[int] = []
        self.run(Report(0, "In Osh, 340 people fled their homes on Monday, officials said.", "2024-05-01"))

    def run(self, report: Report) -> None:
        address = f"report:{report.number}"
        document = Document(address, address, report.text, published=report.published, language="en")
        self.starts = [claim.evidence[0].start for claim in self.pipeline.read_document(document)]

    def count(self, report: Report) -> None:
        """Counts, outside the time taken, the sentences and those that a claim was read in."""
        ends = [sentence.end for sentence in split(report.text)]
        self.sentences += len(ends)
        self.telling += len({bisect_right(ends, start) for start in self.starts})


class Spacy:
    """The blank English pipeline of spaCy with the rule-based sentence splitter."""

    def __init__(self) -> None:
        import spacy

        self.nlp = spacy.blank("en")
        self.nlp.add_pipe("sentencizer")
        self.sentences = self.telling = 0
        self.split: list[object] = []

    def run(self, report: Report) -> None:
        self.split = list(self.nlp(report.text).sents)

    def count(self, report: Report) -> None:
        self.sentences += len(self.split)


READERS = {"panj": Panj, "spacy": Spacy}


@dataclass(frozen=True, slots=True)
class Measured:
    """One pass of one reader: characters, seconds of the processor, peak of memory in bytes, sentences, with claims."""

    characters: int
    seconds: float
    peak: int
    sentences: int
    telling: int


def measure(name: str, source: Path, part: int) -> Measured:
    """Reads every `part`-th report of the file. To be called once a process: memory never falls."""
    reader = READERS[name]()
    characters, seconds = 0, 0.0
    with source.open(encoding="utf8") as lines:
        for number, line in enumerate(lines):
            if number % part:
                continue
            report = Report(number, *json.loads(line))
            begun = process_time()
            reader.run(report)
            seconds += process_time() - begun
            characters += len(report.text)
            reader.count(report)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTE
    return Measured(characters, seconds, peak, reader.sentences, reader.telling)


def apart(name: str, source: Path, part: int = 1) -> Measured:
    """`measure` in a process of its own."""
    command = [sys.executable, __file__, "--measure", name, str(source), str(part)]
    return Measured(*json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def table(ours: list[Measured], theirs: list[Measured], part: Measured) -> str:
    """What was measured, in Markdown."""
    took = [statistics.median(run.seconds for run in runs) for runs in (ours, theirs)]
    speeds = [runs[0].characters / seconds / 1e6 for runs, seconds in zip((ours, theirs), took, strict=True)]
    machine = f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, {platform.system()}"
    whole = max(run.peak for run in ours)
    said = [
        f"{ours[0].characters / 1e6:.1f} million characters of generated reports, no sentence twice;",
        f"{ours[0].sentences:,} sentences, {ours[0].telling / ours[0].sentences:.0%} of them with claims.",
        f"Python {platform.python_version()}, {machine}, one process. Median of {len(ours)} runs.",
        "",
        "| what | seconds | Mchar/s | runs |",
        "| --- | --- | --- | --- |",
        f"| Panj {version('panj')}: language, places, claims | {took[0]:.1f} | {speeds[0]:.2f} | {_runs(ours)} |",
        f"| spaCy {version('spacy')}: blank English, sentencizer | {took[1]:.1f} | {speeds[1]:.2f} | {_runs(theirs)} |",
        f"| Panj's time as a share of spaCy's | {took[0] / took[1]:.2f} | | |",
        "",
        f"Panj's peak of memory: {part.peak / 1e6:.0f} MB over one report in {PART}, {whole / 1e6:.0f} MB over all.",
    ]
    return "\n".join(said)


def _runs(runs: list[Measured]) -> str:
    return ", ".join(f"{run.seconds:.1f}" for run in runs)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help=f"{QUICK:,} characters and not {WHOLE:,}")
    arguments.add_argument("--measure", nargs=3, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.measure:
        name, source, part = given.measure
        print(json.dumps(astuple(measure(name, Path(source), int(part)))))
        return
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "reports.jsonl"
        with source.open("w", encoding="utf8") as out:
            for report in reports(QUICK if given.quick else WHOLE):
                out.write(json.dumps((report.text, report.published)) + "\n")
        runs = [(apart("panj", source), apart("spacy", source)) for _ in range(RUNS)]
        print(table([ours for ours, _ in runs], [theirs for _, theirs in runs], apart("panj", source, PART)))


if __name__ == "__main__":
    main()
