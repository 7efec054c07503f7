"""Copies that changed the number itself: a dropped thousand, two digits turned round (rule 3)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from panj.events.observe import Observation
from panj.model.copies import CopyGroup

LONG = 3
"""Digits from which a changed one is damage; a small number that differs is another number."""


def damaged(original: float | int, other: float | int) -> bool:
    """True where the digits of one number are those of the other with some dropped, or two neighbours exchanged. Any
    other difference is an update, which copies carry too."""
    one, two = str(round(original)), str(round(other))
    if min(len(one), len(two)) < LONG - 1 or max(len(one), len(two)) < LONG or one == two:
        return False
    if len(one) == len(two):
        apart = [n for n in range(len(one)) if one[n] != two[n]]
        return (
            len(apart) == 2
            and apart[1] == apart[0] + 1
            and one[apart[0]] == two[apart[1]]
            and one[apart[1]] == two[apart[0]]
        )
    longer, shorter = (one, two) if len(one) > len(two) else (two, one)
    return any(longer.startswith(shorter[:n]) and longer.endswith(shorter[n:]) for n in range(len(shorter) + 1))


def mend(observations: Sequence[Observation], copies: Mapping[str, CopyGroup]) -> list[Observation]:
    """The figures with those of damaged copies read as the text they copy has them, for comparison only: where one
    report of a copied text has a number that no other of them has, and lacks the one that it is a damage of."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for n, o in enumerate(observations):
        group = copies.get(o.claim.document_id)
        if group and o.value is not None:
            groups[group.documents[0], o.klass, o.unit, o.stock, o.armed, o.part].append(n)
    out = list(observations)
    for members in groups.values():
        if len({observations[n].claim.document_id for n in members}) > 1:
            for wrong, right in _pairs([observations[n] for n in members], copies):
                for n in members:
                    o = observations[n]
                    if o.claim.document_id == wrong.claim.document_id and o.value == wrong.value:
                        out[n] = replace(o, value=right.value, measure=right.measure)
    return out


def _pairs(
    members: Sequence[Observation], copies: Mapping[str, CopyGroup]
) -> Iterator[tuple[Observation, Observation]]:
    """Each damaged mention with the one that it damages: of two numbers, the one that fewer of the texts have; of as
    many, the later text's."""
    texts: dict[float | int, set[str]] = defaultdict(set)
    for o in members:
        texts[o.value or 0].add(o.claim.document_id)
    first = {value: next(o for o in members if o.value == value) for value in texts}
    for one, two in combinations(sorted(texts), 2):
        if texts[one] & texts[two] or not damaged(one, two):
            continue
        order = copies[members[0].claim.document_id].documents

        def standing(value: float | int, order: tuple[str, ...] = order) -> tuple[int, int]:
            return -len(texts[value]), min(order.index(d) for d in texts[value])

        right, wrong = sorted((one, two), key=standing)
        yield first[wrong], first[right]
