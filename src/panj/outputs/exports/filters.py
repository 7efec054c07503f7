"""Which events and claims an export holds: by time, country, place, kind, status and confidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from panj.model import Claim, Document, Event, Place, View
from panj.outputs import words


@dataclass(frozen=True, slots=True)
class Filters:
    """What is wanted; what is empty leaves everything. `start` and `end` are ISO dates, both included, that the period
    of an event must touch; `countries` are ISO 3166 alpha-3. Figures are not made anew: an estimate stays that of all
    reports, and `min_confidence` leaves an event out where no claim behind it is so sure."""

    start: str | None = None
    end: str | None = None
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    min_confidence: float = 0.0
    place: Place | None = None

    def narrowed(self, view: View) -> View:
        """The view with only what is wanted; the same one where everything is."""
        return view if self == Filters() else Narrowed(view, self)

    def told(self) -> list[tuple[str, str]]:
        """The filters in words, as (name, value)."""
        names = words.exports("filters")
        values = {
            "start": self.start,
            "end": self.end,
            "countries": ", ".join(self.countries),
            "kinds": ", ".join(self.kinds),
            "statuses": ", ".join(self.statuses),
            "min_confidence": f"{self.min_confidence:g}" if self.min_confidence else "",
            "place": words.place(self.place) if self.place else "",
        }
        return [(str(names[name]), value) for name, value in values.items() if value]

    def wants(self, thing: Event | Claim) -> bool:
        """Whether an event or a claim is wanted, by all but its confidence."""
        return (
            (not self.kinds or thing.kind in self.kinds)
            and (not self.statuses or thing.status in self.statuses)
            and self._there(thing)
            and self._then(thing)
        )

    def _there(self, thing: Event | Claim) -> bool:
        places = (*thing.origin, *thing.destination, *thing.place)
        if self.countries and not any(place.country in self.countries for place in places):
            return False
        return self.place is None or any(within(place, self.place) for place in places)

    def _then(self, thing: Event | Claim) -> bool:
        if not (self.start or self.end):
            return True
        first = (thing.period.start or thing.period.end) if thing.period else None
        last = (thing.period.end or thing.period.start) if thing.period else None
        if isinstance(thing, Event) and not last:
            first = last = thing.estimate.date
        if not first or not last or first.startswith("-"):
            return False
        return not (self.end and first > self.end) and not (self.start and last < self.start[: len(last)])


def within(place: Place, wider: Place) -> bool:
    """Whether a place is the wider one or lies in it, as far as the gazetteer knows."""
    if wider.level == "country":
        return place.country is not None and place.country == wider.country
    if place.id is not None and wider.id is not None:
        return place.id == wider.id or wider.id in place.divisions
    return place.name.casefold() == wider.name.casefold() and place.country == wider.country


class Narrowed:
    """A View of what the filters leave: events that are wanted, the claims behind them, wanted claims without an event,
    and the reports of these claims."""

    def __init__(self, view: View, filters: Filters) -> None:
        self._view, self._filters = view, filters

    @cached_property
    def _claims(self) -> dict[str, Claim]:
        least = self._filters.min_confidence
        return {claim.id: claim for claim in self._view.claims() if claim.confidence >= least}

    @cached_property
    def _events(self) -> Sequence[Event]:
        wanted = [event for event in self._view.events() if self._filters.wants(event)]
        if not self._filters.min_confidence:
            return wanted
        return [event for event in wanted if any(name in self._claims for name in event.claims)]

    @cached_property
    def _kept(self) -> dict[str, Claim]:
        behind = {name for event in self._events for name in event.claims}
        somewhere = {name for event in self._view.events() for name in event.claims}
        return {
            name: claim
            for name, claim in self._claims.items()
            if name in behind or (name not in somewhere and self._filters.wants(claim))
        }

    def documents(self) -> Iterable[Document]:
        wanted = {claim.document_id for claim in self._kept.values()}
        return [document for document in self._view.documents() if document.id in wanted]

    def document(self, document_id: str) -> Document | None:
        return self._view.document(document_id)

    def claims(self, document_id: str | None = None) -> Iterable[Claim]:
        return [claim for claim in self._kept.values() if document_id in (None, claim.document_id)]

    def claim(self, claim_id: str) -> Claim | None:
        return self._kept.get(claim_id)

    def events(self) -> Sequence[Event]:
        return self._events

    def event(self, event_id: str) -> Event | None:
        return next((event for event in self._events if event.id == event_id), None)
