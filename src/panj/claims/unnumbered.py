"""People that a report speaks of without a number: "the rest were sent back", "the refugees who arrived over two days".

What remains of a stated whole has bounds, by arithmetic on what the text states; other mentions have no measure at all
and carry what is said of the same people: when they came, from where, by which way.
"""

import re
from collections.abc import Sequence
from functools import cache

from panj.claims.clauses import clause
from panj.claims.drafts import Draft
from panj.claims.grammar import Grammar
from panj.claims.groups import Counted
from panj.claims.linking import links
from panj.claims.words import Words
from panj.lexicon import table
from panj.lexicon.scanning import pattern
from panj.lexicon.vocabulary import Vocabulary, heads
from panj.model import Number, Span
from panj.model.vocabulary import FAMILY_OF

MAX_NUMBERS = 12
"""Mentions without a number that are read in a sentence, so that none costs more than its share."""
LEAST = 2.1
"""Points that a link needs where no number vouches that something is counted."""


@cache
def _scanner(language: str) -> tuple[re.Pattern[str], frozenset[str]]:
    """Finds words that may name people without a number, as `rest` and `people` groups; and their first words."""
    data = table(language, "groups")["unnumbered"]
    rest = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in data["rest"])
    names = [*data["rest"], *data["people"].split()]
    scan = re.compile(rf"\b(?:(?P<rest>{rest})|(?P<people>{pattern(data['people'].split())}))\b")
    return scan, heads(names)


def people_named(language: str, vocabulary: Vocabulary) -> list[re.Match[str]]:
    """The words of a text that may name people without a number."""
    scan, first = _scanner(language)
    return list(vocabulary.matches(scan, vocabulary.low, first))


def read_unnumbered(
    words: Words, hits: Sequence[re.Match[str]], numbered: Sequence[Draft], grammar: Grammar, before: Sequence[Draft]
) -> list[Draft]:
    """Drafts of one sentence for people without a number; `before` holds the figures read so far."""
    groups: list[tuple[Counted, bool]] = []
    for hit in hits[:MAX_NUMBERS]:
        first, last = words.span(hit.start(), hit.end())
        if any(d.counted.first <= first < d.counted.last for d in numbered):
            continue
        span = Span(hit.start(), hit.end())
        number = Number(span.start, span.end, span, None, None, None, "exact")
        noun = grammar.nouns.get(words.low[last - 1])
        groups.append((Counted(number, first, last, noun, "noun", head=last - 1), hit.lastgroup == "rest"))
    if not groups:
        return []
    triggers = [t for t in grammar.matcher.find(words.low) if t.meaning.frame in ("s", "o", "so")]
    taken = {d.trigger for d in numbered}
    sentence = clause(words, grammar, [g for g, _ in groups] + [d.counted for d in numbered], triggers)
    drafts: list[Draft] = []
    for group, rest in groups:
        found = links(group, sentence)
        if not found or found[0].trigger is None:
            continue
        best = found[0]
        trigger = best.trigger
        if trigger is None or best.rule not in ("subject", "object") or best.score < (1.0 if rest else LEAST):
            continue
        span = Span(words.start[trigger.start], words.end[trigger.end - 1])
        if span in taken or FAMILY_OF[best.kind] != "movement" or best.kind == "displaced":
            continue
        taken.add(span)
        whole = _whole(before) if rest else None
        if rest and whole is None:
            continue
        draft = Draft(
            Span(words.start[0], words.end[-1]), group, best.kind, whole.unit if whole else "people",
            f"unnumbered {best.rule}", best.score, span, pattern=trigger.pattern, remainder_of=whole,
        )  # fmt: skip
        drafts.append(draft)
    return drafts


def _whole(before: Sequence[Draft]) -> Draft | None:
    """What "the rest" is the rest of: the figure that the last part is a part of, else the largest figure before it."""
    people = [d for d in before if d.number.value is not None and d.remainder_of is None]
    if not people:
        return None
    if people[-1].part_of is not None:
        return people[-1].part_of
    return max(people[-6:], key=lambda d: d.number.value or 0)


def remaining(whole: Draft, drafts: Sequence[Draft]) -> tuple[float | None, float | None, list[Draft]]:
    """The bounds of what remains of a whole, and the figures that they follow from."""
    parts = [
        d for d in drafts
        if d is not whole and d.remainder_of is None and d.unit == whole.unit and d.number.value is not None
        and (d.part_of is whole or d.kind != whole.kind) and (d.number.value or 0) < (whole.number.value or 0)
    ]  # fmt: skip
    taken = parts[-1:]
    total = whole.number.value
    if total is None or not taken:
        return None, None, [whole]
    low = total - (taken[0].number.value or 0)
    open_end = whole.number.qualifier == "at_least" or taken[0].number.qualifier == "at_most"
    return low, None if open_end else low, [whole, *taken]
