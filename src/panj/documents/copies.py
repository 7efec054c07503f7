"""Which documents are copies: the same text syndicated, rewritten around the same sentences, or translated.

Candidates come from a bottom-k MinHash sketch of word shingles (Broder 1997, "On the resemblance and containment of
documents") in an inverted index; containment of shingles and shared figures decide. A bulletin that repeats its own
wording with new figures is no copy. Translations share figures and names, and no words.
"""

import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations, islice
from zlib import crc32

from panj.model.copies import CopyGroup, CopyManner, CopyPair
from panj.model.text import Document

SHINGLE = 4
"""Words in a shingle: a rewritten wire story keeps phrases of four words, and chance keeps few."""
SKETCH = 96
"""Smallest hashes kept of a document: finds a containment of 0.15 of a 200-word text with near certainty."""
POSTINGS_MAX = 60
"""A shingle that more documents than this share is a stock phrase or page furniture, and names no candidate."""
SHARED_MIN = 2
"""Sketch hashes that two documents must share to be compared."""
VERBATIM = 0.60
"""Containment from which a text is called verbatim."""
REWRITTEN = 0.16
"""Least containment of a rewritten story. On six real happenings unrelated reports of one briefing reach 0.10."""
FIGURES_SHARED = 0.30
"""Least share of the figures of the report with fewer figures that the other has too, for a rewritten story."""
FIGURES_IGNORED = 0.90
"""Containment from which a text is a copy whatever its figures: a changed figure then is damage."""
TRANSLATED_FIGURES = 0.75
"""Least share of figures for a translation, of at least TRANSLATED_MIN figures."""
TRANSLATED_MIN = 3
TRANSLATED_NAMES = 2
"""Least number of shared names for a translation."""
TRIPLES_OF = 10
"""Figures of a document, longest first, that are looked up in threes for its translations."""
DAYS_APART = 45
"""Copies that are published further apart than this many days are not looked for."""

