"""Pages out of templates: the words of the reports escaped, the words of the desk out of the lexicon."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment
from markupsafe import Markup, escape

from panj.desk.asking import Asker
from panj.desk.pages import saying, statics
from panj.desk.pages.asked import carried
from panj.outputs import templating, words
from panj.outputs.clean import one_line

THEMES: Final = ("system", "light", "dark")
NAV: Final = (
    ("/", "Situation", "g s"),
    ("/review", "Review", "g r"),
    ("/search", "Search", "g f"),
    ("/sources", "Sources", "g o"),
    ("/feeds", "Feeds", "g e"),
    ("/log", "Decisions", "g d"),
    ("/add", "Add reports", "g a"),
)
"""The pages that each page leads to: address, name, keys."""
_ID: Final = re.compile(r"\b[ce]_[0-9a-f]{6,40}\b")


@cache
def environment() -> Environment:
    """The templates of the desk's pages, with their filters and globals."""
    found = templating.environment("panj.desk")
    found.filters.update(
        figure=saying.figure,
        shortday=lambda iso: words.day(iso, short=True),
        moment=saying.moment,
        linked=linked,
    )
    found.globals.update(static=statics.address, nav=NAV)
    return found


def page(request: Request, asker: Asker, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """The page that a template makes of these values, in the theme that the browser asked for."""
    theme = request.cookies.get("panj_theme", "system")
    text = (
        environment()
        .get_template(template)
        .render(
            asker=asker,
            path=request.url.path,
            theme=theme if theme in THEMES else "system",
            kept=carried(request),
            **values,
        )
    )
    return HTMLResponse(text, status)


def linked(sentence: str, labels: Mapping[str, str] | None = None) -> Markup:
    """A sentence in which ids of claims and events are links; `labels` says what a claim is called."""

    def link(match: re.Match[str]) -> str:
        name = match[0]
        shown = (labels or {}).get(name, name[:12])
        where = f"/claim/{name}" if name.startswith("c_") else f"/event/{name}"
        return str(Markup('<a href="{}">{}</a>').format(where, shown))

    return Markup(_ID.sub(link, str(escape(one_line(sentence)))))
