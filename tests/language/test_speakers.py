"""Who says what, through whom: names, kinds, outlets, and what is no attribution."""

import pytest

from panj.language import sentences, speakers
from panj.model import Attribution


def found(text: str) -> tuple[Attribution, ...]:
    return speakers.find(text, sentences.split(text))


SPEAKERS = [
    ("Armenian officials said on Wednesday that 42,500 people had entered.", "Armenian officials", "government"),
    ("At least 59 people died, the coast guard said.", "coast guard", "government"),
    ("At least 59 people died, the coast guard said on Sunday.", "coast guard", "government"),
    ("More than 200 families fled, said the governor.", "governor", "government"),
    ("According to the Red Crescent, 21,000 slept there.", "Red Crescent", "ngo"),
    ("Some 21,000 slept there, according to the Red Crescent.", "Red Crescent", "ngo"),
    ("UNHCR counts 449,218 returns since June.", "UNHCR", "un"),
    ("IOM estimates that 3,000 families are displaced.", "IOM", "un"),
    ("OCHA has recorded 12,000 new arrivals.", "OCHA", "un"),
    ("UNICEF warned that 500 children were alone.", "UNICEF", "un"),
    ("The World Food Programme says 40,000 need food.", "World Food Programme", "un"),
    ("Doctors Without Borders reported 63 wounded.", "Doctors Without Borders", "ngo"),
    ("Rebels said they had taken the town.", "Rebels", "party_to_conflict"),
    ("A Taliban spokesman said 300 people had returned.", "Taliban spokesman", "party_to_conflict"),
    ("The army said 20 fighters were killed.", "army", "military"),
    ("Russia's defence ministry said the drill had ended.", "Russia's defence ministry", "military"),
    ("The defence minister announced that 900 people were moved.", "defence minister", "military"),
    ("Villagers said 40 houses had burned.", "Villagers", "witness"),
    ("Tajikistan said almost 350 refugees had crossed.", "Tajikistan", "government"),
    ("Moscow said 1,000 troops took part.", "Moscow", "government"),
    ("Local authorities confirmed 17 deaths.", "Local authorities", "government"),
    ("The prefecture announced that 300 had been moved.", "prefecture", "government"),
    ("Police put the number of evacuees at 380.", "Police", "government"),
    ("Border guards said those fleeing included 177 minors.", "Border guards", "government"),
    ("“There were 26 of us,” said Nurgul Toktosunova, who runs the post office.", "Nurgul Toktosunova", "witness"),
    ("“I stopped counting at 212,” says the parish priest at Dhanushkodi.", "parish priest at Dhanushkodi", "witness"),
    ("Half a million have crossed this year, says Panama", "Panama", "government"),
    ("Tajik guards: 350 Afghans crossed in two days", "Tajik guards", "government"),
    ("UN: 40,000 displaced in a week", "UN", "un"),
    ("40,000 displaced in a week - UNHCR", "UNHCR", "un"),
    ("40,000 displaced in a week, says UN", "UN", "un"),
    ("Some 700 families left (UNHCR).", "UNHCR", "un"),
    ("Some 400,000 people left Zamzam. [IOM]", "IOM", "un"),
    ("Brought out so far: 12,100 (oblast military administration).", "oblast military administration", "military"),
    ("Some 9,000 people fled (IDMC calculation based on OCHA).", "IDMC", "ngo"),
    ("Figures from UNHCR show that 9,000 fled.", "UNHCR", "un"),
    ("Some 9,000 fled, UNHCR data show.", "UNHCR", "un"),
    ("By the ministry's count, 9,000 have fled.", "ministry", "government"),
    ("Ankara's tally of returns stood at 474,018.", "Ankara", "government"),
    ("In the words of the mayor, 300 people are homeless.", "mayor", "government"),
    ("The 300 deaths were confirmed by the health ministry.", "health ministry", "government"),
    ("The mayor, Halvor Myrbakken, warned that 500 might have to follow.", "mayor, Halvor Myrbakken", "government"),
    ("Lina Haddad, the governor, said 300 people had left.", "Lina Haddad, the governor", "government"),
    ("Police in Gevgelija, who guard the line, explained that the number was 50.", "Police in Gevgelija", "government"),
    ("By noon on Friday a border clerk had counted 11,240 people.", "border clerk", "government"),
    ("On Monday the agency's director told donors that 3,000 had fled.", "agency's director", "government"),
    ("A toll that Morocco raised to 23 was disputed.", "Morocco", "government"),
    ("The council reported that 40 homes were flooded.", "council", "government"),
    ("Amnesty International documented 41 killings.", "Amnesty International", "ngo"),
    ("Sources in the camp told us that 300 had gone.", "Sources in the camp", "witness"),
    ("The country's Red Cross has registered 1,200 families.", "country's Red Cross", "ngo"),
    ("The QNTRC reported 61,500 displaced.", "QNTRC", "unknown"),
    ("The statement said 300 people had crossed.", "statement", "unknown"),
    ("Aid workers estimate that 90,000 have slipped back.", "Aid workers", "ngo"),
    ("In its weekly bulletin OCHA put the displaced at 300.", "OCHA", "un"),
    ("DUSHANBE -- Tajik authorities say they have accepted around 100 Afghans.", "Tajik authorities", "government"),
    ("Officials talk of 300 homes.", "Officials", "government"),
    ("Survivors speak of 300 dead.", "Survivors", "witness"),
    ("The 300 that the council admits to are in the school.", "council", "government"),
    ("The agency's estimate of 300 was low.", "agency", "government"),
    ("Some 300 left, by the reckoning of the elders.", "elders", "witness"),
    ("According to a report published by IOM on Monday, 300 left.", "IOM", "un"),
    ("A UN report says 300 left.", "UN report", "un"),
    ("They were 300, she recalls.", "she", "witness"),
    ("As the mayor put it, 300 families were left with nothing.", "mayor", "government"),
    ("Some 300 have gone, as the UN puts it.", "UN", "un"),
    ("The mayor is convinced that 300 left.", "mayor", "government"),
    ("Newspapers reported 30 dead.", "Newspapers", "media"),
    ("Villagers were told by the prefect that 300 had gone.", "prefect", "government"),
    ("The charity's director, speaking on condition of anonymity, said 300 had gone.", "charity's director", "ngo"),
    ("The head of the health directorate, Dr Awa Diop, said 300 had gone.",
     "head of the health directorate, Dr Awa Diop", "government"),
    ("Tom Hale, mayor for ten years, put the number at 300.", "Tom Hale, mayor for ten years", "government"),
    ("Some 300 had gone (source: UNHCR).", "UNHCR", "un"),
    ("Some 300 have gone, IOM's Displacement Tracking Matrix found.", "IOM's Displacement Tracking Matrix", "un"),
    ("In a statement on Sunday the Syrian Democratic Forces said 300 had gone.", "Syrian Democratic Forces",
     "party_to_conflict"),
    ("Preliminary figures from the civil defence agency point to 300 dead.", "civil defence agency", "government"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "kind"), SPEAKERS)
