"""The parts of a situation report, in words and without a form."""

from dataclasses import dataclass
from typing import Any

from panj.model import Event
from panj.outputs import timeline, words, worldmap


@dataclass(frozen=True, slots=True)
class Row:
    """An event in words. `number` is the one that it has on the map, the timeline and in the table; `refs` are numbers
    in the list of sources."""

    number: int
    event: Event
    figure: str
    what: str
    who: str
    way: str
    when: str
    status: str
    status_why: str
    says: str
    quote: str
    refs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """A headline figure: what it counts, the figure with its bounds, its status, and the events in it and beside it."""

    title: str
    figure: str
    note: str
    status: str
    counted: tuple[Row, ...]
    beside: tuple[Row, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Panel:
    """Totals of one sort of counting; none where no report tells of any."""

    name: str
    title: str
    note: str
    totals: tuple[Total, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes of one sort, and how many more there are."""

    title: str
    note: str
    lines: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A report in the list of sources."""

    number: int
    text: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Content:
    """A situation report without a form."""

    title: str
    scope: str
    summary: str
    panels: tuple[Panel, ...]
    compared: str
    changes: tuple[Changes, ...]
    maps: tuple[worldmap.Region, ...]
    timeline: timeline.Timeline | None
    table: tuple[Row, ...]
    more: int
    around: tuple[Row, ...]
    disputed: tuple[tuple[Row, tuple[str, ...]], ...]
    unknown: tuple[str, ...]
    sources: tuple[Reference, ...]
    method: tuple[str, ...]
    about: tuple[tuple[str, str], ...]


def say(key: str, **values: Any) -> str:
    """A sentence of `[sitrep]` with its values."""
    text = str(words.exports("sitrep")[key])
    return text.format(**{name: words.number(v) if isinstance(v, int) else v for name, v in values.items()})
