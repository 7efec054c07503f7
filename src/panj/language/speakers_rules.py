"""What the search for speakers looks for: the words of attribution and what each asks for, compiled."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from panj.language.speakers_phrases import Pair
from panj.language.speakers_scopes import WINDOW, bounds
from panj.language.speakers_words import words
from panj.language.wordscan import BEFORE_WORD, cased
from panj.lexicon.scanning import pattern
from panj.lexicon.vocabulary import heads
from panj.model.annotation import Sentence


@dataclass(frozen=True, slots=True)
class Rules:
    """What the scan looks for, and what each word found asks for."""

    scan: re.Pattern[str]
    heads: frozenset[str]
    """The first words of what the scan finds."""
    role: dict[str, str]
    needs: dict[str, re.Pattern[str]]
    told: frozenset[str]
    passive: frozenset[str]
    negation: frozenset[str]
    negation_endings: tuple[str, ...]
    content: frozenset[str]
    by_verbs: frozenset[str]
    nouns: frozenset[str]
    heading: frozenset[str]
    issuing: frozenset[str]
    minded: frozenset[str]
    by: re.Pattern[str]
    that: re.Pattern[str]
    aside: re.Pattern[str]
    aside_follow: re.Pattern[str]
    via: re.Pattern[str]
    citing: re.Pattern[str]
    reached: re.Pattern[str]
    listener_end: re.Pattern[str]
    cited_before: re.Pattern[str]
    as_saying: re.Pattern[str]
    outlet: re.Pattern[str]
    time_owner: re.Pattern[str]
    counted: re.Pattern[str]
    gap: re.Pattern[str]
    next_word: re.Pattern[str]
    clause_end: re.Pattern[str]
    noun_by: re.Pattern[str]
    possessive: re.Pattern[str]
    carried: re.Pattern[str]
    learned: frozenset[str]
    learned_from: re.Pattern[str]
    relative_before: re.Pattern[str]
    inverted: re.Pattern[str]
    """An auxiliary before a verb whose speaker stands behind it: "…, a déclaré X"."""


@cache
def rules(language: str) -> Rules:
    """The compiled rules of one language."""
    raw = words(language).raw
    w = raw["words"]
    role: dict[str, str] = {}
    groups = (
        ("noun", raw["nouns"]["words"]),
        ("count", raw["verbs"]["count"]),
        ("say", raw["verbs"]["say"]),
        ("quoted", w["quoted"]),
        ("citing", w["citing_verbs"]),
        ("any", raw["prefixes"]["any"]),
        ("known", raw["prefixes"]["known"]),
    )
    for key, group in groups:
        role.update(dict.fromkeys(group, key))
    return Rules(
        scan=re.compile(rf"{BEFORE_WORD}(?:{pattern(cased(role))})(?![\w’'-])"),
        heads=heads(role),
        role=role,
        needs={word: re.compile(rule, re.I) for word, rule in raw["verbs"]["needs"].items()},
        told=frozenset(w["told"]),
        passive=frozenset(w["passive"]),
        negation=frozenset(w["negation"]),
        negation_endings=tuple(w["negation_endings"]),
        content=frozenset(w["content"]),
        by_verbs=frozenset(w["by_verbs"]),
        nouns=frozenset(raw["nouns"]["words"]),
        minded=frozenset(w["minded"]),
        issuing=frozenset(w["issuing"]),
        heading=frozenset(raw["prefixes"]["heading"]),
        by=re.compile(w["by"], re.I),
        that=re.compile(w["that"], re.I),
        aside=re.compile(rf"(?:,?\s+(?:{w['time']}|{w['aside']}))+(?![\w-])", re.I),
        aside_follow=re.compile(rf"(?:{w['aside_follow']})\b", re.I),
        via=re.compile(rf"[,\s]+(?:{raw['via']['after']})", re.I),
        reached=re.compile(rf"\s(?:{w['reached']})\s", re.I),
        listener_end=re.compile(rf"\s(?:{w['listener_end']})\s", re.I),
        citing=re.compile(rf",?\s(?:{w['citing']})\s", re.I),
        cited_before=re.compile(rf",?\s(?:{w['citing']})\s$", re.I),
        as_saying=re.compile(w["as_saying"], re.I),
        outlet=re.compile(rf"\b(?:{raw['via']['outlet_heads']})\b", re.I),
        clause_end=re.compile(r"[;,](?=\s)|[.](?=\s|$)"),
        next_word=re.compile(r"\s([a-zà-ÿ]+)"),
        gap=re.compile(w["gap"], re.I),
        counted=re.compile(w["counted"], re.I),
        time_owner=re.compile(rf"\b{w['time_owner']}$", re.I),
        possessive=re.compile(w["possessive"], re.I),
        noun_by=re.compile(rf"(?<!\w)(?:{w['noun_by']})\s+", re.I),
        carried=re.compile(w["carried"], re.I),
        learned=frozenset(w["learned"]),
        learned_from=re.compile(w["learned_from"], re.I),
        inverted=re.compile(rf"(?<!\w)(?:{w['inverted']})$", re.I),
        relative_before=re.compile(rf"(\w+),?\s+(?:{w['relative_object']})\s+$", re.I),
    )


@dataclass(slots=True)
class Reading:
    """One text while its speakers are being found."""

    text: str
    sentences: Sequence[Sentence]
    starts: list[int]
    language: str
    rules: Rules

    def sentence(self, offset: int) -> Pair:
        """The bounds of the sentence that holds the offset, at most WINDOW to either side."""
        low, high = bounds(self.sentences, self.starts, offset, len(self.text))
        return max(low, offset - WINDOW), min(high, offset + WINDOW)

    def words(self, pair: Pair) -> str:
        return " ".join(self.text[pair[0] : pair[1]].split())
