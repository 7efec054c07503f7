"""How surely a claim says what its words say: a table of weights, fitted by `tools/fit_confidence.py`.

Each trait of a draft ("rule subject", "how noun" …) has a weight; the logistic function of their sum is the
probability that the figure and its kind are right. A trait that the table does not know weighs nothing.
"""

from collections.abc import Iterable
from functools import cache
from math import exp

from panj.claims.drafts import Draft
from panj.lexicon import table
from panj.model.vocabulary import FAMILY_OF

STEP = 0.5
"""Points of a link's score that weigh the same."""
HIGHEST = 3.5
"""Points above which more of them say nothing more."""
MANY_DIGITS = 5


def confidence_of(draft: Draft, language: str = "en") -> float:
    """The calibrated probability in [0, 1] that a claim made of the draft has its figure and its kind right."""
    return round(probability(traits(draft), language), 3)


def traits(draft: Draft) -> list[str]:
    """What of a draft tells how sure it is."""
    number = draft.number
    size = number.value if number.value is not None else number.high or number.low
    found = [f"rule {word}" for word in draft.rule.split()]
    found += [
        f"how {draft.counted.how}",
        f"unit {draft.unit}",
        f"qualifier {number.qualifier}",
        f"family {FAMILY_OF[draft.kind]}",
        f"kind {draft.kind}",
        f"score {max(0.0, min(HIGHEST, draft.score // STEP * STEP)):.1f}",
        "size none" if size is None else f"size {min(MANY_DIGITS, len(str(int(size))))}",
    ]
    if draft.part_of is not None:
        found.append("part")
    found.append(f"pattern {draft.pattern}" if draft.pattern else "no pattern")
    return found


def probability(found: Iterable[str], language: str) -> float:
    bias, weights = _table(language)
    return 1 / (1 + exp(-bias - sum(weights.get(trait, 0.0) for trait in found)))


@cache
def _table(language: str) -> tuple[float, dict[str, float]]:
    data = table(language, "confidence")
    return data["bias"], data["weights"]
