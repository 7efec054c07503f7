"""A sentence cut into chunks: noun phrases of actors and places become one word each, dates and sums likewise."""

from collections.abc import Mapping
from dataclasses import dataclass

from panj.claims.security_words import SecurityWords
from panj.claims.words import Words
from panj.model import Date, Number, PlaceMention

QUOTES = frozenset('"“”‘«»')
APOSTROPHES = frozenset("'’")
ASIDE = 6
"""Words in brackets that are left out: "(ELN)", "(July 14)"."""
LONGEST = 12
"""Items of a noun phrase before its "of"."""
UNKNOWN = 3
"""Unknown words in a row that a noun phrase may hold before its head."""
NAMED = frozenset({"<name>", "<state>", "<place>", "<group>", "<org>", "<force>"})
GROUND = frozenset({"<border>", "<place>", "<site>", "<road>", "<state>"})
OWNERS = frozenset({"<force>", "<office>", "<name>", "<base>", "<site>", "<border>", "<aid>", "<road>"})


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


@dataclass(frozen=True, slots=True)
class Marks:
    """What the other rooms found in a sentence, by the offset at which it starts."""

    places: Mapping[int, PlaceMention]
    numbers: Mapping[int, Number]
    dates: Mapping[int, Date]


def chunks_of(words: Words, marks: Marks, lists: SecurityWords) -> list[Chunk]:
    """The chunks of a sentence, in order."""
    items = _items(words, marks, lists)
    out: list[Chunk] = []
    at = 0
    while at < len(items):
        phrase = _phrase(items, at, lists)
        if phrase is None:
            out.append(items[at])
            at += 1
        else:
            chunk, at = phrase
            out.append(chunk)
    return out


def _items(words: Words, marks: Marks, lists: SecurityWords) -> list[Chunk]:
    """Words with names, places, dates and numbers joined; brackets and quotation marks left out."""
    items: list[Chunk] = []
    n = 0
    size = len(words)
    while n < size:
        start = words.start[n]
        low, raw = words.low[n], words.raw[n]
        if raw in QUOTES:
            n += 1
            continue
        if raw in APOSTROPHES:
            if items and items[-1].end == start and items[-1].low.endswith("s"):
                items.append(Chunk("'s", start, words.end[n]))
            n += 1
            continue
        if raw in "([":
            close = next((k for k in range(n + 1, min(n + 2 + ASIDE, size)) if words.raw[k] in ")]"), None)
            if close is not None:
                n = close + 1
                continue
        if (
            raw[0].isupper()
            and n + 2 < size
            and words.raw[n + 1] == "-"
            and words.start[n + 1] == words.end[n]
            and words.start[n + 2] == words.end[n + 1]
        ):
            last = (
                n + 4 if n + 3 < size and words.start[n + 3] == words.end[n + 2] and words.low[n + 3] == "s" else n + 3
            )
            name = "".join(words.raw[n:last])
            items.append(Chunk("<name>", start, words.end[last - 1], "<name>", name.lower(), name))
            n = last
            continue
        known = _known(words, n, lists)
        if known is not None:
            chunk, last = known
            mention = marks.places.get(start)
            if mention is not None and not mention.demonym and chunk.kind == "<state>":
                chunk.mentions = (mention,)
            items.append(chunk)
            n = last
            continue
        date = marks.dates.get(start)
        if date is not None and not (low in lists.lists["drop"] and date.end == words.end[n]):
            last = max(n + 1, words.span(date.start, date.end)[1])
            kind = "<date>" if date.period is not None and date.type in ("DATE", "TIME") else "<dur>"
            items.append(Chunk(kind, start, date.end, kind, date=date))
            n = last
            continue
        number = marks.numbers.get(start)
        if number is not None and number.shape in ("cardinal", "money"):
            last = max(n + 1, words.span(number.start, number.end)[1])
            kind = "<money>" if number.shape == "money" else "<num>"
            items.append(Chunk(kind, start, number.end, kind, number=number))
            n = last
            continue
        if _idle(low, raw, lists):
            n += 1
            continue
        ordinal = raw[0].isdigit() and n + 1 < size and words.start[n + 1] == words.end[n]
        if ordinal and words.low[n + 1] in lists.lists["ordinal"]:
            items.append(Chunk(low + words.low[n + 1], start, words.end[n + 1]))
            n += 2
            continue
        mention = marks.places.get(start)
        if mention is not None:
            last = max(n + 1, words.span(mention.start, mention.end)[1])
            items.append(_place(mention, lists))
            n = last
            continue
        if raw[0].isupper() and low not in lists.stops and low not in lists.heads and (n > 0 or _proper(words, n)):
            items.append(Chunk("<name>", start, words.end[n], "<name>", head=low, name=raw))
        else:
            items.append(Chunk(low, start, words.end[n]))
        n += 1
    return items


