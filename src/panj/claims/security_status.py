"""How sure a report is of a happening: asserted, planned, possible, denied, played in an exercise, told by one side."""

from collections.abc import Sequence
from dataclasses import dataclass

from panj.claims.context import Said
from panj.claims.security_arguments import STOPS, TIMES
from panj.claims.security_frames import Clause
from panj.claims.security_nouns import Hit
from panj.claims.security_words import SecurityWords
from panj.model import Annotation, Date, Document, Source, Span
from panj.model.vocabulary import Status

PLAYED = frozenset({"attack", "seized", "border_closed", "border_opened"})
"""Kinds that an exercise plays without their happening."""
HELPERS = ("catenative", "plans", "ready", "maybe", "begin")
"""Lists of verbs and adjectives that govern another verb."""
PARTISAN = frozenset({"party_to_conflict"})
OFFICIAL = frozenset({"party_to_conflict", "military", "government"})


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the happenings of one document."""

    document: Document
    annotation: Annotation
    lists: SecurityWords
    said: Said

    def status(self, hit: Hit, clause: Clause, key: Span, date: Date | None, sources: Sequence[Source]) -> Status:
        row = hit.match.meaning
        if row.status:
            return "simulated" if row.status == "simulated" else "denied"
        if row.kind == "statement":
            return "asserted"
        found = self.said.status_of(Span(clause.chunks[hit.match.start].start, key.end))
        if found in ("denied", "retracted") or (found == "simulated" and row.kind in PLAYED):
            return found
        if row.frame == "v":
            local = self._verbal(hit, clause)
            if local is not None:
                return local
        return self._cued(hit, clause, key, date, sources)

    def _verbal(self, hit: Hit, clause: Clause) -> Status | None:
        """What the auxiliaries, negations and verbs right before a verb make of it: "will", "did not", "plans to"."""
        lists, small, low = self.lists, clause.small, clause.low
        n = hit.match.head - 1
        while n >= 0 and (
            clause.kinds[n] in TIMES or clause.light(low[n]) or low[n] == lists.infinitive
            or (not clause.kinds[n] and low[n] not in STOPS and any(low[n] in small[name] for name in HELPERS))
        ):  # fmt: skip
            n -= 1
        near = frozenset(low[n + 1 : hit.match.head])
        if near & small["maybe"]:
            return "possible"
        if near & lists.never or (n >= 0 and low[hit.first - 1] in lists.never and hit.first):
            return "denied"
        if near & lists.planned:
            return "planned"
        if near & lists.maybe:
            return "asserted" if hit.kind in ("base", "agreement") else "possible"
        if self._infinitive(hit.match.head, clause):
            return "possible" if near & small["ready"] else "planned"
        if near & small["ready"]:
            return "possible"
        ongoing = low[hit.match.head] in lists.gerunds and near & lists.grammar.be
        return "planned" if ongoing and hit.kind == "withdrawal" else None

    def _cued(self, hit: Hit, clause: Clause, key: Span, date: Date | None, sources: Sequence[Source]) -> Status:
        """What the cues near the words of a happening, its date and its speaker make of it."""
        row, chunks, small = hit.match.meaning, clause.chunks, clause.small
        opening, closing = chunks[hit.first].start, chunks[hit.last].end
        cued = [c for c in self.annotation.cues if c.scope.start <= key.start and key.end <= c.scope.end]
        verbal = row.frame == "v"
        local = {c.status for c in cued if opening - 2 <= c.start <= (key.start if verbal else closing + 30)}
        if row.kind == "exercise" and row.kind in clause.told and clause.low[hit.match.start - 1] in small["definite"]:
            return "asserted"
        begins = {clause.low[hit.match.head]} if verbal else set(clause.low[hit.first : hit.last + 1])
        if not small["will"].isdisjoint(begins) and row.kind not in ("agreement", "attack", "seized"):
            local.add("planned")
        for status in ("planned", "ordered", "possible") if row.kind != "agreement" or verbal else ():
            if status in local and not (row.kind == "base" and status == "possible"):
                return "possible" if status == "possible" else "planned"
        told = self.document.published
        ahead = date is not None and told and date.period and date.period.start and date.period.start > told
        if ahead and row.kind not in ("agreement", "base"):
            return "planned"
        outside = clause.chunks[0].start, clause.chunks[-1].end
        doubts = [c for c in cued if c.status == "unconfirmed"]
        if any(not outside[0] <= c.start < outside[1] or opening - 60 <= c.start <= closing + 60 for c in doubts):
            return "unconfirmed"
        speaker = sources[0].type if sources and sources[0].role == "speaker" else None
        if (row.kind == "seized" and speaker in OFFICIAL) or (row.kind == "attack" and speaker in PARTISAN):
            return "unconfirmed"
        return "asserted"

    def _infinitive(self, head: int, clause: Clause) -> bool:
        """ "is to send home", "Estonia to bar", "plans to station": what is yet to be done."""
        low, small = clause.low, clause.small
        if head < 2 or low[head - 1] != self.lists.infinitive:
            return low[head - 1] in small["bare_be"] and head > 2 and self._infinitive(head - 1, clause)
        before = low[head - 2]
        return bool(clause.kinds[head - 2]) or before in self.lists.grammar.be or before in small["plans"]
