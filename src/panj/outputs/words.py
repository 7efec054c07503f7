"""What claims and events hold, in the words of an analyst. The words are in `data/<language>/report.toml`."""

import re
from functools import cache
from typing import Any

from panj.lexicon import table
from panj.model import Claim, Estimate, Event, Group, Measure, Period, Place, Point
from panj.outputs.clean import for_terminal, one_line

LANGUAGE = "en"
Numeral = float | int
_ISO = re.compile(r"(?:(\d{4})|-)(?:-(\d{2}))?(?:-(\d{2}))?")


def words(section: str) -> Any:
    return table(LANGUAGE, "report")[section]


def exports(section: str) -> Any:
    """Words of what leaves the house: workbooks, tables of data, situation reports."""
    return table(LANGUAGE, "exports")[section]


def label(section: str, key: str | None) -> str:
    """The word for a value of a closed vocabulary; a value that the table lacks stands for itself."""
    if key is None:
        return ""
    return str(words(section).get(key) or for_terminal(key).replace("_", " "))


def number(value: Numeral) -> str:
    """12345 → "12,345"."""
    if isinstance(value, int) or value.is_integer():
        return f"{int(value):,}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def unit(name: str | None, value: Numeral | None = None) -> str:
    forms = words("units").get(name or "people")
    if forms is None:
        return one_line(name)
    return str(forms[0] if value == 1 else forms[1])


@cache
def _strict(key: str) -> re.Pattern[str]:
    terms = "|".join(re.escape(term) for term in words("strict")[key])
    return re.compile(rf"\b(?:{terms})\b", re.IGNORECASE)


def _money(value: Numeral) -> str:
    for size, key in ((1_000_000_000, "billion"), (1_000_000, "million")):
        if value >= size:
            return str(words("scale")[key]).format(value=number(round(value / size, 2)))
    return number(value)


def _shape(measure: Measure) -> tuple[str, Numeral | None]:
    """The form that the figure is written in, and the number in it; None where the text states no number at all."""
    value, low, high = measure.value, measure.low, measure.high
    if low is None or high is None:
        if value is None:
            return ("at_least", low) if low is not None else ("at_most", high)
        return ("exact" if measure.qualifier in ("range", "vague") else measure.qualifier), value
    if value is None:
        return ("vague" if measure.qualifier == "vague" else "range"), low
    return measure.qualifier, value


def figure(measure: Measure | None, evidence: str = "") -> str:
    """The measure as stated: "347", "more than 200", "345–347". `evidence` tells "more than" from "at least"."""
    forms = words("figures")
    if measure is None:
        return str(forms["none"])
    currency = len(measure.unit) == 3 and measure.unit.isupper()
    show = _money if currency else number
    low, high = measure.low, measure.high
    shape, value = _shape(measure)
    if value is None:
        return str(forms["unstated"])
    if shape == "at_least" and _strict("more_than").search(evidence[:200]):
        shape = "more_than"
    if shape == "at_most" and _strict("less_than").search(evidence[:200]):
        shape = "less_than"
    text = str(forms[shape]).format(
        value=show(value), low=show(low) if low is not None else "", high=show(high) if high is not None else ""
    )
    return f"{measure.unit} {text}" if currency else text


def quantity(measure: Measure | None, evidence: str = "") -> str:
    """`figure` with its unit where that is not people: "60 households"."""
    text = figure(measure, evidence)
    if measure is None or measure.unit == "people" or measure.unit not in words("units"):
        return text
    return f"{text} {unit(measure.unit, measure.value)}"


def bounded(best: Numeral | None, low: Numeral | None, high: Numeral | None) -> str:
    """A figure with its bounds: "347 (345–347)", "at least 1,000", "345–347"; open sides are named."""
    forms = words("figures")
    if best is None:
        if low is None and high is None:
            return str(forms["unstated"])
        best = low if low is not None else high
        shape = "range" if low is not None and high is not None else "at_least" if low is not None else "at_most"
    elif low is not None and high is not None:
        shape = "exact" if low == high == best else "bounded"
    elif low is not None:
        shape = "at_least" if low == best else "bounded_below"
    elif high is not None:
        shape = "at_most" if high == best else "bounded_above"
    else:
        shape = "about"
    values = {"value": best, "low": low, "high": high}
    shown = {name: number(value) for name, value in values.items() if value is not None}
    return str(forms[shape]).format(**shown)


def estimate(value: Estimate | Point) -> str:
    return bounded(value.best, value.low, value.high)


def day(iso: str | None, *, short: bool = False) -> str:
    """ "2021-07-14" → "14 July 2021"; "--09-13" → "13 September, year unknown"."""
    match = _ISO.fullmatch(iso or "")
    if not match:
        return for_terminal(iso) or str(words("periods")["unknown"])
    year, month, dom = match.groups()
    months = words("months_short" if short else "months")
    name = months[int(month) - 1] if month and 1 <= int(month) <= 12 else ""
    text = " ".join(part for part in ((dom or "").lstrip("0"), name, year or "") if part)
    return text if year else str(words("periods")["unknown_year"]).format(day=text)


