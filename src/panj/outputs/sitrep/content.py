"""What a situation report says, before it has a form: panels of figures, changes, a table, what is disputed or
unknown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from panj.model import Claim, Document, Event
from panj.model.vocabulary import FAMILY_OF, FIGURE_FAMILIES
from panj.outputs import headlines, timeline, words, worldmap
from panj.outputs.clean import one_line, web_address
from panj.outputs.drawing import Numbered
from panj.outputs.exports.features import drawn
from panj.outputs.exports.rows import sentence
from panj.outputs.exports.stamp import Material
from panj.outputs.geometry import country_names
from panj.outputs.sitrep.changed import Changed, changed
from panj.outputs.sitrep.parts import Changes, Content, Panel, Reference, Row, Total, say

PANELS: Final = (
    ("internal", ("internal",)),
    ("cross_border", ("cross_border", "unknown")),
    ("stock", ("stock",)),
    ("returns", ("returned", "sent_back")),
)
"""Panels that every report has, and the buckets of figures in them; never one total over them."""
OTHER: Final = ("other", ("harm", "housing", "need", "combatants"))
MAX_ROWS: Final = 200
"""Rows of the table of figures, the largest figures first; an export holds all."""
MAX_LISTED: Final = 8
"""Events that a panel names of each sort, changes of each sort, and events around them."""
MAX_REFS: Final = 6
"""Sources that are named beside a figure, the earliest first; its event has all."""
QUOTED: Final = 400
"""Characters of a sentence that is quoted."""


def content(material: Material) -> Content:
    """What the report says of the events of the material's view."""
    return _Maker(material).made()


