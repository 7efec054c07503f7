"""The grammar reader: an annotated document in, claims out."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from importlib.resources import files

from panj.claims import explain, security
from panj.claims.belonging import Belonging
from panj.claims.confidence import confidence_of
from panj.claims.context import Said
from panj.claims.details import (
    Causes,
    DetailWords,
    boundary_of,
    detail_words,
    flow_of,
    group_of,
    method_of,
    timing_of,
)
from panj.claims.drafts import Context, Draft, Refused
from panj.claims.figures import read_sentence, uncounted
from panj.claims.grammar import Grammar, grammar
from panj.claims.groups import by_start
from panj.claims.lands import told_again
from panj.claims.periods import base_of, dates_of, period_of, starts_total
from panj.claims.ranking import ranks
from panj.claims.retold import retold
from panj.claims.role_words import role_words
from panj.claims.roles import Located, locate
from panj.claims.timeline import Dated, Timeline
from panj.claims.unnumbered import people_named, read_unnumbered, remaining
from panj.claims.whereabouts import Whereabouts
from panj.claims.words import Tokens, Words, within
from panj.lexicon import has
from panj.lexicon.vocabulary import vocabulary
from panj.model import (
    Annotation,
    Claim,
    Document,
    Evidence,
    Measure,
    PlaceMention,
    Sentence,
    Span,
    digest,
)
from panj.model.vocabulary import Qualifier

VERSION = "0.1.0"


class GrammarReader:
    """Reads claims by word lists and rules; the language is a folder of data."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._grammar: Grammar = grammar(language)
        self._details: DetailWords = detail_words(language)

    @cached_property
    def fingerprint(self) -> str:
        """Name, version and a digest of the room's code and word lists."""
        parts = [
            entry.read_bytes().decode("utf8")
            for folder in (files("panj.claims"), files("panj.data").joinpath(self.language))
            for entry in sorted(folder.iterdir(), key=lambda e: e.name)
            if entry.name.endswith((".py", ".toml"))
        ]
        return f"grammar@{VERSION}+{digest(*parts)[:6]}"

    def read(self, document: Document, annotation: Annotation) -> tuple[Claim, ...]:
        """All claims of a document, in the order of their words."""
        reading = _Reading(self, document, annotation, self._grammar, self._details)
        return reading.claims()

    def refused(self, document: Document, annotation: Annotation) -> tuple[Refused, ...]:
        """The numbers of a document that became no claim, and why, in the order in which they were judged."""
        reading = _Reading(self, document, annotation, self._grammar, self._details)
        reading.claims()
        return tuple(reading.context.refused)

    def explain(self, document: Document, annotation: Annotation) -> str:
        """How the document was read, in lines for a person."""
        reading = _Reading(self, document, annotation, self._grammar, self._details)
        reading.context.traces = []
        reading.claims()
        return "\n".join(explain.lines(reading.context, document.text))


