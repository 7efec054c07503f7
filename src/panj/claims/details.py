"""What a figure's words say beside the number: stock or flow, cause, method, boundary, repeated or timed."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from panj.claims.drafts import Draft
from panj.claims.grammar import Grammar
from panj.claims.words import Words
from panj.lexicon import table
from panj.lexicon.scanning import pattern
from panj.lexicon.vocabulary import Vocabulary
from panj.model import Group, Place, Span
from panj.model.vocabulary import Boundary, Cause, Flow, Method, Timing

NEAR = 70
"""Characters around a figure among which words of stock and flow are looked for: about a clause."""
AUXILIARY = 25
"""Characters before a verb among which its auxiliary is looked for: "are still housed"."""
GOING_ON = frozenset({"part", "list", "breakdown", "compared", "context"})
"""Rules by which a figure takes over the happening of another."""
CAUSES: tuple[Cause, ...] = ("persecution", "conflict", "disaster", "development")
"""Which cause wins where a sentence names several, first one first."""
TOLD = 20_000
"""Characters of a report among which its causes are counted."""


@dataclass(frozen=True, slots=True)
class DetailWords:
    """Compiled word lists of one language."""

    cumulative: re.Pattern[str]
    stock: re.Pattern[str]
    flow: re.Pattern[str]
    lasting: re.Pattern[str]
    """Words of what goes on, whatever total they stand beside: "the number currently displaced has reached"."""
    situated: re.Pattern[str]
    """What tells of a situation with kinds that are else a movement: "an order covers", "on the books of"."""
    moment: re.Pattern[str]
    """Verbs by which somebody comes to be in a situation: "were left homeless", "took shelter"."""
    perfect: re.Pattern[str]
    """Auxiliaries of what has come to be: "has killed"."""
    present: re.Pattern[str]
    """Auxiliaries of what is so now: "are", "remain"."""
    stock_kinds: frozenset[str]
    present_kinds: frozenset[str]
    """Kinds that tell of a situation in the present tense: "are displaced", "are affected"."""
    cumulative_kinds: frozenset[str]
    head_stock: frozenset[str]
    causes: Mapping[str, Cause]
    methods: tuple[tuple[Method, re.Pattern[str]], ...]
    method: re.Pattern[str]
    """Any word of these."""
    repeated: re.Pattern[str]
    internal: re.Pattern[str]
    cross: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]


def _any(phrases: Sequence[str]) -> re.Pattern[str]:
    """Any of the phrases, in text in small letters."""
    return re.compile(rf"\b(?:{pattern(phrase.lower() for phrase in phrases)})\b")


@cache
def detail_words(language: str) -> DetailWords:
    data = table(language, "roles")
    methods: tuple[Method, ...] = ("registration", "headcount", "estimate", "observation")
    return DetailWords(
        cumulative=_any(data["flow"]["cumulative"]),
        stock=_any(data["flow"]["stock"]),
        flow=_any(data["flow"]["flow"]),
        lasting=_any(data["flow"]["lasting"]),
        situated=_any(data["flow"].get("situated", data["flow"]["lasting"])),
        moment=_any(data["flow"]["moment"]),
        perfect=_any(data["flow"]["perfect"]),
        present=_any(data["flow"]["present"]),
        present_kinds=frozenset(data["flow_kinds"]["present"].split()),
        stock_kinds=frozenset(data["flow_kinds"]["stock"].split()),
        cumulative_kinds=frozenset(data["flow_kinds"]["cumulative"].split()),
        head_stock=frozenset(data["flow_kinds"]["head_stock"].split()),
        causes={word: cause for cause in reversed(CAUSES) for word in data["cause"][cause].split()},
        methods=tuple((name, _any(data["method"][name].split())) for name in methods),
        method=_any([word for name in methods for word in data["method"][name].split()]),
        repeated=_any(data["repeated"]["phrases"]),
        internal=_any(data["boundary"]["internal"]),
        cross=_any(data["boundary"]["cross"]),
        before=_any(data["timing"]["before"]),
        after=_any(data["timing"]["after"]),
    )


def flow_of(draft: Draft, low: str, since: bool, base: Draft | None, told: Flow | None, words: DetailWords) -> Flow:
    """New movement, a situation on a date, or a total since a start, from the kind and the words near the figure.

    `low` is the text in small letters. `since` says that a date starts a total; `base` is the figure that this one goes
    on from, and `told` what it was.
    """
    if base is not None and told is not None and not since and base.kind == draft.kind and _goes_on(draft, base):
        return told
    number, trigger = draft.number, draft.trigger
    near = low[max(draft.sentence.start, number.start - NEAR) : min(draft.sentence.end, number.end + NEAR)]
    standing = trigger is not None and words.present.search(
        low, max(number.end, trigger.start - AUXILIARY), trigger.end
    )
    if draft.kind in words.stock_kinds:
        moment = trigger is not None and words.moment.search(low, trigger.start, trigger.end)
        if not moment or standing:
            return "stock"
        return "cumulative" if since else "flow"
    if standing and draft.kind in words.present_kinds:
        return "stock"
    if since:
        return "cumulative"
    if trigger is not None and words.situated.search(low, trigger.start, trigger.end):
        return "stock"
    if draft.kind in words.head_stock:
        if words.lasting.search(near):
            return "stock"
        if draft.rule in ("inside", "head", "noun") and not words.flow.search(near):
            return "stock"
    if words.cumulative.search(near) or (draft.kind in words.cumulative_kinds and _toll(draft, low, words)):
        return "cumulative"
    if draft.kind in words.head_stock and words.stock.search(near):
        return "stock"
    return "flow"


def _toll(draft: Draft, low: str, words: DetailWords) -> bool:
    """Whether harm is counted as it stands ("22 dead", "has killed 22") and not told as it happened ("killed 22")."""
    trigger = draft.trigger
    if trigger is None or draft.rule in ("inside", "head", "noun"):
        return True
    return words.perfect.search(low, max(draft.sentence.start, trigger.start - AUXILIARY), trigger.end) is not None


def _goes_on(draft: Draft, base: Draft) -> bool:
    """Whether a figure has no happening of its own: a part, a member of a list, the same people in another unit."""
    return draft.rule in GOING_ON or draft.trigger is None or (draft.group is not None and draft.group == base.group)


class Causes:
    """The words of one document that name causes, found once."""

    def __init__(self, vocabulary: Vocabulary, words: DetailWords) -> None:
        self.named = [(start, words.causes[word]) for start, word in vocabulary.starts(words.causes.keys())]
        self.starts = [start for start, _ in self.named]
        self.told = self._most(self.named[: bisect_left(self.starts, TOLD)])
        """The cause that the report names most often."""

    def of(self, sentence: Span) -> Cause | None:
        """The cause that a sentence names, else the report's."""
        within = self.named[bisect_left(self.starts, sentence.start) : bisect_left(self.starts, sentence.end)]
        named = {cause for _, cause in within}
        return next((cause for cause in CAUSES if cause in named), self.told)

    @staticmethod
    def _most(named: Sequence[tuple[int, Cause]]) -> Cause | None:
        counts = Counter(cause for _, cause in named)
        return counts.most_common(1)[0][0] if counts else None


