"""Which happening a number belongs to: small named rules give points, and the best link wins.

Each rule looks at a counted group and a trigger and says how they stand to one another ("subject", "object", "head" …).
Its points, less what the words between them cost, plus what the pattern itself weighs, are the score of the link; a
number whose best link scores under its threshold becomes no claim. The scores are shown by `panj explain`.
"""

from collections.abc import Callable, Mapping, Sequence
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
THRESHOLD = {"noun": 0.9, "demonym": 0.9, "partitive": 0.9, "bare": 1.3, "unknown": 1.4, "whole": 1.2}
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
    houses_named: bool = False
    """Whether the sentence, or the figure before it, speaks of houses."""

    def between(self, start: int, end: int) -> float:
        return self.cost[end] - self.cost[start] if start < end else 0.0


def clause(
    words: Words, grammar: Grammar, groups: Sequence[Counted], triggers: Sequence[Trigger], houses_before: bool = False
) -> Clause:
    """The sentence with the cost of crossing each of its words."""
    triggers = [t for t in triggers if not _noun_use(t, groups, words, grammar)]
    heads = {t.head: t.meaning.weight for t in triggers if t.meaning.frame in ("s", "o", "so")}
    numbers = {g.first for g in groups}
    costs = [_cost(n, word, grammar, heads, numbers) for n, word in enumerate(words.low)]
    _free_asides(words, grammar, heads, costs)
    total = [0.0]
    for cost in costs:
        total.append(total[-1] + cost)
    named = houses_before or any(
        (noun := grammar.nouns.get(word)) is not None and noun.unit == "houses" for word in words.low
    )
    return Clause(words, grammar, tuple(groups), tuple(triggers), tuple(total), named)


def _noun_use(t: Trigger, groups: Sequence[Counted], words: Words, grammar: Grammar) -> bool:
    """A form that may be a noun, behind a word that only nouns follow: "a charity's claim", "the needs"."""
    if t.meaning.frame in ("n", "e", "h", "a") or t.head == 0 or words.low[t.head] not in grammar.bases:
        return False
    if any(g.first <= t.head < g.last for g in groups):
        return True
    before = words.low[t.head - 1]
    noun_too = words.low[t.head] in grammar.nouns or words.low[t.head] in grammar.not_people
    if noun_too and (before in grammar.modifiers or (words.raw[t.head - 1][0].isupper() and t.head > 1)):
        return True
    return (
        before in grammar.determiners or before in ("'s", "’s") or (before in grammar.prepositions and before != "to")
    )


ASIDE = 16
"""Words that an aside between two commas or brackets may hold."""


def _free_asides(words: Words, grammar: Grammar, heads: Mapping[int, float], costs: list[float]) -> None:
    """Makes asides cheap to cross: what stands in brackets, and between a comma and a comma before an auxiliary verb."""
    low = words.low
    opened = -1
    for n, word in enumerate(low):
        if word == "(":
            opened = n
        elif word == ")" and opened >= 0:
            for inner in range(opened, n + 1):
                costs[inner] = min(costs[inner], 0.02)
            costs[n] = 0.2
            opened = -1
    commas = [n for n, word in enumerate(low) if word == ","]
    for n, start in enumerate(commas):
        for end in commas[n + 1 : n + 3]:
            after = low[end + 1] if end + 1 < len(low) else ""
            resumes = end + 1 in heads or after in grammar.be or after in grammar.have or after in grammar.modal
            if not resumes or end - start > ASIDE:
                continue
            inside = range(start + 1, end)
            if any(low[k] in grammar.be or low[k] in grammar.contrasts for k in inside):
                continue
            for k in inside:
                costs[k] = min(costs[k], 0.02)
            costs[start] = costs[end] = 0.15


def _cost(n: int, word: str, grammar: Grammar, heads: Mapping[int, float], numbers: set[int]) -> float:
    if n in numbers:
        return COSTS["number"]
    if n in heads:
        return COSTS["verb"] if heads[n] >= 0 else COSTS["verb"] / 2
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
        and c.last <= t.start <= c.last + 1
        and s.between(c.last, t.start) < 0.3
        and c.how == "bare"
    ):
        return 3.1
    return None


