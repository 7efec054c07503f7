"""Another language is tables alone: fragments of French and Spanish tables, read by the same code."""

from copy import deepcopy
from typing import Any

import pytest

from panj.language.numbers import find_with
from panj.language.numbers_lexicon import Lexicon, compile_tables
from panj.lexicon import table


def changed(digits: dict[str, str], words: dict[str, Any], more: dict[str, dict[str, Any]]) -> Lexicon:
    tables = deepcopy(table("en", "numbers"))
    tables["digits"] |= digits
    tables["words"] |= words
    for name, values in more.items():
        tables[name] |= values
    return compile_tables(tables)


FRENCH_ONES = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize",
]  # fmt: skip
SPANISH_ONES = ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"]


FRENCH = changed(
    {"decimal": ",", "group": ".", "other_groups": "'’"},
    {
        "values": {w: i for i, w in enumerate(FRENCH_ONES)} | {"une": 1},
        "tens": {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50},
        "tens_with_teens": {"soixante": 60},
        "compounds": {"quatre vingt": 80, "quatre vingts": 80, "dix sept": 17, "dix huit": 18},
        "multipliers": {"cent": 100, "cents": 100, "mille": 1000, "million": 10**6, "millions": 10**6},
        "counted_plurals": {},
        "suffixes": {},
        "bare": ["cent", "mille"],
        "articles": [],
        "and": ["et"],
        "and_after_tens": True,
        "of": ["de", "des", "d"],
        "single": ["un", "une"],
    },
    {
        "vague": {"plurals": {"centaines": [200, 999], "milliers": [2000, 9999], "dizaines": [20, 99]},
                  "of_plural": {"milliers": "mille"}, "counted": {}, "prefixes": [], "pairs": [], "needs": {}},
        "qualifiers": {"about": ["près de", "environ", "quelque"], "at_least": ["plus de", "au moins"],
                       "at_most": ["moins de", "jusqu’à"], "exact": ["exactement"], "after": {}},
        "ranges": {"between": ["entre"], "between_links": ["et"], "from": ["de"], "links": ["à", "-", "–"],
                   "or": ["ou"]},
        "units": {"stops": ["et", "de", "à", "ont"]},
    },
)  # fmt: skip

SPANISH = changed(
    {"decimal": ",", "group": ".", "other_groups": "'"},
    {
        "values": {w: i for i, w in enumerate(SPANISH_ONES)}
        | {"un": 1, "veintiún": 21, "veintidós": 22},
        "tens": {"treinta": 30, "cuarenta": 40},
        "hundreds": {"ciento": 100, "doscientos": 200, "doscientas": 200, "quinientos": 500},
        "multipliers": {"cien": 100, "mil": 1000, "millón": 10**6, "millones": 10**6},
        "counted_plurals": {},
        "suffixes": {},
        "bare": ["cien", "mil"],
        "articles": [],
        "and": ["y"],
        "and_after_tens": True,
        "of": ["de"],
        "single": ["un", "uno", "una"],
    },
    {"vague": {"plurals": {"miles": [2000, 9999]}, "of_plural": {}, "counted": {}, "prefixes": [], "pairs": [],
               "needs": {}}},
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("quatre-vingt-dix-sept familles", 97),
        ("quatre-vingts familles", 80),
        ("vingt et un villages", 21),
        ("soixante-dix-huit familles", 78),
        ("deux cents personnes", 200),
        ("cent cinquante maisons", 150),
        ("mille deux cents personnes", 1200),
        ("trois mille personnes", 3000),
        ("deux millions cinq cent mille personnes", 2_500_000),
        ("3,4 millions de personnes", 3_400_000),
        ("1.037 personnes", 1037),
        ("31 000 habitants", 31_000),
        ("31\u202f000,5", 31_000.5),
        ("2,5 km", 2.5),
    ],
)
def test_french_by_tables_alone(text: str, value: float) -> None:
    assert [number.value for number in find_with(text, FRENCH)] == [value]


def test_french_qualifiers_ranges_and_vague_words() -> None:
    (number,) = find_with("Près de 31 000 habitants ont fui", FRENCH)
    assert (number.qualifier, number.start, number.value) == ("about", 0, 31_000)
    (number,) = find_with("plus de 4.500 familles", FRENCH)
    assert (number.qualifier, number.low) == ("at_least", 4500)
    (number,) = find_with("entre 300 et 400 familles", FRENCH)
    assert (number.low, number.high) == (300, 400)
    (number,) = find_with("des centaines de milliers de personnes", FRENCH)
    assert (number.low, number.high) == (200_000, 999_999)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("veintiún mil personas", 21_000),
        ("treinta y uno", 31),
        ("doscientas familias", 200),
        ("quinientos mil", 500_000),
        ("mil quinientos desplazados", 1500),
        ("ciento veintidós", 122),
        ("cien mil personas", 100_000),
        ("dos mil millones", 2_000_000_000),
        ("1.037 personas", 1037),
        ("1.250.000 personas", 1_250_000),
        ("3,5 millones", 3_500_000),
        ("2 mil viviendas", 2000),
    ],
)
def test_spanish_by_tables_alone(text: str, value: float) -> None:
    assert [number.value for number in find_with(text, SPANISH)] == [value]
