"""A sentence cut into chunks: noun phrases of actors and places become one word each, dates and sums likewise."""

from panj.claims.security_items import Chunk, Marks, items_of
from panj.claims.security_words import SecurityWords
from panj.claims.words import Words

LONGEST = 12
"""Items of a noun phrase before its "of"."""
UNKNOWN = 3
"""Unknown words in a row that a noun phrase may hold before its head."""
NAMED = frozenset({"<name>", "<state>", "<place>", "<group>", "<org>", "<force>"})
GROUND = frozenset({"<border>", "<place>", "<site>", "<road>", "<state>"})
OWNERS = frozenset({"<force>", "<office>", "<name>", "<base>", "<site>", "<border>", "<aid>", "<road>"})


def chunks_of(words: Words, marks: Marks, lists: SecurityWords) -> list[Chunk]:
    """The chunks of a sentence, in order."""
    items = items_of(words, marks, lists)
    out: list[Chunk] = []
    silent, opening = lists.silent, lists.opening
    at, size = 0, len(items)
    while at < size:
        item = items[at]
        low = item.low
        phrase = None
        if item.kind:
            phrase = _phrase(items, at, lists)
        elif low not in silent and low[0].isalnum():
            known = low in opening or "-" in low
            phrase = _phrase(items, at, lists) if known or _leads(items, at, size, lists) else None
        if phrase is None:
            out.append(item)
            at += 1
        else:
            chunk, at = phrase
            out.append(chunk)
    return out


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
    kind = _kind(inside, head, lists)
    if kind is None:
        return None
    first = at
    while first < end - 1 and items[first].low in lists.grammar.determiners:
        first += 1
    named = [i for i in inside if i.kind in NAMED or i.kind == "<demonym>"]
    chunk = Chunk(
        kind, items[first].start, items[end - 1].end, kind, head.low,
        mentions=tuple(m for i in inside for m in i.mentions),
        number=next((i.number for i in inside if i.number is not None), None),
        own=low in lists.lists["theirs"],
        definite=low in lists.lists["definite"],
    )  # fmt: skip
    chunk.country = next((i.country for i in named if i.country), None)
    chunk.bodies = tuple(i for i in inside if i.kind in ("<org>", "<group>"))
    if chunk.own and head.low in lists.lists["own_side"]:
        chunk.kind = chunk.low = "<border>"
    if len(inside) == 1:
        chunk.name, chunk.head = head.name, head.head or head.low
    return _with_of(items, end, chunk, lists)


def _kind(inside: list[Chunk], head: Chunk, lists: SecurityWords) -> str | None:
    """What a noun phrase names, or None where it names nobody: "300 men" of no army, "housing units"."""
    kind = head.kind or lists.heads.get(head.low) or lists.heads.get(head.low.rsplit("-", 1)[-1], "<name>")
    before = [lists.heads.get(i.low) for i in inside[:-1]]
    own = inside[0].low in lists.lists["theirs"]
    armed = own or "<force>" in before
    if kind == "<demonym>":
        return "<people>"
    if kind == "<name>":
        titles = [k for k in before if k in ("<office>", "<force>")]
        bodies = [i.kind for i in inside[:-1] if i.kind in ("<org>", "<group>", "<force>")]
        if bodies and not titles and not any(i.low in lists.lists["possessive"] for i in inside):
            return bodies[-1]
        return titles[-1] if titles else kind
    if kind == "<road>" and not any(i.kind in NAMED for i in inside):
        return None
    if kind == "<unit>":
        return "<force>" if armed or any(i.kind in NAMED or i.kind == "<demonym>" for i in inside) else None
    if kind in ("<men>", "<gear>"):
        if armed or any(i.low in lists.lists["armed"] for i in inside):
            return "<force>"
        return kind if any(i.number for i in inside) else None
    return kind


def _ends_phrase(items: list[Chunk], at: int, lists: SecurityWords) -> bool:
    """Whether the word before is a noun or a name, so that the form of a verb at hand is its verb: "the base houses
    900 men", "the guards left the airport"."""
    before = items[at - 1]
    return before.kind in NAMED or before.low in lists.heads


def _head(items: list[Chunk], at: int, lists: SecurityWords) -> tuple[int, Chunk | None]:
    """Where the phrase ends and the item that heads it."""
    end, head, unknown = at, None, 0
    possessive = lists.lists["possessive"]
    n = at
    size = min(len(items), at + LONGEST)
    while n < size:
        item = items[n]
        low = item.low
        heads = item.kind in NAMED
        if item.kind == "<demonym>":
            plural = low.endswith(lists.plural) or item.head.endswith(lists.plural)
            heads = plural or items[at].low in lists.lists["article"] or (n > at and items[n - 1].kind == "<num>")
        elif not item.kind and (lists.heads.get(low) or lists.heads.get(low.rsplit("-", 1)[-1])):
            if not _heads(items, at, n, head, lists):
                break
            heads, unknown = True, 0
        elif not heads and item.kind != "<num>":
            if item.kind or not _modifies(items, at, n, head, unknown, size, lists):
                break
            unknown += low not in lists.grammar.determiners
        n += 1
        if heads:
            end, head = n, item
            if n < size and items[n].low in possessive:
                n += 1
    return end, head


def _modifies(
    items: list[Chunk], at: int, n: int, head: Chunk | None, unknown: int, size: int, lists: SecurityWords
) -> bool:
    """Whether a word may stand in a noun phrase before its head."""
    low = items[n].low
    if low in lists.grammar.determiners:
        return n == at
    if head is not None and low in lists.forms and items[n - 1].low not in lists.lists["possessive"]:
        return False
    counting = low[0].isdigit() and low[-1].isalpha()
    if low in lists.stops or not (low[0].isalpha() or counting) or unknown >= UNKNOWN:
        return False
    return _leads(items, n, size, lists)


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
        and following.low in lists.stops
        and following.low not in lists.heads
    ):
        return following.kind != "" or following.low in lists.grammar.function
    if n == at and low in lists.gerunds:
        before = items[at - 1].low if at else ""
        return before in lists.lists["of"] or (following is not None and following.low in lists.lists["inside_of"])
    if low in lists.lists["sideways"] and n == at:
        return following is not None and following.low in lists.lists["of"]
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
        seat = word in lists.lists["seat"] and chunk.kind == "<office>" and items[end + 1].kind == "<state>"
        if word in lists.lists["of"] or seat:
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
