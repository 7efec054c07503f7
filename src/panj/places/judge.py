"""Tells names of places from persons, organisations, storms and ordinary words, by the words around them."""

import re
from dataclasses import dataclass, replace

from panj.places.gazetteer import Reading
from panj.places.persons import Persons
from panj.places.scan import OWNER, STRONG, Segment
from panj.places.schema import OFFICIAL
from panj.places.words import Words

FAMOUS = 20_000_000.0
"""The weight (in people) of a country or a great division: such a name needs no support from the words around it."""
KNOWN = 30_000.0
"""The weight from which an ordinary word after a preposition may be a place."""
LONGEST_LINK = 7
"""Characters between two names of a list: ", and "."""
LOOK = 40
"""Characters before and after a sequence that are looked at."""

_SHAPE = re.compile(r"(?=.{3})[^\W\d_]{1,30}?[^\W\dA-Z_](?:[-'’ ]?[^\W\d_]){0,60}")
"""Letters alone, and not all of them capitals."""
_DATELINE = re.compile(r"[^\n]{0,40}[—–(-]")
_DESCRIPTION = re.compile(r", an? ((?:[\w-]{1,20} ){1,3})")
_AFTER = re.compile(r"(?:['’]s)?[ \u00a0\n]([^\W\d_][\w’'-]{0,30})")
OPENING = ("(", '"', "“", "‘", "'")
_INNER = str.maketrans("", "", "’'-_")
BREAKS = frozenset({"and", "e", "y", "et", "'s", "’s", "-"})
BOUNDARY = frozenset({"place", "demonym", "month", "opener", "title", "kind_after", "direction", "none", "acronym"})


@dataclass(frozen=True, slots=True)
class Found:
    """A name taken for a place, or a demonym (`codes`), with the lower-case words before and after it.

    `support`: 2 where the words around it say that it is a place, 1 where the name itself does, 0 where other mentions
    or the rest of the document must. A name without readings is a place that the gazetteer lacks. `spoken`: the words
    only say that somebody spoke there ("told reporters in Geneva").
    """

    start: int
    end: int
    folded: str
    text: str
    readings: tuple[Reading, ...]
    codes: tuple[str, ...]
    before: str
    after: str
    support: int
    spoken: bool = False


