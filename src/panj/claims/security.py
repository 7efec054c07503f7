"""Claims of war, borders, diplomacy and aid: who did what where, by whom said, and how sure."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from panj.claims.context import Said
from panj.claims.patterns import Match
from panj.claims.security_arguments import STOPS
from panj.claims.security_chunks import chunks_of
from panj.claims.security_claims import Builder
from panj.claims.security_frames import Clause
from panj.claims.security_items import Marks
from panj.claims.security_nouns import FORCES, Hit
from panj.claims.security_scene import Scene
from panj.claims.security_status import Judge
from panj.claims.security_words import Row, SecurityWords, security_words
from panj.claims.words import Tokens
from panj.lexicon.vocabulary import vocabulary
from panj.model import Annotation, Claim, Document, PlaceMention, Sentence

LOOKED_AT = 20_000
"""Characters of a text by which its register is judged."""
SPEAKERS = FORCES - {"<force>", "<weapon>"} | {"<pron>"}
ECHOED = frozenset({"meeting", "agreement", "withdrawal", "membership", "seized", "attack", "pledged", "delivered"})
"""Kinds that a second date, place or sum joined by "and" tells once more."""
PIECE = re.compile(r"[^\s.,;:!?\"'“”‘’()\[\]—–/]+")
"""What stands between blanks and punctuation; hyphens join."""


def read(
    document: Document, annotation: Annotation, language: str, said: Said | None = None, tokens: Tokens | None = None
) -> list[Claim]:
    """All claims of the security, border, diplomacy and aid families, in the order of their words. Ids, ranks and the
    reader's name are left to the caller, who may hand over who says what and the words cut already."""
    said, tokens = said or Said(annotation, document), tokens or Tokens(document.text)
    return _Reading(document, annotation, security_words(language), said, tokens).claims()


