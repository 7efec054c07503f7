"""What kind of number it is: a count, money, a percentage or a measure, from what surrounds it."""

import re

from panj.language.numbers_lexicon import Lexicon
from panj.language.numbers_names import Names, is_year
from panj.language.numbers_scan import BEFORE_CHARS, Raw, look_ahead
from panj.language.numbers_unit import find_unit

SUFFIX = re.compile(r"[^\W\d_]{1,14}[²³]?|%|°[cf]?")
HYPHENED = re.compile(r"[-‑]([^\W\d_]{1,14})(?:[-‑]([^\W\d_]{1,14}))?")
DIGITS = frozenset({"plain", "grouped", "decimal", "either", "comma", "slash", "clock", "date", "identifier"})
NO_LETTERS = frozenset("([{\"'“‘—–~≈±<>≥≤,;:!•")
"""What may stand close before digits and leaves them a number of their own."""


class Shaper:
    """Gives each raw number its shape and unit. One instance serves one text."""

    def __init__(self, text: str, low: str, lex: Lexicon) -> None:
        self.text, self.low, self.lex = text, low, lex
        self.sets, self.maps = lex.sets, lex.maps
        self.names = Names(text, low, lex)
        self.measured = self.sets["measures.scale_after"] | {lex.scalars["measures.metre"]}
        self.counted_until = -1
        """Where the last number that counts something ended: a hyphen behind it is a range's."""

    def shape(self, raw: Raw) -> None:
        """Sets shape, unit, value and end."""
        digits = raw.kind in DIGITS
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
        self._qualifier_behind(raw)
        if self._money(raw) or self._percent(raw) or self._hyphened(raw):
            return
        if not self.names.applies(raw, digits):
            self._unit(raw)

    # What is written close to the digits

    def _glued_before(self, raw: Raw) -> bool:
        start = raw.start
        if not start:
            return False
        char = self.low[start - 1]
        if char == "[" and self.low[raw.end : raw.end + 1] == "]" and start > 1 and self.low[start - 2].isalnum():
            raw.shape = "identifier"
            return True
        if char.isspace() or char in NO_LETTERS:
            return False
        if char in self.maps["money.symbols"]:
            return False
        if char in "-‑":
            return self._behind_hyphen(raw)
        if char.isalpha():
            word = raw.before[-1]
            known = word in self.lex.before or word in self.maps["money.codes"] or word in self.sets["ranges.between"]
            if known or word in self.sets["ranges.from"] or raw.kind == "grouped":
                return False
            raw.shape = "identifier"
            return True
        if char == "." and raw.before and raw.before[-1] in self.lex.before:
            return False
        if char in "_/#@&\\№.":
            raw.shape = "identifier"
            return True
        return False

    def _behind_hyphen(self, raw: Raw) -> bool:
        if raw.start < 2 or not self.low[raw.start - 2].isalpha() or self.counted_until == raw.start - 1:
            return False
        if raw.before[-1].strip("-") in self.sets["measures.scale_before"]:
            raw.shape, raw.unit = "measure", self.lex.scalars["measures.scale_unit"]
        else:
            raw.shape = "time" if raw.plain and is_year(raw) else "identifier"
        return True

    def _glued_after(self, raw: Raw) -> bool:
        self._sign(raw)
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

    def _sign(self, raw: Raw) -> None:
        """ "2½"."""
        part = self.maps["fractions.signs"].get(self.low[raw.end : raw.end + 1])
        if part and raw.value is not None:
            raw.value += part[0] / part[1]
            raw.kind = "decimal"
            raw.end = raw.core_end = raw.end + 1

    def _metres(self, raw: Raw, suffix: str, end: int) -> bool:
        if suffix != self.lex.scalars["measures.metre"] or self._symbol(raw):
            return False
        found = HYPHENED.match(self.low, end)
        if found:
            return found[1] in self.sets["measures.metre_before"]
        words = self.low[end : end + 24].split()
        if words and words[0].strip(".,") in self.sets["measures.metre_before"]:
            return True
        high = self.sets["measures.metre_after"]
        return any(word.strip(",.") in high for word in raw.before[-7:])

    def _scaled(self, raw: Raw, multiplier: int, end: int) -> None:
        if raw.value is not None:
            value = float(f"{raw.value * multiplier:.12g}") if isinstance(raw.value, float) else raw.value * multiplier
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
                if counted or raw.kind == "either" or self._symbol(raw) or len(word) > 1:
                    multiplier = self.lex.suffixes[word]
            if multiplier is not None and raw.kind not in ("words", "single"):
                self._scaled(raw, multiplier, raw.following_end)
                look_ahead(raw, self.text)
                again = self.lex.multipliers.get(raw.following[0].lower()) if raw.following else None
                if again and again > multiplier:
                    self._scaled(raw, again, raw.following_end)
                    raw.scales = (again * multiplier, again)
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
            raw.before = self.low[max(0, raw.start - BEFORE_CHARS) : raw.start].split()
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
        if singular or word in self.sets["measures.units"] or word in self.measured:
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

    def _qualifier_behind(self, raw: Raw) -> None:
        """ "300 or so", "400 or more", "1,900 and counting"."""
        following = raw.following
        if not following or following[0].lower() not in self.lex.after:
            return
        words = [word.lower() for word in following]
        for rest, meaning in self.lex.after[words[0]]:
            if tuple(words[1 : 1 + len(rest)]) == rest:
                raw.qualifier, raw.end = meaning, self._end_of(raw, 1 + len(rest))
                look_ahead(raw, self.text)
                return

    def _unit(self, raw: Raw) -> None:
        unit, role = find_unit(raw, self.lex)
        raw.unit = unit
        if unit in self.maps["money.nouns"] and raw.kind in ("vague", "pair"):
            raw.shape, raw.unit = "money", self.maps["money.nouns"][unit]
        elif role in ("measure", "time"):
            raw.shape = "measure"
        elif raw.kind == "either" and (role == "head" or self.lex.mixed):
            raw.value = int(re.sub(r"\D", "", self.low[raw.core_start : raw.core_end]))
            raw.doubtful = True
