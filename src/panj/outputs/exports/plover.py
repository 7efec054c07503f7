"""PLOVER records of what happens around movements: attacks, deployments, closed borders, meetings, aid.

PLOVER is the political event ontology that followed CAMEO (Open Event Data Alliance). Names of types, modes and fields
are from memory; docs/reference/mappings.md has the table and its reasons. Records are JSON Lines, one for each event.
"""

import json
from dataclasses import dataclass
from typing import Any, Final

from panj.model import Claim, Event, Party, Place
from panj.outputs.clean import one_line, web_address
from panj.outputs.exports.rows import sentence
from panj.outputs.exports.stamp import Material


@dataclass(frozen=True, slots=True)
class Type:
    """A type of PLOVER with its mode ("": none is known) and its quad: 1 verbal and 2 material cooperation, 3 verbal
    and 4 material conflict."""

    name: str
    mode: str
    quad: int


TYPES: Final[dict[str, Type]] = {
    "attack": Type("ASSAULT", "", 4),
    "seized": Type("COERCE", "seize", 4),
    "deployment": Type("MOBILIZE", "troops", 4),
    "exercise": Type("MOBILIZE", "troops", 4),
    "withdrawal": Type("RETREAT", "withdraw", 2),
    "border_closed": Type("COERCE", "restrict", 4),
    "border_opened": Type("RETREAT", "access", 2),
    "meeting": Type("CONSULT", "", 1),
    "agreement": Type("AGREE", "", 1),
    "pledged": Type("SUPPORT", "", 1),
    "delivered": Type("AID", "", 2),
    "detained": Type("COERCE", "arrest", 4),
    "deported": Type("COERCE", "deport", 4),
}
"""Kinds that PLOVER has a type for. Others are left out: a statement needs what it says, a base is no event."""
MUTUAL: Final = ("meeting", "agreement")
"""Kinds that the parties do together."""
CONTEXTS: Final = {"conflict": "military", "disaster": "disaster", "persecution": "human_rights"}
REFUGEES: Final = "refugees"


def write(material: Material) -> bytes:
    """The records of the events that PLOVER has a type for."""
    claims = {claim.id: claim for claim in material.view.claims()}
    lines = []
    for event in material.view.events():
        if event.kind in TYPES:
            own = [claims[name] for name in event.claims if name in claims]
            lines.append(json.dumps(record(event, own, material), ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def record(event: Event, claims: list[Claim], material: Material) -> dict[str, Any]:
    """One event as PLOVER has it. Fields that nothing is known of are empty lists or null."""
    kind = TYPES[event.kind]
    lead = claims[0] if claims else None
    document = material.view.document(lead.document_id) if lead else None
    start = (event.period.start or event.period.end) if event.period else event.estimate.date
    actors, recipients = _parties(event, claims)
    contexts = [CONTEXTS[event.cause]] if event.cause in CONTEXTS else []
    return {
        "id": event.id, "date": start, "date_end": event.period.end if event.period else None,
        "event": kind.name, "mode": kind.mode or None, "quad": kind.quad,
        "context": [*contexts, *([REFUGEES] if event.kind in ("detained", "deported") else [])],
        "actor": [_actor(party) for party in actors], "recipient": [_actor(party) for party in recipients],
        "location": [_location(place) for place in (*event.place, *event.destination, *event.origin)],
        "magnitude": {"best": event.estimate.best, "low": event.estimate.low, "high": event.estimate.high,
                      "unit": event.unit} if event.unit else None,
        "status": event.status, "title": one_line(event.title),
        "text": sentence(lead, document) if lead else None,
        "source": {"publisher": one_line(document.publisher) or None, "published": document.published,
                   "url": web_address(document.url)} if document else None,
        "independent_sources": event.independent_sources,
        "panj": {"kind": event.kind, "as_of": material.about.as_of, "made": material.about.made,
                 "version": material.about.panj, "reader": material.about.reader, "rules": material.about.rules,
                 "view": material.about.role},
    }  # fmt: skip


def _parties(event: Event, claims: list[Claim]) -> tuple[list[Party], list[Party]]:
    """Who acts, and to whom: the other parties, or the people where the event is done to people. Of those who meet or
    agree the first is the actor."""
    actors = {claim.actor.name: claim.actor for claim in claims if claim.actor}
    others = {party.name: party for claim in claims for party in claim.parties if party.name not in actors}
    if not actors and event.kind in MUTUAL:
        parties = list(others.values())
        return parties[:1], parties[1:]
    if not others and event.group is not None and event.unit:
        others = {event.group.category: Party(event.group.category, event.group.nationality)}
    return list(actors.values()), list(others.values())


def _actor(party: Party) -> dict[str, str | None]:
    return {"name": one_line(party.name), "country": party.country}


def _location(place: Place) -> dict[str, Any]:
    return {
        "name": one_line(place.name), "text": one_line(place.text), "country": place.country, "level": place.level,
        "geonames": place.id.removeprefix("geonames:") if place.id and place.id.startswith("geonames:") else None,
        "pcode": place.pcode, "latitude": place.latitude, "longitude": place.longitude,
    }  # fmt: skip
