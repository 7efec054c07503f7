"""Reports in several languages tell one event: one office under its names, words for rates, titles in English."""

from collections.abc import Sequence

import pytest

from panj import pipeline
from panj.events.authorities import organisation
from panj.lexicon import has, languages
from panj.model import Document, Event

ENGLISH = "Some 12,300 people fled from Sudan to Chad on 14 May 2024, UNHCR said on Wednesday."
FRENCH = "Quelque 12 300 personnes ont fui du Soudan vers le Tchad le 14 mai 2024, a déclaré le HCR mercredi."


def document(language: str, text: str) -> Document:
    return Document(
        label=language,
        address=f"test:{language}",
        text=text,
        published="2024-05-15",
        publisher=f"Gazette {language}",
        language=language,
    )


def events(*documents: Document) -> Sequence[Event]:
    return pipeline.reconcile(documents, [claim for one in documents for claim in pipeline.read_document(one)])


def test_an_office_quoted_in_two_languages_is_one_source() -> None:
    (event,) = events(document("en", ENGLISH), document("fr", FRENCH))
    assert set(event.documents) == {"en", "fr"}
    assert event.independent_sources == 1
    assert event.estimate.best == 12300


@pytest.mark.parametrize("text", [ENGLISH, FRENCH])
def test_titles_are_in_the_language_of_the_desk(text: str) -> None:
    (event,) = events(document("fr" if text == FRENCH else "en", text))
    assert "flee" in event.title
    assert "May 2024" in event.title


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("un responsable local", None),
        ("UN", "un"),
        ("l'ONU", "un"),
        ("el Alto Comisionado de las Naciones Unidas para los Refugiados", "unhcr"),
        ("Haut-Commissariat aux réfugiés", "unhcr"),
        ("norwegian refugee council", "nrc"),
    ],
)
def test_offices_are_known_by_their_names_in_every_language(name: str, key: str | None) -> None:
    assert organisation(name, "en") == key


def test_titles_have_no_words_in_other_languages() -> None:
    assert [language for language in languages() if has(language, "titles")] == ["en"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Environ 800 personnes par jour fuient le Soudan vers le Tchad, selon le HCR."),
        ("es", "Unas 800 personas por día huyen de Sudán a Chad, según ACNUR."),
    ],
)
def test_a_rate_is_no_total(language: str, text: str) -> None:
    found = events(document(language, text))
    assert all(not event.additive for event in found)
