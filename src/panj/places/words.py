"""The words of one language around place names, as sets that are quick to ask."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from panj.lexicon import table
from panj.model.vocabulary import Level
from panj.places.names import key
from panj.places.schema import LEVELS


@dataclass(frozen=True, slots=True)
class Words:
    """`kinds` gives single words (as keys) their kind, the name of their list.

    `demonyms` maps keys to ISO alpha-3 codes; `levels` lower-case words to the levels they speak for.
    """

    kinds: dict[str, str]
    kind_before: frozenset[str]
    kind_after: frozenset[str]
    organisation: frozenset[str]
    direction: frozenset[str]
    title: frozenset[str]
    locative: frozenset[str]
    saying: frozenset[str]
    joiner: tuple[str, ...]
    prefix: tuple[str, ...]
    abbreviation: tuple[str, ...]
    demonyms: dict[str, tuple[str, ...]]
    small_demonyms: tuple[str, ...]
    """Demonyms that are written with a small letter, as they are written."""
    countries: dict[str, str]
    """Keys of the language's own names of countries, with ISO alpha-3 codes."""
    exonyms: dict[str, str]
    """Keys of the language's own names of places, with the names that the gazetteer has."""
    several_words: tuple[str, ...]
    """Of these names, as written, those with a word in small letters: "bande de Gaza"."""
    of: frozenset[str]
    citing: frozenset[str]
    elided: tuple[str, ...]
    no_places: frozenset[str]
    agencies: frozenset[str]
    first_names: frozenset[str]
    both: frozenset[str]
    common: frozenset[str]
    levels: dict[str, tuple[Level, ...]]
    physical: frozenset[str]
    speaking: frozenset[str]
    audience: frozenset[str]
    spoken_after: frozenset[str]
    thing_after: frozenset[str]
    with_article: frozenset[str]
    several: frozenset[str]
    within: frozenset[str]
    towards: frozenset[str]
    honorific: frozenset[str]
    article: frozenset[str]
    conjunction: frozenset[str]


KINDS = ("kind_after", "direction", "authority", "organisation", "thing", "title", "month", "opener")
"""The lists of `[words]` that give a word its kind; a later one wins where a word stands in two."""
PLURAL_ENDINGS = ("n", "i")
PARTS = re.compile(r"[ '’-]")


@cache
def words(language: str) -> Words:
    """The word lists of the language. Raises DataError."""
    data = table(language, "places")
    lists = {name: text.split() for name, text in data["words"].items()}
    kinds = {key(word): kind for kind in KINDS for word in lists[kind]}
    levels: dict[str, tuple[Level, ...]] = {}
    several = frozenset(data["level"]["several"].split())
    for level in LEVELS:
        text = data["level"].get(level, "")
        for word in text.split():
            levels[word.replace("-", " ")] = (*levels.get(word.replace("-", " "), ()), level)
    given = table(language, "first_names")
    own = table(language, "exonyms")
    written = [*own["countries"].values(), *own["places"].values()]
    return Words(
        kinds=kinds,
        kind_before=frozenset(map(key, lists["kind_before"])),
        kind_after=frozenset(map(key, lists["kind_after"])),
        organisation=frozenset(map(key, lists["organisation"])),
        direction=frozenset(map(key, lists["direction"])),
        title=frozenset(map(key, lists["title"])),
        locative=frozenset(lists["locative"]),
        saying=frozenset(lists["saying"]),
        joiner=tuple(lists["joiner"]),
        prefix=tuple(lists["prefix"]),
        abbreviation=tuple(lists["abbreviation"]),
        demonyms=_demonyms(language),
        small_demonyms=_small_demonyms(language),
        countries=_keys(own["countries"]),
        exonyms=_keys(own["places"]),
        several_words=tuple(n for names in written for n in names if any(w[:1].islower() for w in PARTS.split(n))),
        of=frozenset(lists["of"]),
        citing=frozenset(lists["citing"]),
        elided=tuple(f"{word}{mark}" for word in lists["elided"] for mark in "'’"),
        no_places=frozenset(map(key, data["spelled"]["not_places"])),
        agencies=frozenset(data["spelled"]["agencies"]),
        first_names=frozenset(map(key, given["names"].split())),
        both=frozenset(map(key, given["both"].split())),
        common=frozenset(table(language, "common_words")["words"].split()),
        levels=levels,
        physical=frozenset(map(key, lists["physical"])),
        speaking=frozenset(lists["speaking"]),
        audience=frozenset(lists["audience"]),
        spoken_after=frozenset(lists["spoken_after"]),
        thing_after=frozenset(lists["thing_after"]),
        with_article=frozenset(data["spelled"]["with_article"]),
        several=several,
        within=frozenset(lists["within"]),
        towards=frozenset(lists["towards"]),
        honorific=frozenset(lists["honorific"]),
        article=frozenset(lists["article"]),
        conjunction=frozenset(lists["and"]),
    )


def _keys(names: Mapping[str, list[str]]) -> dict[str, str]:
    return {key(name): meaning for meaning, variants in names.items() for name in variants}


def _small_demonyms(language: str) -> tuple[str, ...]:
    data = table(language, "demonyms")
    return tuple(name for names in data["countries"].values() for name in names) if data.get("small") else ()


def _demonyms(language: str) -> dict[str, tuple[str, ...]]:
    data = table(language, "demonyms")
    found: dict[str, tuple[str, ...]] = {key(name): () for name in data["none"]["names"]}
    for iso3, names in data["countries"].items():
        for name in names:
            plural = [f"{name}s"] if name.endswith(PLURAL_ENDINGS) else []
            for folded in map(key, [name, *plural]):
                if iso3 not in found.get(folded, ()):
                    found[folded] = (*found.get(folded, ()), iso3)
    return found
