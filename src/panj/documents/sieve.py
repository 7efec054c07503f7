"""Which pages are worth a full extraction: a fast one (resiliparse) and words that tell of what Panj reads.

The article is looked at without menus and margins; a page in a language without such words is worth it always.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from panj.documents import needs, tongue
from panj.documents.extract import storable
from panj.lexicon import DEFAULT, has, languages, table
from panj.model import Document, Problem

LEAST = 200
"""Characters of an article below which the fast extractor is taken to have missed it: the whole page is looked at."""
MAX_TAGS = 5_000
"""Tags, counted by "<", of a page whose article is looked for: that takes the square of the depth of its blocks, 0.2 s
for one of 4,000. Of larger pages all text is looked at."""
SHORT = 1_200
"""Characters of a text of which one word is enough that alone says little: headlines with a line below."""
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
BREAK = re.compile(r"[.!?]\s|\n")
DIGIT = re.compile(r"\d")
KEY = 3
"""Letters by which words are looked up."""
DAY = re.compile(r"\s{0,9}\d{4}-\d\d-\d\d")
DATES = frozenset(
    {"article:published_time", "og:published_time", "date", "dc.date", "dc.date.issued", "pubdate", "publishdate",
     "sailthru.date", "parsely-pub-date", "datepublished"}
)  # fmt: skip
"""What pages call their day of publication in their head."""
NAME = "resiliparse"


@dataclass(frozen=True, slots=True)
class Glance:
    """What the fast extractor saw of a page: its text, what its head and its words say of it, and whether
    it tells."""

    text: str
    said: Mapping[str, str]
    tells: bool


def missing(shown: str) -> Problem | None:
    """Why no page can be looked at first, where the fast extractor is not installed."""
    return needs.missing(NAME, "archive", "Pages of archives", shown)


def glance(page: str) -> Glance:
    """The page as the fast extractor sees it."""
    html2text, html, _ = _library()
    tree = html.HTMLTree.parse(page)
    text = _text(html2text, tree, main=True) if page.count("<") <= MAX_TAGS else ""
    if len(text) < LEAST:
        text = _text(html2text, tree, main=False)
    language = tongue.detect(text)
    said = {**_said(tree), **({"language": language} if language else {})}
    return Glance(text, said, tells(text, language))


def tells(text: str, language: str | None) -> bool:
    """Whether a text holds words that tell of what Panj reads. True where no list says which; false in a language that
    no reader speaks."""
    known = language or DEFAULT
    if known not in languages():
        return False
    lists = _lists(known)
    if lists is None:
        return True
    low = text.lower()
    words = set(WORD.findall(low))
    if lists.alone.among(words):
        return True
    together, happens = lists.together.among(words), set(lists.happens.among(words))
    if len(set(together.values())) >= lists.least:
        return True
    counted, numbers = set(lists.counted.among(words)), set(lists.numbers.among(words))
    if len(text) <= SHORT:
        return bool(together or happens or counted)
    if not (happens and counted):
        return False
    for sentence in BREAK.split(low):
        found = set(WORD.findall(sentence))
        if found & happens and found & counted and (found & numbers or DIGIT.search(sentence)):
            return True
    return False


def extractor() -> str:
    """The name and version of the fast extractor, as documents that were passed over have it."""
    return f"{NAME}@{_library()[2]}"


def took(document: Document) -> bool:
    """Whether a document is a page of which no more was taken than the fast extractor sees."""
    return document.extractor.startswith(NAME + "@")


@cache
def _library() -> tuple[Any, Any, str]:
    from importlib.metadata import version

    from resiliparse.extract import html2text
    from resiliparse.parse import html

    return html2text, html, version("Resiliparse")


def _text(html2text: Any, tree: Any, *, main: bool) -> str:
    found = html2text.extract_plain_text(
        tree, main_content=main, alt_texts=False, links=False, form_fields=False, noscript=False, comments=False
    )
    return storable(str(found)).strip()


def _said(tree: Any) -> dict[str, str]:
    """Title, day and language that the page's head names."""
    said = {"title": storable(" ".join((tree.title or "").split()))}
    for meta in tree.head.get_elements_by_tag_name("meta") if tree.head else ():
        name = (meta.getattr("property") or meta.getattr("name") or meta.getattr("itemprop") or "").lower()
        if name in DATES and (match := DAY.match(meta.getattr("content") or "")):
            said.setdefault("published", match[0].strip())
        elif name == "og:site_name":
            said["publisher"] = storable(meta.getattr("content") or "")
    return {name: value for name, value in said.items() if value}


class _Stems:
    """Words and beginnings of words, found by their first letters."""

    def __init__(self, words: str) -> None:
        self.keys: dict[str, list[tuple[str, bool]]] = {}
        for word in words.split():
            stem = word.rstrip("*")
            self.keys.setdefault(stem[:KEY], []).append((stem, word.endswith("*")))

    def among(self, words: Iterable[str]) -> dict[str, str]:
        """Those of the words that have one of the stems, and which."""
        return {
            word: stem
            for word in words
            if word[:KEY] in self.keys
            for stem, open_ended in self.keys[word[:KEY]]
            if word == stem or (open_ended and word.startswith(stem))
        }


@dataclass(frozen=True, slots=True)
class _Lists:
    alone: _Stems
    together: _Stems
    counted: _Stems
    happens: _Stems
    numbers: _Stems
    least: int


@cache
def _lists(language: str) -> _Lists | None:
    if not has(language, "telling"):
        return None
    found = table(language, "telling")
    stems = {name: _Stems(found[name]) for name in ("alone", "together", "counted", "happens", "numbers")}
    return _Lists(**stems, least=found["least"])
