"""Pages of news in the shapes of real news sites, around reports of our own: head, menus, scripts, teasers and
comments, with the article among them. Labelled: which pages tell of people on the move, harm or war.

Five shapes: a weblog system's theme, a broadcaster's nested blocks, tables of the years around 2005, a page made by a
script framework with its state as JSON beside it, and a plain page of a small outlet.
"""

import gzip
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from reports import _Writer

ORDINARY = {"placed": 0.4, "quotes": 0.25, "plain": 0.35}
"""Shares of the sentences of a page that tells of nothing of ours."""
BRIEF = 0.2
"""Share of the telling pages that tell of it in one sentence among ordinary ones."""
TEASED = 0.3
"""Share of the ordinary pages with a teaser of a telling one in the margin."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page at its address, as text and as bytes; `telling` where its article holds sentences on displacement,
    harm or war."""

    url: str
    html: str
    telling: bool
    text: str
    data: bytes


def pages(number: int, one_in: int = 1, seed: int = 1) -> Iterator[Page]:
    """So many pages, one in so many telling; the same for the same seed."""
    telling, ordinary = _Writer(seed), _Writer(seed + 1)
    ordinary.kinds, ordinary.shares = list(ORDINARY), list(ORDINARY.values())
    choose = random.Random(seed)
    for n in range(number):
        tells = n % one_in == 0
        brief = tells and choose.random() < BRIEF
        writer = telling if tells and not brief else ordinary
        report = writer.report(n)
        text = report.text
        if brief:
            paragraphs = text.split("\n\n")
            at = choose.randrange(1, len(paragraphs))
            paragraphs.insert(at, writer._sentence("figures"))
            text = "\n\n".join(paragraphs)
        teasers = [ordinary._sentence("plain").rstrip(".") for _ in range(12)]
        if choose.random() < TEASED:
            teasers[choose.randrange(12)] = ordinary._sentence("figures").rstrip(".")
        shape = choose.choices(SHAPES, WEIGHTS)[0]
        article = _Article(
            f"https://{shape.__name__.strip('_')}.example/news/{n:06}", text, report.published, teasers, choose
        )
        html = shape(article)
        yield Page(article.url, html, tells, text, html.encode())


def warc(path: Path, found: Iterator[Page], day: str = "2024-05-01T00:00:00Z") -> int:
    """Writes pages as a crawl, packed record by record as crawlers do; how many bytes the pages have."""
    total = 0
    with path.open("wb") as out:
        for page in found:
            body = page.data
            total += len(body)
            ask = f"GET {page.url} HTTP/1.1\r\nUser-Agent: bench\r\n\r\n".encode()
            answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
            for kind, block in (("request", ask), ("response", answer)):
                head = (
                    f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {page.url}\r\nWARC-Date: {day}\r\n"
                    f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
                )
                out.write(gzip.compress(head.encode() + block + b"\r\n\r\n", 6))
    return total


@dataclass(frozen=True, slots=True)
class _Article:
    url: str
    text: str
    published: str
    teasers: list[str]
    choose: random.Random

    @property
    def title(self) -> str:
        return self.text.split("\n\n", 1)[0]

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n\n")[1:]

    def script(self, size: int) -> str:
        """A script of about so many characters, as bundles and trackers are."""
        word = self.choose.choice(("tracker", "consent", "player", "advert", "slot"))
        line = (
            f"!function(w,d){{w.{word}=w.{word}||[];"
            f'w.{word}.push(["set","{self.url}",{{a:1,b:"<div>"}}])}}(window,document);'
        )
        return f"<script>{line * (size // len(line) + 1)}</script>"

    def style(self, size: int) -> str:
        rule = ".c-nav__item--active>a:hover{color:#0a0;margin:0 1px 2px 3px;background:url(/i.png)}"
        return f"<style>{rule * (size // len(rule) + 1)}</style>"

    def menu(self, items: int, item: str = "li") -> str:
        names = (
            "World",
            "Politics",
            "Business",
            "Sport",
            "Culture",
            "Weather",
            "Science",
            "Travel",
            "Opinion",
            "Video",
        )
        return "".join(
            f'<{item} class="nav-item nav-item-{n}"><a class="nav-link" href="/s/{n}" data-track="nav|{n}"><span>'
            f"{names[n % 10]} {n // 10 or ''}</span></a></{item}>"
            for n in range(items)
        )

    def head(self, more: str = "") -> str:
        title = escape(self.title)
        return (
            f'<head><meta charset="utf-8"><title>{title} | Example News</title>'
            f'<link rel="canonical" href="{self.url}"><meta property="og:title" content="{title}">'
            f'<meta property="og:site_name" content="Example News"><meta property="og:type" content="article">'
            f'<meta property="article:published_time" content="{self.published}T08:00:00Z">'
            f'<meta name="viewport" content="width=device-width">{more}</head>'
        )


