"""What must not leave the house: reports, claims and sources that a person restricted, for good or until a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from panj.model.judgement import Anchor

Level = Literal["open", "restricted"]
"""`open` takes an earlier restriction of the same thing back."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """One decision on what may be shown, with who took it, when (UTC, ISO 8601) and why.

    It is about one thing: a whole report (`document_id`), the claim at an `anchor` in its text, or a `source` under
    threat, by its name. `until` is the ISO date on which an embargo ends; None: it does not end by itself. `undoes`
    names an earlier decision that is taken back.
    """

    id: str
    level: Level
    author: str
    at: str
    reason: str
    document_id: str | None = None
    anchor: Anchor | None = None
    source: str | None = None
    until: str | None = None
    undoes: str | None = None

    @property
    def target(self) -> tuple[object, ...]:
        """What it is about: the same thing has the same target."""
        place = (self.anchor.document_id, self.anchor.start, self.anchor.end) if self.anchor else None
        return self.document_id, place, self.source


def restricted_on(decisions: Sequence[Sensitivity], day: str) -> list[Sensitivity]:
    """The restrictions that hold on an ISO date: of each thing the last decision that nobody took back."""
    undone: set[str] = set()
    for one in reversed(decisions):
        if one.undoes and one.id not in undone:
            undone.add(one.undoes)
    last = {one.target: one for one in decisions if not one.undoes and one.id not in undone}
    return [one for one in last.values() if one.level == "restricted" and (one.until is None or day < one.until)]
