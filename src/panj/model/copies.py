"""Documents whose text is syndicated, rewritten or translated from one another."""

from dataclasses import dataclass
from typing import Literal

CopyManner = Literal["verbatim", "rewritten", "translated"]


@dataclass(frozen=True, slots=True)
class CopyPair:
    """Two documents that share their text, and what says so.

    `first` and `second` are document ids, in order; `containment` is the share in [0, 1] of the shorter text's word
    shingles that the other text has too (0 for a translation); `why` says it in a sentence.
    """

    first: str
    second: str
    manner: CopyManner
    containment: float
    why: str


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Documents that go back to one text. `documents` holds their ids, the likely original first."""

    documents: tuple[str, ...]
    pairs: tuple[CopyPair, ...] = ()
