"""When: what the dates of a report are dates of, and which days a figure tells of."""

import datetime
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from panj.claims.drafts import Draft
from panj.claims.role_words import RoleWords
from panj.model import Annotation, Date, Document, Period, Sentence, Span
from panj.model.vocabulary import Flow

NEAR_SAYING = 70
"""Characters behind a verb of saying among which the day of saying is looked for."""
LOOK_BACK = 130
"""Characters before a date among which the words that say what it dates are looked for: about a clause."""
HEADING = 160
"""Characters that a heading has at most."""
FRAGMENT = 60
"""Characters of a dated opening without a verb: "Idomeni, Greece, Thursday."."""
MENTIONS = 8
"""Mentions of an event among which one with a date is looked for."""
UNPLACED = "XXXX-"
"""How the TIMEX3 value of a day begins that has neither year nor day of its own."""
COARSE = frozenset({"month", "year"})
"""Stretches that a figure of another paragraph does not go on with."""
RECENT = datetime.timedelta(days=92)
"""How long after its end a month is still going on for tolls: "M23 took the city last month. 3,000 were killed."""
GOES_ON = 420
"""Characters back to the figure whose day a figure without one goes on with: about two sentences."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of a sentence and what it dates: `relation` is `said` for the day of saying, `sourced` for
    that of a source in brackets, `past` for an event that
    the figure only follows ("two weeks after the flood")."""

    date: Date
    period: Period
    relation: str
    closed: Span | None = None
    """The brackets around the date, where they also hold a figure that is alone dated by it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The date of a heading, which holds for the lines below; of an `event`, only what happened was then."""

    period: Period
    event: bool


@dataclass(slots=True)
class Told:
    """What the figures so far have said about when, for those that say nothing."""

    periods: dict[int, Period | None] = field(default_factory=dict)
    """By the identity of the draft."""
    flows: dict[int, Flow] = field(default_factory=dict)
    day: Period | None = None
    """The last day on which something is said to have happened."""
    passed: Period | None = None
    passed_at: int = -1
    """The last day that a sentence without figures told of, and where."""
    stock: Period | None = None
    stock_at: int = -1
    """The last as-of date that a figure gave, and where."""
    start: str | None = None
    start_at: int = -1
    """The last start of a total, and where."""
    last: Draft | None = None
    """The figure before."""


