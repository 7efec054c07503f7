"""Which pages are worth a full extraction: a fast one (resiliparse) and words that tell of what Panj reads.

The article is looked at without menus and margins; a page in a language without such words is worth it always.
"""

import html
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
TEASER = 30
"""Characters of a link that is the headline of another report, and no word of this one."""
MAX_TAGS = 5_000
"""Tags, counted by "<", of a page whose article is looked for: that takes the square of the depth of its blocks, 0.2 s
for one of 4,000. Of larger pages all text is looked at."""
SHORT = 1_200
"""Characters of a text of which one word is enough that alone says little: headlines with a line below."""
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
BREAK = re.compile(r"[.!?]\s|\n")
TOKEN = re.compile(r"\d+|[^\W\d_]+(?:-[^\W\d_]+)?")
NEAR = 4
"""Words before a word for people or houses among which its number stands."""
KEY = 3
"""Letters by which words are looked up."""
DAY = re.compile(r"\s{0,9}\d{4}-\d\d-\d\d")
DATES = frozenset(
    {"article:published_time", "og:published_time", "date", "dc.date", "dc.date.issued", "pubdate", "publishdate",
     "sailthru.date", "parsely-pub-date", "datepublished"}
)  # fmt: skip
"""What pages call their day of publication in their head."""
HEAD = 200_000
"""Characters in which a page's head is looked for: scripts may stand before what it says."""
MAX_METAS, MAX_META = 200, 2_000
TAG = re.compile(r"<[^<>]{0,2000}>")
TITLE = re.compile(r"<title[^<>]{0,200}>([^<>]{1,1000})</title")
FIELD = re.compile(r"""([a-zA-Z]{1,20})=(["'])([^"'<>]{0,1000})\2""")
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
    text = _article(page)
    language = tongue.detect(text)
    found = tells(text, language)
    if found and (rest := _without_teasers(page)) != page:
        text = _article(rest)
        found = tells(text, language)
    said = {**_said(page), **({"language": language} if language else {})}
    return Glance(text, said, found)


def _article(page: str) -> str:
    """The article; all text where none is found."""
    html2text, parser, _ = _library()
    tree = parser.HTMLTree.parse(page)
    text = _text(html2text, tree, main=True) if page.count("<") <= MAX_TAGS else ""
    return text if len(text) >= LEAST else _text(html2text, tree, main=False)


def _without_teasers(page: str) -> str:
    """The page without the links that are headlines of other reports."""
    first, *links = page.split("<a ")
    out = [first]
    for link in links:
        end = link.find("</a>")
        inside = link[link.find(">") + 1 : end]
        if end < 0 or len(TAG.sub("", inside).strip()) < TEASER:
            out.append("<a " + link)
        else:
            out.append(link[end:])
    return "".join(out)


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
    words = lists.looked_up(set(WORD.findall(low)))
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
    sentences = (s for s in BREAK.split(low) if any(word in s for word in counted))
    return any(_counts(sentence, happens, counted, numbers) for sentence in sentences)


def _counts(sentence: str, happens: set[str], counted: set[str], numbers: set[str]) -> bool:
    """Whether a sentence tells that something happened, and has a number close before a word for people or houses."""
    tokens = TOKEN.findall(sentence)
    if happens.isdisjoint(tokens) or counted.isdisjoint(tokens):
        return False
    for at, token in enumerate(tokens):
        if token in counted:
            before = tokens[max(0, at - NEAR) : at]
            if any(word in numbers or word[0].isdigit() for word in before):
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
    from resiliparse.parse import html as parser

    return html2text, parser, version("Resiliparse")


def _text(html2text: Any, tree: Any, *, main: bool) -> str:
    found = html2text.extract_plain_text(
        tree, main_content=main, alt_texts=False, links=False, form_fields=False, noscript=False, comments=False
    )
    return storable(str(found)).strip()


def _said(page: str) -> dict[str, str]:
    """Title, publisher and day that the page's head names."""
    title = TITLE.search(page, 0, HEAD)
    said = {"title": " ".join(html.unescape(title[1]).split())} if title else {}
    for part in page[:HEAD].split("<meta ")[1:MAX_METAS]:
        fields = {name.lower(): value for name, _, value in FIELD.findall(part[: part.find(">")][:MAX_META])}
        name = (fields.get("property") or fields.get("name") or fields.get("itemprop") or "").lower()
        value = fields.get("content", "")
        if name in DATES and (match := DAY.match(value)):
            said.setdefault("published", match[0].strip())
        elif name == "og:site_name":
            said["publisher"] = html.unescape(value)
    return {name: storable(value) for name, value in said.items() if value}


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
            for stem, open_ended in self.keys.get(word[:KEY], ())
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
    keys: frozenset[str]

    def looked_up(self, words: Iterable[str]) -> list[str]:
        """The words that may be in one of the lists."""
        keys = self.keys
        return [word for word in words if word[:KEY] in keys]


@cache
def _lists(language: str) -> _Lists | None:
    if not has(language, "telling"):
        return None
    found = table(language, "telling")
    stems = {name: _Stems(found[name]) for name in ("alone", "together", "counted", "happens", "numbers")}
    return _Lists(**stems, least=found["least"], keys=frozenset(key for s in stems.values() for key in s.keys))
