"""Noun phrases that name a speaker: where they begin and end, and what kind of speaker they name."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from panj.language.wordscan import cased, pattern
from panj.lexicon import table
from panj.model.annotation import Attribution
from panj.model.text import Span
from panj.model.vocabulary import SourceType

MAX_WORDS = 14
"""Words of the longest name that is kept whole."""
REACH = 240
"""Characters before or behind a verb in which its speaker is looked for."""
TYPE_ORDER: tuple[SourceType, ...] = (
    "un", "ngo", "party_to_conflict", "media", "military", "government", "witness", "unknown",
)  # fmt: skip
Strength = Literal["known", "acronym", "named", "noun", "none"]

_WORD = re.compile(r"[^\W_][\w.'’&/-]*")
_ACRONYM = re.compile(r"(?<![\w-])[^\W\d_a-zà-ÿ]{3,10}(?![\w-])")
_CAPITALISED = re.compile(r"[^\W\d_a-zà-ÿ][\w.'’-]*")


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
    never: frozenset[str]
    nouns: frozenset[str]
    fronting: frozenset[str]
    prepositions: frozenset[str]
    determiners: frozenset[str]
    titles: frozenset[str]
    pronouns: dict[str, str]
    aliases: dict[str, str]
    boundary: re.Pattern[str]
    tail: re.Pattern[str]
    leading: re.Pattern[str]
    relative: re.Pattern[str]
    comma_relative: re.Pattern[str]
    stop: re.Pattern[str]
    paper: re.Pattern[str]
    time: re.Pattern[str]


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
        finite=frozenset(w["finite"]) | {v for v in raw["verbs"]["say"] if v not in w["openers"]},
        never=frozenset(w["never"]),
        nouns=frozenset(raw["nouns"]["words"]),
        fronting=frozenset(w["fronting"]),
        prepositions=frozenset(w["prepositions"]),
        determiners=frozenset(w["determiners"]),
        titles=frozenset(raw["titles"]["words"]),
        pronouns=pronouns,
        aliases=raw["aliases"],
        boundary=re.compile(rf"[;:–—“”\"(\[)\]\n•]|,(?=\s)|\s-\s|(?<![\w’'-])(?:{w['clause']})\s", re.I),
        tail=re.compile(rf"(?:[\s,]+(?:{time}|{w['auxiliaries']}))+\s*$", re.I),
        leading=re.compile(rf"\s*(?:(?:{w['leading']}),?\s+){{0,3}}", re.I),
        relative=re.compile(rf",?\s(?:{w['relative']})\b", re.I),
        comma_relative=re.compile(rf",\s(?:{w['relative']})\s", re.I),
        paper=re.compile(w["paper"], re.I),
        stop=re.compile(rf"[,;:()\[\]“”\"\n–—•>]|[.!?](?=\s*$)|\s-\s|\s(?:{w['stop']}|{time})(?![\w-])", re.I),
        time=re.compile(time, re.I),
    )


@lru_cache(maxsize=4096)
def classify(name: str, language: str) -> tuple[SourceType, Strength]:
    """What kind of speaker a noun phrase names, and how that is known: by a listed name or noun, by capitals, or not."""
    w = words(language)
    bare = strip_determiner(name, language)
    if bare in w.places:
        return "government", "known"
    core = _core(bare, w)
    found = {w.type_of_name[" ".join(m.group().split())] for m in w.names.finditer(core)}
    found |= {w.type_of_head[" ".join(m.group().split())] for m in w.heads.finditer(core.lower())}
    for kind in TYPE_ORDER:
        if kind in found:
            return kind, "noun" if kind == "unknown" else "known"
    if core != bare:
        if " by " in bare:
            return classify(bare.split(" by ", 1)[1], language)
        outer = {w.type_of_name[" ".join(m.group().split())] for m in w.names.finditer(bare)}
        for kind in TYPE_ORDER:
            if kind in outer:
                return kind, "known"
    if _ACRONYM.search(core) and (" " not in core or not core.isupper()):
        return "unknown", "acronym"
    capitals = _CAPITALISED.findall(core)
    if len(capitals) >= 2 and capitals[0] == core.split()[0]:
        return "witness", "named"
    return "unknown", "named" if capitals else "none"


def _core(name: str, w: Words) -> str:
    """The phrase up to its first preposition; a comma adds what stands in apposition."""
    kept = []
    for part in name.split(", "):
        tokens = part.split(" ")
        for index, token in enumerate(tokens):
            if index and token.lower() in w.prepositions:
                if token.lower() in ("of", "for", "and") and index + 1 < len(tokens):
                    continue
                tokens = tokens[:index]
                break
        kept.append(" ".join(tokens))
    return ", ".join(kept)


def strip_determiner(name: str, language: str) -> str:
    """The name without the article in front of it and the marks around it."""
    name = name.strip(" ,;:'‘’\"“”*#\n\t")
    name = name if _ABBREVIATED.search(name) else name.rstrip(".")
    first, _, rest = name.partition(" ")
    return rest.lstrip() if rest and first.lower() in words(language).determiners else name


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
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


def left(text: str, low: int, high: int, language: str, strong: bool) -> tuple[int, int] | None:
    """The noun phrase that ends where a verb begins, looked for in text[low:high]; None where there is none.

    `strong` verbs take any subject, so that a bare plural ("rescuers said") counts as a phrase.
    """
    w = words(language)
    low = max(low, high - REACH)
    cuts = [low]
    commas = {low}
    for match in w.boundary.finditer(text, low, high):
        cuts.append(match.end())
        if match.group() == ",":
            commas.add(match.end())
    end = high
    tail = w.tail.search(text, cuts[-1] - 1 if cuts[-1] > low else low, high)
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


def _apposed(text: str, cuts: list[int], commas: set[int], end: int, w: Words, strong: bool) -> tuple[int, int] | None:
    """The phrase before a comma and a verb: "X, the minister, said", "X, who lives there, said", or X alone."""
    relative = None
    for relative in w.comma_relative.finditer(text, cuts[0], end):
        pass
    if relative:
        low = max(cut for cut in cuts if cut <= relative.start())
        return _segment(text, low, relative.start(), w, False)
    start = cuts.pop()
    inner = _segment(text, start, end, w, strong)
    first = _WORD.search(text, start, end)
    aside = first is not None and (first.group().lower() in w.fronting or first.group().isdigit())
    if start in commas and cuts:
        low = cuts.pop()
        tail = w.tail.search(text, low, start - 1)
        outer = _segment(text, low, tail.start() if tail else start - 1, w, False)
        if outer and _name_like(text[outer[0] : outer[1]], w):
            if aside:
                return outer
            if inner and not text[start : inner[0]].strip():
                return outer[0], inner[1]
    return None if aside else inner


def _name_like(phrase: str, w: Words) -> bool:
    tokens = phrase.split()
    if len(tokens) > 10:
        return False
    return (
        w.heads.search(phrase.lower()) is not None
        or bool(w.names.search(phrase))
        or all(
            token[0].isupper() or token.lower() in w.prepositions or token.lower() in w.determiners for token in tokens
        )
    )


def _segment(text: str, start: int, end: int, w: Words, strong: bool) -> tuple[int, int] | None:
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
    joint = text.rfind(" and ", start, end)
    if joint > 0:
        inner = _trim(text, joint + 5, end)
        if _is_phrase(text, inner[0], inner[1], w, strong):
            return inner
    return None


def _after(what: re.Pattern[str], text: str, start: int, end: int) -> int:
    match = what.match(text, start, end)
    return match.end() if match else start


def _behind_front(text: str, start: int, end: int, w: Words) -> int:
    """Where the subject begins behind "On Friday", "In Herat" or "By the weekend"."""
    time = w.time.match(text, start, end)
    while time and time.end() < end:
        start = _trim(text, time.end(), end)[0]
        first = _WORD.match(text, start, end)
        if first is None or first.group().lower() not in w.fronting:
            return start
        time = w.time.match(text, start, end)
    best, previous = end, ""
    for match in _WORD.finditer(text, start, end):
        token = match.group()
        lowered = token.lower()
        fresh = lowered in w.determiners or (lowered in w.openers and not previous[:1].isupper())
        if fresh and previous and previous not in w.prepositions and previous not in w.fronting:
            best = match.start()
        previous = lowered if lowered in w.prepositions or lowered in w.fronting or lowered in w.determiners else token
    return best


def right(text: str, low: int, high: int, language: str) -> tuple[int, int] | None:
    """The noun phrase that begins at `low`, with a name in apposition ("the spokeswoman, Hasmik Terzyan")."""
    w = words(language)
    high = min(high, low + REACH)
    start, _ = _trim(text, low, high)
    start = _after(w.paper, text, start, high)
    if w.time.match(text, start, high):
        return None
    stop = w.stop.search(text, start, high)
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
        if name and not w.time.match(text, stop.start() + 2, high):
            end = name.end()
    start, end = _trim(text, start, end)
    while end > start and text[end - 1] == "." and not _ABBREVIATED.search(text, start, end):
        end -= 1
    return (start, end) if end > start else None


_APPOSED_NAME = re.compile(r",\s(?:(?:[^\W\d_a-z][\w’'-]{1,24})\s){1,4}[^\W\d_a-z][\w’'-]{1,24}(?=[,.;]|$)")
_PERSON = re.compile(r"[^\W\d_a-z][\w’'-]+ [^\W\d_a-z][\w’'-]+$")
_FORENAMES = re.compile(r"(?:[^\W\d_a-z][\w.’'-]{0,24}\s){1,4}$")
_LAST_WORD = re.compile(r"\w+$")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.[A-Z]\.?|\bJr\.)$")


def _short(text: str, start: int, end: int, w: Words) -> int:
    """The end of a long phrase's beginning: before its second preposition or its verb."""
    seen = 0
    for match in _WORD.finditer(text, start, end):
        lowered = match.group().lower()
        if lowered in w.finite:
            return match.start()
        if match.start() > start and lowered in w.prepositions and lowered != "of":
            seen += 1
            if seen == 2:
                return match.start()
    return end


