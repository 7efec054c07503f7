"""Hand-made documents, claims and events, and a view of them: what the outputs need, without any other room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from panj.model import (
    Claim,
    Contradiction,
    Document,
    Estimate,
    Event,
    Evidence,
    Group,
    Lineage,
    Measure,
    Part,
    Period,
    Place,
    Point,
    Section,
    Source,
    digest,
)


@dataclass
class StubView:
    """A `model.View` of lists."""

    the_documents: Sequence[Document] = ()
    the_claims: Sequence[Claim] = ()
    the_events: Sequence[Event] = ()

    def documents(self) -> Iterable[Document]:
        return self.the_documents

    def document(self, document_id: str) -> Document | None:
        return next((document for document in self.the_documents if document.id == document_id), None)

    def claims(self, document_id: str | None = None) -> Iterable[Claim]:
        return [claim for claim in self.the_claims if document_id in (None, claim.document_id)]

    def claim(self, claim_id: str) -> Claim | None:
        return next((claim for claim in self.the_claims if claim.id == claim_id), None)

    def events(self) -> Sequence[Event]:
        return self.the_events

    def event(self, event_id: str) -> Event | None:
        return next((event for event in self.the_events if event.id == event_id), None)


def make_document(label: str, text: str, **fields: Any) -> Document:
    first_line = text.find("\n")
    sections = (Section("headline", 0, first_line),) if first_line > 0 else ()
    return Document(label=label, address=f"file:{label}", text=text, **{"sections": sections, **fields})


def make_claim(document: Document, words: str, kind: str = "crossed", **fields: Any) -> Claim:
    """A claim read from the first place where the words stand in the document."""
    start = document.text.index(words)
    return Claim(
        id="c_" + digest(document.label, words, kind, *sorted(map(str, fields))),
        document=document.label,
        document_id=document.id,
        kind=kind,
        evidence=(Evidence(start, start + len(words), words),),
        **{"reader": "grammar@test", "confidence": 0.9, **fields},
    )


def make_event(claims: Sequence[Claim], estimate: Estimate, kind: str = "crossed", **fields: Any) -> Event:
    return Event(
        id="e_" + digest(claims[0].id if claims else fields.get("title", ""), kind),
        kind=kind,
        estimate=estimate,
        claims=tuple(claim.id for claim in claims),
        documents=tuple(dict.fromkeys(claim.document for claim in claims)),
        **{"title": "An event", "unit": "people", **fields},
    )


AFGHANISTAN = Place("Afghanistan", "Afghanistan", "geonames:1149361", "AFG", None, 33.0, 66.0, "country", 0.99)
ANDEMIN = Place("Andemin", "Andemin", "panj:andemin", "AFG", None, 37.3, 74.2, "place", 0.8)
MURGHAB = Place("Murghab district", "Murghob", "geonames:1220798", "TJK", None, 38.17, 73.97, "adm2", 0.9)
GORIS = Place("Goris", "Goris", "geonames:174895", "ARM", None, 39.51, 46.34, "place", 0.9)
KARABAKH = Place("Nagorno-Karabakh", "Nagorno-Karabakh", "panj:karabakh", "AZE", None, 39.8, 46.75, "region", 0.9)
KERALA = Place("Kerala", "Kerala", "geonames:1267254", "IND", None, 10.4, 76.5, "adm1", 0.9)

RELEASE = """Border command counts 347 arrivals

A total of 347 citizens of Afghanistan entered Tajikistan on 13 and 14 July, the press service said. \
There are 91 men, 77 women and 177 children among them. Two infants did not survive."""
FIRST = """Families reach the Pamirs

By the evening of 13 July, 77 ethnic Kyrgyz had crossed into Murghab. More people may come tonight."""
CORRECTION = """A count that does not add up

345 Afghan refugees arrived alive, the sum of the parts."""
SOLDIERS = """Soldiers cross

More than 1,000 soldiers crossed into Tajikistan on 5 July."""
EXODUS = """Half have left

The number of people who fled to Armenia rose to 65,036 by Thursday, from 13,350 on Tuesday."""
CAMPS = """Camps fill

