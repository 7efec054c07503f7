"""Tells names of places from persons, organisations, storms and ordinary words, by the words around them."""

import re
from dataclasses import dataclass

from panj.places.gazetteer import Reading
from panj.places.scan import STRONG, Segment
from panj.places.words import Words

FAMOUS = 20_000_000.0
"""The weight (in people) of a country or a great division: such a name needs no support from the words around it."""
KNOWN = 30_000.0
"""The weight from which an ordinary word after a preposition may be a place."""
LOOK = 40
"""Characters before and after a sequence that are looked at."""

_BEFORE = re.compile(r"([^\W\d_][\w’'-]{0,30})[.]?[ \u00a0\n]{1,2}[(\"“‘']?$")
_AFTER = re.compile(r"(?:['’]s)?[ \u00a0\n]([^\W\d_][\w’'-]{0,30})")


@dataclass(frozen=True, slots=True)
class Found:
    """A name taken for a place, or a demonym (`codes`), with the lower-case words before and after it."""

    start: int
    end: int
    folded: str
    text: str
    readings: tuple[Reading, ...]
    codes: tuple[str, ...]
    before: str
    after: str
    sure: bool


class Judge:
    """Goes through the sequences of one text in order; remembers the persons it met."""

    def __init__(self, lists: Words, text: str) -> None:
        self._words = lists
        self._text = text
        self.persons: set[str] = set()

    def sequence(self, offset: int, segments: tuple[Segment, ...]) -> list[Found]:
        found: list[Found] = []
        people = self._people(segments)
        for index, segment in enumerate(segments):
            if segment.kind == "demonym":
                found.append(self._found(offset, segment, "", ""))
            elif segment.kind in ("place", "given") and segment.readings and index not in people:
                before = self._before(offset, segments, index)
                after = self._after(offset, segments, index)
                if self._accept(offset, segments, index, before, after):
                    found.append(self._found(offset, segment, before, after))
        return found

    def keep(self, found: list[Found]) -> list[Found]:
        """Leaves out what turned out to be a person's name elsewhere in the text."""
        return [
            one
            for one in found
            if one.codes or one.folded not in self.persons or one.readings[0].weight >= FAMOUS or one.sure
        ]

    def _found(self, offset: int, segment: Segment, before: str, after: str) -> Found:
        start, end = offset + segment.start, offset + segment.end
        sure = before in self._words.locative
        return Found(start, end, segment.folded, segment.text, segment.readings, segment.codes, before, after, sure)

    def _people(self, segments: tuple[Segment, ...]) -> set[int]:
        """Indexes of segments that belong to persons' names; their last words are remembered."""
        people: set[int] = set()
        for index, segment in enumerate(segments):
            given = segment.kind == "given" or (segment.kind == "place" and segment.folded in self._words.both)
            if index in people or not (given or segment.kind == "title"):
                continue
            last = index
            while last + 1 < len(segments) and self._name_part(segments, last + 1) and last - index < 4:
                last += 1
            if last == index:
                continue
            if segment.kind == "title" and last == index + 1 and self._sure_place(segments[last]):
                continue
            if given and segment.kind == "place" and self._is_place_run(segments, index, last):
                continue
            people.update(range(index, last + 1))
            self.persons.add(segments[last].folded.rpartition(" ")[2])
        return people

    @staticmethod
    def _sure_place(segment: Segment) -> bool:
        return segment.kind == "place" and (segment.size > 1 or segment.readings[0].weight >= FAMOUS)

    @staticmethod
    def _is_place_run(segments: tuple[Segment, ...], index: int, last: int) -> bool:
        """Whether a name that can be a given name is followed by what contains it ("Austin Texas")."""
        first, second = segments[index], segments[index + 1]
        if last > index + 1 or second.kind != "place":
            return False
        above = {reading.candidate.id for reading in second.readings} | {
            reading.candidate.country for reading in second.readings if reading.candidate.level == "country"
        }
        return any(reading.candidate.adm1 in above or reading.candidate.country in above for reading in first.readings)

    @staticmethod
    def _name_part(segments: tuple[Segment, ...], index: int) -> bool:
        segment = segments[index]
        if segment.kind in ("unknown", "given"):
            return True
        if segment.kind == "joiner":
            inner = segment.text in NAME_JOINERS and index + 1 < len(segments)
            return inner and segments[index + 1].kind in ("unknown", "given", "place")
        return segment.kind == "place" and segment.size == 1

    def _accept(self, offset: int, segments: tuple[Segment, ...], index: int, before: str, after: str) -> bool:
        segment = segments[index]
        weight = segment.readings[0].weight
        lists = self._words
        alone = self._alone(segments, index)
        if alone == "no":
            return False
        if before in lists.title and weight < FAMOUS and segment.size == 1:
            return False
        if after in lists.saying and weight < STRONG and segment.size == 1:
            return False
        if segment.kind == "given":
            return weight >= STRONG and before in lists.locative
        if segment.size == 1 and segment.folded in lists.common and segment.readings[0].candidate.level != "country":
            return before in lists.locative and weight >= KNOWN
        return True

    def _alone(self, segments: tuple[Segment, ...], index: int) -> str:
        """ "no" where the words of the sequence beside the name make it part of another."""
        lists = self._words
        segment = segments[index]
        weight = segment.readings[0].weight
        for near in segments[index + 1 :]:
            if near.kind == "joiner" and near.text in BREAKS:
                break
            if near.kind in ("organisation", "thing"):
                return "no"
            if near.kind in ("place", "demonym", "month", "opener", "title", "kind_after", "direction"):
                break
            if near.kind in ("unknown", "given") and not self._ordinary(near.folded):
                return "no" if weight < FAMOUS or segment.folded in lists.both else "yes"
        if index:
            near = segments[index - 1]
            if near.kind in ("unknown", "given") and not self._ordinary(near.folded):
                return "no" if weight < FAMOUS else "yes"
            if near.kind == "thing":
                return "no"
            if near.kind == "joiner" and near.text == "of" and index > 1 and segments[index - 2].kind == "organisation":
                return "no"
            if near.kind == "organisation" and weight < FAMOUS:
                return "no"
        return "yes"

    def _ordinary(self, folded: str) -> bool:
        """Whether the word stands in the text in lower case too."""
        return f" {folded} " in self._text

    def _before(self, offset: int, segments: tuple[Segment, ...], index: int) -> str:
        if index and segments[index - 1].kind != "joiner":
            near = segments[index - 1]
            return near.folded if near.kind in ("opener", "direction", "kind_after", "title") else ""
        at = offset + segments[index].start
        match = _BEFORE.search(self._text, max(0, at - LOOK), at)
        return match[1].lower() if match else ""

    def _after(self, offset: int, segments: tuple[Segment, ...], index: int) -> str:
        match = _AFTER.match(self._text, offset + segments[index].end)
        return match[1].lower() if match else ""


BREAKS = frozenset({"and", "e", "y", "et"})
NAME_JOINERS = frozenset({"de", "del", "della", "da", "do", "dos", "du", "el", "al", "bin", "la", "van", "von"})
