"""The words of data/<language>/documents.toml, of all languages together, as compiled expressions.

All packs are joined, because promotion, credits and datelines are read before anything knows the language.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from panj import lexicon
from panj.errors import DataError

LINE_START = r"(?:^|(?<=\r))[ \t\xa0]{0,8}(?:[#*>•●▪■►»–—-]{1,6}[ \t\xa0]{1,4})?"
"""The start of a line with its bullet or heading marks; to be used with re.MULTILINE."""


LINE_END = r"[ \t]{0,4}(?=\r|$)"
CREDIT_KEYS = ("credits", "bracketed", "signature_signs")


@dataclass(frozen=True, slots=True)
class Words:
    """`months` maps a name to its number; the patterns say what they match."""

    months: dict[str, int]
    date: re.Pattern[str]
    """A day with its full year: groups d1 m1 y1, m2 d2 y2, y3 n3 d3, or d4 sep n4 y4."""
    day: str
    """Source of an expression for a day without a year, or a weekday."""
    beside_date: re.Pattern[str]
    """What may stand beside a date on its line and says no more: weekdays, hours, time zones, separators."""
    published_label: re.Pattern[str]
    updated_label: re.Pattern[str]
    as_of: re.Pattern[str]
    byline: re.Pattern[str]
    source_label: re.Pattern[str]
    related: re.Pattern[str]
    credit: re.Pattern[str]
    credit_signs: frozenset[str]
    """In lower case: a text with none of them has no credit."""
    picture: re.Pattern[str]
    picture_verb: re.Pattern[str]
    before_nouns: frozenset[str]
    reporting: re.Pattern[str]
    sentence_verb: re.Pattern[str]
    """Verb forms that sentences have and headlines leave out."""
    place_connectors: frozenset[str]
    not_places: frozenset[str]
    not_first_in_places: frozenset[str]
    cities: frozenset[str]
    agencies: dict[str, str]
    """How an agency signs, and the name that is given out for it."""
    agency: str
    """Source of an expression for any signature of an agency."""


@cache
def packs() -> dict[str, dict[str, Any]]:
    """The word lists by language."""
    found = {}
    for language in lexicon.languages():
        try:
            found[language] = lexicon.table(language, "documents")
        except DataError:
            continue
    return found


def one_of(words: Iterable[str]) -> str:
    """An expression for any of the words, the longest first, any space for a space."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"[ \xa0]") for word in ordered) + ")"


def _gather(table: str, key: str) -> list[str]:
    return [word for pack in packs().values() for word in pack.get(table, {}).get(key, ())]


def _function_words() -> list[str]:
    return [word for pack in packs().values() for word in pack["function_words"]]


def _lines(words: list[str], tail: str = r"(?!\w)") -> re.Pattern[str]:
    return re.compile(LINE_START + one_of(words) + tail, re.IGNORECASE | re.MULTILINE)


def _patterns(sources: list[str]) -> str:
    return "(?:" + "|".join(sources) + ")"


