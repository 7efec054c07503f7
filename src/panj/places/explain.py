"""What a name could be, and why one place won, in words."""

from dataclasses import dataclass

from panj.model import Candidate
from panj.places.gazetteer import SHARE, WEIGHT, Reading, SqliteGazetteer
from panj.places.names import key
from panj.places.schema import ABBREVIATION, OFFICIAL, short_form


@dataclass(frozen=True, slots=True)
class Sense:
    """One place that a name can be. `score` is its share of all; `reasons` say where it comes from, in sentences."""

    candidate: Candidate
    score: float
    reasons: tuple[str, ...]


def explain(gazetteer: SqliteGazetteer, name: str) -> tuple[Sense, ...]:
    """All that the name could be, likeliest first, each with its reasons; empty where nothing has that name."""
    found = gazetteer.readings(name)
    total = sum(reading.weight for reading in found)
    whole = bool(gazetteer.named(name))
    return tuple(
        Sense(reading.candidate, round(reading.weight / total, 4), tuple(_reasons(name, reading, whole, total)))
        for reading in found
    )


def _reasons(name: str, reading: Reading, whole: bool, total: float) -> list[str]:
    candidate = reading.candidate
    kinds = {OFFICIAL: "a main name of", ABBREVIATION: "an abbreviation of"}
    shown = name if whole else short_form(key(name))
    reasons = [f"“{shown}” is {kinds.get(reading.kind, 'another spelling of')} {candidate.name} ({candidate.level})."]
    if not whole:
        reasons.insert(0, f"No place has the whole name “{name}”.")
    usual = WEIGHT[candidate.level] + SHARE[candidate.level] * candidate.population
    if candidate.population:
        reasons.append(f"{candidate.population:,} people live there.")
    if reading.weight > usual:
        reasons.append("The supplement of places in displacement reports gives it weight.")
    reasons.append(
        f"It counts as {reading.weight:,.0f} people, {reading.weight / total:.1%} of all that the name can be."
    )
    return reasons
