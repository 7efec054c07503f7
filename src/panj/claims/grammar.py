"""The word lists of one language as the reader uses them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from panj.claims.lists import Meaning, Noun, nouns_of, patterns_of, words_in
from panj.claims.patterns import Matcher
from panj.claims.words import token
from panj.lexicon import table


@dataclass(frozen=True, slots=True)
class Grammar:
    """Everything that the reader knows of a language."""

    nouns: Mapping[str, Noun]
    phrases: Mapping[tuple[str, ...], Noun]
    not_people: frozenset[str]
    modifiers: frozenset[str]
    collective: frozenset[str]
    idle_of: frozenset[str]
    traits: Mapping[str, str]
    prepositions: frozenset[str]
    determiners: frozenset[str]
    adverbs: frozenset[str]
    relatives: frozenset[str]
    whom: frozenset[str]
    """Relative pronouns for those to whom something is done."""
    subordinators: frozenset[str]
    contrasts: frozenset[str]
    coordinators: frozenset[str]
    negations: frozenset[str]
    pronouns: frozenset[str]
    be: frozenset[str]
    get: frozenset[str]
    have: frozenset[str]
    modal: frozenset[str]
    partitive_of: frozenset[str]
    scales: frozenset[str]
    """Number words that are nouns, so that "of" stands between them and what they count: "deux millions de"."""
    owner: frozenset[str]
    """Endings of owners that are words of their own."""
    token: re.Pattern[str]
    """What a word is."""
    predicates: frozenset[str]
    """Words for people that stand behind a noun and say something of it: "350 people dead"."""
    wholes: frozenset[str]
    include: frozenset[str]
    compare: frozenset[tuple[str, ...]]
    exception: tuple[str, ...]
    excepted: Mapping[str, str]
    """What a kind says of those whom it leaves out."""
    negated: Mapping[str, str]
    """What a kind is where it is denied: those who were not let in were refused."""
    in_disaster: Mapping[str, str]
    """What a kind is where a disaster is the cause."""
    no_disaster: frozenset[str]
    """Words of reports in which people move for another reason, even where something burns."""
    totals: frozenset[str]
    pointing: frozenset[str]
    """What stands behind a multiple of a figure told before: "twice that"."""
    as_many: tuple[str, ...]
    """The same as a phrase that a comparison may follow: "twice as many (as …)"."""
    ratio: tuple[str, ...]
    """What stands between the two numbers of a ratio."""
    agent: frozenset[str]
    """Prepositions that name who did it: "besieged by 15,000 men"."""
    anaphora: frozenset[str]
    measure: frozenset[str]
    """Forms of verbs that tell how large a number is: "reached", "rose to"."""
    agentive: tuple[str, ...]
    plural: tuple[str, ...]
    """Endings that a plural noun may have."""
    singular: frozenset[str]
    """Nouns that only one can be counted by: "house" behind another number belongs to something else."""
    idle: frozenset[tuple[str, ...]]
    clock: frozenset[str]
    joined: frozenset[str]
    """Words that a hyphen joins to a number without making it a part of something else: "300-odd"."""
    age: frozenset[str]
    labels: frozenset[str]
    """Words whose number tells one of a row from the others: "Alert 611", "week 22"."""
    saying: frozenset[str]
    """Words behind a few people that only spoke: "four refugees said"."""
    family: frozenset[str]
    """Words before the children that belong to somebody: "a widow with three children"."""
    percent: frozenset[str]
    sites: frozenset[str]
    """Camps, sites and centres: who is moved between them is transferred, whatever drove them there."""
    entire: frozenset[str]
    fronted: frozenset[str]
    """Words that open a sentence with a whole: "Of the 9,800 …", "Out of 200 …"."""
    particles: frozenset[str]
    """Prepositions that belong to their verb: "took in 300", "turned back 300"."""
    flight: frozenset[str]
    walks_of_life: frozenset[str]
    light: frozenset[str]
    rescue: frozenset[str]
    """Kinds that happen to nobody in the ordinary course of a day, whoever they are."""
    everyday: frozenset[str]
    """Forms of verbs that tell of every day as often as of a crisis: come, return, stay, register."""
    static: frozenset[str]
    fiction: frozenset[str]
    crisis: frozenset[str]
    ordinary: frozenset[str]
    telling: frozenset[str]
    """Words of another subject, which count twice against those of a displacement."""
    aside: frozenset[str]
    """Words that such a subject often has, which count once."""
    grave: frozenset[str]
    """Words of a displacement."""
    costs: Mapping[str, float]
    points: Mapping[str, float]
    """What each rule of linking gives, in points; `need` and `cost` are of the same table."""
    need: Mapping[str, float]
    cost: Mapping[str, float]
    participles: frozenset[str]
    """Forms that may be a past participle."""
    passives: frozenset[str]
    """Participles that are no past form and whose verb takes an object: "flown", "driven"."""
    finite: frozenset[str]
    """Forms that can only be active: base, third person, -ing."""
    gerunds: frozenset[str]
    closers: frozenset[str]
    """Words that end a group of nouns: prepositions, conjunctions, adverbs, pronouns and forms of verbs."""
    event_nouns: frozenset[str]
    """Nouns of a happening that a number can count: "350 deaths"."""
    past: tuple[str, ...]
    """Endings of past forms of verbs that are in no list."""
    plain: frozenset[str]
    """Base forms alone."""
    nominal: frozenset[str]
    """Participles that are nouns for people as well, behind a number, a determiner or a preposition: "déplacés"."""
    adjectives_behind: bool
    """Whether adjectives stand behind their noun: "350 réfugiés soudanais"."""
    article_between: bool
    """Whether an article may stand between a number and its noun: "son 350 los desplazados"."""
    infinitive: frozenset[str]
    ranks: frozenset[str]
    """ "last", "first": what a row of groups is told by, before the noun or the infinitive."""
    bases: frozenset[str]
    """Forms that are also nouns: base and third person ("a claim", "her needs")."""
    matcher: Matcher[Meaning]


@cache
def grammar(language: str) -> Grammar:
    """The grammar of a language, built once a process. Raises DataError."""
    groups, kinds, words = table(language, "groups"), table(language, "kinds"), table(language, "grammar")
    verbs = table(language, "verbs")["forms"]
    sets = {name: frozenset(words_in(text)) for name, text in words["words"].items()}
    aux = {name: frozenset(words_in(text)) for name, text in words["aux"].items()}
    forms = [text.split() for text in verbs.values()]
    gerunds = frozenset(v for f in forms for v in f[2].split("/"))
    participles = frozenset(v for f in forms for v in f[4].split("/"))
    pasts = frozenset(v for f in forms for v in f[3].split("/"))
    active = frozenset(v for f in forms for n in (0, 1) for v in f[n].split("/"))
    patterns = list(patterns_of(kinds["list"], kinds["classes"], verbs))
    events = frozenset(
        word
        for pattern in patterns
        if pattern.meaning.frame == "n" and len(pattern.elements) == 1
        for word in pattern.elements[0].words
    )
    closers = frozenset(v for f in forms for form in f for v in form.split("/")).union(
        *(sets[name] for name in ("preposition", "determiner", "relative", "subordinate", "contrast", "coordinate")),
        sets["pronoun"],
        sets["particle"],
        sets["adverb"],
        aux["modal"],
        aux["be"],
        aux["have"],
    )
    return Grammar(
        nouns=nouns_of(groups),
        phrases={
            tuple(phrase.split()): Noun(unit) for unit, phrases in groups["unit_phrases"].items() for phrase in phrases
        },
        not_people=frozenset(words_in(groups["not_people"]["words"])),
        modifiers=frozenset(words_in(groups["modifiers"]["words"])),
        collective=frozenset(words_in(groups["collective"]["words"])),
        idle_of=frozenset(words_in(groups["of_nouns"]["words"])),
        traits={word: trait for trait, text in groups["traits"].items() for word in words_in(text)},
        prepositions=sets["preposition"],
        determiners=sets["determiner"],
        adverbs=sets["adverb"],
        relatives=sets["relative"],
        whom=sets.get("whom", frozenset()),
        subordinators=sets["subordinate"],
        contrasts=sets["contrast"],
        coordinators=sets["coordinate"],
        negations=sets["negation"],
        pronouns=sets["pronoun"],
        be=aux["be"],
        get=aux["get"],
        have=aux["have"],
        modal=aux["modal"],
        partitive_of=frozenset(words_in(words["partitive"]["of"])),
        scales=frozenset(words_in(words["partitive"].get("scales", ""))),
        owner=sets["owner"],
        token=token(words_in(words["words"].get("elided", ""))),
        predicates=frozenset(words_in(groups["idle"]["predicates"])),
        wholes=frozenset(words_in(words["partitive"]["wholes"])),
        include=frozenset(words_in(words["partitive"]["include"])),
        compare=frozenset(tuple(p.split()) for p in words["partitive"]["compare"]),
        excepted=table(language, "roles")["refine"]["except"],
        negated=table(language, "roles")["refine"]["negated"],
        in_disaster=table(language, "roles")["refine"]["disaster"],
        no_disaster=frozenset(words_in(table(language, "roles")["refine"].get("no_disaster", ""))),
        exception=tuple(words["partitive"]["except"].split()),
        anaphora=frozenset(words_in(words["partitive"]["anaphora"])),
        measure=frozenset(words_in(words["partitive"]["measure"])),
        agent=frozenset(words_in(words["partitive"]["agent"])),
        totals=frozenset(words_in(words["partitive"]["totals"])),
        pointing=frozenset(words_in(words["partitive"].get("pointing", ""))),
        as_many=tuple(words_in(words["partitive"].get("as_many", ""))),
        ratio=tuple(words_in(words["partitive"].get("ratio", ""))),
        agentive=tuple(groups["agentive"]["endings"]),
        plural=tuple(groups["agentive"].get("plural", ("",))),
        singular=frozenset(words_in(groups["idle"]["singular"])),
        idle=frozenset(tuple(p.split()) for p in groups["idle"]["before"]),
        entire=frozenset(words_in(groups["idle"]["entire"])),
        fronted=frozenset(words_in(words["partitive"]["fronted"])),
        particles=frozenset(words_in(words["words"]["particle"])),
        clock=frozenset(groups["idle"]["clock"]),
        joined=frozenset(words_in(groups["idle"].get("joined", ""))),
        labels=frozenset(words_in(groups["idle"].get("labels", ""))),
        saying=frozenset(words_in(groups["idle"].get("saying", ""))),
        family=frozenset(words_in(groups["idle"].get("with", ""))),
        percent=frozenset(words_in(words["partitive"].get("percent", ""))),
        sites=frozenset(words_in(kinds["classes"].get("camp", ""))),
        age=frozenset(words_in(groups["idle"].get("age", ""))),
        walks_of_life=frozenset(words_in(groups["walks_of_life"]["words"])),
        everyday=frozenset(
            form
            for verb in words_in(groups["walks_of_life"]["everyday"])
            for v in verbs[verb].split()
            for form in v.split("/")
        ),
        light=frozenset(words_in(groups["walks_of_life"]["light"])),
        rescue=frozenset(words_in(groups["walks_of_life"].get("rescue", ""))),
        static=frozenset(words_in(groups["static"]["words"])),
        fiction=frozenset(words_in(groups["fiction"]["words"])),
        crisis=frozenset(words_in(groups["context"]["crisis"])),
        ordinary=frozenset(words_in(groups["context"]["ordinary"])),
        telling=frozenset(words_in(groups["context"].get("telling", ""))),
        aside=frozenset(words_in(groups["context"].get("aside", ""))),
        grave=frozenset(words_in(groups["context"].get("grave", ""))),
        flight=frozenset(words_in(groups["combat"]["flight"])),
        costs=words["costs"],
        points=table(language, "points")["points"],
        need=table(language, "points")["need"],
        cost=table(language, "points")["cost"],
        participles=participles,
        passives=participles - pasts - active - sets.get("intransitive", frozenset()),
        finite=(active | gerunds) - participles,
        gerunds=gerunds,
        closers=closers,
        event_nouns=events,
        past=tuple(groups["agentive"]["past"]),
        plain=frozenset(v for f in forms for v in f[0].split("/")),
        nominal=sets.get("nominal", frozenset()),
        adjectives_behind=bool(words.get("order", {}).get("adjectives_behind")),
        article_between=bool(words.get("order", {}).get("article_between")),
        infinitive=sets["infinitive"],
        ranks=sets["rank"],
        bases=active - participles,
        matcher=Matcher(patterns),
    )