Some 52,856 families (223,139 people) are in relief camps. Officials plan to move 11,000 more."""


def _estimate(best: float | None, low: float | None, high: float | None, date: str, *why: str) -> Estimate:
    return Estimate(best, low, high, date, why)


@dataclass(frozen=True)
class Factory:
    """What a test builds its own view with."""

    document = staticmethod(make_document)
    claim = staticmethod(make_claim)
    event = staticmethod(make_event)
    view = StubView


@pytest.fixture
def factory() -> Factory:
    return Factory()


@pytest.fixture
def sample() -> StubView:
    """Three happenings: a crossing told by three reports and a correction, an exodus in running totals, a flood."""
    release = make_document(
        "murghab/01", RELEASE, published="2021-07-14", publisher="State Agency", title="Border command"
    )
    copy = make_document(
        "murghab/02", RELEASE.replace("A total of", "In all"), published="2021-07-14", publisher="Wire"
    )
    first = make_document("murghab/03", FIRST, published="2021-07-14", publisher="Pamir Dispatch")
    correction = make_document("murghab/04", CORRECTION, published="2021-07-16", publisher="Oxus Review")
    soldiers = make_document("murghab/05", SOLDIERS, published="2021-07-05", publisher="Lowland Times")
    exodus = make_document(
        "karabakh/01", EXODUS, published="2023-09-28", publisher="Caucasus Monitor", url="https://example.org/x"
    )
    camps = make_document("kerala/01", CAMPS, published="2018-08-17", publisher="Malabar Post")
    says = (Source("press service", "speaker", "government"), Source("State Agency", "publisher", "media"))
    days = Period("2021-07-13", "2021-07-14", "day", "on 13 and 14 July")
    way: dict[str, Any] = {
        "origin": (AFGHANISTAN,),
        "destination": (MURGHAB,),
        "boundary": "cross_border",
        "flow": "flow",
    }
    c347 = make_claim(release, "347 citizens of Afghanistan", measure=Measure(347), period=days, sources=says, **way)
    c347h = make_claim(release, "347 arrivals", "arrived", measure=Measure(347), section="headline", same_as=c347.id)
    c91 = make_claim(
        release, "91 men", measure=Measure(91), part_of=c347.id, group=Group("men", sex="male", age="adult"), **way
    )
    c347b = make_claim(copy, "347 citizens of Afghanistan", measure=Measure(347), period=days, sources=says, **way)
    c2 = make_claim(release, "Two infants", "died", measure=Measure(2), sources=says)
    c77 = make_claim(
        first, "77 ethnic Kyrgyz", measure=Measure(77), period=Period("2021-07-13", "2021-07-13", "day"), **way
    )
    cmay = make_claim(first, "More people may come", measure=Measure(None, qualifier="vague"), status="possible")
    c345 = make_claim(correction, "345 Afghan refugees", "arrived", measure=Measure(345), **way)
    c1000 = make_claim(
        soldiers,
        "More than 1,000 soldiers",
        measure=Measure(1000, 1000, None, "at_least"),
        group=Group("soldiers", "combatants"),
        **way,
    )
    c65 = make_claim(exodus, "65,036", "fled", measure=Measure(65036), flow="cumulative")
    c13 = make_claim(exodus, "13,350", "fled", measure=Measure(13350), flow="cumulative")
    c52 = make_claim(
        camps, "52,856 families", "in_camp", measure=Measure(52856, unit="households", qualifier="about"), flow="stock"
    )
    c223 = make_claim(camps, "223,139 people", "in_camp", measure=Measure(223139), flow="stock")
    c11 = make_claim(camps, "11,000 more", "relocated", measure=Measure(11000), status="planned")
    crossing = make_event(
        [c347, c347h, c91, c347b, c77, c345],
        _estimate(347, 345, 347, "2021-07-14", f"The release counts 347 ({c347.id}).",
                  f"Its parts add to 345 ({c345.id})."),
        title="Afghans cross into Murghab, 13–14 July 2021", origin=(ANDEMIN,), destination=(MURGHAB,), period=days,
        metric="flow", boundary="cross_border", additive=True, cause="conflict", group=Group(None, "refugees", "AFG"),
        series=(
            Point("2021-07-13", 77, 77, 77, "cumulative", (c77.id,)),
            Point("2021-07-14", 347, 345, 347, "cumulative", (c347.id,)),
        ),
        breakdown=(Part(Group(None, sex="male", age="adult"), 91), Part(Group(None, age="minor"), 177)),
        lineage=(Lineage("Border Troops", ("murghab/01", "murghab/02"), (("murghab/01", "murghab/02"),)),),
        contradictions=(
            Contradiction("347 and 345 for the same days", "scope", True, (c347.id, c345.id), ("murghab/01",)),
        ),
    )  # fmt: skip
    dead = make_event(
        [c2],
        _estimate(2, 2, 2, "2021-07-14"),
        "died",
        title="Two infants die",
        destination=(MURGHAB,),
        additive=True,
        part_of=crossing.id,
    )
    army = make_event(
        [c1000], _estimate(1000, 1000, None, "2021-07-05"), title="Soldiers cross", metric="flow",
        boundary="cross_border", group=Group("soldiers", "combatants"), origin=(AFGHANISTAN,), destination=(MURGHAB,),
        period=Period("2021-07-05", "2021-07-05", "day"),
    )  # fmt: skip
    leaving = make_event(
        [c65, c13], _estimate(65036, 65036, 65036, "2023-09-28"), "fled", title="Armenians leave Karabakh",
        metric="cumulative", boundary="cross_border", additive=True, status="disputed",
        origin=(KARABAKH,), destination=(GORIS,), period=Period("2023-09-24", "2023-09-28", "day"),
        contradictions=(Contradiction("two totals", "conflict", False, (c65.id,), ("karabakh/01",)),),
    )  # fmt: skip
    stock = make_event(
        [c223, c52], _estimate(223139, None, None, "2018-08-17"), "in_camp", title="In Kerala's camps", metric="stock",
        boundary="internal", additive=True, place=(KERALA,), period=Period("2018-08-17", "2018-08-17", "day"),
    )  # fmt: skip
    crossing = replace(crossing, followed_by=(dead.id,))
    return StubView(
        [release, copy, first, correction, soldiers, exodus, camps],
        [c347, c347h, c91, c347b, c2, c77, cmay, c345, c1000, c65, c13, c52, c223, c11],
        [stock, leaving, crossing, dead, army],
    )