def _subject(c: Counted, t: Trigger, s: Clause) -> float | None:
    if t.start < c.last or t.meaning.frame not in ("s", "so", "a", "o"):
        return None
    frame = t.meaning.frame
    cost = s.between(_total_head(c, s), t.start) + _taken(c, t, s)
    if frame == "a":
        return 2.8 - cost
    said = voice(t, s.words, s.grammar)
    if frame in ("s", "so"):
        points = 3.0 - (PASSIVE_COST if frame == "s" and said == "passive" else 0.0)
        return points - cost + _main_verb(c, t, said, s)
    if said == "active":
        return None
    points = 3.0 if said == "passive" else 2.7
    if said == "open" and _object_follows(t, s):
        points -= 1.2
    return points - cost + _main_verb(c, t, said, s)


TAKEN_COST = 1.3
"""Points lost where another group stands right before the verb and is no member of a list with this one."""


def _taken(c: Counted, t: Trigger, s: Clause) -> float:
    """What a link loses where the verb has a nearer subject: "499, with 427 missing"."""
    nearer = [g for g in s.groups if c.last <= g.first and t.start - 2 <= g.last <= t.start and g is not c]
    if not nearer:
        return 0.0
    between = s.words.low[c.last : nearer[0].first]
    listed = all(
        word in s.grammar.coordinators or word in s.grammar.adverbs or word in ",()" or not word.isalpha()
        for word in between
    )
    return 0.0 if listed else TAKEN_COST


def _past_relative(c: Counted, t: Trigger, said: str, s: Clause) -> float:
    """What the main verb gets back behind a relative clause: "345 herders who had found refuge there returned"."""
    low = s.words.low
    inner = [other for other in s.triggers if other is not t and c.last < other.start and other.end <= t.start]
    inner = [other for other in inner if other.meaning.frame in ("s", "o", "so")]
    if len({other.head for other in inner}) != 1 or s.between(c.last, inner[0].start) > RELATIVE_REACH:
        return 0.0
    between = low[inner[0].end : t.start]
    if any(
        w in s.grammar.coordinators or w in s.grammar.subordinators or w in s.grammar.contrasts or w in ",;:"
        for w in between
    ):
        return 0.0
    if said == "active" and low[t.head] in s.grammar.gerunds:
        return 0.0
    return min(REDUCED, s.between(c.last, t.start))


RELATIVE_REACH = 0.6
"""Points between a relative pronoun and its verb."""
PASSIVE_COST = 1.2
"""Points lost where a verb that has no object stands in the passive: "were moved out" is no moving out."""


def _total_head(c: Counted, s: Clause) -> int:
    """Where the subject ends: "raising to 327 the number who have sought refuge" speaks of the number's people."""
    for at in range(c.last, min(c.last + 4, len(s.words))):
        if s.words.low[at] in s.grammar.totals:
            return at + 1
    return c.last


REDUCED = 1.6
"""Points back for the main verb behind a clause cut short: "people displaced from Mosul to camps returned home"."""


def _main_verb(c: Counted, t: Trigger, said: str, s: Clause) -> float:
    """What a main verb gets back where a participle without auxiliary stands between it and its subject."""
    low = s.words.low
    if (
        said == "open"
        and low[t.head - 1] not in s.grammar.adverbs
        and t.head > 0
        and low[t.head] in s.grammar.participles
        and t.start <= c.last + 1
    ):
        return 0.0
    if c.last < len(low) and low[c.last] in s.grammar.relatives:
        return _past_relative(c, t, said, s)
    reduced = [
        other for other in s.triggers
        if other is not t and c.last <= other.start <= c.last + 1 and other.end <= t.start
        and low[other.head] in s.grammar.participles | s.grammar.gerunds and voice(other, s.words, s.grammar) != "passive"
        and other.meaning.frame in ("o", "so", "s")
    ]  # fmt: skip
    if not reduced:
        return 0.0
    between = low[reduced[0].end : t.start]
    if any(
        w in s.grammar.relatives
        or w in s.grammar.subordinators
        or w in s.grammar.contrasts
        or w in s.grammar.coordinators
        or w in ",;:"
        for w in between
    ):
        return 0.0
    finite = said in ("passive", "open") or low[t.head] in s.grammar.bases
    return min(REDUCED, s.between(reduced[0].start, t.start) + 0.4) if finite else 0.0


def _object_follows(t: Trigger, s: Clause) -> bool:
    """Another counted group stands right behind the verb, so that this one is rather its object."""
    return any(t.end <= g.first <= t.end + 2 for g in s.groups)


