"""The word lists of war, borders, diplomacy and aid, as the reader uses them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from panj.claims.patterns import Matcher, Pattern, compile_pattern
from panj.claims.words import TOKEN
from panj.lexicon import table
from panj.lexicon.scanning import small
from panj.lexicon.vocabulary import heads as first_words

STANDS_FOR = frozenset({"<pron>", "<num>"})
"""Chunks that stand for somebody named before: "they", "4,000 would stand"."""
MOVED = frozenset({"deployment", "withdrawal"})
STRICT = MOVED | {"base", "pledged", "delivered", "membership"}
"""Kinds whose passive needs a noun for its subject."""
ARMED = frozenset({"<force>", "<group>", "<weapon>"})
"""Who makes an attack of whatever is done to anybody."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a pattern means. `subject` and `object` hold the kinds of chunks that may stand there; empty: anything."""

    kind: str
    frame: str
    subject: frozenset[str]
    object: frozenset[str]
    anchor: str
    near: str
    swap: bool = False
    optional: bool = False
    direct: bool = False
    """No word may stand between the verb and its object."""
    strict: bool = False
    """No pronoun may stand for the subject."""
    status: str = ""
    needs: frozenset[str] = frozenset()
    """Chunks of which a sentence holds one where the verb tells anything; empty where it may tell without."""

    @property
    def strict_passive(self) -> bool:
        """Whether only a noun may be the subject of its passive."""
        return self.direct or self.strict or self.kind in STRICT


@dataclass(frozen=True, slots=True)
class Known:
    """A name of the list of actors: its words as written, what it is, and whose."""

    words: tuple[str, ...]
    kind: str
    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Syntax:
    """Words that hold a sentence together."""

    prepositions: frozenset[str]
    determiners: frozenset[str]
    adverbs: frozenset[str]
    subordinators: frozenset[str]
    contrasts: frozenset[str]
    coordinators: frozenset[str]
    negations: frozenset[str]
    be: frozenset[str]
    get: frozenset[str]
    have: frozenset[str]
    modal: frozenset[str]
    function: frozenset[str]
    """All words of grammar."""


@dataclass(frozen=True, slots=True)
class SecurityWords:
    """Everything that the security side knows of a language."""

    grammar: Syntax
    matcher: Matcher[Row]
    gates: frozenset[str]
    """Words of which a sentence holds one where a pattern fits it, but for those of saying."""
    said: frozenset[str]
    """Forms of verbs of saying."""
    heads: Mapping[str, str]
    names: Mapping[str, tuple[Known, ...]]
    """Names by their first word, longest first."""
    capitals: frozenset[str]
    stops: frozenset[str]
    """Words at which a noun phrase ends."""
    silent: frozenset[str]
    """Words with which none begins."""
    opening: frozenset[str]
    """Words with which one may begin, whatever follows."""
    forms: Mapping[str, str]
    """The verb that a form belongs to."""
    participles: frozenset[str]
    bases: frozenset[str]
    gerunds: frozenset[str]
    ordinary: frozenset[str]
    serious: frozenset[str]
    telling: frozenset[str]
    """The first words of these, and of those for borders."""
    before: int
    stance: re.Pattern[str]
    planned: frozenset[str]
    maybe: frozenset[str]
    never: frozenset[str]
    infinitive: str
    possessive: str
    plural: str
    adverbial: str
    """The ending of adverbs."""
    lists: Mapping[str, frozenset[str]]
    """Small lists by name, for the rules."""


def _syntax(language: str) -> Syntax:
    data = table(language, "grammar")
    words = {name: frozenset(text.split()) for name, text in data["words"].items()}
    aux = {name: frozenset(text.split()) for name, text in data["aux"].items()}
    function = frozenset().union(
        *(words[name] for name in ("preposition", "determiner", "relative", "subordinate", "contrast", "coordinate")),
        *(words[name] for name in ("pronoun", "negation", "adverb")),
        *aux.values(),
    )
    return Syntax(
        prepositions=words["preposition"],
        determiners=words["determiner"],
        adverbs=words["adverb"] - frozenset(table(language, "security")["lists"]["saying"].split()),
        subordinators=words["subordinate"],
        contrasts=words["contrast"],
        coordinators=words["coordinate"],
        negations=words["negation"],
        be=aux["be"],
        get=aux["get"],
        have=aux["have"],
        modal=aux["modal"],
        function=function,
    )


def _names(data: Mapping[str, Any]) -> dict[str, tuple[Known, ...]]:
    found: dict[str, list[Known]] = {}

    def add(alias: str, kind: str, name: str, country: str | None) -> None:
        words = tuple(TOKEN.findall(alias))
        found.setdefault(words[0].lower(), []).append(Known(words, kind, name, country))

    for section, kind in (("groups", "group"), ("organisations", "org")):
        for line in data[section]["names"]:
            name, _, rest = line.partition(" = ")
            for alias in (name, *rest.split("; ")):
                if alias:
                    add(alias, kind, name, None)
    for country, names in data["states"].items():
        for name in names:
            add(name, "state", name, country)
    for country, names in data["forces"].items():
        for name in names:
            add(name, "force", name, country)
    return {word: tuple(sorted(all_, key=lambda k: -len(k.words))) for word, all_ in found.items()}


