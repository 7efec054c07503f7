"""Which figure a monitor would record first."""

import math
from collections.abc import Sequence

from panj.claims.drafts import Draft
from panj.model import Claim
from panj.model.vocabulary import FAMILY_OF

FAMILY_POINTS = {"movement": 3.0, "housing": 2.4, "need": 0.8, "harm": 0.3}
"""A monitor of displacement records people who moved before houses, need and harm."""
KIND_POINTS = {"housing_destroyed": 0.8, "housing_damaged": -0.4}
"""A destroyed house is recorded before any number of damaged ones: it stands for people without a home."""
STATUS_POINTS = {"asserted": 1.0, "unconfirmed": 0.5, "ordered": 0.3, "planned": -0.5, "possible": -0.5}
PART_COST = 1.0
UNIT_POINTS = {"people": 0.5, "households": 0.0, "houses": 0.0}


def ranks(drafts: Sequence[Draft], claims: Sequence[Claim]) -> list[int]:
    """Ranks from 1, in the order of the claims: by family, status, whole before part, people, and size. Of "60 families
    (312 people)" the one that is named first comes first."""

    paired: dict[int, int] = {}
    for n, draft in enumerate(drafts):
        if draft.group is not None:
            paired.setdefault(draft.group, n)

    def points(n: int) -> tuple[float, int]:
        group = drafts[n].group
        first = None if group is None else paired[group]
        if first is not None and first != n:
            score, _ = points(first)
            return score + 0.01, n
        draft, claim = drafts[n], claims[n]
        measure = claim.measure
        size = 0.0
        if measure is not None:
            number = measure.value if measure.value is not None else measure.high or measure.low or 0
            size = math.log10(number + 1) if number > 0 else 0.0
        score = (
            FAMILY_POINTS.get(FAMILY_OF[claim.kind], 0.0)
            + STATUS_POINTS.get(claim.status, -1.0)
            + KIND_POINTS.get(claim.kind, 0.0)
            + (UNIT_POINTS["people"] if draft.group is not None else UNIT_POINTS.get(draft.unit, 0.0))
            - (PART_COST if draft.part_of else 0.0)
            + 0.35 * size
            - (0.5 if measure is None or measure.qualifier == "vague" else 0.0)
        )
        return -score, n

    order = sorted(range(len(claims)), key=points)
    out = [0] * len(claims)
    for rank, n in enumerate(order, 1):
        out[n] = rank
    return out
