"""Floors: what a reader once reached on a gold, below which it must not fall.

A file of floors is `{"tolerance": 0.002, "suites": {name: {"gold": [paths], "language": "en", "floors": {what: {figure:
value}}}}}`; the paths are relative to the folder above the file. Every figure is in [0, 1], and more is better.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from panj.errors import DataError

Measured = Mapping[str, Mapping[str, float]]
"""Figures by what was scored and by name: `{"figures": {"kind": 0.87}}`."""
HEADING = "### Floors lowered"
"""The last part of a version in the changelog."""


@dataclass(frozen=True, slots=True)
class Suite:
    """Gold that is scored together, and its floors."""

    name: str
    gold: tuple[Path, ...]
    language: str | None
    floors: Measured

    @property
    def present(self) -> bool:
        """Whether all of its gold is on this machine."""
        return all(path.exists() for path in self.gold)


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure that fell below its floor."""

    suite: str
    figure: str
    floor: float
    now: float | None

    def __str__(self) -> str:
        now = "is not measured any more" if self.now is None else f"is {self.now:.3f} now"
        return f"{self.suite}: {self.figure} {now}; its floor is {self.floor:.3f}"


def read(path: Path) -> dict[str, Any]:
    """The file of floors as it stands. Raises DataError."""
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf8"))
    except (OSError, ValueError) as error:
        raise DataError(f"The floors {path} cannot be read: {error}") from error
    return found


def suites(path: Path) -> list[Suite]:
    """The suites of a file of floors, in its order. Raises DataError."""
    root = path.resolve().parent.parent
    return [
        Suite(name, tuple(root / file for file in entry["gold"]), entry.get("language"), entry.get("floors", {}))
        for name, entry in read(path)["suites"].items()
    ]


def falls(suite: Suite, now: Measured, tolerance: float) -> list[Fall]:
    """The figures that are lower than their floor by more than the tolerance, or that are not measured any more."""
    found = []
    for what, figures in suite.floors.items():
        for name, floor in figures.items():
            value = now.get(what, {}).get(name)
            if value is None or value < floor - tolerance:
                found.append(Fall(suite.name, f"{what} {name}", floor, value))
    return found


def raised(old: Measured, now: Measured, margin: float, *, lower: bool = False) -> dict[str, dict[str, float]]:
    """The floors that follow from what is measured now, `margin` below it.

    None goes down or away, unless `lower` is set; then they are what follows, and nothing else.
    """
    new = {
        what: {name: round(max(0.0, value - margin), 3) for name, value in figures.items()}
        for what, figures in now.items()
    }
    for what, figures in ({} if lower else old).items():
        held = new.setdefault(what, {})
        for name, floor in figures.items():
            held[name] = max(floor, held.get(name, 0.0))
    return new


def lowered(suite: Suite, new: Measured) -> list[str]:
    """The floors of a suite that are lower or gone in the new ones, in words."""
    return [
        f"{suite.name} {what} {name} {floor:.3f} to {new.get(what, {}).get(name, 0.0):.3f}"
        for what, figures in suite.floors.items()
        for name, floor in figures.items()
        if new.get(what, {}).get(name, 0.0) < floor
    ]


def write(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", "utf8")


def note(changelog: Path, reason: str, changes: Iterable[str]) -> None:
    """Adds a line to the newest version in the changelog that says which floors were lowered, and why."""
    before = changelog.read_text("utf8") if changelog.exists() else "# Changelog\n\n## [Unreleased]\n"
    newest = before.find("\n## ")
    end = before.find("\n## ", newest + 1) if newest >= 0 else -1
    top, rest = (before, "") if end < 0 else (before[:end], before[end:])
    heading = "" if HEADING in top else f"\n{HEADING}\n\n"
    line = f"- {reason} ({'; '.join(changes)})\n"
    changelog.write_text(top.rstrip("\n") + "\n" + heading + line + rest, "utf8")
