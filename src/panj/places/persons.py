"""Persons' names among capitalised words: titles and given names, and the surnames that follow them."""

from panj.places.scan import Segment
from panj.places.words import Words

FAMOUS = 20_000_000.0
"""The weight (in people) of a country or a great division, which a title does not make a surname."""
NAME_JOINERS = frozenset({"de", "del", "della", "da", "do", "dos", "du", "el", "al", "bin", "la", "van", "von"})
LONGEST = 4
"""Words of a name after its first."""


class Persons:
    """The persons of one text, by the last words of their names."""

    def __init__(self, lists: Words) -> None:
        self._words = lists
        self.surnames: set[str] = set()

    def within(self, segments: tuple[Segment, ...]) -> set[int]:
        """Indexes of segments that belong to persons' names; their surnames are remembered."""
        people: set[int] = set()
        for index, segment in enumerate(segments):
            given = segment.kind == "given" or (segment.kind == "place" and segment.folded in self._words.both)
            if index in people or not (given or segment.kind == "title"):
                continue
            last = index
            while last + 1 < len(segments) and last - index < LONGEST and self._name_part(segments, last + 1):
                last += 1
            office = segment.kind == "title" and segment.folded not in self._words.honorific
            if last == index or (office and last == index + 1 and self._sure_place(segments[last])):
                continue
            if given and segment.kind == "place" and self._is_place_run(segments, index, last):
                continue
            people.update(range(index, last + 1))
            self.surnames.add(segments[last].folded.rpartition(" ")[2])
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
        if segment.kind in ("unknown", "given", "none"):
            return True
        if segment.kind == "joiner":
            inner = segment.text in NAME_JOINERS and index + 1 < len(segments)
            return inner and segments[index + 1].kind in ("unknown", "given", "place")
        return segment.kind == "place" and segment.size == 1
