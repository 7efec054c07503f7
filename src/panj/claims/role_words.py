"""The words of a language that put places and dates into roles."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from panj.lexicon import table
from panj.lexicon.scanning import pattern


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Compiled from `roles.toml`."""

    role: Mapping[str, str]
    between: frozenset[str]
    static: frozenset[str]
    """Prepositions that say where a thing is, behind which a direction may stand."""
    from_kinds: frozenset[str]
    to_kinds: frozenset[str]
    staying: frozenset[str]
    """Kinds of people who stay where they came to, so that the place is both."""
    carried: frozenset[str]
    """Kinds of people whose origin an earlier figure may have told."""
    moved: frozenset[str]
    """Kinds of people who are taken from where they were told to be."""
    crossing: frozenset[str]
    """Kinds of people on their way, who go across what others are spread across."""
    entering: frozenset[str]
    """Kinds of people who come into a country, and into no town of it."""
    nationals: frozenset[str]
    """Kinds of people who come from their own country where no other is named."""
    home_kinds: frozenset[str]
    """Kinds of people who go, or are sent, to their own country."""
    back: frozenset[str]
    """Kinds of people who go where others came from."""
    naming: frozenset[str]
    """Directions behind which a name in no gazetteer is taken for a place."""
    dwellers: frozenset[str]
    """People of a place: "residents of"."""
    behind: frozenset[str]
    """People of the place whose name stands right before them: "Bor residents"."""
    owner: frozenset[str]
    """Endings of owners that are words of their own: "the town's 3,800 inhabitants"."""
    lands: frozenset[str]
    """Nouns of land and buildings behind a demonym: "the Yemeni shore"."""
    of: str
    several: frozenset[str]
    """The sites that need no other word: "to schools", and not "to a site"."""
    sites: frozenset[str]
    """Nouns of buildings and camps."""
    countries: frozenset[str]
    """Nouns that tell a country again: "the mountainous republic"."""
    regions: frozenset[str]
    """Nouns that tell a region again: "the breakaway province"."""
    towns: frozenset[str]
    """Nouns that tell a town again: "left the village"."""
    definite: frozenset[str]
    """Articles before what was named already."""
    articles: frozenset[str]
    joined: str
    breaking: frozenset[str]
    """Words that no phrase of a place holds: "from ten veredas of X" holds none."""
    ways: frozenset[str]
    """Ways that are called by where they lead: "the road to X"."""
    troubles: frozenset[str]
    """Causes of flight, whose place is where people left: "fighting around X drove 500 people over the river"."""
    crediting: frozenset[str]
    """Words before a preposition of speech: "according to the governor of X"."""
    arriving: frozenset[str]
    """Words that make "in X" the place where somebody came to: "sought refuge in X", "settled in X"."""
    fleeing: re.Pattern[str]
    """Any word of an origin."""
    toward: frozenset[str]
    """Prepositions that lead somewhere behind words of motion, and mean something else without them."""
    moving: frozenset[str]
    out_of: frozenset[str]
    """Prepositions that lead away right behind words of leaving."""
    leaving: frozenset[str]
    never: frozenset[str]
    """Capitalised words behind a preposition that are no places."""
    breaks: re.Pattern[str]
    """Where one clause ends and another begins."""
    aside: re.Pattern[str]
    """A relative clause that says something of a place or person, and nothing of the figure."""
    since: re.Pattern[str]
    """A start, with the words up to the end of the text searched: "since the gangs came up the mountain on "."""
    superlative: re.Pattern[str]
    """A comparison before a start, which then starts nothing: "the heaviest day since"."""
    compared: re.Pattern[str]
    """An earlier figure right before its date: "down from 6,431 on"."""
    pluperfect: re.Pattern[str]
    """The auxiliary of what was done by then: "had entered"."""
    likened: re.Pattern[str]
    """An earlier day right behind a comparison without its figure: "three times as many as on"."""
    saying: re.Pattern[str]
    """What may stand between a verb of saying and the day of saying."""
    report: re.Pattern[str]
    """Words of headings that date the figures below."""
    happening: re.Pattern[str]
    """Words of headings whose date is that of the event."""
    same_span: re.Pattern[str]
    """A stretch that the heading has dated: "this week", "the quarter"."""
    bullet: re.Pattern[str]
    """A line of a list."""
    segment: re.Pattern[str]
    """What parts a heading."""
    credit: re.Pattern[str]
    """A source in brackets before its date: "(OCHA, "."""
    anchor: re.Pattern[str]
    """A start that names an event without its date: "since the truce"."""


def any_of(phrases: Sequence[str]) -> str:
    """A bounded expression for any of the phrases, the longest that fits."""
    return f"(?:{pattern(phrases)})"


def _forms(language: str, lemmas: str) -> frozenset[str]:
    """All forms of verbs. Raises KeyError for one that `verbs.toml` lacks."""
    verbs = table(language, "verbs")["forms"] if lemmas else {}
    return frozenset(form for lemma in lemmas.split() for form in verbs[lemma].replace("/", " ").split())


