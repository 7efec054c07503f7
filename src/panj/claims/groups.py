"""From a number to what it counts: "345 Afghan soldiers", "47 families", "30,000 of them", "1,017 on the night"."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from panj.claims.grammar import Grammar
from panj.claims.lists import Noun
from panj.claims.no_counts import no_count
from panj.claims.words import Words
from panj.model import Number, PlaceMention

REACH = 6
"""Words behind a number among which its noun is looked for: "42,000 newly displaced Fulani herder families"."""

MANY = 20
"""A smaller number may stand before an adjective or a singular: "a category two storm"."""
PEOPLE = Noun("people")


@dataclass(frozen=True, slots=True)
class Counted:
    """A number and what it counts. Words [first, last) hold the number, its noun and what stands between."""

    number: Number
    first: int
    last: int
    noun: Noun | None
    how: str
    """`noun` (a noun of the lists), `demonym`, `partitive` ("of them"), `bare` (no noun), `whole` (what a share was
    taken of), `unknown` (a noun in no list that ends as nouns for people do), `other` (a noun for things)."""
    nationality: str | None = None
    traits: tuple[str, ...] = ()
    head: int | None = None
    """The word that is the noun."""
    of_houses: bool = False
    """Families whose houses are spoken of: "the homes of 350 families"."""


def counted(number: Number, words: Words, grammar: Grammar, names: Mapping[int, PlaceMention]) -> Counted:
    """What the number counts. `names` gives the place name or demonym that starts at an offset."""
    first, after = words.span(number.start, number.end)
    if (
        _idle(first, words, grammar)
        or _clock(number, first, after, words, grammar)
        or no_count(number, first, after, words, grammar)
    ):
        return Counted(number, first, after, None, "other")
    low = words.low
    stop = min(len(words), after + REACH)
    nationality: str | None = None
    traits: list[str] = []
    people: int | None = None
    plural = False
    modified: int | None = None

    def found(last: int, noun: Noun | None, how: str, head: int | None = None) -> Counted:
        homes = (
            noun is not None
            and noun.unit == "households"
            and first > 1
            and low[first - 1] in grammar.partitive_of
            and (before := grammar.nouns.get(low[first - 2])) is not None
            and before.unit == "houses"
        )
        behind = names.get(words.start[last]) if grammar.adjectives_behind and last < len(words) else None
        said = behind.best.country if behind is not None and behind.demonym and behind.best else None
        return Counted(number, first, last, noun, how, nationality or said, tuple(traits), head, homes)

    at = after
    while at < stop:
        word = low[at]
        phrase = _phrase(at, low, grammar)
        if phrase is not None:
            return found(at + phrase[0], phrase[1], "noun", at)
        if word in grammar.event_nouns and not (at + 1 < len(low) and low[at + 1] in grammar.nouns):
            return found(at, None, "bare")
        noun = _noun(word, grammar)
        if noun is not None and word in grammar.singular and number.value != 1:
            break
        if noun and not _compound(at, words, grammar):
            return found(at + 1, noun, "noun", at)
        if word in grammar.not_people and not (at + 1 < stop and _noun(low[at + 1], grammar)):
            return found(at + 1, None, "other", at)
        if people is not None and plural and word not in grammar.nouns and not _noun_after(at, low, grammar):
            break
        mention = names.get(words.start[at])
        if mention is not None and mention.demonym:
            nationality = mention.best.country if mention.best else None
            at = words.at(mention.end - 1)
            people = at
            plural = low[at].endswith("s")
        elif mention is not None:
            behind = words.at(mention.end - 1) + 1
            if behind >= stop or _noun(low[behind], grammar) is None:
                break
            at = behind
            continue
        elif grammar.article_between and at == after and word in grammar.determiners and _noun_after(at, low, grammar):
            pass
        elif word in grammar.modifiers:
            modified = at
        elif (
            word in grammar.partitive_of
            and at == after
            and (number.qualifier == "vague" or (at > 0 and low[at - 1] in grammar.scales))
        ):
            pass
        elif _out_of(at, after, low, grammar):
            return _partitive(at + 1, words, grammar, found)
        elif word in grammar.partitive_of and at == after:
            return _partitive(at, words, grammar, found)
        elif noun is None and at + 1 < stop and _describes(word, low[at + 1], grammar):
            pass
        elif noun is None and (word in grammar.closers or not word[0].isalpha()):
            break
        elif noun is None:
            if at + 1 < stop and (_noun(low[at + 1], grammar) or low[at + 1] in grammar.not_people):
                at += 1
                continue
            if people is not None and (grammar.adjectives_behind or not word.endswith("s")):
                break
            return _unlisted(at, words, grammar, found, (number.value or 0) >= MANY)
        if word in grammar.traits:
            traits.append(grammar.traits[word])
        at += 1
    if people is not None:
        return found(people + 1, PEOPLE, "demonym", people)
    if modified is not None and low[modified] in grammar.nouns:
        return found(modified + 1, grammar.nouns[low[modified]], "noun", modified)
    return found(after, None, "bare")


def _noun_after(at: int, low: list[str], grammar: Grammar) -> bool:
    """Whether this word, or the next, is a noun that goes on with the group: "410 Eritreans asylum seekers"."""
    return any(word in grammar.nouns for word in low[at : at + 2])


def _partitive(at: int, words: Words, grammar: Grammar, found: Callable[..., Counted]) -> Counted:
    """ "1,500 of the troops", "300 of them", "two of those villages": what stands behind "of" is what is counted."""
    low = words.low
    whole = at + 1 < len(low) and (low[at + 1] in grammar.wholes or low[at + 1] in grammar.determiners)
    stop = min(len(low), at + 1 + REACH)
    end = at + 2
    for n in range(at + 1, stop):
        word = low[n]
        shown = word in grammar.determiners and n + 1 < len(low) and _counts(low[n + 1], grammar)
        if word in grammar.anaphora and not shown:
            break
        if n + 1 < len(low) and low[n + 1] in grammar.owner:
            continue
        noun = _noun(word, grammar)
        if noun is not None and not _compound(n, words, grammar):
            return found(n + 1, PEOPLE if word in grammar.singular else noun, "partitive", n)
        if word in grammar.not_people:
            return found(n + 1, None, "other", n)
        if word[0].isdigit():
            if any(later in grammar.not_people for later in low[n + 1 : n + 3]):
                return found(n + 1, None, "other", n)
            break
        if word in grammar.modifiers and whole:
            end = n + 1
            continue
        if not (
            word in grammar.determiners
            or word in grammar.wholes
            or word in grammar.gerunds
            or word in grammar.participles
            or word in grammar.owner
            or noun is not None
            or words.raw[n][0].isupper()
        ):
            break
    return found(end, None, "partitive") if whole else found(at, None, "bare")


def _describes(word: str, following: str, grammar: Grammar) -> bool:
    """A form of a verb that says more of the noun behind it: "400 rescued villagers", "12 fighting vehicles"."""
    people = word in grammar.participles and following in grammar.nouns and following not in grammar.predicates
    return people or (word in grammar.gerunds and following in grammar.not_people)


def _out_of(at: int, after: int, low: list[str], grammar: Grammar) -> bool:
    """ "22 out of 34 provinces", but not "400 out of the village"."""
    return (
        at == after
        and low[at] in grammar.fronted
        and at + 2 < len(low)
        and low[at + 1] in grammar.partitive_of
        and low[at + 2][0].isdigit()
    )


def _counts(word: str, grammar: Grammar) -> bool:
    return word in grammar.nouns or word in grammar.not_people


def _phrase(at: int, low: list[str], grammar: Grammar) -> tuple[int, Noun] | None:
    """A noun of two or three words, with its length: "heads of family"."""
    for size in (2, 3):
        noun = grammar.phrases.get(tuple(low[at : at + size]))
        if noun is not None:
            return size, noun
    return None


def _unlisted(at: int, words: Words, grammar: Grammar, found: Callable[..., Counted], many: bool) -> Counted:
    """A noun in no list: a people by its capital, people by an ending such as -ers, else a thing. What many are counted
    by is a plural, so that a word without its ending is no noun: "1,900 heeded the call"."""
    word = words.low[at]
    if words.raw[at][0].isupper():
        return found(at + 1, PEOPLE, "demonym", at)
    if word.endswith(grammar.agentive):
        return found(at + 1, PEOPLE, "unknown", at)
    following = words.low[at + 1] if at + 1 < len(words) else "."
    if many and not word.endswith("s") and following.endswith("s") and following not in grammar.closers:
        return _unlisted(at + 1, words, grammar, found, many)
    if word.endswith(grammar.past) or (many and len(word) > 2 and not word.endswith(grammar.plural)):
        return found(at, None, "bare")
    return found(at + 1, None, "other", at)


def _idle(first: int, words: Words, grammar: Grammar) -> bool:
    """Room or supplies for so many, not so many people: "beds for 120", "a capacity of 400"."""
    low = words.low
    skip = first
    while skip > 0 and (low[skip - 1] in grammar.adverbs or low[skip - 1] in grammar.determiners):
        skip -= 1
    for at in {first, skip}:
        for size in (1, 2, 3):
            if tuple(low[max(0, at - size) : at]) in grammar.idle:
                return at - size == 0 or low[at - size - 1] not in grammar.entire
    return False


def _clock(number: Number, first: int, after: int, words: Words, grammar: Grammar) -> bool:
    """ "The soup ran out at two": a small number word behind a word of time is an hour."""
    spelled = words.low[after - 1].isalpha() if after > first else False
    ends = after >= len(words) or not words.low[after][0].isalpha()
    return bool(
        spelled
        and ends
        and number.value is not None
        and number.value <= 12
        and first > 0
        and words.low[first - 1] in grammar.clock
    )


def _noun(word: str, grammar: Grammar) -> Noun | None:
    noun = grammar.nouns.get(word)
    if noun is None and "-" in word:
        joined = grammar.nouns.get(word.replace("-", ""))
        return joined or grammar.nouns.get(word.rsplit("-", 1)[1])
    return noun


def _compound(at: int, words: Words, grammar: Grammar) -> bool:
    """A noun that only says more of the next one: "displaced families", "refugee children", "refugee camps"."""
    if at + 1 >= len(words):
        return False
    low = words.low[at]
    following = words.low[at + 1]
    if following in grammar.singular:
        return False
    if grammar.nouns[low].unit == "households" and low not in grammar.singular if low in grammar.nouns else False:
        return False
    if following in grammar.nouns or _noun(following, grammar):
        return following not in grammar.pronouns and following not in grammar.predicates
    return following in grammar.not_people and (not low.endswith("s") or low in grammar.modifiers)


def by_start(places: Sequence[PlaceMention]) -> dict[int, PlaceMention]:
    """The place names and demonyms of a text by their start."""
    return {place.start: place for place in places}
