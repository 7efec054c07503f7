"""Judgements of people applied to claims: found again by their place in the text, or kept for a person to look at."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from panj.model import Claim, Document, Judgement, Measure, Period, Place, Source, Span, from_wire
from panj.model.judgement import Anchor, figure_of, standing

TextOf = Callable[[str, str], str | None]
"""Gives the text of a version of a document: (document id, version)."""
CONTEXTS: Final = (40, 15, 0)
"""Characters on either side of a judged place by which it is looked for in a newer text, the surest first."""


@dataclass(frozen=True, slots=True)
class Orphan:
    """A judgement that finds no claim: `why` says what stands there now."""

    judgement: Judgement
    anchor: Anchor
    why: str


@dataclass(slots=True)
class Settled:
    """Claims with what people decided: `claims` as they count, `original` those that were corrected or rejected as they
    were read, `said` the judgements on each claim, `found` the claims of each judgement's two sides."""

    claims: list[Claim] = field(default_factory=list)
    original: dict[str, Claim] = field(default_factory=dict)
    rejected: set[str] = field(default_factory=set)
    said: dict[str, list[Judgement]] = field(default_factory=lambda: defaultdict(list))
    found: dict[str, tuple[list[str], list[str]]] = field(default_factory=dict)
    orphans: list[Orphan] = field(default_factory=list)


def settle(
    documents: Mapping[str, Document], claims: Iterable[Claim], judgements: Sequence[Judgement], text_of: TextOf
) -> Settled:
    """The claims of these documents with the judgements that stand. Judgements of other documents are left alone."""
    known = {claim.id: claim for claim in claims}
    out = Settled()
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in known.values():
        by_document[claim.document_id].append(claim)
    aliases: dict[str, str] = {}
    for one in standing(tuple(judgements)):
        if one.verb == "same_source":
            aliases.update(dict.fromkeys(one.names[1:], one.names[0]))
        if not any(anchor.document_id in documents for anchor in (*one.anchors, *one.against)):
            continue
        sides = tuple(_side(one, side, documents, by_document, text_of, out) for side in (one.anchors, one.against))
        out.found[one.id] = (sides[0], sides[1])
        if one.verb in ("accept", "reject", "correct"):
            for name in sides[0]:
                known[name] = _judged(known[name], one, out)
    if aliases:
        known = {name: _renamed(claim, aliases) for name, claim in known.items()}
    out.claims = [claim for claim in known.values() if claim.id not in out.rejected]
    return out


def _side(
    one: Judgement,
    anchors: Sequence[Anchor],
    documents: Mapping[str, Document],
    by_document: Mapping[str, Sequence[Claim]],
    text_of: TextOf,
    out: Settled,
) -> list[str]:
    """Ids of the claims that the anchors find; the others become orphans."""
    found = []
    for anchor in anchors:
        if anchor.document_id not in documents:
            continue
        claim, why = find(one, anchor, documents[anchor.document_id], by_document.get(anchor.document_id, ()), text_of)
        if claim is None:
            out.orphans.append(Orphan(one, anchor, why))
        else:
            found.append(claim.id)
            out.said[claim.id].append(one)
    return found


def find(
    one: Judgement, anchor: Anchor, document: Document, claims: Sequence[Claim], text_of: TextOf
) -> tuple[Claim | None, str]:
    """The claim of the document that the anchor means: it overlaps the place, and its figure is the one judged (or what
    it was corrected to). None with the reason, where there is none."""
    span = placed(anchor, document, text_of)
    if span is None:
        return None, "the text has changed and no longer holds these words"
    there = [claim for claim in claims if claim.evidence and claim.evidence[0].span.overlaps(span)]
    if not there:
        return None, "no claim is read there any more"
    wanted = {anchor.value}
    if one.verb == "correct" and one.field == "value":
        wanted.add(one.value)
    same = [claim for claim in there if figure_of(claim) in wanted]
    if not same:
        read = ", ".join(sorted({f"{figure_of(c):,}" if figure_of(c) is not None else "no figure" for c in there}))
        return None, f"{read} is read there now"

    def fit(claim: Claim) -> tuple[bool, int, int, str]:
        first = claim.evidence[0]
        return claim.kind != anchor.kind, -min(first.end, span.end) + max(first.start, span.start), claim.rank, claim.id

    return min(same, key=fit), ""


def placed(anchor: Anchor, document: Document, text_of: TextOf) -> Span | None:
    """Where the anchor's words stand in the document's text as it is now."""
    if document.version == anchor.version:
        return anchor.span
    old = text_of(anchor.document_id, anchor.version)
    if not old or anchor.end > len(old):
        return None
    for width in CONTEXTS:
        start = max(0, anchor.start - width)
        words = old[start : anchor.end + width]
        at = document.text.find(words)
        if words and at >= 0 and document.text.find(words, at + 1) < 0:
            return Span(at + anchor.start - start, at + anchor.end - start)
    return None


def _judged(claim: Claim, one: Judgement, out: Settled) -> Claim:
    out.original.setdefault(claim.id, claim)
    if one.verb == "reject":
        out.rejected.add(claim.id)
        return claim
    out.rejected.discard(claim.id)
    if one.verb == "accept":
        return replace(claim, confidence=1.0)
    return corrected(claim, one.field or "", one.value)


def corrected(claim: Claim, name: str, value: Any) -> Claim:
    """The claim with one field as a person says it is."""
    measure = claim.measure or Measure(None)
    if name == "value":
        return replace(claim, measure=Measure(value, None, None, "exact", measure.unit))
    if name in ("low", "high", "qualifier", "unit"):
        return replace(claim, measure=replace(measure, **{name: value}))
    if name == "period":
        start, _, end = str(value).partition("/")
        return replace(claim, period=Period(start, end or start, "day"))
    if name in ("origin", "destination", "place"):
        value = tuple(from_wire(Place, place) for place in value)
    return replace(claim, **{name: value})


def _renamed(claim: Claim, aliases: Mapping[str, str]) -> Claim:
    if not any(source.name in aliases for source in claim.sources):
        return claim
    sources = tuple(Source(aliases.get(s.name, s.name), s.role, s.type) for s in claim.sources)
    return replace(claim, sources=sources)


def renamed(document: Document, judgements: Sequence[Judgement]) -> Document:
    """The document with its publisher and agency by the names that a person chose."""
    aliases = {name: one.names[0] for one in judgements if one.verb == "same_source" for name in one.names[1:]}
    if not aliases:
        return document
    known = {n: aliases.get(v, v) if (v := getattr(document, n)) else v for n in ("publisher", "agency")}
    return replace(document, **known)
