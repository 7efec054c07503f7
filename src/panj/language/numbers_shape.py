"""What kind of number it is: a count, money, a percentage, a measure, a time or a name, from what surrounds it."""

import re
from collections.abc import Callable

from panj.language.numbers_lexicon import Lexicon
from panj.language.numbers_scan import Raw, look_ahead
from panj.language.numbers_unit import find_unit

SUFFIX = re.compile(r"[^\W\d_]{1,14}[²³]?|%|°[cf]?")
HYPHENED = re.compile(r"[-‑]([^\W\d_]{1,14})(?:[-‑]([^\W\d_]{1,14}))?")
AGE = re.compile(r"[,)]|\.(?:\s|$)|;|\s?[—–]")
MAX_AGE = 120
FIRST_YEAR, LAST_YEAR = 1900, 2100
OLD_YEAR = 1000
MAX_DAY = 31
MAX_NAMED = 99
"""Above this, a number between a capitalised word and a noun that can be counted is a count."""


class Shaper:
    """Gives each raw number its shape and unit. One instance serves one text."""

    def __init__(self, text: str, low: str, lex: Lexicon) -> None:
        self.text, self.low, self.lex = text, low, lex
        self.sets, self.maps = lex.sets, lex.maps

    def shape(self, raw: Raw) -> None:
        """Sets shape, unit, value and end."""
        digits = raw.kind in ("plain", "grouped", "decimal", "either", "comma", "slash", "clock", "date", "identifier")
        if raw.kind in ("clock", "date"):
            raw.shape = "time"
            return
        if raw.kind == "identifier":
            raw.shape = "identifier"
            return
        if digits and (self._glued_before(raw) or self._glued_after(raw)):
            return
        look_ahead(raw, self.text)
        self._multiplier(raw)
        if self.low[raw.end : raw.end + 1] in self.sets["qualifiers.plus"]:
            raw.qualifier, raw.end = "at_least", raw.end + 1
            look_ahead(raw, self.text)
        if self._money(raw) or self._percent(raw) or self._hyphened(raw):
            return
        for rule in self._rules(digits):
            if rule(raw):
                return
        self._unit(raw)

    def _rules(self, digits: bool) -> tuple[Callable[[Raw], bool], ...]:
        if digits:
            return (self._clock, self._day, self._year, self._age, self._scale, self._identifier, self._slash)
        return (self._clock, self._identifier)

    # What is written close to the digits

    def _glued_before(self, raw: Raw) -> bool:
        start = raw.start
        if not start:
            return False
        char = self.low[start - 1]
        if char.isspace() or char in "([{\"'“‘—–~≈±<>≥≤,;:!•":
            return False
        if char in self.maps["money.symbols"]:
            return False
        if char in "-‑":
            return self._behind_hyphen(raw)
        if char.isalpha():
            word = raw.before[-1]
            if word in self.lex.before or word in self.maps["money.codes"]:
                return False
            raw.shape = "identifier"
            return True
        if char in "_/#@=&\\№.":
            raw.shape = "identifier"
            return True
        return False

    def _behind_hyphen(self, raw: Raw) -> bool:
        if raw.start < 2 or not self.low[raw.start - 2].isalpha():
            return False
        raw.shape = "time" if raw.plain and self._is_year(raw) else "identifier"
        return True

    def _glued_after(self, raw: Raw) -> bool:
        found = SUFFIX.match(self.low, raw.end)
        if not found:
            return False
        suffix, end = found[0], found.end()
        lex = self.lex
        if suffix in self.sets["percent.signs"]:
            return False
        if suffix in lex.suffixes and not self._metres(raw, suffix, end):
            self._scaled(raw, lex.suffixes[suffix], end)
            return False
        if suffix in lex.multipliers:
            self._scaled(raw, lex.multipliers[suffix], end)
            return False
        raw.end = end
        if suffix in self.sets["time.ordinal_suffixes"]:
            raw.shape = "ordinal"
        elif (
            suffix in self.sets["measures.units"]
            or suffix == self.lex.scalars["measures.metre"]
            or suffix in self.sets["measures.times"]
        ):
            raw.shape, raw.unit = "measure", suffix
        elif suffix in self.sets["time.clock_after"] or (suffix in self.sets["time.era"] and raw.plain):
            raw.shape = "time"
        elif lex.unit_words.get(suffix) == "head":
            raw.unit = suffix
        elif suffix in self.maps["money.nouns"]:
            raw.shape, raw.unit = "money", self.maps["money.nouns"][suffix]
        elif suffix in lex.unit_words:
            raw.end = raw.core_end
            return False
        else:
            raw.shape = "identifier"
        return True

    def _metres(self, raw: Raw, suffix: str, end: int) -> bool:
        if suffix != self.lex.scalars["measures.metre"] or self._symbol(raw):
            return False
        found = HYPHENED.match(self.low, end)
        if found:
            return found[1] in self.sets["measures.metre_before"]
        words = self.low[end : end + 24].split()
        return bool(words) and words[0].strip(".,") in self.sets["measures.metre_before"]

    def _scaled(self, raw: Raw, multiplier: int, end: int) -> None:
        if raw.value is not None:
            value = round(raw.value * multiplier, 6)
            raw.value = int(value) if float(value).is_integer() else value
        raw.scales = (multiplier,)
        raw.end = raw.core_end = end
        raw.kind = "words"
        raw.doubtful = False

    # Multiplier, money, percentage

    def _multiplier(self, raw: Raw) -> None:
        """ "1.2 million", "2.314 m", "15 thousand", "1.5-million-strong"."""
        if raw.kind in ("vague", "pair", "fraction", "multiple", "slash"):
            return
        if raw.following:
            word = raw.following[0].lower()
            multiplier = self.lex.multipliers.get(word)
            if multiplier is None and word in self.lex.suffixes and raw.kind != "words":
                counted = len(raw.following) > 1 and self.lex.unit_words.get(raw.following[1].lower()) == "head"
                if counted or self._symbol(raw) or len(word) > 1:
                    multiplier = self.lex.suffixes[word]
            if multiplier is not None and raw.kind not in ("words", "single"):
                self._scaled(raw, multiplier, raw.following_end)
                look_ahead(raw, self.text)
        else:
            found = HYPHENED.match(self.low, raw.end)
            if found and found[1] in self.lex.multipliers and raw.kind not in ("words", "single"):
                self._scaled(raw, self.lex.multipliers[found[1]], found.end(1))
                look_ahead(raw, self.text)

    def _symbol(self, raw: Raw) -> str | None:
        """The currency that stands before the number, and the phrase's start moved to it."""
        low, start = self.low, raw.core_start
        i = start
        while i and low[i - 1] in " \u00a0" and start - i < 2:
            i -= 1
        if not i:
            return None
        currency: str | None = self.maps["money.symbols"].get(low[i - 1])
        begin = i
        while begin and start - begin < 8 and not low[begin - 1].isspace() and low[begin - 1] not in "(“\"'‘—–-/":
            begin -= 1
        word = low[begin:i]
        named: str | None = self.maps["money.prefixed"].get(word) or self.maps["money.codes"].get(word)
        if named:
            raw.start = begin
            return named
        if currency:
            raw.start = i - 1
        return currency

    def _money(self, raw: Raw) -> bool:
        currency = self._symbol(raw)
        following = raw.following
        if currency:
            raw.before = self.low[max(0, raw.start - 72) : raw.start].split()
        elif following:
            nouns = self.maps["money.nouns"]
            first = following[0].lower()
            if len(following) > 1 and (pair := nouns.get(f"{first} {following[1].lower()}")):
                currency, raw.end = pair, self._end_of(raw, 2)
            elif first in nouns and not self._weight(following):
                currency, raw.end = nouns[first], raw.following_end
        if not currency:
            return False
        raw.shape, raw.unit = "money", currency
        self._comma(raw)
        return True

    def _weight(self, following: list[str]) -> bool:
        first = following[0].lower()
        return (
            first in self.sets["money.weights"]
            and len(following) > 1
            and following[1].lower() in self.lex.sets["words.of"]
        )

    def _end_of(self, raw: Raw, count: int) -> int:
        """The end of the phrase's next words, the first `count` of them."""
        end = raw.end
        for word in raw.following[:count]:
            end = self.text.index(word, end) + len(word)
        return end

    def _percent(self, raw: Raw) -> bool:
        found = SUFFIX.match(self.low, raw.end)
        words = [word.lower() for word in raw.following[:2]]
        if found and found[0] in self.sets["percent.signs"]:
            raw.end = found.end()
        elif words and (words[0] in self.sets["percent.words"] or words[0] in self.sets["percent.signs"]):
            raw.end = raw.following_end
        elif len(words) == 2 and " ".join(words) in self.sets["percent.words"]:
            raw.end = self._end_of(raw, 2)
        else:
            hyphened = HYPHENED.match(self.low, raw.end)
            if not hyphened or hyphened[1] not in self.sets["percent.words"]:
                return False
            raw.end = hyphened.end(1)
        raw.shape, raw.unit = "percent", "percent"
        if raw.value is not None:
            raw.share = raw.value / 100
        self._comma(raw)
        look_ahead(raw, self.text)
        return True

    def _comma(self, raw: Raw) -> None:
        """A decimal comma is kept where the number is no count."""
        if raw.kind == "comma":
            raw.kind = "decimal"

    def _hyphened(self, raw: Raw) -> bool:
        """ "35-year-old", "12-member", "300-odd", "twenty-first"."""
        found = HYPHENED.match(self.low, raw.end)
        if not found:
            return False
        word = found[1]
        maps = self.maps
        if word in self.sets["time.ordinals"]:
            raw.shape, raw.end = "ordinal", found.end(1)
            return True
        if word in maps["qualifiers.hyphened"]:
            raw.qualifier, raw.end = maps["qualifiers.hyphened"][word], found.end(1)
            look_ahead(raw, self.text)
            return False
        singular = maps["measures.time_singular"].get(word)
        if singular or word in self.sets["measures.units"] or word in self.sets["measures.scale_after"]:
            raw.shape, raw.unit = "measure", singular or word
            return True
        if word in maps["money.nouns"]:
            raw.shape, raw.unit = "money", maps["money.nouns"][word]
            return True
        if word in self.sets["fractions.times"]:
            raw.shape = "fraction"
            return True
        if raw.kind == "plain" and len(word) == 1:
            raw.shape = "identifier"
            return True
        if word in self.lex.unit_words and self.lex.unit_words[word] == "stop":
            return False
        raw.unit = word
        return True

    # Times

    def _clock(self, raw: Raw) -> bool:
        following = raw.following
        if not following or following[0].lower() not in self.sets["time.clock_after"]:
            return False
        word = following[0].lower()
        if raw.value is None or raw.value >= 2400 or (raw.value > 24 and not (raw.plain and raw.value >= 100)):
            return False
        if word in self.sets["measures.times"] or word == "local":
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
        month = bool(before) and before[-1] in self.sets["time.months"] and self._capital_before(raw)
        if raw.value <= MAX_DAY and raw.core_end - raw.core_start <= 2:
            named = [word for word in following[:2] if word.lower() not in self.sets["words.of"]][:1]
            after = bool(named) and named[0].lower() in self.sets["time.months"] and named[0][0].isupper()
            if not (after or month):
                return False
        elif not (month and self._is_year(raw)):
            return False
        raw.shape = "time"
        return True

    def _capital_before(self, raw: Raw) -> bool:
        word = raw.before[-1]
        start = self.low.rfind(word, 0, raw.start)
        return start >= 0 and self.text[start].isupper()

    def _is_year(self, raw: Raw) -> bool:
        return raw.core_end - raw.core_start == 4 and raw.value is not None and FIRST_YEAR <= raw.value < LAST_YEAR

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
        if not self._is_year(raw):
            if not (introduced and OLD_YEAR <= raw.value < LAST_YEAR and not unit):
                return False
        elif (
            counts and not (introduced and last not in ("of", "to", "and", "than", "as", "for", "a", "around", "about"))
        ) or (last in self.lex.before and not introduced):
            return False
        raw.shape = "time"
        return True

    # Ages, scales, names

    def _age(self, raw: Raw) -> bool:
        if not raw.plain or raw.value is None or raw.value > MAX_AGE:
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
            start = self.low.rfind(before[-1], 0, raw.start)
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
        before = bool(raw.before) and raw.before[-1] in self.sets["measures.scale_before"]
        if not (after and (raw.kind in ("decimal", "either") or following[0].lower() == "magnitude")) and not (
            before and not find_unit(raw, self.lex)[1]
        ):
            return False
        raw.shape, raw.unit = "measure", "magnitude"
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

    def _unit(self, raw: Raw) -> None:
        unit, role = find_unit(raw, self.lex)
        raw.unit = unit
        if role == "measure" or role == "time":
            raw.shape = "measure"
        elif raw.kind == "either" and role == "head":
            raw.value = int(str(self.low[raw.core_start : raw.core_end]).replace(".", "").replace(",", ""))
            raw.doubtful = True
