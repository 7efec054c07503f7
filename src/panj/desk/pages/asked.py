"""What an address asks for: the moment, and which events. Everything that can be chosen is in the address."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from fastapi import HTTPException, Request

from panj.model import Event, Place
from panj.model.vocabulary import FAMILY_OF, KINDS
from panj.outputs.headlines import bucket

if TYPE_CHECKING:
    from panj.record import Moment

STATUSES: Final = ("confirmed", "reported", "disputed", "unconfirmed", "planned", "possible", "retracted")
SORTS: Final = ("latest", "largest", "oldest")
LONGEST: Final = 120
"""Characters of one thing that an address asks for."""
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?Z?)?")
_CODE: Final = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Query:
    """Which events, as of when. Empty: all. `origin` and `destination` are ISO 3166 alpha-3 codes, `start` and `end`
    ISO dates, `sure` a percentage, `source` words of an origin's or report's name, `as_of` the day by which reports
    were published, `known` the time (UTC) by which the record had them; `view` is `open` for what everybody else would
    see."""

    origin: str = ""
    destination: str = ""
    kind: str = ""
    status: str = ""
    start: str = ""
    end: str = ""
    sure: int = 0
    source: str = ""
    as_of: str = ""
    known: str = ""
    view: str = ""
    sort: str = "latest"
    page: int = 1

    def address(self, path: str = "", **changed: object) -> str:
        """The address of this view with something chosen otherwise; what is not chosen is left out."""
        usual = Query()
        asked = replace(self, **{"page": 1, **changed})  # type: ignore[arg-type]
        said = {
            NAMES[field.name]: getattr(asked, field.name)
            for field in fields(asked)
            if getattr(asked, field.name) != getattr(usual, field.name)
        }
        return path + (f"?{urlencode(said)}" if said else "")

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return replace(self, as_of="", known="", view="", sort="latest", page=1) != Query()

    @property
    def moment(self) -> "Moment":
        from panj.record import Moment

        recorded = self.known
        if len(recorded) == len("2021-07-15"):
            recorded += "T23:59:59.999Z"
        elif recorded and not recorded.endswith("Z"):
            recorded += "Z"
        return Moment(self.as_of or None, recorded or None)


NAMES: Final = {field.name: field.name for field in fields(Query)} | {
    "origin": "from",
    "destination": "to",
    "start": "since",
    "end": "until",
}
"""The names of a query's fields in an address."""


def query_of(request: Request) -> Query:
    """The query of an address. Raises HTTPException (422) for a value that it cannot have."""
    said = {name: request.query_params.get(key, "").strip() for name, key in NAMES.items()}
    for name, value in said.items():
        if len(value) > LONGEST or not value.isprintable():
            raise HTTPException(422, f"{NAMES[name]} is too long, or no text")
    for name, fine in CHECKS.items():
        if said[name] and not fine(said[name]):
            raise HTTPException(422, f"{NAMES[name]}={said[name][:40]} is not known here")
    numbers = {"sure": int(said.pop("sure") or 0), "page": int(said.pop("page") or 1)}
    return Query(**{**said, "sort": said["sort"] or "latest", **numbers})  # type: ignore[arg-type]


def _date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


CHECKS: Final[dict[str, Callable[[str], bool]]] = {
    "origin": lambda value: bool(_CODE.fullmatch(value)),
    "destination": lambda value: bool(_CODE.fullmatch(value)),
    "kind": lambda value: value in KINDS or value in FAMILY_OF.values(),
    "status": lambda value: value in STATUSES,
    "start": _date,
    "end": _date,
    "sure": lambda value: value.isdecimal() and value.isascii() and int(value) <= 100,
    "as_of": _date,
    "known": lambda value: bool(_TIME.fullmatch(value)) and _date(value[:10]),
    "view": lambda value: value == "open",
    "sort": lambda value: value in SORTS,
    "page": lambda value: value.isdecimal() and value.isascii() and 0 < int(value[:9]) < 1_000_000,
}


def carried(request: Request) -> str:
    """The moment and audience that an address names, for the links of its page: "?as_of=2021-07-14" or nothing."""
    kept = {key: request.query_params[key] for key in ("as_of", "known", "view") if request.query_params.get(key)}
    return f"?{urlencode(kept)}" if kept else ""


def fits(query: Query, event: Event) -> bool:
    """Whether the event is one that is asked for; confidence is asked of its claims (see `Facts`)."""
    if query.kind and query.kind not in (event.kind, FAMILY_OF.get(event.kind)):
        return False
    if query.status and event.status != query.status:
        return False
    if query.origin and query.origin not in _countries(event.origin or event.place):
        return False
    if query.destination and query.destination not in _countries(event.destination or event.place):
        return False
    if (query.start or query.end) and not _within(event, query.start, query.end):
        return False
    if query.source:
        names = (*(line.origin for line in event.lineage), *event.documents)
        return any(query.source.casefold() in name.casefold() for name in names)
    return True


def _countries(places: Iterable[Place]) -> set[str]:
    return {place.country for place in places if place.country}


def _within(event: Event, start: str, end: str) -> bool:
    first, last = days_of(event)
    return bool(last or first) and (not start or (last or first) >= start) and (not end or (first or last) <= end)


def days_of(event: Event) -> tuple[str, str]:
    """The first and the last day of an event, empty where it has none with a year."""
    known = [event.period.start, event.period.end] if event.period else []
    known.append(event.estimate.date)
    days = sorted(day for day in known if day and day[:4].isdecimal())
    if not days:
        return "", ""
    return days[0], days[-1] + "-31"[: 10 - len(days[-1])] if len(days[-1]) == 7 else days[-1]


def ordered(query: Query, events: Iterable[Event]) -> list[Event]:
    """The events in the order that is asked for; events without a day last."""
    if query.sort == "largest":
        return sorted(events, key=lambda e: (-(e.estimate.best or e.estimate.low or 0), e.id))
    later = query.sort == "latest"
    known = sorted(events, key=lambda e: (days_of(e)[1], bool(bucket(e)), e.id), reverse=later)
    return sorted(known, key=lambda e: not days_of(e)[1])
