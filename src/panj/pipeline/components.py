"""What may tell of the same thing, and so is reconciled together: connected components.

A report is one member of a component, but for what it tells of long ago, which is a member of its own. Members are
connected by countries that their claims touch on days that come near one another, or by a person who says that they
tell of one event. A report that nothing dates may belong to any time of its countries.
Events are made component by component, so that one report more touches only its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from panj.events import spans_of
from panj.events.components import REACH
from panj.events.constants import PRECISE, REPEAT, RUNNING_GAP
from panj.model import Claim, Document, Judgement, Period

ANY: Final = "?"
"""Stands for the time of a report that nothing dates."""
Members = Mapping[str, frozenset[str]]
"""What connects members to others, by their names: a document's id, or that with a claim's id behind a #."""


def document_of(member: str) -> str:
    """The id of the document that a member belongs to."""
    return member.partition("#")[0]


def bundles(
    document: Document, claims: Sequence[Claim], judgements: Iterable[Judgement] = ()
) -> dict[str, list[Claim]]:
    """The claims of a document by member: together, but for those that stand alone and tell of long ago."""
    out: dict[str, list[Claim]] = {document.id: []}
    day = _ordinal(document.published)
    whole = day is None or _joined_by(document, judgements)
    linked = {i for k in claims for i in (k.same_as, k.part_of, k.remainder_of, k.group_id) if i}
    for claim in claims:
        alone = not (claim.same_as or claim.part_of or claim.remainder_of or claim.group_id or claim.id in linked)
        end = _last(claim.period)
        if not whole and alone and day is not None and end is not None and end < day - RUNNING_GAP:
            out[f"{document.id}#{claim.id}"] = [claim]
        else:
            out[document.id].append(claim)
    return out


def members_of(document: Document, claims: Sequence[Claim], judgements: Iterable[Judgement] = ()) -> Members:
    """The members of a document with what connects them: `c:` country and days, `j:` judgement."""
    told = [claim for claim in claims if claim.section != "related"]
    judged = {f"j:{name}" for name in _joined_by(document, judgements)}
    day = _ordinal(document.published)
    if day is None:
        day = max((end for claim in told if (end := _last(claim.period)) is not None), default=None)
    out: dict[str, frozenset[str]] = {}
    for name, mine in bundles(document, claims, judgements).items():
        found = {key for claim in mine if claim.section != "related" for key in _keys(claim, day)}
        out[name] = frozenset(found | judged)
    return out


def _joined_by(document: Document, judgements: Iterable[Judgement]) -> list[str]:
    return [one.id for one in judgements if one.verb == "same_event" and document.id in one.documents]


def _keys(claim: Claim, day: int | None) -> Iterable[str]:
    """Keys of what the claim touches: two stretches that come within reach of one another share one."""
    for name, first, last in spans_of(claim, day):
        sort, _, what = name.partition(" ")
        reach = REACH.get(sort, REPEAT[PRECISE])
        for number in range(first // reach, last // reach + 2):
            yield f"c:{what}:{sort[0]}{number}"
    if day is None:
        places = (*claim.origin, *claim.destination, *claim.place, *claim.route)
        yield from (f"c:{place.country}:{ANY}" for place in places if place.country)


def _ordinal(value: str | None) -> int | None:
    try:
        return date.fromisoformat((value or "")[:10]).toordinal()
    except ValueError:
        return None


def _last(period: Period | None) -> int | None:
    """The last day that a claim tells of; None where that has no year."""
    return _ordinal(period.end or period.start) if period else None


def looked_up(keys: Iterable[str]) -> tuple[set[str], set[str]]:
    """Keys under which stored members connected to these are found, and beginnings of keys for what has no date."""
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
    """The names of `keys` in components, each sorted, in the order of their first names."""
    open_ended = {key.rpartition(":")[0] for own in keys.values() for key in own if key.endswith(f":{ANY}")}
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for name, own in keys.items():
        mine = root(f"m:{name}")
        for key in own:
            country = key.rpartition(":")[0]
            other = root(country if country in open_ended else key)
            parent[other] = mine
            mine = root(mine)
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(keys):
        groups[root(f"m:{name}")].append(name)
    return [tuple(group) for group in groups.values()]


def partition(
    documents: Sequence[Document],
    claims: Iterable[Claim],
    judgements: Sequence[Judgement] = (),
    wanted: frozenset[str] | None = None,
) -> list[tuple[list[Document], list[Claim]]]:
    """The documents with their claims, component by component; of these members alone where `wanted` is given."""
    by_id = {document.id: document for document in documents}
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        told[claim.document_id].append(claim)
    keys: dict[str, frozenset[str]] = {}
    held: dict[str, list[Claim]] = {}
    for name, document in by_id.items():
        keys.update(members_of(document, told[name], judgements))
        held.update(bundles(document, told[name], judgements))
    if wanted is not None:
        keys = {name: own for name, own in keys.items() if name in wanted}
    place = {name: n for n, name in enumerate(by_id)}
    out = []
    for group in connected(keys):
        ids = sorted({document_of(name) for name in group}, key=place.__getitem__)
        out.append(([by_id[d] for d in ids], [claim for name in group for claim in held[name]]))
    return out
