"""What pages ask of a view again and again, worked out once for each view."""

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

from panj.desk.pages.asked import Query, days_of, fits, ordered
from panj.model import Event, View
from panj.model.judgement import standing
from panj.model.vocabulary import FAMILY_OF
from panj.outputs.geometry import country_names

if TYPE_CHECKING:
    from panj.pipeline.judging import Settled

T = TypeVar("T")
KEPT: Final = 8
"""Views whose facts are kept."""
ANSWERS: Final = 48
"""What was worked out for queries of one view that is kept."""


class Facts:
    """A view with what is counted and looked up in it."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._kept: OrderedDict[object, Any] = OrderedDict()

    def kept(self, name: object, make: "Callable[[Facts], T]") -> T:
        """What `make` makes of these facts, the first time that it is asked for; the last ones are kept."""
        with _lock:
            if name in self._kept:
                self._kept.move_to_end(name)
                known: T = self._kept[name]
                return known
        found = make(self)
        with _lock:
            self._kept[name] = found
            while len(self._kept) > ANSWERS:
                self._kept.popitem(last=False)
        return found

    def picked(self, query: Query) -> list[Event]:
        """The events that the query asks for, in its order."""
        asked = replace(query, page=1)
        return self.kept(("picked", asked), lambda facts: facts._pick(asked))

    def _pick(self, query: Query) -> list[Event]:
        found = [event for event in self.view.events() if fits(query, event)]
        if query.sure:
            found = [event for event in found if self.sureness(event) >= query.sure / 100]
        return ordered(query, found)

    def sureness(self, event: Event) -> float:
        """The confidence of the event's surest claim."""
        return max((self.confidences.get(name, 0.0) for name in event.claims), default=0.0)

    @cached_property
    def confidences(self) -> dict[str, float]:
        """The confidence of every claim; 1 for one that a person accepted."""
        from panj.record import figures

        reading: Any = getattr(self.view, "reading", None)
        if reading is None:
            return {claim.id: claim.confidence for claim in self.view.claims()}
        found = {name: confidence for name, (confidence, _) in figures(reading).items()}
        told = [one for one in standing(tuple(getattr(self.view, "judgements", ()))) if one.verb == "accept"]
        for document in {name for one in told for name in one.documents}:
            found.update((claim.id, claim.confidence) for claim in self.view.claims(document))
        return found

    @cached_property
    def countries(self) -> list[tuple[str, str]]:
        """Codes and names of the countries that events touch, by name."""
        found = {
            place.country
            for event in self.view.events()
            for place in (*event.origin, *event.destination, *event.place)
            if place.country
        }
        return sorted(((code, country_names().get(code, code)) for code in found), key=lambda pair: pair[1])

    @cached_property
    def kinds(self) -> list[tuple[str, int]]:
        """The kinds that events have, with how many of each, the most first."""
        return Counter(event.kind for event in self.view.events()).most_common()

    @cached_property
    def by_claim(self) -> dict[str, list[Event]]:
        """The events of each claim."""
        out: dict[str, list[Event]] = {}
        for event in self.view.events():
            for name in event.claims:
                out.setdefault(name, []).append(event)
        return out

    @cached_property
    def by_population(self) -> dict[str, list[Event]]:
        out: dict[str, list[Event]] = {}
        for event in self.view.events():
            if event.population:
                out.setdefault(event.population, []).append(event)
        return out

    def of_population(self, event: Event) -> list[Event]:
        """The other events of the same people, by their time."""
        return [one for one in self.by_population.get(event.population or "", ()) if one.id != event.id]

    def alike(self, event: Event) -> list[Event]:
        """Events that might tell of the same: of a kind of the same family, in the same countries, at nearly the same
        time; the nearest figure first."""
        family, countries = FAMILY_OF.get(event.kind), _countries(event)
        day = days_of(event)[1][:7]
        near = [
            one
            for one in self.view.events()
            if one.id != event.id
            and FAMILY_OF.get(one.kind) == family
            and days_of(one)[1][:7] == day
            and countries & _countries(one)
        ]
        best = event.estimate.best or 0
        return sorted(near, key=lambda one: (abs((one.estimate.best or 0) - best), one.id))

    def settled_for(self, documents: frozenset[str]) -> "Settled | None":
        """What people decided about these documents; None where nobody did, or the view does not tell."""
        judgements = getattr(self.view, "judgements", ())
        judged = {name for one in standing(tuple(judgements)) for name in one.documents} & documents
        settle = getattr(self.view, "settled_for", None)
        if not judged or settle is None:
            return None
        found: Settled = settle(sorted(judged))
        return found


def _countries(event: Event) -> set[str]:
    return {place.country for place in (*event.origin, *event.destination, *event.place) if place.country}


_facts: OrderedDict[int, Facts] = OrderedDict()
_lock = threading.Lock()


def facts_of(view: View) -> Facts:
    """The facts of a view, those of the last few kept."""
    with _lock:
        found = _facts.get(id(view))
        if found is None or found.view is not view:
            found = _facts[id(view)] = Facts(view)
        _facts.move_to_end(id(view))
        while len(_facts) > KEPT:
            _facts.popitem(last=False)
        return found
