"""Numbers in running text as analysts read them: values, bounds, qualifiers, nouns, and what is no count."""

from dataclasses import replace

from panj.language.numbers_digits import Piece
from panj.language.numbers_join import UNCOUNTED, Joiner
from panj.language.numbers_lexicon import Lexicon, lexicon
from panj.language.numbers_scan import BEFORE_CHARS, Raw, look_back, scan
from panj.language.numbers_shape import Shaper
from panj.lexicon.vocabulary import vocabulary
from panj.model.annotation import Number
from panj.model.text import Span
from panj.model.vocabulary import Qualifier

MAX_AGE = 100
SUFFIX_WORDS = 4
"""A qualifier behind the number stands within so many words ("300 displaced people or more")."""


def find(text: str, language: str = "en") -> tuple[Number, ...]:
    """Every number of the text in order, none overlapping another. Raises DataError for an unknown language."""
    return find_with(text, lexicon(language))


def find_with(text: str, lex: Lexicon) -> tuple[Number, ...]:
    """`find` with a given lexicon."""
    low = vocabulary(text).low
    shaper = Shaper(text, low, lex)
    raws: list[Raw] = []
    covered = 0
    for raw in scan(text, low, lex):
        if raw.start < covered:
            continue
        look_back(raw, low)
        shaper.shape(raw)
        if raw.kind == "comma" and raw.shape not in UNCOUNTED:
            raws += _apart(raw, text, low, lex, shaper)
        else:
            raws.append(raw)
        covered = raw.end
        if raw.shape not in UNCOUNTED:
            shaper.counted_until = covered
    numbers: list[Number] = []
    end = 0
    for raw in Joiner(text, low, lex).join(raws):
        number = _finish(raw, text, low, lex, end)
        if number is not None:
            if numbers and number.qualifier == "exact":
                number = _same_group(numbers[-1], number, low, lex)
            numbers.append(number)
            end = number.end
    return tuple(numbers)


def _apart(raw: Raw, text: str, low: str, lex: Lexicon, shaper: Shaper) -> list[Raw]:
    """ "3,4" that is no decimal is two numbers, unless a measure follows; so is "3.4" where a comma makes decimals."""
    if raw.shape == "measure":
        return [raw]
    core = low[raw.core_start : raw.core_end]
    first, _, second = core.partition(next(char for char in core if not char.isdigit()))
    middle = raw.core_start + len(first) + 1
    parts = [(raw.core_start, first), (middle, second)]
    halves = [Raw(Piece(0, len(part), int(part), "plain"), start) for start, part in parts if part.isdigit()]
    for half in halves:
        look_back(half, low)
    halves[-1].before = []
    if len(halves) == 2:
        shaper.shape(halves[1])
    return halves


def _finish(raw: Raw, text: str, low: str, lex: Lexicon, earliest: int) -> Number | None:
    """The number with its qualifier, or None where the words count nothing."""
    core = Span(raw.core_start, raw.core_end)
    if raw.shape in UNCOUNTED:
        return Number(raw.start, raw.end, core, None, None, None, "exact", raw.unit, raw.shape)
    qualifier, start = _qualifier_before(raw, low, lex, earliest)
    if not _counts(raw, low, qualifier, lex):
        return None
    if qualifier is None and raw.base:
        inner = low[raw.core_end : raw.base[0]].split()
        found = _match(inner, lex)
        qualifier = lex.qualifier_of[found[0]] if found else None
    behind = _qualifier_behind(raw, lex) if qualifier in (None, "exact") and raw.unit else None
    if raw.kind == "pair" or (qualifier is None and _last_word(raw, low) in lex.sets["words.rough"]):
        qualifier = "about"
    said: Qualifier = raw.qualifier or qualifier or "exact"
    if behind and said == "exact":
        said = behind
    value, lower, upper = raw.value, raw.low, raw.high
    shape, share, unit = raw.shape, raw.share, raw.unit
    if raw.kind in ("fraction", "multiple") or _is_multiple(raw, lex):
        shape, value, share = "fraction", None, (value or 0) / raw.denominator
    elif raw.kind == "vague" or lower is not None or upper is not None:
        said = "vague" if raw.kind == "vague" else "range"
    elif shape == "measure" and not unit:
        unit = ""
    elif said == "at_least":
        lower = value
    elif said == "at_most":
        upper = value
    if shape == "cardinal" and _is_age_limit(raw, lex):
        shape, unit = "measure", lex.scalars["measures.age_unit"]
    base = Span(*raw.base) if raw.base else None
    return Number(start, raw.end, core, value, lower, upper, said, unit, shape, base, raw.doubtful, share, raw.whole)


def _last_word(raw: Raw, low: str) -> str:
    words = low[raw.core_start : raw.core_end].replace("-", " ").split()
    return words[-1] if words else ""


