"""What stretch of the text is a speaker's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panj.language import sentences, speakers
from panj.model import Span


def speaker_of(text: str, words: str) -> str | None:
    """Whose the words are: the name of the attribution with the shortest scope over them."""
    start = text.index(words)
    said = speakers.at(speakers.find(text, sentences.split(text)), Span(start, start + len(words)))
    return said.name if said else None


OWNED = [
    ("Serb leaders said 5,000 had fled, but police counted 380 families.", "5,000", "Serb leaders"),
    ("Some 13,350 had entered, the government said, two days after the road was opened.", "13,350", "government"),
    ("Serb leaders said 5,000 had fled, but police counted 380 families.", "380 families", "police"),
    ("Kabul says 438,000 were expelled; Islamabad says 541,000 went home.", "438,000", "Kabul"),
    ("Kabul says 438,000 were expelled; Islamabad says 541,000 went home.", "541,000", "Islamabad"),
    ("Some 4,280 were moved, according to the mayor; a volunteer said 900 remained.", "4,280", "mayor"),
    ("Some 4,280 were moved, according to the mayor; a volunteer said 900 remained.", "900", "volunteer"),
    ("The minister said 300 had left; some 40 houses are empty.", "40 houses", None),
    ("The minister said 300 had left. Some 40 houses are empty.", "40 houses", None),
    ("Some 40 houses are empty. The minister said 300 had left.", "40 houses", None),
    ("More than 300 have left, the minister said, as 40 houses lay in ashes.", "40 houses", None),
    ("More than 300 have left, the minister said, adding that 40 were children.", "40", "minister"),
    ("Federal officials told the city to expect 5,000 more, Barrientos said.", "5,000", "Federal officials"),
    ("“We were nine,” said Maryam, a tailor. “Then there were eleven of us.”", "eleven", "Maryam"),
    ("“We were nine. Then there were eleven of us. They gave us two hours,” said Maryam.", "eleven", "Maryam"),
    ("“We were nine,” she said, “and four are here.” Another 300 came later.", "300", None),
    ("The mayor said: “We have 400 beds. We have 2,000 people.”", "2,000", "mayor"),
    ("• 1,340 new arrivals (UNHCR)\n• 900 transfers", "1,340", "UNHCR"),
    ("• 1,340 new arrivals (UNHCR)\n• 900 transfers", "900", None),
    ("Key figures released by the flood control headquarters\n• 29 dead\n• 16 missing", "16 missing",
     "flood control headquarters"),
    ("UNHCR figures:\n- 300 arrivals\n- 40 departures", "40 departures", "UNHCR"),
    ("Thousands left, officials told Reuters, with 33,000 displaced by the UN's count.", "33,000", "UN"),
    ("In 40 villages, an assault which Amnesty International says killed 100 people ended.", "100 people",
     "Amnesty International"),
    ("Of 300 arrivals 40 were children, and a toll that Morocco raised stood at 23.", "300 arrivals", None),
    ("The volunteers count 300, the police 120.", "300", "volunteers"),
    ("The volunteers count 300, the police 120.", "120", "police"),
    ("About 300 had gone, a security source said on condition of anonymity.", "300", "security source"),
    ("Since March 300 have gone, the minister told a briefing in Astana, of whom 40 came back.", "300", "minister"),
    ("The Migration Institute informs that 343 persons were rescued. Of these, 103 were minors.", "103",
     "Migration Institute"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "name"), OWNED)
def test_whose_words_they_are(text: str, words: str, name: str | None) -> None:
    got = speaker_of(text, words)
    assert (got.removeprefix("The ").removeprefix("a ") if got else None) == name


PIECES = st.lists(
    st.sampled_from(
        [
            "“", "”", "\"", "(UN)", "[IOM]", ":", ";", ",", ".", "\n", "• ", " said ", "said", " told AFP ",
            "X", "the mayor", " who ", " that ", "according to ", "cited", " as saying ", "by ", "'s count",
            " - UNHCR", "300", " but ", "İ", "\u2029", "he ", " they added", " quoting ", "released by ",
        ]
    ),
    max_size=40,
)  # fmt: skip


@settings(deadline=None)
@given(st.one_of(st.text(max_size=300), PIECES.map("".join)))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    for said in speakers.find(text, sentences.split(text)):
        for span in (said.speaker, said.cue, said.scope):
            assert 0 <= span.start <= span.end <= len(text)
        assert said.name
        assert said.speaker.start < said.speaker.end


@settings(deadline=None)
@given(PIECES.map("".join))
def test_sentences_of_another_splitter_are_no_trouble(text: str) -> None:
    assert isinstance(speakers.find(text, ()), tuple)
