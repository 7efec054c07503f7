"""Happenings of war and diplomacy: whether those around a verb or a noun fit it, and which words tell it."""

from panj.claims.patterns import Match
from panj.claims.security_arguments import STOPS, TIMES
from panj.claims.security_nouns import Hit, Nouns
from panj.claims.security_words import ARMED, MOVED, Row

NEEDS_AGENT = frozenset({"statement", "agreement", "meeting"})


class Clause(Nouns):
    """One sentence in chunks, read for happenings."""

    def read(self, match: Match[Row]) -> Hit | None:
        """The happening of a match, or None where those around it do not fit."""
        if match.meaning.frame == "n":
            return self.noun(match)
        if match.meaning.frame == "p":
            actors = self.subjects(match.start) if not self.kinds[match.start] else [match.start]
            return self.bounded(Hit(match, actors, [], match.start), match.end)
        return self._verb(match)

    # ---------------------------------------------------------------- verbs

    def _verb(self, match: Match[Row]) -> Hit | None:
        row = match.meaning
        if (row.needs and row.needs.isdisjoint(self.present)) or self._idle(match):
            return None
        subjects = self.subjects(match.start)
        participle = self.low[match.head] in self.lists.participles
        objects = [n for n in range(match.head + 1, match.end) if self.kinds[n] and self.kinds[n] in row.object]
        objects = objects or self.objects(match.end, row)
        passive = participle and self._be_before(match.head)
        if participle and not passive and not objects and self.fits(subjects, row.object, strict=True):
            passive = self._behind(match.end) and not (row.optional and self.fits(subjects, row.subject, strict=True))
        if passive:
            return self._passive(match, subjects)
        if row.subject and not self.fits(subjects, row.subject, strict=row.strict):
            bare = self.low[match.head] in self.lists.bases and not self._may_lack_subject(match.start)
            if subjects or "<date>" not in row.subject or bare:
                return None
        if row.object and not objects and not row.optional:
            return None
        after = objects[-1] + 1 if objects else len(self.low)
        if row.kind == "deployment" and not self.small["homeward"].isdisjoint(self.low[after : after + 1]):
            return None
        if row.kind == "withdrawal" and subjects and objects and self._foreign(subjects[0], objects[0]):
            return None
        actors, targets = (objects, subjects) if row.swap else (subjects, objects)
        hit = Hit(match, actors, targets, self.opening(subjects, match.start))
        return self.bounded(hit, max([match.end, *(n + 1 for n in objects)]))

    def _passive(self, match: Match[Row], subjects: list[int]) -> Hit | None:
        row = match.meaning
        agents = self.agents(match.end)
        strict = row.strict_passive
        if strict and row.object and subjects and all(self.kinds[n] == "<num>" for n in subjects):
            return None
        by_arms = row.kind == "attack" and self.fits(agents, ARMED, strict=True)
        if row.frame == "said" or (row.object and not by_arms and not self.fits(subjects, row.object, strict=strict)):
            return None
        if agents and row.subject and not self.fits(agents, row.subject):
            return None
        if not agents and row.strict and (row.kind == "attack" or ("<road>" in row.object and row.kind != "seized")):
            return None
        placed = (row.kind in MOVED and row.object and not row.object & {"<force>", "<base>"}) or row.direct
        if not agents and placed:
            return None
        if row.optional and not self.fits(subjects, row.subject, strict=True):
            return None
        targets = subjects
        if not row.object and not agents:
            if row.kind in NEEDS_AGENT or not self.fits(subjects, row.subject):
                return None
            agents, targets = subjects, []
        return self.bounded(Hit(match, agents, targets, self.opening(subjects, match.start)), match.end)

    def _idle(self, match: Match[Row]) -> bool:
        """A noun that looks like the verb ("the attack"), an auxiliary ("have taken"), another verb ("wound up")."""
        row, form, small = match.meaning, self.low[match.head], self.small
        before = self.low[match.start - 1] if match.start else ""
        after = self.low[match.end] if match.end < len(self.low) else ""
        if (before in self.lists.grammar.determiners and before not in small["pronominal"]) or before in small[
            "possessive"
        ]:
            return True
        if form in self.lists.bases and before in self.lists.grammar.prepositions and before != self.lists.infinitive:
            return True
        if form in self.lists.bases and self._in_phrase(match.start):
            return True
        numbered = match.start > 0 and self.kinds[match.start - 1] == "<num>"
        if numbered and (form in self.lists.bases or form in self.lists.gerunds) and row.frame == "v":
            return True
        ongoing = form in self.lists.gerunds
        if ongoing and row.kind == "attack" and (before in small["within"] or before in small["across"]):
            return True
        if ongoing and row.kind == "deployment" and before == ",":
            return True
        if form in self.lists.grammar.have and self._auxiliary(match.head):
            return True
        if match.end == match.head + 1:
            phrasal = after in small["particles"] and self.low[match.end + 1 : match.end + 2] != [self.lists.infinitive]
            if (phrasal and row.object) or (after in small["homeward"] and row.kind == "deployment"):
                return True
            if before == "," and after == ",":
                return True
        negated = (
            before in self.lists.grammar.negations or self.low[max(0, match.start - 2)] in self.lists.grammar.negations
        )
        if row.kind == "statement" and negated and row.frame == "v":
            return True
        if row.kind == "attack" and form in self.lists.gerunds and before == ",":
            return True
        dated = match.end < len(self.low) and self.kinds[match.end] in TIMES
        return bool(row.object or row.kind == "statement") and dated and self.low[match.end - 1] in small["within"]

    def _may_lack_subject(self, start: int) -> bool:
        """Whether a bare form is an infinitive or stands behind a modal: "to seal off", "will reopen"."""
        before = self.low[start - 1] if start else ""
        return before == self.lists.infinitive or before in self.lists.grammar.modal

    def _in_phrase(self, start: int) -> bool:
        """Whether a determiner and unknown words stand before: "over a satellite telephone"."""
        n = start - 1
        while (
            n >= 0
            and n >= start - 2
            and not self.kinds[n]
            and self.low[n] not in self.lists.stops
            and self.low[n].isalpha()
        ):
            n -= 1
        return n < start - 1 and n >= 0 and self.low[n] in self.lists.grammar.determiners

    def _auxiliary(self, head: int) -> bool:
        """Whether a form of "have" only helps another verb."""
        grammar = self.lists.grammar
        for n in range(head + 1, min(head + 5, len(self.low))):
            word = self.low[n]
            if word in self.lists.participles or word in grammar.be or word in grammar.negations:
                return True
            light = self.kinds[n] in TIMES or word in grammar.adverbs
            if not light and word not in grammar.determiners and word not in self.small["within"]:
                return False
        return False

    def _foreign(self, mover: int, moved: int) -> bool:
        """Whether those moved belong to another country than the state that moves them."""
        one, other = self.chunks[mover], self.chunks[moved]
        state = one.kind in ("<state>", "<office>") and other.kind == "<force>" and bool(other.mentions)
        return state and None not in (one.country, other.country) and one.country != other.country

    def _be_before(self, head: int) -> bool:
        grammar = self.lists.grammar
        n = head - 1
        while n >= 0 and (self.kinds[n] in TIMES or self.light(self.low[n]) or self.low[n] in self.small["within"]):
            if self.low[n] in grammar.be or self.low[n] in grammar.get:
                return True
            if self.low[n] in grammar.have:
                return False
            n -= 1
        return False

    def _behind(self, end: int) -> bool:
        """Whether what follows a participle is what follows a passive: "handed to", "shut since", an end."""
        if end >= len(self.low):
            return True
        return self.low[end] in self.small["open"] or self.low[end] in STOPS or self.kinds[end] in TIMES
