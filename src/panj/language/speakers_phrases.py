"""Where a noun phrase that names a speaker begins and ends, before a verb and behind one."""

import re

from panj.language.speakers_words import Words, words
from panj.language.wordscan import last_match
from panj.lexicon.vocabulary import vocabulary

Pair = tuple[int, int]
"""A half-open stretch of the text: start and end."""
MAX_WORDS = 14
"""Words of the longest name that is kept whole."""
NAME_WORDS = 10
"""Words of the longest name that another stands in apposition to."""
TAIL_REACH = 64
"""Characters before a verb in which its auxiliaries and the day on which it was said are looked for."""
NAME_REACH = 140
"""Characters of the longest name behind a verb."""
REACH = 240
"""Characters before a verb in which its speaker is looked for."""
ABBREVIATED = re.compile(r"(?:\b[A-Z]\.[A-Z]\.?|\bJr\.)$")

_WORD = re.compile(r"[^\W_][\w.'’&/-]*")
_LAST_WORD = re.compile(r"\w+$")
_APPOSED_NAME = re.compile(r",\s(?:(?:[^\W\d_a-z][\w’'-]{1,24})\s){1,4}[^\W\d_a-z][\w’'-]{1,24}(?=[,.;]|$)")


def _trim(text: str, start: int, end: int) -> Pair:
    while start < end and (text[start].isspace() or text[start] in "*#•·>-–—,‘’'»→◦∙"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:'‘"):
        end -= 1
    return start, end


def _is_phrase(text: str, start: int, end: int, w: Words, strong: bool) -> bool:
    """Whether the stretch can be a noun phrase that speaks."""
    tokens = _WORD.findall(text[start:end])
    if not tokens or len(tokens) > MAX_WORDS:
        return False
    lowered = [token.lower() for token in tokens]
    if lowered[0] in w.pronouns:
        return len(tokens) == 1 and w.pronouns[lowered[0]] != "none"
    if lowered[-1] in w.prepositions or lowered[0] in w.prepositions or lowered[-1] in w.determiners:
        return False
    if any(token in w.finite for token in lowered):
        return False
    head = next((i for i, token in enumerate(lowered) if i and token in w.prepositions), len(lowered))
    if lowered[head - 1] in w.never:
        return False
    if tokens[0][0].isdigit():
        return False
    if tokens[0][0].isupper() or lowered[0] in w.openers:
        return True
    return strong or w.heads.search(" ".join(lowered)) is not None


def left(text: str, low: int, high: int, language: str, strong: bool) -> Pair | None:
    """The noun phrase that ends where a verb begins, looked for in text[low:high]; None where there is none.

    `strong` verbs take any subject, so that a bare plural ("rescuers said") counts as a phrase.
    """
    w = words(language)
    low = max(low, high - REACH)
    cuts = [low]
    commas = {low}
    small = vocabulary(text).low
    for match in w.boundary.finditer(small, low, high):
        cuts.append(match.end())
        if match.group() == ",":
            commas.add(match.end())
    end = high
    tail = w.tail.search(small, max(cuts[-1] - 1, low, high - TAIL_REACH), high)
    if tail:
        end = tail.start()
    start = cuts.pop()
    if cuts and _owned_by_previous(text, start, end, w):
        return _segment(text, cuts[-1], _before(text, start), w, False)
    found = _segment(text, start, end, w, strong)
    if found or text[start:end].strip(" ,"):
        return found
    if start not in commas or not cuts:
        return None
    return _apposed(text, cuts, commas, start - 1, w, strong)


def _owned_by_previous(text: str, start: int, end: int, w: Words) -> bool:
    """Whether only "who" or the like stands between a verb and the phrase before it: "the prefect, who said"."""
    relative = w.relative.match(text, max(0, start - 1), end + 1)
    return relative is not None and not text[relative.end() : end].strip()


def _before(text: str, at: int) -> int:
    while at > 0 and text[at - 1] in ", \n":
        at -= 1
    return at


def _apposed(text: str, cuts: list[int], commas: set[int], end: int, w: Words, strong: bool) -> Pair | None:
    """The phrase before a comma and a verb: "X, the minister, said", "X, who lives there, said", or X alone."""
    relative = last_match(w.comma_relative, text, cuts[0], end)
    if relative:
        low = max(cut for cut in cuts if cut <= relative.start())
        return _segment(text, low, relative.start(), w, False)
    start = cuts.pop()
    inner = _segment(text, start, end, w, strong)
    first = _WORD.search(text, start, end)
    aside = first is not None and (first.group().lower() in w.asides or first.group().isdigit())
    if start in commas and cuts:
        low = cuts.pop()
        tail = w.tail.search(vocabulary(text).low, max(low, start - 1 - TAIL_REACH), start - 1)
        outer = _segment(text, low, tail.start() if tail else start - 1, w, False)
        if outer and _name_like(text[outer[0] : outer[1]], w):
            if aside:
                return outer
            if inner and not text[start : inner[0]].strip():
                return outer[0], inner[1]
    return None if aside else inner


def _name_like(phrase: str, w: Words) -> bool:
    tokens = phrase.split()
    if len(tokens) > NAME_WORDS:
        return False
    return (
        w.heads.search(phrase.lower()) is not None
        or bool(w.names.search(phrase))
        or all(
            token[0].isupper() or token.lower() in w.prepositions or token.lower() in w.determiners for token in tokens
        )
    )


def _segment(text: str, start: int, end: int, w: Words, strong: bool) -> Pair | None:
    """The noun phrase of a clause's first stretch, without the words in front of it and the clause behind it."""
    start = _after(w.leading, text, start, end)
    relative = w.relative.search(text, start, end)
    if relative:
        inner = _trim(text, relative.end(), end)
        if inner[0] < inner[1] and _is_phrase(text, *inner, w, False) and not text[inner[0]].isdigit():
            return inner
        if relative.start() <= start:
            return None
        end = relative.start()
    start, end = _trim(text, start, end)
    first = _WORD.match(text, start, end)
    if first and first.group().lower() in w.fronting:
        start = _behind_front(text, start, end, w)
    last = _LAST_WORD.search(text, start, end)
    if last and last.start() > start and w.pronouns.get(last.group().lower(), "none") != "none":
        return last.span()
    if _is_phrase(text, start, end, w, strong):
        return start, end
    joint = text.rfind(w.joint, start, end)
    if joint > 0:
        inner = _trim(text, joint + len(w.joint), end)
        if _is_phrase(text, inner[0], inner[1], w, strong):
            return inner
    return None


def _after(what: re.Pattern[str], text: str, start: int, end: int) -> int:
    match = what.match(text, start, end)
    return match.end() if match else start


def _behind_front(text: str, start: int, end: int, w: Words) -> int:
    """Where the subject begins behind "On Friday", "In Herat" or "By the weekend"."""
    small = vocabulary(text).low
    time = w.time.match(small, start, end)
    while time and time.end() < end:
        start = _trim(text, time.end(), end)[0]
        first = _WORD.match(text, start, end)
        if first is None or first.group().lower() not in w.fronting:
            return start
        time = w.time.match(small, start, end)
    best, previous = end, ""
    for match in _WORD.finditer(text, start, end):
        token = match.group()
        lowered = token.lower()
        fresh = lowered in w.determiners or (lowered in w.openers and not previous[:1].isupper())
        if fresh and previous and previous not in w.prepositions and previous not in w.fronting:
            best = match.start()
        previous = lowered if lowered in w.prepositions or lowered in w.fronting or lowered in w.determiners else token
    if best < end:
        return best
    name = last_match(w.names, text, start, end)
    return name.start() if name and name.end() == end and text[start : name.start()].split()[-1:] != [] else end


def right(text: str, low: int, high: int, language: str) -> Pair | None:
    """The noun phrase that begins at `low`, with a name in apposition ("the spokeswoman, Hasmik Terzyan")."""
    w = words(language)
    high = min(high, low + NAME_REACH)
    start, _ = _trim(text, low, high)
    start = _after(w.paper, text, start, high)
    small = vocabulary(text).low
    if w.time.match(small, start, high):
        return None
    stop = w.stop.search(small, start, high)
    end = stop.start() if stop else high
    start, end = _trim(text, start, end)
    tokens = _WORD.findall(text[start:end])
    if not tokens or tokens[0][0].isdigit():
        return None
    lowered = tokens[0].lower()
    if lowered in w.pronouns and (len(tokens) > 1 or w.pronouns[lowered] == "none"):
        return None
    if lowered in w.prepositions:
        return None
    if stop and stop.group() == "," and text[end - 1].isdigit():
        return None
    if len(tokens) > MAX_WORDS or any(token in w.finite for token in tokens):
        end = _short(text, start, end, w)
    if stop and stop.group() == "," and end == stop.start():
        name = _APPOSED_NAME.match(text, stop.start(), high)
        if name and not w.time.match(small, stop.start() + 2, high):
            end = name.end()
    start, end = _trim(text, start, end)
    while end > start and text[end - 1] == "." and not ABBREVIATED.search(text, start, end):
        end -= 1
    return (start, end) if end > start else None


def _short(text: str, start: int, end: int, w: Words) -> int:
    """The end of a long phrase's beginning: before its second preposition or its verb."""
    seen = 0
    for match in _WORD.finditer(text, start, end):
        lowered = match.group().lower()
        if lowered in w.finite:
            return match.start()
        if match.start() > start and lowered in w.prepositions and lowered not in w.joiners:
            seen += 1
            if seen == 2:
                return match.start()
    return end
