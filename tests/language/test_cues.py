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


HEDGED = [
    ("The ministry withdrew its earlier statement that 14,000 people had left the valley.", "14,000", "retracted"),
    ("State officials withdrew a claim that 90,000 had been moved to the coast.", "90,000", "retracted"),
    ("The office said on Friday that 90,000 had been moved. It withdrew that figure on Sunday.", "90,000", "retracted"),
    ("The governor withdrew his statement that 300 were missing; 212 are on the list.", "212", "asserted"),
    ("Officials had put the dead at 480. The number was wrong.", "480", "retracted"),
    ("The 480 dead given on Monday were a mistake, the mayor said.", "480", "retracted"),
    ("The toll of 95 was given by mistake.", "95", "retracted"),
    ("The agency corrected its count of 7,200 arrivals to 6,100.", "7,200", "retracted"),
    ("The agency corrected its count of 7,200 arrivals to 6,100.", "6,100", "asserted"),
    ("The earlier figure of 31,000 displaced was corrected to 13,000.", "31,000", "retracted"),
    ("The earlier figure of 31,000 displaced was corrected to 13,000.", "13,000", "asserted"),
    ("The agency stood by its figure of 31,000 displaced.", "31,000", "asserted"),
    ("Under pressure the army stood by its claim that 40 fighters were killed.", "40", "asserted"),
    (
        "The bulletin had spoken of 5,000 evacuees, a number that the district has since taken back.",
        "5,000",
        "retracted",
    ),
    ("A toll of 120 put out on Tuesday has since been revised to 87.", "120", "retracted"),
    ("A toll of 120 put out on Tuesday has since been revised to 87.", "87", "asserted"),
    ("Troops withdrew from the town after 3,000 people had fled.", "3,000", "asserted"),
    ("The rebels withdrew and 4,000 villagers went home.", "4,000", "asserted"),
    ("Some 9,000 people have left their homes under evacuation orders.", "9,000", "asserted"),
    ("About 2,300 people have fled since Monday's order to go.", "2,300", "asserted"),
    ("After the order to leave, 5,600 people packed into buses.", "5,600", "asserted"),
    ("Despite the evacuation order, 700 villagers stayed behind.", "700", "asserted"),
    ("Following an evacuation order, 1,200 patients were taken to Zarqa.", "1,200", "asserted"),
    ("In spite of orders to leave, 350 farmers stayed with their herds.", "350", "asserted"),
    ("More than 8,000 people had defied the evacuation order by Friday.", "8,000", "asserted"),
    ("The order to leave applies to 8,000 people.", "8,000", "ordered"),
    ("Evacuation orders were issued for 26,000 residents of the delta.", "26,000", "ordered"),
    ("Some 26,000 residents were under evacuation orders on Friday.", "26,000", "ordered"),
    ("Evacuation orders were lifted for 4,000 people, who have returned.", "4,000", "asserted"),
    ("When the evacuation order was lifted 4,000 people went home.", "4,000", "asserted"),
    ("Authorities told 3,000 families to pack up and leave.", "3,000", "ordered"),
    ("Everyone within 20 km, about 11,000 people, has to be out by noon.", "11,000", "ordered"),
    ("On the army's orders 6,000 people walked south on Tuesday.", "6,000", "asserted"),
    ("They were forced out by an eviction order that emptied 210 huts.", "210 huts", "asserted"),
    ("Shelters stand ready in case tens of thousands should follow.", "tens of thousands", "possible"),
    ("Should 20,000 more arrive, the wells will run dry.", "20,000", "possible"),
    ("If fighting spreads, 40,000 more will need food.", "40,000", "possible"),
    ("If the dam fails, 12,000 people will be flooded out.", "12,000", "possible"),
    ("Unless rain comes, 300,000 herders will have to move.", "300,000", "possible"),
    ("The council prepares for up to 200,000 within six months.", "200,000", "possible"),
    ("Another 15,000 are at risk of being cut off.", "15,000", "possible"),
    ("It is feared that 60 people lie under the rubble.", "60", "possible"),
    ("As many as 2,000 people were asked to keep their bags packed.", "2,000", "possible"),
    ("The 400 who left asked if they could return.", "400", "asserted"),
    ("Asked if the camp was safe, the 300 people there said no.", "300", "asserted"),
    ("Even if they wished, the 900 families cannot go back.", "900", "asserted"),
    ("The fire, which the mayor called the worst in memory, drove out 5,000 people.", "5,000", "asserted"),
    ("It could not be confirmed that 90 villagers had been taken.", "90", "unconfirmed"),
    ("It was not possible to verify that 2,000 had crossed.", "2,000", "unconfirmed"),
    ("Nobody could confirm the 2,000 arrivals that the radio spoke of.", "2,000", "unconfirmed"),
    ("There were reports that 70 people had drowned.", "70", "unconfirmed"),
    ("According to unconfirmed accounts 35 people were killed.", "35", "unconfirmed"),
    ("The mayor confirmed that 35 people were killed.", "35", "asserted"),
    ("It has been confirmed that 35 people were killed.", "35", "asserted"),
    ("The government denies that any of the 300 was harmed.", "300", "denied"),
    ("There was no flight of 10,000 people, the prefect insisted.", "10,000", "denied"),
    ("Reports of 600 dead are nonsense, the minister said.", "600", "denied"),
    ("Denied food for three days, 240 people left the camp.", "240", "asserted"),
    ("Some 1,700 refugees are to be flown home in May.", "1,700", "planned"),
    ("The UN hopes to bring home 40,000 by the end of the year.", "40,000", "planned"),
    ("Buses are to take 500 people to Aden on Thursday.", "500", "planned"),
    ("More than 900 people have had to be evacuated.", "900", "asserted"),
    ("The storm forced 7,000 people to be evacuated.", "7,000", "asserted"),
    ("The state plans to rebuild the islands where 836 homes were destroyed.", "836", "asserted"),
    ("Over 600 people had to be rescued by boat.", "600", "asserted"),
    ("Officials will meet on Friday; 1,300 people are in the camp.", "1,300", "asserted"),
    ("The 1,300 people in the camp will get tents.", "1,300", "asserted"),
    ("The agency aims to register all 52,000 newcomers by June.", "52,000", "planned"),
    ("The 345 herders who for a time stayed in the hills were the last to be sent home.", "345", "asserted"),
    ("About 5,500 people were registered, with numbers expected to rise.", "5,500", "asserted"),
    ("Around 200,000 are expected to be displaced in the first weeks.", "200,000", "possible"),
    ("Ten houses slid into the river and four more may go.", "Ten", "asserted"),
    ("Officials fear 3,000 more will cross if the talks fail.", "3,000", "possible"),
    ("Provided the road stays open, 700 patients will be moved on Monday.", "700", "planned"),
    ("Another 60,000 stand to lose their homes.", "60,000", "possible"),
    ("The flood threatens 45,000 people downstream.", "45,000", "possible"),
    ("Aid workers warn of 80,000 new arrivals by spring.", "80,000", "possible"),
    ("Up to 90,000 people would be cut off by a rise of one metre.", "90,000", "possible"),
    ("The authorities want 6,000 squatters gone by Friday.", "6,000", "ordered"),
    ("Police gave 430 families two days to leave.", "430", "ordered"),
    ("The army dropped leaflets telling 14,000 villagers to go north.", "14,000", "ordered"),
    ("Residents of 90 houses have been advised to evacuate.", "90", "ordered"),
    ("A court told 120 families to vacate the land.", "120", "ordered"),
    ("Soldiers went from door to door ordering 2,000 people out.", "2,000", "ordered"),
    ("Some 800 people obeyed and left.", "800", "asserted"),
    ("A spokeswoman would not confirm that 300 had been deported.", "300", "unconfirmed"),
    ("The commander claims to have killed 50 rebels.", "50", "unconfirmed"),
    ("By one account 2,500 people perished.", "2,500", "unconfirmed"),
    ("Videos that could not be checked show 200 men being led away.", "200", "unconfirmed"),
    ("The figure of 2,500 comes from a single source.", "2,500", "asserted"),
    ("UNHCR has verified that 2,500 people crossed.", "2,500", "asserted"),
    ("The UN says it has no confirmation of the 700 deaths.", "700", "unconfirmed"),
    ("Rebels said they had taken 60 prisoners; the army denied it.", "60", "denied"),
    ("The minister rejected reports that 5,000 people were sent back.", "5,000", "denied"),
    ("It is not the case that 9,000 people were expelled, the embassy said.", "9,000", "denied"),
    ("Not one of the 300 was hurt.", "300", "asserted"),
    ("The camp did not take in 4,000 people as reported.", "4,000", "denied"),
    ("The army denied it had driven out 700 villagers.", "700", "denied"),
    ("The school, built for 400, holds 1,900 people.", "1,900", "asserted"),
    ("Canada has promised to take 20,000.", "20,000", "planned"),
    ("Plans for moving 3,300 families have been drawn up.", "3,300", "planned"),
    ("The government approved the relocation of 12,000 people.", "12,000", "planned"),
    ("A second convoy with 900 people leaves tomorrow.", "900", "planned"),
    ("The first 150 leave next week.", "150", "planned"),
    ("By the end of next month 8,000 should be home.", "8,000", "planned"),
    ("The next 2,000 are booked on ships in July.", "2,000", "planned"),
    ("On Friday 2,000 were put on ships as planned.", "2,000", "asserted"),
    ("As was planned, 640 people moved into new houses.", "640", "asserted"),
    ("As feared, 3,000 people lost their homes.", "3,000", "asserted"),
    ("The expected 500 did not come; only 140 did.", "140", "asserted"),
    ("The number of arrivals, expected to fall, rose to 5,000.", "5,000", "asserted"),
    ("More than 3,000 people fled for fear that the dam would break.", "3,000", "asserted"),
    ("The 6,300 who may not return live in tents.", "6,300", "asserted"),
    ("They could see 300 people on the roof.", "300", "asserted"),
    ("About 40 people refused to go when told to leave.", "40", "asserted"),
    ("Told to leave by loudspeaker, 2,700 people walked to Bor.", "2,700", "asserted"),
    ("Those told to leave, 2,700 in all, have until noon.", "2,700", "ordered"),
    ("The statement that 17 died was put right on Friday: it was seven.", "17", "retracted"),
    ("An earlier count of 560 included 90 names twice.", "560", "retracted"),
    ("The ministry now says 410, not 560 as it said on Monday.", "410", "asserted"),
    ("The ministry now says 410, not 560 as it said on Monday.", "560", "retracted"),
    ("The tally fell to 410 from 560 after names were found to have been listed twice.", "410", "asserted"),
    ("The police lowered the toll from 95 to 87.", "87", "asserted"),
    ("Editors removed the line about 5,000 dead.", "5,000", "retracted"),
    ("They apologised for the delay; 600 people got no food.", "600", "asserted"),
    ("In the drill 500 pupils were led out of the school.", "500", "simulated"),
    ("The exercise assumes 20,000 homeless.", "20,000", "simulated"),
    ("After the exercise 500 soldiers went home.", "500", "asserted"),
    ("In the film 300 refugees hide in a church.", "300", "simulated"),
    ("The rescue of 83 people took all night.", "83", "asserted"),
    ("Some 1,450 people must be fed every day.", "1,450", "asserted"),
]


@pytest.mark.parametrize(("text", "words", "status"), HEDGED)
def test_how_reports_hedge_order_correct_and_deny(text: str, words: str, status: str) -> None:
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
