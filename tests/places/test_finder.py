"""Places in sentences of reports: what is found, what is left alone, and which one is meant."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panj.model import PlaceMention

Read = Callable[[str], tuple[PlaceMention, ...]]


def names(read: Read, text: str) -> list[str]:
    return [mention.name for mention in read(text) if not mention.demonym]


def country(read: Read, text: str, name: str) -> str | None:
    found = [mention for mention in read(text) if mention.name == name]
    assert found, f"{name} is not found"
    best = found[0].best
    return best.country if best else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KABUL, Afghanistan (AP) — Families left Kunduz for the capital.", ["KABUL", "Afghanistan", "Kunduz"]),
        ("About 300 people crossed from El Geneina into Adré in eastern Chad.", ["El Geneina", "Adré", "Chad"]),
        ("The U.S. and the UK closed their embassies in South Sudan.", ["U.S.", "UK", "South Sudan"]),
        ("Boats left the coast of Libya for Lampedusa.", ["Libya", "Lampedusa"]),
        ("Syria's Idlib and Lebanon's Bekaa Valley host most of them.", ["Syria", "Idlib", "Lebanon", "Bekaa Valley"]),
        ("UK-based monitors spoke of the India-Pakistan border.", ["UK", "India", "Pakistan"]),
        ("Floods hit Queen Anne's County in Maryland.", ["Queen Anne's County", "Maryland"]),
        ("They fled the villages of Kampungu, Makonono and Kaluamba.", ["Kampungu", "Makonono", "Kaluamba"]),
        ("People slept by the Wuluku River near Lake Erie.", ["Wuluku River", "Lake Erie"]),
        ("They were evacuated from Wadi Qwerty to ChinaŠ—Ès Hainan.", ["Wadi Qwerty", "China", "Hainan"]),
        ("Refugees reached Shir Khan Bandar on the Panj.", ["Shir Khan Bandar", "Panj"]),
        ("KHOROG – Herders came over the pass.", ["KHOROG"]),
        ("QWERTYVILLE — Half of the town was empty.", ["QWERTYVILLE"]),
        ("Some 400 people fled Kunduz as fighters entered Qwertabad.", ["Kunduz", "Qwertabad"]),
        ("At Jdeidet Yabous 300 people waited.", ["Jdeidet Yabous"]),
    ],
)  # fmt: skip
def test_places_are_found_with_their_own_words(read: Read, text: str, expected: list[str]) -> None:
    assert names(read, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mr Jordan said the camp was full.",
        "Paris Hilton and Georgia Smith gave money.",
        "President Chad Brown spoke to reporters.",
        "The New York Times and the Boston Globe reported it.",
        "Typhoon Haiyan struck, and Hurricane Florence followed.",
        "Researchers of Boston University counted the tents.",
        "Police said on Monday that many were safe. Reading the list took hours. Nice weather helped.",
        "Lassa fever and the Reston virus killed many.",
        "It cost US$460 million.",
        "Al Jazeera and Reuters reported in May and June.",
    ],
)
def test_what_is_no_place_is_left_alone(read: Read, text: str) -> None:
    assert names(read, text) == []


def test_a_surname_met_once_is_a_surname_everywhere(read: Read) -> None:
    assert "Duque" not in names(read, "Health Secretary Francisco Duque came. Later Duque left. The Duque plan failed.")


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Troops left Hissar, Tajikistan, at dawn.", "Hissar", "TJK"),
        ("Farmers of Hissar in Haryana, India, protested in Delhi.", "Hissar", "IND"),
        ("The plant in Blakely, Georgia, was shut, US officials said.", "Georgia", "USA"),
        ("Tens of thousands reached Tbilisi, Georgia, from Abkhazia.", "Georgia", "GEO"),
        ("In Cabo Delgado, Mozambique, insurgents attacked Palma.", "Palma", "MOZ"),
        ("Flights from Madrid, Spain, to Palma were full.", "Palma", "ESP"),
        ("Afghan officials in Badakhshan said families fled.", "Badakhshan", "AFG"),
        ("Some 90 Afghans from Wakhan entered Tajikistan and camp in Murghab district.", "Murghab", "TJK"),
        ("Tajik guards let Afghans from Badakhshan into Murghab. Dushanbe sent tents.", "Murghab", "TJK"),
        ("Families left Murghab district of Badghis for Herat, Afghan officials said.", "Murghab", "AFG"),
        ("People fled Palma on foot; many came to Pemba by boat.", "Palma", "MOZ"),
        ("The Yemeni army left Hays. Ships lay off Hodeidah.", "Hays", "YEM"),
        ("Sri Lankan boats took 40 people off Delft.", "Delft", "LKA"),
        ("Colombian soldiers moved 300 families from Ruiz.", "Ruiz", "COL"),
        ("Croatian police pushed 40 people back to Bihać.", "Bihać", "BIH"),
        ("The Congolese minister flew to Paris on Monday. Goma was calm, and so was Bukavu.", "Paris", "FRA"),
        ("The storm drove people from Onslow, Exmouth and Carnarvon to shelters.", "Exmouth", "AUS"),
        ("Fiji and Vanuatu took in people; 300 went to Espiritu Santo.", "Espiritu Santo", "VUT"),
    ],
)
def test_the_document_says_which_place_is_meant(read: Read, text: str, name: str, expected: str) -> None:
    assert country(read, text, name) == expected


@pytest.mark.parametrize(
    ("text", "name", "spoken"),
    [
        ("The spokesman told reporters in Geneva that 300 people fled Goma.", "Geneva", True),
        ("The spokesman told reporters in Geneva that 300 people fled Goma.", "Goma", False),
        ("At a press conference in Nairobi, they said 3,000 had come.", "Nairobi", True),
        ("Some 300 people are sheltering in Nairobi.", "Nairobi", False),
        ("The governor of Badghis said 300 families had fled.", "Badghis", False),
    ],
)
def test_where_somebody_only_spoke_is_marked_and_less_sure(read: Read, text: str, name: str, spoken: bool) -> None:
    mention = next(one for one in read(text) if one.name == name)
    assert mention.spoken is spoken
    assert mention.best is not None
    assert (mention.best.score < 0.6) is spoken


def test_an_unknown_name_between_two_countries_keeps_both(read: Read) -> None:
    text = "Afghanistan and Tajikistan closed the road. A wall fell in the village of Qwertystan."
    mention = next(one for one in read(text) if one.name == "Qwertystan")
    assert {candidate.country for candidate in mention.candidates} == {"AFG", "TJK"}
    assert all(candidate.score < 0.5 for candidate in mention.candidates)


def test_one_sense_for_all_mentions_of_a_name(read: Read) -> None:
    found = read("Fire destroyed homes in Paradise, California. Paradise was empty. People left Paradise by car.")
    ids = {mention.best.id for mention in found if mention.name == "Paradise" and mention.best}
    assert len(ids) == 1


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Afghans", "AFG"), ("Tajik", "TJK"), ("Syrians", "SYR"), ("Rohingya", "MMR"), ("South Sudanese", "SSD"),
        ("Dutch", "NLD"), ("Burkinabe", "BFA"), ("Filipinos", "PHL"), ("Nigeriens", "NER"), ("Kosovars", "XKX"),
    ],
)  # fmt: skip
def test_demonyms_are_marked_and_carry_their_country(read: Read, word: str, code: str) -> None:
    (mention,) = read(f"Some 300 {word} waited.")
    assert mention.demonym
    assert mention.name == word
    assert mention.best is not None
    assert mention.best.country == code


def test_no_demonym_where_the_words_name_a_region(read: Read) -> None:
    assert not any(mention.demonym for mention in read("Latin American and African American families came."))


def test_an_unknown_name_has_no_id_and_the_country_that_the_words_give(read: Read) -> None:
    mention = next(
        one for one in read("A wall fell in the village of Qwertystan, Tajikistan.") if one.name == "Qwertystan"
    )
    assert mention.best is not None
    assert mention.best.id == ""
    assert mention.best.country == "TJK"


def test_a_word_beside_the_name_says_the_level(read: Read) -> None:
    best = read("Fighting spread in Kunduz province.")[0].best
    assert best is not None
    assert best.level == "adm1"


WORDS = st.sampled_from(
    [
        "Kabul",
        "the",
        "of",
        "Mr",
        "Panj",
        "New York",
        "'s",
        "-",
        ",",
        "U.S.",
        "Lake",
        "Province",
        "and",
        "é",
        "\n",
        "(",
        "A.B.C.",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text_gives_ordered_spans_of_its_own_words(read: Read, text: str) -> None:
    end = 0
    for mention in read(text):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.name
        scores = [candidate.score for candidate in mention.candidates]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score < 1 for score in scores)
        end = mention.end