def period(value: Period | None, flow: str | None = None, *, short: bool = False) -> str:
    """The stretch of days: "13–14 July 2021", "as of 17 August 2018", "24 September to 1 October 2023"."""
    forms = words("periods")
    if value is None or not (value.start or value.end):
        return str(forms["none"])
    start, end = value.start, value.end
    if start and end and start != end:
        whole = _whole_stretch(start, end, value.precision, short)
        return whole or _stretch(start, end, short)
    if start and not end:
        return str(forms["since"]).format(day=day(start, short=short))
    shown = day(start or end, short=short)
    if flow in ("stock", "cumulative"):
        return str(forms["as_of"]).format(day=shown)
    return shown if start else str(forms["until"]).format(day=shown)


def _whole_stretch(start: str, end: str, precision: str, short: bool) -> str | None:
    """A whole month or year by its name, None where it is neither."""
    if precision == "month" and start[:7] == end[:7] and len(start) == 10:
        return day(start[:7], short=short)
    return start[:4] if precision == "year" and start[:4] == end[:4] and start[:1] != "-" else None


def _stretch(start: str, end: str, short: bool) -> str:
    if len(start) == len(end) == 10 and start[:7] == end[:7]:
        return f"{start[8:].lstrip('0')}–{day(end, short=short)}"
    first = day(start, short=short)
    if start[:4] == end[:4] and start[:1] != "-":
        first = first.removesuffix(start[:4]).strip()
    return str(words("periods")["since_until"]).format(start=first, end=day(end, short=short))


INFERRED = 0.5
"""A place of the gazetteer with a lower score was not said so: it was taken over from elsewhere in the report, or its
name may as well mean another. It is shown with a question mark."""


def place(value: Place, countries: dict[str, str] | None = None) -> str:
    """The place's name with its country: "Murghab, Tajikistan", or with the code where no names are given; "Murghab?"
    where it is inferred."""
    name = one_line(value.name or value.text) + ("?" if value.id and value.score < INFERRED else "")
    if value.level == "country" or not value.country:
        return name
    if countries is None:
        return f"{name} ({one_line(value.country)})"
    country = countries.get(value.country, one_line(value.country))
    return name if country.casefold() == name.rstrip("?").casefold() else f"{name}, {country}"


def places(values: tuple[Place, ...], countries: dict[str, str] | None = None) -> str:
    """The places; a country is left out where a place in it is named."""
    within = {value.country for value in values if value.level != "country"}
    named = [value for value in values if value.level != "country" or value.country not in within]
    return "; ".join(dict.fromkeys(place(value, countries) for value in named))


def way(thing: Claim | Event, countries: dict[str, str] | None = None) -> str:
    """From where to where: "Andemin → Murghab"; the place alone where nobody moved.

    An arrow leads to a destination only: `place`, where it was told of, is no place to which somebody went, and
    stands beside the origin only for those who were counted there.
    """
    origin, destination = places(thing.origin, countries), places(thing.destination, countries)
    where = places(thing.place, countries)
    if origin and destination:
        return str(words("ways")["both"]).format(origin=origin, destination=destination)
    metric = thing.metric if isinstance(thing, Event) else thing.flow
    if origin and where and where != origin and metric == "stock":
        return f"{where} ({str(words('ways')['origin']).format(origin=origin)})"
    if origin or destination:
        return str(words("ways")["origin" if origin else "destination"]).format(origin=origin, destination=destination)
    return where


def group(value: Group | None, countries: dict[str, str] | None = None) -> str:
    """Who they are: "refugees from Afghanistan" as written, or "boys", or "refugees (Afghanistan)"."""
    if value is None:
        return ""
    if value.text:
        return one_line(value.text)
    parts = [label("groups", f"{value.sex}_{value.age}")] if value.sex and value.age else []
    if not parts:
        parts = [label("sex", value.sex)] if value.sex else [label("age", value.age)] if value.age else []
    if not parts or value.category not in ("people", "civilians"):
        parts.append(label("categories", value.category))
    text = " ".join([*(one_line(trait).replace("_", " ") for trait in value.traits), *parts])
    if value.nationality:
        text += f" ({(countries or {}).get(value.nationality, one_line(value.nationality))})"
    return text


def speaker(claim: Claim) -> str:
    """Who says it: the nearest link of the chain."""
    return one_line(claim.sources[0].name) if claim.sources else ""


def origins(event: Event) -> str:
    """Who stands behind the event, by its lineage."""
    return "; ".join(dict.fromkeys(one_line(line.origin) for line in event.lineage if line.origin))


def sure(confidence: float) -> str:
    return f"{max(0.0, min(1.0, confidence)):.0%}"
