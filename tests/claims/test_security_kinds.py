"""What the reader must say of armies, borders, diplomacy and aid, and where it must keep silent."""

from dataclasses import replace
from functools import cache

import pytest

from panj.claims import security
from panj.language import annotate
from panj.model import Claim, Document
from panj.places import Finder, open_gazetteer
from panj.settings import load

READS = {
    "seized": (
        "Rebels captured the town of Bambari on Tuesday after two days of fighting.",
        "Government forces have retaken the airport in Aleppo, the defence ministry said.",
        "The provincial capital of Kunduz fell to the Taliban on Sunday.",
        "The takeover of Rutshuru by M23 fighters sent thousands towards Goma.",
        "Insurgents are now in control of Mocimboa da Praia, a diplomat said.",
    ),
    "attack": (
        "Turkish warplanes bombed villages near Dohuk early on Friday.",
        "Gunmen ambushed a convoy outside Maiduguri, killing nine soldiers.",
        "Two days of shelling of Nikopol by Russian artillery have emptied the town.",
        "Clashes between the army and Hezbollah broke out along the Blue Line on Monday.",
        "Islamist militants raided a market in Djibo on Thursday, residents said.",
    ),
    "exercise": (
        "India and France began joint naval exercises off Goa on Monday.",
        "Some 3,000 Kazakh troops are taking part in drills near Almaty.",
        "NATO will hold war games in Poland in June.",
        "The Belarusian army has started live-fire manoeuvres at the Brest training ground.",
        "China staged military drills around Taiwan for a second day.",
    ),
    "deployment": (
        "Kenya has sent 400 police officers to Haiti.",
        "Rwandan troops have been deployed to Palma since July.",
        "Moscow is massing soldiers along the frontier with Ukraine.",
        "Poland plans to station 10,000 soldiers at the Belarusian border.",
        "A contingent of 250 Ghanaian peacekeepers arrived in Juba on Thursday.",
    ),
    "withdrawal": (
        "France pulled its last soldiers out of Niger on Friday.",
        "The Burundian contingent will leave Somalia by the end of December.",
        "Army units retreated from Wad Madani overnight.",
        "Mali has demanded the withdrawal of the UN mission without delay.",
        "Armenian forces withdrew from four villages in Tavush.",
    ),
    "base": (
        "France keeps 1,500 soldiers at its base in Djibouti.",
        "Russia has a naval base at Tartus in Syria.",
        "The garrison at Kidal houses some 900 Malian troops.",
        "The United States operates a drone base near Agadez.",
        "Tajikistan extended the lease of the Russian base at Dushanbe by 30 years.",
    ),
    "border_closed": (
        "Pakistan has closed the Torkham crossing after an exchange of fire.",
        "The border between Sudan and Eritrea remains sealed, officials said.",
        "Estonia will shut its Narva checkpoint at night.",
        "The closure of the Rafah crossing has left aid lorries waiting.",
        "Hungary barred asylum seekers at its frontier with Serbia, shutting the Roszke border gate.",
    ),
    "border_opened": (
        "Uzbekistan reopened its border with Afghanistan on Sunday.",
        "The Torkham crossing was open again on Friday morning.",
        "Colombia and Venezuela will reopen their frontier in September.",
        "The reopening of the Nassib crossing was welcomed by drivers.",
        "Guards at the Rafah terminal let foreign passport holders through on Wednesday.",
    ),
    "statement": (
        "Russia vowed to defend its allies in Central Asia.",
        "Egypt condemned the strike as a breach of international law.",
        "Azerbaijan's foreign ministry rejected the accusations.",
        "The African Union called on both sides to show restraint.",
        "Iran warned that any attack would meet a crushing answer.",
    ),
    "meeting": (
        "The foreign ministers of Armenia and Azerbaijan met in Geneva on Sunday.",
        "Envoys of the two sides held talks in Doha.",
        "The Turkish president will visit Baghdad next week.",
        "ECOWAS leaders are to hold an emergency summit in Abuja on Thursday.",
        "Putin and Erdogan spoke by telephone on Saturday, the Kremlin said.",
    ),
    "agreement": (
        "Ethiopia and Somaliland signed a memorandum of understanding on 1 January.",
        "The warring parties agreed to a 72-hour ceasefire.",
        "A truce between Hamas and Israel took effect on Friday.",
        "Under a treaty signed in 1992 Russia may use the port.",
        "The two presidents initialled a peace accord in Washington.",
    ),
    "membership": (
        "Finland joined NATO on 4 April 2023.",
        "Armenia is a member of the Collective Security Treaty Organization.",
        "Mali, Niger and Burkina Faso have quit ECOWAS.",
        "The members of the bloc include Russia, Belarus and Kazakhstan.",
        "The African Union suspended Gabon after the coup.",
    ),
    "pledged": (
        "Donors pledged $2.5 billion for Yemen at a conference in Geneva.",
        "Germany will give a further 40 million euros in aid to Chad.",
        "The European Union has allocated €20 million for Sudanese refugees.",
        "Japan promised $10 million in emergency aid for Gaza.",
        "Britain announced £15 million in help for earthquake victims in Syria.",
    ),
    "delivered": (
        "Twelve lorries of food reached Mekelle on Sunday.",
        "The United Nations delivered 600 tonnes of flour to northern Gaza.",
        "Only $90 million of the appeal has been disbursed.",
        "A Red Cross convoy carrying medicine arrived in Douma.",
        "Turkey has handed over 200 tents to the authorities in Latakia.",
    ),
}

