"""The words by which speakers are known, compiled once for each language."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from panj.lexicon import table
from panj.lexicon.scanning import pattern, small
from panj.model.vocabulary import SourceType

TYPE_ORDER: tuple[SourceType, ...] = (
    "un", "ngo", "party_to_conflict", "media", "military", "government", "witness", "unknown",
)  # fmt: skip
"""Where a name holds words of several kinds, the first of these is its kind: "UN officials" are the UN's."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language that the search for names needs, compiled."""

    raw: dict[str, Any]
    names: re.Pattern[str]
    type_of_name: dict[str, SourceType]
    heads: re.Pattern[str]
    heads_end: re.Pattern[str]
    type_of_head: dict[str, SourceType]
    places: frozenset[str]
    openers: frozenset[str]
    finite: frozenset[str]
    finite_word: re.Pattern[str]
    papers: frozenset[str]
    never: frozenset[str]
    asides: frozenset[str]
    fronting: frozenset[str]
    prepositions: frozenset[str]
    determiners: frozenset[str]
    elided: tuple[str, ...]
    """Determiners that stand close to the word behind them."""
    titles: frozenset[str]
    pronouns: dict[str, str]
    aliases: dict[str, str]
    joiners: frozenset[str]
    agent: str
    joint: str
    plural: str
    boundary: re.Pattern[str]
    tail: re.Pattern[str]
    leading: re.Pattern[str]
    relative: re.Pattern[str]
    comma_relative: re.Pattern[str]
    stop: re.Pattern[str]
    paper: re.Pattern[str]
    time: re.Pattern[str]


def _verb_forms(raw: dict[str, Any]) -> set[str]:
    verbs = set(raw["verbs"]["say"]) | set(raw["verbs"]["count"])
    return verbs.difference(raw["words"]["openers"], raw["words"]["nominal"])


@cache
def words(language: str) -> Words:
    """The compiled words of `data/<language>/speakers.toml`."""
    raw = table(language, "speakers")
    w = raw["words"]
    type_of_name: dict[str, SourceType] = {}
    type_of_head: dict[str, SourceType] = {}
    for kind in reversed(TYPE_ORDER):
        type_of_name.update(dict.fromkeys(raw["types"][kind]["names"], kind))
        type_of_head.update(dict.fromkeys(raw["types"][kind]["heads"], kind))
    pronouns = {word: group for group, members in raw["pronouns"].items() for word in members}
    time = f"(?:{w['time']})"
    return Words(
        raw=raw,
        names=re.compile(rf"(?<![\w-])(?:{pattern(type_of_name)})(?!\w)(?!-(?!led|run))"),
        type_of_name=type_of_name,
        heads=re.compile(rf"(?<![\w-])(?:{pattern(type_of_head)})(?![\w-])"),
        heads_end=re.compile(rf"(?<![\w-])(?:{pattern(type_of_head)})$"),
        type_of_head=type_of_head,
        places=frozenset(raw["places"]["speakers"]),
        openers=frozenset(w["openers"]),
        finite=frozenset(w["finite"]) | _verb_forms(raw),
        asides=frozenset(w["asides"]) | frozenset(w["fronting"]),
        finite_word=re.compile(rf"(?<!\w)(?:{pattern(set(w['finite']) | _verb_forms(raw))})\s"),
        papers=frozenset(w["papers"]),
        never=frozenset(w["never"]),
        fronting=frozenset(w["fronting"]),
        prepositions=frozenset(w["prepositions"]),
        determiners=frozenset(w["determiners"]),
        elided=tuple(word for word in w["determiners"] if word[-1] in "'’"),
        titles=frozenset(raw["titles"]["words"]),
        pronouns=pronouns,
        aliases=raw["aliases"],
        joiners=frozenset(w["joiners"]),
        agent=f" {w['agent']} ",
        plural=w["plural"],
        joint=f" {w['joint']} ",
        boundary=small(rf"[;:–—“”\"(\[)\]\n•]|,(?=\s)|\s-{{1,3}}\s|(?<![\w’'-])(?:{w['clause']})\s"),
        tail=small(rf"(?:[\s,]{{1,3}}(?:{time}|{w['auxiliaries']}))+\s{{0,3}}$"),
        leading=re.compile(rf"\s*(?:(?:{w['leading']}),?\s+){{0,3}}", re.I),
        relative=re.compile(rf",?\s(?:{w['relative']})\b", re.I),
        comma_relative=re.compile(rf",\s(?:{w['relative']})\s", re.I),
        paper=re.compile(w["paper"], re.I),
        stop=small(rf"[,;:()\[\]“”\"\n–—•>]|[.!?](?=\s*$)|\s-\s|\s(?:{w['stop']}|{time})(?![\w-])"),
        time=small(time),
    )