class _Reading:
    """One document being read."""

    def __init__(
        self, document: Document, annotation: Annotation, lists: SecurityWords, said: Said, tokens: Tokens
    ) -> None:
        self.document = document
        self.text = document.text
        self.low = vocabulary(document.text).low
        self.annotation = annotation
        self.lists = lists
        self.tokens = tokens
        self.place_starts = [p.start for p in annotation.places]
        self.number_starts = [n.start for n in annotation.numbers]
        self.date_starts = [d.start for d in annotation.dates]
        self.scene = Scene(annotation, lists, document.dateline)
        judge = Judge(document, annotation, lists, said)
        self.builder = Builder(document, annotation, lists, said, self.scene, judge)
        self.words = self._telling()
        self.at_border = not lists.lists["border_words"].isdisjoint(self.words)

    def claims(self) -> list[Claim]:
        out: list[Claim] = []
        if self._ordinary():
            return out
        for sentence in self.annotation.sentences:
            if sentence.start < self.document.body_start:
                continue
            places = self._places(sentence)
            named = [p for p in places if not p.demonym and p.best is not None]
            words = PIECE.findall(self.text[sentence.start : sentence.end].lower())
            if self._may_tell(sentence, words):
                out += self._sentence(sentence, places, named[-1] if named else None)
            elif named:
                self.scene.place = named[-1]
        return out

    def _may_tell(self, sentence: Sentence, words: Sequence[str]) -> bool:
        """Whether a pattern could fit, by words alone."""
        if not self.lists.gates.isdisjoint(words):
            return True
        said = not self.lists.said.isdisjoint(words)
        return said and self.lists.stance.search(self.low, sentence.start, sentence.end) is not None

    def _telling(self) -> list[str]:
        """The words at the head of the text of which some tell what it is about."""
        known = vocabulary(self.text)
        found = []
        for at, _ in known.starts(self.lists.telling):
            piece = PIECE.match(known.low, at, LOOKED_AT) if at < LOOKED_AT else None
            if piece and (at == 0 or not PIECE.match(known.low, at - 1)):
                found.append(piece[0])
        return found

    def _ordinary(self) -> bool:
        """Whether the text is of days without war: sport, trade, novels, gardens."""
        if self.lists.ordinary.isdisjoint(self.words):
            return False
        plain = sum(map(self.lists.ordinary.__contains__, self.words))
        return plain > 1 and plain >= sum(map(self.lists.serious.__contains__, self.words))

    def _places(self, sentence: Sentence) -> Sequence[PlaceMention]:
        places = self.annotation.places
        return places[bisect_left(self.place_starts, sentence.start) : bisect_left(self.place_starts, sentence.end)]

    def _sentence(
        self, sentence: Sentence, places: Sequence[PlaceMention], last_place: PlaceMention | None
    ) -> list[Claim]:
        words = self.tokens.of(sentence)
        numbers = self.annotation.numbers
        numbers = numbers[
            bisect_left(self.number_starts, sentence.start) : bisect_left(self.number_starts, sentence.end)
        ]
        dates = self.annotation.dates
        dates = dates[bisect_left(self.date_starts, sentence.start) : bisect_left(self.date_starts, sentence.end)]
        place_at, number_at = {p.start: p for p in places}, {n.start: n for n in numbers}
        date_at = {d.start: d for d in dates}
        marks = Marks(place_at, number_at, date_at, frozenset((*place_at, *number_at, *date_at)))
        chunks = chunks_of(words, marks, self.lists)
        self.scene.enter(chunks)
        clause = Clause(chunks, self.lists, self.scene.phrases, self.scene.kinds)
        hits = self._hits(clause)
        out = [claim for hit in hits for claim in self.builder.claims(hit, clause, hits)]
        self.scene.kinds.update(hit.kind for hit in hits)
        self.scene.leave(chunks, last_place)
        return out

    def _hits(self, clause: Clause) -> list[Hit]:
        """The happenings of a sentence, one for each verb or noun, longest patterns first."""
        found: list[Hit] = []
        said: list[Match[Row]] = []
        for match in sorted(self.lists.matcher.find(clause.low), key=lambda m: (m.start, m.start - m.end)):
            if match.meaning.frame == "said":
                said.append(match)
            elif self._near(match.meaning.near, clause) and not _taken(match, found):
                hit = clause.read(match)
                if hit is not None and not self._told(hit, clause):
                    found.append(hit)
        for match in said:
            hit = self._stance(match, clause, found)
            if hit is not None and not _taken(match, found):
                found.append(hit)
        found = [hit for hit in found if not self._spoken(hit, clause, found)]
        found += [echo for hit in found for echo in self._echoes(hit, clause, found)]
        return sorted(found, key=lambda h: (h.first, h.last))

    def _near(self, what: str, clause: Clause) -> bool:
        """Whether the report speaks of what a pattern needs: an organisation just named, borders, a drill before."""
        if not what:
            return True
        if what == "gates":
            return self.at_border
        if what in ("base", "border"):
            return f"<{what}>" in clause.kinds
        if what == "drill":
            return "exercise" in self.scene.kinds or not self.lists.lists["drills"].isdisjoint(clause.low)
        inside = any(c.kind == "<org>" or any(b.kind == "<org>" for b in c.bodies) for c in clause.chunks)
        return inside or self.scene.organisation()

    def _told(self, hit: Hit, clause: Clause) -> bool:
        """ "The drill" of a report that told of it before tells nothing new without a date."""
        if hit.kind != "exercise" or hit.match.meaning.frame != "n" or "exercise" not in self.scene.kinds:
            return False
        definite = hit.match.start > 0 and clause.low[hit.match.start - 1] in self.lists.lists["definite"]
        return definite and not any(kind in ("<date>", "<num>") for kind in clause.kinds[hit.first :])

    def _stance(self, match: Match[Row], clause: Clause, found: Sequence[Hit]) -> Hit | None:
        """What makes a position of "said": the words said, unless they tell a happening of their own."""
        hit = clause.read(match)
        if hit is None or not any(clause.kinds[n] in SPEAKERS for n in hit.actors):
            return None
        low, last = clause.low, len(clause.chunks) - 1
        stop = next((n for n in range(match.end, last + 1) if low[n] in (";", ".", ":")), last)
        skip = self.lists.lists["within"] | self.lists.lists["light"]
        after = next(
            (n for n in range(match.end, stop) if clause.kinds[n] not in ("<date>", "<dur>") and low[n] not in skip),
            stop,
        )
        if after < stop - 2 and low[after] != ",":
            first, end = match.end, stop
        else:
            opening = next((n for n in range(match.start - 1, -1, -1) if low[n] in (";", ":")), -1)
            first, end = opening + 1, max(opening + 1, min([hit.first, *hit.actors]) - 1)
        first = next((n + 1 for n in range(first, end) if low[n] in self.lists.lists["that"]), first)
        if first > end or any(first <= h.match.head <= end for h in found):
            return None
        if not self.lists.stance.search(self.low, clause.chunks[first].start, clause.chunks[min(end, last)].end):
            return None
        hit.first, hit.last = min(hit.first, first), max(end, match.end - 1)
        return hit

    def _spoken(self, hit: Hit, clause: Clause, found: Sequence[Hit]) -> bool:
        """A threat or an offer is a position, and what it names has not happened: "warns its ships will be hit",
        "stands ready to host talks" is the talks alone."""
        if hit.kind in ("attack", "seized"):
            will = self.lists.planned | self.lists.maybe | {self.lists.infinitive}
            ahead = not will.isdisjoint(clause.low[max(0, hit.match.head - 3) : hit.match.head])
            return ahead and any(
                h.kind == "statement" and h.match.start < hit.match.start <= h.match.end + 8 for h in found
            )
        if hit.kind == "statement" and clause.low[hit.match.end - 1 : hit.match.end] != []:
            ready = not self.lists.lists["ready"].isdisjoint(clause.low[hit.match.start : hit.match.end + 1])
            return ready and any(
                h.kind in ("meeting", "deployment", "pledged") and hit.match.end <= h.match.start <= hit.match.end + 2
                for h in found
            )
        return False

    def _echoes(self, hit: Hit, clause: Clause, found: Sequence[Hit]) -> list[Hit]:
        """The same told of a second date, place or sum: "in Yevlakh on Thursday and in Khojaly on Monday"."""
        if hit.kind not in ECHOED:
            return []
        out: list[Hit] = []
        money = hit.kind in ("pledged", "delivered")
        low, kinds, small = clause.low, clause.kinds, self.lists.lists
        taken = [h.match.head for h in found if h is not hit]
        for n in range(hit.match.end, min(len(low) - 1, hit.match.end + 20)):
            if low[n] in (";", ":", ".") or n in taken:
                break
            if low[n] not in small["link"]:
                continue
            end = n + 1
            while end < len(low) and (
                kinds[end] in ("<date>", "<place>", "<state>", "<site>", "<money>", "<dur>")
                or low[end] in small["within"]
            ):
                end += 1
            inside = set(kinds[n + 1 : end])
            closed = end >= len(low) or low[end] in STOPS | small["link"] | small["relative"]
            told = "<place>" in inside or not small["within"].isdisjoint(low[n + 1 : end])
            if not closed:
                continue
            dated = told and "<date>" in inside and any(kinds[k] == "<date>" for k in range(hit.match.end, n))
            if dated or (money and "<money>" in inside and any(kinds[k] == "<money>" for k in range(hit.first, n))):
                match = Match(n + 1, end, n + 1, hit.match.meaning, hit.match.pattern)
                out.append(Hit(match, hit.actors, [], n + 1, end - 1))
        return out


def _taken(match: Match[Row], found: Sequence[Hit]) -> bool:
    """Whether another reading holds the same words: of its verb, or a noun inside what its kind already tells."""
    for hit in found:
        same = hit.kind == match.meaning.kind
        noun = match.meaning.frame == "n"
        if hit.match.start <= match.head < hit.match.end and (same or noun or hit.match.head == match.head):
            return True
        if same and match.meaning.kind == "statement" and 0 <= match.start - hit.match.end <= 1:
            return True
        if same and hit.match.start < match.end and match.start < hit.match.end:
            return True
        if same and match.meaning.frame == "n" and hit.match.start <= match.head <= hit.last:
            return True
    return False