SILENT = {
    "seized": (
        "Customs officers seized 40 kilograms of cocaine at Antwerp.",
        "The midfielder captured the mood of the season.",
    ),
    "attack": (
        "The striker suffered a heart attack in training.",
        "The attack of the home side lacked pace and the coach said so.",
    ),
    "exercise": (
        "Doctors advise half an hour of exercise a day.",
        "Pupils practised a fire drill on Tuesday.",
    ),
    "deployment": (
        "The company will deploy the software in March.",
        "The bank sent letters to 4,000 customers.",
    ),
    "withdrawal": (
        "Withdrawals from cash machines doubled in May.",
        "The runner withdrew from the race in Boston.",
    ),
    "base": (
        "The cake has a base of crushed biscuits.",
        "The company has a loyal customer base in Poland.",
    ),
    "border_closed": (
        "The museum was closed for repairs on Monday.",
        "Shares closed two percent lower in Warsaw.",
    ),
    "border_opened": (
        "The exhibition opened in Prague on Friday.",
        "The restaurant reopened its doors to guests.",
    ),
    "statement": (
        "The ministry said 40 families had left the village.",
        "Rain is expected on Friday, forecasters said.",
    ),
    "meeting": (
        "The team met its match in the final.",
        "Shareholders will hold their annual meeting in May.",
    ),
    "agreement": (
        "The two banks signed a merger agreement.",
        "The singer has a truce with her neighbours over parking.",
    ),
    "membership": (
        "She joined the choir in 2010.",
        "The gym offers cheap membership in January.",
    ),
    "pledged": (
        "The supermarket pledged to cut its prices.",
        "Pledge is a brand of furniture polish.",
    ),
    "delivered": (
        "The postman delivered two parcels.",
        "The singer delivered a fine performance in Vienna.",
    ),
}