def _idle(low: str, raw: str, lists: SecurityWords) -> bool:
    """An adverb that changes nothing of what is told."""
    if low in lists.lists["drop"]:
        return True
    return low.endswith("ly") and raw == low and len(low) > 5 and low not in lists.forms and low not in lists.heads


def _proper(words: Words, n: int) -> bool:
    """Whether the first word of a sentence is a name: another capital follows, or no small letters are in it."""
    return len(words) > n + 1 and (words.raw[n + 1][0].isupper() or words.raw[n].isupper() and len(words.raw[n]) > 1)


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


def _phrase(items: list[Chunk], at: int, lists: SecurityWords) -> tuple[Chunk, int] | None:
    """The noun phrase that starts at an item and where it ends, or None."""
    low = items[at].low
    if at and low in lists.forms and low not in lists.lists["armed"] and _ends_phrase(items, at, lists):
        return None
    if low in lists.lists["they"]:
        return Chunk("<pron>", items[at].start, items[at].end, "<pron>", low, low), at + 1
    end, head = _head(items, at, lists)
    if head is None:
        return None
    inside = items[at:end]
    kind = head.kind or lists.heads.get(head.low) or lists.heads.get(head.low.rsplit("-", 1)[-1], "<name>")
    if kind == "<demonym>":
        kind = "<people>"
    bodies = [i.kind for i in inside[:-1] if i.kind in ("<org>", "<group>", "<force>")]
    titled = any(lists.heads.get(i.low) in ("<office>", "<force>") for i in inside[:-1])
    if kind == "<name>" and bodies and not titled and not any(i.low in lists.lists["possessive"] for i in inside):
        kind = bodies[-1]
    elif kind == "<name>" and len(inside) > 1:
        titles = [k for i in inside[:-1] if (k := lists.heads.get(i.low)) in ("<office>", "<force>")]
        kind = titles[-1] if titles else kind
    if kind == "<unit>":
        owned = any(i.kind in NAMED or i.kind == "<demonym>" or lists.heads.get(i.low) == "<force>" for i in inside)
        if not owned and low not in lists.lists["theirs"]:
            return None
        kind = "<force>"
    if kind in ("<men>", "<gear>"):
        armed = low in lists.lists["theirs"] or any(
            lists.heads.get(i.low) == "<force>" or i.low in lists.lists["armed"] for i in inside
        )
        counted = any(i.number for i in inside)
        if not armed and not counted:
            return None
        kind = "<force>" if armed else kind
    first = at
    while first < end - 1 and items[first].low in lists.grammar.determiners:
        first += 1
    named = [i for i in inside if i.kind in NAMED or i.kind == "<demonym>"]
    chunk = Chunk(
        kind, items[first].start, items[end - 1].end, kind, head.low,
        mentions=tuple(m for i in inside for m in i.mentions),
        number=next((i.number for i in inside if i.number is not None), None),
        own=low in lists.lists["theirs"],
        definite=low in ("the", "that", "this", "these", "those"),
    )  # fmt: skip
    chunk.country = next((i.country for i in named if i.country), None)
    chunk.bodies = tuple(i for i in inside if i.kind in ("<org>", "<group>"))
    if chunk.own and head.low in lists.lists["own_side"]:
        chunk.kind = chunk.low = "<border>"
    if len(inside) == 1:
        chunk.name, chunk.head = head.name, head.head or head.low
    return _with_of(items, end, chunk, lists)


def _ends_phrase(items: list[Chunk], at: int, lists: SecurityWords) -> bool:
    """Whether the word before is a noun or a name, so that the form of a verb at hand is its verb: "the base houses
    900 men", "the guards left the airport"."""
    before = items[at - 1]
    return before.kind in NAMED or before.low in lists.heads


