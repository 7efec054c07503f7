"""Names that are not shown, and what stands for them: private persons, informal sites, sources under threat."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from panj.lexicon import DEFAULT, table
from panj.model import Claim, Place, from_wire

SHORTEST: Final = 3
"""Letters of the shortest name, or part of one, that is taken out of running text."""
FILLED: Final = "…"
"""What each letter becomes where the length of a text must stay as it is."""
_WORD = re.compile(r"\w+")
_OFFICE = re.compile(r'"name":"([^"\\]+)","role":"')


class Veil:
    """Takes names out of text. `names` maps each to what stands for it; the longest that fits is taken."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self._by_word: dict[str, list[str]] = defaultdict(list)
        for name in sorted(names, key=len, reverse=True):
            first = _WORD.search(name)
            if first and len(name) >= SHORTEST:
                self._by_word[first[0]].append(name[first.start() :])
        self._stand_in = {name[m.start() :]: told for name, told in names.items() if (m := _WORD.search(name))}

    def over(self, text: str) -> str:
        """The text with what stands for each name in its place."""
        out, position = [], 0
        for start, end, name in self._found(text):
            out += [text[position:start], self._stand_in[name]]
            position = end
        return "".join([*out, text[position:]]) if out else text

    def masked(self, text: str) -> str:
        """The text with each name filled in, as long as it was."""
        out, position = [], 0
        for start, end, _ in self._found(text):
            out += [text[position:start], FILLED * (end - start)]
            position = end
        return "".join([*out, text[position:]]) if out else text

    def exact(self, name: str) -> str:
        """What stands for a name that is the whole of the words; else these with the names in them taken out."""
        return self.names.get(name) or self.over(name)

    def _found(self, text: str) -> Iterable[tuple[int, int, str]]:
        if not self._by_word:
            return
        position = 0
        for word in _WORD.finditer(text):
            if word.start() < position or word[0] not in self._by_word:
                continue
            for name in self._by_word[word[0]]:
                end = word.start() + len(name)
                if text.startswith(name, word.start()) and not text[end : end + 1].isalnum():
                    yield word.start(), end, name
                    position = end
                    break


@dataclass(slots=True)
class Names:
    """Names that claims give: persons who hold no office as the reader sees it, those who do, and informal sites."""

    persons: set[str] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)
    sites: dict[str, str] = field(default_factory=dict)

    def see(self, claim: Claim) -> None:
        """Takes in the names of a claim."""
        for source in claim.sources:
            self.see_source(source.name, source.type)
        for place in (*claim.origin, *claim.destination, *claim.route, *claim.place):
            self.see_place(place)

    def see_stored(self, body: str) -> None:
        """Takes in the names of a claim as the record holds it. Only what can have a name to hide is read whole."""
        if '"type":"witness"' in body or '"level":"site"' in body:
            self.see(from_wire(Claim, json.loads(body)))
        else:
            self.offices.update(_OFFICE.findall(body))

    def see_source(self, name: str, kind: str) -> None:
        if kind != "witness":
            self.offices.add(name)
        elif _is_name(name):
            self.persons.add(name)

    def see_place(self, place: Place) -> None:
        if informal(place):
            for name in (place.text, place.name):
                self.sites[name] = place.country or site_word()

    def private(self) -> dict[str, str]:
        """Persons who hold no office in any report, with their role instead."""
        word = role_of("witness")
        held = "\n".join(sorted(self.offices))
        return {name: word for name in self.persons if name not in held}


def informal(place: Place) -> bool:
    """Whether it is a site that no gazetteer names."""
    return place.level == "site" and place.id is None


def role_of(kind: str) -> str:
    """The word for a type of source."""
    return str(table(DEFAULT, "report")["source_types"][kind])


def site_word() -> str:
    """What stands for a site whose country is not known."""
    return str(table(DEFAULT, "report")["levels"]["site"])


def parts_of(names: Iterable[str]) -> dict[str, str]:
    """The parts of these persons' names, by which a report goes on to call them."""
    word = role_of("witness")
    return {part: word for name in names for part in _WORD.findall(name) if len(part) >= SHORTEST and part[0].isupper()}


def _is_name(name: str) -> bool:
    words = _WORD.findall(name)
    return bool(words) and all(word[0].isupper() for word in words)
