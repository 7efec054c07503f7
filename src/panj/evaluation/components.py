"""Scores what is seen before anything is claimed: numbers, dates and places, by character offsets."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import asin, cos, radians, sin, sqrt
from typing import Any

from panj.evaluation.gold import Gold
from panj.evaluation.scores import Fact, Fault, Scores, fault, prf, share
from panj.model import Annotation, Candidate, Date, Number, PlaceMention

NEAR_KM = 161.0
"""100 miles, the usual bound of geoparsing benchmarks (Gritta et al. 2018)."""
EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""
Seen = Mapping[str, Annotation]
"""What was seen in each document, by its label."""
NONE = Annotation()


def score_numbers(gold: Gold, seen: Seen) -> Scores:
    """Phrases whose numbers have the gold's bounds, and units, and whose first has the gold's qualifier."""
    right: Counter[str] = Counter()
    faults: list[Fault] = []
    for label, row in gold.rows.items():
        found = seen.get(label, NONE).numbers
        want = [_bounds_wanted(number) for number in row["numbers"]]
        got = [_bounds(number) for number in found]
        units = [number["unit"].lower() for number in row["numbers"]]
        checks = {
            "bounds": got == want,
            "unit": [number.unit for number in found] == units,
            "qualifier": bool(found) and found[0].qualifier == row["qualifier"],
        }
        right.update(name for name, ok in checks.items() if ok)
        right["phrase"] += all(checks.values())
        texts = {
            "bounds": (str(want), str(got)),
            "unit": (", ".join(units), ", ".join(number.unit for number in found)),
            "qualifier": (row["qualifier"], found[0].qualifier if found else "nothing"),
        }
        faults += [
            fault(row["text"], 0, len(row["text"]), label, name, *texts[name], "")
            for name, ok in checks.items()
            if not ok
        ]
    names = ("bounds", "unit", "qualifier", "phrase")
    summary = {name: {"right": right[name], "of": len(gold.rows)} for name in names}
    return Scores("numbers", summary, {name: share(right[name], len(gold.rows)) for name in names}, (), faults)


def _bounds_wanted(number: Fact) -> tuple[float | None, float | None]:
    return (number["value"], number["value"]) if "value" in number else (number["low"], number["high"])


def _bounds(number: Number) -> tuple[float | int | None, float | int | None]:
    """The bounds that the words give; a number as stated is both of its own."""
    if number.qualifier in ("at_least", "at_most", "range", "vague"):
        return number.low, number.high
    return number.value, number.value


def score_dates(gold: Gold, seen: Seen) -> Scores:
    """TIMEX3: a found expression matches a gold one when their spans overlap, one to one, the longest overlap first.

    `relaxed` asks for no more, `value` and `type` for the gold's as well.
    """
    count: Counter[str] = Counter()
    faults: list[Fault] = []
    for label, row in gold.rows.items():
        wanted, found = row["dates"], seen.get(label, NONE).dates
        matched = _overlapping(wanted, found)
        count.update(gold=len(wanted), claimed=len(found), relaxed=len(matched))
        count["value"] += sum(want["value"] == date.value for want, date in matched)
        count["type"] += sum(want["type"] == date.type for want, date in matched)
        faults += _date_faults(label, row, matched, found)
    summary: dict[str, Any] = {"gold": count["gold"], "claimed": count["claimed"]}
    summary |= {name: prf(count[name], count["claimed"], count["gold"]) for name in ("relaxed", "value", "type")}
    return Scores("dates", summary, {n: summary[n]["f1"] for n in ("relaxed", "value", "type")}, (), faults)


def _overlapping(gold: Sequence[Fact], found: Sequence[Date]) -> list[tuple[Fact, Date]]:
    """One-to-one pairs of overlapping spans, the longest overlap first, equal values before others."""
    options = sorted(
        (
            (min(want["end"], date.end) - max(want["start"], date.start), want["value"] == date.value, -i, -j)
            for i, want in enumerate(gold)
            for j, date in enumerate(found)
            if want["start"] < date.end and date.start < want["end"]
        ),
        reverse=True,
    )
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    matched = []
    for _, _, i, j in options:
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            matched.append((gold[-i], found[-j]))
    return matched


def _date_faults(label: str, row: Fact, matched: Sequence[tuple[Fact, Date]], found: Sequence[Date]) -> list[Fault]:
    text = row["text"]
    wanted_spans = {(want["start"], want["end"]) for want, _ in matched}
    found_spans = {(date.start, date.end) for _, date in matched}
    missed = [
        fault(text, want["start"], want["end"], label, "missed", want["value"], "nothing", want["type"])
        for want in row["dates"]
        if (want["start"], want["end"]) not in wanted_spans
    ]
    spurious = [
        fault(text, date.start, date.end, label, "spurious", "nothing", date.value, date.type)
        for date in found
        if (date.start, date.end) not in found_spans
    ]
    wrong = [
        fault(text, date.start, date.end, label, "value", want["value"], date.value, f"published {row['published']}")
        for want, date in matched
        if want["value"] != date.value
    ]
    return missed + spurious + wrong


def score_places(gold: Gold, seen: Seen) -> Scores:
    """Exact spans, and the share of all gold places whose first candidate is within `NEAR_KM` of the gold's point."""
    wanted = claimed = right = near = 0
    faults: list[Fault] = []
    for label, row in gold.rows.items():
        text = row["text"]
        found = {(p.start, p.end): p for p in seen.get(label, NONE).places if not p.demonym}
        places = {(place["start"], place["end"]): place for place in row["places"]}
        wanted, claimed = wanted + len(places), claimed + len(found)
        for (start, end), place in places.items():
            mention = found.get((start, end))
            if mention is None:
                faults.append(fault(text, start, end, label, "missed", place["text"], "nothing", ""))
                continue
            right += 1
            away = _away_km(mention, place)
            near += away <= NEAR_KM
            if away > NEAR_KM:
                faults.append(fault(text, start, end, label, "far", place["text"], _best(mention.best, away), ""))
        for start, end in sorted(found.keys() - places.keys()):
            best = found[start, end].best
            got = f"{best.name} ({best.country})" if best else "unresolved"
            faults.append(fault(text, start, end, label, "spurious", "nothing", got, ""))
    summary: dict[str, Any] = {"gold": wanted, "claimed": claimed, "exact": prf(right, claimed, wanted)}
    summary["near"] = {"right": near, "of": wanted}
    flat = {"exact": summary["exact"]["f1"], "near": share(near, wanted)}
    return Scores("places", summary, flat, (), faults)


def _away_km(mention: PlaceMention, place: Fact) -> float:
    """Great-circle distance of the first candidate in km; infinite where it has no point."""
    best = mention.best
    if best is None or best.latitude is None or best.longitude is None:
        return float("inf")
    a, b = radians(best.latitude), radians(place["latitude"])
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(place["longitude"] - best.longitude) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def _best(best: Candidate | None, away: float) -> str:
    return f"{best.name}, {best.level}, {best.country}, {away:,.0f} km away" if best else "unresolved"