def _object(c: Counted, t: Trigger, s: Clause) -> float | None:
    if t.meaning.frame not in ("o", "so"):
        return None
    if t.start < c.first < t.end and t.end >= c.last:
        return 3.0
    if t.end > c.first or (t.end == c.first and s.words.low[t.end - 1] in s.grammar.prepositions):
        return None
    said = voice(t, s.words, s.grammar)
    points = {"active": 3.0, "open": 2.8, "passive": 0.8}[said]
    return points - s.between(t.end, c.first)


def _around(c: Counted, t: Trigger, s: Clause) -> float | None:
    """The number stands in the gap of a phrase: "left 350 people homeless", "sent 100 back"."""
    if t.meaning.frame in ("a", "s", "n", "e") and t.start < c.first and c.first < t.end and c.last <= t.end:
        return 3.0
    return None


def _noun_of(c: Counted, t: Trigger, s: Clause) -> float | None:
    """A noun of the happening before the number: "the evacuation of 350", "Missing: 490", "the toll rose to 22"."""
    if t.meaning.frame not in ("n", "e", "a", "h") or t.end > c.first:
        return None
    between = s.words.low[t.end : c.first]
    if between in ([s.grammar.partitive_of], [":"], [], ["-"], ["–"], ["("]):
        return 3.0 if t.meaning.frame != "h" else 2.7
    if between[:1] == [s.grammar.partitive_of] and len(between) <= 3:
        return 2.8
    cost = s.between(t.end, c.first)
    if ":" in between:
        return 2.9 - (cost - s.grammar.costs[":"])
    return {"n": 2.2, "e": 2.2, "h": 1.9, "a": 1.2}[t.meaning.frame] - cost


MEASURE_REACH = 3
"""Words between a verb of size and its number: "reached on Thursday 47,000"."""
TOTAL_REACH = 8
"""Words between "the number of" and its verb: "the number of people who have fled Catatumbo reached 47,000"."""


def _total(c: Counted, t: Trigger, s: Clause) -> float | None:
    """The number of those to whom it happened: "the number of people who have fled reached 47,000"."""
    if t.meaning.frame not in ("s", "so", "o", "a") or t.end > c.first:
        return None
    if s.words.low[t.head] in s.grammar.measure and c.first - t.end <= MEASURE_REACH:
        return None
    if not any(word in s.grammar.totals for word in s.words.low[max(0, t.start - TOTAL_REACH) : t.start]):
        return None
    return 2.5 - 0.5 * s.between(t.end, c.first)


def _behind(c: Counted, t: Trigger, s: Clause) -> float | None:
    """The people come behind the verb that they do: "Among those who fled were 350 children"."""
    if t.meaning.frame != "s" or t.end > c.first:
        return None
    if s.words.low[t.head] in s.grammar.measure and c.first - t.end <= MEASURE_REACH:
        return None
    return 1.1 - s.between(t.end, c.first)


RULES: tuple[tuple[str, Callable[[Counted, Trigger, Clause], float | None]], ...] = (
    ("inside", _inside),
    ("head", _head),
    ("around", _around),
    ("subject", _subject),
    ("object", _object),
    ("total", _total),
    ("noun", _noun_of),
    ("behind", _behind),
)
"""The rules in the order in which a tie is broken."""


def links(counted: Counted, s: Clause) -> list[Link]:
    """All links of a group, best first."""
    found: list[Link] = []
    for trigger in s.triggers:
        meaning = trigger.meaning
        if not _fits(counted, meaning, s.houses_named):
            continue
        for name, rule in RULES:
            points = rule(counted, trigger, s)
            if points is not None:
                found.append(Link(counted, trigger, meaning.kind, name, points + meaning.weight))
                break
    found.sort(key=lambda link: -link.score)
    return found


def _fits(counted: Counted, meaning: Meaning, houses_named: bool) -> bool:
    """Houses are destroyed and people are not; what is said of houses is not said of people."""
    unit = counted.noun.unit if counted.noun else None
    housing = meaning.unit == "houses"
    if unit == "houses":
        return housing or meaning.kind in ("evacuated", "in_need", "affected", "at_risk")
    if housing:
        return unit is None and counted.how in ("bare", "partitive") and houses_named
    return True
