"""Bytes become the text that was written, whatever the program that saved them, or a problem."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj.documents import decoding
from panj.model import Problem

RUSSIAN = [
    "Пограничники сообщили, что 347 граждан Афганистана перешли границу.",
    "ДУШАНБЕ, 14 июля. Около 350 беженцев прибыли за два дня, сообщает AFP.",
    "Беженцы",
]
WESTERN = [
    "Près de 6 000 personnes ont fui El Geneina, selon l’ONU.",
    "À Adré, un camp de transit abrite réfugiés et Tchadiens rentrés au pays",
    "réfugiés",
    "The offensive – “a stream of people” – made 350 flee to Guantánamo’s café.",
    "Más de 18.000 desplazados en el Catatumbo, según la Defensoría del Pueblo. ¿Cuántos más?",
    "Tausende flüchteten über die Grüne Grenze nach Österreich.",
]


@pytest.mark.parametrize("text", RUSSIAN)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r"])
def test_russian(text: str, encoding: str) -> None:
    assert decoding.decode(text.encode(encoding), "a") == text


@pytest.mark.parametrize("text", WESTERN)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_western(text: str, encoding: str) -> None:
    assert decoding.decode(text.encode(encoding), "a") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Około 1,5 tysiąca uchodźców przekroczyło granicę w Medyce, podała Straż Graniczna.", "cp1250"),
        ("Yüzlerce göçmen Yunanistan sınırına doğru yürüdü, diye açıkladı İçişleri Bakanlığı.", "cp1254"),
    ],
)
def test_other_latin_alphabets(text: str, encoding: str) -> None:
    assert decoding.decode(text.encode(encoding), "a") == text


def test_newlines_stay_as_they_are() -> None:
    assert decoding.decode(b"a\r\nb\rc\n\xe9", "a") == "a\r\nb\rc\n\xe9"


@pytest.mark.parametrize(
    "data",
    ["Près d’Adré, réfugiés".encode() + b"\xff", "Пограничники".encode()[:-1], b"\xff\xfea", b"\xef\xbb\xbf\xff"],
)
def test_broken_encodings_are_told(data: bytes) -> None:
    problem = decoding.decode(data, "a")
    assert isinstance(problem, Problem)
    assert "encoding" in problem.message


@pytest.mark.parametrize("data", [bytes(range(256)), b"\x01\x02\x03\x04\x05" * 20, b"\x89PNG\r\n", b"text \0 text"])
def test_binary_files_are_told(data: bytes) -> None:
    problem = decoding.decode(data, "a")
    assert isinstance(problem, Problem)
    assert "no text" in problem.message


@given(st.binary(max_size=400))
def test_any_bytes_give_a_text_that_can_be_stored_or_a_problem(data: bytes) -> None:
    for found in (decoding.decode(data, "a"), decoding.decode_page(data, "a", "utf-8")):
        assert isinstance(found, str | Problem)
        if isinstance(found, str):
            found.encode("utf8")
            assert "\0" not in found


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_utf8_comes_back_as_it_was(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    if not any(data.startswith(mark) for mark, _ in decoding.SIGNATURES) and not text.startswith("\ufeff"):
        assert decoding.decode(data, "a") == text


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_utf16_comes_back_as_it_was(text: str) -> None:
    if text[:1] != "\ufeff":
        assert decoding.decode(text.encode("utf-16"), "a") == text


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        ("Беженцы в Мургабе".encode("cp1251"), "windows-1251", "Беженцы в Мургабе"),
        (b"caf\xe9 \x93x\x94", "iso-8859-1", "café “x”"),
        ("難民".encode("shift_jis"), "Shift_JIS", "難民"),
        ("réfugiés à Adré".encode() + b" \xff", "utf-8", "réfugiés à Adré \ufffd"),
        ("réfugiés".encode(), "windows-1251", "réfugiés"),
        ("réfugiés".encode("cp1252"), "no-such-thing", "réfugiés"),
        ("réfugiés".encode("cp1252"), "rot13", "réfugiés"),
    ],
)
def test_a_page_may_say_how_it_is_written(data: bytes, declared: str, text: str) -> None:
    assert decoding.decode_page(data, "a", declared) == text
