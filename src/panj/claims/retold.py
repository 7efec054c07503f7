"""Later mentions of a figure that the report has already given."""

from collections.abc import Sequence

from panj.claims.drafts import Draft

TELLINGS = (
    frozenset({"crossed", "arrived", "admitted", "fled", "displaced", "registered"}),
    frozenset({"evacuated", "sheltered", "in_camp"}),
    frozenset({"returned", "deported", "refused"}),
    frozenset({"transferred", "relocated"}),
    frozenset({"killed", "died"}),
)
"""Kinds that may tell of one happening in other words."""


def retold(drafts: Sequence[Draft]) -> dict[int, int]:
    """Which draft only repeats which earlier one: the same number of the same unit in a like happening, or people
    without a number ("the refugees") whose happening the last figure of their kind told."""
    out: dict[int, int] = {}
    for n, draft in enumerate(drafts):
        for m in range(n):
            earlier = drafts[m]
            if m in out or not _alike(draft.kind, earlier.kind):
                continue
            if _unnumbered(draft):
                if draft.remainder_of is None and not _unnumbered(earlier) and earlier.part_of is None:
                    out[n] = m
                    break
            elif _same_number(draft, earlier):
                out[n] = m
                break
    return out


def _unnumbered(draft: Draft) -> bool:
    number = draft.number
    return number.value is None and number.low is None and number.high is None


def _alike(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in TELLINGS)


def _same_number(draft: Draft, earlier: Draft) -> bool:
    mine, theirs = draft.number, earlier.number
    if draft.unit != earlier.unit or draft.sentence == earlier.sentence:
        return False
    if draft.counted.noun and earlier.counted.noun and draft.counted.noun.age != earlier.counted.noun.age:
        return False
    if mine.value is not None:
        return mine.value == theirs.value
    return (mine.low, mine.high) == (theirs.low, theirs.high) and theirs.value is None
