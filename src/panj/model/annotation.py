"""What the language and places rooms see in a text: spans with values, and no meaning yet."""

from dataclasses import dataclass
from typing import Literal

from panj.model.claim import Period
from panj.model.text import Span
from panj.model.vocabulary import Level, Qualifier, SourceType, Status

NumberShape = Literal["cardinal", "ordinal", "fraction", "percent", "money", "measure", "time", "identifier"]
DateType = Literal["DATE", "TIME", "DURATION", "SET"]
DateRelation = Literal["on", "since", "until", "as_of", "by", "before", "after", "within", "between"]


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number phrase with its qualifying words: "more than 1,000", "between 90 and 230", "half of the 111,000".

    `start`/`end` hold the whole phrase, `core` the digits or number words alone. `value` is the number as stated
    (None for a range, a vague word, a share of nothing stated, and where nothing is counted: ordinals, times,
    identifiers), `low`/`high` the bounds that the words give. `unit` is the noun that follows,
    as written and in lower case ("boys", "families", "km"), or "". `shape` tells counts from what is no count:
    percentages, money (unit: ISO currency code), measures (km, kg, degrees), clock times, identifiers (201st base,
    Resolution 1973, a page or phone number). `base` is the stated number that a fraction was taken of (111,000).
    `doubtful` marks what may be a slip or a footnote mark ("1,0371"). `share` is what a fraction, a percentage or
    a multiple takes: 0.5 for "half", 0.2 for "20 per cent", 2 for "twice that"; with a `base`, `whole` is the number
    stated there and the share of it is the value.
    """

    start: int
    end: int
    core: Span
    value: float | int | None
    low: float | int | None
    high: float | int | None
    qualifier: Qualifier
    unit: str = ""
    shape: NumberShape = "cardinal"
    base: Span | None = None
    doubtful: bool = False
    share: float | None = None
    whole: float | int | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """A temporal expression. `type` and `value` are TIMEX3's; `period` is the stretch of days it means, both ends
    included, resolved against the publication date (None for a SET and where nothing can be said). `relation` comes
    from the words before it: "since April" → `since`, "as of 23 March" → `as_of`, "over the last two days" → `within`.
    """

    start: int
    end: int
    type: DateType
    value: str
    period: Period | None
    relation: DateRelation = "on"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name could mean. `score` in [0, 1]; the candidates of a mention are ranked by it."""

    id: str
    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    level: Level
    score: float
    adm1: str | None = None
    adm2: str | None = None
    population: int = 0
    pcode: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name in the text with all that it could be, best first, after resolution over the whole document.

    `demonym` is true for words such as "Afghan" or "Syrians" that name a people or belong to a country, `spoken` where
    the words only say that somebody spoke there ("told reporters in Geneva").
    """

    start: int
    end: int
    name: str
    candidates: tuple[Candidate, ...]
    demonym: bool = False
    spoken: bool = False

    @property
    def best(self) -> Candidate | None:
        return self.candidates[0] if self.candidates else None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says something. `scope` is the stretch of text that is theirs; `speaker` the words that name them.

    `via` is the outlet or office that they spoke through ("told RIA Novosti", "carried by Khovar"), `cue` the verb.
    """

    speaker: Span
    name: str
    type: SourceType
    scope: Span
    cue: Span
    via: str | None = None
    via_type: SourceType | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that change how sure a statement is, and the stretch of text that they govern."""

    status: Status
    start: int
    end: int
    scope: Span


@dataclass(frozen=True, slots=True)
class Annotation:
    """All that the language and places rooms found in one document, each in order of its start."""

    sentences: tuple[Sentence, ...] = ()
    numbers: tuple[Number, ...] = ()
    dates: tuple[Date, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    cues: tuple[Cue, ...] = ()
