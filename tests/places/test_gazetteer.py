"""What a name can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj.lexicon import table
from panj.places import SqliteGazetteer, explain, supplement_text
from panj.places.names import distance_km, key
from panj.places.supplement import rows


def test_a_country_has_geonames_own_point_and_id(gazetteer: SqliteGazetteer) -> None:
    best = gazetteer.find("Afghanistan")[0]
    assert (best.id, best.country, best.level) == ("geonames:1149361", "AFG", "country")
    assert (best.latitude, best.longitude) == (33.0, 66.0)
    assert gazetteer.countries["XKX"].place.name == "Kosovo"


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("UK", "GBR"), ("U.S.", "USA"), ("DRC", "COD"), ("DR Congo", "COD"), ("Ivory Coast", "CIV"), ("Czechia", "CZE"),
        ("Burma", "MMR"), ("Cote d'Ivoire", "CIV"), ("The Gambia", "GMB"), ("Türkiye", "TUR"), ("UAE", "ARE"),
    ],
)  # fmt: skip
def test_short_forms_name_countries(gazetteer: SqliteGazetteer, name: str, country: str) -> None:
    best = gazetteer.find(name)[0]
    assert (best.country, best.level) == (country, "country")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kyiv", "Kiev"), ("Derna", "Darnah"), ("Lesvos", "Lesbos"), ("Al-Hol", "al hawl"), ("Adré", "ADRE"),
        ("Cox's Bazar", "Cox’s Bazar"), ("Hamdoni", "Hamadoni"), ("Murghab", "Murgob"),
        ("Port-au-Prince", "Port au Prince"),
        ("Khatlon", "Khatlon province"), ("El Fasher", "al-Fashir"),
    ],
)  # fmt: skip
def test_spellings_meet(gazetteer: SqliteGazetteer, one: str, other: str) -> None:
    assert {place.id for place in gazetteer.find(one)} & {place.id for place in gazetteer.find(other)}


def test_abbreviations_count_in_capitals_only(gazetteer: SqliteGazetteer) -> None:
    assert "USA" not in {place.country for place in gazetteer.find("Us") if place.level == "country"}


def test_scores_are_shares_in_falling_order(gazetteer: SqliteGazetteer) -> None:
    scores = [place.score for place in gazetteer.find("Hissar")]
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) == pytest.approx(1, abs=0.01)
    assert gazetteer.find("Xyzzyville") == []


def test_a_name_is_explained_in_words(gazetteer: SqliteGazetteer) -> None:
    senses = explain(gazetteer, "Hissar")
    assert {"TJK", "IND"} <= {sense.candidate.country for sense in senses}
    assert all(sense.reasons for sense in senses)
    assert "people" in " ".join(senses[0].reasons)


def test_every_row_of_the_supplement_is_sound_and_can_be_found(gazetteer: SqliteGazetteer) -> None:
    entries = list(rows(supplement_text()))
    assert len(entries) >= 400
    for iso3, entry in entries:
        assert iso3 == "" or iso3 in gazetteer.countries
        assert entry.latitude is not None
        assert entry.longitude is not None
        near = [
            distance_km(entry.latitude, entry.longitude, place.latitude, place.longitude)
            for place in gazetteer.find(entry.name)
            if place.latitude is not None and place.longitude is not None and (place.country or "") == iso3
        ]
        assert near, entry.name
        assert min(near) < 400, entry.name


def test_every_demonym_and_government_belongs_to_a_country(gazetteer: SqliteGazetteer) -> None:
    words = table("en", "demonyms")
    assert set(words["countries"]) <= set(gazetteer.countries)
    assert set(words["governments"].values()) <= set(gazetteer.countries)


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(name: str) -> None:
    assert key(key(name)) == key(name)


@given(st.text(max_size=60))
def test_any_name_can_be_asked_for(gazetteer: SqliteGazetteer, name: str) -> None:
    for place in gazetteer.find(name):
        assert 0 <= place.score <= 1