def _patterns(
    rows: list[dict[str, Any]], sets: Mapping[str, str], classes: Mapping[str, str], verbs: Mapping[str, str]
) -> Iterator[Pattern[Row]]:
    def members(names: str) -> frozenset[str]:
        return frozenset(
            f"<{kind}>" for name in names.split() if name != "none" for kind in sets.get(name, name).split()
        )

    for row in rows:
        meaning = Row(
            row["kind"],
            row["frame"],
            members(row.get("subject", "none")),
            members(row.get("object", "none")),
            row.get("anchor", ""),
            row.get("near", ""),
            row.get("swap", False),
            row.get("optional", False),
            row.get("direct", False),
            row.get("strict", False),
            row.get("status", ""),
        )
        meaning = replace(meaning, needs=_needs(meaning))
        for text in row["patterns"]:
            yield from compile_pattern(text, meaning, classes, verbs)


def _needs(row: Row) -> frozenset[str]:
    """What may be the object of a verb, active or passive, or the subject of one without, by `security_frames`."""
    if row.optional:
        return frozenset()
    if not row.object:
        return row.subject | STANDS_FOR if row.subject and "<date>" not in row.subject else frozenset()
    return row.object | (frozenset() if row.strict_passive else STANDS_FOR) | (ARMED if row.kind == "attack" else set())


def _gates(patterns: Iterable[Pattern[Row]], common: frozenset[str], heads: Mapping[str, set[str]]) -> frozenset[str]:
    """Words of which a sentence holds one where a pattern fits it.

    Of each pattern the words of one element that tells something, a noun before a verb; where all its words are common
    ones, the nouns that its subject or object needs.
    """
    out: set[str] = set()
    for pattern in patterns:
        telling = [
            e for e in pattern.elements
            if e.words and e.words.isdisjoint(common) and not any(word[0] == "<" for word in e.words)
        ]  # fmt: skip
        if telling:
            out |= min(telling, key=lambda e: e.verb).words
            continue
        row = pattern.meaning
        needed = [kinds for kinds in (row.object, row.subject) if kinds and kinds <= heads.keys()]
        out |= set().union(*(heads[kind] for kind in needed[0])) if needed else pattern.elements[0].words
    return frozenset(out)


@cache
def security_words(language: str) -> SecurityWords:
    """The lists of a language, built once a process. Raises DataError."""
    data, actors, syntax = table(language, "security"), table(language, "actors"), _syntax(language)
    verbs: dict[str, str] = {**table(language, "verbs")["forms"], **data["forms"]}
    heads = {word: f"<{kind}>" for kind, words in data["heads"].items() for word in words.split()}
    for kind in ("base", "border", "force"):
        heads |= dict.fromkeys(data["heads"][kind].split(), f"<{kind}>")
    patterns = list(_patterns(data["list"], data["sets"], data["classes"], verbs))
    matcher = Matcher(patterns)
    common = syntax.function | frozenset(data["lists"]["common"].split())
    names = _names(actors)
    by_kind: dict[str, set[str]] = {kind: {w for w, k in heads.items() if k == kind} for kind in set(heads.values())}
    by_kind["<group>"] = {word for word, known in names.items() if any(k.kind == "group" for k in known)}
    by_kind["<force>"] |= by_kind["<men>"] | by_kind["<unit>"]
    forms: dict[str, str] = {}
    for lemma, text in verbs.items():
        for form in text.replace("/", " ").split():
            forms.setdefault(form, lemma)
    split = [text.split() for text in verbs.values()]
    capitals = frozenset(actors["capitals"]["names"].split()) | frozenset(actors["capitals"]["more"])
    ends, they = (frozenset(data["lists"][name].split()) for name in ("ends", "they"))
    stops = (syntax.function | frozenset(forms) | matcher_nouns(data) | ends) - frozenset(
        data["adjectives"]["verbal"].split()
    )
    ordinary, serious = (frozenset(data["register"][name].split()) for name in ("ordinary", "serious"))
    return SecurityWords(
        grammar=syntax,
        matcher=matcher,
        gates=_gates((p for p in patterns if p.meaning.frame != "said"), common, by_kind),
        said=_gates((p for p in patterns if p.meaning.frame == "said"), common, by_kind),
        heads=heads,
        names=names,
        capitals=capitals,
        stops=stops,
        silent=frozenset(w for w in stops - heads.keys() - syntax.determiners - they if "-" not in w),
        opening=syntax.determiners | heads.keys() | they,
        forms=forms,
        participles=frozenset(v for f in split for v in f[4].split("/")),
        bases=frozenset(f[0] for f in split),
        gerunds=frozenset(v for f in split for v in f[2].split("/")),
        ordinary=ordinary,
        serious=serious,
        telling=first_words([*ordinary, *serious, *data["lists"]["border_words"].split()]),
        before=data["register"]["before"],
        stance=small(rf"\b(?:{data['stance']['markers']})\b"),
        planned=frozenset(data["stance"]["state"].split("|")),
        maybe=frozenset(data["stance"]["maybe"].split("|")),
        never=frozenset(data["stance"]["never"].split("|")),
        infinitive=data["lists"]["infinitive"],
        possessive=data["lists"]["possessive"].split()[0],
        plural=data["lists"]["plural"],
        adverbial=data["lists"]["adverbial"],
        lists={name: frozenset(text.split()) for name, text in data["lists"].items()},
    )


def matcher_nouns(data: Mapping[str, Any]) -> frozenset[str]:
    """Nouns of happenings, which end a noun phrase of somebody: "the army | attack"."""
    return frozenset(
        word
        for row in data["list"]
        if row["frame"] == "n"
        for pattern in row["patterns"]
        for word in pattern.replace("|", " ").split()
        if word.isalpha() and word not in data["adjectives"]["verbal"]
    ) | frozenset(
        " ".join(data["classes"][name].replace("|", " ") for name in ("strikes", "pactw", "drillw", "meetw")).split()
    )