class _Reading:
    """One document being read."""

    def __init__(
        self, reader: GrammarReader, document: Document, annotation: Annotation, words: Grammar, details: DetailWords
    ) -> None:
        self.reader = reader
        self.document = document
        self.annotation = annotation
        self.grammar = words
        self.details = details
        self.context = Context(vocabulary(document.text))
        self.tokens = Tokens(document.text, words.token)
        lists = role_words(reader.language)
        self.role_words = lists
        self.said = Said(annotation, document)
        self.timeline = Timeline(document, annotation, lists)
        self.whereabouts = Whereabouts(document, annotation, reader.language, lists)
        self.speaker_starts = [a.speaker.start for a in annotation.attributions]
        self.names = by_start(annotation.places)
        self.number_starts = [n.start for n in annotation.numbers]
        self.place_starts = [p.start for p in annotation.places]
        self.hits = people_named(reader.language, self.context.vocabulary)
        self.hit_starts = [hit.start() for hit in self.hits]

    @cached_property
    def causes(self) -> Causes:
        """What the report names as causes; looked for only where there is a figure."""
        return Causes(self.context.vocabulary, self.details)

    def claims(self) -> tuple[Claim, ...]:
        built: list[tuple[Draft, Claim]] = []
        for sentence in self.annotation.sentences:
            if sentence.start < self.document.body_start:
                continue
            first = bisect_left(self.number_starts, sentence.start)
            last = bisect_left(self.number_starts, sentence.end)
            words: Words | None = None
            drafts: list[Draft] = []
            numbers = self.annotation.numbers[first:last]
            if numbers and not uncounted(numbers, self.context):
                words = self.tokens.of(sentence)
                drafts = read_sentence(words, within(numbers, words), self.names, self.grammar, self.context)
            if not drafts:
                self.context.heading = self.document.text[sentence.start : sentence.end]
            elif drafts[0].rule != "heading":
                self.context.heading = None
            hits = self.hits[bisect_left(self.hit_starts, sentence.start) : bisect_left(self.hit_starts, sentence.end)]
            if hits:
                words = self.tokens.of(sentence)
                hits = [hit for hit in hits if hit.start() < words.end[-1]]
                drafts = drafts + read_unnumbered(words, hits, drafts, self.grammar, self.context.drafts)
            mentions = self._places(sentence)
            dated = self.timeline.of(sentence)
            if drafts and words is not None:
                drafts.sort(key=lambda draft: draft.number.start)
                located = self._located(drafts, words, mentions, dated)
                belonging = Belonging(drafts, self.document.text, self.role_words)
                for n, draft in enumerate(drafts):
                    built.append((draft, self._claim(draft, drafts[:n], words, located, dated, belonging)))
                self.whereabouts.named(located)
            else:
                self.timeline.passed(dated)
                named = [m for m in mentions if not m.demonym]
                if named and self.role_words.fleeing.search(self.document.text, sentence.start, sentence.end):
                    words = self.tokens.of(sentence)
                    self.whereabouts.passed(self._located((), words, mentions, dated))
                if named:
                    self.whereabouts.last = Located(named[-1], "place", False)
        return self._joined(built) + self._security(len(built))

    def _located(
        self, drafts: Sequence[Draft], words: Words, mentions: Sequence[PlaceMention], dated: Sequence[Dated]
    ) -> list[Located]:
        taken = [Span(d.date.start, d.date.end) for d in dated] + [Span(d.number.start, d.number.end) for d in drafts]
        start, end = words.start[0], words.end[-1]
        first, last = bisect_left(self.speaker_starts, start), bisect_left(self.speaker_starts, end)
        speakers = [a.speaker for a in self.annotation.attributions[first:last]]
        mentions = [*within(mentions, words), *told_again(words, self.annotation.places, self.role_words)]
        found = locate(words, mentions, taken, speakers, self.role_words)
        return [place for place in found if not self._in_dateline(place.mention)]

    def _in_dateline(self, mention: PlaceMention) -> bool:
        line = self.document.dateline
        return line is not None and line.start <= mention.start and mention.end <= line.end

    def _places(self, sentence: Sentence) -> Sequence[PlaceMention]:
        return self.annotation.places[
            bisect_left(self.place_starts, sentence.start) : bisect_left(self.place_starts, sentence.end)
        ]

    def _claim(
        self,
        draft: Draft,
        earlier: Sequence[Draft],
        words: Words,
        located: Sequence[Located],
        dated: Sequence[Dated],
        belonging: Belonging,
    ) -> Claim:
        text, low = self.document.text, self.context.vocabulary.low
        number = draft.number
        start, end = self._evidence(draft, words)
        span = Span(start, end)
        roles = self.whereabouts.of(draft, earlier, located, belonging)
        mine = dates_of(draft, dated, belonging, self.timeline)
        base, told = base_of(draft, earlier, self.timeline)
        flow = flow_of(draft, low, starts_total(draft, mine, belonging, self.timeline), base, told, self.details)
        period = period_of(draft, flow, mine, earlier, self.timeline)
        sentence = low[draft.sentence.start : draft.sentence.end]
        evidence = [Evidence(start, end, text[start:end])]
        if draft.trigger and not (start <= draft.trigger.start and draft.trigger.end <= end):
            evidence.append(
                Evidence(draft.trigger.start, draft.trigger.end, text[draft.trigger.start : draft.trigger.end])
            )
        measure = None
        if number.value is not None or number.low is not None or number.high is not None:
            measure = Measure(number.value, number.low, number.high, number.qualifier, draft.unit)
        cause = self.causes.of(draft.sentence)
        if cause == "disaster" and self.context.vocabulary.words.isdisjoint(self.grammar.no_disaster):
            draft.kind = draft.in_disaster or self.grammar.in_disaster.get(draft.kind, draft.kind)
        return Claim(
            id="",
            document=self.document.label,
            document_id=self.document.id,
            kind=draft.kind,
            evidence=tuple(evidence),
            reader=self.reader.fingerprint,
            measure=measure,
            group=group_of(draft, text, words, self.grammar),
            group_id=None,
            origin=roles["origin"],
            destination=roles["destination"],
            route=roles["route"],
            place=roles["place"],
            period=period,
            flow=flow,
            boundary=boundary_of(draft, sentence, roles["origin"], roles["destination"], self.details),
            repeated=True if self.details.repeated.search(sentence) else None,
            timing=timing_of(draft, low, self.details),
            cause=cause,
            method=method_of(draft, low, self.details),
            status=self.said.status_of(span),
            section=self.document.section_at(start),
            sources=self.said.sources_of(span),
            confidence=confidence_of(draft, self.reader.language),
            rule=f"{draft.rule}: {draft.pattern}" if draft.pattern else draft.rule,
        )

    def _evidence(self, draft: Draft, words: Words) -> tuple[int, int]:
        """The number with what it counts: "almost 350 refugees"."""
        counted = draft.counted
        start = draft.number.start
        end = max(draft.number.end, words.end[counted.last - 1] if counted.last > counted.first else draft.number.end)
        return start, end

    def _joined(self, built: Sequence[tuple[Draft, Claim]]) -> tuple[Claim, ...]:
        """Gives the claims their ids, ranks and references to one another."""
        drafts = [draft for draft, _ in built]
        base = digest(self.document.id, self.document.version, *self.document.metadata.values())
        identities = _identities(base, self.reader.fingerprint, [claim for _, claim in built])
        by_draft = {id(draft): identity for draft, identity in zip(drafts, identities, strict=True)}
        order = ranks(drafts, [claim for _, claim in built])
        same = retold(drafts)
        dated = {first: built[n][1].period for n, first in same.items() if built[first][1].period is None}
        groups: dict[int, str] = {}
        out = []
        for n, (draft, claim) in enumerate(built):
            measure = claim.measure
            if draft.remainder_of is not None:
                low, high, behind = remaining(draft.remainder_of, drafts[:n])
                from_claims = tuple(by_draft[id(d)] for d in behind)
                qualifier: Qualifier = "at_least" if high is None else "about"
                measure = Measure(None, low, high, qualifier, draft.unit, from_claims)
            out.append(
                replace(
                    claim,
                    id=identities[n],
                    rank=order[n],
                    measure=measure,
                    period=claim.period or dated.get(n),
                    part_of=by_draft.get(id(draft.part_of)),
                    remainder_of=by_draft.get(id(draft.remainder_of)),
                    same_as=identities[same[n]] if n in same else None,
                    group_id=None if draft.group is None else groups.setdefault(draft.group, "g_" + identities[n][2:]),
                )
            )
        return tuple(out)

    def _security(self, figures: int) -> tuple[Claim, ...]:
        """Claims of war, borders, diplomacy and aid, ranked behind the document's figures."""
        if not has(self.reader.language, "security"):
            return ()
        found = security.read(self.document, self.annotation, self.reader.language, self.said, self.tokens)
        base = digest(self.document.id, self.document.version, *self.document.metadata.values())
        reader = self.reader.fingerprint
        identities = _identities(base, reader, found)
        return tuple(
            replace(claim, id=identity, reader=reader, rank=rank)
            for rank, (claim, identity) in enumerate(zip(found, identities, strict=True), figures + 1)
        )


def _identities(base: str, reader: str, claims: Sequence[Claim]) -> list[str]:
    seen: dict[tuple[int, str], int] = {}
    out = []
    for claim in claims:
        first = claim.evidence[0]
        key = (first.start, claim.kind)
        seen[key] = seen.get(key, 0) + 1
        out.append("c_" + digest(base, reader, first.start, first.end, claim.kind, seen[key]))
    return out
