"""The claim ranked first, against the one figure that a monitor's analysts recorded for the passage."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from panj.evaluation.agreement import countries, unit
from panj.model import Claim

TERMS: Final = {
    "displaced": "Displaced",
    "returned": "Displaced",
    "deported": "Displaced",
    "crossed": "Displaced",
    "arrived": "Displaced",
    "remaining": "Displaced",
    "stranded": "Displaced",
    "fled": "Forced to Flee",
    "evacuated": "Evacuated",
    "sheltered": "Sheltered",
    "in_camp": "In Relief Camp",
    "relocated": "Relocated",
    "transferred": "Relocated",
    "homeless": "Homeless",
    "housing_destroyed": "Destroyed Housing",
    "housing_damaged": "Partially Destroyed Housing",
    "housing_uninhabitable": "Uninhabitable Housing",
}
"""IDMC's term for a kind."""
UNRANKED = 10**6


def principal(rows: Mapping[str, Mapping[str, Any]], stated: Mapping[str, Sequence[Claim]]) -> dict[str, float | None]:
    """Shares of the passages whose first claim has the recorded quantity, and unit, and term, and country."""
    labelled = {label: row["idmc"] for label, row in rows.items() if "idmc" in row}
    right = dict.fromkeys(("quantity", "quantity_unit", "quantity_unit_term", "country"), 0)
    for label, want in labelled.items():
        first = min(stated.get(label, ()), key=lambda claim: claim.rank or UNRANKED, default=None)
        if first is None or first.measure is None:
            continue
        measure = first.measure
        quantity = want["quantity"] == (measure.high if measure.qualifier == "range" else measure.value)
        same_unit = (unit(measure.unit) == "people") == (want["unit"] == "People")
        right["quantity"] += quantity
        right["quantity_unit"] += quantity and same_unit
        right["quantity_unit_term"] += quantity and same_unit and TERMS.get(first.kind) == want["term"]
        right["country"] += bool(want["country"]) and want["country"] in countries(first)
    located = sum(bool(want["country"]) for want in labelled.values())
    shares: dict[str, float | None] = {
        name: round(right[name] / len(labelled), 3) for name in ("quantity", "quantity_unit", "quantity_unit_term")
    }
    shares["country"] = round(right["country"] / located, 3) if located else None
    return shares
