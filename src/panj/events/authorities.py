"""Who counted: the nearest origin behind a claim, under one name, and which origins are one (rule 3)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from panj.events import tongues
from panj.lexicon import has, languages, table
from panj.model import Claim, Document, Source
from panj.model.vocabulary import SourceType

_WORD = re.compile(r"[^\W_]+(?:['’]s)?")
STATE = frozenset({"government", "military"})
GENERIC_UN = "un"
SAME_COUNT = "gives the same count to the last digit"
ROUNDS = "rounds the same count"
COPIED = "stands in a copy of the same text"
KIN = "belongs to the same authorities"
ABBREVIATED = 3
"""Letters of an abbreviation up to which it counts in capitals alone."""
STEM = 5
"""Letters at the start of a word that two names share: Tajik and Tajikistan, Syria and Syrian."""


@dataclass(frozen=True, slots=True)
class Authority:
    """An origin of figures. `named` is false where only the outlet stands behind the claim; `first_hand` is true where
    the authority itself published it; `chain` is how the figure came to the report, nearest speaker first; `offices`
    are words such as "government" in its name, and `speaks` is true for who speaks for one."""

    key: str
    name: str
    type: SourceType
    named: bool
    first_hand: bool = False
    chain: tuple[str, ...] = ()
    offices: frozenset[str] = frozenset()
    speaks: bool = False


@cache
def _organisations(language: str) -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    """A pattern of the names of organisations in all languages, since a report in one quotes them in another; the key
    of each name, and the shown name of each key in this language. Short abbreviations count in capitals alone: "un" is
    an article elsewhere."""
    others = (other for other in languages() if other != language and has(other, "events"))
    keys: dict[str, str] = {}
    shown: dict[str, str] = {}
    written: set[str] = set()
    for lists in (language, *others):
        for key, forms in table(lists, "events")["organisations"].items():
            shown.setdefault(key, forms[0])
            for name in forms:
                keys.setdefault(name.lower(), key)
                written.add(name if len(name) <= ABBREVIATED and name.isupper() else name.lower())
    longest = sorted(written, key=lambda n: (-len(n), n))
    names = "|".join(re.escape(n) if n.isupper() else f"(?i:{re.escape(n)})" for n in longest)
    return re.compile(rf"(?<![^\W_])(?:{names})(?![^\W_])"), keys, shown


@cache
def _empty(language: str) -> frozenset[str]:
    return frozenset(table(language, "events")["words"]["empty"])


@cache
def organisation(name: str, language: str) -> str | None:
    """The key of the organisation that a name holds, the most particular where there are several."""
    pattern, keys, _ = _organisations(language)
    found = [keys[m.lower()] for m in pattern.findall(name)]
    return next((k for k in found if k != GENERIC_UN), found[0] if found else None)


@cache
def _content(name: str, language: str) -> frozenset[str]:
    words = {w.lower().removesuffix("'s").removesuffix("’s") for w in _WORD.findall(name)}
    return frozenset(words - _empty(language)) or frozenset(words)


@cache
def _nobody(name: str, language: str) -> bool:
    """True for a word that stands for a speaker without naming one."""
    return frozenset(w.lower() for w in _WORD.findall(name)) <= frozenset(table(language, "events")["words"]["nobody"])


def _named(name: str, what: str, language: str) -> frozenset[str]:
    """The words of a list that a name has."""
    return frozenset(w.lower() for w in _WORD.findall(name)) & frozenset(table(language, "events")["words"][what])


def _nearest(sources: Sequence[Source], language: str) -> Source | None:
    for role in ("speaker", "cited", "agency"):
        for source in sources:
            if source.role == role and source.name and not _nobody(source.name, language):
                return source
    return None


def authority(claim: Claim, document: Document | None, language: str) -> Authority:
    """The origin behind a claim: the nearest speaker, the one whom they spoke through, the agency, or the outlet."""
    shown = _organisations(language)[2]
    spoken = tongues.of(document, language)
    nearest = _nearest(claim.sources, spoken)
    publisher = document.publisher if document and document.publisher else None
    publisher = next((s.name for s in claim.sources if s.role == "publisher"), publisher) or ""
    chain = tuple(dict.fromkeys([s.name for s in claim.sources] + ([publisher] if publisher else [])))
    house = organisation(publisher, language)
    if nearest is None or nearest.role == "agency":
        if house:
            return Authority(house, shown[house], "un", True, True, chain)
        name = nearest.name if nearest else publisher or claim.document
        return Authority("outlet:" + name.lower(), name, "media", False, False, chain)
    names = [nearest.name, *(s.name for s in claim.sources if s.role == "cited")]
    key = next((k for n in names if (k := organisation(n, language))), None)
    if key:
        return Authority(key, shown[key], nearest.type, True, key == house, chain)
    if nearest.type == "un":
        return Authority(house or GENERIC_UN, shown[house or GENERIC_UN], "un", True, bool(house), chain)
    words = _content(nearest.name, spoken)
    first = bool(publisher) and words <= _content(publisher, spoken)
    offices, spokes = (_named(nearest.name, what, language) for what in ("offices", "spokes"))
    return Authority(" ".join(sorted(words)), nearest.name, nearest.type, True, first, chain, offices, bool(spokes))


@dataclass(frozen=True, slots=True)
class Behind:
    """One authority with what it stands behind in a happening: figures exact enough to recognise; the figures that it
    rounds, where it does nothing else; and figures in copied texts, each with the text's original."""

    authority: Authority
    precise: frozenset[float | int]
    rounded: frozenset[float | int]
    copies: frozenset[tuple[str, float | int | None]]
    documents: int
    day: int


