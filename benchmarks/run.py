"""Runs the benchmarks and writes one table in Markdown: what was measured, the figure, and the bar that it must reach.

python benchmarks/run.py                  all of it, under an hour with little else running
python benchmarks/run.py --quick          a tenth of the size and one run: a look in five minutes
python benchmarks/run.py --only html      one part: text, html, crawl, copies, events, stored

Each measurement is a process of its own. Figures are medians; where readers are set beside one another they take turns.
Pages are timed by the processor's clock, so that what else runs on the machine counts little; all else by the wall's.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RUNS = 3
PACKAGES = ("panj", "trafilatura", "resiliparse", "pyarrow", "distributed", "spacy", "sqlalchemy")
ONE_IN = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; `fine` says whether the bar is reached, None where there is none."""

    what: str
    figure: str
    bar: str = ""
    fine: bool | None = None


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: `scale` in (0, 1] of the whole, in so many runs."""

    scale: float
    runs: int

    def of(self, number: int) -> int:
        return max(1, int(number * self.scale))


def call(script: str, *arguments: object) -> list[Any]:
    """Runs a part in a process of its own; the JSON lines that it prints."""
    command = [sys.executable, str(HERE / script), *map(str, arguments)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in said.splitlines()]


def median(found: Sequence[dict[str, Any]], name: str) -> float:
    return statistics.median(one[name] for one in found)


def text(size: Size) -> list[Row]:
    """The whole reading of English beside spaCy's sentence splitter, as `reading.py` says it."""
    more = [] if size.scale == 1 else ["--quick"]
    command = [sys.executable, str(HERE / "reading.py"), *more]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    cells = [[c.strip() for c in line.strip("|").split("|")] for line in said.splitlines() if line.startswith("| ")]
    rows = [
        Row(f"text: {c[0]}", f"{c[1]} s, {c[2]} Mchar/s" if c[2] else c[1])
        for c in cells
        if c[0] not in ("what", "---")
    ]
    return [*rows, Row("text: memory", said.strip().splitlines()[-1])]


def html(size: Size) -> list[Row]:
    """Pages in memory: Panj beside trafilatura alone, and what the fast extractor lets through and misses."""
    number = size.of(1_000)
    found: dict[str, list[Any]] = {name: [] for name in ("trafilatura", "all", "sieve")}
    for _ in range(size.runs):
        for name, runs in found.items():
            runs += call("crawls.py", "page", name, number, ONE_IN)
    rate = {name: number / median(runs, "work") for name, runs in found.items()}
    share, times = rate["trafilatura"] / rate["all"], rate["sieve"] / rate["trafilatura"]
    bytes_a_page = found["all"][0]["bytes"] / number
    (kept,) = call("crawls.py", "recall", number, 5)
    telling, other = kept["telling"], kept["ordinary"]
    recall = telling["claims kept"] / telling["claims"]
    return [
        Row(
            f"HTML: trafilatura alone (text, title, day), {number:,} pages of {bytes_a_page / 1e3:.0f} kB",
            f"{rate['trafilatura']:,.0f} pages/s of processor time",
        ),
        Row("HTML: whole pipeline, every page read (`--all`)", f"{rate['all']:,.0f} pages/s"),
        Row("HTML: its time as a multiple of trafilatura's", f"{share:.2f}", "≤ 1.3", share <= 1.3),
        Row(f"HTML: whole pipeline, one page in {ONE_IN} telling", f"{rate['sieve']:,.0f} pages/s"),
        Row("HTML: its pages a second as a multiple of trafilatura's", f"{times:.1f}", "≥ 5", times >= 5),
        Row(
            "HTML: telling pages let through",
            f"{telling['let through']:,} of {telling['pages']:,}",
        ),
        Row("HTML: claims of telling pages kept", f"{recall:.4f} of {telling['claims']:,}", "≥ 0.99", recall >= 0.99),
        Row("HTML: other pages let through", f"{other['let through'] / other['pages']:.1%} of {other['pages']:,}"),
        Row(
            "HTML: claims on other pages (statements) kept",
            f"{other['claims kept']:,} of {other['claims']:,}",
        ),
    ]


def crawl(size: Size) -> list[Row]:
    """`panj archive` over WARC files: two workers beside one, memory, and growth."""
    large, small = size.of(4_000), size.of(400)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        paths = {n: str(Path(folder) / f"{n}.warc.gz") for n in (small, large)}
        for number, path in paths.items():
            call("crawls.py", "write", path, number, ONE_IN)
        runs: dict[str, list[Any]] = {"one": [], "two": [], "small": [], "sieve": []}
        for _ in range(size.runs):
            runs["one"] += call("crawls.py", "archive", paths[large], 1, "--all")
            runs["two"] += call("crawls.py", "archive", paths[large], 2, "--all")
            runs["small"] += call("crawls.py", "archive", paths[small], 1, "--all")
            runs["sieve"] += call("crawls.py", "archive", paths[large], 2)
    rate = {name: found[0]["pages"] / median(found, "seconds") for name, found in runs.items()}
    gain = statistics.median(one["seconds"] / two["seconds"] for one, two in zip(runs["one"], runs["two"], strict=True))
    peak, before = median(runs["one"], "peak") / 1e6, median(runs["small"], "peak") / 1e6
    rows += [
        Row(f"WARC of {large:,} pages, `--all`, one worker", f"{rate['one']:,.0f} pages/s"),
        Row(f"WARC of {large:,} pages, `--all`, two workers", f"{rate['two']:,.0f} pages/s"),
        Row("WARC: two workers as a multiple of one", f"{gain:.2f}", "≥ 1.8", gain >= 1.8),
        Row(f"WARC of {large:,} pages, two workers, fast extractor first", f"{rate['sieve']:,.0f} pages/s"),
        Row(f"WARC: peak memory of a worker, {small:,} pages", f"{before:,.0f} MB", "< 400 MB", before < 400),
        Row(f"WARC: peak memory of a worker, {large:,} pages", f"{peak:,.0f} MB", "< 400 MB", peak < 400),
        Row("WARC: growth of memory, 1× to 10×", f"{peak / before:.2f}", "flat: ≤ 1.15", peak / before <= 1.15),
        Row(
            "WARC: growth of time, 1× to 10×, with starting",
            f"{median(runs['one'], 'seconds') / median(runs['small'], 'seconds'):.1f}",
        ),
        Row("WARC: Parquet without texts", f"{runs['one'][0]['parquet'] / runs['one'][0]['pages']:,.0f} bytes a page"),
    ]
    return rows


