"""Which happening a number belongs to: small named rules give points, and the best link wins.

Each rule looks at a counted group and a trigger and says how they stand to one another ("subject", "object", "head" …).
Its points, less what the words between them cost, plus what the pattern itself weighs, are the score of the link; a
number whose best link scores under its threshold becomes no claim. The scores are shown by `panj explain`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from panj.claims.grammar import Grammar, Meaning
from panj.claims.groups import Counted
from panj.claims.patterns import Match
from panj.claims.words import Words

Trigger = Match[Meaning]

WORD_COST = 0.14
"""Points for an ordinary word between a number and its verb."""
SMALL_COST = 0.05
"""Points for an adverb, auxiliary or determiner between them."""
COSTS = {
    "preposition": 0.12,
    "relative": 0.1,
    "subordinate": 0.9,
    "contrast": 1.5,
    "coordinate": 0.4,
    "number": 0.8,
    "verb": 0.5,
}
"""Points for words that begin another phrase or clause, for another counted group and for another verb."""
THRESHOLD = {"noun": 0.9, "demonym": 0.9, "partitive": 0.9, "bare": 1.3, "unknown": 1.9}
"""The least score that makes a claim, by what the number counts: a bare number needs a closer verb than "people"."""


@dataclass(frozen=True, slots=True)
class Link:
    """A counted group, the happening it belongs to, the rule that joined them and its score in points."""

    counted: Counted
    trigger: Trigger | None
    kind: str
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence prepared for linking. `cost[n]` is what the words before n cost together."""

    words: Words
    grammar: Grammar
    groups: tuple[Counted, ...]
    triggers: tuple[Trigger, ...]
    cost: tuple[float, ...]

    def between(self, start: int, end: int) -> float:
        return self.cost[end] - self.cost[start] if start < end else 0.0


def clause(words: Words, grammar: Grammar, groups: Sequence[Counted], triggers: Sequence[Trigger]) -> Clause:
    """The sentence with the cost of crossing each of its words."""
    heads = {t.head for t in triggers if t.meaning.frame in ("s", "o", "so")}
    numbers = {g.first for g in groups}
    total = [0.0]
    for n, word in enumerate(words.low):
        total.append(total[-1] + _cost(n, word, grammar, heads, numbers))
    return Clause(words, grammar, tuple(groups), tuple(triggers), tuple(total))


def _cost(n: int, word: str, grammar: Grammar, heads: set[int], numbers: set[int]) -> float:
    if n in numbers:
        return COSTS["number"]
    if n in heads:
        return COSTS["verb"]
    if word in grammar.costs:
        return grammar.costs[word]
    if word in grammar.contrasts:
        return COSTS["contrast"]
    if word in grammar.coordinators:
        return COSTS["coordinate"]
    if word in grammar.relatives:
        return COSTS["relative"]
    if word in grammar.adverbs or word in grammar.determiners or word in grammar.modal:
        return SMALL_COST
    if word in grammar.prepositions:
        return COSTS["preposition"]
    if word in grammar.subordinators:
        return COSTS["subordinate"]
    return WORD_COST


def voice(trigger: Trigger, words: Words, grammar: Grammar) -> str:
    """`passive` ("were evacuated"), `active` ("evacuated them", "have fled") or `open` (a form that may be either)."""
    form = words.low[trigger.head]
    at = trigger.head - 1
    steps = 0
    seen_be = seen_have = False
    while at >= 0 and steps < 5:
        word = words.low[at]
        if word in grammar.be or word in grammar.get:
            seen_be = True
            break
        if word in grammar.have:
            seen_have = True
            break
        if word not in grammar.adverbs and word not in grammar.modal and word != "to":
            break
        at -= 1
        steps += 1
    if form in grammar.participles:
        if seen_be:
            return "passive"
        return "active" if seen_have else "open"
    return "active"


def _inside(c: Counted, t: Trigger, s: Clause) -> float | None:
    if t.start < c.first or t.end > c.last or t.start >= c.last:
        return None
    frame = t.meaning.frame
    if frame == "h":
        return 3.0
    if frame in ("a", "n"):
        return 3.1
    if frame in ("o", "so") and s.words.low[t.head] in s.grammar.participles:
        return 3.0
    if frame in ("s", "so") and s.words.low[t.head] in s.grammar.gerunds:
        return 3.0
    return None


