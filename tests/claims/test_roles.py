"""Where people came from, went to, passed and are: sentences of our own."""

import pytest

from panj.model import Claim
from panj.pipeline import document_of, read_document

ORIGINS = [
    ("Some 400 people fled from Bambari on Monday.", "Bambari"),
    ("Some 400 residents of Bambari fled on Monday.", "Bambari"),
    ("About 400 people were evacuated from low-lying wards of Hanoi.", "Hanoi"),
    ("Fighting has displaced 400 people across Ituri.", "Ituri"),
    ("Residents began leaving Sake at dawn. By noon 400 people had reached Goma.", "Sake"),
    ("Refugees from Sudan keep coming. On Monday 400 people crossed into Chad.", "Sudan"),
    ("From Kabul to Kandahar: 400 people fled.", "Kabul"),
    ("Some 400 Bambari residents reached Bangui on Monday.", "Bambari"),
    ("Bambari's roughly 400 inhabitants fled on Monday.", "Bambari"),
    ("Nobody slept in Bambari. The town's 400 inhabitants were driven out on Friday.", "Bambari"),
    ("Shells fell on Bambari. Some 400 people left the town within a day for Bangui.", "Bambari"),
    ("Fighting around Sake has driven 400 people over the border into Rwanda.", "Sake"),
    ("Some 400 people reached Goma after clashes in Sake.", "Sake"),
    ("New arrivals: 400 people, chiefly from Ab Kamari, Qadis and Moqur.", "Ab Kamari"),
    ("Some 400 Syrians fled to Turkey on Monday.", "Syria"),
    ("Some 400 people in Lebanon went home to Homs.", "Lebanon"),
    ("Some 400 people in Goma have returned to Sake.", "Goma"),
]
NO_ORIGINS = [
    ("In Syria, 400 people went home to Homs.", "Syria"),
    ("Some 400 people arrived in Goma on Monday after a storm at sea.", "Goma"),
    ("Some 400 people arrived in Goma as the road to Sake was opened.", "Sake"),
    ("Officials in the town of Goma said 400 people had fled from Sake.", "Goma"),
]
DESTINATIONS = [
    ("Some 400 people fled from Sake to Goma.", "Goma"),
    ("Some 400 people left Marib for Aden a year ago.", "Aden"),
    ("Some 400 people sought refuge in Goma after the attack on Sake.", "Goma"),
    ("Some 400 people from Sake moved to the urban centre of Goma.", "Goma"),
    ("Some 400 refugees arrived in Adré on Monday.", "Adré"),
    ("GOMA, DR Congo, Sept 18 - Some 400 people from Sake arrived here on Monday.", "Goma"),
    ("About 400 Syrians settled in Berlin last year.", "Berlin"),
]
SPEAKERS = [
    "Officials in Kigali said 400 people had fled from Sake to Goma.",
    "The governor of Kasaï said 400 people had fled from Sake to Goma.",
]


def read(text: str) -> Claim:
    claims = read_document(document_of(text, published="2023-09-20"))
    return next(c for c in claims if c.measure is not None and c.measure.value == 400)


@pytest.mark.parametrize(("text", "place"), ORIGINS)
def test_origin(text: str, place: str) -> None:
    assert place in {p.name for p in read(text).origin}


@pytest.mark.parametrize(("text", "place"), NO_ORIGINS)
def test_no_origin(text: str, place: str) -> None:
    assert place not in {p.name for p in read(text).origin}


@pytest.mark.parametrize(("text", "place"), DESTINATIONS)
def test_destination(text: str, place: str) -> None:
    assert place in {p.name for p in read(text).destination}


@pytest.mark.parametrize("text", SPEAKERS)
def test_the_place_of_a_speaker_is_no_end_of_the_way(text: str) -> None:
    claim = read(text)
    assert {p.name for p in claim.origin} == {"Sake"}
    assert {p.name for p in claim.destination} == {"Goma"}


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("About 400 people were evacuated to four monasteries and a church.", "four monasteries and a church"),
        ("Some 400 people were moved to a primary school.", "primary school"),
        ("Some 400 people fled to relief camps.", "relief camps"),
        ("Flooding forced 400 people to move to schools.", "schools"),
        ("Some 400 people were taken to the town hall in Sake.", "town hall"),
        ("Some 400 people are sheltering in relief camps.", "relief camps"),
        ("About 400 people had to be placed in temporary emergency shelters.", "temporary emergency shelters"),
    ],
)
def test_a_site_without_a_name(text: str, site: str) -> None:
    assert site in {p.text for p in read(text).destination}


@pytest.mark.parametrize("text", ["Some 400 people fled to safety.", "Some 400 people were moved to a site in Sake."])
def test_what_is_no_site(text: str) -> None:
    assert all(p.text[0].isupper() for p in read(text).destination)


def test_a_border_is_passed() -> None:
    claim = read("Some 400 people crossed into Chad via Adré on Monday.")
    assert {p.name for p in claim.route} == {"Adré"}
    assert {p.name for p in claim.destination} == {"Chad"}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Some 400 people were housed in Moldovan schools.", "MDA"),
        ("About 400 people are missing off the Yemeni shore.", "YEM"),
    ],
)
def test_a_land_named_by_its_people(text: str, country: str) -> None:
    claim = read(text)
    assert country in {p.country for p in (*claim.place, *claim.destination)}


def test_what_is_taken_over_is_less_sure_than_what_is_said() -> None:
    said = read("Some 400 people fled from Sake on Monday.").origin[0].score
    carried = read("Residents began leaving Sake at dawn. By noon 400 people had reached Goma.").origin[0].score
    assert carried < said


@pytest.mark.parametrize("text", [text for text, _ in (*ORIGINS, *DESTINATIONS)])
def test_no_place_stands_at_both_ends(text: str) -> None:
    claim = read(text)
    assert not {p.name for p in claim.origin} & {p.name for p in claim.destination}
