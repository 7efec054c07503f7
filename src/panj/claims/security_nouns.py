"""Nouns of happenings ("the shelling of Jermuk"), and which words of a sentence tell a happening."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from panj.claims.patterns import Match
from panj.claims.security_arguments import HARD, STOPS, Arguments
from panj.claims.security_words import Row

SCENE = 7
"""Chunks behind a noun of a happening among which its place, date or author is looked for."""
TAIL = 12
"""Chunks behind a match that its evidence takes in."""
NEAR = 10
"""Chunks between a subject and its verb within which the evidence begins at the subject."""
HELD = frozenset({"exercise", "meeting"})
"""Kinds of which a noun is held by the subject of the verb before it."""
FORCES = frozenset(
    {"<force>", "<group>", "<people>", "<weapon>", "<demonym>", "<state>", "<org>", "<office>", "<base>"}
)
SPOTS = frozenset({"<place>", "<site>", "<border>", "<state>", "<base>", "<road>"})


@dataclass(slots=True)
class Hit:
    """A happening: the match, the chunks of those who act, of what they act on, and of the words that tell it."""

    match: Match[Row]
    actors: list[int] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)
    first: int = 0
    last: int = 0

    @property
    def kind(self) -> str:
        return self.match.meaning.kind


class Nouns(Arguments):
    """Reads nouns, and bounds what is read."""

    def noun(self, match: Match[Row]) -> Hit | None:
        if match.end < len(self.low) and self.low[match.end] in self.small["parley"]:
            return None
        if match.start and self.low[match.start - 1] in self.small["bodily"]:
            return None
        owner = self.owner(match.start)
        after = self.scene(match.end)
        actors = [owner] if owner is not None and self.kinds[owner] != "<date>" else self.agents(match.end)
        if not actors:
            actors = [n for n in range(match.start, match.end) if self.kinds[n] in FORCES | {"<border>"}][:1]
        first = owner if owner is not None else match.start
        opening = self.small["before_noun"] | self.lists.grammar.determiners - self.small["opens"]
        while first == 0 or (owner is None and self.low[first - 1] in opening):
            if first == 0:
                break
            first -= 1
        if match.meaning.kind in HELD and (owner is None or self.kinds[owner] == "<date>"):
            holders = self._holders(first)
            actors = holders or actors
            first = min([first, *holders])
        if not self._anchored(match, owner, actors, after):
            return None
        return self.bounded(Hit(match, actors, [n for n in after if n not in actors], first), match.end)

    def owner(self, start: int) -> int | None:
        """Whose it is, or of when: "ARSA 's attacks", "the Russian shelling", "the 1974 accord"."""
        n = start - 1
        while n >= 0 and (
            (self.low[n] in self.small["before_noun"] and self.low[n] not in self.lists.grammar.determiners)
            or self.kinds[n] == "<num>"
        ):  # fmt: skip
            n -= 1
        if n >= 1 and self.low[n] in self.small["possessive"] and self.kinds[n - 1]:
            return n - 1
        if n < 0 or self.kinds[n] not in FORCES | {"<name>", "<date>"}:
            return None
        return None if self.chunks[n].head in self.small["martial"] and not self.chunks[n].mentions else n

    def _holders(self, first: int) -> list[int]:
        """Who holds, begins or joins what a noun names: "Iran's army began a drill"."""
        n = first - 1
        while n >= 0 and n > first - 6:
            word = self.low[n]
            if word in STOPS or self.kinds[n] not in ("", "<num>", "<dur>", "<date>"):
                return []
            if word in self.small["sets"]:
                n -= 1
                continue
            if word in self.lists.forms and word not in self.small["within"]:
                return [k for k in self.subjects(n) if self.kinds[k] in FORCES | {"<name>", "<pron>", "<num>"}]
            n -= 1
        return []

    def scene(self, end: int) -> list[int]:
        """Places, dates, forces behind a noun, up to the end of its clause."""
        found: list[int] = []
        for n in range(end, min(len(self.chunks), end + SCENE)):
            word = self.low[n]
            if self.kinds[n]:
                if self.kinds[n] != "<pron>":
                    found.append(n)
            elif self._closes(word):
                break
        return found

    def _closes(self, word: str) -> bool:
        """Whether a word ends the phrase of a noun: a stop, a relative, a finite verb."""
        if word in HARD or word == "," or word in self.small["relative"] or word in self.lists.grammar.have:
            return True
        verb = word in self.lists.forms and word not in self.lists.participles
        return verb and word not in self.small["within"]

    def _anchored(self, match: Match[Row], owner: int | None, actors: Sequence[int], after: Sequence[int]) -> bool:
        """Whether enough of the world stands around a noun for it to tell a happening."""
        kinds = {self.kinds[n] for n in after}
        actor = {self.kinds[n] for n in actors} | ({self.kinds[owner]} if owner is not None else set())
        inside = set(self.low[match.start : match.end])
        whole = set(self.kinds)
        match match.meaning.anchor:
            case "spot":
                return bool(kinds & SPOTS or actor & FORCES)
            case "scene":
                known = kinds & ((SPOTS | FORCES | {"<date>"}) - {"<office>"})
                return bool(actor & FORCES or known)
            case "martial":
                near = set(self.low[max(0, match.start - 3) : match.end]) & self.small["martial"]
                again = "exercise" in self.told and self.low[match.start - 1] in self.small["definite"]
                return bool(
                    near or again or actor & FORCES or "<force>" in whole or (whole & FORCES and kinds & FORCES)
                )
            case "troops":
                return bool(actor & (FORCES - {"<weapon>"}) or kinds & {"<force>", "<group>", "<people>", "<org>"})
            case "gate":
                return "<border>" in kinds | actor
            case "sitting":
                named = kinds & {"<place>", "<state>", "<org>", "<date>"}
                return bool((named and whole & (FORCES - {"<weapon>", "<base>"})) or actor & {"<state>", "<org>"})
            case "deal":
                stated = kinds & (FORCES | {"<date>", "<border>"}) or actor & (FORCES | {"<date>"})
                bare = self.low[match.start - 1] in self.small["definite"] and not after
                return bool(stated or (inside & self.small["truce"] and not bare) or "<date>" in inside)
            case "club":
                bodies = any(self.chunks[n].head in self.small["anaphoric"] for n in after)
                return bool("<org>" in whole or "<state>" in actor or bodies)
            case "sum":
                return "<money>" in whole
            case _:
                return "<base>" in whole

    def opening(self, subjects: Sequence[int], start: int) -> int:
        """Where the telling words begin: at the subject where it stands near."""
        return subjects[0] if subjects and subjects[0] < start and start - subjects[0] <= NEAR else start

    def bounded(self, hit: Hit, end: int) -> Hit:
        """Sets where the words of the happening end: with its clause."""
        n = end
        grammar = self.lists.grammar
        while n < len(self.low) and n < end + TAIL:
            word = self.low[n]
            including = self.low[n + 1 : n + 2]
            if word == "," and hit.kind == "seized" and including and including[0] in self.small["including"]:
                n += 2
                continue
            if word in STOPS or word in self.small["relative"] or word in self.small["breaks"]:
                break
            if word in self.small["link"] and n + 1 < len(self.low) and not self.kinds[n + 1]:
                break
            if not self.kinds[n] and word in self.lists.forms and word not in self.small["within"] and n > end:
                break
            if word in grammar.subordinators and word not in grammar.prepositions:
                break
            n += 1
        hit.last = max(n - 1, end - 1, hit.first)
        return hit
