"""What a reader misreads, and what reconciliation still makes of it; each beside a set that it must leave alone."""

from dataclasses import replace

import pytest

from panj.events import reconcile
from panj.model import Party, Period, Place, event_to_wire


def test_a_second_mention_stands_with_the_first_wherever_it_was_placed(desk):
    first = desk.say("a", 400_000, "displaced", since=1, until=9, at="Arum", by="UNHCR", flow="cumulative")
    desk.say("a", 400_000, "displaced", on=9, at="Lake Town", flow="stock", same_as=first.id)
    assert desk.only().estimate.best == 400_000


def test_one_exact_figure_of_a_report_is_one_figure(desk):
    desk.say("a", 12_345, "crossed", on=9, frm="Arum", to="Bel")
    desk.say("a", 12_345, "crossed", on=9, frm="Arum", to="Cor")
    assert len(desk.events()) == 1


def test_against_one_round_figure_of_two_towns_is_two(desk):
    desk.say("a", 2_000, on=9, frm="Tam")
    desk.say("a", 2_000, on=9, frm="Far")
    assert desk.total() == 4_000


def test_a_flight_told_backwards_goes_the_way_of_its_report(desk):
    for number, kind in ((41_193, "crossed"), (3_111, "arrived")):
        desk.say("a", number, kind, since=1, until=9, frm="Arum", to="Bel", by="UNHCR", flow="cumulative")
    desk.say("a", 12_042, "crossed", since=1, until=9, frm="Bel", to="Arum", by="UNHCR", flow="cumulative")
    assert desk.total() == 41_193


def test_against_returns_go_the_other_way(desk):
    desk.say("a", 41_193, "crossed", since=1, until=9, frm="Arum", to="Bel", by="UNHCR")
    desk.say("a", 90_000, "returned", since=1, until=9, frm="Bel", to="Arum", by="UNHCR")
    assert sorted(e.kind for e in desk.events() if e.additive) == ["crossed", "returned"]


def test_refugees_in_a_country_did_not_leave_it(desk):
    desk.say("a", 100_000, "crossed", since=1, until=9, frm="Arum", to="Bel", flow="cumulative", by="UNHCR")
    who = {"category": "refugees", "nationality": "AAA"}
    desk.say(
        "b", 100_000, "displaced", on=9, frm="Bel", by="UNHCR", flow="cumulative", boundary="cross_border", who=who
    )
    assert len(desk.events()) == 1


def test_up_to_so_many_ends_no_total(desk):
    for day, value in ((3, 14_500), (7, 32_000)):
        desk.say(f"d{day}", value, "arrived", on=day, published=day, frm="Arum", to="Bel", flow="cumulative", by="UN")
    desk.say("z", 200_000, "arrived", on=9, frm="Arum", to="Bel", flow="cumulative", by="UN", q="at_most")
    event = desk.only()
    assert event.estimate.best == 32_000
    assert any("upper bound" in line for line in event.estimate.why)


def test_against_up_to_so_many_alone_is_a_figure(desk):
    desk.say("z", 5_000, "arrived", on=9, frm="Arum", to="Bel", q="at_most")
    assert desk.only().estimate.best == 5_000


def test_an_undated_total_is_put_between_those_that_it_lies_between(desk):
    for day, value in ((3, 20_000), (13, 40_000)):
        desk.say(f"d{day}", value, "arrived", on=day, published=day, frm="Arum", to="Bel", flow="cumulative", by="UN")
    desk.say("u", 30_000, "arrived", published=None, frm="Arum", to="Bel", by="UN", q="about")
    event = desk.only()
    assert [(p.date, p.best) for p in event.series][1] == ("2024-06-08", 30_000)
    assert any("has no date" in line for line in event.estimate.why)


