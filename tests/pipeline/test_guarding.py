"""Outside the restricted view: no fine points, no informal sites, no live routes, no small figures, no private names,
and of a report the sentences alone that claims were read from."""

from dataclasses import replace
from datetime import date

import pytest

from panj.model import (
    Claim,
    Document,
    Estimate,
    Event,
    Evidence,
    Group,
    Lineage,
    Measure,
    Part,
    Period,
    Place,
    Point,
    Source,
)
from panj.pipeline import MemoryView
from panj.pipeline.guarding import guarded

TODAY = date(2021, 8, 1)
TEXT = (
    "An opening that nothing was read from. In Goris 350 people crossed, said Gulnara Sharipova, a teacher. "
    "Sharipova added that 4 boys walked alone. The village lies by the river."
)


def words(text, part):
    start = text.index(part)
    return Evidence(start, start + len(part), part)


REPORT = Document("july/01", "/july/01", TEXT, title="350 cross, says Gulnara Sharipova", published="2021-07-14")
TEACHER = Source("Gulnara Sharipova", "speaker", "witness")
CLAIM = Claim(
    "c_1",
    REPORT.label,
    REPORT.id,
    "crossed",
    (words(TEXT, "350 people"),),
    "test@1",
    measure=Measure(350),
    sources=(TEACHER, Source("Pamir Dispatch", "publisher", "media")),
    period=Period("2021-07-14", "2021-07-14", "day"),
)
BOYS = replace(CLAIM, id="c_2", evidence=(words(TEXT, "4 boys"),), measure=Measure(4), group=Group("boys"))
TOWN = Place(
    "Aluva", "Aluva", "geonames:1", "IND", None, 10.1, 76.35, "place", 1.0, divisions=("adm1:IN.13", "adm2:IN.13.595")
)
TENTS = replace(TOWN, text="the tents by the mill", name="the tents by the mill", id=None, level="site")
EVENT = Event(
    "e_1", "crossed", "People cross", Estimate(350, 350, 350, "2021-07-14", ("Rule 9: 350 is used.",)), ("c_1",),
    (REPORT.label,), unit="people",
)  # fmt: skip


def view_of(*claims, events=(EVENT,), document=REPORT):
    return guarded(MemoryView([(document, claims)], list(events)), "open", TODAY)


def test_the_restricted_view_shows_everything():
    view = MemoryView([(REPORT, (CLAIM,))], [EVENT])
    assert guarded(view, "restricted", TODAY) is view


def test_of_a_report_the_sentences_alone_are_shown_that_claims_were_read_from():
    document = view_of(CLAIM).document(REPORT.id)
    assert "350 people crossed" in document.text
    assert "opening" not in document.text
    assert "river" not in document.text
    assert len(document.text) == len(TEXT)
    assert document.id == REPORT.id


def test_a_private_person_is_called_by_their_role():
    view = view_of(CLAIM, BOYS)
    claim = view.claim("c_1")
    document = view.document(REPORT.id)
    assert [source.name for source in claim.sources] == ["witness", "Pamir Dispatch"]
    assert "Sharipova" not in document.text
    assert "Gulnara" not in document.text
    assert document.title == "350 cross, says witness"


def test_who_holds_an_office_in_some_report_is_no_private_person():
    spoken = replace(CLAIM, id="c_3", sources=(Source("Governor Gulnara Sharipova", "speaker", "government"),))
    view = view_of(CLAIM, spoken)
    assert view.claim("c_1").sources[0].name == "Gulnara Sharipova"
    assert "said Gulnara Sharipova" in view.document(REPORT.id).text


def test_a_place_has_the_point_of_its_second_division():
    place = view_of(replace(CLAIM, origin=(TOWN,))).claim("c_1").origin[0]
    assert place.name == "Aluva"
    assert (place.latitude, place.longitude) == (10.0555, 76.3706)
    alone = view_of(replace(CLAIM, origin=(replace(TOWN, divisions=()),))).claim("c_1").origin[0]
    assert (alone.latitude, alone.longitude) == (None, None)


@pytest.mark.parametrize("level", ["country", "adm1", "adm2", "region"])
def test_a_wide_place_keeps_its_point(level):
    place = replace(TOWN, level=level)
    assert view_of(replace(CLAIM, origin=(place,))).claim("c_1").origin == (place,)


