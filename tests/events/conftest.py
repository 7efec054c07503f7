"""Small claims for tests: one line says who, how many, where, when and by whose account."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from panj.events import reconcile
from panj.model import Claim, Document, Event, Evidence, Group, Measure, Period, Place, Source, digest
from panj.model.copies import CopyGroup

TYPES = {"UNHCR": "un", "IOM": "un", "OCHA": "un", "UN": "un", "MSF": "ngo", "rebels": "party_to_conflict"}
TOWNS = {
    # name: country, level, latitude, longitude. Invented, in two countries and a third.
    "Arum": ("AAA", "country", 10.0, 10.0),
    "Bel": ("BBB", "country", 10.0, 20.0),
    "Cor": ("CCC", "country", 10.0, 30.0),
    "North Province": ("AAA", "adm1", 12.0, 10.0),
    "Tam": ("AAA", "place", 12.2, 10.2),
    "Ulm": ("AAA", "place", 12.6, 10.6),
    "Far": ("AAA", "place", 4.0, 4.0),
    "Border Town": ("BBB", "place", 10.1, 17.0),
    "Lake Town": ("BBB", "place", 14.0, 22.0),
    "Camp": ("BBB", "site", 10.2, 17.6),
}


def place(name: str) -> Place:
    country, level, latitude, longitude = TOWNS[name]
    wide = level == "country"
    return Place(
        text=name,
        name=name,
        id=None if wide else f"test:{name}",
        country=country,
        latitude=latitude,
        longitude=longitude,
        level=level,  # type: ignore[arg-type]
        score=1.0,
    )


def places(names: str | None) -> tuple[Place, ...]:
    return tuple(place(n.strip()) for n in names.split("+")) if names else ()


class Desk:
    """Collects reports and their claims. Days are days of June 2024, 1 for the first; below 1 for those before."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self.documents: dict[str, Document] = {}
        self.copies: list[CopyGroup] = []

    @staticmethod
    def day(number: int) -> str:
        return (date(2024, 6, 1) + timedelta(days=number - 1)).isoformat()

    def report(self, label: str, day: int | None, publisher: str = "", text: str = "") -> Document:
        document = Document(
            label=f"set/{label}",
            address=f"mem:{label}",
            text=text or label,
            published=None if day is None else self.day(day),
            publisher=publisher or f"Outlet {label}",
        )
        return self.documents.setdefault(document.id, document)

    def say(
        self,
        label: str,
        value: float | None,
        kind: str = "fled",
        *,
        on: int | None = None,
        since: int | None = None,
        until: int | None = None,
        published: int | None = 10,
        frm: str | None = None,
        to: str | None = None,
        at: str | None = None,
        by: str | None = None,
        flow: str | None = "flow",
        q: str = "exact",
        unit: str = "people",
        low: float | None = None,
        high: float | None = None,
        who: Mapping[str, Any] | None = None,
        publisher: str = "",
        text: str = "",
        precision: str = "day",
        **more: Any,
    ) -> Claim:
        document = self.report(label, published, publisher, text)
        start = self.day(on if on is not None else since) if (on is not None or since is not None) else None
        end = self.day(on if on is not None else until) if (on is not None or until is not None) else None
        sources = [Source(by, "speaker", TYPES.get(by, "government"))] if by else []  # type: ignore[arg-type]
        sources.append(Source(document.publisher or "", "publisher", "media"))
        number = len(self.claims)
        first = more.pop("offset", number * 50)
        said = Claim(
            id="c_" + digest(label, kind, value, number, on, since, until, frm, to, at),
            document=document.label,
            document_id=document.id,
            kind=kind,
            evidence=(Evidence(first, first + 10, str(value)),),
            reader="test",
            measure=Measure(value, low if low is not None else (value if q == "at_least" else None), high, q, unit),  # type: ignore[arg-type]
            group=Group(**(who or {})),
            origin=places(frm),
            destination=places(to),
            place=places(at),
            period=Period(start, end, precision) if start or end else None,  # type: ignore[arg-type]
            flow=flow,  # type: ignore[arg-type]
            sources=tuple(sources),
            confidence=0.9,
            **more,
        )
        self.claims.append(said)
        return said

    def copy(self, *labels: str) -> None:
        self.copies.append(CopyGroup(tuple(self.report(label, None).id for label in labels)))

    def events(self, claims: Iterable[Claim] | None = None) -> tuple[Event, ...]:
        return reconcile(list(self.claims if claims is None else claims), self.documents, self.copies)

    def figures(self) -> list[tuple[str, float | None]]:
        """Kind and figure of each event, in order."""
        return sorted(((e.kind, e.estimate.best) for e in self.events()), key=lambda f: (f[0], f[1] or 0))

    def total(self, unit: str = "people") -> float:
        """What an analyst gets who adds up all that may be added, movements only."""
        return sum(e.estimate.best or 0 for e in self.events() if e.additive and e.unit == unit and e.metric != "stock")

    def only(self) -> Event:
        (event,) = self.events()
        return event


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture(scope="session")
def new_desk() -> type[Desk]:
    return Desk
