"""Numbers and dates written out in French and Spanish are read back, and no text breaks the reading."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj.language import dates, numbers, sentences

FR_ONES = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
]  # fmt: skip
FR_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
ES_ONES = [
    "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece",
    "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno", "veintidós",
    "veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve",
]  # fmt: skip
ES_TENS = ["", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
ES_HUNDREDS = [
    "", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos", "setecientos",
    "ochocientos", "novecientos",
]  # fmt: skip
MONTHS = {
    "fr": ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
           "décembre"],
    "es": ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
           "noviembre", "diciembre"],
}  # fmt: skip
DAYS = {
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    "es": ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
}
PEOPLE = {"fr": "personnes ont fui.", "es": "personas huyeron."}


def french(value: int) -> str:
    for scale, one, many in ((10**6, "un million", "millions"), (1000, "mille", "mille"), (100, "cent", "cent")):
        if value >= scale:
            head, rest = divmod(value, scale)
            said = one if head == 1 else f"{french(head)} {many}"
            return f"{said} {french(rest)}" if rest else said
    if value < 20:
        return FR_ONES[value]
    if value >= 80:
        return "quatre-vingts" if value == 80 else f"quatre-vingt-{FR_ONES[value - 80]}"
    ten = 60 if value >= 60 else value // 10 * 10
    rest = value - ten
    if not rest:
        return FR_TENS[ten]
    return f"{FR_TENS[ten]} et {FR_ONES[rest]}" if rest in (1, 11) else f"{FR_TENS[ten]}-{FR_ONES[rest]}"


def spanish(value: int) -> str:
    for scale, one, many in ((10**6, "un millón", "millones"), (1000, "mil", "mil")):
        if value >= scale:
            head, rest = divmod(value, scale)
            said = one if head == 1 else f"{spanish(head)} {many}"
            return f"{said} {spanish(rest)}" if rest else said
    if value == 100:
        return "cien"
    if value > 100:
        return f"{ES_HUNDREDS[value // 100]} {spanish(value % 100)}" if value % 100 else ES_HUNDREDS[value // 100]
    if value < 30:
        return ES_ONES[value]
    return ES_TENS[value // 10] + (f" y {ES_ONES[value % 10]}" if value % 10 else "")


SPELT: dict[str, Callable[[int], str]] = {"fr": french, "es": spanish}
LANGUAGES = st.sampled_from(["fr", "es"])
OF = {"fr": " ", "es": " de "}


def written(day: date, language: str) -> str:
    return OF[language].join([str(day.day), MONTHS[language][day.month - 1], str(day.year)])


STYLES: list[Callable[[date, str], str]] = [
    written,
    lambda day, language: f"{DAYS[language][day.weekday()]} {written(day, language)}",
    lambda day, language: day.isoformat(),
    lambda day, language: f"{day.day:02}/{day.month:02}/{day.year}" if day.day > 12 else day.isoformat(),
]


@given(st.integers(2, 9_999_999), LANGUAGES)
def test_a_number_in_words_is_read_back(value: int, language: str) -> None:
    found = numbers.find(f"{SPELT[language](value)} {PEOPLE[language]}", language)
    assert [number.value for number in found] == [value]


@given(st.integers(1000, 10**10), LANGUAGES, st.sampled_from([".", " ", "\u00a0", "\u2009", "\u202f"]))
def test_thousands_are_read_back_with_dots_and_blanks(value: int, language: str, mark: str) -> None:
    written = f"{value:,}".replace(",", mark)
    assert [number.value for number in numbers.find(f"{written} {PEOPLE[language]}", language)] == [value]


@given(st.integers(1, 999), st.integers(1, 9), LANGUAGES)
def test_decimals_have_a_comma(whole: int, tenth: int, language: str) -> None:
    millions = {"fr": "millions de personnes", "es": "millones de personas"}[language]
    (number,) = numbers.find(f"{whole},{tenth} {millions}", language)
    assert number.value == (whole * 10 + tenth) * 100_000


@pytest.mark.parametrize("style", STYLES)
@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), LANGUAGES)
def test_a_date_is_read_back(style: Callable[[date, str], str], day: date, language: str) -> None:
    found = dates.find(style(day, language), None, language)
    assert [one.value for one in found] == [day.isoformat()]


@given(st.text(max_size=200), LANGUAGES)
def test_no_text_breaks_the_reading(text: str, language: str) -> None:
    for number in numbers.find(text, language):
        assert 0 <= number.start < number.end <= len(text)
    for one in dates.find(text, "2024-05-15", language):
        assert 0 <= one.start < one.end <= len(text)
    assert all(text[s.start : s.end].strip() for s in sentences.split(text, language))
