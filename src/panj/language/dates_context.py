"""What a rule knows when it gives an expression its meaning: the anchor, the text around, what was named before."""

import re
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Final

from panj.language.dates_calendar import Reading, days, last_day, make
from panj.language.dates_grammar import Grammar

TAIL: Final = 32
"""Characters before an expression that may hold the word it relates by."""
OPENING: Final = "([“\"'‘"
REACH: Final = 90
"""Characters before an expression in which a word may look ahead or back."""
FUTURE_COST: Final = 4
"""A day ahead weighs as much as so many days back where no word says which of two years is meant."""
STORY_REACH: Final = 120
"""Characters within which a bare year supplies the year of a day or month where no day of publication is known."""
YEARS: Final = range(1000, 3000)
"""Years in which something can be published: far enough from the calendar's ends to count back and ahead."""
NEXT_WORD: Final = re.compile(r"[\s'’\"“(]{0,3}([\w%$€£]+)")
SENTENCE_END: Final = re.compile(r"[.!?]\s|\n\s*\n")
PUBLISHED: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@cache
def _cues(grammar: Grammar) -> re.Pattern[str]:
    sides = ("|".join(map(re.escape, sorted(grammar.words[s], key=len, reverse=True))) for s in ("future", "past"))
    return re.compile(r"(?<!\w)(?:({})|({}))(?!\w)|[.!?;:\n](?=\s)".format(*sides))