def resolve(text: str, speaker: tuple[int, int], earlier: list[Attribution], language: str) -> tuple[str, SourceType]:
    """The full name and type of a speaker: a pronoun or a short mention takes those of its last full mention."""
    w = words(language)
    said = text[speaker[0] : speaker[1]]
    name = strip_determiner(" ".join(said.split()), language)
    lowered = name.lower()
    group = w.pronouns.get(lowered)
    if group:
        return _antecedent(group, earlier) or (name, "witness" if group in ("person", "first") else "unknown")
    kind, strength = classify(name, language)
    tokens = lowered.split()
    if len(tokens) == 1:
        full = _longer(lowered, strength, earlier)
        if full:
            return full
        if strength == "named":
            whole = _full_name(text, name, speaker[0])
            if whole:
                return whole, classify(whole, language)[0]
    elif kind == "media" and name.islower():
        outlet = _last_outlet(earlier)
        if outlet:
            return outlet, "media"
    return w.aliases.get(name, name), kind


def _antecedent(group: str, earlier: list[Attribution]) -> tuple[str, SourceType] | None:
    for past in reversed(earlier):
        plural = past.name.split(",")[0].split(" in ")[0].endswith("s")
        person = past.type == "witness" or bool(_PERSON.search(past.name))
        if group == "person" and plural and not person:
            continue
        if group == "thing" and past.type == "witness":
            continue
        return past.name, past.type
    return None


