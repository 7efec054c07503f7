"""Where sentences end and where they only seem to."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panj.language.sentences import split


def pieces(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split(text)]


ONE = [
    "Mr. Rahimov said 300 families had crossed.",
    "Gov. Kadyrov met Gen. Ivanov and Col. Karimov at 5 p.m. on Friday.",
    "The U.S. Embassy said U.N. staff were safe.",
    "The U.N. refugee agency counted 1.2 million people.",
    "Camp No. 5 holds 3,000 people.",
    "On Sept. 5 some 300 people fled.",
    "J. K. Rowling gave to the fund.",
    "John F. Kennedy Airport was closed.",
    "About approx. 400 people, i.e. 80 families, left.",
    "“Run!” he shouted.",
    '"Where are they?" asked the guard.',
    "They waited … and waited.",
    "They waited ... and nobody came.",
    "The tanks rolled in; the families fled; nobody stayed.",
    "Prices rose 3.5 per cent.",
    "The village of St. Anne was flooded.",
    "It began at 8 a.m. GMT and ended at 10 p.m. Sunday.",
    "Rs. 5,000 was paid to each family.",
    "See www.example.org for details.",
    "The toll is 12 (seven in Goma, vs. five in Sake) so far.",
    "Families fled from\nthe villages of the valley to the town and\nslept in schools.",
    "Fighting forced 300 families from the villages around the town of\nKunduz to flee "
    "towards the border on Friday, said the\nProvincial governor.",
    "He lives in Washington D.C. now.",
    "The firm Panj Ltd. built the shelters.",
    "Dr. A. Karimi, head of the clinic, said so",
]

SEVERAL = [
    ("They fled. They came back.", ["They fled.", "They came back."]),
    ("Who fled? Nobody! They stayed.", ["Who fled?", "Nobody!", "They stayed."]),
    ("“We saw them at the gate.” He pointed.", ["“We saw them at the gate.”", "He pointed."]),
    ('"We fled." Then they slept.', ['"We fled."', "Then they slept."]),
    ("They came from both countries.Hundreds more wait.", ["They came from both countries.", "Hundreds more wait."]),
    ("They stood at the gate.”He wept.", ["They stood at the gate.”", "He wept."]),
    ("It ended at 5 p.m. The guards left.", ["It ended at 5 p.m.", "The guards left."]),
    ("They went to the U.S. The rest stayed.", ["They went to the U.S.", "The rest stayed."]),
    ("He said no. Nobody moved.", ["He said no.", "Nobody moved."]),
    ("The war is over. 300 people came back.", ["The war is over.", "300 people came back."]),
    ("Thousands flee\n\nThe town is empty.", ["Thousands flee", "The town is empty."]),
    ("Thousands flee\nThe town of Kunduz is empty, an official said.", [
        "Thousands flee", "The town of Kunduz is empty, an official said."]),
    ("• 300 in Goma\n• 200 in Sake", ["• 300 in Goma", "• 200 in Sake"]),
    ("- 300 in Goma\n- 200 in Sake", ["- 300 in Goma", "- 200 in Sake"]),
    ("* 300 in Goma\n* 200 in Sake", ["* 300 in Goma", "* 200 in Sake"]),
    ("> 300 in Goma\n◦ 200 in Sake", ["> 300 in Goma", "◦ 200 in Sake"]),
    ("1. Goma: 300\n2. Sake: 200", ["1. Goma: 300", "2. Sake: 200"]),
    ("Figures:\n(1) 300 fled\n(2) 200 stayed", ["Figures:", "(1) 300 fled", "(2) 200 stayed"]),
    ("They fled.\nThey slept.", ["They fled.", "They slept."]),
    ("They fled.\r\n\r\nThey slept.", ["They fled.", "They slept."]),
    ("They fled (300 of them). The rest stayed.", ["They fled (300 of them).", "The rest stayed."]),
    ("They waited ... The gate opened.", ["They waited ...", "The gate opened."]),
    ("They fled. al-Shabaab held the road.", ["They fled.", "al-Shabaab held the road."]),
    ("They follow plan B. The rest is silence.", ["They follow plan B.", "The rest is silence."]),
    ("  \n ", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize("text", ONE)
def test_one_sentence_stays_one(text: str) -> None:
    assert pieces(text) == [text]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_a_paragraph_wrapped_at_a_margin_is_joined_under_its_headline() -> None:
    text = (
        "Thousands flee Kunduz\n"
        "More than 3,000 families have left the city of Kunduz since Friday, the head of the\n"
        "Afghan Red Crescent said on Sunday, and many of them sleep in the open beside the\n"
        "Khan Abad river. Others went to Kabul.\n"
    )
    assert pieces(text) == [
        "Thousands flee Kunduz",
        text[22 : text.index(" Others")],
        "Others went to Kabul.",
    ]


PARTS = [
    "Mr.", "U.S.", "fled.", "The", "people", "no.", "5", "p.m.", "”", "“", "\n", "\n\n", "\r\n", "•", "- ", "1.", "…",
    "?!", "etc.", "A.", "x.Y", "end.The", "\u2028", "\x0c", ")", "al-Shabaab", "'", " ",
]  # fmt: skip


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PARTS), max_size=40).map(" ".join)))
def test_sentences_cover_all_but_blanks_in_order_and_apart(text: str) -> None:
    end = 0
    for sentence in split(text):
        assert not text[end : sentence.start].strip()
        assert end <= sentence.start < sentence.end
        piece = text[sentence.start : sentence.end]
        assert piece == piece.strip()
        end = sentence.end
    assert not text[end:].strip()


@pytest.mark.parametrize("piece", [".", "\n", "\r\n", "A. ", "\n- ", "a\n", "\f", "Mr. ", "! ", "(1) ", "x.Y", "” "])
def test_a_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    text = piece * 50_000
    found = split(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= following.start for one, following in pairwise(found))
