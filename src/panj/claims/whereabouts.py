"""Where: the places of each figure of a report, its own and those that it takes over from what was said before."""

from bisect import bisect_left
from collections import Counter
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
HELD = ("place", "destination", "home", "across", "scene")
"""Roles of a place in which another figure of its sentence may be."""
NAMED_BEFORE = 8
"""Places back among which an origin is guessed."""
TWICE = 2
POINTS = frozenset({"place", "site", "line"})
"""Levels of places at which people cross a border rather than come from."""
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
        """The last origin and destination that the report gave."""
        self.here = self._here(document)
        self.named_in = Counter(m.best.country for m in self.places if m.best is not None)
        """How often the report names each country or a place in it."""

    def _lead(self) -> Located | None:
        """Where the report is about for want of anything nearer: its dateline, else the first place it names."""
        known = [mention for mention in self.places if mention.best is not None]
        first = next((m for m in known if not m.demonym), known[0] if known else None)
        return Located(first, "place", False) if first else None

    def _here(self, document: Document) -> Place | None:
        """The place of the dateline."""
        line = document.dateline
        if line is None:
            return None
        first = bisect_left(self.starts, line.start)
        for mention in self.places[first : bisect_left(self.starts, line.end)]:
            if mention.best is not None and not mention.demonym:
                return as_place(mention, self.text[mention.start : mention.end], BORROWED)
        return None

    def named(self, located: Sequence[Located]) -> None:
        """Takes up the place named last, an origin only for want of another."""
        known = [item for item in located if not _nameless(item)]
        staying = [item for item in known if item.role in ("place", "destination")]
        if known:
            self.last = (staying or known)[-1]

    def passed(self, located: Sequence[Located]) -> None:
        """Takes up where people came from and went to from a sentence or heading without figures."""
        for role in ("origin", "destination"):
            found = [item.mention for item in located if item.role == role and item.mention.best is not None]
            if found:
                self.told[role] = [as_place(m, self.text[m.start : m.end]) for m in found]

    def of(
        self, draft: Draft, earlier: Sequence[Draft], located: Sequence[Located], belonging: Belonging
    ) -> dict[str, tuple[Place, ...]]:
        """The places of a figure by role; `earlier` are the figures before it in its sentence."""
        out: Roles = {role: [] for role in ROLES}
        number = draft.number
        speakers = []
        sites: Roles = {"origin": [], "destination": []}
        for item in located:
            mention = item.mention
            if not (number.start <= mention.start < number.end or belonging.belongs(draft, mention.start)):
                continue
            place = as_place(mention, self.text[mention.start : mention.end])
            if item.role == "speaker":
                speakers.append(place)
            elif item.role in sites and _nameless(item):
                sites[item.role].append(place)
            else:
                out[self._of_kind(item.role, draft.kind)].append(place)
        self._base(draft, earlier, out)
        if not any(out.values()):
            self._borrow(draft.kind, speakers, located, out)
        completed(draft.kind, out, self._home(draft), self.words)
        self._carry(draft.kind, out)
        self._guess(draft, out)
        for role in ("origin", "destination"):
            if out[role]:
                self.told[role] = list(out[role])
            out[role] += sites[role]
        if not out["place"] and not out["destination"]:
            out["place"] += [_lowered(place, BORROWED) for place in speakers]
        if not any(place.country for places in out.values() for place in places):
            out["place"] += [self.here] if self.here else [self._place(self.lead)] if self.lead else []
        self.roles[id(draft)] = {role: list(places) for role, places in out.items()}
        return {role: tuple(places) for role, places in out.items()}

    def _of_kind(self, role: str, kind: str) -> str:
        """What "residents of X" and "across X" say of X: those who move left it or went through it, with others it is
        where they are."""
        words = self.words
        if role == "home":
            moving = kind in words.from_kinds or kind in words.carried
            return "origin" if moving and kind not in words.staying else "place"
        if role == "scene":
            return "origin" if kind in words.carried else "place"
        if role == "across":
            return "route" if kind in words.crossing else "place"
        return role

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

    def _borrow(self, kind: str, speakers: Sequence[Place], located: Sequence[Located], out: Roles) -> None:
        """The nearest place named before, for a figure that names none; who arrives is not where others came from."""
        if speakers:
            out["place"] += [_lowered(place, BORROWED) for place in speakers]
            return
        near = [item for item in located if item.role in HELD and not _nameless(item)]
        borrowed = near[0] if near else self.last or self.lead
        if borrowed is None:
            return
        mention = borrowed.mention
        place = as_place(mention, self.text[mention.start : mention.end], BORROWED)
        if self.here is not None and not near and self._elsewhere(kind, place, self.here):
            place = self.here
        out["place"].append(place)

    def _elsewhere(self, kind: str, place: Place, here: Place) -> bool:
        """Whether the dateline is likelier than the place named last: others came from that, or it lies abroad."""
        if kind in self.words.from_kinds:
            return False
        return place.country != here.country or place.name in {told.name for told in self.told["origin"]}

    def _carry(self, kind: str, out: Roles) -> None:
        """What was told before: the origin of an earlier flight, for those of whom the report goes on to tell; where
        others fled from, for those who go back; the dateline, for those who came to where the report is."""
        words = self.words
        if kind in words.carried:
            self._fill("origin", self.told["origin"], out)
        if (kind in words.moved or kind in words.from_kinds) and out["destination"]:
            if kind in words.moved:
                self._fill("origin", self.told["destination"], out)
            for located in (self.last, self.lead):
                self._fill("origin", [self._place(located)] if located is not None else [], out)
        if kind in words.back:
            self._fill("destination", self.told["origin"], out)
        if kind in words.to_kinds and self.here is not None:
            self._fill("destination", [self._entered(self.here) if kind in words.entering else self.here], out)

    def _entered(self, here: Place) -> Place:
        """The country of the dateline where the report names it: a border is not crossed into the capital."""
        for mention in self.places:
            best = mention.best
            if best is not None and best.level == "country" and best.country == here.country and not mention.demonym:
                return as_place(mention, self.text[mention.start : mention.end], BORROWED)
        return here

    def _guess(self, draft: Draft, out: Roles) -> None:
        """For those of whom no origin was told: who came or stays left the place that was named before and is not where
        they are now; who went back left where others had gone to."""
        words = self.words
        if draft.kind in words.back or draft.kind in words.home_kinds:
            self._fill("origin", self.told["destination"], out)
        elif draft.kind not in words.carried:
            return
        self._fill("origin", self._others(draft, out), out)
        if draft.kind in words.back:
            self._fill("destination", self._others(draft, out), out)

    def _others(self, draft: Draft, out: Roles) -> list[Place]:
        """The first of the places named last, up to the end of the sentence, that is in none of the figure's roles: in
        a country that it already has, or, for those who cross a border, in another that the report names twice."""
        told = [place for places in out.values() for place in places]
        taken, countries = {place.name for place in told}, {place.country for place in told if place.country}
        abroad = draft.kind in self.words.crossing and any(place.country for place in out["destination"])
        last = bisect_left(self.starts, draft.sentence.end)
        for mention in self.places[max(0, last - NAMED_BEFORE) : last]:
            best = mention.best
            if best is None or mention.demonym or mention.spoken or best.name in taken:
                continue
            if abroad and (best.level in POINTS or best.country in countries or self.named_in[best.country] < TWICE):
                continue
            if not abroad and countries and best.country not in countries:
                continue
            return [as_place(mention, self.text[mention.start : mention.end])]
        return []

    def _place(self, located: Located) -> Place:
        mention = located.mention
        return as_place(mention, self.text[mention.start : mention.end])

    def _fill(self, role: str, places: Sequence[Place], out: Roles) -> None:
        if not out[role]:
            here = {place.name for told in out.values() for place in told}
            out[role] += [_lowered(place, CARRIED) for place in places if place.name not in here]

    def _home(self, draft: Draft) -> Place | None:
        """The country that the group's demonym names."""
        counted = draft.counted
        if counted.nationality is None:
            return None
        for mention in self.places[bisect_left(self.starts, draft.number.start) :][:3]:
            if mention.demonym and mention.best is not None and mention.best.country == counted.nationality:
                return as_place(mention, self.text[mention.start : mention.end], BORROWED)
        return None


def _nameless(item: Located) -> bool:
    """A site that the text gives no name: "relief camps"."""
    return not item.mention.candidates and not item.mention.name[0].isupper()


def _lowered(place: Place, by: float) -> Place:
    return replace(place, score=round(place.score * by, 3))
