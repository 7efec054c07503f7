"""Who stands where around a verb or a noun of war and diplomacy: subjects, objects, agents, and whether they fit."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from panj.claims.patterns import Match
from panj.claims.security_chunks import Chunk
from panj.claims.security_words import Row, SecurityWords

STOPS = frozenset(",;:.!?—–|")
HARD = frozenset(";:.!?|")
OBJECT = 7
"""Chunks behind a verb among which its object is looked for."""
SCENE = 7
"""Chunks behind a noun of a happening among which its place, date or author is looked for."""
ASIDE = 18
"""Chunks of a clause between commas that is stepped over."""
FORCES = frozenset({"<force>", "<group>", "<people>", "<weapon>", "<state>", "<org>", "<border>"})
TAIL = 12
"""Chunks behind a match that its evidence takes in."""


@dataclass(slots=True)
class Hit:
    """A happening: the match, the chunks of those who act, of what they act on and of the words that tell it."""

    match: Match[Row]
    actors: list[int] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)
    first: int = 0
    last: int = 0
    passive: bool = False


class Clause:
    """One sentence in chunks."""

    def __init__(self, chunks: Sequence[Chunk], lists: SecurityWords, before: Sequence[Chunk] = ()) -> None:
        self.chunks = chunks
        self.before = before
        """Noun phrases of the sentence before, which a pronoun may stand for."""
        self.lists = lists
        self.low = [c.low for c in chunks]

    def read(self, match: Match[Row]) -> Hit | None:
        """The happening of a match, or None where those around it do not fit."""
        row = match.meaning
        if row.frame == "n":
            return self._noun(match)
        if row.frame == "p":
            hit = Hit(match, self.subjects(match.start), [], match.start)
            return self._bounded(hit, match.end)
        return self._verb(match)

    # ---------------------------------------------------------------- verbs

    def _verb(self, match: Match[Row]) -> Hit | None:
        row = match.meaning
        form = self.low[match.head]
        if self._idle(match):
            return None
        subjects = self.subjects(match.start)
        passive = form in self.lists.participles and self._be_before(match.head)
        inside = [
            n for n in range(match.head + 1, match.end) if self.chunks[n].kind in row.object and self.chunks[n].kind
        ]
        objects = inside or self.objects(match.end, row)
        participle = form in self.lists.participles
        if not passive and not objects and row.object and participle and self.fits(subjects, row.object, strict=True):
            passive = self._behind(match.end) and not (self.fits(subjects, row.subject, strict=True) and row.optional)
        if passive:
            return self._passive(match, subjects)
        if row.subject and not self.fits(subjects, row.subject, strict=row.strict):
            if subjects or "<money>" not in row.subject:
                return None
        if row.object and not objects and not row.optional:
            return None
        actors, targets = (objects, subjects) if row.swap else (subjects, objects)
        hit = Hit(match, actors, targets, self._opening(subjects, match.start))
        return self._bounded(hit, max([match.end, *(o + 1 for o in objects)]))

    def _passive(self, match: Match[Row], subjects: list[int]) -> Hit | None:
        row = match.meaning
        agents = self.agents(match.end)
        if row.frame == "said" or row.object and not self.fits(subjects, row.object, strict=row.direct):
            return None
        if agents and row.subject and not self.fits(agents, row.subject):
            return None
        if not row.object and not agents:
            if row.kind in ("statement", "agreement", "meeting") or not self.fits(subjects, row.subject):
                return None
            agents, subjects = subjects, []
        hit = Hit(match, agents, subjects, self._opening(subjects or agents, match.start), passive=True)
        return self._bounded(hit, match.end)

    def _idle(self, match: Match[Row]) -> bool:
        """A noun that looks like the verb ("the attack"), an auxiliary ("have taken"), another verb ("wound up")."""
        row, form = match.meaning, self.low[match.head]
        small, grammar = self.lists.lists, self.lists.grammar
        before = self.low[match.start - 1] if match.start else ""
        after = self.low[match.end] if match.end < len(self.low) else ""
        if before in grammar.determiners and before not in ("that", "all", "both", "this", "those", "these"):
            return True
        if before in small["possessive"] or form in self.lists.bases and before in small["within"] and before != "to":
            return True
        if match.end == match.head + 1:
            if form in grammar.have and (
                after in self.lists.participles or after in grammar.be or after in grammar.negations
            ):
                return True
            if after in small["particles"] and row.object:
                return True
            if before == "," and after == ",":
                return True
        if row.kind == "statement" and (
            before in grammar.negations or self.low[match.start - 2 : match.start] == ["not", "to"]
        ):
            return True
        if row.kind == "attack" and form in self.lists.gerunds and before == ",":
            return True
        return (
            bool(row.object)
            and self.low[match.end - 1] in small["within"]
            and match.end < len(self.low)
            and self.chunks[match.end].kind in ("<date>", "<dur>")
        )

    def _be_before(self, head: int) -> bool:
        grammar = self.lists.grammar
        n = head - 1
        while n >= 0 and (
            self.low[n] in grammar.adverbs or self.low[n].endswith("ly") or self.chunks[n].kind in ("<date>", "<dur>")
        ):
            if self.low[n] in grammar.be or self.low[n] in grammar.get:
                return True
            n -= 1
        return n >= 0 and (self.low[n] in grammar.be or self.low[n] in grammar.get)

    def _behind(self, end: int) -> bool:
        """Whether what follows a participle is what follows a passive: "handed to", "shut since", an end."""
        if end >= len(self.low):
            return True
        low = self.low[end]
        return low in self.lists.lists["open"] or low in STOPS or self.chunks[end].kind in ("<date>", "<dur>")

    # ---------------------------------------------------------------- nouns

    def _noun(self, match: Match[Row]) -> Hit | None:
        owner = self.owner(match.start)
        after = self.scene(match.end)
        agents = self.agents(match.end)
        actors = ([owner] if owner is not None else []) or agents
        if match.end < len(self.low) and self.low[match.end] in self.lists.lists["parley"]:
            return None
        inside = [n for n in range(match.start, match.end) if self.chunks[n].kind in FORCES]
        if inside and not actors:
            actors = inside[:1]
        first = owner if owner is not None else match.start
        opening = self.lists.lists["before_noun"] | self.lists.grammar.determiners
        while owner is None and first > 0 and self.low[first - 1] in opening:
            first -= 1
        if not self._anchored(match, actors, after):
            return None
        hit = Hit(match, actors, [n for n in after if n not in actors], first)
        return self._bounded(hit, match.end)

    def owner(self, start: int) -> int | None:
        """Whose it is: "ARSA 's attacks", "the Russian shelling", "army shelling"."""
        n = start - 1
        while n >= 0 and (
            self.low[n] in self.lists.lists["before_noun"]
            and self.low[n] not in self.lists.grammar.determiners
            or self.chunks[n].kind == "<num>"
        ):
            n -= 1
        if n >= 1 and self.low[n] in self.lists.lists["possessive"] and self.chunks[n - 1].kind:
            return n - 1
        if n >= 0 and self.chunks[n].kind in (
            "<date>",
            "<demonym>",
            "<force>",
            "<group>",
            "<state>",
            "<org>",
            "<people>",
            "<weapon>",
            "<name>",
        ):
            return n
        return None

    def scene(self, end: int) -> list[int]:
        """Places, dates, forces behind a noun, up to the end of its clause."""
        found: list[int] = []
        n = end
        while n < len(self.chunks) and n < end + SCENE:
            chunk = self.chunks[n]
            if chunk.kind:
                if chunk.kind != "<pron>":
                    found.append(n)
            elif (
                chunk.low in HARD
                or chunk.low == ","
                or chunk.low in self.lists.lists["relative"]
                or chunk.low in self.lists.grammar.have
            ):
                break
            elif (
                chunk.low in self.lists.forms
                and chunk.low not in self.lists.participles
                and chunk.low not in self.lists.lists["within"]
            ):
                break
            n += 1
        return found

    def _anchored(self, match: Match[Row], actors: Sequence[int], after: Sequence[int]) -> bool:
        row = match.meaning
        kinds = {self.chunks[n].kind for n in after}
        actor = {self.chunks[n].kind for n in actors}
        forces = {"<force>", "<group>", "<people>", "<weapon>", "<demonym>", "<state>", "<org>", "<office>"}
        whole = {c.kind for c in self.chunks}
        anchor = row.anchor
        if anchor == "spot":
            return bool(kinds & {"<place>", "<site>", "<border>", "<state>", "<base>"}) or bool(actor & forces)
        if anchor == "scene":
            return bool(actor & forces) or bool(
                kinds & {"<place>", "<site>", "<force>", "<group>", "<state>", "<date>", "<border>", "<people>"}
            )
        if anchor == "martial":
            near = set(self.low[max(0, match.start - 3) : match.end]) & self.lists.lists["martial"]
            named = match.end < len(self.chunks) and self.chunks[match.end].kind in ("<name>", "<org>")
            armed = whole & {"<force>", "<group>", "<state>", "<org>", "<people>", "<demonym>", "<office>"}
            return (
                bool(near)
                or bool(actor & forces)
                or bool(whole & {"<force>"})
                or bool(named and armed)
                or bool(armed and not kinds.isdisjoint({"<state>", "<org>", "<people>", "<demonym>"}))
            )
        if anchor == "troops":
            return bool(actor & (forces - {"<weapon>"})) or bool(kinds & {"<force>", "<group>", "<people>", "<org>"})
        if anchor == "gate":
            return bool(kinds & {"<border>"}) or bool(actor & {"<border>"})
        if anchor == "sitting":
            civil = {"<state>", "<org>", "<office>", "<group>", "<people>", "<name>"}
            return (
                bool(kinds & {"<place>", "<state>", "<org>", "<date>"})
                and bool((whole & civil) - {"<name>"})
                or bool(actor & {"<state>", "<org>"})
            )
        if anchor == "deal":
            if not self.lists.lists["truce"].isdisjoint(self.low[match.start : match.end]):
                return True
            if any(c.kind == "<date>" for c in self.chunks[match.start : match.end]):
                return True
            return (
                bool(kinds & {"<state>", "<org>", "<group>", "<date>", "<people>", "<office>", "<border>"})
                or bool(actor & {"<state>", "<group>", "<demonym>", "<date>"})
                or self.chunks[match.start].kind == "<date>"
            )
        if anchor == "club":
            return "<org>" in whole or bool(actor & {"<state>"})
        if anchor == "sum":
            return "<money>" in whole
        return "<base>" in whole

    # ---------------------------------------------------------------- arguments

    def fits(self, places: Sequence[int], kinds: frozenset[str], *, strict: bool = False) -> bool:
        """Whether one of the chunks is of the kinds, or a pronoun that may stand for one that is."""
        for n in places:
            kind = self.chunks[n].kind
            if kind in kinds:
                return True
            if kind in ("<pron>", "<num>") and not strict:
                nouns = [*self.before, *(c for c in self.chunks[:n] if c.kind)][-8:]
                if any(c.kind in kinds for c in nouns):
                    return True
        return False

    def subjects(self, verb: int) -> list[int]:
        """The chunks of the subject of a verb: the nearest noun phrase before it that no preposition governs."""
        n = verb - 1
        low, grammar = self.low, self.lists.grammar
        while n >= 0:
            chunk = self.chunks[n]
            word = low[n]
            if word in self.lists.lists["relative"] and word != "where":
                n -= 1
                if n >= 0 and low[n] == ",":
                    n -= 1
                return self._nearest(n)
            if chunk.kind in ("<date>", "<dur>"):
                n -= 2 if n and low[n - 1] in self.lists.lists["within"] else 1
                continue
            if self._light(word) or word == "to" and n == verb - 1:
                n -= 1
                continue
            if word == ",":
                opening = next(
                    (k for k in range(n - 1, max(-1, n - ASIDE), -1) if low[k] == "," or low[k] in HARD), None
                )
                if opening is None or low[opening] in HARD:
                    return self._clause_first(n)
                aside = self._nearest(n - 1, opening + 1)
                outer = self._nearest(opening - 1)
                if (
                    outer
                    and aside
                    and self.chunks[outer[-1]].kind == "<name>"
                    and self.chunks[aside[-1]].kind == "<office>"
                ):
                    return aside
                return outer or aside
            if (
                word in grammar.coordinators
                or word in grammar.contrasts
                and word in ("but", "yet")
                or word in ("then",)
            ):
                return self._clause_first(n)
            if chunk.kind:
                found = self._nearest(n)
                return found or ([n] if low[verb] in self.lists.gerunds and chunk.kind != "<num>" else [])
            if word in self.lists.gerunds or word in self.lists.participles or word in HARD:
                return []
            if word in self.lists.forms:
                return self._clause_first(n)
            return []
        return []

    def _light(self, word: str) -> bool:
        grammar = self.lists.grammar
        return (
            word in grammar.adverbs or word in grammar.modal or word in grammar.be or word in grammar.have
            or word in grammar.negations or word.endswith("ly") or word in ("not", "all", "both", "each", "late", "early", "yesterday", "again", "n't", "t", "got")
        )  # fmt: skip

    def _nearest(self, n: int, floor: int = 0) -> list[int]:
        """The noun phrase that ends at or before n, its prepositional phrases stepped over, with those joined to it."""
        fallback: list[int] = []
        low = self.low
        while n >= floor:
            chunk = self.chunks[n]
            if chunk.kind and chunk.kind not in ("<date>", "<dur>"):
                before = n - 1
                while before >= floor and (
                    low[before] in self.lists.grammar.determiners or low[before] in self.lists.grammar.adverbs
                ):
                    before -= 1
                if before >= floor and low[before] in self.lists.lists["within"]:
                    part = before > floor and (
                        self.chunks[before - 1].kind == "<num>" or low[before - 1] in self.lists.lists["partitive"]
                    )
                    if part and low[before] == "of":
                        return [n]
                    fallback = fallback or [n]
                    n = before - 1
                    continue
                return self._joined(n, floor)
            if chunk.kind or low[n] in self.lists.grammar.adverbs:
                n -= 1
                continue
            if low[n] == "," and fallback:
                opening = next((k for k in range(n - 1, max(floor - 1, n - ASIDE), -1) if low[k] == ","), None)
                if opening is not None:
                    n = opening - 1
                    continue
            return fallback if low[n] in STOPS or low[n] in self.lists.forms else []
        return fallback

    def _joined(self, n: int, floor: int) -> list[int]:
        out = [n]
        while n - 2 >= floor and (self.low[n - 1] in self.lists.lists["link"] or self.low[n - 1] == ","):
            k = n - 2
            if self.low[k] == ",":
                if self.low[n - 1] == "," or k < floor + 3 or self.low[k - 2] != ",":
                    break
                k -= 1
            if (
                k < floor
                or not self.chunks[k].kind
                or self.chunks[k].kind in ("<date>", "<dur>", "<num>", "<money>", "<pron>")
            ):
                break
            before = k - 1
            if before >= floor and self.low[before] in self.lists.lists["within"] and self.low[n - 1] == ",":
                break
            if len(out) == 1 and self.low[n - 1] == ",":
                break
            out.insert(0, k)
            n = k
        return out

    def _clause_first(self, n: int) -> list[int]:
        """The subject of the clause that goes on at n: its first noun phrase that no preposition governs."""
        start = n
        while (
            start > 0
            and self.low[start - 1] not in HARD
            and self.low[start - 1] not in ("that", "who", "which", "while", "whose", "after", "when", "as")
        ):
            start -= 1
        fallback: list[int] = []
        k = start
        while k < n:
            if self.chunks[k].kind and self.chunks[k].kind not in ("<date>", "<dur>"):
                before = k - 1
                while before >= start and self.low[before] in self.lists.grammar.determiners:
                    before -= 1
                if before >= start and self.low[before] in self.lists.lists["within"]:
                    fallback = fallback or [k]
                else:
                    out = [k]
                    while k + 2 < n and self.low[k + 1] in self.lists.lists["link"] and self.chunks[k + 2].kind:
                        out.append(k + 2)
                        k += 2
                    return out
            k += 1
        return fallback

    def objects(self, end: int, row: Row) -> list[int]:
        """The chunks of the direct object behind a verb, those of `kinds` only."""
        kinds = row.object
        n = end
        unknown = 0
        hops = 9 if row.direct else 0
        while n < len(self.chunks) and n < end + OBJECT:
            chunk = self.chunks[n]
            if chunk.kind in kinds and chunk.kind:
                out = [n]
                while (
                    n + 2 < len(self.chunks)
                    and self.low[n + 1] in self.lists.lists["link"] | {","}
                    and self.chunks[n + 2].kind in kinds
                    and self.chunks[n + 2].kind
                ):
                    if self.low[n + 1] == "," and not (
                        n + 4 < len(self.chunks) and self.low[n + 3] in self.lists.lists["link"]
                    ):
                        break
                    out.append(n + 2)
                    n += 2
                return out
            if chunk.kind in ("<date>", "<dur>", "<num>", "<demonym>"):
                n += 1
                continue
            if chunk.kind:
                if hops or chunk.kind in ("<pron>",):
                    return []
                hops += 1
                if n + 1 < len(self.low) and self.low[n + 1] in self.lists.lists["spatial"]:
                    n += 2
                    continue
                return []
            word = chunk.low
            if word in STOPS or word in ("that", "who", "which", "whose"):
                return []
            if (
                word in self.lists.grammar.determiners
                or word in self.lists.grammar.adverbs
                or word in self.lists.lists["partitive"]
                or word in self.lists.lists["possessive"]
            ):
                n += 1
                continue
            if word in ("of", "in", "at", "near", "around") and (unknown or n > end):
                hops += word != "of" or unknown > 0
                if hops > 1:
                    return []
                n += 1
                continue
            if (
                word in self.lists.grammar.prepositions
                or word in self.lists.forms
                and word not in self.lists.participles
            ):
                return []
            unknown += 1
            if unknown > 4 or hops:
                return []
            n += 1
        return []

    def agents(self, end: int) -> list[int]:
        """Who did it, by "by"."""
        for n in range(end, min(len(self.low), end + 9)):
            if self.low[n] in HARD or self.low[n] in ("who", "which"):
                return []
            if self.low[n] in self.lists.lists["by"]:
                for k in range(n + 1, min(len(self.low), n + 5)):
                    kind = self.chunks[k].kind
                    if kind in ("<date>", "<dur>", "<num>", "<money>"):
                        return []
                    if kind:
                        return [k]
        return []

    # ---------------------------------------------------------------- extents

    def _opening(self, subjects: Sequence[int], start: int) -> int:
        """Where the telling words begin: at the subject where it stands near."""
        if subjects and subjects[0] < start and start - subjects[0] <= 10:
            return subjects[0]
        return start

    def _bounded(self, hit: Hit, end: int) -> Hit:
        """Sets where the words of the happening end: with its clause."""
        n = end
        grammar = self.lists.grammar
        while n < len(self.low) and n < end + TAIL:
            word = self.low[n]
            if word in STOPS or word in self.lists.lists["relative"] or word in grammar.contrasts and word != "against":
                break
            if word in self.lists.lists["link"] and n + 1 < len(self.low) and not self.chunks[n + 1].kind:
                break
            if (
                not self.chunks[n].kind
                and word in self.lists.forms
                and word not in self.lists.lists["within"]
                and n > end
            ):
                break
            if word in grammar.subordinators and word not in grammar.prepositions:
                break
            n += 1
        hit.last = max(n - 1, end - 1, hit.first)
        return hit
