"""Templates of pages: everything escaped, a missing value an error, and the words that all pages share."""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from panj.outputs import words
from panj.outputs.clean import one_line, web_address
from panj.outputs.geometry import country_names


def environment(package: str) -> Environment:
    """A new environment of the templates in a package's folder `templates`, with the filters that all pages share."""
    made = Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    named: Mapping[str, Callable[..., Any]] = {
        "line": one_line,
        "label": lambda key, section: words.label(section, key),
        "estimate": words.estimate,
        "number": words.number,
        "unit": words.unit,
        "day": words.day,
        "period": words.period,
        "group": lambda value: words.group(value, country_names()),
        "places": lambda value: words.places(value, country_names()),
        "way": lambda thing: words.way(thing, country_names()),
        "sure": words.sure,
        "address": web_address,
        "country": lambda code: country_names().get(code, one_line(code)),
    }
    made.filters.update(named)
    return made
