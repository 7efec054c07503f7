"""The word lists of `data/<language>/numbers.toml` in the form that the number reader looks things up in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from panj.language.numbers_digits import Digits, digits
from panj.language.numbers_words import Words, alternatives, words
from panj.lexicon import table
from panj.lexicon.vocabulary import heads
from panj.model.vocabulary import Qualifier

BEFORE_WORD = r" \n\t\r\u00a0\u2009\u202f(\[\"'“”‘’«—–/:>•~≈*"
"""What a number word may follow; a letter or a hyphen makes it a part of another word."""

GLUED = 5
"""A shorter qualifier is the end of too many words ("moreover")."""

Phrases = dict[str, tuple[tuple[tuple[str, ...], str], ...]]
"""The last word of each phrase, with the words before it (nearest first) and what the phrase means."""


def by_last_word(meanings: Iterable[tuple[str, str]]) -> Phrases:
    """Phrases by their last word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, meaning in meanings:
        *rest, last = phrase.split()
        found.setdefault(last, []).append((tuple(reversed(rest)), meaning))
    return {last: tuple(sorted(some, key=lambda item: -len(item[0]))) for last, some in found.items()}


def by_first_word(meanings: Iterable[tuple[str, str]]) -> Phrases:
    """Phrases by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, meaning in meanings:
        first, *rest = phrase.split()
        found.setdefault(first, []).append((tuple(rest), meaning))
    return {first: tuple(sorted(some, key=lambda item: -len(item[0]))) for first, some in found.items()}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's numbers. The raw tables stay at hand for plain lookups under their TOML names."""

    digits: Digits
    words: Words
    word_scan: re.Pattern[str]
    """A number in words, with the character before it."""
    word_heads: frozenset[str]
    """The first words of these."""
    zero: re.Pattern[str]
    zero_heads: frozenset[str]
    before: Phrases
    after: Phrases
    lead: frozenset[str]
    glued_about: tuple[str, ...]
    """Long qualifiers that a lost blank may have joined to the word before: "displacedabout 4,400"."""
    multipliers: dict[str, int]
    noun_scales: frozenset[int]
    """Multipliers that are nouns, so that "of" stands between them and what they count: "deux millions de"."""
    digit_scales: frozenset[int]
    """Multipliers behind which digits go on: "3 mil 500"."""
    suffixes: dict[str, int]
    unit_words: dict[str, str]
    """Words that may follow a number, and what each does: `head`, `nominal`, `measure`, `time`, `singular`, `skip`
    or `stop`."""
    two_word_heads: dict[str, frozenset[str]]
    sets: dict[str, frozenset[str]]
    """Every list of the TOML file as a set, by "table.key"."""
    maps: dict[str, dict[str, Any]]
    """Every mapping of the TOML file, by "table.key"."""
    scalars: dict[str, str]
    """Every single word of the TOML file, by "table.key"."""
    endings: dict[str, tuple[str, ...]]
    olds: tuple[str, ...]
    qualifier_of: dict[str, Qualifier]
    mixed: bool
    """Whether the mark of decimals stands between thousands in some countries, so that "4,300" may be 4,300."""


def _flat(tables: Mapping[str, Any]) -> tuple[dict[str, frozenset[str]], dict[str, dict[str, Any]], dict[str, str]]:
    sets: dict[str, frozenset[str]] = {}
    scalars: dict[str, str] = {}
    maps: dict[str, dict[str, Any]] = {}
    for name, content in tables.items():
        for key, value in content.items():
            if isinstance(value, list):
                sets[f"{name}.{key}"] = frozenset(value)
            elif isinstance(value, dict):
                maps[f"{name}.{key}"] = value
            elif isinstance(value, str):
                scalars[f"{name}.{key}"] = value
    return sets, maps, scalars


