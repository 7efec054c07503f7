"""Finds place names in a text and resolves them over the whole document."""

from collections import defaultdict

from panj.model import Document, PlaceMention
from panj.places.gazetteer import SqliteGazetteer
from panj.places.judge import FAMOUS, Found, Judge
from panj.places.resolve import Resolver
from panj.places.scan import Scanner
from panj.places.words import words

BROKEN = ("Š—È", "â€™")
"""Apostrophes that a wrong encoding broke, as they stand in published collections of reports."""


class Finder:
    """Finds the places of documents in one language. Not for use by several threads at once."""

    def __init__(self, gazetteer: SqliteGazetteer, language: str = "en") -> None:
        self._words = words(language)
        self._scanner = Scanner(gazetteer, language)
        self._resolver = Resolver(gazetteer.countries, self._words)

    def places(self, document: Document) -> tuple[PlaceMention, ...]:
        """Every place and demonym of the document in order of its start.

        Offsets are those of the document's text; candidates come best first. A name that the gazetteer lacks has at
        most one candidate, without an id, that says which country the document puts it in.
        """
        text = document.text
        for broken in BROKEN:
            if broken in text:
                text = text.replace(broken, "’".rjust(len(broken)))
        judge = Judge(self._words, text)
        found: list[Found] = []
        for offset, segments in self._scanner.sequences(text):
            if offset >= document.body_start:
                found += judge.sequence(offset, segments)
        found = self._supported(text, found, judge.persons.surnames)
        ranked = self._resolver.rank(text, found)
        return tuple(
            PlaceMention(one.start, one.end, one.text, candidates, bool(one.codes), one.spoken)
            for one, candidates in zip(found, ranked, strict=True)
        )

    def _supported(self, text: str, found: list[Found], surnames: set[str]) -> list[Found]:
        """Leaves out persons met elsewhere in the text and names that nothing in the document speaks for."""
        support: defaultdict[str, int] = defaultdict(int)
        countries = self._resolver.votes(found)
        for index, one in enumerate(found):
            value = one.support
            if value < 2 and self._resolver.contained(text, found, index):
                value = 2
            elif value == 0 and one.readings and one.readings[0].weight >= 2000 and not self._is_word(one):
                value = int(any(reading.candidate.country in countries for reading in one.readings[:3]))
            support[one.folded] = max(support[one.folded], value)
        return [
            one
            for one in found
            if one.codes
            or (support[one.folded] and not (one.folded in surnames and support[one.folded] < 2 and self._minor(one)))
        ]

    def _is_word(self, one: Found) -> bool:
        return one.folded in self._words.common or one.folded in self._words.first_names or one.text.isupper()

    @staticmethod
    def _minor(one: Found) -> bool:
        return not one.readings or one.readings[0].weight < FAMOUS