class Judge:
    """Goes through the sequences of one text in order; remembers the persons it met."""

    def __init__(self, lists: Words, text: str) -> None:
        self._words = lists
        self._text = text
        self.persons = Persons(lists)
        self._list_end = 0

    def sequence(self, offset: int, segments: tuple[Segment, ...]) -> list[Found]:
        """What of the sequence may be a place, or belongs to a country."""
        found: list[Found] = []
        people = self.persons.within(segments)
        index = 0
        while index < len(segments):
            segment = segments[index]
            if segment.kind == "demonym":
                found.append(self._found(offset, segment, segment, "", "", 2))
            elif index not in people and (segment.readings or segment.kind in ("unknown", "kind_after")):
                last = self._extent(segments, index, people)
                one = self._name(offset, segments, index, last)
                if one is not None:
                    found.append(one)
                    index = last
            index += 1
        return found

    def _extent(self, segments: tuple[Segment, ...], index: int, people: set[int]) -> int:
        """The last segment of the name that begins here: "Fraser Valley", "Lake Erie", "Mukuru Hills"."""
        last = index
        while (
            self._nameless(segments[index])
            and last + 1 < len(segments)
            and last - index < 2
            and segments[last + 1].kind == "unknown"
            and last + 1 not in people
        ):
            last += 1
        after = segments[last + 1] if last + 1 < len(segments) else None
        if segments[index].kind == "kind_after":
            named = segments[index].folded in self._words.kind_before and after is not None
            return index + 1 if named and after is not None and after.kind in ("place", "unknown") else index
        if after is not None and after.folded in self._words.physical and segments[index].kind in ("place", "unknown"):
            return last + 1
        return last

    def _nameless(self, segment: Segment) -> bool:
        """Whether the word can begin a name that the gazetteer lacks: unknown, or a small place's ("Wadi Barada")."""
        small = segment.kind == "place" and segment.size == 1 and segment.readings[0].weight < STRONG
        return segment.kind == "unknown" or (small and segment.folded not in self._words.both)

    def _name(self, offset: int, segments: tuple[Segment, ...], index: int, last: int) -> Found | None:
        segment = segments[index]
        before, earlier = self._before(offset, segments, index)
        spoken = earlier in self._words.speaking and before in self._words.citing
        after = self._after(offset, segments, last)
        if last > index and (segment.kind == "kind_after" or segments[last].folded in self._words.physical):
            if not self._stands_alone(segments, index, last, 0.0):
                return None
            return self._found(offset, segment, segments[last], before, after, 1, ())
        if segment.kind == "kind_after":
            return None
        if segment.kind == "unknown" or (last > index and self._nameless(segment)):
            support = self._told(offset, segments, index, last, before, after)
            if support is None or spoken or not self._stands_alone(segments, index, last, 0.0):
                return None
            return self._found(offset, segment, segments[last], before, after, support, ())
        if not self._acceptable(segments, index, before, after, spoken):
            return None
        listed = before in self._words.several or self._listed(offset + segment.start)
        self._list_end = offset + segment.end if listed else 0
        support = self._support(offset, segment, before, after)
        found = self._found(offset, segment, segment, before, after, support)
        audience = after in self._words.spoken_after or (
            before in self._words.within and earlier in self._words.audience
        )
        return replace(found, spoken=True) if audience else found

    def _told(
        self, offset: int, segments: tuple[Segment, ...], index: int, last: int, before: str, after: str
    ) -> int | None:
        """The support of a name that the gazetteer lacks; None where nothing says that it is a place."""
        start, end = offset + segments[index].start, offset + segments[last].end
        listed = self._listed(start)
        if listed or before in self._words.several:
            self._list_end = end
        if listed or before in self._words.levels or self._described(end) or self._filed(offset, segments[index]):
            return 2
        if before not in self._words.locative:
            return None
        if after in self._words.levels:
            return 2
        shaped = _SHAPE.fullmatch(self._text, start, end) is not None and self._text[end : end + 2] not in OWNER
        near = before in self._words.within or (
            before in self._words.towards and (index == last or segments[index].readings)
        )
        return 1 if near and shaped else 0

    def _listed(self, start: int) -> bool:
        """Whether a name that begins here goes on a list of places ("the villages of A, B and C")."""
        if not self._list_end or not 0 <= start - self._list_end < LONGEST_LINK:
            return False
        words = self._text[self._list_end : start].replace(",", " , ").split()
        return bool(words) and set(words) <= self._words.conjunction

    def _described(self, end: int) -> bool:
        """Whether the words go on with ", a farming town in"."""
        match = _DESCRIPTION.match(self._text, end)
        return match is not None and any(word in self._words.levels for word in match[1].lower().split())

    def _found(
        self, offset: int, first: Segment, last: Segment, before: str, after: str, support: int,
        readings: tuple[Reading, ...] | None = None,
    ) -> Found:  # fmt: skip
        start, end = offset + first.start, offset + last.end
        one = first is last
        folded = first.folded if one else f"{first.folded} {last.folded}"
        text = first.text if one else self._text[start:end]
        given = first.readings if readings is None else readings
        return Found(start, end, folded, text, given, first.codes if one else (), before, after, support)

    def _support(self, offset: int, segment: Segment, before: str, after: str) -> int:
        weight = segment.readings[0].weight
        located = before in self._words.locative or before in self._words.levels or after in self._words.levels
        if segment.kind == "acronym" or (segment.kind == "place" and segment.text.isupper()):
            if self._dateline(offset, segment):
                return 2
            if segment.kind == "acronym":
                return 0
        if segment.kind != "place" or self._ordinary(segment):
            return 1 if located and weight >= KNOWN else 0
        if located:
            return 2
        known = weight >= (KNOWN if segment.readings[0].kind == OFFICIAL else STRONG)
        return 1 if segment.size > 1 or known else 0

    def _dateline(self, offset: int, segment: Segment) -> bool:
        """Whether the name opens a line as a dateline does: "JAMMU, March 19 — "."""
        start, end = offset + segment.start, offset + segment.end
        return (start == 0 or self._text[start - 1] == "\n") and _DATELINE.match(self._text, end) is not None

    def _filed(self, offset: int, segment: Segment) -> bool:
        """Whether a name that no list knows opens a dateline, in capitals."""
        capitals = segment.text.isupper() and len(segment.text) > 3 and segment.folded not in self._words.common
        return capitals and self._dateline(offset, segment)

    def _ordinary(self, segment: Segment) -> bool:
        """Whether the name is also an ordinary word, and no country's."""
        common = segment.size == 1 and segment.folded in self._words.common
        return common and segment.readings[0].candidate.level != "country"

    def _acceptable(self, segments: tuple[Segment, ...], index: int, before: str, after: str, spoken: bool) -> bool:
        segment = segments[index]
        weight = segment.readings[0].weight
        lists = self._words
        office = index + 1 < len(segments) and segments[index + 1].kind == "title"
        speaker = spoken or before in lists.title or before in lists.speaking
        if segment.size == 1 and weight < FAMOUS and speaker and not office:
            return False
        if segment.size == 1 and weight < STRONG and after in lists.saying and before not in lists.locative:
            return False
        if after in lists.thing_after and weight < FAMOUS:
            return False
        return self._stands_alone(segments, index, index, weight)

    def _stands_alone(self, segments: tuple[Segment, ...], first: int, last: int, weight: float) -> bool:
        """Whether the words of the sequence beside the name leave it a name of its own."""
        segment = segments[first]
        doubtful = weight < FAMOUS or segment.folded in self._words.both
        for near in segments[last + 1 :]:
            if near.kind in BOUNDARY or (near.kind == "joiner" and near.text in BREAKS):
                break
            if near.kind in ("organisation", "thing"):
                return False
            if near.kind == "authority":
                return weight >= STRONG or segment.size > 1
            if near.kind in ("unknown", "given") and doubtful and not self._in_lower_case(near.folded):
                return False
        if not first:
            return True
        near = segments[first - 1]
        if near.kind in ("unknown", "given", "organisation"):
            return weight >= FAMOUS or self._in_lower_case(near.folded)
        if (
            near.kind == "joiner"
            and near.text in self._words.of
            and first > 1
            and segments[first - 2].kind == "organisation"
        ):
            return False
        return near.kind != "thing"

    def _in_lower_case(self, folded: str) -> bool:
        """Whether the word stands in the text in lower case too."""
        return f" {folded} " in self._text

    def _before(self, offset: int, segments: tuple[Segment, ...], index: int) -> tuple[str, str]:
        """The two words before the name, the nearer first; "of" gives way to a word for a kind of place."""
        if index and segments[index - 1].kind != "joiner":
            near = segments[index - 1]
            return (near.folded if near.kind in ("opener", "direction", "kind_after", "title") else ""), ""
        at = offset + segments[index].start
        head = self._text[max(0, at - LOOK) : at]
        if head[-1:] in OPENING:
            head = head[:-1]
        if not (head[-1:].isspace() or head.lower().endswith(self._words.elided)) or head[-3:].isspace():
            return "", ""
        words = head.split()[-2:]
        word = _bare(words[-1]) if words else ""
        earlier = _bare(words[0]) if word and len(words) > 1 and word == words[-1].lower() else ""
        if word in self._words.of and earlier in self._words.levels:
            word = earlier
        return word, earlier

    def _after(self, offset: int, segments: tuple[Segment, ...], last: int) -> str:
        match = _AFTER.match(self._text, offset + segments[last].end)
        return match[1] if match and match[1].islower() else ""


def _bare(word: str) -> str:
    """The word in lower case without what opens before it; "" where it ends in more than letters."""
    bare = word.lstrip("([\"“‘'—–-").lower()
    return bare if bare[:1].isalpha() and bare.translate(_INNER).isalnum() else ""
