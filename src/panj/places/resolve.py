"""Ranks what every name of a document could be, by the document as a whole."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import exp

from panj.model import Candidate
from panj.places.gazetteer import Country
from panj.places.judge import Found
from panj.places.schema import OFFICIAL
from panj.places.weigh import BESIDE, Name, Weigher
from panj.places.words import Words

KEEP = 8
"""Candidates that a mention keeps."""
BESIDE_REACH = 130
"""Characters within which a country is named beside a name, with fewer than BESIDE_NAMES names between them."""
BESIDE_NAMES = 3
LIKELY = 1 / 0.65
"""A name whose likeliest place has this share of all, upside down, speaks for its country to the other names."""
MAX_POINTS = 40
"""Places of a document that a name is compared with."""
VOTE_RIVAL = 0.1
"""A name speaks for a country if all that it could be elsewhere weighs less than this share of it."""
SURE = 10_000.0
"""The weight from which a name that speaks for a country makes it likely to have places that the gazetteer lacks."""
GREAT = 1_000_000.0
"""The weight from which a division is not looked for inside the name that follows it in a list."""
UNKNOWN_SCORE = 0.7
"""How often a name that the gazetteer lacks lies where the document puts it, measured on written passages."""
SPOKEN = 0.5
"""What is left of the scores of a place where somebody only spoke."""
SUREST = 0.99
"""No name is surer than this."""
LEAST = 0.0005
"""Candidates with a smaller share of all are left out."""
CACHE_SCORED = 50_000
"""Candidates whose copies with a score are remembered; all are forgotten when there are more."""
BETWEEN = frozenset({",", "(", "in", ", in", "", ", of"})


class Resolver:
    """Ranks the candidates of all mentions of one document."""

    def __init__(self, countries: Mapping[str, Country], lists: Words) -> None:
        self._countries = countries
        self._words = lists
        self._weigher = Weigher(countries)
        self._scored: dict[tuple[str, float], Candidate] = {}

    def votes(self, found: Sequence[Found]) -> Counter[str]:
        """How often each country is spoken of: by name, by its people, and by names that are hardly anywhere else."""
        return Counter(code for one in found for code in self._speaks(one))

    @staticmethod
    def _speaks(one: Found) -> tuple[str, ...]:
        """The countries that the name speaks for."""
        if one.codes or not one.readings or not one.support:
            return one.codes
        top = one.readings[0]
        country = top.candidate.country
        if country is None:
            return ()
        rest = 0.0
        for reading in one.readings:
            if reading.candidate.country != country:
                rest += reading.weight
                if reading.kind == OFFICIAL and reading.candidate.level in ("country", "adm1"):
                    return ()
        share = 0.0 if top.candidate.level == "adm2" else VOTE_RIVAL
        return (country,) if rest <= share * top.weight else ()

    @staticmethod
    def _sure(one: Found) -> bool:
        """Whether the name is that of a people or of more than a village."""
        return bool(one.codes) or one.readings[0].weight >= SURE

    def contained(self, text: str, found: Sequence[Found], index: int) -> bool:
        """Whether the words put the name in the place named next ("Marion, Ohio") and the gazetteer agrees."""
        one = found[index]
        other = self._next(text, found, index)
        if other is None:
            return False
        if not one.readings:
            return one.before in self._words.locative and other.readings[0].candidate.level in ("country", "adm1")
        return any(
            self._inside(reading.candidate, outer.candidate) for reading in one.readings for outer in other.readings
        )

    def rank(self, text: str, found: Sequence[Found]) -> list[tuple[Candidate, ...]]:
        """Candidates of every mention, best first, with scores that add up to one over all that the name could be."""
        said = [self._speaks(one) for one in found]
        votes = Counter(code for codes in said for code in codes)
        names = self._names(text, found, said)
        known = {folded: name for folded, name in names.items() if name.readings}
        homes = {code for one, codes in zip(found, said, strict=True) for code in codes if self._sure(one)}
        first = {folded: self._weigher.values(name, votes, homes, frozenset(), []) for folded, name in known.items()}
        soft = Counter(votes)
        divisions: defaultdict[str, set[str]] = defaultdict(set)
        points: list[tuple[str, Candidate]] = []
        for folded, values in first.items():
            top_value, top = max(values, key=_value)
            whole = sum(exp(value - top_value) for value, _ in values)
            if top.level == "country" or whole >= 2:
                continue
            division = top.id if top.level == "adm1" else top.adm1
            if division:
                divisions[division].add(folded)
            if top.latitude is not None:
                points.append((folded, top))
            if top.country and whole < LIKELY and not known[folded].votes:
                known[folded].votes.append(top.country)
                soft[top.country] += 1
        final: dict[str, tuple[Candidate, ...]] = {}
        for folded, name in known.items():
            values = first[folded]
            if len(values) > 1 and points:
                near = {division for division, inner in divisions.items() if inner != {folded}}
                others = [point for other, point in points if other != folded]
                values = self._weigher.values(name, soft, homes, near, others[:MAX_POINTS])
            final[folded] = self._ranked(values)
        out: list[tuple[Candidate, ...]] = []
        for index, one in enumerate(found):
            if one.codes:
                share = round(SUREST / len(one.codes), 4)
                order = sorted(one.codes, key=lambda code: -votes[code])
                out.append(tuple(self._with_score(self._countries[code].place, share) for code in order))
            elif one.readings and one.spoken:
                ranked = final[one.folded]
                out.append(tuple(self._with_score(each, round(SPOKEN * each.score, 4)) for each in ranked))
            elif one.readings:
                out.append(final[one.folded])
            else:
                name = names[one.folded]
                out.append(self._unknown(one, name, self._next(text, found, index), final, votes))
        return out

    def _unknown(
        self, one: Found, name: Name, outer: Found | None, final: Mapping[str, tuple[Candidate, ...]],
        votes: Counter[str],
    ) -> tuple[Candidate, ...]:  # fmt: skip
        """What can be said of a name that the gazetteer lacks: the place that the words put it in, or the countries
        that the document and the words beside the name speak of most."""
        if outer is not None and outer.folded in final:
            top = final[outer.folded][0]
            near = top.level != "country"
            return (
                Candidate(
                    "", one.text, top.country, top.latitude if near else None, top.longitude if near else None, "place",
                    round(UNKNOWN_SCORE * top.score, 4), top.id if top.level == "adm1" else top.adm1,
                ),
            )  # fmt: skip
        weights = {code: number * (BESIDE if code in name.beside else 1.0) for code, number in votes.items()}
        most = sorted(weights, key=lambda code: -weights[code])
        if not most:
            return ()
        if len(most) == 1 or weights[most[0]] >= BESIDE * weights[most[1]]:
            return (Candidate("", one.text, most[0], None, None, "place", UNKNOWN_SCORE),)
        both = weights[most[0]] + weights[most[1]]
        return tuple(
            Candidate("", one.text, code, None, None, "place", round(UNKNOWN_SCORE * weights[code] / both, 4))
            for code in most[:2]
        )

    def _names(self, text: str, found: Sequence[Found], said: Sequence[tuple[str, ...]]) -> dict[str, Name]:
        names: dict[str, Name] = {}
        for one, codes in zip(found, said, strict=True):
            if not one.codes:
                name = names.get(one.folded)
                if name is None:
                    name = names[one.folded] = Name(one.readings, one.text)
                name.votes += codes
        for index, one in enumerate(found):
            for other in range(index + 1, min(index + 1 + BESIDE_NAMES, len(found))):
                if found[other].start - one.end > BESIDE_REACH:
                    break
                if found[other].folded != one.folded:
                    self._beside(names, one, found[other], said[other])
                    self._beside(names, found[other], one, said[index])
            if one.codes:
                continue
            name = names[one.folded]
            for word in (one.after, one.before):
                if word not in self._words.locative:
                    name.levels.update(self._words.levels.get(word, ()))
            outer = self._next(text, found, index) or self._owner(text, found, index)
            if outer is not None and one.readings:
                self._contain(name, names[outer.folded])
        return names

    @staticmethod
    def _beside(names: Mapping[str, Name], one: Found, other: Found, codes: tuple[str, ...]) -> None:
        """Notes the country of the other name beside the one; people of a country may be anywhere."""
        if codes and not one.codes and not other.codes:
            names[one.folded].beside.update(codes)

    def _contain(self, inner: Name, outer: Name) -> None:
        """Notes which readings of two names fit as "town, division"; a list of equals ("Ohio, Indiana") fits none."""
        top = inner.readings[0]
        great = top.candidate.level in ("country", "adm1") and top.weight >= GREAT
        for reading in inner.readings:
            small = reading.candidate.level not in ("country", "adm1") and reading.candidate.adm1 != top.candidate.id
            if great and (small or reading.kind != OFFICIAL):
                continue
            for above in outer.readings:
                if self._inside(reading.candidate, above.candidate):
                    inner.fits.add(reading.candidate.id)
                    if reading.kind == OFFICIAL:
                        outer.fits.add(above.candidate.id)

    def _inside(self, inner: Candidate, outer: Candidate) -> bool:
        if outer.level == "country":
            return inner.country == outer.country and inner.level != "country"
        return outer.id in (inner.adm1, inner.adm2)

    @staticmethod
    def _next(text: str, found: Sequence[Found], index: int) -> Found | None:
        """The place that follows in "X, Y", "X (Y)" or "X in Y"."""
        if index + 1 < len(found):
            one, after = found[index], found[index + 1]
            if after.readings and not after.codes and 0 < after.start - one.end <= 5:
                return after if text[one.end : after.start].strip() in BETWEEN else None
        return None

    @staticmethod
    def _owner(text: str, found: Sequence[Found], index: int) -> Found | None:
        """The place before the name in "Syria's Idlib"."""
        if index:
            one, before = found[index], found[index - 1]
            if before.readings and not before.codes and text[before.end : one.start].strip() in ("'s", "’s"):
                return before
        return None

    def _ranked(self, values: Sequence[tuple[float, Candidate]]) -> tuple[Candidate, ...]:
        top = max(value for value, _ in values)
        shares = [(exp(value - top), candidate) for value, candidate in values]
        whole = sum(share for share, _ in shares)
        kept = sorted((pair for pair in shares if pair[0] >= LEAST * whole), key=_value, reverse=True)[:KEEP]
        return tuple(self._with_score(candidate, round(min(share / whole, SUREST), 4)) for share, candidate in kept)

    def _with_score(self, candidate: Candidate, score: float) -> Candidate:
        """The candidate with its score; those of the gazetteer are remembered."""
        known = self._scored.get((candidate.id, score))
        if known is None:
            known = replace(candidate, score=score)
            if candidate.id:
                if len(self._scored) >= CACHE_SCORED:
                    self._scored.clear()
                self._scored[candidate.id, score] = known
        return known


def _value(pair: tuple[float, Candidate]) -> float:
    return pair[0]
