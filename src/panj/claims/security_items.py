"""The pieces of a sentence before its noun phrases: words, names, places, dates, numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from panj.claims.security_words import SecurityWords
from panj.claims.words import Words
from panj.model import Date, Number, PlaceMention

QUOTES = frozenset('"“”‘«»')
APOSTROPHES = frozenset("'’")
ASIDE = 6
"""Words in brackets that are left out: "(ELN)", "(July 14)"."""


@dataclass(slots=True)
class Chunk:
    """One piece of a sentence. `kind` is "" for a plain word, else what stands in patterns: "<force>".

    `countries` are those that its words name, in order; `mentions` the places; `own` marks "its soldiers".
    """

    low: str
    start: int
    end: int
    kind: str = ""
    head: str = ""
    name: str = ""
    country: str | None = None
    mentions: tuple[PlaceMention, ...] = ()
    number: Number | None = None
    date: Date | None = None
    bodies: tuple["Chunk", ...] = ()
    """Organisations and groups named inside."""
    own: bool = False
    definite: bool = False
    """Whether "the" or "this" opens it."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the other rooms found in a sentence, by the offset at which it starts."""

    places: Mapping[int, PlaceMention]
    numbers: Mapping[int, Number]
    dates: Mapping[int, Date]
    starts: frozenset[int]
    """All of these."""


def items_of(words: Words, marks: Marks, lists: SecurityWords) -> list[Chunk]:
    """Words with names, places, dates and numbers joined; brackets, quotation marks and idle adverbs left out."""
    items: list[Chunk] = []
    lows, raws, starts, ends = words.low, words.raw, words.start, words.end
    names, marked, drop, adverbial = lists.names, marks.starts, lists.lists["drop"], lists.adverbial
    n, size = 0, len(lows)
    while n < size:
        start, low, raw = starts[n], lows[n], raws[n]
        if low == raw and low.isalpha() and low not in names and start not in marked:
            if low not in drop and not (low.endswith(adverbial) and _idle(low, lists)):
                items.append(Chunk(low, start, ends[n]))
            n += 1
        elif raw in QUOTES:
            n += 1
        elif raw in APOSTROPHES:
            if items and items[-1].end == start and items[-1].low.endswith(lists.plural):
                items.append(Chunk(lists.possessive, start, words.end[n]))
            n += 1
        else:
            chunk, n = (
                _aside(words, n)
                or _name(words, n, marks, lists)
                or _marked(words, n, marks, lists)
                or _word(words, n, lists)
            )
            if chunk is not None:
                items.append(chunk)
    return items


def _aside(words: Words, n: int) -> tuple[None, int] | None:
    """Where a short bracket that opens here ends."""
    if words.raw[n] not in "([":
        return None
    last = min(n + 2 + ASIDE, len(words))
    return next(((None, k + 1) for k in range(n + 1, last) if words.raw[k] in ")]"), None)


def _name(words: Words, n: int, marks: Marks, lists: SecurityWords) -> tuple[Chunk, int] | None:
    """A name of the lists, or one joined by a hyphen to a number: "Su-24"."""
    raw, start = words.raw, words.start[n]
    hyphen = raw[n][0].isupper() and n + 2 < len(words) and raw[n + 1] == "-"
    if hyphen and words.start[n + 1] == words.end[n] and words.start[n + 2] == words.end[n + 1]:
        last = n + 3
        if last < len(words) and words.start[last] == words.end[last - 1] and words.low[last] == lists.plural:
            last += 1
        name = "".join(raw[n:last])
        return Chunk("<name>", start, words.end[last - 1], "<name>", name.lower(), name), last
    known = _known(words, n, lists)
    if known is not None and known[0].kind == "<state>":
        mention = marks.places.get(start)
        if mention is not None and not mention.demonym:
            known[0].mentions = (mention,)
    return known


def _marked(words: Words, n: int, marks: Marks, lists: SecurityWords) -> tuple[Chunk | None, int] | None:
    """The date, number or place that starts here; idle adverbs and ordinals come between them in rank."""
    start, low = words.start[n], words.low[n]
    date = marks.dates.get(start)
    if date is not None and not (low in lists.lists["drop"] and date.end == words.end[n]):
        kind = "<date>" if date.period is not None and date.type in ("DATE", "TIME") else "<dur>"
        return Chunk(kind, start, date.end, kind, date=date), max(n + 1, words.span(date.start, date.end)[1])
    number = marks.numbers.get(start)
    if number is not None and number.shape in ("cardinal", "money"):
        kind = "<money>" if number.shape == "money" else "<num>"
        last = max(n + 1, words.span(number.start, number.end)[1])
        return Chunk(kind, start, number.end, kind, number=number), last
    if low == words.raw[n] and _idle(low, lists):
        return None, n + 1
    digits = low[0].isdigit() and n + 1 < len(words) and words.start[n + 1] == words.end[n]
    if digits and words.low[n + 1] in lists.lists["ordinal"]:
        return Chunk(low + words.low[n + 1], start, words.end[n + 1]), n + 2
    mention = marks.places.get(start)
    if mention is not None:
        return _place(mention, lists), max(n + 1, words.span(mention.start, mention.end)[1])
    return None


def _word(words: Words, n: int, lists: SecurityWords) -> tuple[Chunk, int]:
    low, raw = words.low[n], words.raw[n]
    named = raw[0].isupper() and low not in lists.stops and low not in lists.heads and (n > 0 or _proper(words, n))
    if named:
        return Chunk("<name>", words.start[n], words.end[n], "<name>", head=low, name=raw), n + 1
    return Chunk(low, words.start[n], words.end[n]), n + 1


def _idle(low: str, lists: SecurityWords) -> bool:
    """An adverb that changes nothing of what is told."""
    if low in lists.lists["drop"]:
        return True
    return low.endswith(lists.adverbial) and len(low) > 5 and low not in lists.forms and low not in lists.heads


def _proper(words: Words, n: int) -> bool:
    """Whether the first word of a sentence is a name: another capital follows, or no small letters are in it."""
    return len(words) > n + 1 and (words.raw[n + 1][0].isupper() or (words.raw[n].isupper() and len(words.raw[n]) > 1))


def _known(words: Words, n: int, lists: SecurityWords) -> tuple[Chunk, int] | None:
    for known in lists.names.get(words.low[n], ()):
        last = n + len(known.words)
        if tuple(words.raw[n + 1 : last]) == known.words[1:] and words.raw[n] in (
            known.words[0],
            known.words[0].capitalize(),
        ):
            kind = f"<{known.kind}>"
            name = " ".join(words.raw[n:last])
            return Chunk(kind, words.start[n], words.end[last - 1], kind, known.name, name, known.country), last
    return None


def _place(mention: PlaceMention, lists: SecurityWords) -> Chunk:
    best = mention.best
    country = best.country if best else None
    if mention.demonym:
        return Chunk(
            "<demonym>",
            mention.start,
            mention.end,
            "<demonym>",
            mention.name.lower(),
            mention.name,
            country,
            (mention,),
        )
    state = best is not None and (best.level == "country" or mention.name in lists.capitals)
    kind = "<state>" if state else "<place>"
    return Chunk(kind, mention.start, mention.end, kind, mention.name.lower(), mention.name, country, (mention,))
