"""From the numbers of a sentence to drafts of claims: what each counts, what happened to them, what it is part of."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from panj.claims.clauses import Clause, clause
from panj.claims.deciding import decide, why
from panj.claims.drafts import Context, Draft, Refused, Trace
from panj.claims.grammar import Grammar
from panj.claims.groups import PEOPLE, Counted, counted
from panj.claims.linking import Link, links
from panj.claims.tables import table_drafts
from panj.claims.words import Words
from panj.model import Number, PlaceMention
from panj.model.vocabulary import FAMILY_OF

CHAIN = 14
"""Words that may stand between two members of a list: "1,219 at Konga, 1,403 at the old school in Lewolaga"."""
MAX_NUMBERS = 32
"""Numbers of a sentence that are read, so that no sentence costs more than its share; the gold has 6 at the most."""
COUNTABLE = frozenset({"cardinal", "fraction"})


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
    sentence = clause(words, grammar, groups, grammar.matcher.find(words.low), houses)
    listed = table_drafts(groups, sentence, context)
    if listed:
        context.drafts += listed
        context.last = listed[-1]
        if context.traces is not None:
            context.traces.append(Trace(sentence, [[] for _ in groups], listed))
        return listed
    found = {id(g): links(g, sentence) for g in groups}
    drafts: list[Draft] = []
    for chain in _chains(groups, sentence):
        context.chains += 1
        drafts += _read_chain(chain, found, sentence, context, drafts)
    for draft in drafts:
        if draft.abroad and _country_follows(draft, words, names, grammar):
            draft.kind = draft.abroad
        context.last = draft
        context.drafts.append(draft)
    if context.traces is not None:
        context.traces.append(Trace(sentence, [found[id(g)] for g in groups], drafts))
    return drafts


def _country_follows(draft: Draft, words: Words, names: Mapping[int, PlaceMention], grammar: Grammar) -> bool:
    """Whether a country is named right behind the words that the draft was read from: "took refuge in Chad"."""
    if draft.trigger is None:
        return False
    at = words.at(draft.trigger.end)
    while at < len(words) and (words.low[at] in grammar.modifiers or words.low[at] in grammar.determiners):
        at += 1
    name = names.get(words.start[at]) if at < len(words) else None
    return bool(name and not name.demonym and name.best and name.best.level == "country")


def uncounted(numbers: Sequence[Number], context: Context) -> bool:
    """Whether the numbers of a sentence are all dates, ages, prices and the like, which are refused here."""
    if any(number.shape in COUNTABLE for number in numbers):
        return False
    context.refused += [_nothing(number) for number in numbers]
    return True


def _nothing(number: Number) -> Refused:
    return Refused(number, f"counts nothing: {number.shape}")


def _groups(
    words: Words, numbers: Sequence[Number], names: Mapping[int, PlaceMention], grammar: Grammar, context: Context
) -> list[Counted]:
    """What the numbers of a sentence count, those that count no people, households or houses left out."""
    groups: list[Counted] = []
    last = context.last.number.value if context.last else None
    for number in numbers:
        if number.shape not in COUNTABLE:
            context.refused.append(_nothing(number))
            continue
        if number.value is None and number.low is None and number.high is None:
            if number.share is None or last is None:
                continue
            number = replace(number, value=_rounded(number.share * last))
        if number.value == 0:
            context.refused.append(Refused(number, "says that there was nobody"))
            continue
        if len(groups) >= MAX_NUMBERS:
            context.refused.append(Refused(number, "stands behind too many others in one sentence"))
            continue
        group = counted(number, words, grammar, names)
        if number.share is not None and number.base is None and not _share_of_named(number, group, words, grammar):
            context.refused.append(Refused(number, "a share of what no figure was given for"))
            continue
        if group.how == "other":
            context.refused.append(Refused(number, f"counts {number.unit or 'something else'}, no people"))
            continue
        groups.append(group)
        if number.whole is not None and number.base is not None:
            whole = Number(
                number.base.start, number.base.end, number.base, number.whole, None, None, "exact", number.unit
            )
            first, after = words.span(whole.start, whole.end)
            whole_group = replace(group, number=whole, first=first, last=max(after, group.last), how="whole")
            if not grammar.percent.isdisjoint(words.low[group.first : first]):
                groups[-1] = replace(whole_group, how=group.how)
                continue
            groups.append(whole_group)
        if number.value is not None:
            last = number.value
    return _with_wholes(_without_ratios(groups, words, grammar), words, grammar)


def _share_of_named(number: Number, group: Counted, words: Words, grammar: Grammar) -> bool:
    """Whether a share is one of the figure before it: "half of them", "two-thirds cannot be traced", "twice that"; not
    of "the enclave's population", of "each", or of a count such as "2 of every 5"."""
    first, after = words.span(number.start, number.end)
    following = words.low[after] if after < len(words) else ""
    if number.share is not None and number.share >= 1:
        size = len(grammar.as_many)
        behind = words.low[after + size] if after + size < len(words) else "."
        ends = not behind[0].isalpha() or behind in grammar.be or behind in grammar.have
        as_many = size > 0 and ends and tuple(words.low[after : after + size]) == grammar.as_many
        return following in grammar.pointing or as_many
    parts = words.low[first:after]
    if sum(word.isdigit() for word in parts) > 1 and "/" not in parts:
        return False
    if following in grammar.as_many[:1]:
        return False
    if following in grammar.partitive_of:
        return group.how == "partitive" and (group.noun is None or group.noun.category != "people")
    return group.how == "bare" and following not in grammar.determiners


RATIO = 20
"""Neither number of a ratio is larger: "one family in six"."""


def _without_ratios(groups: list[Counted], words: Words, grammar: Grammar) -> list[Counted]:
    """Leaves out "one family in six", which counts nobody."""
    kept = list(groups)
    for one, six in pairwise(groups):
        if words.low[one.last : six.first] == list(grammar.ratio) and six.how == "bare":
            small = 0 < (one.number.value or RATIO) < (six.number.value or 0) <= RATIO
            if small and one in kept:
                kept.remove(one)
                kept.remove(six)
    return kept


def _with_wholes(groups: list[Counted], words: Words, grammar: Grammar) -> list[Counted]:
    """ "76 of 1,200 families": the part has the noun of its whole, and the whole is no figure of what the part did."""
    for n in range(len(groups) - 1):
        part, whole = groups[n], groups[n + 1]
        if whole.how == "bare" and _fronted_houses(part, words, grammar):
            groups[n], groups[n + 1] = replace(part, how="whole"), replace(whole, noun=part.noun, how="partitive")
            continue
        of = words.span(part.number.start, part.number.end)[1]
        joined = of < whole.first <= of + OF_REACH and words.low[of] in grammar.partitive_of
        joined = joined and all(_owns(at, words, grammar) for at in range(of + 1, whole.first))
        if (
            part.how in ("bare", "partitive")
            and part.noun is None
            and joined
            and whole.how != "whole"
            and part.number.whole is None
        ):
            noun = PEOPLE if whole.noun and whole.number.value == 1 else whole.noun
            groups[n] = replace(part, noun=noun, how="partitive", last=whole.last, head=whole.head)
            groups[n + 1] = replace(whole, how="whole")
    return groups


OF_REACH = 5
"""Words from "of" to the whole: "1,000 of Gjerdrum's 6,700 people"."""


def _owns(at: int, words: Words, grammar: Grammar) -> bool:
    """Whether a word may stand between "of" and the whole: articles, owners and their names."""
    word = words.low[at]
    return (
        word in grammar.determiners
        or word in grammar.owner
        or words.raw[at][0].isupper()
        or (at + 1 < len(words) and words.low[at + 1] in grammar.owner)
    )


def _fronted_houses(group: Counted, words: Words, grammar: Grammar) -> bool:
    """ "Of the village's 620 houses, 541 were under water": the sentence opens with all that there are."""
    houses = group.noun is not None and group.noun.unit == "houses"
    return houses and words.low[0] in grammar.fronted and words.low[group.last : group.last + 1] == [","]


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
    opening = earlier[-1] if earlier else context.last
    for group, link in zip(chain, best, strict=True):
        before = drafts[-1] if drafts else earlier[-1] if earlier else context.last
        draft = decide(group, link, shared if len(chain) > 1 else None, before, s, context, [*earlier, *drafts])
        if draft is None:
            score = link.score if link else 0.0
            context.refused.append(Refused(group.number, why(group, link), score))
            continue
        draft.chain = context.chains
        if draft.part_of is None and _breakdown(chain, opening, group) and _alike(draft, opening):
            draft.part_of = opening
        if drafts:
            _pair(drafts[-1], draft, s)
        drafts.append(draft)
    return drafts


def _alike(draft: Draft, whole: Draft | None) -> bool:
    """Whether the same may be told of both: the killed are no part of those who fled."""
    return whole is not None and FAMILY_OF[draft.kind] == FAMILY_OF[whole.kind]


def _breakdown(chain: list[Counted], before: Draft | None, group: Counted) -> bool:
    """A list of men, women and children behind a figure of people says who they are."""
    if before is None or before.counted in chain or len(chain) < 2 or before.unit != "people":
        return False
    told = before.counted.noun
    if told is not None and (told.sex or told.age):
        return False
    by_sex_or_age = all(g.noun is not None and (g.noun.sex or g.noun.age) for g in chain)
    return by_sex_or_age and (group.number.value or 0) < (before.number.value or 0)


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