def test_against_an_undated_total_above_all_others_stays_undated_and_is_not_added(desk):
    for day, value in ((3, 20_000), (13, 40_000)):
        desk.say(f"d{day}", value, "arrived", on=day, published=day, frm="Arum", to="Bel", flow="cumulative", by="UN")
    desk.say("u", 90_000, "arrived", published=None, frm="Arum", to="Bel", by="UN", q="about")
    assert desk.total() == 40_000


def test_the_start_of_a_total_dates_no_report(desk):
    desk.say("u", 373_181, "arrived", since=3, published=None, frm="Arum", to="Bel", flow="cumulative", by="UN")
    assert desk.only().estimate.date is None


def test_a_list_of_places_is_no_list_of_happenings(desk):
    desk.say("a", 41_193, "arrived", on=9, frm="Arum", to="Bel", by="UNHCR", flow="cumulative")
    for number, town in ((27_533, "Border Town"), (12_042, "Lake Town")):
        desk.say("a", number, "arrived", on=9, frm="Arum", to=town, by="UNHCR", flow="cumulative")
    event = desk.only()
    assert len(event.claims) == 3
    assert event.estimate.best == 41_193


def test_against_a_part_that_another_report_tells_keeps_its_event(desk):
    desk.say("a", 41_193, "arrived", on=9, frm="Arum", to="Bel", by="UNHCR", flow="cumulative")
    desk.say("b", 27_533, "arrived", on=9, frm="Arum", to="Border Town", by="MSF", flow="cumulative")
    assert [bool(e.part_of) for e in desk.events()].count(True) == 1


def test_a_stock_told_beside_a_flow_is_named(desk):
    desk.say("a", 237_000, "displaced", since=1, until=9, at="North Province", by="UNHCR", flow="cumulative")
    desk.say("a", 4_600_000, "displaced", flow="stock", on=9, at="Arum", by="UNHCR")
    flow = next(e for e in desk.events() if e.metric != "stock")
    assert [(k.type, k.explained) for k in flow.contradictions] == [("scope", True)]


def test_groups_of_another_authority_that_sum_to_more_are_a_counter_count(desk):
    desk.say("a", 250_000, "arrived", since=1, until=9, frm="Arum", to="Bel", by="UNHCR", flow="cumulative")
    for number, nation in ((91_000, "AAA"), (239_000, "BBB")):
        who = {"nationality": nation}
        desk.say("a", number, "arrived", since=1, until=9, frm="Arum", to="Bel", by="Ministry of Bel", who=who)
    assert any("330,000" in k.about and k.type == "counter" for e in desk.events() for k in e.contradictions)


def test_a_withdrawn_figure_ends_under_any_word_of_moving(desk):
    desk.say("a", 500_000, "fled", published=9, at="Tam", section="headline")
    desk.say("a", 500_000, "evacuated", on=9, at="Tam", q="about", by="Disaster Agency")
    desk.say("b", 500_000, "evacuated", on=10, published=10, at="Tam", by="Disaster Agency", status="retracted")
    desk.say("b", 40_000, "fled", on=10, published=10, at="Tam", q="about", by="Disaster Agency")
    assert desk.total() == 40_000


def test_people_of_a_country_whatever_their_nation_are_counted_once(desk):
    desk.say("a", 347, "crossed", since=8, until=9, frm="Arum", to="Bel", who={"nationality": "AAA"})
    desk.say("b", 77, "crossed", on=8, frm="Arum", to="Bel", who={"nationality": "CCC"})
    assert desk.total() == 347


def test_displaced_at_home_and_gone_abroad_are_not_added(desk):
    desk.say("a", 440_000, "crossed", since=1, until=9, frm="Arum", to="Bel", by="UNHCR", flow="cumulative")
    desk.say("b", 425_000, "displaced", since=1, until=9, frm="Arum", to="Tam", by="UN", flow="cumulative")
    assert desk.total() in (440_000, 425_000)


