"""What an export is made from: the view, what made it and when, and what a View does not know."""

from collections.abc import Sequence
from dataclasses import dataclass

from panj.model import Event, View
from panj.outputs import words
from panj.outputs.clean import one_line


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where an export comes from. `reader` and `rules` name the code and word lists that read the claims and made the
    events; `made` is UTC in ISO 8601; `as_of` and `as_recorded` the two times that the record was asked for (None:
    now); `role` says whose view it is: `open` or `restricted`."""

    panj: str
    reader: str
    rules: str
    made: str
    as_of: str | None = None
    as_recorded: str | None = None
    role: str = "open"

    def rows(self) -> list[tuple[str, str]]:
        """What each part is called, and what it is."""
        names = words.exports("stamp")
        values = {
            "made": self.made,
            "as_of": self.as_of or names["now"],
            "as_recorded": self.as_recorded or names["now"],
            "role": names.get(f"role_{self.role}", one_line(self.role)),
            "panj": self.panj,
            "reader": self.reader,
            "rules": self.rules,
        }
        return [(str(names[name]), str(value)) for name, value in values.items()]

    def line(self) -> str:
        """All of it on one line."""
        return "; ".join(f"{name}: {value}" for name, value in self.rows())


@dataclass(frozen=True, slots=True)
class Update:
    """An event that is new or was made anew, and since when (UTC, ISO 8601)."""

    event: str
    at: str
    new: bool


Pair = tuple[Event | None, Event | None]
"""An event before and after; None where there was or is none."""


@dataclass(frozen=True, slots=True)
class Material:
    """What an export is made from. `approved` are ids of claims that a person accepted or corrected; `changed` holds
    events before and after the period of a situation report; `updates` are events by the time at which they were made,
    the latest first. `narrowed` says in words what the view was narrowed to, `start`, `end` and `place` what it is
    about."""

    view: View
    about: Stamp
    title: str = ""
    table: str = "events"
    place: str = ""
    start: str | None = None
    end: str | None = None
    narrowed: Sequence[tuple[str, str]] = ()
    approved: frozenset[str] = frozenset()
    changed: Sequence[Pair] = ()
    updates: Sequence[Update] = ()
