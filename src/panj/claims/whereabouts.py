"""Where: the places of each figure of a report, its own and those that it takes over from what was said before."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from panj.claims.belonging import Belonging
from panj.claims.drafts import Draft
from panj.claims.role_words import RoleWords
from panj.claims.roles import Located, as_place, completed
from panj.model import Annotation, Document, Place

BORROWED = 0.6
"""What a place taken from the context keeps of its score."""
CARRIED = 0.5
"""What an origin or a destination keeps that the report told for an earlier figure."""
ROLES = ("origin", "destination", "route", "place")

Roles = dict[str, list[Place]]


class Whereabouts:
    """The places of one document's figures, read in order."""

    def __init__(self, document: Document, annotation: Annotation, language: str, words: RoleWords) -> None:
        self.text = document.text
        self.language = language
        self.words = words
        self.places = annotation.places
        self.starts = [place.start for place in annotation.places]
        self.lead = self._lead()
        self.last: Located | None = None
        """The place named last."""
        self.roles: dict[int, Roles] = {}
        """By the identity of the draft."""
        self.told: dict[str, list[Place]] = {"origin": [], "destination": []}
        """The last origin and destination that a figure's own words gave."""

    def _lead(self) -> Located | None:
        """Where the report is about for want of anything nearer: its dateline, else the first place it names."""
        known = [mention for mention in self.places if mention.best is not None]
        first = next((m for m in known if not m.demonym), known[0] if known else None)
        return Located(first, "place", False) if first else None

    def of(
        self, draft: Draft, earlier: Sequence[Draft], located: Sequence[Located], belonging: Belonging
    ) -> dict[str, tuple[Place, ...]]:
        """The places of a figure by role; `earlier` are the figures before it in its sentence."""
        out: Roles = {role: [] for role in ROLES}
        number = draft.number
        speakers = []
        for item in located:
            mention = item.mention
            if not (number.start <= mention.start < number.end or belonging.belongs(draft, mention.start)):
                continue
            place = as_place(mention, self.text[mention.start : mention.end])
            if item.role == "speaker":
                speakers.append(place)
            else:
                out[item.role].append(place)
        self._base(draft, earlier, out)
        if not any(out.values()):
            self._borrow(speakers, located, out)
        completed(draft.kind, out, self._home(draft), self.words)
        for role in ("origin", "destination"):
            if out[role]:
                self.told[role] = list(out[role])
        self._carry(draft, out)
        self.roles[id(draft)] = {role: list(places) for role, places in out.items()}
        return {role: tuple(places) for role, places in out.items()}

    def _base(self, draft: Draft, earlier: Sequence[Draft], out: Roles) -> None:
        """The places of the whole that a figure is part of, and of its other unit ("60 families (312 people)")."""
        base = draft.part_of
        if base is None:
            base = next((d for d in reversed(earlier) if d.group is not None and d.group == draft.group), None)
        whole = self.roles.get(id(base)) if base is not None else None
        if whole is None:
            return
        named = {place.name for places in out.values() for place in places}
        bare = not named
        for role, places in whole.items():
            if bare or (role in ("origin", "destination") and not out[role]):
                out[role] += [_lowered(p, BORROWED) for p in places if p.name not in named]

    def _borrow(self, speakers: Sequence[Place], located: Sequence[Located], out: Roles) -> None:
        """The nearest place named before, for a figure that names none."""
        if speakers:
            out["place"] += [_lowered(place, BORROWED) for place in speakers]
            return
        borrowed = located[0] if located else self.last or self.lead
        if borrowed is not None:
            mention = borrowed.mention
            out["place"].append(as_place(mention, self.text[mention.start : mention.end], BORROWED))

    def _carry(self, draft: Draft, out: Roles) -> None:
        """The origin of an earlier flight, for those of whom the report goes on to tell; who goes back goes there."""
        kind = draft.kind
        pairs = [("origin", "origin")] if kind in self.words.carried else []
        if kind in self.words.back:
            pairs = [("destination", "origin")]
        for role, told in pairs:
            here = {place.name for places in out.values() for place in places}
            if not out[role]:
                out[role] += [_lowered(p, CARRIED) for p in self.told[told] if p.name not in here]

    def _home(self, draft: Draft) -> Place | None:
        """The country that the group's demonym names."""
        counted = draft.counted
        if counted.nationality is None:
            return None
        for mention in self.places[bisect_left(self.starts, draft.number.start) :][:3]:
            if mention.demonym and mention.best is not None and mention.best.country == counted.nationality:
                return as_place(mention, self.text[mention.start : mention.end], BORROWED)
        return None


def _lowered(place: Place, by: float) -> Place:
    return replace(place, score=round(place.score * by, 3))