def kin(one: Authority, two: Authority) -> bool:
    """True where two names of state authorities share a word: "Tajikistan" and "Tajik border guards"."""
    return any(
        a == b or (min(len(a), len(b)) >= STEM and a[:STEM] == b[:STEM])
        for a in one.key.split()
        for b in two.key.split()
    )


def _speaks_for(one: Authority, two: Authority) -> bool:
    """True where one speaks for a body that it names by no more than "government", and the other is such a body."""
    return one.speaks and bool(one.offices & two.offices)


def _one(a: Behind, b: Behind, particular: frozenset[str]) -> str | None:
    """Why `b` is the same origin as `a`, or None. Tried in this order."""
    one, two = a.authority, b.authority
    words, others = frozenset(one.key.split()), frozenset(two.key.split())
    if one.named and two.named and (words <= others or others <= words):
        return "names the same body"
    if two.key == GENERIC_UN and one.key in particular:
        return "is that agency under the name of the United Nations, the same"
    if a.precise & b.precise:
        return SAME_COUNT
    if (b.rounded and b.rounded <= a.precise) or (a.rounded and a.rounded <= b.precise):
        return ROUNDS
    if a.copies & b.copies:
        return COPIED
    if not two.named:
        return "names nobody who counted, and says the same"
    if one.type in STATE and two.type in STATE and (kin(one, two) or _speaks_for(one, two) or _speaks_for(two, one)):
        return KIN
    return None


def fold(behind: Iterable[Behind], apart: frozenset[tuple[str, str]]) -> dict[str, tuple[str, str | None]]:
    """For each authority's key, the key of the origin that it belongs to and why. `apart` names pairs that contradict
    each other and so are never one for being of one side."""
    order = sorted(
        behind,
        key=lambda b: (not b.authority.named, b.authority.key == GENERIC_UN, -b.documents, b.day, b.authority.key),
    )
    particular = frozenset(b.authority.key for b in order if b.authority.type == "un" and b.authority.key != GENERIC_UN)
    groups: list[list[Behind]] = []
    out: dict[str, tuple[str, str | None]] = {}
    for each in order:
        for group in groups:
            why = next((why for other in group if (why := _one(other, each, particular))), None)
            if why and not (why == KIN and any(_pair(each, other) in apart for other in group)):
                out[each.authority.key] = (group[0].authority.key, why)
                group.append(each)
                break
        else:
            groups.append([each])
            out[each.authority.key] = (each.authority.key, None)
    return out


def _pair(a: Behind, b: Behind) -> tuple[str, str]:
    return min(a.authority.key, b.authority.key), max(a.authority.key, b.authority.key)