@cache
def words() -> Words:
    """The expressions, compiled once."""
    months = {
        name: number
        for pack in packs().values()
        for number, names in enumerate(pack.get("dates", {}).get("months", ()), 1)
        for name in names
    }
    agencies = {sign: name for pack in packs().values() for name, signs in pack["agencies"].items() for sign in signs}
    month, ordinal = one_of(months), one_of(_gather("dates", "ordinals"))
    weekday, gap = one_of(_gather("dates", "weekdays")), r"[ \xa0]?"
    connector = f"(?:{one_of(_gather('dates', 'connectors'))}[ \\xa0])?"
    verbs, clock = one_of(_gather("captions", "verbs")), one_of(_gather("dates", "clock"))
    return Words(
        months=months,
        date=re.compile(_date(month, ordinal, connector), re.IGNORECASE),
        day=f"(?:{month}\\.?{gap}\\d{{1,2}}(?!\\d)|\\d{{1,2}}{ordinal}?{gap}{connector}{month}\\b\\.?|{weekday}\\b)",
        beside_date=re.compile(
            rf"\b{weekday}\b\.?|\b\d{{1,2}}[:.h]\d{{2}}(?::\d{{2}})?{gap}{clock}?\b|\b{clock}(?!\w)|[T+]\d{{2}}:?\d{{2}}"
            r"|[\s,;|·•()\[\]/–—:.-]",
            re.IGNORECASE,
        ),
        published_label=_label(_gather("labels", "published")),
        updated_label=_label(_gather("labels", "updated")),
        as_of=re.compile(one_of(_gather("labels", "as_of")) + r"[ \xa0]$", re.IGNORECASE),
        byline=_lines(_gather("byline", "starts"), r"[ \xa0:]"),
        source_label=_lines(_gather("byline", "sources"), r"[ \xa0]?[:–—-][ \xa0]?"),
        related=re.compile(_related(), re.IGNORECASE | re.MULTILINE),
        credit=re.compile(_credit(), re.MULTILINE),
        credit_signs=_shortest([sign for key in CREDIT_KEYS for sign in _gather("captions", key)]),
        picture=re.compile(_patterns(_gather("captions", "phrases")), re.IGNORECASE),
        picture_verb=re.compile(rf"\b{verbs}\b"),
        before_nouns=frozenset(_gather("captions", "before_nouns")),
        reporting=re.compile(rf"\b{one_of(_gather('captions', 'reporting'))}\b", re.IGNORECASE),
        sentence_verb=re.compile(rf"\b{one_of(_gather('headlines', 'left_out'))}\b", re.IGNORECASE),
        place_connectors=frozenset(_gather("datelines", "connectors")),
        not_places=frozenset(_gather("datelines", "not_places")),
        not_first_in_places=frozenset([*_gather("datelines", "not_places"), *_function_words()])
        - frozenset(_gather("datelines", "connectors")),
        cities=frozenset(_gather("datelines", "cities")),
        agencies=agencies,
        agency=one_of(agencies),
    )


def _date(month: str, ordinal: str, connector: str) -> str:
    return (
        rf"(?<![\w/.-])(?:"
        rf"(?P<d1>\d{{1,2}}){ordinal}?[ \xa0-]{connector}(?P<m1>{month})"
        rf"(?:\.?,?[ \xa0]|-){connector}(?P<y1>\d{{4}})"
        rf"|(?P<m2>{month})\.?[ \xa0](?P<d2>\d{{1,2}}){ordinal}?,?[ \xa0](?P<y2>\d{{4}})"
        rf"|(?P<y3>\d{{4}})(?P<sep3>[-/.])(?P<n3>\d{{1,2}})(?P=sep3)(?P<d3>\d{{1,2}})"
        rf"|(?P<d4>\d{{1,2}})(?P<sep>[./-])(?P<n4>\d{{1,2}})(?P=sep)(?P<y4>\d{{4}})"
        rf")(?![\d/]|[.-]\d)"
    )


def _label(names: list[str]) -> re.Pattern[str]:
    before = one_of(_gather("labels", "before_date"))
    return _lines(names, rf"(?!\w)(?P<before>[ \xa0]{before}[ \xa0])?[ \xa0]{{0,4}}[:|–—-]?[ \xa0]{{0,4}}")


def _related() -> str:
    links = one_of(_gather("related", "links")) + r"(?!\w)"
    headings = one_of(_gather("related", "headings")) + r"[ \xa0]*(?:[:|>»–—]|-[ \xa0]|$|(?=\r))"
    return LINE_START + f"(?:{links}|{headings}|{_patterns(_gather('related', 'promotion'))})"


def _credit() -> str:
    """A credit on a line of its own, at the end of a description, or in brackets at its end."""
    labelled = f"(?i:(?<!\\w){one_of(_gather('captions', 'credits'))})[ \\xa0]?[:|][ \\xa0]?[^\\r\\n]{{2,80}}"
    bracketed = f"[(\\[](?i:{one_of(_gather('captions', 'bracketed'))})\\b[^()\\[\\]\\r\\n]{{0,120}}[)\\]][.]?"
    signed = f"{_patterns(_gather('captions', 'signatures'))}[^\\r\\n]{{0,60}}"
    named = r"\[[^\[\]\r\n]{2,60}/[^\[\]\r\n]{2,60}\]"
    return f"(?:{labelled}|{bracketed}|{signed}|{named}){LINE_END}"


def _shortest(signs: list[str]) -> frozenset[str]:
    """The signs without those that hold another of them."""
    lowered = {sign.lower() for sign in signs}
    return frozenset(sign for sign in lowered if not any(other in sign for other in lowered - {sign}))
