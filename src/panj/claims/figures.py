"""From the numbers of a sentence to drafts of claims: what each counts, what happened to them, what they are part of."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from panj.claims.clauses import Clause, clause
from panj.claims.grammar import Grammar
from panj.claims.groups import PEOPLE, Counted, counted
from panj.claims.linking import THRESHOLD, Link, links
from panj.claims.words import Words
from panj.model import Number, PlaceMention, Span
from panj.model.vocabulary import FAMILY_OF

CHAIN = 14
"""Words that may stand between two members of a list: "1,219 at Konga, 1,403 at the old school in Lewolaga"."""
INHERITED = 1.5
"""Points of a link that a number takes over from the figure that it lists, splits or repeats."""
OWN = 1.7
"""Points that a part needs for a happening of its own ("of whom 76,000 returned")."""
INHERITING = frozenset({"part", "compared", "breakdown", "context", "list"})
"""Rules by which a bare number takes over the unit of the figure that it goes on from."""
CARRIED = 1.0
"""Points of a number that only goes on with what the figure before it told."""
FAINT = 0.2
"""A link too weak to make a claim by itself, that still tells the kind better than the figure before does."""
LEAST_CARRIED = 20
"""A smaller number without a verb is too often an hour, an age or a count of something else."""
NEAR_SENTENCE = 250
"""Characters back to the sentence that a number may go on from."""
WINDOW = 400
"""Characters around a number in which words of a crisis are weighed against those of ordinary days."""
SMALL_SCORE = 2.0
"""Points that a bare number word up to a dozen needs."""
WORD = re.compile(r"[^\W\d_]+")
COUNTABLE = frozenset({"cardinal", "fraction"})


@dataclass(slots=True)
class Draft:
    """A figure that is about to become a claim."""

    sentence: Span
    counted: Counted
    kind: str
    unit: str
    rule: str
    score: float
    trigger: Span | None = None
    part_of: "Draft | None" = None
    remainder_of: "Draft | None" = None
    same_as: "Draft | None" = None
    group: int | None = None
    pattern: str = ""
    chain: int = 0

    @property
    def number(self) -> Number:
        return self.counted.number


@dataclass(slots=True)
class Refused:
    """A number that became no claim, and why: what `panj explain` and the desk show."""

    number: Number
    why: str
    score: float = 0.0


@dataclass(slots=True)
class Context:
    """What the sentences before have said."""

    last: Draft | None = None
    drafts: list[Draft] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    chains: int = 0
    text: str = ""
    weighed: tuple[list[int], list[int]] | None = None
    """Where the words of ordinary days and those of a crisis stand, once they were looked for."""

    def climate(self, number: Number, words: Grammar, own: Span | None) -> tuple[int, int]:
        """How many words of ordinary days and how many of a crisis stand around a number. `own` is the stretch of the
        verb that the number would be linked by: a word is no witness for itself."""
        if self.weighed is None:
            self.weighed = ([], [])
            for match in WORD.finditer(self.text):
                word = match[0].lower()
                if word in words.ordinary:
                    self.weighed[0].append(match.start())
                elif word in words.crisis:
                    self.weighed[1].append(match.start())
        start, end = number.start - WINDOW, number.end + WINDOW
        plain, crisis = (bisect_left(hits, end) - bisect_left(hits, start) for hits in self.weighed)
        if own is not None:
            hits = self.weighed[1]
            crisis -= bisect_left(hits, own.end) - bisect_left(hits, own.start)
        return plain, crisis


def read_sentence(
    words: Words,
    numbers: Sequence[Number],
    names: Mapping[int, PlaceMention],
    grammar: Grammar,
    context: Context,
) -> list[Draft]:
    """The drafts of one sentence; `context` takes them up for the sentences that follow."""
    groups = _groups(words, numbers, names, grammar, context)
    if not groups:
        return []
    houses = context.last is not None and context.last.unit == "houses"
    sentence = clause(words, grammar, groups, grammar.matcher.find(words), houses)
    found = {id(g): links(g, sentence) for g in groups}
    drafts: list[Draft] = []
    for chain in _chains(groups, sentence):
        context.chains += 1
        drafts += _read_chain(chain, found, sentence, context, drafts)
    for draft in drafts:
        context.last = draft
        context.drafts.append(draft)
    return drafts


def _groups(
    words: Words, numbers: Sequence[Number], names: Mapping[int, PlaceMention], grammar: Grammar, context: Context
) -> list[Counted]:
    """What the numbers of a sentence count, those that count no people, households or houses left out."""
    groups: list[Counted] = []
    last = context.last.number.value if context.last else None
    for number in numbers:
        if number.shape not in COUNTABLE:
            context.refused.append(Refused(number, f"counts nothing: {number.shape}"))
            continue
        if number.value is None and number.low is None and number.high is None:
            if number.share is None or last is None:
                continue
            number = replace(number, value=_rounded(number.share * last))
        if number.value == 0:
            context.refused.append(Refused(number, "says that there was nobody"))
            continue
        group = counted(number, words, grammar, names)
        if group.how == "other":
            context.refused.append(Refused(number, f"counts {number.unit or 'something else'}, no people"))
            continue
        groups.append(group)
        if number.whole is not None and number.base is not None:
            whole = Number(
                number.base.start, number.base.end, number.base, number.whole, None, None, "exact", number.unit
            )
            first, after = words.span(whole.start, whole.end)
            groups.append(replace(group, number=whole, first=first, last=max(after, group.last), how="whole"))
        if number.value is not None:
            last = number.value
    return groups


def _rounded(value: float) -> float | int:
    return int(value) if abs(value - round(value)) < 1e-9 else round(value)


def _chains(groups: Sequence[Counted], s: Clause) -> list[list[Counted]]:
    """Groups that stand in one list, without a verb between them."""
    heads = {t.head for t in s.triggers if t.meaning.frame in ("s", "o", "so")}
    chains: list[list[Counted]] = []
    for group in groups:
        if chains:
            previous = chains[-1][-1]
            between = range(previous.last, group.first)
            words = [s.words.low[n] for n in between]
            broken = len(words) > CHAIN or any(
                n in heads or word in s.grammar.relatives or word in s.grammar.contrasts or word in s.grammar.be
                or word in s.grammar.have or word in ";|•" or word in s.grammar.subordinators
                for n, word in zip(between, words, strict=True)
            )  # fmt: skip
            if not broken:
                chains[-1].append(group)
                continue
        chains.append([group])
    return chains


def _read_chain(
    chain: list[Counted], found: dict[int, list[Link]], s: Clause, context: Context, earlier: list[Draft]
) -> list[Draft]:
    best = [found[id(group)][0] if found[id(group)] else None for group in chain]
    shared = max((link for link in best if link), key=lambda link: link.score, default=None)
    drafts: list[Draft] = []
    for group, link in zip(chain, best, strict=True):
        before = drafts[-1] if drafts else earlier[-1] if earlier else context.last
        draft = _decide(group, link, shared if len(chain) > 1 else None, before, s, context, [*earlier, *drafts])
        if draft is None:
            score = link.score if link else 0.0
            context.refused.append(Refused(group.number, _why(group, link), score))
            continue
        draft.chain = context.chains
        if draft.part_of is None and _breakdown(chain, before, group):
            draft.part_of = before
        if drafts:
            _pair(drafts[-1], draft, s)
        drafts.append(draft)
    return drafts


def _breakdown(chain: list[Counted], before: Draft | None, group: Counted) -> bool:
    """A list of men, women and children behind a figure of people says who they are."""
    if before is None or before.counted in chain or len(chain) < 2 or before.unit != "people":
        return False
    told = before.counted.noun
    if told is not None and (told.sex or told.age):
        return False
    by_sex_or_age = all(g.noun is not None and (g.noun.sex or g.noun.age) for g in chain)
    return by_sex_or_age and (group.number.value or 0) < (before.number.value or 0)


def _why(group: Counted, link: Link | None) -> str:
    if link is None:
        return "no word near it says what happened to them"
    return f"too far from {link.trigger.pattern if link.trigger else link.kind!r} ({link.score:.1f} points)"


def _decide(
    group: Counted,
    link: Link | None,
    shared: Link | None,
    before: Draft | None,
    s: Clause,
    context: Context,
    earlier_in_sentence: Sequence[Draft],
) -> Draft | None:
    if group.how == "whole":
        return _whole_of_share(group, s)
    part = _part_marker(group, s)
    before = _first_of_pair(before, context)
    whole = before if before is not None and (part or group.how == "partitive") else None
    if _deployed(group, link, s):
        return None
    if _everyday(group, link, s, context):
        context.refused.append(Refused(group.number, "EVERYDAY"))
        return None
    if _small(group) and not part and not (link and link.score >= SMALL_SCORE):
        context.refused.append(Refused(group.number, "SMALL"))
        return None
    compared = before is not None and group.how in ("bare", "noun") and _compared(group, s)
    if link and link.score >= THRESHOLD[group.how]:
        if not (whole and link.score < OWN and link.rule != "inside") and not (compared and link.score < OWN):
            return _draft(group, link.kind, link.rule, link.score, link, whole, s, before)
    if whole is not None:
        return _draft(group, whole.kind, "part", INHERITED, None, whole, s, before)
    if before is not None and compared and before in (*earlier_in_sentence, context.last):
        return _draft(group, before.kind, "compared", INHERITED, None, None, s, before)
    if before is not None and group.how == "bare" and before in earlier_in_sentence and _place_follows(group, s):
        return _draft(group, before.kind, "breakdown", INHERITED, None, before.part_of or before, s, before)
    if (
        shared is not None
        and group.how != "unknown"
        and _listable(group)
        and shared.score - 0.4 >= THRESHOLD[group.how]
        and _fits_shared(group, shared)
    ):
        return _draft(group, shared.kind, "list", shared.score - 0.4, shared, None, s, before)
    carried = _carried(group, _mover(before, context), s)
    if carried is not None:
        if link and link.score > FAINT:
            return _draft(group, link.kind, f"faint {link.rule}", CARRIED, link, None, s, before)
        return _draft(group, carried.kind, "context", CARRIED, None, None, s, before)
    return None


def _everyday(group: Counted, link: Link | None, s: Clause, context: Context) -> bool:
    """Whether this is the coming and going of every day: pupils return, voters register, members cross the floor.
    A light word of movement needs a word of a crisis around it, and more of these than words of ordinary days."""
    if link is not None and link.kind not in s.grammar.light:
        return False
    trigger = link.trigger if link else None
    own = Span(s.words.start[trigger.start], s.words.end[trigger.end - 1]) if trigger else None
    plain, crisis = context.climate(group.number, s.grammar, own)
    named = group.head is not None and s.words.low[group.head] in s.grammar.walks_of_life
    if named and s.grammar.crisis.isdisjoint(s.words.low):
        return True
    if plain > max(1, crisis):
        return True
    everyday = trigger is not None and s.words.low[trigger.head] in s.grammar.everyday
    return crisis == 0 and plain > 0 and everyday and group.nationality is None and group.how in ("noun", "bare", "unknown")


def _small(group: Counted) -> bool:
    """A bare number word up to a dozen, which may be an hour, a score or a count of anything."""
    return group.how == "bare" and (group.number.value or group.number.high or 0) <= 12


def _mover(before: Draft | None, context: Context) -> Draft | None:
    """The last figure that told of movement, housing or need, else the last at all: harm is seldom gone on with."""
    if before is None or FAMILY_OF[before.kind] != "harm":
        return before
    return next((d for d in reversed(context.drafts[-4:]) if FAMILY_OF[d.kind] != "harm"), before)


def _carried(group: Counted, before: Draft | None, s: Clause) -> Draft | None:
    """The figure whose happening a number without a verb of its own goes on telling of."""
    if before is None or group.how not in ("bare", "noun", "demonym") or before.unit == "houses":
        return None
    if group.head is not None and s.words.low[group.head] in s.grammar.static | s.grammar.walks_of_life:
        return None
    if (group.number.value or group.number.high or 0) < LEAST_CARRIED or (
        group.noun is not None and group.noun.unit == "houses"
    ):
        return None
    near = before.sentence.end >= s.words.start[0] - NEAR_SENTENCE
    return before if near else None


def _whole_of_share(group: Counted, s: Clause) -> Draft | None:
    """ "Half of the 111,000 people displaced": the whole is a figure of its own where its noun, or a participle right
    behind it, says what happened to them."""
    for link in links(group, s):
        if link.rule == "inside" or (link.rule == "subject" and link.trigger and link.trigger.start <= group.last + 1):
            if link.score >= THRESHOLD["whole"]:
                return _draft(group, link.kind, "whole", link.score, link, None, s, None)
            return None
    return None


def _first_of_pair(before: Draft | None, context: Context) -> Draft | None:
    """The first figure of "112,894 people (24,241 families)", which is the one that is spoken of further on."""
    if before is None or before.group is None:
        return before
    return next((d for d in context.drafts[-6:] if d.group == before.group), before)


def _deployed(group: Counted, link: Link | None, s: Clause) -> bool:
    """Soldiers who cross or come without a word of flight are a deployment, and no figure of people on the move."""
    return bool(
        link
        and group.noun
        and group.noun.category == "combatants"
        and link.kind
        in ("crossed", "arrived", "transferred", "returned", "hosted", "sheltered", "in_camp", "registered")
        and not s.grammar.flight.intersection(s.words.low)
    )


def _compared(group: Counted, s: Clause) -> bool:
    """A figure that another is set against: "down from 1,100", "against 985 the day before"."""
    low = s.words.low
    at = group.first
    while at > 0 and (low[at - 1] in s.grammar.adverbs or low[at - 1] in s.grammar.determiners):
        at -= 1
    return any(tuple(low[max(0, at - size) : at]) in s.grammar.compare for size in (1, 2))


def _place_follows(group: Counted, s: Clause) -> bool:
    """ "33,000 from Idlib, 8,900 from Aleppo": a preposition right behind a bare number, and a name behind that."""
    low = s.words.low
    at = group.last
    return (
        at + 1 < len(low)
        and low[at] in s.grammar.prepositions
        and low[at] != s.grammar.partitive_of
        and any(s.words.raw[n][0].isupper() for n in range(at + 1, min(at + 4, len(low))))
    )


def _listable(group: Counted) -> bool:
    """A bare number word such as "two" is too little to take over what a list says."""
    return group.how != "bare" or (group.number.value or group.number.high or 0) >= 10


def _fits_shared(group: Counted, shared: Link) -> bool:
    houses = group.noun is not None and group.noun.unit == "houses"
    of_houses = (
        shared.kind.startswith("housing") and shared.counted.noun is not None and shared.counted.noun.unit == "houses"
    )
    return houses == of_houses or (group.noun is None and of_houses)


def _draft(
    group: Counted,
    kind: str,
    rule: str,
    score: float,
    link: Link | None,
    whole: Draft | None,
    s: Clause,
    before: Draft | None,
) -> Draft:
    trigger = None
    pattern = ""
    if link and link.trigger:
        trigger = Span(s.words.start[link.trigger.start], s.words.end[link.trigger.end - 1])
        pattern = link.trigger.pattern
    heir = before if rule in INHERITING else whole
    unit = _unit(group, kind, heir, link, s)
    kind = _except(group, kind, s)
    sentence = Span(s.words.start[0], s.words.end[-1])
    return Draft(sentence, group, kind, unit, rule, score, trigger, part_of=whole, pattern=pattern)


def _except(group: Counted, kind: str, s: Clause) -> str:
    """ "All but 600 have gone back": those of whom it is not said."""
    size = len(s.grammar.exception)
    at = group.first
    if (
        tuple(s.words.low[max(0, at - size) : at]) == s.grammar.exception
        or tuple(s.words.low[at : at + size]) == s.grammar.exception
    ):
        return s.grammar.excepted.get(kind, kind)
    return kind


def _unit(group: Counted, kind: str, heir: Draft | None, link: Link | None, s: Clause) -> str:
    """The unit of a figure: its noun's, that of the noun before it ("the number of families … dropped to 210"), or
    that of the figure it goes on from."""
    if group.noun:
        return group.noun.unit
    if link and link.trigger and link.trigger.meaning.unit == "houses":
        return "houses"
    if link and link.rule in ("total", "noun"):
        for at in range(max(0, link.trigger.start - 4 if link.trigger else 0), group.first):
            noun = s.grammar.nouns.get(s.words.low[at])
            if noun is not None and noun.unit != "people":
                return "people" if noun.unit == "houses" else noun.unit
    return heir.unit if heir is not None else "people"


def _part_marker(group: Counted, s: Clause) -> bool:
    """Words before the number that make it a part of the figure before: "including 177 minors", "of whom 76,000"."""
    low = s.words.low
    for back in range(1, 4):
        at = group.first - back
        if at < 0:
            return False
        word = low[at]
        if word in s.grammar.include:
            return True
        if word == "," and back == 1:
            continue
        if word in s.grammar.anaphora and at > 0 and low[at - 1] in (s.grammar.partitive_of, *s.grammar.include):
            return True
        if (
            word not in s.grammar.adverbs
            and word not in s.grammar.determiners
            and word not in s.grammar.pronouns
            and word != "("
        ):
            return False
    return False


def _pair(first: Draft, second: Draft, s: Clause) -> None:
    """ "60 families (312 people)": one group in two units."""
    units = {first.unit, second.unit}
    if units != {"households", "people"} or first.group is not None:
        return
    between = s.words.low[first.counted.last : second.counted.first]
    if len(between) <= 3 and not any(word in s.grammar.include for word in between) and between != ["and"]:
        number = id(first)
        first.group = second.group = number
        second.part_of = None


__all__ = ["PEOPLE", "Context", "Draft", "Refused", "read_sentence"]
