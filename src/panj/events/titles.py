"""Titles in plain words: who, what, where, when. The words are in `data/<language>/titles.toml`."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from panj.lexicon import table
from panj.model import Claim, Group, Place

_FIELD = re.compile(r"\{([a-z_|]{1,40})\}")


def _words(language: str) -> dict[str, Any]:
    found: dict[str, Any] = table(language, "titles")["titles"]
    return found


INFERRED = 0.5
"""A place of the gazetteer with a lower score was taken over from elsewhere; a title names it for want of any other."""


def place_name(places: Sequence[Place], language: str) -> str:
    """One name for a list of places, as the reports write them."""
    names = list(dict.fromkeys(p.name or p.text for p in places if p.name or p.text))
    words = _words(language)
    if len(names) > 3:
        return str(words["more"]).format(first=names[0], count=len(names) - 1)
    joined: str = words["joined"]
    return ", ".join(names[:-2]) + (", " if len(names) > 2 else "") + joined.join(names[-2:]) if names else ""


def _parsed(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def dates(start: str | None, end: str | None, metric: str | None, language: str) -> str:
    """The days of an event: "13–14 July 2021", "since 15 April 2023", "as of 24 January 2025"."""
    words, months = _words(language), table(language, "titles")["months"]["names"]
    first, last = _parsed(start), _parsed(end)

    def said(day: date) -> str:
        return str(words["day"]).format(day=day.day, month=months[day.month - 1], year=day.year)

    if last is None:
        return ""
    if metric == "stock" or (metric == "cumulative" and first is None):
        return str(words["as_of"]).format(day=said(last))
    if metric == "cumulative" and first is not None and (last - first).days > 7:
        return str(words["since"]).format(start=said(first))
    if first is None or first == last:
        return said(last)
    if (first.year, first.month) == (last.year, last.month):
        return str(words["same_month"]).format(
            first=first.day, last=last.day, month=months[last.month - 1], year=last.year
        )
    return str(words["span"]).format(start=said(first), end=said(last))


def who(group: Group | None, kind: str, language: str) -> str:
    words = _words(language)
    if group is None:
        return str(words["who"]["people"])
    if group.category == "idps" and kind == "displaced":
        return str(words["who"]["people"])
    if group.nationality in words["peoples"] and group.category != "combatants":
        return str(words["peoples"][group.nationality])
    return str(words["who"].get(group.category, words["who"]["people"]))


def title(
    claim: Claim,
    kind: str,
    group: Group | None,
    roles: dict[str, Sequence[Place]],
    when: str,
    status: str,
    language: str,
) -> str:
    """The title of an event. `roles` holds its origin, destination and place; `claim` the one that tells it best."""
    words = _words(language)
    told = {role: [p for p in places if p.score >= INFERRED or not p.id] for role, places in roles.items()}
    if not any(told.values()):
        told = {role: list(places) for role, places in roles.items()}
    names = {role: place_name(places, language) for role, places in told.items()}
    names["place"] = names["place"] or names["destination"] or names["origin"]
    if not names["destination"] and names["place"] != names["origin"]:
        names["destination"] = names["place"]
    where = {p.name for places in roles.values() for p in places}
    others = [p for p in claim.parties if claim.actor is None or p.name not in where]
    parties = [p.name for p in (claim.actor, *others) if p]
    names["actor"] = str(words["joined"]).join(parties[:2])
    names["who"] = who(group, kind, language)

    def fill(match: re.Match[str]) -> str:
        for option in match[1].split("|"):
            part = words["parts"].get(option)
            if part is None and names.get(option):
                return names[option]
            if part is not None:
                role = _FIELD.findall(part)[0]
                repeated = option.endswith("_else") and names["origin"] == names["destination"]
                if names[role] and not repeated:
                    return str(part).format(**names)
        return ""

    text = _FIELD.sub(fill, words["kinds"].get(kind, "{who}{in_place}")).strip()
    text = str(words["planned"].get(status, "")) + text
    text = text[:1].upper() + text[1:]
    return f"{text}, {when}" if when else text
