"""Reports of no events at all: English news text for measuring, in which no sentence stands twice.

Templates and words are our own (`reports.toml`). A report has a country with a few of its towns, a cast of persons and
a day of publication, as real ones do, and a headline, a dateline and paragraphs.
"""

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("reports.toml")
SENTENCES = (14, 34)
"""Sentences of a report."""
PARAGRAPH = 3
"""Sentences of a paragraph at the most."""
CAST, FAMILIAR = 4, 2
"""Persons of a report, and how many of them have a surname that others have too."""
SLOT = re.compile(r"\{(\w+)\}")
ARTICLE = re.compile(r"\b([Aa])(?= [aeiou])")
FIRST_DAY = date(2021, 1, 4)
DAYS = 1500
"""Days from FIRST_DAY among which reports are dated."""


@dataclass(frozen=True, slots=True)
class Report:
    """A text with its headline, and the ISO day of its publication."""

    number: int
    text: str
    published: str


def reports(characters: int, seed: int = 1) -> Iterator[Report]:
    """Reports of about so many characters together; the same for the same seed."""
    writer = _Writer(seed)
    number = written = 0
    while written < characters:
        report = writer.report(number)
        number += 1
        written += len(report.text)
        yield report


class _Writer:
    def __init__(self, seed: int) -> None:
        data: dict[str, Any] = tomllib.loads(DATA.read_text("utf8"))
        self.random = random.Random(seed)
        self.words = {name: text.split("|") if "|" in text else text.split() for name, text in data["words"].items()}
        self.sentences: dict[str, list[str]] = data["sentences"]
        self.kinds, self.shares = list(data["mix"]), list(data["mix"].values())
        self.lands = {country: (row[0], row[1].split("|"), row[2].split("|")) for country, row in data["lands"].items()}
        self.seen: set[str] = set()

    def report(self, number: int) -> Report:
        choose = self.random
        self.day = FIRST_DAY + timedelta(days=choose.randrange(DAYS))
        self.country = choose.choice(list(self.lands))
        self.demonym, towns, self.districts = self.lands[self.country]
        self.towns = choose.sample(towns, 4)
        self.cast = [(choose.choice(self.words["first"]), self._name("last", n < FAMILIAR)) for n in range(CAST)]
        self.firms = [f"{self._name('last', False)} {choose.choice(self.words['firm'])}" for _ in range(2)]
        kinds = choose.choices(self.kinds, self.shares, k=choose.randint(*SENTENCES))
        lines = [self._sentence(kind) for kind in kinds]
        head = self._sentence("plain").rstrip(".")
        body, at = [], 0
        while at < len(lines):
            size = choose.randint(1, PARAGRAPH)
            body.append(" ".join(lines[at : at + size]))
            at += size
        dateline = f"{self.towns[0].upper()}, {self._date(self.day)} — "
        return Report(number, f"{head}\n\n{dateline}" + "\n\n".join(body), self.day.isoformat())

    def _name(self, words: str, listed: bool) -> str:
        """A name of the list, or one of two or three syllables that no list holds."""
        choose = self.random
        if listed:
            return choose.choice(self.words[words])
        return "".join(choose.choices(self.words["syllable"], k=choose.randint(2, 3))).capitalize()

    def _sentence(self, kind: str) -> str:
        """A sentence that was not there before."""
        while True:
            text = ARTICLE.sub(r"\1n", SLOT.sub(self._filled, self.random.choice(self.sentences[kind])))
            if text not in self.seen:
                self.seen.add(text)
                return text

    def _filled(self, match: re.Match[str]) -> str:
        slot = match[1]
        text = self._word(slot.lower())
        return text[:1].upper() + text[1:] if slot[0].isupper() else text

    def _word(self, slot: str) -> str:
        choose = self.random
        match slot:
            case "person":
                return " ".join(choose.choice(self.cast))
            case "surname":
                return choose.choice(self.cast)[1]
            case "town" | "town2":
                return choose.choice(self.towns[:2] if slot == "town" else self.towns[2:])
            case "company":
                return choose.choice(self.firms)
            case "district":
                return choose.choice(self.districts)
            case "country":
                return self.country
            case "people":
                return self.demonym
            case "day":
                near = self.day - timedelta(days=choose.randrange(7))
                return choose.choice([self._weekday(near), self._weekday(near), self._date(near)])
            case "date":
                return self._date(self.day - timedelta(days=choose.randrange(120)))
            case "past":
                return f"{choose.choice(self.words['month'])} {self.day.year - choose.randrange(1, 4)}"
            case "hundreds":
                return str(choose.randrange(100, 1000))
            case "thousands":
                size = choose.randrange(1_000, 90_000, 10 ** choose.randrange(4))
                return f"{size:,}"
            case "small":
                return choose.choice(["two", "three", "five", "seven", "nine", str(choose.randrange(10, 60))])
            case "money":
                return f"${choose.randrange(10, 995) / 10} million"
        return choose.choice(self.words[slot])

    def _weekday(self, day: date) -> str:
        return self.words["weekday"][day.weekday()]

    def _date(self, day: date) -> str:
        month = self.words["month"][day.month - 1]
        return self.random.choice([f"{day.day} {month}", f"{month} {day.day}"])
