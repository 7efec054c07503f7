"""Directions that a preposition has from its verb alone: "traslada a 250 a Manaos", "deportados de Estados Unidos"."""

from panj.claims.role_words import RoleWords
from panj.claims.words import Words

REACH = 8
"""Words before a preposition among which its verb is looked for."""
STOPS = frozenset(',;:.!?()[]—–«»“”"')


def direction(words: Words, at: int, lists: RoleWords) -> str | None:
    """The role of a place behind the preposition at `at`, where words of motion before it give one. One other name may
    stand between: "trasladados de Goma a Bukavu"."""
    low = words.low
    if low[at] in lists.out_of and at and low[at - 1] in lists.leaving:
        return "origin"
    if low[at] not in lists.toward:
        return None
    last = at - 1
    while last > 0 and words.raw[last][0].isupper():
        last -= 1
    for before in range(last, max(last - REACH, -1), -1):
        if low[before] in lists.moving:
            return "destination"
        if low[before] in STOPS or (before and words.raw[before][0].isupper()):
            return None
    return None