def _weblog(a: _Article) -> str:
    body = "".join(f"<p>{escape(p)}</p>\n" for p in a.paragraphs)
    cards = "".join(
        f'<article class="post-card"><a href="/p/{n}"><img src="/t/{n}.jpg" alt="" loading="lazy"'
        f' srcset="/t/{n}-1.jpg 1x, /t/{n}-2.jpg 2x">'
        f'<h3 class="card-title">{escape(t)}</h3></a><time datetime="{a.published}">{a.published}</time></article>'
        for n, t in enumerate(a.teasers)
    )
    comments = "".join(
        f'<li class="comment" id="c{n}"><cite class="fn">Reader {n}</cite>'
        f"<p>Thank you for this, I had not heard of it.</p></li>"
        for n in range(15)
    )
    return (
        f'<!doctype html><html lang="en">{a.head(a.style(18_000) + a.script(9_000))}<body class="single">'
        f'<header><nav><ul class="menu">{a.menu(40)}</ul></nav></header><main id="content"><article class="post">'
        f'<h1 class="entry-title">{escape(a.title)}</h1><div class="entry-meta"><time class="entry-date"'
        f' datetime="{a.published}">'
        f'{a.published}</time></div><div class="entry-content">{body}</div></article>'
        f'<section id="comments"><ol>{comments}</ol></section></main><aside class="sidebar">{cards}</aside>'
        f"<footer><ul>{a.menu(30)}</ul><p>Copyright Example News. All rights reserved.</p>"
        f"</footer>{a.script(24_000)}</body></html>"
    )


def _broadcaster(a: _Article) -> str:
    body = "".join(
        f'<div data-component="text-block" class="ssrcss-1 e{n}"><div class="ssrcss-2"><p class="ssrcss-3">'
        f'<b class="b">'
        f"</b>{escape(p)}</p></div></div>"
        for n, p in enumerate(a.paragraphs)
    )
    cards = "".join(
        f'<li role="listitem"><div class="promo"><div class="promo-image"><img src="/{n}.webp" alt=""></div>'
        f'<div><p><a href="/news/{n}">'
        f'<span aria-hidden="false">{escape(t)}</span></a></p><span class="published">{n + 1} hours ago</span>'
        f"</div></div></li>"
        for n, t in enumerate(a.teasers)
    )
    data = json.dumps({"@type": "NewsArticle", "headline": a.title, "datePublished": a.published, "url": a.url})
    return (
        f'<!doctype html><html lang="en-GB">{a.head(a.script(30_000) + a.style(30_000))}<body><div id="root">'
        f"<div><header><div>"
        f'<nav><div><ul>{a.menu(60)}</ul></div></nav></div></header><div><main id="main-content"><article>'
        f'<header><h1 id="main-heading">'
        f'{escape(a.title)}</h1></header><figure><img src="/i.jpg" alt="A street">'
        f"<figcaption>The street on a weekday</figcaption></figure>"
        f"{body}<section><h2>More on this story</h2><ul>{cards}</ul></section></article></main></div></div>"
        f"</div><footer><div><ul>"
        f"{a.menu(40)}</ul></div></footer>"
        f'<script type="application/ld+json">{data}</script>{a.script(30_000)}</body></html>'
    )