def _longer(short: str, strength: Strength, earlier: list[Attribution]) -> tuple[str, SourceType] | None:
    """The last speaker or outlet whose longer name holds the word."""
    stem = short[:-1] if short.endswith("s") and len(short) > 4 and strength != "named" else short
    forms = {stem, stem + "s"}
    for past in reversed(earlier):
        if past.via and not forms.isdisjoint(past.via.lower().replace(",", "").split()) and len(past.via) > len(short):
            return past.via, past.via_type or "media"
        if len(past.name) > len(short) and not forms.isdisjoint(past.name.lower().replace(",", "").split()):
            return past.name, past.type
    return None


def _last_outlet(earlier: list[Attribution]) -> str | None:
    for past in reversed(earlier):
        for name, kind in ((past.via, past.via_type), (past.name, past.type)):
            if name and kind == "media" and not name.islower():
                return name
    return None


def _full_name(text: str, surname: str, before: int) -> str | None:
    """A longer name that ends in the surname, from earlier in the text: "Barrientos" → "Mayor Hector Barrientos"."""
    at = text.find(" " + surname, 0, before)
    if at < 0:
        return None
    lead = _FORENAMES.search(text[max(0, at - 90) : at + 1])
    return (lead.group() + surname) if lead else None


def span(pair: tuple[int, int]) -> Span:
    return Span(pair[0], pair[1])


def verb_forms(raw: list[str]) -> set[str]:
    return cased(raw)
