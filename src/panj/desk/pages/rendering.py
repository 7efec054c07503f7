"""Pages out of templates: the words of the reports escaped, the words of the desk out of the lexicon."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from panj.desk.asking import Asker
from panj.desk.pages import saying, statics
from panj.desk.pages.asked import carried
from panj.outputs import words
from panj.outputs.clean import one_line, web_address
from panj.outputs.geometry import country_names

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
    found = Environment(
        loader=PackageLoader("panj.desk", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    named: Mapping[str, Callable[..., Any]] = {
        "line": one_line,
        "label": lambda key, section: words.label(section, key),
        "figure": saying.figure,
        "estimate": words.estimate,
        "number": words.number,
        "unit": words.unit,
        "day": words.day,
        "shortday": lambda iso: words.day(iso, short=True),
        "moment": saying.moment,
        "period": words.period,
        "group": lambda value: words.group(value, country_names()),
        "places": lambda value: words.places(value, country_names()),
        "way": lambda thing: words.way(thing, country_names()),
        "sure": words.sure,
        "address": web_address,
        "country": lambda code: country_names().get(code, one_line(code)),
        "linked": linked,
    }
    found.filters.update(named)
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
