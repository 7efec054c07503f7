"""A claim: one mention of one thing in one document, as the contract gives it out."""

from dataclasses import dataclass

from panj.model.text import Span
from panj.model.vocabulary import (
    Boundary,
    Cause,
    Flow,
    Level,
    Method,
    Precision,
    Qualifier,
    SectionKind,
    SourceRole,
    SourceType,
    Status,
    Timing,
)


@dataclass(frozen=True, slots=True)
class Period:
    """ISO dates, both ends included; `--09-13` where no year can be known. `text` is how the words put it."""

    start: str | None
    end: str | None
    precision: Precision = "unknown"
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """The number as stated: `value` is None for ranges, vague words and numbers that the text does not state.

    `unit`: `people`, `households`, `houses`, `percent`, `times` or a currency code. `derived_from` holds the ids of
    the claims that an unstated number follows from ("the rest").
    """

    value: float | int | None
    low: float | int | None = None
    high: float | int | None = None
    qualifier: Qualifier = "exact"
    unit: str = "people"
    derived_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Who they are, as the text says; no legal finding. `nationality` is ISO 3166 alpha-3."""

    text: str | None = None
    category: str = "people"
    nationality: str | None = None
    sex: str | None = None
    age: str | None = None
    traits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Who acts or takes part; `country` is ISO 3166 alpha-3 where it is one or belongs to one."""

    name: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One link of the chain behind a claim, nearest speaker first."""

    name: str
    role: SourceRole
    type: SourceType = "unknown"


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """Another place that the name could be."""

    id: str
    name: str
    country: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a role. `text` is the words of the report, `name` the gazetteer's; latitude and longitude are
    WGS 84 degrees of a representative point; `id` names the gazetteer's entry; an unresolved name has no id.
    `divisions` holds the ids of the first- and second-level divisions that it lies in, the wider first; the contract
    does not know them."""

    text: str
    name: str
    id: str | None = None
    country: str | None = None
    pcode: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    level: Level = "place"
    score: float = 0.0
    candidates: tuple[PlaceCandidate, ...] = ()
    divisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that a claim was read from: offsets into the document's stored text, and the text itself."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Claim:
    """One mention of one thing. The contract describes every field; `rule` says which rule read it, for a person."""

    id: str
    document: str
    document_id: str
    kind: str
    evidence: tuple[Evidence, ...]
    reader: str
    rank: int = 1
    measure: Measure | None = None
    group: Group | None = None
    same_as: str | None = None
    part_of: str | None = None
    remainder_of: str | None = None
    group_id: str | None = None
    actor: Party | None = None
    parties: tuple[Party, ...] = ()
    origin: tuple[Place, ...] = ()
    destination: tuple[Place, ...] = ()
    route: tuple[Place, ...] = ()
    place: tuple[Place, ...] = ()
    period: Period | None = None
    flow: Flow | None = None
    boundary: Boundary | None = None
    repeated: bool | None = None
    timing: Timing | None = None
    cause: Cause | None = None
    method: Method | None = None
    status: Status = "asserted"
    section: SectionKind = "body"
    sources: tuple[Source, ...] = ()
    confidence: float = 0.5
    rule: str = ""
