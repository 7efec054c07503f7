"""Households and houses as people, last of all (rule 8): by the report's own pair, else a documented size."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from panj.events import amounts
from panj.events.stories import Story
from panj.model import Converted, Estimate

STANDING_FOR_PEOPLE = frozenset({"housing_destroyed", "housing_uninhabitable"})


@dataclass(frozen=True, slots=True)
class Size:
    """People in a household of a country, with bounds and where the number comes from."""

    best: float
    low: float
    high: float
    source: str


@cache
def sizes() -> Mapping[str, Size]:
    """Household sizes by ISO 3166 alpha-3 code, from `data/base/households.tsv`."""
    out = {}
    for line in files("panj.data").joinpath("base", "households.tsv").read_text("utf8").splitlines():
        if line and not line.startswith("#"):
            code, best, low, high, source = line.split("\t")
            out[code] = Size(float(best), float(low), float(high), source)
    return out


class Converter:
    """Turns households into people. `pairs` holds people a household by document, from "60 families (312 people)"."""

    def __init__(self, pairs: Mapping[str, tuple[float, str]]) -> None:
        self._pairs = pairs

    def size(self, story: Story) -> Size | None:
        for text in story.best.documents:
            if text in self._pairs:
                own, label = self._pairs[text]
                return Size(own, own, own, f"the same report's own count of both ({label})")
        for country in sorted(story.best.countries):
            if country in sizes():
                return sizes()[country]
        return None

    def homes(self, story: Story) -> str | None:
        """What homes that nobody can live in say of people, in a sentence; None where no size is known. They make no
        figure: who lived there may have left before, or be told of in another report."""
        size, value = self.size(story), story.best.value
        if size is None or value is None:
            return None
        low, high = (amounts.plain(round(value * s)) for s in (size.low, size.high))
        given = f"{amounts.plain(value)} homes of {size.best:g} people ({size.source})"
        return f"Rule 8: nothing better is said of people; {given} would be {low} to {high} people."

    def convert(self, story: Story, estimate: Estimate, kind: str) -> tuple[Estimate, str]:
        """The estimate in people, where the unit is households and a size is known; else as it stands. Houses are left
        as houses: what they say of people is said better by the people's own events."""
        unit = story.best.head.unit
        size = self.size(story) if unit == "households" and not kind.startswith("housing_") else None
        if size is None or estimate.best is None:
            return estimate, unit
        people = round(estimate.best * size.best)
        low = None if estimate.low is None else round(estimate.low * size.low)
        high = None if estimate.high is None else round(estimate.high * size.high)
        homes, given = amounts.plain(estimate.best), amounts.plain(people)
        why = f"Rule 8: {homes} households of {size.best:g} people ({size.source}) are {given} people."
        converted = Converted(estimate.best, unit, size.best, size.source)
        return replace(
            estimate, best=people, low=low, high=high, why=(*estimate.why, why), converted=converted
        ), "people"