class Timeline:
    """The dates of one document."""

    def __init__(self, document: Document, annotation: Annotation, words: RoleWords) -> None:
        self.text = document.text
        self.words = words
        self.published = document.published
        self.dateline = document.dateline
        self.dates = annotation.dates
        self.starts = [date.start for date in annotation.dates]
        self.said = sorted(a.cue.end for a in annotation.attributions)
        self.told = Told()
        self.sentences = annotation.sentences
        self.sentence_ends = [s.end for s in annotation.sentences]
        self.frame = self._frame(document, annotation.sentences)

    @property
    def told_on(self) -> str | None:
        """The day that the report tells of: its heading's, else its publication's."""
        if self.frame is not None and not self.frame.event and self.frame.period.end:
            return self.frame.period.end
        return self.published

    def of(self, sentence: Sentence | Span) -> list[Dated]:
        """The dates of a sentence with what they date, in order."""
        first, last = bisect_left(self.starts, sentence.start), bisect_left(self.starts, sentence.end)
        dates = self.dates[first:last]
        found = [
            self._dated(date, sentence)
            for n, date in enumerate(dates)
            if not (n and date.type == "TIME" and date.start - dates[n - 1].end <= 2)
        ]
        return [dated for dated in found if dated is not None]

    def anchor(self, sentence: Span) -> str | None:
        """The start of a total that runs from an event which the report has dated elsewhere: "since the truce"."""
        found = self.words.anchor.search(self.text, sentence.start, sentence.end)
        if found is None:
            return None
        name = found[1]
        at = -1
        for _ in range(MENTIONS):
            at = self.text.find(name, at + 1)
            if at < 0:
                return None
            if sentence.start <= at < sentence.end:
                continue
            n = bisect_left(self.sentence_ends, at + 1)
            if n < len(self.sentences):
                days = [d for d in self.of(self.sentences[n]) if d.relation == "on" and d.date.type == "DATE"]
                if days:
                    return days[0].period.start
        return None

    def passed(self, dated: Sequence[Dated]) -> None:
        """Takes up the dates of a sentence without figures: the report goes on from there."""
        days = [d for d in dated if d.relation in ("on", "within", "between") and not d.closed]
        days = [
            d for d in days if (d.date.type != "DURATION" or d.relation == "between") and d.date.value != "PRESENT_REF"
        ]
        if days and (days[-1].period.end or "") <= (self.published or "9"):
            self.told.day = self.told.passed = days[-1].period
            self.told.passed_at = days[-1].date.start

    def carried(self, at: int, *, toll: bool) -> Period | None:
        """The day that a figure at this place goes on from. A month or year that stood only in a sentence without one
        does not hold for another paragraph, nor, shortly after, for a toll, which stands as it is told."""
        day = self.told.day
        if day is None or day is not self.told.passed or day.precision not in COARSE:
            return day
        if "\n" in self.text[self.told.passed_at : at]:
            return None
        return None if toll and self._recent(day) else day

    def _recent(self, period: Period) -> bool:
        try:
            told = datetime.date.fromisoformat(self.published or "")
            ended = datetime.date.fromisoformat(period.end or "")
        except ValueError:
            return False
        return told - ended <= RECENT

    def _dated(self, date: Date, sentence: Sentence | Span) -> Dated | None:
        text, words = self.text, self.words
        period = date.period or self._unplaced(date)
        if period is None or date.type == "SET":
            return None
        before = text[max(sentence.start, date.start - LOOK_BACK) : date.start]
        if self.frame is not None and not self.frame.event and words.same_span.match(text[date.start : date.end]):
            period = self.frame.period
        since = words.since.search(before)
        if since:
            if words.superlative.search(before[: since.start()]):
                return None
            return Dated(date, period, "since")
        relation: str = date.relation
        if relation in ("since", "within") and self._stretch(date, period):
            relation = "between"
        elif relation == "since" and self._starts_nothing(date):
            relation = "on"
        if date.type == "DURATION" and relation in ("after", "before"):
            return Dated(date, period, "past")
        if relation in ("before", "after") and date.type == "TIME":
            relation = "on"
        if relation in ("on", "as_of", "within") and self._is_saying(date):
            return Dated(date, period, "said")
        if self.dateline is not None and self.dateline.start <= date.start < self.dateline.end:
            return Dated(date, period, "said")
        if relation == "on" and self.words.credit.search(before) and text[date.end : date.end + 1] in ");,":
            return Dated(date, period, "sourced")
        return Dated(date, period, relation, self._closed(date, sentence))

    def _unplaced(self, date: Date) -> Period | None:
        """A day that the report names and nothing places ("by Monday", where no date of publication is known): its
        figure goes on from no other day."""
        if date.type != "DATE" or not date.value.startswith(UNPLACED):
            return None
        return Period(None, None, "unknown", self.text[date.start : date.end])

    def _stretch(self, date: Date, period: Period) -> bool:
        """Both ends told ("from 1 to 6 January"), where "the last six days" only counts back from the telling."""
        return date.type == "DURATION" and period.start != period.end and period.end != self.published

    def _starts_nothing(self, date: Date) -> bool:
        """A start that the finder took from "from": "the 35,000 registered from the March fighting"."""
        before = self.text[max(0, date.start - 12) : date.start].rstrip().lower()
        return before.endswith(" the")

    def _is_saying(self, date: Date) -> bool:
        at = bisect_left(self.said, date.start + 1) - 1
        if at >= 0 and 0 <= date.start - self.said[at] <= NEAR_SAYING:
            return self.words.saying.match(self.text[self.said[at] : date.start]) is not None
        return False

    def _closed(self, date: Date, sentence: Sentence | Span) -> Span | None:
        """The brackets around a date that hold a figure of their own: "42,126 (2024: 41,181)"."""
        opened = self.text.rfind("(", max(sentence.start, date.start - LOOK_BACK), date.start)
        if opened < 0 or ")" in self.text[opened : date.start]:
            return None
        end = self.text.find(")", date.end, date.end + LOOK_BACK)
        if end < 0:
            return None
        inside = self.text[opened : date.start] + self.text[date.end : end]
        return Span(opened, end) if sum(ch.isdigit() for ch in inside) > 1 else None

    def _frame(self, document: Document, sentences: Sequence[Sentence]) -> Frame | None:
        """The date of the heading, for reports in lines and those that say what day they stand for."""
        opening = next((s for s in sentences if s.end > document.body_start and s.end - s.start > 1), None)
        if opening is None or self.words.bullet.match("\n" + self.text[opening.start : opening.start + 8]):
            return None
        line_end = self.text.find("\n", opening.start)
        line = line_end if line_end > 0 else len(self.text)
        lines = self.words.bullet.search(self.text, line) is not None
        end = min(opening.start + HEADING, max(opening.end, line) if lines else opening.end)
        for date in self.dates[bisect_left(self.starts, opening.start) : bisect_left(self.starts, end)]:
            if date.period is None or date.type == "SET" or date.value == "PRESENT_REF":
                continue
            if self.words.likened.search(self.text[opening.start : date.start]):
                continue
            if date.relation == "as_of" or self._heads(date, opening, lines and date.start < line):
                return Frame(date.period, date.relation != "as_of" and self._of_event(opening.start, date))
        return None

    def _heads(self, date: Date, opening: Sentence, lines: bool) -> bool:
        """Whether a date of the opening dates all that follows: of a heading over lines, of a fragment without a verb
        ("Idomeni, Greece, Thursday."), at the end of a caption, or in "situation at 27 August:"."""
        text = self.text
        if date.relation in ("since", "before", "after"):
            return False
        last = 0 <= opening.end - date.end <= 2
        fragment = opening.end - opening.start <= FRAGMENT and last
        captioned = date.type == "DATE" and last and text[max(0, date.start - 2) : date.start] == ", "
        stated = self.words.report.search(text[opening.start : date.start]) and text[date.end : date.end + 1] in ":.,)"
        return bool(lines or captioned or stated or (fragment and self._of_event(opening.start, date)))

    def _of_event(self, start: int, date: Date) -> bool:
        segment = self.words.segment.split(self.text[start : date.start])[-1]
        return self.words.report.search(segment) is None and self.words.happening.search(segment) is not None