def method_of(draft: Draft, low: str, words: DetailWords) -> Method | None:
    near = low[max(draft.sentence.start, draft.number.start - NEAR) : min(draft.sentence.end, draft.number.end + NEAR)]
    if not words.method.search(near):
        return None
    return next((name for name, phrases in words.methods if phrases.search(near)), None)


def timing_of(draft: Draft, low: str, words: DetailWords) -> Timing | None:
    if draft.kind != "evacuated":
        return None
    sentence = low[draft.sentence.start : draft.sentence.end]
    if words.before.search(sentence):
        return "before"
    return "after" if words.after.search(sentence) else None


def boundary_of(
    draft: Draft, sentence: str, origin: Sequence[Place], destination: Sequence[Place], words: DetailWords
) -> Boundary | None:
    """Whether a border was crossed: by the kind, the countries of the two ends, or the words."""
    if draft.kind in ("crossed", "admitted", "refused", "deported"):
        return "cross_border"
    left = {p.country for p in origin if p.country}
    reached = {p.country for p in destination if p.country}
    if left and reached:
        return "internal" if left & reached else "cross_border"
    if words.internal.search(sentence):
        return "internal"
    if words.cross.search(sentence):
        return (
            "cross_border"
            if draft.kind in ("arrived", "fled", "hosted", "registered", "displaced", "in_camp", "returned")
            else None
        )
    return None


def group_of(draft: Draft, text: str, words: Words, grammar: Grammar) -> Group:
    """Who they are, as the words say."""
    counted = draft.counted
    noun = counted.noun
    start = words.end[min(counted.first, len(words) - 1)]
    end = words.end[min(max(counted.last - 1, 0), len(words) - 1)]
    start = max(start, counted.number.end)
    said = text[start:end].strip() if end > start else ""
    category = noun.category if noun else "people"
    if category in ("evacuees", "escapees", "arrivals"):
        category = "people"
    inside = words.low[counted.first : counted.last]
    if category == "people":
        for word in inside:
            other = grammar.nouns.get(word)
            if other and other.category in ("combatants", "refugees", "idps", "migrants", "officials"):
                category = other.category
    if draft.part_of is not None and category == "people":
        whole = draft.part_of.counted.noun
        if whole is not None and whole.category not in ("evacuees", "escapees", "arrivals"):
            category = whole.category
    return Group(
        text=said or None,
        category=category,
        nationality=counted.nationality,
        sex=noun.sex if noun else None,
        age=noun.age if noun else None,
        traits=tuple(dict.fromkeys(counted.traits)),
    )
