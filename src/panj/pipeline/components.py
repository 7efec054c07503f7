"""Which documents may tell of the same thing, and so are reconciled together: connected components.

Two documents are connected by a country that claims of both name within `STOCK_GAP` days, by one and the same text, or
by a person who says that they tell of one event. A document without a date may belong to any time of its countries.
Events are made component by component, so that one report more touches only its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from panj.events.constants import STOCK_GAP
from panj.model import Claim, Document, Judgement

ANY: Final = "?"
"""Stands for the time of a document without a date."""


def keys_of(document: Document, claims: Iterable[Claim], judgements: Iterable[Judgement] = ()) -> frozenset[str]:
    """What connects a document to others: `c:` country and stretch of time, `t:` text, `j:` judgement."""
    found = {f"c:{code}:{when}" for code in _countries(claims) for when in _stretches(document)}
    if found:
        found.add(f"t:{document.version}")
    found.update(
        f"j:{one.id}" for one in judgements if one.verb == "same_event" and document.id in one.documents
    )  # fmt: skip
    return frozenset(found)


def _countries(claims: Iterable[Claim]) -> set[str]:
    """The countries that claims name; "" for a document whose claims name none."""
    told = [claim for claim in claims if claim.section != "related"]
    places = (p for k in told for p in (*k.origin, *k.destination, *k.place, *k.route))
    found = {place.country for place in places if place.country}
    return found or ({""} if told else set())


def _stretches(document: Document) -> tuple[str, ...]:
    """Two neighbouring stretches of STOCK_GAP days: documents that are nearer than that always share one."""
    try:
        number = date.fromisoformat((document.published or "")[:10]).toordinal() // STOCK_GAP
    except ValueError:
        return (ANY,)
    return str(number), str(number + 1)


def looked_up(keys: Iterable[str]) -> tuple[set[str], set[str]]:
    """Keys under which stored documents connected to these are found, and beginnings of keys for what has no date."""
    exact, beginnings = set(), set()
    for key in keys:
        exact.add(key)
        if key.startswith("c:"):
            country, _, when = key.rpartition(":")
            exact.add(f"{country}:{ANY}")
            if when == ANY:
                beginnings.add(f"{country}:")
    return exact, beginnings


def connected(keys: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """The documents of `keys` in components, each sorted, in the order of their first documents."""
    open_ended = {key.rpartition(":")[0] for own in keys.values() for key in own if key.endswith(f":{ANY}")}
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for document, own in keys.items():
        mine = root(f"d:{document}")
        for key in own:
            country = key.rpartition(":")[0]
            other = root(country if country in open_ended else key)
            parent[other] = mine
            mine = root(mine)
    groups: dict[str, list[str]] = defaultdict(list)
    for document in sorted(keys):
        groups[root(f"d:{document}")].append(document)
    return [tuple(group) for group in groups.values()]


def partition(
    documents: Sequence[Document], claims: Iterable[Claim], judgements: Sequence[Judgement] = ()
) -> list[tuple[list[Document], list[Claim]]]:
    """The documents with their claims, component by component."""
    by_id = {document.id: document for document in documents}
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        told[claim.document_id].append(claim)
    groups = connected({name: keys_of(document, told[name], judgements) for name, document in by_id.items()})
    place = {name: n for n, name in enumerate(by_id)}
    return [
        ([by_id[d] for d in sorted(group, key=place.__getitem__)], [k for d in group for k in told[d]])
        for group in groups
    ]
