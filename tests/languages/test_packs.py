"""A language is a folder of word lists: packs hold what the reader asks for; no module knows their names."""

from typing import Any

import pytest

from panj import pipeline
from panj.errors import InputError
from panj.language import cues, dates, numbers, sentences, speakers
from panj.lexicon import DEFAULT, has, languages, table
from panj.model import Document

OTHERS = [language for language in languages() if language != DEFAULT]
LISTS = (
    "common_words", "confidence", "cues", "dates", "demonyms", "documents", "events", "exonyms", "first_names",
    "grammar", "groups", "kinds", "numbers", "places", "points", "roles", "sentences", "speakers", "verbs",
)  # fmt: skip
OPEN = {
    ("verbs", "forms"), ("confidence", "weights"), ("speakers", "aliases"), ("documents", "agencies"),
    ("demonyms", "countries"), ("demonyms", "governments"), ("exonyms", "countries"), ("exonyms", "places"),
    ("kinds", "classes"),
}  # fmt: skip
"""Tables whose keys are words of a language."""


def document(language: str, text: str) -> Document:
    return Document(label="test", address="test:1", text=text, published="2024-05-15", language=language)


def keys(name: str, content: dict[str, Any]) -> set[str]:
    found = set(content)
    for key, value in content.items():
        if isinstance(value, dict) and (name, key) not in OPEN and not (name == "dates" and key != "words"):
            found |= {f"{key}.{inner}" for inner in value}
    return found


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", LISTS)
def test_a_pack_has_every_key_of_the_first_one(language: str, name: str) -> None:
    missing = keys(name, table(DEFAULT, name)) - keys(name, table(language, name))
    assert not missing, f"{language}/{name}.toml lacks {sorted(missing)}"


@pytest.mark.parametrize("language", OTHERS)
def test_every_finder_speaks_the_language(language: str) -> None:
    text = "350"
    assert sentences.split(text, language)
    assert [number.value for number in numbers.find(text, language)] == [350]
    assert dates.find("2021-07-14", None, language)
    assert speakers.find(text, sentences.split(text, language), language) == ()
    assert cues.find(text, sentences.split(text, language), language) == ()


def test_a_room_without_a_word_list_says_nothing() -> None:
    assert has(DEFAULT, "security")
    assert not has("xx", "security")


def test_a_text_in_a_language_of_no_pack_is_refused_by_name() -> None:
    unread = document("pt", "Pelo menos 350 pessoas fugiram da aldeia.")
    assert not pipeline.reads(unread)
    with pytest.raises(InputError, match="does not read yet: Portuguese \\(pt\\)"):
        pipeline.read_document(unread)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "At least 350 people fled the village."),
        ("fr", "Au moins 350 personnes ont fui le village."),
        ("es", "Al menos 350 personas huyeron del pueblo."),
    ],
)
def test_a_document_is_read_by_the_reader_of_its_language(language: str, text: str) -> None:
    claims = pipeline.read_document(document(language, text))
    assert [(claim.kind, claim.measure.value if claim.measure else None) for claim in claims] == [("fled", 350)]


@pytest.mark.parametrize(
    ("language", "text", "countries"),
    [
        ("fr", "Quelque 350 réfugiés soudanais sont arrivés au Tchad.", {"TCD", "SDN"}),
        ("fr", "Au moins 12 personnes ont été tuées à Alep, en Syrie.", {"SYR"}),
        ("fr", "Près de 4 000 personnes ont fui l'Éthiopie vers la République centrafricaine.", {"ETH", "CAF"}),
        ("fr", "Plus de 900 familles ont quitté la Birmanie.", {"MMR"}),
        ("es", "Unos 350 refugiados sirios llegaron a Turquía.", {"TUR", "SYR"}),
        ("es", "Al menos 12 personas murieron en Alepo.", {"SYR"}),
        ("es", "Cerca de 4.000 personas huyeron de Etiopía hacia Sudán del Sur.", {"ETH", "SSD"}),
        ("es", "Más de 900 familias regresaron a Afganistán.", {"AFG"}),
    ],
)
def test_places_and_peoples_are_known_by_their_names_in_the_language(
    language: str, text: str, countries: set[str]
) -> None:
    (claim,) = pipeline.read_document(document(language, text))
    found = {p.country for p in (*claim.origin, *claim.destination, *claim.place, *claim.route) if p.country}
    found |= {claim.group.nationality} if claim.group and claim.group.nationality else set()
    assert countries <= found