def _unit_words(tables: Mapping[str, Any]) -> dict[str, str]:
    units, measures = tables["units"], tables["measures"]
    words, vague = tables["words"], tables["vague"]
    numbers = (words["values"], words["tens"], words["hundreds"], words["counted_plurals"], vague["plurals"])
    roles = {word: "stop" for group in numbers for word in group}
    roles |= dict.fromkeys(units["stops"], "stop")
    roles |= dict.fromkeys(units["modifiers"], "skip")
    roles |= dict.fromkeys(measures["squares"], "skip")
    roles |= {word: "head" for word in units["heads"] if " " not in word}
    roles |= dict.fromkeys(units["nominal"], "nominal")
    roles |= dict.fromkeys(measures["units"], "measure")
    roles[measures["metre"]] = "measure"
    roles |= dict.fromkeys(measures["times"], "time")
    roles |= dict.fromkeys(measures["time_singular"], "singular")
    return roles


def _zero(zero: Mapping[str, Any]) -> re.Pattern[str]:
    gap = r"[\s\u00a0]{1,2}"
    heads = "|".join(re.escape(head).replace(r"\ ", gap) for head in sorted(zero["heads"], key=len, reverse=True))
    after = "|".join(re.escape(phrase).replace(r"\ ", gap) for phrase in sorted(zero["after"], key=len, reverse=True))
    done = alternatives(zero["after_participles"])
    modifiers, nouns = alternatives(zero["noun_modifiers"]), alternatives(zero["nouns"])
    no = alternatives(zero["no"])
    return re.compile(
        rf"\b(?:(?P<who>{heads})(?={gap}(?:{after}){gap}(?:[a-z]{{1,12}}{gap}){{0,2}}(?:{done})\b)"
        rf"|(?P<no>{no})(?={gap}(?:(?:{modifiers}){gap}){{0,2}}(?:{nouns})\b))"
    )


def compile_tables(tables: Mapping[str, Any]) -> Lexicon:
    """The lexicon from the tables of one language."""
    grammar = words(tables)
    sets, maps, scalars = _flat(tables)
    qualifiers = tables["qualifiers"]
    kinds: tuple[Qualifier, ...] = ("about", "at_least", "at_most", "exact")
    units = tables["units"]
    pairs: dict[str, set[str]] = {}
    for head in units["heads"]:
        if " " in head:
            first, second = head.split()
            pairs.setdefault(first, set()).add(second)
    phrase = grammar.phrase.pattern
    return Lexicon(
        digits=digits(tables["digits"]),
        words=grammar,
        word_scan=re.compile(f"[{BEFORE_WORD}]({phrase})"),
        word_heads=grammar.heads,
        zero=_zero(tables["zero"]),
        zero_heads=heads([*tables["zero"]["heads"], *tables["zero"]["no"]]),
        before=by_last_word((p, kind) for kind in kinds for p in qualifiers[kind]),
        after=by_first_word(qualifiers["after"].items()),
        lead=frozenset(word for lead in qualifiers["lead"] for word in lead.split()),
        glued_about=tuple(word for word in qualifiers["about"] if word.isalpha() and len(word) >= GLUED),
        multipliers=grammar.multipliers,
        noun_scales=frozenset(grammar.multipliers[word] for word in tables["words"]["nouns"]),
        digit_scales=frozenset(grammar.multipliers[word] for word in tables["words"]["before_digits"]),
        suffixes=tables["words"]["suffixes"],
        unit_words=_unit_words(tables),
        two_word_heads={first: frozenset(seconds) for first, seconds in pairs.items()},
        sets=sets,
        maps=maps,
        scalars=scalars,
        endings={key: tuple(units[key]) for key in ("modifier_endings", "plural_endings", "no_plural_endings")},
        olds=tuple(tables["measures"]["old"]),
        qualifier_of={kind: kind for kind in kinds},
        mixed=bool(tables["digits"].get("mixed")),
    )


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language. Raises DataError where the package has none."""
    return compile_tables(table(language, "numbers"))