def test_two_destinations_of_one_flight_are_added(desk):
    desk.say("a", 440_000, "crossed", since=1, until=9, frm="Arum", to="Bel", by="UNHCR", flow="cumulative")
    desk.say("a", 60_000, "crossed", since=1, until=9, frm="Arum", to="Cor", by="UNHCR", flow="cumulative")
    assert desk.total() == 500_000


def _in_division(place: Place, *divisions: str) -> Place:
    return replace(place, divisions=divisions)


@pytest.mark.parametrize(("division", "whole"), [("test:North Province", 9_000), ("test:South Province", None)])
def test_the_gazetteers_divisions_say_what_lies_in_what(desk, division, whole):
    """By distance alone the town would lie in North Province."""
    desk.say("a", 9_000, "fled", since=1, until=9, frm="North Province", by="UN", flow="cumulative")
    town = desk.say("b", 1_200, "fled", since=3, until=7, frm="Tam", by="MSF")
    desk.claims[-1] = replace(town, origin=(_in_division(town.origin[0], division),))
    events = {e.estimate.best: e for e in desk.events()}
    assert events[1_200].part_of == (events[whole].id if whole else None)


def test_divisions_are_in_no_json_for_others(desk):
    said = desk.say("a", 1_200, "fled", on=3, frm="Tam")
    said = replace(said, origin=(_in_division(said.origin[0], "test:North Province"),))
    (event,) = reconcile([said], desk.documents, ())
    assert "divisions" not in str(event_to_wire(event))


@pytest.mark.parametrize(("value", "copied"), [(14_500, 500), (8_166, 8_616), (347, 37), (12_345, 1_345)])
def test_a_copy_that_changed_the_number_is_damaged_and_counts_nothing(desk, value, copied):
    desk.say("a", value, "crossed", on=9, published=9, frm="Arum", to="Bel", by="UNHCR")
    desk.say("b", copied, "crossed", on=9, published=10, frm="Arum", to="Bel", by="UNHCR")
    desk.copy("a", "b")
    event = desk.only()
    assert event.estimate.best == value
    assert any("damaged" in k.about and k.type == "error" for k in event.contradictions)


def test_against_a_copy_with_a_later_total_is_no_damage(desk):
    for label, day, value in (("a", 8, 20_000), ("b", 9, 24_944)):
        desk.say(label, value, "crossed", on=day, published=day, frm="Arum", to="Bel", by="UNHCR", flow="cumulative")
    desk.copy("a", "b")
    event = desk.only()
    assert [p.best for p in event.series] == [20_000, 24_944]
    assert not any("damaged" in k.about for k in event.contradictions)


def test_against_a_report_with_both_numbers_damages_neither(desk):
    desk.say("a", 14_500, "crossed", since=1, until=9, published=9, frm="Arum", to="Bel", by="UNHCR")
    for value, start in ((14_500, 1), (500, 9)):
        desk.say("b", value, "crossed", since=start, until=9, published=9, frm="Arum", to="Bel", by="UNHCR")
    desk.copy("a", "b")
    assert not any("damaged" in k.about for e in desk.events() for k in e.contradictions)


def test_what_lies_after_the_report_is_no_figure(desk):
    desk.say("a", 116_000, "arrived", since=1, until=9, published=9, frm="Arum", to="Bel", flow="cumulative", by="UN")
    desk.say("a", 250_000, "arrived", on=200, published=9, frm="Arum", to="Bel", by="UN")
    assert desk.total() == 116_000
    assert {e.status for e in desk.events()} == {"reported", "possible"}


def test_a_withdrawn_figure_is_one_event_that_says_so(desk):
    desk.say("a", 500_000, "fled", published=9, at="Tam", section="headline")
    desk.say("a", 500_000, "evacuated", on=9, at="Tam", q="about", by="Disaster Agency")
    desk.say("b", 500_000, "evacuated", on=10, published=10, at="Tam", by="Disaster Agency", status="retracted")
    event = desk.only()
    assert (event.status, event.estimate.best) == ("retracted", None)
    assert "withdrawn" in event.estimate.why[0]