def _same_group(first: Number, second: Number, low: str, lex: Lexicon) -> Number:
    """ "About 2,400 families or 7,900 people": the second count is as rough as the first."""
    if first.qualifier not in ("about", "at_least", "at_most") or second.shape != "cardinal" or second.value is None:
        return second
    words = low[first.end : second.start].replace(",", " ").split()
    if len(words) != 2 or words[0] != first.unit or words[1] not in lex.sets["ranges.or"]:
        return second
    lower = second.value if first.qualifier == "at_least" else None
    upper = second.value if first.qualifier == "at_most" else None
    return replace(second, qualifier=first.qualifier, low=lower, high=upper)


def _match(words: list[str], lex: Lexicon) -> tuple[str, int] | None:
    """The longest qualifier that the words end with, and how many words it takes."""
    if not words:
        return None
    last = words[-1]
    phrases = lex.before.get(last)
    if phrases is None:
        return ("about", 1) if last.endswith(lex.glued_about) else None
    for rest, meaning in phrases:
        n = len(rest)
        if not n:
            return meaning, 1
        if len(words) > n and words[-1 - n].endswith(rest[-1]) and tuple(reversed(words[-n:-1])) == rest[:-1]:
            return meaning, n + 1
    return None


def _qualifier_before(raw: Raw, low: str, lex: Lexicon, earliest: int) -> tuple[Qualifier | None, int]:
    """The nearest qualifier before the phrase, and where the phrase starts with all its qualifying words."""
    words = raw.before
    found = _match(words, lex)
    inner = 0
    while (
        found is None
        and inner < len(words)
        and (
            words[-1 - inner] in lex.sets["qualifiers.inner"]
            or (inner and words[-1 - inner] in lex.sets["words.articles"])
        )
    ):
        inner += 1
        found = _match(words[:-inner], lex)
    if found is None:
        return None, raw.start
    meaning, taken = found[0], found[1] + inner
    refused = lex.maps["qualifiers.not_after"].get(words[-1 - inner])
    if refused and taken < len(words) and words[-1 - taken] in refused:
        return None, raw.start
    while taken < len(words):
        further = _match(words[:-taken], lex)
        if further:
            taken += further[1]
        elif words[-1 - taken] in lex.lead:
            taken += 1
        else:
            break
    start = raw.start
    for word in reversed(words[-taken:]):
        start = low.rfind(word, max(earliest, start - BEFORE_CHARS), start)
        if start < 0:
            return lex.qualifier_of[meaning], max(raw.start, earliest)
    return lex.qualifier_of[meaning], start


def _qualifier_behind(raw: Raw, lex: Lexicon) -> Qualifier | None:
    """The qualifier behind the number's noun: "300 people at least"."""
    words = [word.lower() for word in raw.following]
    for i, word in enumerate(words[:SUFFIX_WORDS]):
        for rest, meaning in lex.after.get(word, ()):
            if i and words[i - 1] == raw.unit and tuple(words[i + 1 : i + 1 + len(rest)]) == rest:
                return lex.qualifier_of[meaning]
        if word != raw.unit and lex.unit_words.get(word) == "stop":
            break
    return None


def _counts(raw: Raw, low: str, qualifier: Qualifier | None, lex: Lexicon) -> bool:
    """Whether the words are a number here: pronouns, "second half" and a singer's scores are none."""
    following = raw.following[0].lower() if raw.following else ""
    before = raw.before[-1] if raw.before else ""
    sets = lex.sets
    if raw.kind == "single" and raw.shape == "cardinal":
        if following in sets["words.uncounted_single"]:
            return True
        article = bool(sets["words.single"] & sets["words.articles"])
        return (
            (lex.unit_words.get(raw.unit) in ("head", "nominal") if article else bool(raw.unit))
            and before not in sets["words.not_single_after"]
            and (following not in sets["words.not_single_before"])
        )
    if raw.kind == "bare":
        introduced = before in sets["words.bare_after"] or before.endswith(tuple(sets["fractions.possessive"]))
        return introduced and lex.unit_words.get(raw.unit) in ("head", "nominal")
    if raw.kind == "vague" and (needed := lex.maps["vague.needs"].get(low[raw.core_start : raw.core_end])):
        return following in needed or qualifier is not None
    if raw.kind == "fraction":
        if before in sets["fractions.not_after"]:
            return False
        if raw.joined == "ratio" or raw.value != 1:
            return True
        taken = following in sets["fractions.taken_of"] or following in sets["fractions.taken_before"]
        return taken or qualifier is not None
    if raw.kind == "multiple":
        return following in sets["fractions.multiple_of"] or raw.shape == "fraction"
    return True


def _is_multiple(raw: Raw, lex: Lexicon) -> bool:
    """ "three times that", "five times as many"."""
    following = [word.lower() for word in raw.following[:2]]
    if raw.shape == "fraction":
        return raw.base is None
    return (
        len(following) == 2
        and following[0] in lex.sets["fractions.times"]
        and following[1] in lex.sets["fractions.times_of"]
    )


def _is_age_limit(raw: Raw, lex: Lexicon) -> bool:
    """ "children under 5": an age, where nothing is counted behind it."""
    words = raw.before
    if raw.unit or raw.value is None or raw.value > MAX_AGE or len(words) < 2:
        return False
    return words[-1] in lex.sets["measures.age_limits"] and words[-2].strip(",") in lex.sets["measures.age_groups"]
