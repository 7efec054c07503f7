"""Numbers that count nothing: times, ages, the strength of earthquakes, and what only names something."""

import re

from panj.language.numbers_lexicon import Lexicon
from panj.language.numbers_scan import BEFORE_CHARS, Raw
from panj.language.numbers_unit import find_unit

AGE = re.compile(r"[,)]|\.(?:\s|$)|;|\s?[—–]")
MAX_AGE = 120
FIRST_YEAR, LAST_YEAR = 1900, 2100
OLD_YEAR = 1000
MAX_DAY = 31
HOURS = 24
MAX_NAMED = 99
"""Above this, a number between a capitalised word and a noun that can be counted is a count."""


def is_year(raw: Raw) -> bool:
    """Whether the digits could be a year of our time."""
    return raw.core_end - raw.core_start == 4 and raw.value is not None and FIRST_YEAR <= raw.value < LAST_YEAR


class Names:
    """The rules, in the order in which they are tried. One instance serves one text."""

    def __init__(self, text: str, low: str, lex: Lexicon) -> None:
        self.text, self.low, self.lex = text, low, lex
        self.sets, self.maps = lex.sets, lex.maps
        self.digit_rules = (self._clock, self._day, self._identifier, self._year, self._age, self._scale, self._slash)
        self.word_rules = (self._clock, self._identifier, self._age)

    def applies(self, raw: Raw, digits: bool) -> bool:
        """Sets the shape by the first rule that holds, and says whether one did."""
        return any(rule(raw) for rule in (self.digit_rules if digits else self.word_rules))

    def _clock(self, raw: Raw) -> bool:
        following = raw.following
        hour = raw.value is not None and raw.value <= HOURS
        if hour and " ".join(following[:3]).lower() in self.sets["time.clock_phrases"]:
            raw.shape = "time"
            return True
        if not following or following[0].lower() not in self.sets["time.clock_after"]:
            return False
        word = following[0].lower()
        if raw.value is None or raw.value >= 2400 or (raw.value > 24 and not (raw.plain and raw.value >= 100)):
            return False
        if word in self.sets["time.clock_military"]:
            military = raw.plain and raw.core_end - raw.core_start == 4
            if not military:
                return False
        raw.shape = "time"
        return True

    def _day(self, raw: Raw) -> bool:
        """A day beside the name of its month, or the name before a year."""
        if not raw.plain or raw.value is None:
            return False
        before, following = raw.before, raw.following
        month = bool(before) and before[-1] in self.sets["time.months"]
        month = month and (before[-1] in self.sets["time.small_months"] or self._capital_before(raw))
        if raw.value <= MAX_DAY and raw.core_end - raw.core_start <= 2:
            named = [word for word in following[:2] if word.lower() not in self.sets["words.of"]][:1]
            after = bool(named) and self._month(named[0])
            if not (after or month):
                return False
        elif not (month and is_year(raw)):
            return False
        raw.shape = "time"
        return True

    def _month(self, word: str) -> bool:
        low = word.lower()
        return low in self.sets["time.small_months"] or (low in self.sets["time.months"] and word[0].isupper())

    def _capital_before(self, raw: Raw) -> bool:
        word = raw.before[-1]
        start = self.low.rfind(word, max(0, raw.start - BEFORE_CHARS), raw.start)
        return start >= 0 and self.text[start].isupper() and "\n" not in self.low[start : raw.start]

    def _year(self, raw: Raw) -> bool:
        """Four digits that are a year: not counting people, and not behind a qualifier of counts."""
        if not raw.plain or raw.value is None or raw.core_end - raw.core_start != 4:
            return False
        last = raw.before[-1] if raw.before else ""
        introduced = (
            last in self.sets["time.year_before"] or last.rstrip(",").isdigit() or last in self.sets["time.months"]
        )
        unit, role = find_unit(raw, self.lex)
        counts = role in ("head", "measure", "time") and bool(raw.following)
        if not is_year(raw):
            if not (introduced and OLD_YEAR <= raw.value < LAST_YEAR and not unit):
                return False
        elif (counts and not (introduced and last not in self.sets["time.year_weakly_before"])) or (
            last in self.lex.before and not introduced
        ):
            return False
        raw.shape = "time"
        return True

    def _age(self, raw: Raw) -> bool:
        if raw.kind not in ("plain", "words") or raw.value is None or raw.value > MAX_AGE:
            return False
        before = raw.before
        if not before:
            return False
        aged = (
            before[-1] in self.sets["measures.age_before"] or " ".join(before[-2:]) in self.sets["measures.age_before"]
        )
        if aged and find_unit(raw, self.lex)[1] != "head":
            raw.shape, raw.unit = "measure", self.lex.scalars["measures.age_unit"]
            return True
        if before[-1].endswith(",") and len(before[-1]) > 2 and AGE.match(self.low, raw.end):
            start = self.low.rfind(before[-1], max(0, raw.start - BEFORE_CHARS), raw.start)
            name = self.text[start : start + len(before[-1]) - 1]
            if name[:1].isupper() and name.lower() not in self.sets["time.months"] and name.isalpha():
                raw.shape, raw.unit = "measure", self.lex.scalars["measures.age_unit"]
                return True
        return False

    def _scale(self, raw: Raw) -> bool:
        """The strength of an earthquake."""
        following = raw.following
        if raw.value is None or raw.value >= 10:
            return False
        after = bool(following) and following[0].lower() in self.sets["measures.scale_after"]
        words = [word for word in raw.before[-2:] if word not in self.sets["words.of"]]
        before = bool(words) and words[-1] in self.sets["measures.scale_before"]
        if not (
            after and (raw.kind in ("decimal", "either") or following[0].lower() in self.sets["measures.scales"])
        ) and not (before and not find_unit(raw, self.lex)[1]):
            return False
        raw.shape, raw.unit = "measure", self.lex.scalars["measures.scale_unit"]
        return True

    def _identifier(self, raw: Raw) -> bool:
        if raw.kind not in ("plain", "decimal", "single", "words") or raw.value is None or not raw.before or raw.scales:
            return False
        if raw.plain and self.low[raw.start] == "0" and raw.core_end - raw.core_start > 1:
            raw.shape = "identifier"
            return True
        last = raw.before[-1]
        if last not in self.sets["identifiers.any"]:
            if last not in self.sets["identifiers.capital"] or not self._capital_before(raw):
                return False
            if raw.value > MAX_NAMED and find_unit(raw, self.lex)[1] == "head":
                return False
        raw.shape = "identifier"
        return True

    def _slash(self, raw: Raw) -> bool:
        if raw.kind != "slash":
            return False
        of = bool(raw.following) and raw.following[0].lower() in self.sets["fractions.of"]
        if of and raw.value is not None and 0 < raw.value < raw.denominator <= 100:
            raw.kind = "fraction"
            return False
        raw.shape = "identifier"
        return True
