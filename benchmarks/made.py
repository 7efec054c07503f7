"""A made-up archive with the truth known: happenings in invented countries, and what outlets make of them.

Seeded: the same numbers give the same archive. Totals grow (some fall when a register is verified); outlets tell them
exactly, rounded or late, copy one another, err, and tell parts.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from panj.model import Claim, Document, Evidence, Group, Measure, Period, Place, Source
from panj.model.copies import CopyGroup

COUNTRIES = 190
YEARS = 12
FIRST = date(2012, 1, 1)
REPORTS_EACH, MOST = 30, 400
"""Reports of a happening without copies, on average and at most; most have few and some have hundreds, as in life."""
SLIP, ROUNDED, LATE, UNDATED, COPIED, PARTS, DEATHS = 0.02, 0.35, 0.15, 0.02, 0.4, 0.25, 0.2
"""Shares of reports with a wrong digit, a rounded figure, yesterday's total, no date, another's text; of those that
also tell of a part, and of deaths."""


@dataclass(slots=True)
class Happening:
    """What really happened: the total by day since the start, who counts, and where."""

    name: int
    start: date
    totals: list[int]
    origin: Place
    target: Place | None
    authority: Source
    claims: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Archive:
    """Claims with their documents and copies, and the happenings behind them."""

    claims: list[Claim] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    copies: list[CopyGroup] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)


def _country(n: int) -> Place:
    code = "Q" + chr(65 + n // 26) + chr(65 + n % 26)
    return Place(f"Land {n}", f"Land {n}", None, code, None, 0.0, float(n), "country", 1.0)


def _town(country: Place, n: int) -> Place:
    latitude, longitude = (n % 12) * 1.5 - 9, (country.longitude or 0.0) + (n // 12) * 0.1
    name = f"Town {n} of {country.name}"
    return Place(name, name, f"made:{name}", country.country, None, latitude, longitude, "place", 1.0)


def _totals(r: random.Random) -> list[int]:
    """Daily totals: growing at a falling pace; one in ten falls at the end, when the register is verified."""
    size, days, out, total = 10 ** r.uniform(1.8, 5.5), r.randrange(1, 25), [], 0.0
    for day in range(days):
        total += size * r.uniform(0.3, 1.0) / (1 + day)
        out.append(max(2, round(total)))
    if days > 8 and r.random() < 0.1:
        out[-1] = round(out[-1] * r.uniform(0.75, 0.95))
    return out


def _happening(r: random.Random, n: int) -> Happening:
    home = _country(r.randrange(COUNTRIES))
    town = _town(home, r.randrange(40))
    abroad = r.random() < 0.35
    target = _country(r.randrange(COUNTRIES)) if abroad else None
    if target and target.country == home.country:
        target = None
    start = FIRST + timedelta(days=r.randrange(365 * YEARS))
    names = (("UNHCR", "un"), ("IOM", "un"), (f"Government of {home.name}", "government"), ("MSF", "ngo"))
    name, type_ = r.choice(names)
    return Happening(n, start, _totals(r), town, target, Source(name, "speaker", type_))  # type: ignore[arg-type]


def _round(value: int, digits: int) -> int:
    worth: int = 10 ** max(0, len(str(value)) - digits)
    return round(value / worth) * worth


def _slip(r: random.Random, value: int) -> int:
    text = list(str(value))
    place = r.randrange(len(text))
    text[place] = str((int(text[place]) + r.randrange(1, 9)) % 10 or 1)
    return int("".join(text))


def tell(r: random.Random, archive: Archive, one: Happening, day: int, number: int = 0) -> None:
    """One report of a happening on a day of it, with its claims; and copies of it. `number` is added to theirs."""
    total = one.totals[max(0, day - 1)] if r.random() < LATE else one.totals[day]
    value, qualifier = total, "exact"
    if r.random() < ROUNDED:
        value, qualifier = _round(total, r.choice((1, 2, 2))), "about"
    elif r.random() < SLIP:
        value = _slip(r, total)
    told = one.start + timedelta(days=day)
    figures: list[tuple[str, int, str, Group]] = [("crossed" if one.target else "displaced", value, qualifier, Group())]
    if r.random() < PARTS:
        figures.append((figures[0][0], max(1, round(total * 0.4)), "exact", Group(age="minor")))
    if r.random() < DEATHS:
        figures.append(("killed", 1 + one.name % 40, "exact", Group()))
    wide = r.random() < 0.4
    first: str | None = None
    group = []
    for _ in range(1 + (r.randrange(1, 5) if r.random() < COPIED else 0)):
        name = number + len(archive.documents)
        dated = r.random() >= UNDATED
        document = Document(
            label=f"made/{name:08}",
            address=f"made:{name}",
            text=" ".join(f"{figure[1]:,} people." for figure in figures),
            published=told.isoformat() if dated else None,
            publisher=f"Outlet {r.randrange(400)}",
            language="en",
        )
        archive.documents[document.id] = document
        group.append(document.id)
        total_id = None
        for place, (kind, number_told, said, who) in enumerate(figures):
            claim = _claim(document, place, kind, number_told, said, who, one, told, wide, total_id)
            total_id = total_id or claim.id
            archive.claims.append(claim)
            one.claims.add(claim.id)
        first = first or document.id
    if len(group) > 1:
        archive.copies.append(CopyGroup(tuple(group)))


def _claim(
    document: Document,
    place: int,
    kind: str,
    value: int,
    qualifier: str,
    who: Group,
    one: Happening,
    told: date,
    wide: bool,
    total_id: str | None,
) -> Claim:
    home = Place(one.origin.country or "", one.origin.country or "", None, one.origin.country, level="country")
    there = () if kind == "killed" or one.target is None else (one.target,)
    origin = (home,) if wide else (one.origin,)
    return Claim(
        id=f"c_{document.id[2:]}{place}",
        document=document.label,
        document_id=document.id,
        kind=kind,
        evidence=(Evidence(place * 20, place * 20 + 9, f"{value:,}"),),
        reader="made",
        measure=Measure(value, None, None, qualifier),  # type: ignore[arg-type]
        group=who,
        part_of=total_id if who.age else None,
        origin=() if kind == "killed" else origin,
        destination=there,
        place=origin if kind == "killed" else (),
        period=Period(one.start.isoformat(), told.isoformat(), "day"),
        flow="cumulative",
        boundary="cross_border" if there else None,
        sources=(one.authority, Source(document.publisher or "", "publisher", "media")),
        confidence=0.9,
    )


def make(reports: int, seed: int = 1) -> Archive:
    """An archive of at least so many reports."""
    r = random.Random(seed)
    archive = Archive()
    while len(archive.documents) < reports:
        one = _happening(r, len(archive.happenings))
        archive.happenings.append(one)
        for _ in range(min(MOST, max(1, round(r.paretovariate(1.2) * REPORTS_EACH / 12)))):
            tell(r, archive, one, r.randrange(len(one.totals)))
            if len(archive.documents) >= reports:
                break
    return archive
