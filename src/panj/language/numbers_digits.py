"""Numbers written in digits: what a run of digits and separators means, in a language's way of writing them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, NamedTuple

PieceKind = Literal[
    "plain", "grouped", "decimal", "either", "comma", "clock", "date", "identifier", "slash",
    "words", "single", "fraction", "vague", "pair", "multiple", "bare",
]  # fmt: skip
"""`plain`: digits alone; `either`: a decimal that may be thousands; `comma`: a decimal written the other way;
`single`: the word "one"; `pair`: "a couple of hundred"; `multiple`: "twice"; `bare`: a multiplier
without a count ("the million people")."""

BLANKS = " \u00a0\u2007\u2009\u202f"
"""Blanks that stand between thousands: normal, no-break, figure, thin and narrow no-break."""
CACHED_RUNS = 16_384
LONG_IDENTIFIER = 9
"""So many digits without any separator name something and count nothing."""


class Piece(NamedTuple):
    """One number of a run: offsets into the run, its value, and what else the run says of it.

    `scales` are the multipliers that it ends with ("two hundred thousand": 100,000 and 1,000), which an earlier end
    of a range may share. A fraction has its numerator in `value` and its `denominator`.
    """

    start: int
    end: int
    value: float | int | None
    kind: PieceKind
    scales: tuple[float | int, ...] = ()
    doubtful: bool = False
    low: int | None = None
    high: int | None = None
    denominator: int = 1


@dataclass(frozen=True, slots=True)
class Digits:
    """The digit grammar of one language: `run` finds a run, `read` says what it means (none: it is broken up)."""

    run: re.Pattern[str]
    read: Callable[[str], tuple[Piece, ...]]


def _number(text: str) -> float | int:
    if "." not in text:
        return int(text)
    value = float(text)
    return int(value) if value.is_integer() else value


def _forms(decimal: str, group: str, others: str) -> list[tuple[re.Pattern[str], PieceKind]]:
    d, g, o = re.escape(decimal), re.escape(group), f"[{re.escape(others)}]"
    blank = f"[{BLANKS}]"
    forms: list[tuple[str, PieceKind]] = [
        (r"\d+", "plain"),
        (rf"[1-9]\d{{0,2}}(?:{g}\d{{3}})+(?:{d}\d+)?", "grouped"),
        (r"[1-9]\d{0,1}(?:,\d{2})+,\d{3}", "grouped"),
        (rf"[1-9]\d{{0,2}}(?:{blank}\d{{3}})+(?:[.,]\d{{1,2}})?", "grouped"),
        (rf"[1-9]\d{{0,2}}(?:{o}\d{{3}})+", "grouped"),
        (rf"[1-9]\d{{0,2}}(?:{d}\d{{3}}){{2,}}", "grouped"),
        (rf"[1-9]\d{{0,2}}(?:{g}\d{{3}})*{blank}?{g}\s000", "grouped"),
        (rf"[1-9]\d{{0,2}}{d}\d{{3}}", "either"),
        (rf"\d+{d}\d+", "decimal"),
        (rf"\d+{g}\d{{1,3}}", "comma"),
        (r"\d{1,2}:\d{2}(?::\d{2})?", "clock"),
        (r"\d{1,2}[./]\d{1,2}[./](?:19|20)?\d{2}", "date"),
        (r"\d+/\d+", "slash"),
        (r"\d+(?:[./:]\d+){2,}|\d+:\d+", "identifier"),
    ]
    return [(re.compile(pattern), kind) for pattern, kind in forms]


def _value(run: str, kind: PieceKind, decimal: str, group: str) -> float | int | None:
    if kind in ("plain", "slash"):
        return int(run.partition("/")[0])
    if kind == "comma":
        return _number(run.replace(group, "."))
    if kind in ("decimal", "either"):
        return _number(run.replace(decimal, "."))
    if kind != "grouped":
        return None
    head, mark, tail = run.rpartition(decimal)
    if (
        not mark
        or (len(tail) == 3 and decimal in head)
        or (not head.isdigit() and len(tail) == 3 and group not in head and not any(b in head for b in BLANKS))
    ):
        head, tail = run, ""
    whole = re.sub(r"\D", "", head)
    return _number(f"{whole}.{tail}" if tail else whole)


def digits(table: Mapping[str, Any]) -> Digits:
    """The digit grammar from a language's `[digits]` table."""
    decimal, group, others = table["decimal"], table["group"], table["other_groups"]
    forms = _forms(decimal, group, others)
    g = re.escape(group)
    footnote = re.compile(rf"([1-9]\d{{0,2}}(?:{g}\d{{3}})*{g}\d{{3}})\d{{1,2}}")
    breaks = [
        re.compile(f"[{BLANKS}]"),
        re.compile(rf"{g}\s?"),
        re.compile("[/:]"),
        re.compile(rf"[.{re.escape(others)}]"),
    ]

    @lru_cache(CACHED_RUNS)
    def read(run: str) -> tuple[Piece, ...]:
        for pattern, kind in forms:
            if pattern.fullmatch(run):
                if kind == "plain" and len(run) >= LONG_IDENTIFIER:
                    kind = "identifier"
                value = _value(run, kind, decimal, group) if len(run) <= 40 else None
                if kind == "slash":
                    return (Piece(0, len(run), value, kind, denominator=int(run.partition("/")[2][:9])),)
                return (Piece(0, len(run), value, kind),)
        if marked := footnote.fullmatch(run):
            return (Piece(0, len(run), _value(marked[1], "grouped", decimal, group), "grouped", doubtful=True),)
        return apart(run)

    def apart(run: str) -> tuple[Piece, ...]:
        for mark in breaks:
            found = [m.span() for m in mark.finditer(run)]
            if not found:
                continue
            pieces: list[Piece] = []
            starts = [0, *(end for _, end in found)]
            ends = [*(start for start, _ in found), len(run)]
            for start, end in zip(starts, ends, strict=True):
                if start < end:
                    pieces += [p._replace(start=p.start + start, end=p.end + start) for p in read(run[start:end])]
            return tuple(pieces)
        return (Piece(0, len(run), None, "identifier"),)

    run = (
        rf"[0-9][0-9]{{0,40}}(?:[.,'’:/][0-9]{{1,20}}|[{BLANKS}][0-9]{{3}}(?![0-9])"
        rf"|[{BLANKS}]?{g}\s000(?![0-9])){{0,8}}"
    )
    return Digits(re.compile(run), read)
