"""Pages and crawls: the whole way from a page to its claims beside trafilatura alone, and `panj archive` over a WARC.

python benchmarks/crawls.py page trafilatura|all|sieve NUMBER ONE_IN    one measurement over pages in memory
python benchmarks/crawls.py archive WARC WORKERS [--all]                one run of `panj archive`
python benchmarks/crawls.py recall NUMBER ONE_IN                        what the fast extractor lets through and misses

Each prints one line of JSON. `run.py` calls them, each in a process of its own.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from pages import Page, pages, warc
from panj import pipeline, settings
from panj.documents import Options
from panj.documents.extract import Source, opener_of
from panj.documents.intake import Intake
from panj.model import Problem
from panj.pipeline import batches

WARM = 20
"""Pages that are read before time is taken, so that nothing is loaded within it."""
Reader = Callable[[Page], int]
"""Reads a page; how many claims it has."""


def trafilatura() -> Reader:
    """Text, title, publisher and day by trafilatura, with the options that Panj gives it."""
    import trafilatura as library

    warnings.simplefilter("ignore")

    def one(page: Page) -> int:
        library.bare_extraction(page.html, include_comments=False, with_metadata=True)
        return 0

    return one


def panj(*, every_page: bool) -> Reader:
    """The whole pipeline, from the bytes of a page to claims."""
    choices = batches.Choices(every_page=every_page, options=Options(offline=True, sieve=not every_page))
    intake = Intake({}, settings.load(), choices.options)

    def one(page: Page) -> int:
        source = Source("page.html", page.url, page.url, page.url, opener_of(page.data))
        claims = 0
        for document in intake.follow(source):
            if not isinstance(document, Problem):
                claims += sum(len(r.claims) for r in batches.read_one(document, choices) if not isinstance(r, Problem))
        return claims

    return one


READERS = {"trafilatura": trafilatura, "all": lambda: panj(every_page=True), "sieve": lambda: panj(every_page=False)}


def measure(name: str, number: int, one_in: int) -> dict[str, Any]:
    """Seconds on the clock and of the processor for so many pages."""
    found = list(pages(number + WARM, one_in))
    reader = READERS[name]()
    for page in found[:WARM]:
        reader(page)
    rest = found[WARM:]
    began, worked = perf_counter(), process_time()
    claims = sum(map(reader, rest))
    took, work = perf_counter() - began, process_time() - worked
    return {
        "pages": len(rest),
        "seconds": took,
        "work": work,
        "claims": claims,
        "bytes": sum(len(p.html) for p in rest),
    }


def recall(number: int, one_in: int) -> dict[str, Any]:
    """What is let through of telling pages and others, and the claims that are lost, of each."""
    every, some = panj(every_page=True), panj(every_page=False)
    out = {kind: {"pages": 0, "let through": 0, "claims": 0, "claims kept": 0} for kind in ("telling", "ordinary")}
    from panj.documents import sieve

    for page in pages(number, one_in):
        mine = out["telling" if page.telling else "ordinary"]
        mine["pages"] += 1
        mine["let through"] += sieve.glance(page.html).tells
        mine["claims"] += every(page)
        mine["claims kept"] += some(page)
    return out


def archived(path: str, workers: int, more: Sequence[str]) -> dict[str, Any]:
    """One run of the command over a file, as a user has it: with starting and the tables by month."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        command = [sys.executable, "-m", "panj", "archive", path, "--out", str(out), "--workers", str(workers), *more]
        began = perf_counter()
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        took = perf_counter() - began
        peaks = [json.loads(p.read_bytes())["peak"] for p in out.glob("batches/*/batch.json")]
        size = sum(p.stat().st_size for name in ("documents", "claims") for p in (out / name).rglob("*.parquet"))
    number = int(re.search(r"^documents +([\d,]+)", said, re.MULTILINE)[1].replace(",", ""))
    return {"pages": number, "seconds": took, "peak": max(peaks), "parquet": size}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = parser.add_subparsers(dest="part", required=True)
    part = parts.add_parser("page")
    part.add_argument("name", choices=READERS)
    part.add_argument("number", type=int)
    part.add_argument("one_in", type=int)
    part = parts.add_parser("recall")
    part.add_argument("number", type=int)
    part.add_argument("one_in", type=int)
    part = parts.add_parser("write")
    part.add_argument("path", type=Path)
    part.add_argument("number", type=int)
    part.add_argument("one_in", type=int)
    part = parts.add_parser("archive")
    part.add_argument("path")
    part.add_argument("workers", type=int)
    part.add_argument("--all", action="store_const", const=("--all",), default=())
    given = parser.parse_args()
    pipeline.fingerprint()
    match given.part:
        case "page":
            found: Any = measure(given.name, given.number, given.one_in)
        case "recall":
            found = recall(given.number, given.one_in)
        case "write":
            found = {"bytes": warc(given.path, pages(given.number, given.one_in))}
        case _:
            found = archived(given.path, given.workers, given.all)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
