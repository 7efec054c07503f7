"""Claims of war, borders, diplomacy and aid: who did what where, by whom said, and how sure."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from panj.claims.confidence import confidence_of_frame
from panj.claims.context import Said
from panj.claims.patterns import Match
from panj.claims.roles import as_place
from panj.claims.security_chunks import Chunk, Marks, chunks_of
from panj.claims.security_frames import Clause, Hit
from panj.claims.security_words import Row, SecurityWords, security_words
from panj.claims.words import words_of
from panj.model import (
    Annotation,
    Claim,
    Date,
    Document,
    Evidence,
    Group,
    Measure,
    Number,
    Party,
    Place,
    PlaceMention,
    Sentence,
    Span,
)
from panj.model.vocabulary import Status

BORROWED = 0.6
"""What a place taken from the context keeps of its score."""
COUNTING = frozenset({"deployment", "withdrawal", "base", "exercise", "pledged", "delivered", "membership"})
EACH = frozenset({"statement", "membership"})
"""Kinds of which each of several who do it makes a claim."""
NOWHERE = frozenset({"statement", "membership", "pledged"})
"""Kinds that do not happen at the place where the report is."""
ACTOR = frozenset({"<force>", "<group>", "<state>", "<org>", "<office>", "<people>", "<name>", "<demonym>"})
PUNCTUATION = str.maketrans({c: " " for c in ".,;:!?\"'“”‘’()[]—–/\n"})


def read(document: Document, annotation: Annotation, language: str) -> list[Claim]:
    """All claims of the security, border, diplomacy and aid families, in the order of their words. Ids are left to the
    caller."""
    return _Reading(document, annotation, language).claims()


class _Reading:
    """One document being read."""

    def __init__(self, document: Document, annotation: Annotation, language: str) -> None:
        self.document = document
        self.language = language
        self.text = document.text
        self.annotation = annotation
        self.lists: SecurityWords = security_words(language)
        self.place_starts = [p.start for p in annotation.places]
        self.number_starts = [n.start for n in annotation.numbers]
        self.said = Said(annotation, document)
        self.date_starts = [d.start for d in annotation.dates]
        votes = Counter(p.best.country for p in annotation.places if p.best is not None and p.best.country)
        self.home = votes.most_common(1)[0][0] if votes else None
        self.salient: list[Chunk] = []
        self.phrases: list[Chunk] = []
        self.kinds: set[str] = set()
        self.at_border = not self.lists.lists["border_words"].isdisjoint(
            document.text[:20000].lower().translate(PUNCTUATION).split()
        )
        self.where: PlaceMention | None = next((p for p in annotation.places if not p.demonym and p.best), None)

    def claims(self) -> list[Claim]:
        out: list[Claim] = []
        if self._ordinary():
            return out
        for sentence in self.annotation.sentences:
            words = self.text[sentence.start : sentence.end].lower().translate(PUNCTUATION).split()
            if not self.lists.firsts.isdisjoint(words):
                out += self._sentence(sentence)
            named = [p for p in self._places(sentence) if not p.demonym and p.best is not None]
            if named:
                self.where = named[-1]
        return out

    def _ordinary(self) -> bool:
        """Whether the text is of days without war: sport, trade, novels, gardens."""
        words = self.text[:20000].lower().translate(PUNCTUATION).split()
        plain = sum(word in self.lists.ordinary for word in words)
        return plain > 1 and plain > sum(word in self.lists.serious for word in words)

    def _places(self, sentence: Sentence) -> Sequence[PlaceMention]:
        places = self.annotation.places
        return places[bisect_left(self.place_starts, sentence.start) : bisect_left(self.place_starts, sentence.end)]

    def _sentence(self, sentence: Sentence) -> list[Claim]:
        words = words_of(self.text, sentence.start, sentence.end)
        dates = self.annotation.dates[
            bisect_left(self.date_starts, sentence.start) : bisect_left(self.date_starts, sentence.end)
        ]
        numbers = self.annotation.numbers[
            bisect_left(self.number_starts, sentence.start) : bisect_left(self.number_starts, sentence.end)
        ]
        marks = Marks(
            {p.start: p for p in self._places(sentence)}, {n.start: n for n in numbers}, {d.start: d for d in dates}
        )
        chunks = chunks_of(words, marks, self.lists)
        clause = Clause(chunks, self.lists, self.phrases)
        hits = self._hits(clause)
        out: list[Claim] = []
        for hit in hits:
            out += self._claims(hit, clause, dates)
        self.salient += [
            c
            for c in chunks
            if c.kind in ("<state>", "<org>", "<group>", "<people>", "<force>", "<office>")
            and (c.country or c.kind in ("<group>", "<org>"))
        ]
        del self.salient[:-12]
        self.phrases = [c for c in chunks if c.kind and c.kind != "<pron>"][-8:] or self.phrases
        return out

    def _hits(self, clause: Clause) -> list[Hit]:
        """The happenings of a sentence, one for each verb or noun, longest patterns first."""
        found: list[Hit] = []
        said: list[Match[Row]] = []
        matches = sorted(self.lists.matcher.find(_Low(clause)), key=lambda m: (m.start, m.start - m.end))
        for match in matches:
            if match.meaning.frame == "said":
                said.append(match)
                continue
            if match.meaning.near and not self._near(match.meaning.near, clause):
                continue
            if self._taken(match, found):
                continue
            hit = clause.read(match)
            if hit is not None:
                found.append(hit)
        for match in said:
            hit = self._stance(match, clause, found)
            if hit is not None and not self._taken(match, found):
                found.append(hit)
        return sorted(found, key=lambda h: (h.first, h.last))

    def _near(self, what: str, clause: Clause) -> bool:
        """Whether the report speaks of what a pattern needs: an organisation just named, borders anywhere."""
        if what == "gates":
            return self.at_border
        kind = f"<{what}>"
        return any(c.kind == kind for c in (*clause.chunks, *(self.salient if what == "org" else ())))

    @staticmethod
    def _taken(match: Match[Row], found: Sequence[Hit]) -> bool:
        """Whether another reading holds the same words: of its verb, or a noun inside what its kind already tells."""
        for hit in found:
            same = hit.match.meaning.kind == match.meaning.kind
            if hit.match.start <= match.head < hit.match.end and (same or hit.match.head == match.head):
                return True
            if same and hit.match.start < match.end and match.start < hit.match.end:
                return True
            if same and match.meaning.frame == "n" and hit.match.start <= match.head <= hit.last:
                return True
        return False

    def _stance(self, match: Match[Row], clause: Clause, found: Sequence[Hit]) -> Hit | None:
        """What makes a position of "said": the words said, unless they tell a happening of their own."""
        hit = clause.read(match)
        if hit is None or not any(clause.chunks[n].kind in ACTOR - {"<force>", "<name>"} for n in hit.actors):
            return None
        chunks = clause.chunks
        last = len(chunks) - 1
        stop = next((n for n in range(match.end, last + 1) if clause.low[n] in (";", ".", ":")), last)
        after = next(
            (
                n
                for n in range(match.end, stop)
                if chunks[n].kind not in ("<date>", "<dur>") and clause.low[n] not in ("on", "in", "late", "early")
            ),
            stop,
        )
        if after < stop - 2 and clause.low[after] != ",":
            first, end = match.end, stop
        else:
            opening = next((n for n in range(match.start - 1, -1, -1) if clause.low[n] in (";", ":")), -1)
            first, end = opening + 1, max(opening + 1, min([hit.first, *hit.actors]) - 1)
        if first > end:
            return None
        if any(first <= h.match.head <= end for h in found):
            return None
        if not self.lists.stance.search(self.text, chunks[first].start, chunks[min(end, last)].end):
            return None
        hit.first, hit.last = min(hit.first, first), max(end, match.end - 1)
        return hit

    # ---------------------------------------------------------------- claims

    def _claims(self, hit: Hit, clause: Clause, dates: Sequence[Date]) -> Iterable[Claim]:
        row = hit.match.meaning
        chunks = clause.chunks
        start, end = chunks[hit.first].start, chunks[min(hit.last, len(chunks) - 1)].end
        key = Span(chunks[hit.match.start].start, chunks[hit.match.end - 1].end)
        date = self._date(hit, clause, dates)
        if date is not None and date.period and (date.period.end or "9999")[:4] < str(self.lists.before):
            return []
        actors = [
            self._party(chunks[n], clause, n)
            for n in hit.actors
            if chunks[n].kind in ACTOR or chunks[n].kind == "<pron>"
        ]
        actors = [a for a in actors if a is not None]
        targets = [self._party(chunks[n], clause, n) for n in hit.targets if chunks[n].kind in ACTOR]
        targets = [t for t in targets if t is not None]
        sources = self.said.sources_of(key)
        places = self._where(hit, clause, row.kind)
        measure, number = self._measure(hit, clause, row.kind)
        base = Claim(
            id="",
            document=self.document.label,
            document_id=self.document.id,
            kind=row.kind,
            evidence=(Evidence(start, end, self.text[start:end]),),
            reader="",
            measure=measure,
            group=self._group(number, row.kind, chunks, hit),
            place=places,
            period=date.period if date is not None else None,
            status=self._status(hit, clause, key),
            section=self.document.section_at(start),
            sources=sources,
            confidence=confidence_of_frame(row.frame, row.kind, self.language),
            rule=f"{row.frame}: {hit.match.pattern}",
        )
        out = []
        groups = [[a] for a in actors] if row.kind in EACH and len(actors) > 1 else [actors]
        for group in groups:
            out.append(_with(base, group, targets))
        return out

    def _party(self, chunk: Chunk, clause: Clause, n: int) -> Party | None:
        """Who a chunk names; a pronoun stands for the last who was named."""
        if chunk.kind == "<pron>" or chunk.own:
            before = [
                c
                for c in clause.chunks[:n]
                if c.kind in ACTOR and c is not chunk and (c.country or c.kind in ("<group>", "<org>"))
            ]
            found = (self.salient + before)[-1:] if not before else before[-1:]
            if chunk.kind == "<pron>":
                return self._party(found[0], clause, 0) if found and not found[0].own else None
            name = self.text[chunk.start : chunk.end]
            return Party(name, found[0].country if found else self.home)
        name = self.text[chunk.start : chunk.end]
        country = chunk.country
        if country is None and chunk.kind in ("<force>", "<office>"):
            country = self.home if chunk.kind == "<office>" or chunk.head in self.lists.lists["statesmen"] else None
        return Party(name, country)

    def _where(self, hit: Hit, clause: Clause, kind: str) -> tuple[Place, ...]:
        chunks = clause.chunks
        inside = chunks[hit.first : hit.last + 1]
        actors = {id(chunks[n]) for n in hit.actors}
        found: list[PlaceMention] = []
        for chunk in inside:
            if id(chunk) in actors and chunk.kind != "<border>":
                continue
            if chunk.kind in ("<place>", "<site>", "<border>", "<base>", "<state>", "<force>", "<office>"):
                found += [m for m in chunk.mentions if not m.demonym or chunk.kind == "<border>"]
        out = [
            as_place(m, self.text[m.start : m.end]) for m in dict.fromkeys(found) if m.best is not None or not m.demonym
        ]
        if kind in NOWHERE:
            return tuple(out)
        borrowed: list[PlaceMention] = []
        if not out or kind.startswith("border"):
            borrowed += [m for n in hit.actors for m in chunks[n].mentions if m.best is not None]
        if not out and not borrowed:
            borrowed += [m for c in chunks for m in c.mentions if not m.demonym and m.best is not None][:1]
            if not borrowed and self.where is not None:
                borrowed.append(self.where)
        known = {p.id for p in out}
        out += [p for m in borrowed if (p := as_place(m, self.text[m.start : m.end], BORROWED)).id not in known]
        return tuple(out)

    def _date(self, hit: Hit, clause: Clause, dates: Sequence[Date]) -> Date | None:
        """The date in the words of the happening, else the first of the sentence that is not of the saying."""
        chunks = clause.chunks
        inside = [c.date for c in chunks[hit.first : hit.last + 1] if c.kind == "<date>" and c.date is not None]
        own = [d for d in inside if d.start >= chunks[hit.match.start].start] or inside
        if own:
            return own[0]
        said = [a.cue.end for a in self.annotation.attributions]
        for chunk in chunks[: hit.first][::-1]:
            if chunk.low in (";", ":"):
                break
            if chunk.kind == "<date>" and chunk.date is not None and not any(0 <= chunk.start - e <= 14 for e in said):
                if chunk is chunks[0] or chunks[1] is chunk:
                    return chunk.date
        return None

    def _measure(self, hit: Hit, clause: Clause, kind: str) -> tuple[Measure | None, Number | None]:
        if kind not in COUNTING:
            return None, None
        chunks = clause.chunks
        if kind in ("pledged", "delivered"):
            for chunk in [*(chunks[n] for n in hit.targets), *chunks[hit.first : hit.last + 1]]:
                number = chunk.number
                if chunk.kind == "<money>" and number is not None:
                    return Measure(number.value, number.low, number.high, number.qualifier, number.unit.upper()), None
            return None, None
        for chunk in [*(chunks[n] for n in (*hit.targets, *hit.actors)), *chunks[hit.first : hit.last + 1]]:
            number = chunk.number
            if number is not None and chunk.kind in ("<force>", "<people>", "<base>", "<group>"):
                return Measure(number.value, number.low, number.high, number.qualifier, "people"), number
        if kind == "exercise":
            for chunk in chunks[max(0, hit.match.start - 5) : hit.match.start]:
                if chunk.kind == "<num>" and chunk.number is not None:
                    n = chunk.number
                    return Measure(n.value, n.low, n.high, n.qualifier, "times"), None
        return None, None

    def _group(self, number: Number | None, kind: str, chunks: Sequence[Chunk], hit: Hit) -> Group | None:
        if number is None:
            return None
        chunk = next((c for c in chunks if c.number is number), None)
        text = self.text[number.end : chunk.end].strip() if chunk is not None and chunk.end > number.end else None
        return Group(text=text or None, category="combatants", nationality=chunk.country if chunk else None)

    def _status(self, hit: Hit, clause: Clause, key: Span) -> Status:
        kind = hit.match.meaning.kind
        if hit.match.meaning.status == "denied":
            return "denied"
        if kind == "statement":
            return "asserted"
        start = clause.chunks[hit.match.start].start
        found = self.said.status_of(Span(start, clause.chunks[hit.match.end - 1].end))
        low = clause.low
        near = low[max(0, hit.match.head - 4) : hit.match.head]
        if found == "ordered":
            found = "planned"
        if found == "asserted" and hit.match.meaning.frame == "v":
            if not self.lists.planned.isdisjoint(near):
                return "planned"
            if not self.lists.maybe.isdisjoint(near):
                return "possible"
            if not self.lists.never.isdisjoint(near):
                return "denied"
            if not self.lists.lists["maybe"].isdisjoint(low[max(0, hit.match.head - 3) : hit.match.head]):
                return "possible"
            if near[-1:] == ["to"] and len(near) > 1 and clause.chunks[hit.match.head - 2].kind:
                return "planned"
        return found


class _Low:
    """The words of a clause as patterns see them."""

    __slots__ = ("low",)

    def __init__(self, clause: Clause) -> None:
        self.low = clause.low


def _with(claim: Claim, actors: Sequence[Party], targets: Sequence[Party]) -> Claim:
    others = [*actors[1:], *targets]
    if not actors:
        return replace(claim, parties=tuple(dict.fromkeys(targets)))
    return replace(claim, actor=actors[0], parties=tuple(dict.fromkeys(p for p in others if p != actors[0])))