def test_the_speaker_and_what_kind_they_are(text: str, name: str, kind: str) -> None:
    first = found(text)
    assert [(a.name.removeprefix("The ").removeprefix("the "), a.type) for a in first] == [(name, kind)]


NOBODY = [
    "It is said that 300 people fled.",
    "Some 300 people fled to the hills on Monday.",
    "The families were told to leave by Friday.",
    "More than 300 registered refugees live in the camp.",
    "Cases reported in the district rose to 40.",
    "The Shanghai Cooperation Organisation (SCO) met in Dushanbe.",
    "The Collective Security Treaty Organization (CSTO) held drills.",
    "Internally displaced people (IDPs) need food.",
    "About 4,900 households (HH) need shelter.",
    "Adré: 1,340 new arrivals counted on 14 June",
    "The state has been flooded twice.",
    "The minister did not say how many had left.",
    "The mayor would not say how many had left.",
    "They counted on the harvest.",
    "The price of a visit was cut from 30 to 20 dollars.",
    "He lists to port when he walks.",
    "There is no record of the 40 families.",
    "The flood put the town at a disadvantage.",
    "Police chief Jo Smith declined to say how many had gone.",
    "Human Rights Watch has interviewed 300 people.",
    "A guard stands by the road. PHOTO: AFP",
    "Families crossed at dawn on Friday (Reuters).",
    "Russia is watching the region, where it maintains bases.",
    "The day's tally seldom passed 5,000.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_where_the_outlet_speaks_for_itself_there_is_nobody(text: str) -> None:
    assert found(text) == ()


THROUGH = [
    ("The envoy told RIA Novosti that Moscow was watching.", "envoy", "RIA Novosti"),
    ("Residents told AFP on Monday that 300 houses had burned.", "Residents", "AFP"),
    ("Officials told the Baltic News Service that 300 had crossed.", "Officials", "Baltic News Service"),
    ("Three sources told Agence France-Presse that 300 had crossed.", "Three sources", "AFP"),
    ("Interfax reported, citing the border service, that 200 crossed.", "border service", "Interfax"),
    ("Khovar, quoting the border guards, said that 347 had come.", "border guards", "Khovar"),
    ("TASS quoted the governor as saying that 300 had left.", "governor", "TASS"),
    ("The governor was quoted by SANA as saying that 54 buildings had come down.", "governor", "SANA"),
    ("Russia's defence ministry said in a statement carried by Interfax that a strike was repelled.",
     "Russia's defence ministry", "Interfax"),
    ("They acted humanely, said the statement run by Khovar.", "statement", "Khovar"),
    ("As Trend learned from Khovar, 347 people came.", "Khovar", "Trend"),
    ("The foreign ministry denied, by way of IRNA, that any crossing had been closed.", "foreign ministry", "IRNA"),
    ("An officer reached by The Irrawaddy said jets had bombed the town.", "officer", "Irrawaddy"),
    ("The ministry, quoted by the Anadolu agency, said 300 had gone.", "ministry", "Anadolu agency"),
    ("The boxes, a doctor told a local newspaper, were empty.", "doctor", "local newspaper"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "via"), THROUGH)
def test_the_outlet_that_they_spoke_through(text: str, name: str, via: str) -> None:
    (said,) = found(text)
    assert (said.name.removeprefix("The "), said.via, said.via_type) == (name, via, "media")


def test_those_who_were_told_and_are_no_outlet_are_no_way_through() -> None:
    (said,) = found("The minister told parliament that 300 had crossed.")
    assert (said.via, said.via_type) == (None, None)


LATER = [
    ("The mayor, Lina Haddad, said 300 had left. She added that 40 were children.", ["mayor, Lina Haddad"] * 2),
    ("The Tajik border service said 300 had crossed. The service added that 40 were children.",
     ["Tajik border service"] * 2),
    ("The U.N. refugee agency said 300 had crossed. It said 40 were children.", ["U.N. refugee agency"] * 2),
    ("Mayor Hector Barrientos signed a decree. About 300 left, Barrientos said.", ["Mayor Hector Barrientos"]),
    ("Russian news agency Interfax reported it. The agency cited the governor as saying that 300 had left.",
     ["Russian news agency Interfax", "governor"]),
    ("Multiple sources in the local government told AFP that 300 came. According to the sources, 100 were sent back.",
     ["Multiple sources in the local government"] * 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LATER)
def test_a_pronoun_or_short_mention_takes_the_full_name(text: str, expected: list[str]) -> None:
    assert [a.name.removeprefix("The ") for a in found(text)] == expected


def test_the_agency_is_the_last_outlet_named() -> None:
    text = (
        "Russian news agency Interfax reported drills. "
        "The ministry said in a statement carried by the news agency that all went well."
    )
    assert [(a.name, a.via) for a in found(text)] == [
        ("Russian news agency Interfax", None),
        ("ministry", "Russian news agency Interfax"),
    ]


def test_the_speaker_span_holds_the_words_of_the_report() -> None:
    text = "The mayor said 300 had left. She added that 40 were children."
    assert [text[a.speaker.start : a.speaker.end] for a in found(text)] == ["The mayor", "She"]
