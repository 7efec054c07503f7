"""What kind of speaker a name is, and whom a pronoun or a short mention means."""

import re
from functools import lru_cache
from typing import Literal

from panj.language.speakers_phrases import ABBREVIATED, Pair
from panj.language.speakers_words import TYPE_ORDER, Words, words
from panj.model.annotation import Attribution
from panj.model.vocabulary import SourceType

Strength = Literal["known", "acronym", "named", "noun", "none"]
"""How a name's kind is known: by a listed name or noun, as an acronym, by capitals, by a noun of no kind, or not."""

_ACRONYM = re.compile(r"(?<![\w-])[^\W\d_a-zà-ÿ]{3,10}(?![\w-])")
_CAPITALISED = re.compile(r"[^\W\d_a-zà-ÿ][\w.'’-]*")
_PERSON = re.compile(r"[^\W\d_a-z][\w’'-]+ [^\W\d_a-z][\w’'-]+$")
_FORENAMES = re.compile(r"(?:[^\W\d_a-z][\w.’'-]{0,24}\s){1,4}$")
MEMORY = 40
"""Speakers back that a pronoun or a short mention may mean."""
NAME_REACH = 20_000
"""Characters back in which the full name of a surname is looked for."""
_NAME_BEFORE = 90
"""Characters before a surname in which the names in front of it are looked for."""


@lru_cache(maxsize=4096)
def classify(name: str, language: str) -> tuple[SourceType, Strength]:
    """What kind of speaker a noun phrase names, and how that is known."""
    w = words(language)
    bare = strip_determiner(name, language)
    if bare in w.places:
        return "government", "known"
    core = _core(bare, w)
    found = {w.type_of_name[" ".join(m.group().split())] for m in w.names.finditer(core)}
    found |= {w.type_of_head[" ".join(m.group().split())] for m in w.heads.finditer(core.lower())}
    for kind in TYPE_ORDER:
        if kind in found and not (kind == "unknown" and w.agent in bare):
            return kind, "noun" if kind == "unknown" else "known"
    if core != bare:
        if w.agent in bare:
            return classify(bare.split(w.agent, 1)[1], language)
        outer = {w.type_of_name[" ".join(m.group().split())] for m in w.names.finditer(bare)}
        for kind in TYPE_ORDER:
            if kind in outer:
                return kind, "known"
    if _ACRONYM.search(core) and (" " not in core or not core.isupper()):
        return "unknown", "acronym"
    capitals = _CAPITALISED.findall(core)
    if len(capitals) >= 2 and capitals[0] == core.split()[0]:
        return "witness", "named"
    return "unknown", "named" if capitals else "none"


def _core(name: str, w: Words) -> str:
    """The phrase up to its first preposition; a comma adds what stands in apposition."""
    kept = []
    for part in name.split(", "):
        tokens = part.split(" ")
        for index, token in enumerate(tokens):
            if index and token.lower() in w.prepositions:
                if token.lower() in w.joiners and index + 1 < len(tokens):
                    continue
                tokens = tokens[:index]
                break
        kept.append(" ".join(tokens))
    return ", ".join(kept)


def strip_determiner(name: str, language: str) -> str:
    """The name without the article in front of it and the marks around it."""
    name = name.strip(" ,;:'‘’\"“”*#\n\t")
    name = name if ABBREVIATED.search(name) else name.rstrip(".")
    elided = next((d for d in words(language).elided if name.lower().startswith(d)), "")
    if elided:
        return name[len(elided) :]
    first, _, rest = name.partition(" ")
    return rest.lstrip() if rest and first.lower() in words(language).determiners else name


def resolve(text: str, speaker: Pair, earlier: list[Attribution], language: str) -> tuple[str, SourceType]:
    """The full name and type of a speaker: a pronoun or a short mention takes those of its last full mention."""
    w = words(language)
    said = text[speaker[0] : speaker[1]]
    name = strip_determiner(" ".join(said.split()), language)
    lowered = name.lower()
    group = w.pronouns.get(lowered)
    if group:
        return _antecedent(group, earlier, w) or (name, "witness" if group in ("person", "first") else "unknown")
    name = _without_paper(name, language)
    lowered = name.lower()
    kind, strength = classify(name, language)
    tokens = lowered.split()
    if len(tokens) == 1:
        full = _longer(lowered, strength, earlier)
        if full:
            return full
        if strength == "named":
            whole = _full_name(text, name, speaker[0])
            if whole:
                return whole, classify(whole, language)[0]
    elif kind == "media" and name.islower():
        outlet = _last_outlet(earlier)
        if outlet:
            return outlet, "media"
    return w.aliases.get(name, name), kind


def _without_paper(name: str, language: str) -> str:
    """The owner alone of a known owner's count: "UNHCR data" → "UNHCR"."""
    owner, _, last = name.rpartition(" ")
    if owner and last.lower() in words(language).papers and classify(owner, language)[1] in ("known", "acronym"):
        return owner.removesuffix("'s").removesuffix("’s")
    return name


def _antecedent(group: str, earlier: list[Attribution], w: Words) -> tuple[str, SourceType] | None:
    for past in reversed(earlier[-MEMORY:]):
        plural = _core(past.name.split(",")[0], w).endswith(w.plural)
        person = past.type == "witness" or bool(_PERSON.search(past.name))
        if group == "person" and plural and not person:
            continue
        if group == "thing" and past.type == "witness":
            continue
        return past.name, past.type
    return None


def _longer(short: str, strength: Strength, earlier: list[Attribution]) -> tuple[str, SourceType] | None:
    """The last speaker or outlet whose longer name holds the word."""
    stem = short[:-1] if short.endswith("s") and len(short) > 4 and strength != "named" else short
    forms = {stem, stem + "s"}
    for past in reversed(earlier[-MEMORY:]):
        if past.via and not forms.isdisjoint(past.via.lower().replace(",", "").split()) and len(past.via) > len(short):
            return past.via, past.via_type or "media"
        if len(past.name) > len(short) and not forms.isdisjoint(past.name.lower().replace(",", "").split()):
            return past.name, past.type
    return None


def _last_outlet(earlier: list[Attribution]) -> str | None:
    for past in reversed(earlier[-MEMORY:]):
        for name, kind in ((past.via, past.via_type), (past.name, past.type)):
            if name and kind == "media" and not name.islower():
                return name
    return None


def _full_name(text: str, surname: str, before: int) -> str | None:
    """A longer name that ends in the surname, from earlier in the text: "Barrientos" → "Mayor Hector Barrientos"."""
    at = text.find(" " + surname, max(0, before - NAME_REACH), before)
    if at < 0:
        return None
    lead = _FORENAMES.search(text[max(0, at - _NAME_BEFORE) : at + 1])
    return (lead.group() + surname) if lead else None
