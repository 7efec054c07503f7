"""Finds place names in a text and resolves them over the whole document."""

from panj.model import Document, PlaceMention
from panj.places.gazetteer import SqliteGazetteer
from panj.places.judge import Found, Judge
from panj.places.resolve import Resolver
from panj.places.scan import Scanner
from panj.places.words import words


class Finder:
    """Finds the places of documents in one language. Not for use by several threads at once."""

    def __init__(self, gazetteer: SqliteGazetteer, language: str = "en") -> None:
        self._words = words(language)
        self._scanner = Scanner(gazetteer, language)
        self._resolver = Resolver(gazetteer.countries, self._words)

    def places(self, document: Document) -> tuple[PlaceMention, ...]:
        """Every place and demonym of the document in order of its start."""
        text = document.text
        judge = Judge(self._words, text)
        found: list[Found] = []
        for offset, segments in self._scanner.sequences(text):
            if offset >= document.body_start:
                found += judge.sequence(offset, segments)
        found = judge.keep(found)
        ranked = self._resolver.rank(text, found)
        return tuple(
            PlaceMention(one.start, one.end, one.text, candidates, bool(one.codes))
            for one, candidates in zip(found, ranked, strict=True)
        )