def test_an_informal_site_is_shown_as_the_division_it_lies_in_and_named_nowhere():
    text = "At the tents by the mill 350 people slept."
    document = replace(REPORT, text=text, title=None)
    claim = replace(CLAIM, document_id=document.id, evidence=(words(text, "350 people"),), place=(TENTS,))
    event = replace(EVENT, title="People in the tents by the mill", place=(TENTS,))
    view = view_of(claim, events=[event], document=document)
    assert [(p.name, p.level, p.text) for p in view.claim("c_1").place] == [("Ernākulam", "adm2", "Ernākulam")]
    assert "mill" not in view.document(document.id).text
    assert "mill" not in view.event("e_1").title
    assert view.event("e_1").place[0].level == "adm2"


@pytest.mark.parametrize(("end", "kept"), [("2021-07-20", 0), ("2021-06-20", 1), (None, 0), ("--06-20", 0)])
def test_a_route_that_may_be_in_use_is_not_shown(end, kept):
    claim = replace(CLAIM, route=(replace(TOWN, level="adm2"),), period=Period(end, end, "day"))
    assert len(view_of(claim).claim("c_1").route) == kept


def test_a_figure_below_ten_is_shown_as_such_and_its_words_are_filled_in():
    view = view_of(CLAIM, BOYS)
    boys = view.claim("c_2")
    assert (boys.measure.value, boys.measure.low, boys.measure.high) == (None, 1, 9)
    assert "4" not in boys.evidence[0].text
    assert "4 boys" not in view.document(REPORT.id).text
    assert view.claim("c_1").evidence[0].text == "350 people"


def test_an_event_below_ten_gives_neither_figure_nor_reasons():
    event = replace(
        EVENT,
        estimate=Estimate(3, 3, 3, None, ("Rule 9: 3 is used (july/01: 3).",)),
        series=(Point(None, 3, 3, 3, "flow"), Point(None, 12, 12, 12, "flow")),
    )
    shown = view_of(CLAIM, events=[event]).event("e_1")
    assert (shown.estimate.best, shown.estimate.low, shown.estimate.high) == (None, 1, 9)
    assert not any("3" in reason for reason in shown.estimate.why)
    assert [point.best for point in shown.series] == [None, 12]


def test_reasons_name_no_small_figure():
    why = ("Rule 9: 347 is used (01_x: 347).", "Rule 4: 340 + 7 = 347, as stated (01_x).", "Rule 6: 2 off, on 14 July.")
    shown = view_of(CLAIM, events=[replace(EVENT, estimate=replace(EVENT.estimate, why=why))]).event("e_1")
    assert shown.estimate.why == (
        "Rule 9: 347 is used (01_x: 347).",
        "Rule 4: 340 + fewer than 10 = 347, as stated (01_x).",
        "Rule 6: fewer than 10 off, on 14 July.",
    )


def test_one_small_cell_cannot_be_had_from_the_others():
    parts = tuple(Part(Group(name), n) for name, n in (("men", 200), ("women", 146), ("boys", 4)))
    shown = view_of(CLAIM, events=[replace(EVENT, breakdown=parts)]).event("e_1")
    assert [part.best for part in shown.breakdown] == [200]
    two = (*parts, Part(Group("girls"), 3))
    shown = view_of(CLAIM, events=[replace(EVENT, breakdown=two)]).event("e_1")
    assert [part.best for part in shown.breakdown] == [200, 146]


def test_counts_of_other_things_are_no_cells_of_people():
    houses = replace(CLAIM, measure=Measure(3, unit="houses"))
    assert view_of(houses).claim("c_1").measure.value == 3


def test_an_origin_that_is_a_person_is_called_by_its_role_in_the_lineage():
    event = replace(EVENT, lineage=(Lineage("Gulnara Sharipova", (REPORT.label,)),))
    assert view_of(CLAIM, events=[event]).event("e_1").lineage[0].origin == "witness"


def test_an_event_names_no_event_that_is_not_shown():
    event = replace(EVENT, part_of="e_gone", followed_by=("e_1", "e_gone"))
    shown = view_of(CLAIM, events=[event]).event("e_1")
    assert (shown.part_of, shown.followed_by) == (None, ("e_1",))
