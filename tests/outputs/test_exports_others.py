"""The layouts of others: IDMC's updates, PLOVER, Atom and RSS."""

import csv
import io
import json
from dataclasses import replace

import pytest

import panj
from panj import pipeline
from panj.documents import Options, layout_of
from panj.model import Estimate, Measure, Party, Period, Place, View
from panj.model.vocabulary import KINDS
from panj.outputs.exports import Material, Stamp, Update, write
from panj.outputs.exports.idu import COLUMNS
from panj.outputs.exports.plover import TYPES

ABOUT = Stamp("0.1.0", "grammar@0.1.0+aa", "1234abcd", "2023-10-01T08:00:00Z", as_of="2023-09-30")
HOSTILE = "</title><script>alert(1)</script>\x00 & \"' ]]> =1+1"


@pytest.fixture
def flood(factory):
    document = factory.document(
        "k/1", "Some 5,400 people fled Alappuzha on 17 August.", publisher="Post", url="https://example.org/1"
    )
    place = Place("Alappuzha", "Alappuzha", "geonames:1278985", "IND", None, 9.49, 76.33, "place")
    day = Period("2018-08-17", "2018-08-17", "day")
    claim = factory.claim(document, "5,400 people", "fled", measure=Measure(5400), origin=(place,), period=day)
    event = factory.event([claim], Estimate(5400, 5350, 5450, "2018-08-17"), "fled", title="People flee Alappuzha",
                          boundary="internal", metric="flow", origin=(place,), period=day, cause="disaster",
                          additive=True)  # fmt: skip
    return factory.view([document], [claim], [event])


def idu(view: View, approved=frozenset()) -> list[dict[str, str]]:
    data = write(Material(view, ABOUT, approved=frozenset(approved)), "idu").data
    return list(csv.DictReader(io.StringIO(data.decode())))


def test_only_approved_figures_of_internal_displacement_leave_as_updates(sample: View, flood) -> None:
    everything = {claim.id for claim in sample.claims()}
    assert idu(sample, everything) == [], "crossings, stocks and deaths are no internal displacement"
    assert idu(flood) == []
    (row,) = idu(flood, {flood.the_claims[0].id})
    assert tuple(row) == COLUMNS
    assert (row["figure"], row["qualifier"], row["role"]) == ("5400", "approximately", "Recommended figure")
    assert (row["iso3"], row["country"], row["displacement_type"]) == ("IND", "India", "Disaster")
    assert (row["displacement_start_date"], row["year"]) == ("2018-08-17", "2018")
    assert (row["locations_name"], row["locations_accuracy"], row["locations_type"]) == ("Alappuzha", "POINT", "Origin")
    assert row["source_url"] == "https://example.org/1"
    assert "rules: 1234abcd".casefold() in row["standard_info_text"].casefold()


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "planned"},
        {"boundary": "cross_border"},
        {"metric": "stock"},
        {"kind": "returned"},
        {"unit": "households"},
        {"estimate": Estimate(6000, 6000, 6000, None)},
        {"estimate": Estimate(None, 5000, None, None)},
    ],
)
def test_an_accepted_claim_does_not_approve_another_figure_or_sort(flood, factory, changes) -> None:
    event = replace(flood.the_events[0], **changes)
    assert idu(factory.view(flood.the_documents, flood.the_claims, [event]), {flood.the_claims[0].id}) == []


@pytest.mark.parametrize(
    ("bounds", "told"), [((5400, 5400), "total"), ((5400, None), "more than"), ((None, 5400), "less than")]
)
def test_bounds_become_a_qualifier(flood, factory, bounds, told) -> None:
    event = replace(flood.the_events[0], estimate=Estimate(5400, *bounds, "2018-08-17"), additive=False)
    (row,) = idu(factory.view(flood.the_documents, flood.the_claims, [event]), {flood.the_claims[0].id})
    assert (row["qualifier"], row["role"]) == (told, "Triangulation")


def test_panj_reads_its_own_updates_back(flood, tmp_path) -> None:
    made = write(Material(flood, ABOUT, approved=frozenset({flood.the_claims[0].id})), "idu")
    (tmp_path / "idu.csv").write_bytes(made.data)
    (document,) = pipeline.load_documents([str(tmp_path / "idu.csv")], options=Options(layout=layout_of("idu")))
    (claim,) = panj.read(document)
    assert (claim.kind, claim.measure.value, claim.boundary, claim.cause) == ("displaced", 5400, "internal", "disaster")
    assert claim.period.start == "2018-08-17"


