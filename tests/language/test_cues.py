"""Words that make a statement less than plain fact, and how far they reach."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panj.language import cues, sentences
from panj.model import Span


def status_of(text: str, words: str) -> str:
    """The status of the words: that of the cue with the shortest scope over them."""
    start = text.index(words)
    return cues.at(cues.find(text, sentences.split(text)), Span(start, start + len(words)))


CASES = [
    # hedges
    ("Reportedly 300 people fled the town.", "300", "unconfirmed"),
    ("Some 300 people allegedly crossed at night.", "300", "unconfirmed"),
    ("Another 180,000 are said to be on the road.", "180,000", "unconfirmed"),
    ("Thirty-one are thought to have drowned.", "Thirty-one", "unconfirmed"),
    ("Residents said the figure was 3,000, which could not be verified.", "3,000", "unconfirmed"),
    ("The sultan says 5,000 were killed, a toll that no outside body has confirmed.", "5,000", "unconfirmed"),
    ("- 98,000 have crossed (government estimate, unverified)", "98,000", "unconfirmed"),
    ("Reported but not yet verified: 890 households", "890", "unconfirmed"),
    ("M23 took the airport with 300 men. Reuters could not establish who held it.", "300 men", "unconfirmed"),
    ("Some 100 Afghans were sent back.\n\nThe information has not been officially confirmed.", "100", "unconfirmed"),
    (
        "Some 100 cross the border\n\nGuards saw 90 cross.\n\nThe information has not been officially confirmed.",
        "90",
        "unconfirmed",
    ),
    (
        "Some 100 cross the border\n\nGuards saw 90 cross.\n\nThe information has not been officially confirmed.",
        "100",
        "asserted",
    ),
    # denials
    ("The spokesman denied that 3,000 people had fled.", "3,000", "denied"),
    ("The army denied reports that 13 returnees had died.", "13", "denied"),
    ("The agency rejected a charity's claim that 60 had been left behind.", "60", "denied"),
    ("The claim that twelve migrants drowned is false.", "twelve", "denied"),
    ("Media reported that 11,000 left. This is not true.", "11,000", "denied"),
    ("The office denied that 1,000 had been buried, and stood by its count of 312 bodies.", "312", "asserted"),
    ("Guards denied entry to 60 people.", "60", "asserted"),
    # possibility
    ("Another 200,000 could arrive before the rains.", "200,000", "possible"),
    ("As many as 50,000 may try to cross.", "50,000", "possible"),
    ("Another 500 might have to follow.", "500", "possible"),
    ("Landslide buries 14 homes, 30 feared dead", "30", "possible"),
    ("Landslide buries 14 homes, 30 feared dead", "14 homes", "asserted"),
    ("In a worst case up to one million people would leave.", "one million", "possible"),
    ("The toll stands at 257, but 500 may be missing.", "257", "asserted"),
    ("Some 1,000 have been moved and the mayor warned that another 500 might follow.", "1,000", "asserted"),
    ("The city was told to brace for 5,000 more.", "5,000", "possible"),
    ("Residents could not return to 300 houses.", "300", "asserted"),
    ("Doctors could reach only 240 of them.", "240", "asserted"),
    ("On 2 May 3,000 households left.", "3,000", "asserted"),
    ("The two sites have held 1,000 people since May of last year.", "1,000", "asserted"),
    ("With what they could carry, 2,500 islanders came off the ferry.", "2,500", "asserted"),
    # plans
    ("The government will move 140,000 people by 2026.", "140,000", "planned"),
    ("Some 7,900 people are to be moved out.", "7,900", "planned"),
    ("The state plans to relocate 7,000 of them.", "7,000", "planned"),
    ("Two lakh to be shifted from the coast", "Two lakh", "planned"),
    ("About 300 families are expected to return in spring.", "300", "planned"),
    ("Three more drills are scheduled for October.", "Three more drills", "planned"),
    ("The exercises will run until the end of the week.", "exercises", "planned"),
    ("Exercise Steadfast Defender will start next week with 90,000 men.", "90,000", "planned"),
    ("Transfers stand at 612, and a further 2,000 are to be moved in June.", "612", "asserted"),
    ("Transfers stand at 612, and a further 2,000 are to be moved in June.", "2,000", "planned"),
    ("His last will named 12 heirs.", "12 heirs", "asserted"),
    ("The 300 who left against their will are back.", "300", "asserted"),
    # orders
    ("An evacuation order now covers 412 homes.", "412", "ordered"),
    ("Some 87,000 ordered out of the danger zone", "87,000", "ordered"),
    ("Five dead, 180,000 under orders to leave as fires burn", "180,000", "ordered"),
    ("Five dead, 180,000 under orders to leave as fires burn", "Five", "asserted"),
    ("The 21,000 inhabitants were told to leave within three days.", "21,000", "ordered"),
    ("Some 1,100 inhabitants must leave before the rains.", "1,100", "ordered"),
    ("Villagers in 40 hamlets were urged to evacuate.", "40 hamlets", "ordered"),
    ("A mandatory evacuation was declared for 20,000 people.", "20,000", "ordered"),
    ("After the village, whose 900 people were told to leave, emptied, 650 reached the town.", "650", "asserted"),
    # drills
    ("The troops repelled a strike by a simulated enemy of 300.", "300", "simulated"),
    ("In a mock attack 40 paratroopers seized the bridge.", "40", "simulated"),
    ("The drill's exercise scenario has 5,000 refugees crossing.", "5,000", "simulated"),
    # corrections
    ("The figure of 120 dead was in error and has been withdrawn.", "120", "retracted"),
    ("The report said 150 were buried; his spokesman later reduced that to 100.", "150", "retracted"),
    ("The report said 150 were buried; his spokesman later reduced that to 100.", "100", "asserted"),
    ("A dispatch stated that Poland had moved 10,000 soldiers. That is withdrawn.", "10,000", "retracted"),
    ("The fire has moved out 12,279, not 26,000 as the government first said", "26,000", "retracted"),
    ("The fire has moved out 12,279, not 26,000 as the government first said", "12,279", "asserted"),
    ("A previous update gave 31,884 by mistake.", "31,884", "retracted"),
    ("The August figure of 120,000 is hereby withdrawn.", "120,000", "retracted"),
    # what looks like a cue and is none
    ("No fewer than 2,000 persons have fled.", "2,000", "asserted"),
    ("Not only farmers but 300 traders left.", "300", "asserted"),
    ("There were not more than 80 tents.", "80", "asserted"),
    ("There is no doubt that 300 left.", "300", "asserted"),
    ("Some 320 soldiers crossed for fear of the militia.", "320", "asserted"),
    ("Some 300 refugees live in the camp.", "300", "asserted"),
]


@pytest.mark.parametrize(("text", "words", "status"), CASES)
def test_the_status_of_a_stretch(text: str, words: str, status: str) -> None:
    assert status_of(text, words) == status


PLAIN = [
    "More than 1,000 people crossed the river on Monday.",
    "The camp holds 9,800 people, most of them children.",
    "Since May 2021 some 153,000 people have gone home.",
    "They left with what they could carry.",
    "The Might of Rome was an exhibition.",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_fact_has_no_cue(text: str) -> None:
    assert cues.find(text, sentences.split(text)) == ()


PIECES = st.lists(
    st.sampled_from(
        [
            "reportedly ", "could be ", "may ", "denied ", "; ", ", but ", "will ", "not ", "The ", "300 ",
            ". ", "\n", "“", "”", "(", ")", "ordered to ", "withdrawn ", "is hereby withdrawn ",
            "That is withdrawn", ", whose ", ", ", "is false ", "İ",
        ]
    ),
    max_size=40,
)  # fmt: skip


@settings(deadline=None)
@given(st.one_of(st.text(max_size=300), PIECES.map("".join)))
def test_any_text_gives_scopes_that_hold_their_cue(text: str) -> None:
    for cue in cues.find(text, sentences.split(text)):
        assert 0 <= cue.scope.start <= cue.start < cue.end <= len(text)
        assert cue.scope.start < cue.scope.end <= len(text)


@settings(deadline=None)
@given(PIECES.map("".join))
def test_cues_come_in_order_of_their_start(text: str) -> None:
    starts = [cue.start for cue in cues.find(text, ())]
    assert starts == sorted(starts)
