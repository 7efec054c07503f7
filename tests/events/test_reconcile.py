"""Reconciliation as a whole: order of arrival, ids, titles, security events, and undated reports."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from panj.model import Period, event_to_wire

TOWNS = ("Arum", "Tam", "Far", "North Province", "Bel", "Border Town")
CLAIM = st.fixed_dictionaries(
    {
        "label": st.sampled_from("abcdef"),
        "value": st.sampled_from((2, 77, 300, 345, 347, 350, 1_000, 12_500, 20_000, 24_944, 41_193)),
        "kind": st.sampled_from(("fled", "crossed", "displaced", "returned", "killed", "hosted", "exercise")),
        "since": st.integers(1, 9),
        "days": st.integers(0, 6),
        "frm": st.sampled_from((None, *TOWNS)),
        "to": st.sampled_from((None, *TOWNS)),
        "by": st.sampled_from((None, "UNHCR", "UN", "Ministry of Bel", "MSF")),
        "q": st.sampled_from(("exact", "about", "at_least", "at_most")),
        "flow": st.sampled_from(("flow", "stock", "cumulative", None)),
        "status": st.sampled_from(
            ("asserted", "asserted", "asserted", "unconfirmed", "planned", "retracted", "denied")
        ),
        "who": st.sampled_from(({}, {"age": "minor"}, {"nationality": "AAA"}, {"category": "combatants"})),
    }
)


def _fill(desk, rows):
    for row in rows:
        said = dict(row)
        since, length = said.pop("since"), said.pop("days")
        desk.say(said.pop("label"), said.pop("value"), said.pop("kind"), since=since, until=since + length, **said)
    return desk


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(CLAIM, max_size=14), chance=st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_events(new_desk, rows, chance):
    desk = _fill(new_desk(), rows)
    desk.copy("a", "b")
    mixed = list(desk.claims)
    chance.shuffle(mixed)
    assert [event_to_wire(e) for e in desk.events(mixed)] == [event_to_wire(e) for e in desk.events()]


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(CLAIM, max_size=14))
def test_every_event_is_whole(new_desk, rows):
    desk = _fill(new_desk(), rows)
    events = desk.events()
    ids = {e.id for e in events}
    told = [c for e in events for c in e.claims]
    assert len(ids) == len(events)
    assert len(told) == len(set(told)), "a claim stands in two events"
    for event in events:
        assert all((event.title, event.claims, event.documents, event.estimate.why))
        assert event.part_of is None or event.part_of in ids
        assert set(event.followed_by) <= ids
        low, best, high = event.estimate.low, event.estimate.best, event.estimate.high
        if best is not None:
            assert low is None or low <= best
            assert high is None or best <= high
        else:
            assert not event.additive
        assert all(a.date <= b.date for a, b in pairwise(event.series) if a.date and b.date)


def test_one_claim_more_elsewhere_changes_no_other_event(desk):
    desk.say("a", 347, "crossed", on=9, frm="Arum", to="Bel", by="UNHCR")
    before = desk.events()
    desk.say("z", 5_000, on=9, frm="Cor")
    assert before[0] in desk.events()


def test_titles_say_who_what_where_when(desk):
    desk.say("a", 347, "crossed", since=8, until=9, frm="Arum", to="Bel", who={"nationality": "AFG"})
    assert desk.only().title == "Afghans cross into Bel from Arum, 8–9 June 2024"


def test_an_exercise_is_an_event_and_no_figure_of_people(desk):
    desk.say("a", 1_000, "exercise", on=9, at="Tam", flow=None)
    desk.say("b", 1_000, "exercise", on=9, at="Tam", flow=None)
    event = desk.only()
    assert (event.kind, event.estimate.best, event.additive, len(event.documents)) == ("exercise", 1_000, False, 2)


def test_an_undated_report_counts_from_the_text_it_copies(desk):
    desk.say("a", 347, "crossed", published=9, frm="Arum", to="Bel", by="UNHCR")
    desk.say("b", 347, "crossed", published=None, frm="Arum", to="Bel", by="UNHCR")
    desk.copy("a", "b")
    assert desk.only().estimate.date == "2024-06-09"


def test_a_date_without_a_year_takes_the_year_of_reports_around_it(desk):
    desk.say("a", 20_000, "arrived", on=8, frm="Arum", to="Bel", by="UNHCR", flow="cumulative")
    late = desk.say("b", 41_193, "arrived", published=None, frm="Arum", to="Bel", by="UNHCR", flow="cumulative")
    desk.claims[-1] = replace(late, period=Period("--06-12", "--06-12", "day"))
    assert desk.only().estimate.date == "2024-06-12"


def test_no_country_is_needed_to_stay_apart(desk):
    desk.say("a", 500, on=9)
    desk.say("b", 800, on=9)
    assert len(desk.events()) == 2


def test_two_happenings_told_by_the_same_words_have_an_id_each(desk):
    desk.say("a", 500, on=3, frm="Tam", offset=0)
    desk.say("a", 500, on=3, frm="Far", offset=0)
    events = desk.events()
    assert len(events) == 2
    assert len({event.id for event in events}) == 2
