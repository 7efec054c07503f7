"""The language room: sentences, numbers, dates, speakers and hedges as spans with values, and no meaning yet."""

from panj.language import cues, dated_address, dates, numbers, sentences, speakers
from panj.lexicon import language_of
from panj.model import Annotation, Document


def annotate(document: Document) -> Annotation:
    """All spans of the document that this room finds; the places room adds its own."""
    language = language_of(document.language)
    text = document.text
    found = sentences.split(text, language)
    published = document.published or dated_address.near(document.canonical_url or document.url, language)
    return Annotation(
        sentences=found,
        numbers=numbers.find(text, language),
        dates=dates.find(text, published, language),
        attributions=speakers.find(text, found, language),
        cues=cues.find(text, found, language),
    )


__all__ = ["annotate"]