def test_plover_has_a_record_for_each_event_that_it_has_a_type_for(sample: View, factory) -> None:
    document = factory.document("s/1", "Government troops attacked Kunduz.", publisher="Wire", published="2021-07-02")
    place = Place("Kunduz", "Kunduz", "geonames:1135690", "AFG", None, 36.73, 68.87, "place")
    claim = factory.claim(document, "attacked", "attack", actor=Party("Government troops", "AFG"), place=(place,),
                          parties=(Party("Taliban"),))  # fmt: skip
    event = factory.event([claim], Estimate(None, None, None, "2021-07-01"), "attack", title="Attack in Kunduz",
                          unit=None, place=(place,), cause="conflict")  # fmt: skip
    view = factory.view([document], [claim, *sample.claims()], [event, *sample.events()])
    (line,) = write(Material(view, ABOUT), "plover").data.decode().splitlines()
    record = json.loads(line)
    assert (record["event"], record["mode"], record["quad"], record["context"]) == ("ASSAULT", None, 4, ["military"])
    assert record["actor"] == [{"name": "Government troops", "country": "AFG"}]
    assert record["recipient"] == [{"name": "Taliban", "country": None}]
    assert record["location"][0]["geonames"] == "1135690"
    assert record["text"] == "Government troops attacked Kunduz."
    assert record["magnitude"] is None
    assert record["panj"]["rules"] == "1234abcd"


def test_those_who_agree_are_actor_and_recipient(factory) -> None:
    document = factory.document("s/2", "Turkey and the European Union agreed.", publisher="Wire")
    claim = factory.claim(document, "agreed", "agreement", parties=(Party("Turkey", "TUR"), Party("European Union")))
    event = factory.event([claim], Estimate(None, None, None, None), "agreement", unit=None)
    record = json.loads(write(Material(factory.view([document], [claim], [event]), ABOUT), "plover").data)
    assert [party["name"] for party in record["actor"]] == ["Turkey"]
    assert [party["name"] for party in record["recipient"]] == ["European Union"]


def test_the_mapping_is_of_our_kinds_and_stands_in_the_reference() -> None:
    from pathlib import Path

    assert set(TYPES) <= KINDS
    page = (Path(__file__).parents[2] / "docs" / "reference" / "mappings.md").read_text("utf8")
    assert all(f"`{kind}`" in page for kind in KINDS if kind not in ("",) and kind in TYPES)
    assert all(one.name in page for one in TYPES.values())


@pytest.fixture
def updates(sample: View) -> list[Update]:
    first, second, *_ = (event.id for event in sample.events())
    return [Update(first, "2023-10-01T07:00:00.000Z", True), Update(second, "2023-09-30T07:00:00.000Z", False),
            Update("e_gone", "2023-09-29T07:00:00.000Z", True)]  # fmt: skip


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_feeds_are_read_by_a_reader_of_feeds(sample: View, updates, form: str) -> None:
    feedparser = pytest.importorskip("feedparser")
    feed = feedparser.parse(write(Material(sample, ABOUT, updates=updates), form).data)
    assert not feed.bozo
    assert feed.version == {"atom": "atom10", "rss": "rss20"}[form]
    assert [entry.title for entry in feed.entries] == ["New: In Kerala's camps", "Changed: Armenians leave Karabakh"]
    assert feed.entries[0].id.startswith("urn:panj:event:e_")
    told = feed.entries[1].content[0].value if form == "atom" else feed.entries[1].summary
    assert told.startswith("65,036 people. fled; Nagorno-Karabakh (AZE) → Goris (ARM)")
    assert "disputed" in told
    assert "1234abcd" in (feed.feed.subtitle if form == "atom" else feed.feed.description)


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_text_in_feeds_stays_text(sample: View, factory, form: str) -> None:
    feedparser = pytest.importorskip("feedparser")
    event = replace(sample.events()[0], title=HOSTILE)
    data = write(
        Material(
            factory.view([], [], [event]),
            ABOUT,
            title=HOSTILE,
            updates=[Update(event.id, "2023-10-01T07:00:00Z", True)],
        ),
        form,
    ).data
    assert b"<script" not in data
    assert not feedparser.parse(data).bozo