def copies(size: Size) -> list[Row]:
    """Near-duplicates among reports of which a third are copies."""
    numbers = (size.of(10_000), size.of(100_000))
    found: list[list[Any]] = [call("copied.py", *numbers) for _ in range(size.runs)]
    first, last = ([run[n] for run in found] for n in (0, 1))
    took, work = median(last, "seconds"), median(last, "work")
    grown = work / median(first, "work")
    one = last[0]
    return [
        Row(
            f"copies: among {one['reports']:,} reports",
            f"{took:,.0f} s on the wall, {work:,.0f} s of processor",
            "< 60 s",
            work < 60,
        ),
        Row("copies: found", f"{one['found'] / one['copies']:.3f} of {one['copies']:,}; {one['groups']:,} groups"),
        Row("copies: growth of time, 1× to 10×", f"{grown:.1f}"),
        Row("copies: peak memory", f"{one['peak']:,} MB"),
    ]


def events(size: Size) -> list[Row]:
    """Claims to events, and how that grows; what there is at 100×."""
    from made import make

    numbers = (size.of(10_000), size.of(100_000))
    rows = []
    took = []
    for number in numbers:
        command = [sys.executable, str(HERE / "archive.py"), str(number)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        took.append(found["seconds"])
        what = f"{found['claims']:,} claims, {found['figures']['events']:,} events"
        rows.append(Row(f"events: of {found['reports']:,} reports", f"{found['seconds']} s; {what}"))
    rows.append(Row("events: growth of time, 1× to 10×", f"{took[1] / max(0.1, took[0]):.1f}"))
    for number in (size.of(1_000), size.of(100_000)):
        archive = make(number)
        copied = sum(len(group.documents) - 1 for group in archive.copies)
        figures = f"{len(archive.claims):,} claims, {len(archive.happenings):,} happenings, {copied:,} copies"
        rows.append(Row(f"stored at {'1×' if number < size.of(100_000) else '100×'}: {number:,} reports", figures))
    return rows


def stored(size: Size) -> list[Row]:
    """A record filled from claims: its size."""
    rows = []
    for number in (size.of(1_000), size.of(10_000)):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "record.db"
            command = [sys.executable, str(HERE / "stored.py"), str(number), str(path)]
            subprocess.run(command, check=True, capture_output=True, text=True)
            size_of = sum(p.stat().st_size for p in Path(folder).iterdir())
            rows.append(
                Row(
                    f"record: of {number:,} reports",
                    f"{size_of / 1e6:,.1f} MB, {size_of / number / 1e3:.1f} kB a report",
                )
            )
    return rows


PARTS: dict[str, Callable[[Size], list[Row]]] = {
    "text": text,
    "html": html,
    "crawl": crawl,
    "copies": copies,
    "events": events,
    "stored": stored,
}


def written(rows: Sequence[Row], size: Size) -> str:
    """The table with the machine and the versions."""
    mark = {True: "yes", False: "**no**", None: ""}
    lines = [
        f"Measured on {date.today().isoformat()}: {_machine()}.",
        f"{', '.join(_versions())}. Medians; {size.runs} run(s) of each, {size.scale:.0%} of the whole size.",
        "",
        "| what | measured | bar | reached |",
        "| --- | --- | --- | --- |",
        *(f"| {row.what} | {row.figure} | {row.bar} | {mark[row.fine]} |" for row in rows),
    ]
    return "\n".join(lines) + "\n"


def _machine() -> str:
    model = platform.processor() or platform.machine()
    cpus = Path("/proc/cpuinfo")
    if cpus.exists():
        names = [
            line.partition(":")[2].strip() for line in cpus.read_text().splitlines() if line.startswith("model name")
        ]
        model = names[0] if names else model
    load = f", load {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    return f"{model}, {os.cpu_count()} cores, {platform.system()}{load}; Python {platform.python_version()}"


def _versions() -> list[str]:
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a tenth of the size, one run")
    parser.add_argument("--only", action="append", choices=PARTS, help="one part; may be given again")
    parser.add_argument("--runs", type=int, help="runs of each measurement")
    parser.add_argument("-o", "--output", type=Path, help="where the table goes; otherwise to standard output")
    given = parser.parse_args()
    size = Size(0.1 if given.quick else 1.0, given.runs or (1 if given.quick else RUNS))
    rows: list[Row] = []
    for name in given.only or PARTS:
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            rows += PARTS[name](size)
        except subprocess.CalledProcessError as error:
            last = (error.stderr or "").strip().splitlines()[-1:] or ["no word"]
            rows.append(Row(f"{name}: could not be measured", last[0][:200]))
    table = written(rows, size)
    print(table)
    if given.output:
        given.output.write_text(table, encoding="utf8")


if __name__ == "__main__":
    main()
