"""Letters that were lost in decoding are read where one word fits; what is stored stays as it came."""

import pytest

from panj import pipeline
from panj.language import repair
from panj.model import Document


@pytest.mark.parametrize(
    ("language", "broken", "read"),
    [
        ("es", "M\ufffds de 300 evacuados", "Más de 300 evacuados"),
        ("es", "2 mil viviendas con da\ufffdos", "2 mil viviendas con daños"),
        ("fr", "350 personnes d\ufffdplac\ufffdes", "350 personnes déplacées"),
        ("fr", "D\ufffdPLAC\ufffdS", "DÉPLACÉS"),
        ("es", "Xq\ufffdz de 300", "Xq\ufffdz de 300"),
        ("en", "300 people \ufffd said", "300 people \ufffd said"),
        ("es", "\ufffd", "\ufffd"),
        ("es", "Llueve en R\ufffdo Negro. R\ufffdos crecidos", "Llueve en R\ufffdo Negro. Ríos crecidos"),
    ],
)
def test_a_letter_comes_back_where_one_word_fits(language: str, broken: str, read: str) -> None:
    assert repair.legible(broken, language) == read
    assert len(read) == len(broken)


def test_a_whole_text_is_left_alone() -> None:
    text = "Más de 300 evacuados"
    assert repair.legible(text, "es") is text


def test_figures_of_a_broken_page_are_read_and_their_evidence_is_what_is_stored() -> None:
    text = "M\ufffds de diez familias han sido evacuadas por seguridad a otra comunidad de Morochata."
    document = Document(label="t", address="t:1", text=text, published="2013-11-02", language="es")
    (claim,) = pipeline.read_document(document)
    assert claim.measure is not None
    assert (claim.measure.low, claim.measure.qualifier) == (10, "at_least")
    first = claim.evidence[0]
    assert first.text == text[first.start : first.end]
    assert "\ufffd" in first.text
    assert document.text == text
