"""`panj archive`: files of any number into Parquet."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from panj.cli import intake, terminal
from panj.errors import InputError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from panj.pipeline.archiving import Summary

NAMED = 10
"""Reasons and batches that are named one by one."""
FATES = ("read", "passed over", "unread language", "failed")

Inputs = Annotated[
    list[str], typer.Argument(metavar="IN", help="Files, folders or globs of anything that panj add reads.")
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder of the archive; new, empty or begun.")]
Workers = Annotated[
    int | None, typer.Option(metavar="N", min=1, max=1024, help="Processes on this machine; as many as cores.")
]
Cluster = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler, as tcp://10.0.0.5:8786, in place of them.")
]
All = Annotated[bool, typer.Option("--all", help="Extract and read every page, also those without a telling word.")]
Text = Annotated[bool, typer.Option("--text", help="Keep the texts too.")]
Every = Annotated[
    int | None, typer.Option("--batch", metavar="N", min=1, max=1_000_000, help="Documents read at once; 500.")
]


def archive(
    inputs: Inputs,
    out: Out,
    workers: Workers = None,
    cluster: Cluster = None,
    every_page: All = False,
    text: Text = False,
    batch: Every = None,
    mapping: intake.Map = None,
    layout: intake.Layout = None,
) -> None:
    """Read any number of files into Parquet: documents, and claims with their evidence.

    It can be stopped at any time; the same command goes on where it stopped. New files are added to what is there.
    `panj add DIR` puts the claims into a record.

    \b
    Examples:
      panj archive crawl/*.warc.gz --out 2021/
      panj archive articles.jsonl --out articles/ --workers 8 --text
      panj archive /data/crawl --out /data/2021 --cluster tcp://10.0.0.5:8786
      panj add 2021/ --record 2021.db
    """
    from panj.archive import executors
    from panj.pipeline import archiving
    from panj.pipeline.batches import Choices

    if cluster and workers:
        raise typer.BadParameter("the cluster has its own workers", param_hint="--workers")
    if find_spec("pyarrow") is None:
        raise InputError("panj archive needs a part that is not installed", 'install it: pip install "panj[archive]"')
    choices = Choices(text, every_page, intake.options_of(mapping, layout, None, None))
    crew = (lambda: executors.cluster(cluster)) if cluster else (lambda: executors.processes(workers or _cores()))
    with _progress() as tell:
        summary = archiving.make(inputs, out, choices, crew, every=batch or archiving.EVERY, tell=tell)
    for problem in summary.unread:
        terminal.problem(problem)
    terminal.show(_table(out, summary))
    if summary.unread:
        raise typer.Exit(1)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _progress() -> "Iterator[Callable[[Summary], None] | None]":
    """A line on standard error with how far it is, the rate and the time left, where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status(Text("finding files")) as status:
        yield lambda summary: status.update(Text(told(summary)))


def told(summary: "Summary") -> str:
    """How far a run is, its rate and the time left."""
    share = summary.bytes / summary.total if summary.total else 1.0
    parts = [f"{summary.documents:,} documents", f"{share:.0%} of {summary.total / 1e6:,.0f} MB"]
    if summary.bytes and summary.seconds:
        left = summary.seconds * (summary.total - summary.bytes) / summary.bytes
        parts += [f"{summary.documents / summary.seconds:,.1f} a second", f"{_span(left)} left"]
    return ", ".join(parts)


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _table(out: Path, summary: "Summary") -> "RenderableType":
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    counts = summary.counts
    table = Table(title=f"The archive {out}", title_justify="left", box=None, pad_edge=False, show_header=False)
    table.add_column("")
    table.add_column("", justify="right")
    table.add_row("documents", f"{sum(counts[fate] for fate in FATES):,}")
    table.add_row("  read for claims", f"{counts['read']:,}")
    table.add_row("  without a word that tells of displacement", f"{counts['passed over']:,}")
    table.add_row("  in a language that is not read", f"{counts['unread language']:,}")
    if counts["failed"]:
        table.add_row("  on which the reader failed", f"{counts['failed']:,}", style="red")
    table.add_row("  without a date of publication", f"{counts['undated']:,}")
    table.add_row("claims", f"{counts['claims']:,}")
    table.add_row("skipped", f"{sum(number for number, _ in summary.skipped.values()):,}")
    table.add_row("batches read now", f"{summary.read:,}")
    table.add_row("batches there already", f"{summary.known:,}")
    table.add_row("most memory of a process", f"{summary.peak / 1e6:,.0f} MB")
    if summary.changed:
        table.add_row("files that changed and were read again", f"{summary.changed:,}")
    parts: list[RenderableType] = [table]
    most = sorted(summary.skipped.items(), key=lambda item: (-item[1][0], item[0]))
    if most:
        parts.append(Text("Skipped, and why (all of them: skipped/*.parquet)"))
    for message, (number, first) in most[:NAMED]:
        line = f"{number:,} × {message} The first: {first}"
        parts.append(Text("".join(c if c.isprintable() else " " for c in line), overflow="fold"))
    if len(most) > NAMED:
        parts.append(Text(f"… and {len(most) - NAMED} more reasons"))
    if summary.documents and summary.seconds:
        parts.append(Text(f"{summary.documents / summary.seconds:,.1f} documents a second"))
    return Group(*parts)