def _head(c: Counted, t: Trigger, s: Clause) -> float | None:
    """The noun right behind the number is the happening itself: "350 deaths", "1,340 new arrivals"."""
    if (
        t.meaning.frame in ("n", "h")
        and c.last <= t.start <= c.last + 2
        and s.between(c.last, t.start) < 0.3
        and c.how in ("bare", "unknown")
    ):
        return 3.1
    return None


def _subject(c: Counted, t: Trigger, s: Clause) -> float | None:
    if t.start < c.last or t.meaning.frame not in ("s", "so", "a", "o"):
        return None
    frame = t.meaning.frame
    said = voice(t, s.words, s.grammar)
    if frame == "a":
        return 2.8 - s.between(c.last, t.start)
    if frame in ("s", "so"):
        return 3.0 - s.between(c.last, t.start)
    if said == "active":
        return None
    points = 3.0 if said == "passive" else 2.7
    if said == "open" and _object_follows(t, s):
        points -= 1.2
    return points - s.between(c.last, t.start)


def _object_follows(t: Trigger, s: Clause) -> bool:
    """Another counted group stands right behind the verb, so that this one is rather its object."""
    return any(t.end <= g.first <= t.end + 2 for g in s.groups)


def _object(c: Counted, t: Trigger, s: Clause) -> float | None:
    if t.meaning.frame not in ("o", "so"):
        return None
    if t.start < c.first < t.end and t.end >= c.last:
        return 3.0
    if t.end > c.first:
        return None
    said = voice(t, s.words, s.grammar)
    points = {"active": 3.0, "open": 2.8, "passive": 0.8}[said]
    return points - s.between(t.end, c.first)


def _around(c: Counted, t: Trigger, s: Clause) -> float | None:
    """The number stands in the gap of a phrase: "left 350 people homeless", "sent 100 back"."""
    if t.meaning.frame in ("a", "s", "n") and t.start < c.first and c.first < t.end and c.last <= t.end:
        return 3.0
    return None


def _noun_of(c: Counted, t: Trigger, s: Clause) -> float | None:
    """A noun of the happening before the number: "the evacuation of 350", "Missing: 490", "the toll rose to 22"."""
    if t.meaning.frame not in ("n", "a", "h") or t.end > c.first:
        return None
    between = s.words.low[t.end : c.first]
    if between in ([s.grammar.partitive_of], [":"], [], ["-"], ["–"], ["("]):
        return 3.0 if t.meaning.frame != "h" else 2.7
    if between[:1] == [s.grammar.partitive_of] and len(between) <= 3:
        return 2.8
    cost = s.between(t.end, c.first)
    if ":" in between:
        return 2.9 - (cost - s.grammar.costs[":"])
    return {"n": 2.2, "h": 1.9, "a": 1.2}[t.meaning.frame] - cost


def _behind(c: Counted, t: Trigger, s: Clause) -> float | None:
    """The people come behind the verb that they do: "Among those who fled were 350 children"."""
    if t.meaning.frame != "s" or t.end > c.first:
        return None
    return 1.1 - s.between(t.end, c.first)


RULES: tuple[tuple[str, Callable[[Counted, Trigger, Clause], float | None]], ...] = (
    ("inside", _inside),
    ("head", _head),
    ("around", _around),
    ("subject", _subject),
    ("object", _object),
    ("noun", _noun_of),
    ("behind", _behind),
)
"""The rules in the order in which a tie is broken."""


def links(counted: Counted, s: Clause) -> list[Link]:
    """All links of a group, best first."""
    found: list[Link] = []
    for trigger in s.triggers:
        meaning = trigger.meaning
        if not _fits(counted, meaning):
            continue
        for name, rule in RULES:
            points = rule(counted, trigger, s)
            if points is not None:
                found.append(Link(counted, trigger, meaning.kind, name, points + meaning.weight))
                break
    found.sort(key=lambda link: -link.score)
    return found


def _fits(counted: Counted, meaning: Meaning) -> bool:
    """Houses are destroyed and people are not; what is said of houses is not said of people."""
    unit = counted.noun.unit if counted.noun else None
    housing = meaning.unit == "houses"
    if unit == "houses":
        return housing or meaning.kind in ("evacuated", "in_need", "affected", "at_risk")
    if housing:
        return unit is None and counted.how in ("bare", "partitive")
    return True
