"""A sentence prepared for linking: which words are verbs of a happening, and what it costs to cross each word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from panj.claims.grammar import Grammar
from panj.claims.groups import Counted
from panj.claims.lists import Meaning
from panj.claims.patterns import GAPPED, Match, outermost
from panj.claims.words import Words

Trigger = Match[Meaning]
NOTHING = "none"
"""The kind of idioms that tell of no happening of ours: "registered to vote", "admitted to hospital"."""

MAX_TRIGGERS = 40
"""Patterns found in a sentence that are looked at, so that no sentence costs more than its share; a sentence of the
gold has 20 at the most."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence prepared for linking. `cost[n]` is what the words before n cost together."""

    words: Words
    grammar: Grammar
    groups: tuple[Counted, ...]
    triggers: tuple[Trigger, ...]
    cost: tuple[float, ...]
    houses_from: int | None = None
    """The word from which on houses are spoken of: 0 where the figure before is of houses, None where nowhere."""

    def between(self, start: int, end: int) -> float:
        return self.cost[end] - self.cost[start] if start < end else 0.0


def clause(
    words: Words, grammar: Grammar, groups: Sequence[Counted], triggers: Sequence[Trigger], houses_before: bool = False
) -> Clause:
    """The sentence with the cost of crossing each of its words."""
    triggers = _verbs(triggers[:MAX_TRIGGERS], groups, words, grammar)
    heads = {t.head: t.meaning.weight for t in triggers if t.meaning.frame in ("s", "o", "so")}
    numbers = {g.first for g in groups}
    costs = [
        _cost(n, word, grammar, heads, numbers, n > 0 and words.low[n - 1] in grammar.coordinators)
        for n, word in enumerate(words.low)
    ]
    _free_asides(words, grammar, heads, costs)
    _free_ranks(words, grammar, costs)
    total = [0.0]
    for cost in costs:
        total.append(total[-1] + cost)
    named = (
        n for n, word in enumerate(words.low) if (noun := grammar.nouns.get(word)) is not None and noun.unit == "houses"
    )
    houses = 0 if houses_before else next(named, None)
    return Clause(words, grammar, tuple(groups), tuple(triggers), tuple(total), houses)


def _verbs(found: Sequence[Trigger], groups: Sequence[Counted], words: Words, grammar: Grammar) -> list[Trigger]:
    """The triggers that stand: no nouns, none inside a longer one, none in an idiom that tells of nothing, and none
    that ends in a word of a number: "driven over 35,000 across" is no "driven over"."""
    spans = [words.span(g.number.start, g.number.end) for g in groups]
    inside = {at: first for first, end in spans for at in range(first + 1, end)}
    joined = {t.head for t in found if _joined_noun(t, found, groups, words, grammar)}
    found = [t for t in found if t.head not in joined]
    verbs = [t for t in found if t.start >= inside.get(t.end, t.start) and not _noun_use(t, groups, words, grammar)]
    kept = outermost(verbs)
    gapped = [t for t in kept if GAPPED in t.pattern]
    if gapped:
        kept += [t for t in verbs if t.meaning.frame in ("n", "e", "h") and _in_gap(t, gapped)]
        kept.sort(key=lambda t: (t.start, -t.end))
    idle = [t for t in kept if t.meaning.kind == NOTHING]
    if not idle:
        return kept
    return [t for t in kept if t.meaning.kind != NOTHING and not any(i.start < t.end and t.start < i.end for i in idle)]


def _in_gap(t: Trigger, gapped: Sequence[Trigger]) -> bool:
    """Whether a noun stands in the gap of a longer pattern, so that it is one of its own: "took 901 bodies out"."""
    return any(k.start < t.start and t.end < k.end for k in gapped)


def _noun_use(t: Trigger, groups: Sequence[Counted], words: Words, grammar: Grammar) -> bool:
    """A form that may be a noun, behind a word that only nouns follow: "a charity's claim", "the needs"."""
    form = words.low[t.head]
    if form in grammar.nominal and t.meaning.frame in ("s", "o", "so"):
        before = words.low[t.head - 1] if t.head else ""
        counted = any(t.head in (g.head, g.last if g.how == "bare" else None) for g in groups)
        return counted or before in grammar.determiners or before in grammar.prepositions
    noun_too = form not in grammar.participles and (form in grammar.nouns or form in grammar.not_people)
    if t.meaning.frame in ("n", "e", "h", "a") or (form not in grammar.bases and not noun_too):
        return False
    if any(g.first <= t.head < g.last for g in groups):
        return True
    if t.head == 0:
        return noun_too
    before = words.low[t.head - 1]
    if noun_too:
        verb = (
            before in grammar.modal
            or (before in grammar.infinitive and form in grammar.plain)
            or before in grammar.pronouns
            or before in grammar.relatives
            or before in grammar.adverbs
            or before in grammar.nouns
            or (
                (form not in grammar.plain or words.raw[t.head - 1][0].isupper())
                and before not in grammar.prepositions
                and any(g.first == t.head + 1 for g in groups)
            )
            or any(g.last == t.head for g in groups)
        )
        return not verb or before in grammar.modifiers or before in grammar.determiners
    after = words.low[t.head + 1] if t.head + 1 < len(words) else "."
    if form not in grammar.plain and words.raw[t.head - 1][0].isupper() and t.head > 1:
        return not after[0].isalnum() or after in grammar.be or after in grammar.modal
    return (
        before in grammar.determiners
        or before in grammar.owner
        or (before in grammar.prepositions and before not in grammar.infinitive)
    )


