"""Where people came from and went to, where a preposition alone does not say it: "a Manaos", "à Bukavu"."""

import pytest

from panj import pipeline
from panj.model import Document

CASES = [
    ("es", "Unas 300 personas fueron trasladadas de Goma a Bukavu.", ["Goma"], ["Bukavu"]),
    ("es", "Brasil trasladó a 250 venezolanos a Manaos.", ["Brazil"], ["Manaus"]),
    ("es", "Llegaron a Tapachula 500 hondureños procedentes de San Pedro Sula.", ["San Pedro Sula"], ["Tapachula"]),
    ("es", "Estados Unidos deportó a 120 guatemaltecos a Guatemala.", ["United States"], ["Guatemala"]),
    ("es", "Unas 2.000 personas evacuadas de Mariúpol llegaron a Zaporiyia.", ["Mariupol"], ["Zaporizhzhya"]),
    ("es", "Unas 700 familias huyeron de El Tarra hacia Ocaña.", ["El Tarra"], ["Ocaña"]),
    ("es", "Los 1.200 habitantes de Panabaj fueron evacuados.", ["Panabaj"], []),
    ("fr", "Environ 300 personnes ont été transférées de Goma à Bukavu.", ["Goma"], ["Bukavu"]),
    ("fr", "Plus de 4 000 Soudanais sont passés au Tchad lundi.", ["Sudan"], ["Chad"]),
    ("fr", "La Libye a renvoyé 250 migrants au Niger.", ["Libya"], ["Niger"]),
    ("fr", "Les 1 200 habitants de Djibo ont été évacués.", ["Djibo"], []),
    ("fr", "Quelque 700 familles parties de Djibo sont arrivées à Kaya.", ["Djibo"], ["Kaya"]),
    ("fr", "Au moins 45 personnes ont été tuées à Kaya.", [], []),
    ("es", "Al menos 45 personas murieron en Goma.", [], []),
]


@pytest.mark.parametrize(("language", "text", "origin", "destination"), CASES)
def test_from_where_to_where(language: str, text: str, origin: list[str], destination: list[str]) -> None:
    document = Document(label="test", address="test:1", text=text, published="2024-05-15", language=language)
    (claim,) = pipeline.read_document(document)
    assert [place.name for place in claim.origin] == origin
    assert [place.name for place in claim.destination] == destination