def _head(items: list[Chunk], at: int, lists: SecurityWords) -> tuple[int, Chunk | None]:
    """Where the phrase ends and the item that heads it."""
    end, head = at, None
    unknown = 0
    n = at
    size = min(len(items), at + LONGEST)
    while n < size:
        item = items[n]
        low = item.low
        if item.kind in NAMED:
            n += 1
            end, head = n, item
            if n < size and items[n].low in lists.lists["possessive"]:
                n += 1
            continue
        if item.kind == "<demonym>":
            n += 1
            plural = low.endswith("s") or items[at].low == "the" or item.head.endswith("s")
            numbered = n - 2 >= at and items[n - 2].kind == "<num>"
            if plural or numbered:
                end, head = n, item
                if n < size and items[n].low in lists.lists["possessive"]:
                    n += 1
            continue
        if item.kind == "<num>":
            n += 1
            continue
        if item.kind:
            break
        if lists.heads.get(low) or lists.heads.get(low.rsplit("-", 1)[-1]):
            if not _heads(items, at, n, head, lists):
                break
            n += 1
            end, head = n, item
            if n < size and items[n].low in lists.lists["possessive"]:
                n += 1
            unknown = 0
            continue
        if head is not None and low in lists.forms and items[n - 1].low not in lists.lists["possessive"]:
            break
        if low in lists.grammar.determiners:
            if n > at:
                break
            n += 1
            continue
        counting = low[0].isdigit() and low[-1].isalpha()
        if (
            low in lists.stops
            or not (low[0].isalpha() or counting)
            or unknown >= UNKNOWN
            or not _leads(items, n, size, lists)
        ):
            break
        unknown += 1
        n += 1
    return end, head


def _heads(items: list[Chunk], at: int, n: int, head: Chunk | None, lists: SecurityWords) -> bool:
    """Whether a word that may head a phrase does so here, and is no verb ("houses 900 men") and no part of an idiom
    ("took part")."""
    low = items[n].low
    following = items[n + 1] if n + 1 < len(items) else None
    counts = following is not None and (following.kind == "<num>" or following.low in lists.grammar.determiners)
    if (
        n == at
        and at
        and low in lists.forms
        and counts
        and items[at - 1].low in lists.grammar.modal | {lists.infinitive}
    ):
        return False
    if (
        n == at
        and low in lists.lists["attributive"]
        and following is not None
        and following.low in lists.stops - lists.heads.keys()
    ):
        return following.kind != "" or following.low in lists.grammar.function
    if n == at and low in lists.gerunds:
        before = items[at - 1].low if at else ""
        return before == "of" or following is not None and following.low in ("at", "with")
    if low in lists.lists["sideways"] and n == at:
        return following is not None and following.low == "of"
    verb = low in lists.forms and head is not None and items[n - 1].low not in lists.lists["possessive"]
    if verb and following is not None:
        return not (
            following.kind or following.low in lists.grammar.determiners or following.low in lists.lists["theirs"]
        )
    return True


def _leads(items: list[Chunk], n: int, size: int, lists: SecurityWords) -> bool:
    """Whether a head or a name follows an unknown word within the phrase."""
    for k in range(n + 1, min(n + 1 + UNKNOWN, size)):
        item = items[k]
        if item.kind in NAMED or lists.heads.get(item.low):
            return True
        if item.kind in ("<demonym>", "<num>"):
            continue
        if item.low in lists.stops or not item.low[0].isalnum():
            return False
    return False


def _with_of(items: list[Chunk], end: int, chunk: Chunk, lists: SecurityWords) -> tuple[Chunk, int]:
    """Joins "of the 58th Army", "of Kazakhstan", "in Yerevan" to what they say more of."""
    bordering = chunk.kind == "<border>" or chunk.head in lists.lists["own_side"]
    if end < len(items) - 1 and bordering and items[end].low in lists.lists["with"]:
        inner = _phrase(items, end + 1, lists)
        if inner is not None and inner[0].kind == "<state>":
            chunk.kind = chunk.low = "<border>"
            chunk.end, chunk.mentions = inner[0].end, chunk.mentions + inner[0].mentions
            return chunk, inner[1]
    if end < len(items) - 1 and chunk.kind in OWNERS:
        word = items[end].low
        seat = word in ("in",) and chunk.kind == "<office>" and items[end + 1].kind == "<state>"
        if word == "of" or seat:
            inner = _phrase(items, end + 1, lists)
            if inner is not None and inner[0].kind not in ("<pron>", "<aid>"):
                other, last = inner
                chunk.end = other.end
                chunk.country = chunk.country or other.country
                chunk.mentions += other.mentions
                chunk.bodies += other.bodies
                chunk.number = chunk.number or other.number
                if chunk.head in lists.lists["sideways"] and other.kind in GROUND:
                    chunk.kind = chunk.low = other.kind
                if chunk.kind in ("<force>", "<name>") and other.kind in ("<group>", "<force>"):
                    chunk.kind = chunk.low = other.kind
                    chunk.name = other.name
                return chunk, last
    return chunk, end