def _joined_noun(
    t: Trigger, found: Sequence[Trigger], groups: Sequence[Counted], words: Words, grammar: Grammar
) -> bool:
    """A participle that is counted with the people before it, as their verb follows: "5 000 réfugiés et retournés se
    trouvent"."""
    low = words.low
    if low[t.head] not in grammar.participles or t.head < 2 or t.head + 1 >= len(words):
        return False
    if low[t.head - 1] not in grammar.coordinators or not any(g.first < g.last == t.head - 1 for g in groups):
        return False
    after = low[t.head + 1]
    return after in grammar.be or after in grammar.have or any(other.start == t.head + 1 for other in found)


INTO_ASIDE, OUT_OF_ASIDE = 0.6, -0.35
"""What it costs to step into an aside, and what comes back behind it: its own verb is far, the main verb is near."""
ASIDE = 16
"""Words that an aside between two commas or brackets may hold."""


def _free_asides(words: Words, grammar: Grammar, heads: Mapping[int, float], costs: list[float]) -> None:
    """Makes asides cheap to cross: what stands in brackets, and between two commas before an auxiliary verb."""
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
            resumes = (
                end + 1 in heads
                or after in grammar.be
                or after in grammar.have
                or after in grammar.modal
                or (after in grammar.relatives and heads.keys().isdisjoint(range(start + 1, end)))
            )
            if not resumes or end - start > ASIDE:
                continue
            inside = range(start + 1, end)
            if any(low[k] in grammar.be or low[k] in grammar.contrasts for k in inside):
                continue
            for k in inside:
                costs[k] = min(costs[k], 0.02)
            costs[start], costs[end] = INTO_ASIDE, OUT_OF_ASIDE


RANKED = 2
"""Words that may stand behind a rank: "the last large group to be returned"."""


def _free_ranks(words: Words, grammar: Grammar, costs: list[float]) -> None:
    """Makes a rank cheap to cross, as it only joins a verb to its subject: "were the last group to be returned"."""
    low = words.low
    for n, word in enumerate(low):
        if word not in grammar.ranks or n < 2 or low[n - 1] not in grammar.determiners or low[n - 2] not in grammar.be:
            continue
        behind = low[n + 1 : n + 2 + RANKED]
        end = next((at for at, after in enumerate(behind, n + 1) if after in grammar.infinitive), None)
        for k in range(n - 1, end + 1 if end else 0):
            costs[k] = min(costs[k], 0.02)


def _cost(n: int, word: str, grammar: Grammar, heads: Mapping[int, float], numbers: set[int], after_and: bool) -> float:
    if n in numbers:
        return grammar.cost["number"]
    if n in heads:
        return grammar.cost["verb"] if heads[n] >= 0 else grammar.cost["verb"] / 2
    if word in grammar.costs:
        return grammar.costs[word]
    if word in grammar.contrasts:
        return grammar.cost["contrast"]
    if word in grammar.coordinators:
        return grammar.cost["coordinate"]
    if word in grammar.relatives:
        return grammar.cost["subordinate" if after_and else "relative"]
    if word in grammar.adverbs or word in grammar.determiners or word in grammar.modal:
        return grammar.cost["small"]
    if word in grammar.prepositions:
        return grammar.cost["preposition"]
    if word in grammar.subordinators:
        return grammar.cost["subordinate"]
    return grammar.cost["word"]


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
        if word in grammar.infinitive and form in grammar.plain and at == trigger.head - 1:
            return "active"
        if word not in grammar.adverbs and word not in grammar.modal and word not in grammar.infinitive:
            break
        at -= 1
        steps += 1
    if form in grammar.participles:
        if seen_be:
            return "passive"
        if seen_have:
            return "active"
        return "passive" if form in grammar.passives else "open"
    return "active"
