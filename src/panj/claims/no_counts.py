"""Numbers that count nobody though no noun of things follows: list marks, ages, years, words joined to a number."""

from panj.claims.grammar import Grammar
from panj.claims.words import Words
from panj.model import Number

MARKS = 30
"""A list has no more items than this."""
OLDEST = 110
FEW = 12
YEARS = range(1990, 2036)
LABEL_REACH = 8
"""Words of a label that opens with a year: "2024 arrivals in Yemen: 60,900"."""


def no_count(number: Number, first: int, after: int, words: Words, grammar: Grammar) -> bool:
    """Whether the number is part of a word, marks an item of a list, or is an age or the year of a label."""
    value = number.value
    if value is None or after <= first:
        return False
    if value != int(value):
        return True
    return (
        _joined(after, words, grammar)
        or (value <= MARKS and _mark(first, after, words))
        or (value <= OLDEST and _age(first, after, words, grammar))
        or (value <= FEW and _aside(first, after, words, grammar))
        or _of_things(first, after, words, grammar)
        or _numbered(first, after, words, grammar)
        or (value in YEARS and _labels_year(first, after, words))
    )


def _joined(after: int, words: Words, grammar: Grammar) -> bool:
    """ "the 60-bed hospital", "a 107-member chamber"."""
    return (
        after + 1 < len(words)
        and words.low[after] == "-"
        and words.start[after] == words.end[after - 1]
        and words.start[after + 1] == words.end[after]
        and words.low[after + 1][0].isalpha()
        and words.low[after + 1] not in grammar.joined
    )


def _mark(first: int, after: int, words: Words) -> bool:
    """ "(4) The number of …", "2) …", "3. …" at the start of a line."""
    closing = words.low[after] if after < len(words) else ""
    bracketed = first == 1 and words.low[0] == "("
    return words.low[first].isdigit() and ((bracketed and closing == ")") or (first == 0 and closing in (")", ".")))


def _age(first: int, after: int, words: Words, grammar: Grammar) -> bool:
    """ "most of them over 70", "nineteen were under eighteen", "one girl (8)", "her sister, 67, is …"."""
    if first == 0:
        return False
    low = words.low
    before = low[first - 1]
    closing = low[after] if after < len(low) else ""
    if low[first] in grammar.age and (before in grammar.nouns or before in grammar.be or before in grammar.age):
        return not closing[:1].isalpha() or closing in grammar.prepositions or closing in grammar.coordinators
    if (before, closing) in (("(", ")"), (",", ",")) and first > 1 and low[first].isdigit():
        person = grammar.nouns.get(low[first - 2])
        return person is not None and person.unit == "people" and not low[first - 2].endswith(("s", "n"))
    return False


def _aside(first: int, after: int, words: Words, grammar: Grammar) -> bool:
    """ "four refugees said", "a widow with three children": a few who are mentioned and not counted."""
    low = words.low
    noun = grammar.nouns.get(low[after]) if after < len(low) else None
    if noun is None or noun.unit != "people":
        return False
    spoke = after + 1 < len(low) and low[after + 1] in grammar.saying
    return spoke or (noun.age == "minor" and first > 0 and low[first - 1] in grammar.family)


def _of_things(first: int, after: int, words: Words, grammar: Grammar) -> bool:
    """ "Schools: 108 of 856 open again": a label that names things; "Camps:" says where."""
    if first < 2 or words.low[first - 1] != ":":
        return False
    label = words.low[first - 2]
    counts = after < len(words) and (words.low[after] in grammar.nouns or words.low[after] in grammar.participles)
    return label in grammar.not_people and label.endswith("s") and label not in grammar.sites and not counts


def _numbered(first: int, after: int, words: Words, grammar: Grammar) -> bool:
    """ "Alert 611 (Matembe)", but not "this week 320 families fled"."""
    counts = after < len(words) and words.low[after][0].isalpha()
    return first > 0 and words.low[first - 1] in grammar.labels and not counts


def _labels_year(first: int, after: int, words: Words) -> bool:
    opens = first == 0 or not (words.low[first - 1][0].isalnum() or words.low[first - 1] in ",(")
    return opens and len(words.low[first]) == 4 and ":" in words.low[after : after + LABEL_REACH]
