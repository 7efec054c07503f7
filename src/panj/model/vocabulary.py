"""The closed vocabularies of the contract: kinds and their families, qualifiers, statuses, roles."""

from typing import Final, Literal

Family = Literal["movement", "harm", "housing", "need", "security", "border", "diplomacy", "aid"]
Qualifier = Literal["exact", "about", "at_least", "at_most", "range", "vague"]
Status = Literal["asserted", "unconfirmed", "denied", "possible", "planned", "ordered", "simulated", "retracted"]
Flow = Literal["flow", "stock", "cumulative"]
Boundary = Literal["internal", "cross_border"]
Precision = Literal["day", "week", "month", "year", "unknown"]
SectionKind = Literal["headline", "body", "caption", "related"]
Level = Literal["country", "adm1", "adm2", "place", "site", "line", "region"]
SourceRole = Literal["speaker", "cited", "agency", "publisher"]
SourceType = Literal["government", "un", "ngo", "military", "party_to_conflict", "media", "witness", "unknown"]
Cause = Literal["conflict", "disaster", "persecution", "development", "other"]
Method = Literal["registration", "headcount", "estimate", "observation"]
Timing = Literal["before", "during", "after"]
EventStatus = Literal["reported", "confirmed", "unconfirmed", "disputed", "retracted", "planned", "possible"]
ContradictionType = Literal["conflict", "scope", "time", "revision", "partial", "counter", "error"]

FAMILIES: Final[dict[Family, tuple[str, ...]]] = {
    "movement": (
        "displaced", "fled", "evacuated", "crossed", "arrived", "admitted", "refused", "returned", "deported",
        "transferred", "relocated", "sheltered", "in_camp", "hosted", "registered", "stranded", "remaining", "homeless",
    ),
    "harm": ("killed", "died", "injured", "missing", "detained"),
    "housing": ("housing_destroyed", "housing_damaged", "housing_uninhabitable"),
    "need": ("affected", "in_need", "at_risk"),
    "security": ("seized", "attack", "exercise", "deployment", "withdrawal", "base"),
    "border": ("border_closed", "border_opened"),
    "diplomacy": ("statement", "meeting", "agreement", "membership"),
    "aid": ("pledged", "delivered"),
}  # fmt: skip
FAMILY_OF: Final[dict[str, Family]] = {kind: family for family, kinds in FAMILIES.items() for kind in kinds}
KINDS: Final = frozenset(FAMILY_OF)
FIGURE_FAMILIES: Final = frozenset({"movement", "harm", "housing", "need"})
"""Families whose claims are counts of people, households or houses."""

QUALIFIERS: Final = frozenset({"exact", "about", "at_least", "at_most", "range", "vague"})
STATUSES: Final = frozenset(
    {"asserted", "unconfirmed", "denied", "possible", "planned", "ordered", "simulated", "retracted"}
)
COUNTABLE_STATUSES: Final = frozenset({"asserted", "unconfirmed"})
"""Statuses that may stand behind a figure; every other status never becomes one."""

CATEGORIES: Final = frozenset(
    {
        "refugees", "asylum_seekers", "migrants", "idps", "returnees", "stateless", "civilians", "combatants",
        "officials", "people",
    }
)  # fmt: skip
UNREAD: Final = "unread"
"""Stands in a record for the fingerprint of a reader, where no reader speaks the language of a document."""
