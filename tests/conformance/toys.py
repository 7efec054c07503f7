"""A reader and rules so small that a test can say what must come out: "AFG 12 fled" is a claim of 12 in Afghanistan,
and the claims of one country and kind are one event whose figure is the last one published."""

import re
from collections import defaultdict
from functools import partial
from types import TracebackType
from typing import Self

from panj.model import Claim, Document, Estimate, Event, Evidence, Judgement, Measure, Place, Source, digest
from panj.model.judgement import anchor_of
from panj.pipeline import refreshing, views
from panj.record import NOW, Moment, open_record

READER, RULES = "toy@1", "rules@1"


def document(name, text, published=None, **more):
    origin = "given" if published else None
    return Document(name, f"/{name}", text, published=published, published_from=origin, raw=text.encode(), **more)


def read(known, reader=READER):
    found = []
    for match in re.finditer(r"([A-Z]{3}) (\d+) (\w+)(?: says (\w+))?", known.text):
        ident = "c_" + digest(known.id, known.version, sorted(known.metadata.items(), key=str), reader, match.start())
        found.append(
            Claim(
                id=ident,
                document=known.label,
                document_id=known.id,
                kind=match[3],
                evidence=(Evidence(match.start(), match.end(), match[0]),),
                reader=reader,
                measure=Measure(int(match[2])),
                destination=(Place(match[1], match[1], country=match[1]),),
                sources=(Source(match[4] or known.publisher or "nobody", "speaker"),),
            )
        )
    return tuple(found)


def reconcile(documents, claims):
    dates = {d.id: d.published or "9999" for d in documents}
    groups = defaultdict(list)
    for claim in claims:
        groups[claim.kind, claim.destination[0].country].append(claim)
    events = []
    for (kind, country), told in sorted(groups.items()):
        told.sort(key=lambda c: (dates[c.document_id], c.document, c.evidence[0].start))
        values = [claim.measure.value for claim in told]
        first, names = told[0], sorted({source.name for claim in told for source in claim.sources})
        events.append(
            Event(
                id="e_" + digest(first.document_id, first.evidence[0].start),
                kind=kind,
                title=f"{kind} in {country}, says {' and '.join(names)}",
                estimate=Estimate(values[-1], min(values), max(values), None, ("The last one.",)),
                claims=tuple(sorted(claim.id for claim in told)),
                documents=tuple(sorted({claim.document for claim in told})),
                destination=told[-1].destination,
                independent_sources=len(names),
            )
        )
    return events


class Toy:
    """A record with the toy's reader and rules."""

    def __init__(self, location):
        self.record = open_record(location)
        self.made = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.record.close()

    def rules(self, documents, claims):
        self.made.append(sorted(d.label for d in documents))
        return reconcile(documents, claims)

    def add(self, name, text, published=None, reader=READER, **more):
        return self.record.add(document(name, text, published, **more), reader, lambda known: read(known, reader))

    def events(self, rules=RULES):
        for known in self.record.unsettled():
            self.record.add(known, READER, read)
        return list(refreshing.refresh(self.record, rules, self.rules))

    def figures(self):
        return figures(self.events())

    def at(self, published=None, recorded=None):
        moment = Moment(published, recorded)
        if published is None:
            return figures(self.record.at(moment).events())
        self.events()
        return figures(views.events_at(self.record, moment, RULES, self.rules))

    def anchor(self, name, n=0):
        (known,) = (d for d in self.record.documents() if d.label == name)
        return anchor_of(list(self.record.claims(known.id))[n], known.version)

    def judge(self, verb, *names, against=(), reason="I looked", **more):
        sides = [tuple(self.anchor(name) for name in side) for side in (names, against)]
        return self.record.judge(Judgement("", verb, "Ada", "", reason, sides[0], sides[1], **more))

    def view(self):
        told, events = self.record.judgements(), self.events()
        without = partial(views.events_without, self.record, NOW, told, events, RULES, self.rules)
        return views.RecordView(self.record, told, events, without)


def figures(events):
    return {f"{e.destination[0].country} {e.kind}": e.estimate.best for e in events}


def everything(location):
    """What a record holds, without its clock and its row numbers."""
    with Toy(location) as toy:
        return (
            list(toy.record.documents()),
            list(toy.record.claims()),
            toy.events(),
            [(one.verb, one.anchors, one.reason) for one in toy.record.judgements()],
        )
