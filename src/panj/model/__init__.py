"""What every room speaks. Frozen, typed, standard library only."""

from panj.model.annotation import (
    Annotation,
    Attribution,
    Candidate,
    Cue,
    Date,
    Number,
    PlaceMention,
    Sentence,
)
from panj.model.claim import (
    Claim,
    Evidence,
    Group,
    Measure,
    Party,
    Period,
    Place,
    PlaceCandidate,
    Source,
)
from panj.model.event import Contradiction, Converted, Estimate, Event, Lineage, Part, Point
from panj.model.following import Followed, FollowedKind
from panj.model.identity import digest
from panj.model.judgement import Anchor, Judgement
from panj.model.protocols import Gazetteer, PlaceFinder, Reader, View
from panj.model.sensitivity import Sensitivity, restricted_on
from panj.model.text import EXCERPT, Document, Problem, Section, Span
from panj.model.wire import claim_to_wire, event_to_wire, from_wire, to_wire

__all__ = [
    "EXCERPT",
    "Anchor",
    "Annotation",
    "Attribution",
    "Candidate",
    "Claim",
    "Contradiction",
    "Converted",
    "Cue",
    "Date",
    "Document",
    "Estimate",
    "Event",
    "Evidence",
    "Followed",
    "FollowedKind",
    "Gazetteer",
    "Group",
    "Judgement",
    "Lineage",
    "Measure",
    "Number",
    "Part",
    "Party",
    "Period",
    "Place",
    "PlaceCandidate",
    "PlaceFinder",
    "PlaceMention",
    "Point",
    "Problem",
    "Reader",
    "Section",
    "Sensitivity",
    "Sentence",
    "Source",
    "Span",
    "View",
    "claim_to_wire",
    "digest",
    "event_to_wire",
    "from_wire",
    "restricted_on",
    "to_wire",
]
