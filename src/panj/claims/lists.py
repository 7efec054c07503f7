"""What stands in the word lists: nouns that a number can count, and patterns with what they say happened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from panj.claims.patterns import Pattern, compile_pattern


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a pattern says happened, where the people stand in it, and how strongly it speaks."""

    kind: str
    frame: str
    weight: float = 0.0
    unit: str | None = None
    order: int = 0
    """Which list of the word lists it is, from 0."""
    in_disaster: str | None = None
    """The kind where a disaster is the cause, if that is another one."""
    abroad: str | None = None
    """The kind where the name of a country follows."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that a number can count."""

    unit: str
    category: str = "people"
    sex: str | None = None
    age: str | None = None


TENTS = "tents"
"""The category of dwellings that are counted only where they are damaged."""


def words_in(text: str) -> list[str]:
    return text.split()


def nouns_of(groups: Mapping[str, Any]) -> dict[str, Noun]:
    nouns: dict[str, Noun] = {}
    for category, words in groups["people"].items():
        for word in words_in(words):
            nouns[word] = Noun("people", category)
    for sex in ("female", "male", "any"):
        for age, words in groups[sex].items():
            for word in words_in(words):
                nouns[word] = Noun("people", "people", None if sex == "any" else sex, age)
    for unit, words in groups["units"].items():
        for word in words_in(words):
            nouns[word] = Noun(unit)
    for word in words_in(groups["tents"]["words"]):
        nouns[word] = Noun("houses", TENTS)
    return nouns


def patterns_of(
    lists: list[dict[str, Any]], classes: Mapping[str, str], verbs: Mapping[str, str]
) -> Iterator[Pattern[Meaning]]:
    for order, row in enumerate(lists):
        meaning = Meaning(
            row["kind"],
            row["frame"],
            row.get("weight", 0.0),
            row.get("unit"),
            order,
            row.get("in_disaster"),
            row.get("abroad"),
        )
        for text in row["patterns"]:
            yield from compile_pattern(text, meaning, classes, verbs)