def test_victims_are_where_the_attack_was_not_where_the_attackers_are_from(desk):
    desk.say("a", None, "attack", on=9, at="Arum", flow=None, actor=Party("Cor", "CCC"))
    desk.say("a", 1_251, "killed", since=1, until=9, at="Cor", flow="cumulative")
    desk.say("b", 1_251, "killed", since=1, until=9, at="Arum", flow="cumulative")
    desk.say("a", 90_000, "displaced", since=1, until=9, frm="Cor", flow="cumulative")
    desk.say("b", 95_000, "displaced", since=1, until=10, frm="Arum", flow="cumulative")
    killed, displaced = sorted((e for e in desk.events() if e.kind != "attack"), key=lambda e: e.kind, reverse=True)
    assert killed.documents == displaced.documents == ("set/a", "set/b")
    assert displaced.estimate.best == 95_000


def test_against_victims_in_a_town_of_the_attackers_country_stay_there(desk):
    desk.say("a", None, "attack", on=9, at="Arum", flow=None, actor=Party("Bel", "BBB"))
    desk.say("a", 31, "killed", on=9, at="Border Town")
    desk.say("b", 31, "killed", on=9, at="Arum")
    assert sum(e.kind == "killed" for e in desk.events()) == 2


def test_a_figure_told_again_with_a_third_country_is_told_again(desk):
    desk.say("a", 250_000, "arrived", since=1, until=9, frm="Arum", to="Bel", by="UNHCR", flow="cumulative", q="about")
    desk.say("a", 250_000, "crossed", since=1, until=9, frm="Arum", to="Cor", by="UNHCR", flow="cumulative")
    assert desk.total() == 250_000
    assert len(desk.events()) == 1


def test_against_another_figure_of_a_third_country_is_another(desk):
    desk.say("a", 250_000, "arrived", since=1, until=9, frm="Arum", to="Bel", by="UNHCR", flow="cumulative", q="about")
    desk.say("a", 40_000, "crossed", since=1, until=9, frm="Arum", to="Cor", by="UNHCR", flow="cumulative")
    assert len(desk.events()) == 2


def test_those_who_crossed_are_told_best_by_their_course_and_the_displaced_may_be_among_them(desk):
    for day, value in ((3, 100_000), (7, 276_000), (9, 440_000)):
        desk.say("d", value, "arrived", on=day, frm="Arum", to="Bel", flow="cumulative", by="UNHCR")
    desk.say("e", 1_200_000, "displaced", since=1, until=9, frm="Arum", flow="cumulative", by="UNHCR")
    assert [e.estimate.best for e in desk.events() if e.additive] == [440_000]


def test_places_that_people_came_by_are_no_narrower_place(desk):
    desk.say("a", 14_500, "crossed", since=-9, until=3, published=3, frm="Arum", to="Bel", by="UN", flow="cumulative")
    first = desk.say("b", 27_000, "crossed", on=7, published=7, to="Bel", by="UNHCR")
    desk.say("b", 27_000, "arrived", on=7, published=7, at="Border Town+Lake Town", by="UNHCR", same_as=first.id)
    assert desk.only().estimate.best == 27_000


def test_a_day_that_nothing_places_is_a_day_and_no_total(desk):
    for day, value in ((3, 14_500), (7, 27_000)):
        desk.say(f"d{day}", value, "crossed", on=day, published=day, frm="Arum", to="Bel", flow="cumulative", by="UN")
    last = desk.say("z", 3_111, "arrived", published=None, frm="Arum", to="Bel", by="UN")
    desk.say("z", 41_193, "arrived", on=9, published=None, frm="Arum", to="Bel", flow="cumulative", by="UN")
    desk.claims[desk.claims.index(last)] = replace(last, period=Period(None, None, "unknown", "Saturday"))
    event = desk.only()
    assert [point.best for point in event.series] == [14_500, 27_000, 41_193]