class Context:
    """One text while its dates are read. `day` is the anchor where it is known to the day."""

    def __init__(self, grammar: Grammar, text: str, low: str, published: str | None) -> None:
        self.grammar: Final = grammar
        self.text: Final = text
        self.low: Final = low
        self.day: date | None = None
        self.year: int | None = None
        self.month: int | None = None
        self.last: Reading | None = None
        self.last_end = 0
        self.named: Reading | None = None
        self._story: date | None = None
        self._story_end: int | None = None
        self.start = self.end = 0
        self.before: list[str] = []
        self.previous = ""
        self.relation = "on"
        self.anchor(published)

    def anchor(self, published: str | None) -> None:
        """Takes the day of publication: a whole ISO date, a month or a year; anything else is none."""
        match = PUBLISHED.match(published or "")
        if not match or (match.end() < len(published or "") and match.end() != 10):
            return
        year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
        if year not in YEARS or not make(year, month, day):
            return
        self.year = year
        self.month = month if match[2] else None
        self.day = date(year, month, day) if match[3] else None

    @property
    def around(self) -> date | None:
        """The anchor as one day, the middle of what is known of it."""
        if self.day or self.year is None:
            return self.day
        return date(self.year, self.month, 15) if self.month else date(self.year, 7, 1)

    def place(self, start: int, end: int) -> None:
        """Turns to the expression that is read next."""
        self.start, self.end = start, end
        self.before = self.low[max(0, start - TAIL) : start].split()
        self.previous = self.before[-1].lstrip(OPENING) if self.before else ""

    def words_before(self, count: int = 3) -> list[str]:
        return self.low[max(0, self.start - REACH) : self.start].split()[-count:]

    def word_after(self) -> str:
        match = NEXT_WORD.match(self.low, self.end)
        return match[1] if match else ""

    def after(self, words: str) -> bool:
        """Whether the word before the expression is one of a list."""
        return self.previous in self.grammar.words[words]

    def closes(self) -> bool:
        """Whether the phrase ends behind the expression: the text, the sentence, or a clause."""
        behind = self.low[self.end : self.end + 24].lstrip(" ")
        return not behind or not behind[0].isalnum() or behind.split()[0] in self.grammar.words["clause_end"]

    def same_sentence(self) -> bool:
        """Whether no sentence ends between the date named last and the expression."""
        return SENTENCE_END.search(self.text, self.last_end, self.start) is None

    def touches_number(self) -> bool:
        """Whether a bare figure stands right before, one that is no year."""
        before = self.words_before(1)
        figure = before[0].lstrip("+(") if before and self.low[self.start - 1 : self.start] == " " else ""
        return figure.isdigit() and len(figure) != 4

    def touches_digits(self) -> bool:
        """Whether the figures belong to a longer row of figures: an address, a version, a telephone number."""
        before, behind = self.low[max(0, self.start - 1) : self.start], self.low[self.end : self.end + 2]
        return (before in tuple("./-+:") and before != "") or (behind[:1] in ("/", "-", ".") and behind[1:2].isdigit())

    def clip(self, reading: Reading) -> Reading:
        """A stretch that holds the day of publication ends with it, unless a word looks ahead."""
        day = self.day
        if day and reading.start and reading.end and reading.start <= day < reading.end and self.lean() <= 0:
            return replace(reading, end=day)
        return reading

    def cut(self, start: date, end: date, name: str) -> tuple[date, date]:
        """ "earlier this month", "later this year": the stretch up to the day of publication, or from it on."""
        if self.day and start <= self.day <= end:
            return (start, self.day) if name == "earlier" else (self.day, end)
        return start, end

    def lean(self) -> int:
        """1 where the words before look ahead, -1 where they look back, 0 where nothing says."""
        if self.relation == "since":
            return -1
        lean, end = 0, 0
        possible = False
        for cue in _cues(self.grammar).finditer(self.text, max(0, self.start - REACH), self.start):
            lean, end = 1 if cue[1] else -1 if cue[2] else 0, cue.end()
        if lean > 0 and self._told(self.text[end : self.start]):
            lean = -1
        if not lean and self.after("onward"):
            return self._onward()
        if not lean and self.relation == "by":
            possible = not self.grammar.words["possible"].isdisjoint(self.words_before(12))
        return 1 if possible else lean

    def _told(self, words: str) -> bool:
        """Whether a clause of its own, behind a comma, tells what was: "may mean 400,000, abandoned the camp"."""
        _, comma, clause = words.partition(",")
        endings, passive = tuple(self.grammar.words["past_endings"]), self.grammar.words["passive"]
        told = clause.split() if comma else []
        return any(w.endswith(endings) and (i == 0 or told[i - 1] not in passive) for i, w in enumerate(told))

    def _onward(self) -> int:
        """What "until" says about a day without more: it lies ahead, unless the verb before tells what was."""
        before = self.words_before(2)
        if len(before) < 2 or before[0][-1] in ".!?:":
            return 0
        words = self.grammar.words
        told = before[0] in words["past_endings"] or before[0].endswith(tuple(words["past_endings"]))
        return -1 if told and before[0] not in words["still_open"] else 1

    def year_of(self, month: int, day: int) -> int | None:
        """The year that a day without one lies in, or None where nothing tells."""
        around = self.around
        if around is None:
            return self._nearest(self.story, month, day, 1) if self.story else None
        if self.month is None and self.day is None:
            return around.year
        lean = self.lean()
        if lean:
            steps = (0, -1) if lean < 0 else (0, 1)
            for year in (around.year + step for step in steps):
                found = make(year, month, day)
                if found and (found <= days(around, 1) if lean < 0 else found >= around):
                    return year
        return self._nearest(around, month, day, FUTURE_COST)

    def year_of_month(self, month: int) -> int | None:
        """The year that a month without one lies in: this month or the last of the name, unless a word looks ahead."""
        around = self.around
        if around is None:
            return self._nearest(self.story, month, 15, 1) if self.story else None
        if self.month is None and self.day is None:
            return around.year
        if self.lean() > 0 and (self.relation != "on" or self.after("temporal")):
            return around.year + (date(around.year, month, last_day(around.year, month)) < around)
        return around.year - (date(around.year, month, 1) > around)

    def _nearest(self, around: date, month: int, day: int, future_cost: int) -> int | None:
        best: tuple[int, int] | None = None
        for year in (around.year, around.year - 1, around.year + 1):
            found = make(year, month, day) if 1 <= year <= 9999 else None
            if found:
                distance = (found - around).days
                cost = distance * future_cost if distance > 0 else -distance
                if best is None or cost < best[0]:
                    best = (cost, year)
        return best[1] if best else None

    @property
    def story(self) -> date | None:
        """The date with a year that the text named last; a bare year counts for what stands near it only."""
        near = self._story_end is None or self.start - self._story_end < STORY_REACH
        return self._story if near else None

    def tell(self, story: date) -> None:
        """Takes a date of the text for the time that it tells of."""
        self._story, self._story_end = story, None

    def base(self, unit: str = "day") -> date | None:
        """The day that "the day before" or "the previous month" count from: in the last date named, or the anchor."""
        named = self.last if unit in ("hour", "day", "week", "fortnight") else self.named
        if named and named.start and not named.yearless:
            return named.start
        return self.day

    def remember(self, reading: Reading, explicit: bool) -> None:
        if reading.start and reading.type in ("DATE", "TIME"):
            self.named = reading
            if reading.precision == "day":
                self.last, self.last_end = reading, self.end
            if explicit:
                self._story = reading.start
                self._story_end = self.end if reading.precision == "year" else None
