"""Joins numbers that belong together: the two ends of a range, a share and what it is taken of, "one in three"."""

from panj.language.numbers_lexicon import Lexicon
from panj.language.numbers_names import MAX_DAY
from panj.language.numbers_scan import Raw

MAX_LINK = 30
MAX_BASE_GAP = 90
MAX_BASE_WORDS = 8
MAX_RATIO = 1_000
MAX_SCORE = 20
THOUSAND = 1_000
UNCOUNTED = frozenset({"time", "identifier", "ordinal"})
DASHES = frozenset("-–—‑−")


class Joiner:
    """Joins the raw numbers of one text, in order."""

    def __init__(self, text: str, low: str, lex: Lexicon) -> None:
        self.text, self.low, self.lex = text, low, lex
        self.sets = lex.sets

    def join(self, raws: list[Raw]) -> list[Raw]:
        """The numbers after joining; what was swallowed by another is gone."""
        out: list[Raw] = []
        i = 0
        while i < len(raws):
            raw = raws[i]
            i += 1
            while i < len(raws):
                after = raws[i]
                if after.start - raw.end > MAX_BASE_GAP or not self._pair(raw, after, raws[i + 1 : i + 2]):
                    break
                i += 1
            out.append(raw)
        return out

    def _pair(self, raw: Raw, after: Raw, then: list[Raw]) -> bool:
        """Joins `after` into `raw` where they are one number."""
        gap = self.low[raw.end : after.start]
        if len(gap) <= MAX_LINK:
            link = " ".join(gap.split())
            if link in self.sets["fractions.ratio_links"] and self._ratio(raw, after):
                return True
            if gap and self._linked(raw, after, gap, link, then):
                return True
            if not link and self._sum(raw, after):
                return True
        return self._base(raw, after, gap)

    # One in three

    def _ratio(self, raw: Raw, after: Raw) -> bool:
        if raw.kind not in ("single", "words", "plain") or after.kind not in ("single", "words", "plain"):
            return False
        if raw.shape != "cardinal" or after.shape != "cardinal" or raw.value is None or after.value is None:
            return False
        if not 0 < raw.value < after.value <= MAX_RATIO or raw.value > 9 or isinstance(after.value, float):
            return False
        raw.kind, raw.denominator = "fraction", after.value
        raw.core_end, raw.end = after.core_end, after.end
        raw.unit, raw.following, raw.joined = after.unit, after.following, "ratio"
        return True

    # A share of a stated number

    def _base(self, raw: Raw, after: Raw, gap: str) -> bool:
        if raw.kind != "fraction" and raw.shape != "percent":
            return False
        if raw.base or after.shape not in ("cardinal", "money") or after.value is None:
            return False
        words = gap.split()
        if not words or len(words) > MAX_BASE_WORDS or "\n\n" in gap:
            return False
        original = self.text[raw.end : after.start].split()
        links, possessive = self.sets["fractions.base_links"], tuple(self.sets["fractions.possessive"])
        if words[0] not in self.sets["fractions.taken_of"] and not words[0].endswith(possessive):
            return False
        for word, written in zip(words, original, strict=True):
            if word not in links and not word.endswith(possessive) and not (written[0].isupper() and written.isalpha()):
                return False
        self._take(raw, after)
        nouns = [word for word in words if word in self.sets["fractions.base_nouns"]]
        raw.unit = after.unit or (nouns[-1] if nouns else "")
        raw.base = (after.core_start, after.core_end)
        raw.whole = after.value
        raw.joined = "base"
        return True

    def _take(self, raw: Raw, after: Raw) -> None:
        """The share's value: numerator times base over denominator, in whole numbers where the base is whole."""
        base = after.value
        if base is None:
            return
        if raw.shape == "percent":
            parts, whole = (raw.low, raw.value, raw.high), 100
            raw.share = None if raw.value is None else raw.value / 100
        else:
            parts, whole = (None, raw.value, None), raw.denominator
            raw.share = None if raw.value is None else raw.value / whole
        low, value, high = (None if part is None else _rounded(part * base, whole) for part in parts)
        raw.low, raw.value, raw.high = low, value, high
        raw.kind, raw.shape, raw.end = "words", after.shape, after.end
        raw.doubtful = after.doubtful
        raw.following = after.following

    # Ranges and lists

    def _linked(self, raw: Raw, after: Raw, gap: str, link: str, then: list[Raw]) -> bool:
        dash = link in DASHES
        if dash and gap == link and self._chain(raw, after, then):
            return True
        if raw.shape in UNCOUNTED or after.shape in UNCOUNTED:
            return self._same_name(raw, after, link)
        if raw.value is None or after.value is None or raw.qualifier == "range" or "fraction" in (raw.kind, after.kind):
            return False
        before = raw.before
        between = self._introduced(before, "ranges.between") and (link in self.sets["ranges.between_links"])
        if not between and link and link.split()[0] in self.sets["ranges.between_links"]:
            between = self._introduced(before, "ranges.between") and self._qualifies(link.split()[1:])
        if not (between or link in self.sets["ranges.links"] or link in self.sets["ranges.or"]):
            return self._list(raw, after, link)
        if link == "—" and gap != link:
            return False
        if not between and not dash and (self._changes(before) or self._introduced(before, "ranges.by")):
            return self._list(raw, after, link)
        if not self._compatible(raw, after):
            return False
        low = self._shared(raw, after)
        if dash and not between and self._is_score(raw, after, gap):
            raw.shape, raw.end, raw.core_end = "identifier", after.end, after.core_end
            return True
        if low >= after.value or (link in self.sets["ranges.or"] and not between and after.value > 2 * low + 1):
            return self._list(raw, after, link)
        self._merge(raw, after, low, between)
        return True

    def _introduced(self, before: list[str], key: str) -> bool:
        if not before:
            return False
        if before[-1] in self.sets[key]:
            return True
        return before[-1] in self.lex.before and any(word in self.sets[key] for word in before[-3:-1])

    def _qualifies(self, words: list[str]) -> bool:
        return bool(words) and words[-1] in self.lex.before

    def _changes(self, before: list[str]) -> bool:
        """Whether "from … to" tells of a change: "rose from 4,000 to 7,500"."""
        if not self._introduced(before, "ranges.from"):
            return False
        return any(word.strip(",") in self.sets["ranges.change"] for word in before[-8:-1])

    def _compatible(self, raw: Raw, after: Raw) -> bool:
        if raw.unit and after.unit and raw.unit != after.unit:
            return False
        if raw.shape == after.shape:
            return raw.shape != "money" or raw.end == raw.core_end or raw.kind == "vague"
        if raw.shape == "measure" and not after.unit:
            return raw.unit == self.lex.scalars["measures.age_unit"]
        return raw.shape == "cardinal" or (after.shape == "cardinal" and raw.shape == "money")

    def _shared(self, raw: Raw, after: Raw) -> float | int:
        """The lower end with the multiplier that the upper end lends it: "1.5 to 2 million", "60–80,000"."""
        low, high = raw.value, after.value
        if low is None or high is None:
            return 0
        if raw.kind == "grouped" or raw.scales:
            return low
        for scale in after.scales:
            if low * scale < high and low < THOUSAND:
                value = float(f"{low * scale:.12g}")
                return int(value) if float(value).is_integer() else value
        thousands = after.kind == "grouped" and high % THOUSAND == 0 and raw.plain
        if thousands and low * THOUSAND < high <= low * THOUSAND * 10:
            return low * THOUSAND
        return low

    def _is_score(self, raw: Raw, after: Raw, gap: str) -> bool:
        if len(gap) > 1 or not (raw.plain and after.plain) or raw.shape != "cardinal":
            return False
        if raw.value is None or after.value is None:
            return False
        if raw.value >= after.value and after.value <= MAX_SCORE:
            return True
        return after.value <= MAX_SCORE and any(
            word in self.sets["identifiers.score_before"] for word in raw.before[-4:]
        )

    def _chain(self, raw: Raw, after: Raw, then: list[Raw]) -> bool:
        """Three runs of digits with hyphens between them name or date something."""
        if raw.joined == "chain":
            return True
        if not then or self.low[after.end : then[0].start] not in DASHES or not (raw.plain and after.plain):
            return False
        raw.shape = "time" if raw.shape == "time" else "identifier"
        raw.joined, raw.end, raw.core_end = "chain", after.end, after.core_end
        return True

    def _same_name(self, raw: Raw, after: Raw, link: str) -> bool:
        """Days, years and names share what they are: "13 and 14 July", "2015-16", "phases 3 and 4"."""
        if link not in self.sets["ranges.list"] and link not in self.sets["ranges.links"] and link != ",":
            return False
        for one, other in ((raw, after), (after, raw)):
            if one.shape in UNCOUNTED and other.shape == "cardinal" and other.plain and not other.unit:
                if one.shape == "time" and (other.value or 0) > MAX_DAY and link not in DASHES:
                    continue
                if link == "," and one.shape == "time":
                    continue
                if other is raw and raw.core_end - raw.core_start > 2 and link not in DASHES:
                    continue
                other.shape = one.shape
        return False

    def _list(self, raw: Raw, after: Raw, link: str) -> bool:
        """ "200 and 300 people": the noun of the last is the noun of both."""
        listed = link in self.sets["ranges.list"] and raw.shape == after.shape == "cardinal"
        if listed and not raw.unit and raw.kind != "single":
            raw.unit = after.unit
        return False

    def _merge(self, raw: Raw, after: Raw, low: float | int, between: bool) -> None:
        if between or self._introduced(raw.before, "ranges.from"):
            word = next(
                w for w in reversed(raw.before[-3:]) if w in self.sets["ranges.between"] | self.sets["ranges.from"]
            )
            found = self.low.rfind(word, 0, raw.start)
            raw.start = found if found >= 0 else raw.start
        raw.low, raw.value, raw.high = low, None, after.value
        raw.core_end, raw.end = after.core_end, after.end
        raw.unit = after.unit or raw.unit
        if raw.shape == "cardinal":
            raw.shape = after.shape
        raw.qualifier, raw.kind = "range", "words"
        raw.doubtful = raw.doubtful or after.doubtful
        raw.following, raw.following_end = after.following, after.following_end

    def _sum(self, raw: Raw, after: Raw) -> bool:
        """ "2 lakh 30 thousand"."""
        if raw.value is None or after.value is None or not raw.scales or raw.shape != after.shape:
            return False
        if not after.scales and not (after.plain and raw.scales[-1] in self.lex.digit_scales):
            return False
        if after.value >= raw.scales[-1] or raw.kind != "words" or raw.qualifier == "range":
            return False
        raw.value += after.value
        raw.scales = after.scales
        raw.core_end, raw.end, raw.unit = after.core_end, after.end, after.unit
        raw.following, raw.following_end = after.following, after.following_end
        return True


def _rounded(product: float | int, whole: int) -> float | int:
    value = product / whole
    return round(value) if value >= 1 else value