class _Maker:
    """Holds the numbered events and sources while the parts are put together."""

    def __init__(self, material: Material) -> None:
        self.material = material
        view = material.view
        self.claims: dict[str, Claim] = {claim.id: claim for claim in view.claims()}
        self.documents: dict[str, Document] = {}
        self.reports: dict[str, Document] = {}
        for document in sorted(view.documents(), key=lambda d: (d.published or "9999", d.label)):
            self.documents[document.id] = document
            self.reports.setdefault(document.label, document)
        self.age = {label: n for n, label in enumerate(self.reports)}
        self.events = sorted(view.events(), key=_order)
        self.items = [Numbered(number, event) for number, event in enumerate(self.events, 1)]
        figures = sorted(filter(_counts, self.events), key=_size, reverse=True)
        self.shown = {event.id for event in figures[:MAX_ROWS]}
        self.around = [event for event in self.events if not _counts(event)][-MAX_ROWS:]
        self.labels = self._cited()
        self.rows = {item.event.id: self._row(item) for item in self.items}

    def _cited(self) -> dict[str, int]:
        """The reports behind what is shown, by label, with their numbers in the list of sources."""
        told = [event for event in self.events if event.id in self.shown]
        wanted = {label for event in (*told, *self.around) for label in self._behind(event)}
        return {label: n for n, label in enumerate(sorted(wanted, key=self.age.__getitem__), 1)}

    def _behind(self, event: Event) -> list[str]:
        """Labels of the reports that are named beside an event's figure: that of its words, then the earliest."""
        lead = self._lead(event)
        known = sorted({label for label in event.documents if label in self.age}, key=self.age.__getitem__)
        first = [lead.document] if lead is not None and lead.document in known else []
        return list(dict.fromkeys([*first, *known]))[:MAX_REFS]

    def made(self) -> Content:
        figures = [event for event in self.events if _counts(event)]
        shown = self.shown
        maps, _ = worldmap.draw([self._on_map(item) for item in self.items if item.event.id in shown])
        panels = self._panels(figures)
        period = self._period()
        material = self.material
        return Content(
            title=one_line(material.title) or say("title", place=material.place or say("everywhere")),
            scope=period,
            summary=say(
                "summary", reports=len(self.reports), events=len(figures), around=len(self.events) - len(figures)
            ),
            panels=panels,
            compared=say("compared", day=words.day(material.start)) if material.start else say("not_compared"),
            changes=tuple(self._changes()),
            maps=tuple(maps),
            timeline=timeline.draw([item for item in self.items if item.event.id in shown]),
            table=tuple(self.rows[event.id] for event in figures if event.id in shown),
            more=len(figures) - len(shown),
            around=tuple(self.rows[event.id] for event in self.around),
            disputed=tuple(self._disputed())[:MAX_ROWS],
            unknown=tuple(self._unknown(figures, panels)),
            sources=tuple(self._sources()),
            method=tuple(words.exports("sitrep")["method"]),
            about=(*material.about.rows(), *material.narrowed),
        )

    def _on_map(self, item: Numbered) -> Numbered:
        """The event with places as wide as their points are, so that no middle of a district is drawn as a spot."""
        event, role = item.event, self.material.about.role
        wide = (tuple(drawn(p, role) for p in places) for places in (event.origin, event.destination, event.place))
        origin, destination, place = wide
        return Numbered(item.number, replace(event, origin=origin, destination=destination, place=place))

    def _period(self) -> str:
        start, end = self.material.start, self.material.end
        if start and end:
            return say("from_to", start=words.day(start), end=words.day(end))
        if start:
            return say("since", start=words.day(start))
        return say("until", end=words.day(end)) if end else say("all_time")

    def _row(self, item: Numbered) -> Row:
        event = item.event
        lead = self._lead(event)
        figure = words.estimate(event.estimate) if event.unit and item.known else ""
        if figure and event.unit != "people":
            figure = f"{figure} {words.unit(event.unit, event.estimate.best)}"
        says = words.origins(event) or (words.speaker(lead) if lead else "")
        refs = sorted(self.labels[label] for label in self._behind(event) if label in self.labels)
        return Row(
            item.number, event, figure, words.label("kinds", event.kind), words.group(event.group, country_names()),
            words.way(event, country_names()), words.period(event.period, event.metric) if event.period else "",
            words.label("event_status", event.status), words.label("event_status_why", event.status),
            says, self._quote(lead), tuple(refs),
        )  # fmt: skip

    def _lead(self, event: Event) -> Claim | None:
        """The claim that says the event's figure best."""
        own = [self.claims[name] for name in event.claims if name in self.claims]

        def rank(claim: Claim) -> tuple[bool, bool, float, int, str]:
            stated = claim.measure.value if claim.measure else None
            earliest = self.age.get(claim.document, len(self.age))
            return stated != event.estimate.best, claim.section != "body", -claim.confidence, earliest, claim.id

        return min(own, key=rank, default=None)

    def _quote(self, claim: Claim | None) -> str:
        text = sentence(claim, self.documents.get(claim.document_id)) if claim else None
        return text if not text or len(text) <= QUOTED else text[: QUOTED - 1] + "…"  # type: ignore[return-value]

    def _panels(self, figures: Sequence[Event]) -> tuple[Panel, ...]:
        found = headlines.headlines(figures)
        panels = [self._panel(name, buckets, found) for name, buckets in PANELS]
        other = self._panel(*OTHER, found)
        return (*panels, other) if other.totals else tuple(panels)

    def _panel(self, name: str, buckets: Sequence[str], found: Sequence[headlines.Headline]) -> Panel:
        totals = tuple(self._total(one) for one in found if one.bucket in buckets)
        texts = words.exports("panels")[name]
        return Panel(name, str(texts["title"]), str(texts["note"] if totals else texts["none"]), totals)

    def _total(self, one: headlines.Headline) -> Total:
        title = words.label("kinds", one.kind) if one.kind else words.label("buckets", one.bucket)
        if one.bucket in headlines.MOVED and one.metric:
            title = f"{title}, {words.label('metrics', one.metric)}"
        if one.counts == "movements":
            title = f"{title}, {words.unit('movements')}"
        if one.counted:
            figure = f"{words.bounded(one.best, one.low, one.high)} {words.unit(one.unit, one.best)}"
        else:
            figure = say("apart" if one.apart else "no_total")
        statuses = sorted({words.label("event_status", event.status) for event in one.counted})
        note = ""
        if one.counted and one.first:
            note = words.day(one.last) if one.first == one.last else f"{words.day(one.first)} – {words.day(one.last)}"
        return Total(
            title[:1].upper() + title[1:], figure, note, ", ".join(statuses),
            tuple(self.rows[event.id] for event in one.counted[:MAX_LISTED]),
            tuple(self.rows[event.id] for event in one.beside[:MAX_LISTED]),
            max(0, len(one.counted) - MAX_LISTED) + max(0, len(one.beside) - MAX_LISTED),
        )  # fmt: skip

    def _changes(self) -> Iterator[Changes]:
        found = changed(self.material.changed, self.material.start)
        for sort, texts in words.exports("changes").items():
            own = [one for one in found if one.sort == sort]
            if own:
                lines = tuple(self._line(one) for one in own[:MAX_LISTED])
                yield Changes(str(texts["title"]), str(texts["note"]), lines, max(0, len(own) - MAX_LISTED))

    def _line(self, one: Changed) -> str:
        key = "change_both" if one.was and one.now and one.was != one.now else "change_one"
        row = self.rows.get(one.event.id)
        number = f"{say('number', numbers=str(row.number))}: " if row else ""
        status = words.label("event_status", one.event.status)
        unit = words.unit(one.event.unit, one.event.estimate.best)
        return number + say(
            key, title=one_line(one.event.title), was=one.was, now=one.now or one.was, unit=unit, status=status
        )

    def _disputed(self) -> Iterator[tuple[Row, tuple[str, ...]]]:
        for event in self.events:
            about = [f"{words.label('contradictions', c.type)}: {one_line(c.about)}" for c in event.contradictions
                     if not c.explained]  # fmt: skip
            if about or event.status in ("disputed", "unconfirmed", "retracted", "possible", "planned"):
                yield self.rows[event.id], tuple(about)

    def _unknown(self, figures: Sequence[Event], panels: Sequence[Panel]) -> Iterator[str]:
        for panel in panels:
            if not panel.totals:
                yield say("no_report", panel=panel.title)
        counted = [event for event in figures if event.status not in headlines.NOT_HAPPENED]
        tests = {
            "no_best": [e for e in counted if e.estimate.best is None],
            "open_bounds": [
                e for e in counted if e.estimate.best is not None and None in (e.estimate.low, e.estimate.high)
            ],
            "no_boundary": [e for e in counted if headlines.bucket(e) == "unknown"],
            "no_place": [e for e in counted if not (e.origin or e.destination or e.place)],
            "no_day": [e for e in counted if not (e.period and (e.period.start or e.period.end))],
        }
        for key, found in tests.items():
            if found:
                yield say(key, count=len(found), numbers=self._numbers(found))

    def _numbers(self, events: Iterable[Event]) -> str:
        numbers = sorted(self.rows[event.id].number for event in events)
        shown = ", ".join(map(str, numbers[:MAX_LISTED]))
        return say("number", numbers=shown + (" …" if len(numbers) > MAX_LISTED else ""))

    def _sources(self) -> Iterator[Reference]:
        for label, number in self.labels.items():
            document = self.reports[label]
            parts = (document.publisher, document.title or label, words.day(document.published))
            yield Reference(number, ", ".join(one_line(part) for part in parts if part), web_address(document.url))


def _counts(event: Event) -> bool:
    """Whether the event is one that has a figure of people or houses."""
    return FAMILY_OF.get(event.kind) in FIGURE_FAMILIES


def _order(event: Event) -> tuple[int, str, str]:
    """Figures of movement first, then other figures, then what happened around them; each by its time."""
    family = FAMILY_OF.get(event.kind)
    rank = 0 if family == "movement" else 1 if family in FIGURE_FAMILIES else 2
    start = (event.period.start or event.period.end) if event.period else event.estimate.date
    return rank, start or "9999", event.id


def _size(event: Event) -> float:
    return next((value for value in (event.estimate.best, event.estimate.low) if value is not None), 0)