_PASS = 20_000
"""Documents to a pass over the index, which holds one slice of the hashes at a time: bounds the memory."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]{1,3})?")
_FIGURE = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:[.,\u00a0\u202f ]\d{3}){1,3}|\d+(?:[.,]\d{1,2})?)(?!\d)")
_NAME = re.compile(r"(?<=[^\W\d_][ ,(])[A-ZÀ-Þ][^\W\d_]{3,}")
_MARKS = re.compile(r"[.,\u00a0\u202f ](?=\d{3})")


@dataclass(frozen=True, slots=True)
class _Print:
    """What a document is recognised by; `shingles` holds the hashes of its shingles, the smallest
    first, and `sketch` the first of them."""

    id: str
    label: str
    language: str | None
    day: int | None
    shingles: Sequence[int]
    sketch: Sequence[int]
    figures: frozenset[str]
    names: frozenset[str]


def _figures(text: str) -> frozenset[str]:
    """Figures of two digits and more, without marks between thousands; years and days of dates are mostly left out."""
    found = {_MARKS.sub("", figure) for figure in _FIGURE.findall(text)}
    return frozenset(f for f in found if len(f) > 1 and not (len(f) == 4 and f[:2] in ("19", "20")))


def _fold(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=2048)
def _shingles(text: str) -> frozenset[int]:
    hashes = [_hash(word) for word in _WORD.findall(text)]
    grams = zip(*(hashes[i:] for i in range(SHINGLE)), strict=False)
    return frozenset([found & 0xFFFF_FFFF_FFFF for found in map(hash, grams)])


@lru_cache(maxsize=1 << 16)
def _hash(word: str) -> int:
    return crc32(word.lower().encode("utf8", "surrogatepass"))


def _print(document: Document) -> _Print:
    text = document.text[document.body_start :]
    try:
        day: int | None = date.fromisoformat((document.published or "")[:10]).toordinal()
    except ValueError:
        day = None
    names = frozenset(_fold(n) for n in _NAME.findall(text))
    shingles = array("Q", sorted(_shingles(text)))
    sketch = shingles[:SKETCH]
    return _Print(document.id, document.label, document.language, day, shingles, sketch, _figures(text), names)


def _near_in_time(posting: Sequence[int], days: Sequence[int | None]) -> Iterator[tuple[int, int]]:
    """The pairs of places, in order, whose documents were published near one another or have no day."""
    dated = sorted((day, n) for n in posting if (day := days[n]) is not None)
    undated = [n for n in posting if days[n] is None]
    for i, (day, n) in enumerate(dated, 1):
        for other, m in islice(dated, i, None):
            if other - day > DAYS_APART:
                break
            yield (n, m) if n < m else (m, n)
    for i, n in enumerate(undated, 1):
        yield from ((n, m) if n < m else (m, n) for m in (*undated[i:], *(m for _, m in dated)))


def _candidates(keys: Sequence[Iterable[int]], days: Sequence[int | None], least: int) -> list[tuple[int, int]]:
    """Pairs of places in `keys` with at least `least` keys in common, but for keys that too many share and
    for documents that were published far apart. `days` holds the day of each."""
    together: dict[tuple[int, int], int] = defaultdict(int)
    slices = 1 + len(keys) // _PASS
    for part in range(slices):
        postings: dict[int, list[int]] = defaultdict(list)
        for n, mine in enumerate(keys):
            for key in mine:
                if key % slices == part:
                    postings[key].append(n)
        for posting in postings.values():
            if 1 < len(posting) <= POSTINGS_MAX:
                for pair in _near_in_time(posting, days):
                    together[pair] += 1
    return sorted(pair for pair, count in together.items() if count >= least)


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 1.0


def _same_words(a: _Print, b: _Print) -> CopyPair | None:
    """The verdict on two texts of one language."""
    ours, theirs = frozenset(a.shingles), frozenset(b.shingles)
    smaller = min(len(ours), len(theirs))
    if not smaller:
        return None
    containment = len(ours & theirs) / smaller
    figures = _share(a.figures, b.figures)
    if containment < REWRITTEN or (figures < FIGURES_SHARED and containment < FIGURES_IGNORED):
        return None
    manner: CopyManner = "verbatim" if containment >= VERBATIM else "rewritten"
    why = f"{containment:.0%} of the shorter text's phrases and {figures:.0%} of its figures stand in both"
    return CopyPair(a.id, b.id, manner, round(containment, 3), why)


def _other_language(a: _Print, b: _Print) -> CopyPair | None:
    """The verdict on two texts of different languages: figures and names must be the same."""
    if not a.language or not b.language or a.language == b.language:
        return None
    shared, names = a.figures & b.figures, a.names & b.names
    smaller = min(len(a.figures), len(b.figures))
    if len(shared) < TRANSLATED_MIN or len(shared) / smaller < TRANSLATED_FIGURES or len(names) < TRANSLATED_NAMES:
        return None
    why = f"another language, with {len(shared)} of {smaller} figures and {len(names)} names the same"
    return CopyPair(a.id, b.id, "translated", 0.0, why)


def _triples(figures: frozenset[str]) -> Iterator[int]:
    """Keys under which texts with the same figures meet, whatever their language."""
    for triple in combinations(sorted(figures, key=lambda f: (-len(f), f))[:TRIPLES_OF], TRANSLATED_MIN):
        yield crc32(" ".join(triple).encode())


def _verdicts(prints: list[_Print]) -> Iterator[CopyPair]:
    days = [p.day for p in prints]
    for i, j in _candidates([p.sketch for p in prints], days, SHARED_MIN):
        if pair := _same_words(prints[i], prints[j]):
            yield pair
    if len({p.language for p in prints if p.language}) > 1:
        for i, j in _candidates([tuple(_triples(p.figures)) for p in prints], days, 1):
            if pair := _other_language(prints[i], prints[j]):
                yield pair


def find(documents: Sequence[Document]) -> tuple[CopyGroup, ...]:
    """Groups of two documents and more that go back to one text, the same whatever the order of `documents`."""
    prints = [_print(d) for d in sorted({d.id: d for d in documents}.values(), key=lambda d: (d.label, d.id))]
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    verdicts = list(_verdicts(prints))
    for pair in verdicts:
        one, other = sorted((root(pair.first), root(pair.second)))
        parent[other] = one
    members: dict[str, list[_Print]] = defaultdict(list)
    for seen in prints:
        if seen.id in parent:
            members[root(seen.id)].append(seen)
    pairs: dict[str, list[CopyPair]] = defaultdict(list)
    for pair in verdicts:
        pairs[root(pair.first)].append(pair)
    groups = []
    for key, group in members.items():
        group.sort(key=lambda p: (p.day is None, p.day or 0, p.label, p.id))
        groups.append(CopyGroup(tuple(p.id for p in group), tuple(pairs[key])))
    return tuple(sorted(groups, key=lambda g: g.documents))
