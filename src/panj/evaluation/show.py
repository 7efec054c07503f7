"""Scores, breakdowns and faults in a terminal of 80 columns. Text from outside is never markup."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from panj.evaluation.scores import By, Fault, Row, Scores

UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
TITLES = {
    "figures": "Figures of people and houses",
    "events": "Reconciled events",
    "seeds": "Facts of the two reports",
    "security": "Security, border, diplomacy and aid",
    "numbers": "Number phrases",
    "dates": "Dates",
    "places": "Places",
}
STYLES = {"missed": "red", "spurious": "magenta", "kind": "yellow"}


def scores_tables(scores: Scores) -> RenderableType:
    """What was measured: F1 with precision and recall, shares with their counts, and the counts themselves."""
    parts: list[RenderableType] = [Text(TITLES.get(scores.what, scores.what), style="bold underline")]
    measured = _grid(("Measure", "left"), ("Figure", "right"), ("Precision", "right"), ("Recall", "right"))
    shares = _grid(("Of what was found", "left"), ("Share", "right"), ("Right", "right"), ("Of", "right"))
    counts: list[str] = []
    for name, value in _measures(scores):
        label = name.replace("_", " ")
        if isinstance(value, Mapping) and "f1" in value:
            measured.add_row(label, f"{value['f1']:.3f}", f"{value['p']:.3f}", f"{value['r']:.3f}")
        elif isinstance(value, Mapping) and set(value) == {"right", "of"}:
            part = f"{value['right'] / value['of']:.3f}" if value["of"] else "–"
            shares.add_row(label, part, str(value["right"]), str(value["of"]))
        elif isinstance(value, float):
            shares.add_row(label, f"{value:.3f}", "", "")
        elif isinstance(value, int):
            counts.append(f"{label} {value:,}")
        elif isinstance(value, str):
            shares.add_row(label, "", value, "")
    if counts:
        parts.append(Text(", ".join(counts), style="dim"))
    tables = [table for table in (measured, shares) if table.row_count]
    if scores.what == "events":
        tables.append(_clusters(scores.summary))
    return Group(*parts, *tables, Text())


def _clusters(summary: Mapping[str, Any]) -> Table:
    """What was recovered of each cluster, and the figures that were lost."""
    table = _grid(("Cluster", "left"), ("Figures", "right"), ("Points", "right"), ("Lost", "left"))
    for name, row in summary.items():
        if name != "all":
            lost = "; ".join(f"{best:,} {measure}, {day}" for measure, best, day in row["lost"])
            table.add_row(_clean(name), row["figures"], row["points"], _clean(lost))
    return table


def _measures(scores: Scores) -> Iterable[tuple[str, Any]]:
    summary = scores.summary
    if scores.what == "security":
        yield "claims", {name: summary[name] for name in ("p", "r", "f1")}
    if scores.what == "seeds":
        yield "facts", {name: summary[name] for name in ("right", "of")}
        return
    for name, value in (summary["all"] if scores.what == "events" else summary).items():
        if name in ("p", "r", "f1", "by_kind"):
            continue
        if name in ("details", "principal"):
            prefix = "principal " if name == "principal" else ""
            yield from ((prefix + inner, each) for inner, each in value.items())
        else:
            yield name, value


def breakdown_table(rows: Sequence[Row], by: By) -> RenderableType:
    """Facts, claims, those found and those found with the right kind, with the F1 of finding them."""
    table = _grid(
        (by.title(), "left"), ("Gold", "right"), ("Claimed", "right"), ("Found", "right"), ("Right", "right"),
        ("F1", "right"),
    )  # fmt: skip
    for row in rows:
        score = f"{row.f1:.3f}" if row.gold and row.claimed else "–"
        table.add_row(_clean(row.name), str(row.gold), str(row.claimed), str(row.found), str(row.right), score)
    return Group(table, Text())


def faults_list(faults: Sequence[Fault], most: int) -> RenderableType:
    """The faults with their text and the rule or refusal behind them, the worst sorts first, at most `most` of each."""
    parts: list[RenderableType] = []
    sorts = {fault.what for fault in faults}
    for what in [*(what for what in STYLES if what in sorts), *sorted(sorts - STYLES.keys())]:
        mine = [fault for fault in faults if fault.what == what]
        parts.append(Text(f"{what}: {len(mine)}", style="bold"))
        parts += [_fault(fault) for fault in mine[:most]]
        if len(mine) > most:
            parts.append(Text(f"  and {len(mine) - most} more: --errors {len(mine)}", style="dim"))
        parts.append(Text())
    return Group(*parts)


def _fault(fault: Fault) -> RenderableType:
    head = Text.assemble(
        (_clean(fault.document), "dim"),
        _clean(f"  wanted {fault.wanted}, read {fault.got}"),
        (f"  [{_clean(fault.why)}]" if fault.why else "", STYLES.get(fault.what, "cyan")),
        overflow="fold",
    )
    quote = Text.assemble(
        _clean(fault.before), (_clean(fault.words), "bold reverse"), _clean(fault.after), overflow="fold"
    )
    return Group(Padding(head, (0, 0, 0, 2)), Padding(quote, (0, 0, 0, 4)))


def _grid(*columns: tuple[str, Any]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold", show_edge=False)
    for title, justify in columns:
        table.add_column(title, justify=justify, overflow="fold")
    return table


def _clean(text: str) -> str:
    """Without control characters, which could write over what stands before."""
    return UNPRINTABLE.sub(" ", text)
