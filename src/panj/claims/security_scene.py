"""What a report has named so far: whom a pronoun or a bare title stands for, and where the report is."""

import itertools
from collections import Counter
from collections.abc import Sequence, Set

from panj.claims import lands
from panj.claims.security_items import Chunk
from panj.claims.security_words import SecurityWords
from panj.model import Annotation, PlaceMention, Span

ACTORS = frozenset({"<force>", "<group>", "<state>", "<org>", "<office>", "<people>"})
BODIES = frozenset({"<group>", "<org>"})
KEPT = 12
"""Noun phrases that are kept from the sentences before."""


class Scene:
    """The memory of one reading."""

    def __init__(self, annotation: Annotation, lists: SecurityWords, dateline: Span | None = None) -> None:
        self.lists = lists
        self.places = annotation.places
        votes = Counter(p.best.country for p in annotation.places if p.best is not None and p.best.country)
        self.home = _country_at(annotation, dateline) or (votes.most_common(1)[0][0] if votes else None)
        self.place: PlaceMention | None = next((p for p in annotation.places if not p.demonym and p.best), None)
        self.actors: list[Chunk] = []
        self.phrases: list[Chunk] = []
        self.kinds: set[str] = set()
        self._titles: dict[str, str] = {}

    def enter(self, chunks: Sequence[Chunk]) -> None:
        """Gives the bare titles of a sentence ("the army", "the prime minister") the country that they stand in."""
        state: str | None = None
        for n, chunk in enumerate(chunks):
            if chunk.country is None and not chunk.own and self._stately(chunk):
                post = chunks[n + 2] if n + 2 < len(chunks) and chunks[n + 2].kind == "<base>" else None
                stationed = post.country if post is not None else None
                chunk.country = stationed or self._titles.get(chunk.head) or state or self.home
            elif chunk.country and chunk.kind in ("<office>", "<force>"):
                self._titles[chunk.head] = chunk.country
            if chunk.country and chunk.kind in ("<state>", "<office>", "<base>"):
                state = chunk.country

    def _stately(self, chunk: Chunk) -> bool:
        if chunk.head in self.lists.lists["masterless"]:
            return False
        if any(body.kind in BODIES for body in chunk.bodies) or chunk.head in self.lists.lists["anaphoric"]:
            return False
        return chunk.kind == "<office>" or (chunk.kind == "<force>" and chunk.head in self.lists.lists["statesmen"])

    def leave(self, chunks: Sequence[Chunk], place: PlaceMention | None) -> None:
        """Keeps what the next sentence may refer to."""
        for chunk in chunks:
            named = chunk.country or chunk.kind in BODIES
            if chunk.kind in ACTORS and named and chunk.head not in self.lists.lists["anaphoric"]:
                self.actors.append(chunk)
            self.actors += [body for body in chunk.bodies if body.kind in BODIES]
        del self.actors[:-KEPT]
        self.phrases = [c for c in chunks if c.kind and c.kind != "<pron>"][-8:] or self.phrases
        self.place = place or self.place

    def unnamed(self, chunk: Chunk) -> bool:
        """Whether it is land told without its name: "the region", "this country"."""
        land = self.lists.lists["regions"] | self.lists.lists["state_words"]
        return chunk.definite and chunk.head in land and not chunk.mentions and chunk.country is None

    def land(self, chunk: Chunk, acting: Set[str | None]) -> PlaceMention | None:
        """The region or country that such words stand for, None where the report names none. Those who act on "the
        country" come from another, where it names another."""
        if chunk.head not in self.lists.lists["state_words"]:
            return lands.region(self.places, chunk.start)
        return lands.country(self.places, chunk.start, acting - {None}) or lands.country(self.places, chunk.start)

    def organisation(self) -> bool:
        """Whether an organisation was named of late."""
        return any(chunk.kind == "<org>" for chunk in self.actors)

    def meant(self, chunk: Chunk, before: Sequence[Chunk]) -> Chunk | None:
        """Whom "they", "its soldiers", "the country" or a bare number stand for; None where it stands for itself."""
        anaphoric = chunk.head in self.lists.lists["anaphoric"] and chunk.country is None
        if chunk.kind not in ("<pron>", "<num>") and not chunk.own and not anaphoric:
            return None
        named = [
            *self.actors,
            *(c for c in before if c.kind in ACTORS and not c.own and (c.country or c.kind in BODIES)),
        ]
        if chunk.head in self.lists.lists["state_words"]:
            named = [c for c in named if c.kind == "<state>"] or named
        elif anaphoric:
            named = [c for c in named if c.kind in BODIES] or named
        elif chunk.own or chunk.kind == "<num>":
            named = [c for c in named if c.country] or named
        if chunk.kind == "<pron>" and len(named) > 1:
            verbs = self.lists.forms.keys() | self.lists.grammar.be | self.lists.grammar.have | self.lists.grammar.modal
            acting = [c for c, after in itertools.pairwise(before) if c in named and after.low in verbs]
            named = acting or named
        return named[-1] if named else None


def _country_at(annotation: Annotation, dateline: Span | None) -> str | None:
    """The country of the place at which the report was written."""
    if dateline is None:
        return None
    found = (p.best for p in annotation.places if dateline.start <= p.start < dateline.end and p.best is not None)
    return next((best.country for best in found if best.country), None)
