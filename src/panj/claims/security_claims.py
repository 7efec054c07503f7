"""From a happening to a claim: who, where, when, how many, how sure, by whom said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as day
from datetime import timedelta

from panj.claims.context import Said
from panj.claims.roles import as_place
from panj.claims.security_arguments import HARD
from panj.claims.security_frames import Clause
from panj.claims.security_items import Chunk
from panj.claims.security_nouns import FORCES, Hit
from panj.claims.security_scene import Scene
from panj.claims.security_status import Judge
from panj.claims.security_words import SecurityWords
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
    Period,
    Place,
    PlaceMention,
    Span,
)
from panj.model.vocabulary import Status

CONFIDENCE = {"v": 0.75, "n": 0.6, "p": 0.65, "said": 0.6}
BORROWED = 0.6
"""What a place taken from the context keeps of its score."""
COUNTING = frozenset({"deployment", "withdrawal", "base", "exercise"})
MONEY = frozenset({"pledged", "delivered"})
EACH = frozenset({"statement", "membership"})
"""Kinds of which each of several who do it makes a claim."""
NOWHERE = frozenset({"statement", "membership"})
"""Kinds that do not happen at the place where the report is."""
AT_ACTOR = frozenset({"exercise", "agreement", "meeting", "border_closed", "border_opened"})
"""Kinds that, for want of a place, happen where those who act are."""
ACTOR = FORCES | {"<name>", "<pron>", "<num>"}
GROUND = frozenset({"<place>", "<site>", "<border>", "<base>", "<state>", "<force>", "<office>", "<road>", "<group>"})
LATER = 14
"""Chunks behind a happening within which a date may be its own."""
SPOKEN = 14
"""Characters behind a verb of saying within which a date is that of the saying."""


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds the claims of one document."""

    document: Document
    annotation: Annotation
    lists: SecurityWords
    said: Said
    scene: Scene
    judge: Judge

    def claims(self, hit: Hit, clause: Clause, hits: Sequence[Hit]) -> Iterator[Claim]:
        """The claims of a happening: one, or one for each who takes part where each does it for himself."""
        chunks, row, text = clause.chunks, hit.match.meaning, self.document.text
        start, end = chunks[hit.first].start, chunks[min(hit.last, len(chunks) - 1)].end
        key = Span(chunks[hit.match.start].start, chunks[hit.match.end - 1].end)
        date = self._date(hit, clause, hits)
        if date is not None and date.period and (date.period.end or "9999")[:4] < str(self.lists.before):
            return
        sources = self.said.sources_of(key)
        status = self.judge.status(hit, clause, key, date, sources)
        measure, number = self._measure(hit, clause)
        claim = Claim(
            id="",
            document=self.document.label,
            document_id=self.document.id,
            kind=row.kind,
            evidence=(Evidence(start, end, text[start:end]),),
            reader="",
            measure=measure,
            group=self._group(number, chunks),
            place=self._where(hit, clause),
            period=self._period(date, status),
            status=status,
            section=self.document.section_at(start),
            sources=sources,
            confidence=CONFIDENCE[row.frame],
            rule=f"{row.frame}: {hit.match.pattern}",
        )
        border = row.kind.startswith("border")
        grounds = [n for n in hit.actors if border and chunks[n].kind in ("<place>", "<name>", "<site>", "<border>")]
        if border and not [n for n in hit.actors if n not in grounds]:
            owners = [n for n in (*grounds, *hit.targets) if chunks[n].country and chunks[n].kind == "<border>"]
            owning = [Party(_named(chunks[n]), chunks[n].country) for n in owners[:1]]
        else:
            owning = []
        actors = owning or [p for n in hit.actors if n not in grounds and (p := self._party(n, clause)) is not None]
        targets = [p for n in (*hit.targets, *self._listed(hit, clause)) if (p := self._party(n, clause)) is not None]
        for _ in grounds[1:]:
            yield _with(claim, actors, targets)
        if row.kind in EACH and len(actors) > 1:
            yield from (_with(claim, [actor], targets) for actor in actors)
        else:
            yield _with(claim, actors, targets)

    # ---------------------------------------------------------------- who

    def _party(self, n: int, clause: Clause) -> Party | None:
        chunk = clause.chunks[n]
        if chunk.kind not in ACTOR or chunk.kind == "<base>":
            return None
        text = self.document.text[chunk.start : chunk.end]
        meant = self.scene.meant(chunk, clause.chunks[:n])
        if chunk.kind in ("<pron>", "<num>"):
            return None if meant is None else Party(self.document.text[meant.start : meant.end], meant.country)
        return Party(text, chunk.country or (meant.country if meant is not None else None))

    def _listed(self, hit: Hit, clause: Clause) -> list[int]:
        """Those whom the words of the happening name beside: members, partners, the sides of a treaty."""
        if hit.kind not in ("membership", "exercise", "agreement", "meeting", "base"):
            return []
        last = len(clause.chunks) if hit.kind == "membership" else hit.last + 1
        known = {*hit.actors, *hit.targets}
        kinds = ("<state>", "<org>") if hit.kind in ("membership", "base") else tuple(FORCES)
        out = []
        for n in range(hit.match.end, last):
            if clause.low[n] in (";", ".") or clause.low[n] in clause.small["relative"]:
                break
            if n not in known and clause.kinds[n] in kinds:
                out.append(n)
        return out

    # ---------------------------------------------------------------- where

    def _where(self, hit: Hit, clause: Clause) -> tuple[Place, ...]:
        chunks = clause.chunks
        inside = chunks[hit.first : hit.last + 1]
        actors = [chunks[n] for n in hit.actors]
        lone = {id(a) for a in actors if a.kind not in ("<border>", "<place>", "<site>")}
        found = [
            m
            for chunk in inside
            if id(chunk) not in lone and chunk.kind in GROUND
            for m in chunk.mentions
            if not m.demonym or chunk.kind in ("<border>", "<site>")
        ]
        if hit.kind == "seized":
            among = next((n for n in range(hit.last, len(chunks)) if clause.low[n] in clause.small["including"]), None)
            if among is not None:
                found += [m for chunk in chunks[among:] for m in chunk.mentions if not m.demonym]
        out = self._places(found, 1.0)
        border = any(c.kind == "<border>" or c.head in clause.small["own_side"] for c in inside)
        if hit.kind in NOWHERE:
            return tuple(out)
        vague = next((c for c in chunks if id(c) not in lone and self.scene.unnamed(c)), None)
        if vague is not None and not out and not border:
            meant = self.scene.land(vague, {a.country for a in actors})
            return tuple(self._places([meant] if meant else [], BORROWED))
        borrowed: list[PlaceMention] = []
        if (not out and hit.kind in AT_ACTOR) or border:
            borrowed += [m for a in actors for m in a.mentions if m.best is not None]
        if not out and not borrowed:
            named = [m for c in chunks if id(c) not in lone for m in c.mentions if not m.demonym and m.best is not None]
            borrowed = named[:1] or [m for m in (self.scene.place,) if m is not None]
        if not out and not borrowed:
            borrowed = [m for a in actors for m in a.mentions if m.best is not None]
        known = {place.id for place in out}
        return (*out, *(p for p in self._places(borrowed, BORROWED) if p.id not in known))

    def _places(self, mentions: Sequence[PlaceMention], score: float) -> list[Place]:
        text = self.document.text
        return [as_place(m, text[m.start : m.end], score) for m in dict.fromkeys(mentions)]

    # ---------------------------------------------------------------- when

    def _date(self, hit: Hit, clause: Clause, hits: Sequence[Hit]) -> Date | None:
        """The date of a happening: in or right behind its words, before them, at the head of the sentence."""
        chunks, low, small = clause.chunks, clause.low, clause.small
        if hit.kind == "statement":
            return self._date_said(hit, clause)
        following = [
            h.match.start
            for h in hits
            if h.match.start > hit.match.start
            and h.first > hit.first
            and (h.match.start > hit.last or h.match.meaning.frame != "n")
        ]
        for n in range(hit.match.start, min([len(chunks), hit.last + LATER, *following])):
            if low[n] in HARD or (n > hit.last and (low[n] in small["relative"] or low[n] in small["breaks"])):
                break
            if chunks[n].kind == "<date>" and not self._of_saying(chunks[n]):
                return chunks[n].date
        for n in range(hit.match.start - 1, -1, -1):
            if low[n] in HARD:
                break
            if chunks[n].kind == "<date>" and (n >= hit.first or n < 2) and not self._of_saying(chunks[n]):
                return chunks[n].date
        return None

    def _date_said(self, hit: Hit, clause: Clause) -> Date | None:
        near = (*range(hit.match.end, hit.match.end + 4), *range(hit.match.start - 1, hit.match.start - 5, -1))
        found = (clause.chunks[n] for n in near if 0 <= n < len(clause.chunks))
        return next((chunk.date for chunk in found if chunk.kind == "<date>"), None)

    def _of_saying(self, chunk: Chunk) -> bool:
        return any(0 <= chunk.start - a.cue.end <= SPOKEN for a in self.annotation.attributions)

    def _period(self, date: Date | None, status: Status) -> Period | None:
        """The days of a date. What is open has no other end; what is planned lies ahead: the next Friday, the next
        first of May."""
        if date is None or date.period is None:
            return None
        period, told = date.period, self.document.published
        days = period.precision == "day" and period.start is not None and period.end is not None
        if status == "planned" and days and told and period.text and str(period.end) <= told:
            words = period.text.split()
            if not any(char.isdigit() for char in period.text):
                period = _shifted(period, 7) if str(period.end) < told else period
            elif not any(word.isdigit() and len(word) == 4 for word in words):
                period = _shifted(period, 365)
        if date.relation == "since":
            return Period(period.start, None, period.precision, period.text)
        if date.relation in ("until", "by"):
            return Period(None, period.end, period.precision, period.text)
        return period

    # ---------------------------------------------------------------- how many

    def _measure(self, hit: Hit, clause: Clause) -> tuple[Measure | None, Number | None]:
        chunks = clause.chunks
        inside = chunks[hit.first : hit.last + 1]
        if hit.kind in MONEY:
            for chunk in [*(chunks[n] for n in hit.targets), *inside]:
                if chunk.kind == "<money>" and chunk.number is not None:
                    return _measured(chunk.number, chunk.number.unit.upper()), None
            return None, None
        if hit.kind not in COUNTING:
            return None, None
        if hit.kind == "exercise" and hit.match.meaning.frame == "n":
            for chunk in chunks[max(0, hit.match.start - 5) : hit.match.start]:
                if chunk.kind == "<num>" and chunk.number is not None:
                    return _measured(chunk.number, "times"), None
        named = [chunks[n] for n in (*hit.targets, *hit.actors)]
        tail = chunks[hit.last + 1 :] if hit.kind == "exercise" else ()
        for chunk in [*named, *inside, *tail]:
            counted = chunk.kind in ("<force>", "<people>", "<base>", "<group>", "<men>") or (
                chunk in named and chunk.kind == "<num>"
            )
            if chunk.number is not None and counted:
                return _measured(chunk.number, "people"), chunk.number
        bare = next((c.number for c in inside if c.kind == "<num>" and c.number is not None), None)
        if hit.kind in ("base", "deployment") and bare is not None and (bare.value or bare.low or 0) >= 50:
            return _measured(bare, "people"), bare
        return None, None

    def _group(self, number: Number | None, chunks: Sequence[Chunk]) -> Group | None:
        if number is None:
            return None
        chunk = next((c for c in chunks if c.number is number), None)
        text = self.document.text[number.end : chunk.end].strip() if chunk is not None else ""
        return Group(text=text or None, category="combatants", nationality=chunk.country if chunk else None)


def _named(chunk: Chunk) -> str:
    return next((m.name for m in chunk.mentions), chunk.head)


def _measured(number: Number, unit: str) -> Measure:
    return Measure(number.value, number.low, number.high, number.qualifier, unit)


def _shifted(period: Period, days: int) -> Period:
    """The same period so many days later; a year later keeps its day of the month."""
    try:
        start, end = day.fromisoformat(str(period.start)), day.fromisoformat(str(period.end))
        if days == 365:
            start, end = start.replace(year=start.year + 1), end.replace(year=end.year + 1)
        else:
            start, end = start + timedelta(days), end + timedelta(days)
    except ValueError:
        return period
    return replace(period, start=start.isoformat(), end=end.isoformat())


def _with(claim: Claim, actors: Sequence[Party], targets: Sequence[Party]) -> Claim:
    if not actors:
        return replace(claim, parties=tuple(dict.fromkeys(targets)))
    others = dict.fromkeys(p for p in (*actors[1:], *targets) if p != actors[0])
    return replace(claim, actor=actors[0], parties=tuple(others))
