"""In which language the words around a claim are, beside the one in which events are told."""

from panj.lexicon import has, language_of
from panj.model import Document


def of(document: Document | None, told: str) -> str:
    """The language whose word lists fit the document; `told`, that of the titles, where there are none."""
    language = language_of(document.language) if document else told
    return language if has(language, "events") else told