@cache
def role_words(language: str) -> RoleWords:
    """The role words of a language. Raises DataError."""
    data = table(language, "roles")
    dates = data["dates"]
    since = any_of(dates["since"])
    clauses = data["clauses"]
    fresh = rf"\s{any_of(clauses['joining'])}\s{{1,3}}(?={any_of(clauses['opening'])}\b)"
    directions = [word for name in ("origin", "destination") for word in data["prepositions"][name].split()]
    return RoleWords(
        role={word: name for name, text in data["prepositions"].items() for word in text.split()},
        between=frozenset(data["between"]["words"].split()),
        static=frozenset(data["prepositions"]["place"].split()),
        from_kinds=frozenset(data["kinds"]["from"].split()),
        to_kinds=frozenset(data["kinds"]["to"].split()),
        staying=frozenset(data["kinds"]["staying"].split()),
        carried=frozenset(data["kinds"]["carried"].split()),
        moved=frozenset(data["kinds"]["moved"].split()),
        crossing=frozenset(data["kinds"]["crossing"].split()),
        entering=frozenset(data["kinds"]["entering"].split()),
        nationals=frozenset(data["kinds"]["nationals"].split()),
        home_kinds=frozenset(data["kinds"]["home"].split()),
        back=frozenset(data["kinds"]["back"].split()),
        naming=frozenset(word for word in directions if word not in data["unresolved"]["not_behind"].split()),
        dwellers=frozenset(data["kinds"]["dwellers"].split()),
        behind=frozenset(data["kinds"]["behind"].split()),
        owner=frozenset(data["kinds"]["owner"].split()),
        lands=frozenset(data["kinds"]["lands"].split()),
        several=frozenset(data["sites"]["several"].split()),
        sites=frozenset(data["sites"]["nouns"].split()),
        countries=frozenset(data["sites"]["countries"].split()),
        regions=frozenset(data["sites"]["regions"].split()),
        towns=frozenset(data["sites"]["towns"].split()),
        definite=frozenset(data["sites"]["definite"].split()),
        articles=frozenset(data["sites"]["articles"].split()),
        joined=data["sites"]["and"],
        breaking=frozenset(data["kinds"]["breaking"].split()),
        ways=frozenset(data["kinds"]["ways"].split()),
        troubles=frozenset(data["kinds"]["troubles"].split()),
        crediting=frozenset(data["kinds"]["crediting"].split()),
        of=data["kinds"]["of"],
        arriving=frozenset(data["prepositions_of"]["arriving"].split()),
        toward=frozenset(data["motion"]["toward"].split()),
        moving=_forms(language, data["motion"]["moving"]) | frozenset(data["motion"]["journeys"].split()),
        out_of=frozenset(data["motion"]["out_of"].split()),
        leaving=_forms(language, data["motion"]["leaving"]) | frozenset(data["motion"]["departures"].split()),
        fleeing=re.compile(rf"\b{any_of(data['prepositions']['origin'].split())}\b", re.I),
        never=frozenset(data["unresolved"]["never"].split()),
        breaks=re.compile(r"[;\n•—–]|\.\s|,\s{1,3}" + any_of(data["clauses"]["breaks"]) + r"\b|" + fresh, re.I),
        aside=re.compile(rf",\s{{1,2}}(?:\w+\s)?{any_of(data['clauses']['asides'])}\b[^,;]*$", re.I),
        since=re.compile(rf"\b{since}\b(?:[^;,:—()\"“”\n]|,\d){{0,90}}$", re.I),
        superlative=re.compile(rf"\b{any_of(dates['superlatives'])}\b[^;,:—()]{{0,60}}$", re.I),
        compared=re.compile(rf"\b{any_of(dates['compared'])}\s(?:[^;,:—()]|,\d){{0,50}}$", re.I),
        pluperfect=re.compile(rf"\b{any_of(dates['pluperfect'])}\b", re.I),
        likened=re.compile(rf"\b{any_of(dates['likened'])}\s{{1,3}}(?:\w{{1,6}}\s{{1,2}}){{0,2}}$", re.I),
        saying=re.compile(rf"(?:\s{{1,3}}(?:{any_of(dates['saying'])}\b|[A-Z][\w.]{{0,20}})){{0,6}}\s{{0,3}}$"),
        report=re.compile(rf"\b{any_of(dates['report'])}\b", re.I),
        happening=re.compile(rf"\b{any_of(dates['happening'])}\b", re.I),
        same_span=re.compile(rf"^(?:{any_of(dates['same_span'])})$", re.I),
        bullet=re.compile(r"\n\s{0,4}(?:[^\w\s\"“'(]|\(?\d{1,2}[.)])\s"),
        segment=re.compile(r"[|–—\n]|\.\s"),
        credit=re.compile(r"[(;]\s?[A-Z][^()\d;]{1,60},?\s$"),
        anchor=re.compile(rf"\b{since}\s{{1,3}}{any_of(dates['articles'])}\s{{1,3}}(\w+)", re.I),
    )