def _tables(a: _Article) -> str:
    body = "<br><br>\n".join(escape(p) for p in a.paragraphs)
    links = "".join(
        f'<tr><td bgcolor="#eeeeee"><font face="Arial" size="1"><a href="n{n}.htm">{escape(t)}</a></font></td></tr>'
        for n, t in enumerate(a.teasers)
    )
    day = f"{a.published[8:]}/{a.published[5:7]}/{a.published[:4]}"
    return (
        f'<html><head><title>Example News: {escape(a.title)}</title><meta http-equiv="Content-Type"'
        f' content="text/html; charset=utf-8">'
        f'<meta name="date" content="{a.published}">{a.script(4_000)}</head><body bgcolor="#ffffff">'
        f'<table width="760" cellpadding="0">'
        f'<tr><td width="140" valign="top"><table>{a.menu(30, "tr")}</table></td><td width="460" valign="top">'
        f'<font face="Verdana" size="4">'
        f'<b>{escape(a.title)}</b></font><br><font size="1">{day}</font><br><p><font face="Verdana"'
        f' size="2">{body}</font></p></td>'
        f'<td width="160" valign="top"><table>{links}</table></td></tr></table><center>'
        f'<font size="1">Copyright Example News</font></center>'
        f"{a.script(3_000)}</body></html>"
    )


def _framework(a: _Article) -> str:
    body = "".join(f'<p class="css-at9mc1 evys1bk0" data-key="{n}">{escape(p)}</p>' for n, p in enumerate(a.paragraphs))
    state = json.dumps({"props": {"menu": [f"/s/{n}" for n in range(900)], "ads": ["slot"] * 1_500, "id": a.url}})
    cards = "".join(
        f'<div class="css-1" data-testid="card"><a class="css-2" href="/a/{n}"><svg viewBox="0 0 9 9">'
        f'<path d="M0 0h9v9H0z"/></svg>'
        f'<h4 class="css-3">{escape(t)}</h4></a></div>'
        for n, t in enumerate(a.teasers)
    )
    return (
        f'<!DOCTYPE html><html lang="en">{a.head(a.style(45_000))}<body><div id="__next"><div class="css-9">'
        f'<nav class="css-8">'
        f'<div class="css-7">{a.menu(50, "div")}</div></nav><div class="css-6"><section class="css-5">'
        f'<h1 class="css-4">{escape(a.title)}</h1>'
        f'<div class="css-time"><time datetime="{a.published}T08:00:00.000Z">{a.published}</time></div>'
        f'<section name="articleBody">{body}'
        f'</section></section><div class="css-more"><h2>Trending</h2>{cards}</div></div></div></div>'
        f'<script id="__NEXT_DATA__" type="application/json">{state}</script>{a.script(60_000)}</body></html>'
    )


def _plain(a: _Article) -> str:
    body = "".join(f"<p>{escape(p)}\n" for p in a.paragraphs)
    links = "".join(f'<li><a href="{n}.html">{escape(t)}</a>' for n, t in enumerate(a.teasers[:5]))
    return (
        f'<!doctype html><html lang="en">{a.head()}<body><div class="top"><a href="/">Example News</a></div>'
        f'<div class="story"><h1>{escape(a.title)}</h1><p class="date">Published on {a.published}</p>{body}</div>'
        f'<div class="see"><h4>See also</h4><ul>{links}</ul></div><div class="foot">Example News Ltd.</div>'
        f"</body></html>"
    )


SHAPES: tuple[Callable[[_Article], str], ...] = (_weblog, _broadcaster, _tables, _framework, _plain)
WEIGHTS = (4, 3, 1, 3, 2)
"""How often each shape comes: tables are rare by now."""