MORE = (
    ("seized", "Junta troops won back Kawkareik last week, a resident told the BBC."),
    ("seized", "The flag of the Arakan Army flies over Paletwa since January."),
    ("seized", "Wad Madani is in the hands of the paramilitaries."),
    ("attack", "A suicide bomber killed eleven people at a checkpoint in Mogadishu."),
    ("attack", "Russian drones rained on Odesa overnight."),
    ("attack", "Twelve villagers were killed by Boko Haram near Chibok."),
    ("attack", "Ethiopian jets struck Mekelle for the third time in a week."),
    ("attack", "Fighting resumed in Abyei on Sunday."),
    ("exercise", "Some 40 nations are taking part in the Flintlock exercise in Ghana."),
    ("exercise", "Manoeuvres off Taiwan ended on Sunday, Beijing said."),
    ("deployment", "The first 200 Chadian soldiers landed at Maiduguri on Monday."),
    ("deployment", "Washington is moving an aircraft carrier to the Gulf."),
    ("deployment", "Turkey reinforced its posts in Idlib."),
    ("deployment", "EU leaders approved a 5,000-strong mission for Chad."),
    ("withdrawal", "The last Russian peacekeepers left Karabakh in June."),
    ("withdrawal", "Niger ordered 1,500 French troops to leave."),
    ("withdrawal", "Uganda began pulling its men out of Bunia."),
    ("base", "Djibouti hosts a Chinese naval base."),
    ("base", "Some 2,000 British troops are stationed at Akrotiri."),
    ("border_closed", "Traffic over the Rusumo bridge was halted after Tanzania closed its side."),
    ("border_closed", "Latvia has decided to shut its last crossing with Belarus."),
    ("border_opened", "Trucks are moving again through Spin Boldak after Pakistan reopened the gate."),
    ("border_opened", "Syria agreed to keep the Bab al-Hawa crossing open for six months."),
    ("statement", "Ankara called the vote illegitimate."),
    ("statement", '"We will not give up an inch of land," the Ukrainian president said.'),
    ("statement", "Hamas rejected the offer."),
    ("statement", "The Taliban promised an amnesty."),
    ("statement", "Beijing protested to Manila over the incident."),
    ("meeting", "The prime ministers of India and Nepal conferred in Delhi."),
    ("meeting", "Talks between Serbia and Kosovo open in Brussels on Thursday."),
    ("agreement", "The government and Renamo reached a peace deal in August 2019."),
    ("agreement", "Armenia and Azerbaijan agreed on the text of a treaty."),
    ("membership", "Ukraine has applied to join the European Union."),
    ("membership", "Burkina Faso was suspended from the African Union."),
    ("membership", "Kazakhstan, a member of the CSTO, sent no one."),
    ("pledged", "Washington will provide $200 million in military aid to Kyiv."),
    ("delivered", "Twenty trucks of aid entered Gaza through Kerem Shalom."),
    ("delivered", "Qatar has transferred $30 million to Gaza."),
)

PEACE = (
    "The orchestra opened its season with a battle piece.",
    "Apple reached an agreement with its suppliers.",
    "A fire broke out at a refinery in Lagos, killing two.",
    "Police closed the road after the landslide.",
    "The minister said the number of cholera cases had risen to 300.",
    "Villagers left their homes after the river burst.",
    "Schools reopened on Monday after the floods.",
    "The president visited survivors in hospital.",
)


@cache
def _finder() -> Finder:
    return Finder(open_gazetteer(load()))


def read(text: str, published: str = "2023-09-20") -> list[Claim]:
    document = Document(label="own", address="own:1", text=text, published=published, language="en")
    annotation = replace(annotate(document), places=_finder().places(document))
    return security.read(document, annotation, "en")


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in READS.items() for text in texts])
def test_says_what_happened(kind: str, text: str) -> None:
    assert kind in {claim.kind for claim in read(text)}


@pytest.mark.parametrize(("kind", "text"), MORE)
def test_says_what_happened_in_other_words(kind: str, text: str) -> None:
    assert kind in {claim.kind for claim in read(text)}


@pytest.mark.parametrize("text", PEACE)
def test_says_nothing_of_days_without_war(text: str) -> None:
    assert not read(text)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in SILENT.items() for text in texts])
def test_keeps_silent(kind: str, text: str) -> None:
    assert kind not in {claim.kind for claim in read(text)}
