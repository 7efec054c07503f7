"""Near misses: for each rule small sets of claims that it must act on, and sets like them that it must leave alone."""

from dataclasses import replace

import pytest

from panj.model import Period

# ---- rule 1: what is not so becomes no figure ------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["planned", "ordered", "possible", "simulated", "denied", "retracted"])
def test_1_for_nothing_but_what_is_said_to_be_so_becomes_a_figure(desk, status):
    desk.say("a", 60_000, "evacuated", on=9, at="Tam", status=status)
    assert desk.total() == 0
    assert all(e.estimate.best is None for e in desk.events())


def test_1_for_a_plan_keeps_its_standing_beside_the_figure(desk):
    desk.say("a", 300, "evacuated", on=9, at="Tam")
    desk.say("b", 2_000, "evacuated", on=12, at="Tam", status="planned")
    found = {(e.status, e.estimate.best, e.additive) for e in desk.events()}
    assert found == {("reported", 300, True), ("planned", None, False)}


def test_1_for_links_to_other_stories_are_not_counted(desk):
    desk.say("a", 300, on=9, frm="Tam")
    desk.say("a", 7_000, on=9, frm="Far", section="related")
    assert desk.only().estimate.best == 300


def test_1_for_fighters_are_in_no_total(desk):
    desk.say("a", 350, "crossed", on=9, frm="Arum", to="Bel", who={"category": "refugees"})
    desk.say("a", 1_000, "crossed", on=9, frm="Arum", to="Bel", who={"category": "combatants"})
    assert desk.total() == 350
    assert len(desk.events()) == 2


def test_1_for_people_whom_others_call_fighters_are_in_no_total(desk):
    desk.say("a", 1_037, "crossed", on=4, frm="Arum", to="Bel", who={"category": "refugees"})
    desk.say("b", 1_000, "crossed", on=4, frm="Arum", to="Bel", q="at_least", who={"category": "combatants"})
    assert desk.total() == 0
    assert any(k.type == "conflict" for e in desk.events() for k in e.contradictions)


def test_1_against_an_unconfirmed_figure_is_one_and_says_so(desk):
    desk.say("a", 200, "crossed", on=9, frm="Arum", to="Bel", status="unconfirmed")
    event = desk.only()
    assert (event.estimate.best, event.status) == (200, "unconfirmed")


def test_1_against_a_figure_confirmed_elsewhere_is_not_unconfirmed(desk):
    desk.say("a", 200, "crossed", on=9, frm="Arum", to="Bel", status="unconfirmed")
    desk.say("b", 200, "crossed", on=9, frm="Arum", to="Bel", by="UNHCR")
    assert desk.only().status == "reported"


# ---- rule 2: only what is comparable is compared ---------------------------------------------------------------------


def test_2_for_a_countrys_stock_does_not_meet_the_months_flow(desk):
    desk.say("a", 237_000, "displaced", since=1, until=9, at="North Province", by="UNHCR")
    desk.say("a", 4_600_000, "displaced", flow="stock", on=9, at="Arum", by="UNHCR")
    assert sorted(e.metric for e in desk.events()) == ["flow", "stock"]
    assert desk.total() == 237_000


def test_2_for_happenings_of_one_month_in_one_country_stay_apart(desk):
    desk.say("a", 500, on=3, frm="Tam")
    desk.say("b", 700, on=20, published=21, frm="Far")
    assert desk.total() == 1_200


def test_2_for_the_same_town_a_season_later_is_another_happening(desk):
    desk.say("a", 500, on=3, frm="Tam")
    desk.say("b", 800, on=90, published=91, frm="Tam")
    assert desk.total() == 1_300


def test_2_for_two_nationalities_are_two_flights(desk):
    desk.say("a", 4_000, "arrived", since=1, until=9, frm="Arum", to="Cor", who={"nationality": "AAA"})
    desk.say("b", 9_000, "arrived", since=1, until=9, frm="Bel", to="Cor", who={"nationality": "BBB"})
    assert desk.total() == 13_000


def test_2_for_killed_and_injured_are_two_things(desk):
    desk.say("a", 12, "killed", on=9, at="Tam")
    desk.say("a", 12, "injured", on=9, at="Tam")
    assert desk.figures() == [("injured", 12), ("killed", 12)]


def test_2_for_background_of_an_article_stays_apart(desk):
    desk.say("a", 350, "crossed", on=9, frm="Arum", to="Bel")
    desk.say("a", 90_000, "crossed", since=-2_000, until=-1_700, frm="Arum", to="Bel")
    assert [e.estimate.best for e in desk.events() if e.period.start >= "2024"] == [350]


def test_2_against_fled_and_crossed_of_the_same_people_are_one(desk):
    desk.say("a", 347, "fled", since=8, until=9, frm="Arum", to="Bel")
    desk.say("b", 347, "crossed", since=8, until=9, frm="Arum", to="Bel")
    assert desk.only().kind == "crossed"


def test_2_against_the_country_and_its_village_are_one_place_for_one_figure(desk):
    desk.say("a", 347, "crossed", on=9, frm="Tam", to="Border Town")
    desk.say("b", 347, "crossed", on=9, frm="Arum", to="Bel")
    assert [p.name for p in desk.only().destination] == ["Border Town"]


def test_2_against_displaced_read_as_stock_and_as_flow_is_one_figure(desk):
    desk.say("a", 84_300, "displaced", since=1, until=9, at="Tam", flow="cumulative", by="IOM")
    desk.say("b", 84_300, "displaced", on=9, at="Tam", flow="stock", by="IOM")
    assert len(desk.events()) == 1


# ---- rule 3: copies fold to their origin -----------------------------------------------------------------------------


def test_3_for_twelve_reports_of_one_count_are_one_count_from_one_origin(desk):
    for n in range(12):
        desk.say(f"r{n}", 347, "crossed", since=8, until=9, frm="Arum", to="Bel", by="Bel Border Guards")
    event = desk.only()
    assert (event.estimate.best, event.independent_sources, len(event.documents)) == (347, 1, 12)


def test_3_for_an_organisations_number_under_another_name_stays_its_own(desk):
    desk.say("a", 8_166, "arrived", on=9, frm="Tam", to="Ulm", by="IOM", flow="cumulative")
    desk.say("b", 8_166, "arrived", on=9, frm="Tam", to="Ulm", by="Jane Activist", flow="cumulative")
    desk.copy("a", "b")
    event = desk.only()
    assert event.independent_sources == 1
    assert any("Jane Activist" in k.about for k in event.contradictions)


def test_3_for_a_copy_with_changed_words_is_shown_as_damaged(desk):
    desk.say("a", 347, "crossed", on=9, frm="Arum", to="Bel", by="UNHCR")
    desk.say("b", 347, "crossed", on=9, frm="Arum", to="Bel", q="at_least", by="UNHCR")
    desk.copy("a", "b")
    event = desk.only()
    assert (event.estimate.low, event.estimate.high) == (347, 347)
    assert [k.type for k in event.contradictions] == ["error"]


def test_3_for_headline_lead_and_body_are_one_figure(desk):
    desk.say("a", 350, "crossed", on=9, frm="Arum", to="Bel", q="about", section="headline")
    desk.say("a", 300, "crossed", on=9, frm="Arum", to="Bel", q="at_least")
    desk.say("a", 347, "crossed", on=9, frm="Arum", to="Bel")
    assert desk.only().estimate.best == 347


def test_3_for_vague_words_join_the_number(desk):
    desk.say("a", None, "crossed", on=9, frm="Arum", to="Bel", q="vague", low=200, high=999, section="headline")
    desk.say("a", 347, "crossed", on=9, frm="Arum", to="Bel")
    assert desk.only().estimate.best == 347


def test_3_for_copies_are_named_in_the_lineage(desk):
    for label in ("a", "b"):
        desk.say(label, 347, "crossed", on=9, frm="Arum", to="Bel", by="UNHCR")
    desk.copy("a", "b")
    assert desk.only().lineage[0].copies == (("set/a", "set/b"),)


def test_3_against_two_who_counted_for_themselves_confirm_a_figure(desk):
    desk.say("a", 5_000, on=9, frm="Tam", by="MSF")
    desk.say("b", 5_000, on=9, frm="Tam", by="Provincial governor", q="about")
    event = desk.only()
    assert (event.status, event.independent_sources) == ("confirmed", 2)


def test_3_against_equal_round_numbers_far_apart_in_time_are_two(desk):
    desk.say("a", 2_000, on=1, published=2, frm="Tam")
    desk.say("b", 2_000, on=25, published=26, frm="Tam")
    assert desk.total() == 4_000


# ---- rule 4: a part is in its whole ----------------------------------------------------------------------------------


def test_4_for_a_town_lies_in_its_country(desk):
    desk.say("a", 116_000, "arrived", since=-40, until=9, frm="Arum", to="Bel", flow="cumulative", by="UNHCR")
    desk.say("b", 15_000, "arrived", since=6, until=9, frm="Arum", to="Border Town", by="MSF")
    events = {e.estimate.best: e for e in desk.events()}
    assert events[15_000].part_of == events[116_000].id
    assert desk.total() == 116_000


def test_4_for_some_days_lie_in_a_longer_count(desk):
    desk.say("a", 400_000, "displaced", since=-20, until=9, at="North Province", flow="cumulative", by="UN")
    desk.say("b", 150_000, "displaced", since=-12, until=-6, at="North Province", by="UN")
    assert desk.total() == 400_000


def test_4_for_sums_are_said_in_words(desk):
    desk.say("a", 347, "crossed", on=9, frm="Arum", to="Bel", by="Border Guards")
    adults = [(91, {"sex": "male", "age": "adult"}), (77, {"sex": "female", "age": "adult"}), (177, {"age": "minor"})]
    for number, who in adults:
        desk.say("a", number, "crossed", on=9, frm="Arum", to="Bel", who=who)
    event = desk.only()
    assert {p.best for p in event.breakdown} == {91, 77, 177}
    assert any("91 + 77 + 177 = 345" in line for line in event.estimate.why)
    assert (event.estimate.best, event.estimate.low) == (347, 345)


def test_4_for_a_listing_that_misses_its_total_is_reported_and_not_repaired(desk):
    desk.say("a", 9_158, "arrived", on=9, frm="Far", to="North Province", q="about", by="IOM", flow="cumulative")
    for number, town in ((4_984, "Tam"), (4_200 + 13, "Ulm")):
        desk.say("a", number, "arrived", on=9, frm="Far", to=town, by="IOM", flow="cumulative")
    whole = next(e for e in desk.events() if e.estimate.best == 9_158)
    assert [k.type for k in whole.contradictions] == ["error"]
    assert desk.total() == 9_158


def test_4_for_nationalities_of_one_arrival_are_its_parts(desk):
    desk.say("a", 403_057, "arrived", since=1, until=9, frm="Arum", to="Bel", by="Government of Arum")
    desk.say("a", 300_774, "arrived", since=1, until=9, frm="Arum", to="Bel", who={"nationality": "BBB"})
    desk.say("a", 102_283, "arrived", since=1, until=9, frm="Arum", to="Bel", who={"nationality": "AAA"})
    event = desk.only()
    assert {(p.group.nationality, p.best) for p in event.breakdown} == {("BBB", 300_774), ("AAA", 102_283)}


def test_4_against_neighbouring_towns_add_up_where_nobody_gives_a_whole(desk):
    desk.say("a", 1_000, on=9, frm="Tam")
    desk.say("a", 2_000, on=9, frm="Far")
    assert desk.total() == 3_000


def test_4_against_children_with_no_total_are_a_figure(desk):
    desk.say("a", 40, "killed", on=9, at="Tam", who={"age": "minor"})
    assert desk.only().additive


# ---- rule 5: running totals ------------------------------------------------------------------------------------------


def _totals(desk, *values, by="UNHCR", **more):
    for day, value in values:
        desk.say(
            f"d{day}{by}",
            value,
            "arrived",
            on=day,
            published=day,
            frm="Arum",
            to="Bel",
            flow="cumulative",
            by=by,
            **more,
        )


def test_5_for_a_later_total_supersedes(desk):
    _totals(desk, (3, 14_500), (7, 27_000), (10, 32_000))
    event = desk.only()
    assert event.estimate.best == 32_000
    assert [p.best for p in event.series] == [14_500, 27_000, 32_000]


def test_5_for_daily_counts_are_not_added_into_the_total(desk):
    _totals(desk, (3, 27_000), (10, 41_193))
    for day, number in ((7, 3_111), (8, 1_640)):
        desk.say("x", number, "arrived", on=day, published=10, frm="Arum", to="Bel", by="UNHCR")
    event = desk.only()
    assert event.estimate.best == 41_193
    assert 3_111 not in [p.best for p in event.series]


def test_5_for_a_daily_figure_that_fits_only_as_a_total_is_one(desk):
    _totals(desk, (3, 80_000), (10, 90_000))
    desk.say("x", 85_331, "arrived", on=6, published=7, frm="Arum", to="Bel", by="UNHCR")
    event = desk.only()
    assert [p.best for p in event.series] == [80_000, 85_331, 90_000]


def test_5_for_a_pace_is_no_count(desk):
    _totals(desk, (3, 27_000), (10, 41_193))
    text = "Some 4,000 people a day arrive."
    desk.say("y", 4_000, "arrived", on=6, frm="Arum", to="Bel", text=text, offset=0)
    assert desk.only().estimate.best == 41_193


def test_5_for_a_register_that_was_verified_may_fall(desk):
    _totals(desk, (3, 50_000), (10, 44_000), method="registration")
    event = desk.only()
    assert event.estimate.best == 44_000
    assert [(k.type, k.explained) for k in event.contradictions] == [("revision", True)]


def test_5_for_a_withdrawn_figure_ends_also_where_others_repeat_it(desk):
    desk.say("a", 980_000, "evacuated", on=9, at="Tam", by="Disaster Agency")
    desk.say("b", 980_000, "evacuated", on=9, published=11, at="Tam")
    desk.say("c", 980_000, "evacuated", on=9, published=10, at="Tam", by="Disaster Agency", status="retracted")
    event = desk.only()
    assert (event.status, event.estimate.best, event.additive) == ("retracted", None, False)


def test_5_for_an_old_total_told_again_changes_nothing(desk):
    _totals(desk, (3, 100_000), (7, 116_000))
    desk.say("z", 100_000, "arrived", on=12, published=12, frm="Arum", to="Bel", flow="cumulative", q="at_least")
    assert desk.only().estimate.best == 116_000


def test_5_against_daily_counts_without_a_total_add_up(desk):
    for day, number in ((3, 1_210), (4, 955)):
        desk.say(f"d{day}", number, "arrived", on=day, published=day, frm="Arum", to="Border Town")
    assert desk.total() == 2_165


def test_5_against_a_retraction_of_another_figure_ends_nothing(desk):
    desk.say("a", 3_000, "evacuated", on=9, at="Tam")
    desk.say("c", 980_000, "evacuated", on=9, at="Tam", status="retracted")
    assert desk.total() == 3_000


def test_5_against_returns_are_not_subtracted(desk):
    _totals(desk, (3, 10_000))
    desk.say("r", 4_000, "returned", on=9, frm="Bel", to="Arum", by="UNHCR")
    assert sorted(e.estimate.best for e in desk.events()) == [4_000, 10_000]


# ---- rule 6: bounds and disputes -------------------------------------------------------------------------------------


def test_6_for_bounds_of_one_figure_meet(desk):
    desk.say("a", 347, "crossed", on=9, frm="Arum", to="Bel", by="UNHCR")
    desk.say("b", 350, "crossed", on=9, frm="Arum", to="Bel", q="about", by="UNHCR")
    estimate = desk.only().estimate
    assert (estimate.best, estimate.low, estimate.high) == (347, 347, 347)


def test_6_for_two_authorities_keep_two_series_and_no_average(desk):
    for day, mine, theirs in ((3, 100_000, 185_000), (9, 250_000, 330_000)):
        _totals(desk, (day, mine))
        _totals(desk, (day, theirs), by="Ministry of Bel")
    events = desk.events()
    assert {e.status for e in events} == {"disputed"}
    assert sorted(p.best for e in events for p in e.series) == [100_000, 185_000, 250_000, 330_000]
    assert desk.total() == 250_000 or desk.total() == 330_000
    assert any(k.type == "counter" and not k.explained for e in events for k in e.contradictions)


def test_6_for_headline_and_text_that_differ_are_an_error(desk):
    for value, section in ((54_000, "headline"), (52_000, "body")):
        desk.say(
            "a",
            value,
            "displaced",
            since=-60,
            until=9,
            frm="Tam",
            flow="cumulative",
            q="at_least",
            section=section,
            by="IOM",
        )
    event = desk.only()
    assert [k.type for k in event.contradictions] == ["error"]


def test_6_against_at_least_allows_for_more(desk):
    _totals(desk, (9, 20_000), q="at_least")
    _totals(desk, (9, 24_944), by="Refugee Commission of Bel")
    event = desk.only()
    assert (event.estimate.best, event.status) == (24_944, "reported")


def test_6_against_two_banks_of_a_river_are_two_events(desk):
    desk.say("a", 17_000, "evacuated", since=6, until=9, at="Tam", by="Governor of Tam")
    desk.say("b", 5_800, "evacuated", since=6, until=9, at="Far", by="rebels")
    assert {e.status for e in desk.events()} == {"reported"}
    assert desk.total() == 22_800


# ---- rule 7: the same people again -----------------------------------------------------------------------------------


def test_7_for_people_displaced_again_are_movements_and_no_people(desk):
    desk.say("a", 110_000, "fled", on=9, frm="Tam", repeated=True)
    event = desk.only()
    assert (event.counts, event.additive) == ("movements", False)


def test_7_against_people_displaced_for_the_first_time_add_up(desk):
    desk.say("a", 110_000, "fled", on=9, frm="Tam")
    assert desk.total() == 110_000


def test_7_for_those_who_moved_again_are_not_added_to_those_who_came_first(desk):
    desk.say("a", 400_000, "displaced", since=-20, until=4, frm="North Province", flow="cumulative", by="UN")
    desk.say("b", 110_000, "fled", on=9, frm="Tam", repeated=True, by="UN")
    assert desk.total() == 400_000


def test_7_against_others_of_the_same_days_who_did_not_move_before_are_added(desk):
    desk.say("a", 3_000, "fled", on=9, frm="Far", repeated=True)
    desk.say("b", 5_000, "fled", on=9, frm="Tam")
    assert desk.total() == 5_000


# ---- rule 8: households last -----------------------------------------------------------------------------------------


def test_8_for_a_reports_own_pair_is_one_event_in_people(desk):
    desk.say("a", 60, "fled", on=9, frm="Tam", unit="households", group_id="g1")
    desk.say("a", 312, "fled", on=9, frm="Tam", group_id="g1")
    event = desk.only()
    assert (event.unit, event.estimate.best) == ("people", 312)


def test_8_for_that_reports_ratio_converts_its_other_households(desk):
    desk.say("a", 60, "fled", on=9, frm="Tam", unit="households", group_id="g1")
    desk.say("a", 300, "fled", on=9, frm="Tam", group_id="g1")
    desk.say("a", 100, "fled", on=9, frm="Far", unit="households")
    converted = next(e.estimate for e in desk.events() if e.estimate.converted)
    assert (converted.best, converted.converted.from_value, converted.converted.size) == (500, 100, 5)


def test_8_against_no_size_is_invented(desk):
    desk.say("a", 60, "fled", on=9, frm="Tam", unit="households")
    event = desk.only()
    assert (event.unit, event.estimate.best, event.estimate.converted) == ("households", 60, None)


@pytest.mark.parametrize("kind", ["housing_damaged", "housing_destroyed"])
def test_8_against_houses_stay_houses(desk, kind):
    desk.say("a", 400, kind, on=9, at="Tam", unit="houses")
    event = desk.only()
    assert (event.unit, event.estimate.best) == ("houses", 400)


# ---- rule 9: weights -------------------------------------------------------------------------------------------------


def test_9_for_the_one_who_counted_weighs_more_than_who_repeats(desk):
    desk.say("far", 597_700, "arrived", on=5, published=7, frm="Arum", to="Bel", flow="cumulative", by="UNHCR")
    desk.say("own", 440_000, "arrived", on=9, frm="Arum", to="Bel", flow="cumulative", publisher="UNHCR", q="about")
    assert desk.only().estimate.best == 440_000


def test_9_for_two_reports_outweigh_a_slip(desk):
    for label, value in (("a", 347), ("b", 347), ("c", 345)):
        desk.say(label, value, "crossed", since=8, until=9, frm="Arum", to="Bel", by="Border Guards")
    assert desk.only().estimate.best == 347


def test_9_against_weights_do_not_reach_across_places(desk):
    desk.say("a", 700, on=9, frm="Tam", by="IOM", method="registration", publisher="IOM")
    desk.say("b", 90, on=9, frm="Far", by="witness")
    assert desk.figures() == [("fled", 90), ("fled", 700)]


def test_9_against_weights_do_not_reach_across_kinds(desk):
    desk.say("a", 700, "crossed", on=9, frm="Arum", to="Bel", by="IOM", method="registration", publisher="IOM")
    desk.say("b", 12, "killed", on=9, at="Tam", by="witness")
    assert desk.figures() == [("crossed", 700), ("killed", 12)]


# ---- what became of the same people ----------------------------------------------------------------------------------


def test_chain_those_sent_back_are_those_who_came(desk):
    desk.say("a", 347, "crossed", since=8, until=9, frm="Arum", to="Bel", by="Border Guards")
    desk.say("a", 2, "died", since=8, until=9, at="Bel", by="Border Guards")
    desk.say("b", 345, "returned", on=14, published=15, frm="Bel", to="Arum", by="Border Guards")
    came, gone = (next(e for e in desk.events() if e.kind == kind) for kind in ("crossed", "returned"))
    assert came.followed_by == (gone.id,)
    assert came.population == gone.population
    assert not gone.additive
    assert any(k.explained and "2 who died" in k.about for k in came.contradictions)


def test_chain_returns_of_others_are_no_follow_up(desk):
    desk.say("a", 347, "crossed", since=8, until=9, frm="Arum", to="Bel")
    desk.say("b", 90_000, "returned", on=14, published=15, frm="Bel", to="Arum")
    assert all(not e.followed_by for e in desk.events())


def test_chain_what_the_reader_linked_stays_linked(desk):
    came = desk.say("a", 200, "crossed", on=9, frm="Arum", to="Bel", q="at_least", status="unconfirmed")
    desk.say("a", 100, "transferred", on=9, to="Lake Town", q="about", part_of=came.id, status="unconfirmed")
    desk.say("a", 100, "deported", on=9, to="Arum", q="at_least", remainder_of=came.id, status="unconfirmed")
    events = {e.kind: e for e in desk.events()}
    assert set(events["crossed"].followed_by) == {events["transferred"].id, events["deported"].id}
    assert desk.total() == 200


def _in_a_known_country(desk):
    desk.claims[-1] = replace(desk.claims[-1], place=(replace(desk.claims[-1].place[0], country="AFG"),))


def test_8_for_destroyed_homes_stand_for_people_where_nothing_better_is_said(desk):
    desk.say("a", 400, "housing_destroyed", on=9, at="Tam", unit="houses")
    _in_a_known_country(desk)
    event = desk.only()
    assert (event.unit, event.estimate.best) == ("houses", 400)
    assert any("nothing better is said of people" in line for line in event.estimate.why)


def test_8_against_destroyed_homes_say_nothing_where_people_are_counted(desk):
    desk.say("a", 400, "housing_destroyed", on=9, at="Tam", unit="houses")
    _in_a_known_country(desk)
    desk.say("a", 1_900, "displaced", on=9, at="Tam")
    _in_a_known_country(desk)
    assert not any("nothing better" in line for e in desk.events() for line in e.estimate.why)


def test_8_against_damaged_homes_never_stand_for_people(desk):
    desk.say("a", 400, "housing_damaged", on=9, at="Tam", unit="houses")
    _in_a_known_country(desk)
    assert not any("nothing better" in line for line in desk.only().estimate.why)


@pytest.mark.parametrize(("other", "named"), [(2_000, True), (4_000, False)])
def test_6_up_to_so_many_a_day_allows_for_less_but_not_for_half(desk, other, named):
    desk.say("t", 30_000, "arrived", since=-20, until=9, frm="Arum", to="Bel", flow="cumulative", by="UN")
    for label, number, q in (("a", 5_000, "at_most"), ("b", other, "about")):
        text = f"{number:,} people a day arrive."
        desk.say(label, number, "arrived", on=9, frm="Arum", to="Bel", q=q, by="UN", text=text, offset=0)
    assert any("pace" in one.about for e in desk.events() for one in e.contradictions) == named


def test_3_for_who_speaks_for_a_government_is_that_government(desk):
    for day, value, by in ((5, 65_036, "government spokeswoman Ada Lem"), (6, 100_417, "Bel government")):
        desk.say(by, value, "fled", until=day, published=day, frm="Arum", to="Bel", flow="cumulative", by=by)
    assert desk.only().independent_sources == 1


def test_3_against_two_governments_are_two(desk):
    for day, value, by in ((5, 65_036, "Arum government"), (6, 100_417, "Bel government")):
        desk.say(by, value, "fled", until=day, published=day, frm="Arum", to="Bel", flow="cumulative", by=by)
    assert len(desk.only().lineage) == 2


# ---- a flight that grows fast ----------------------------------------------------------------------------------------


def _exodus(desk, text="By Tuesday 13,350 people had entered."):
    first = desk.say("a", 13_350, "crossed", on=2, published=2, frm="Arum", to="Bel+Border Town", text=text, offset=0)
    period = Period(first.period.start, first.period.end, "day", "Tuesday")
    desk.claims[desk.claims.index(first)] = replace(first, period=period)
    for label, day, value, by in (("b", 4, 65_036, "Spokeswoman Ada Lem"), ("c", 5, 88_780, "Bel Ministry")):
        desk.say(label, value, "fled", until=day, published=day, frm="Arum", to="Bel", flow="cumulative", by=by)
    desk.say(
        "d", 100_417, "arrived", until=6, published=6, frm="Arum", to="Bel", flow="cumulative", by="Bel Government"
    )


def test_5_for_totals_of_days_that_grow_fast_are_one_course_and_no_quarrel(desk):
    _exodus(desk)
    event = desk.only()
    assert [point.best for point in event.series] == [13_350, 65_036, 88_780, 100_417]
    assert (event.status, event.estimate.low, event.contradictions) == ("reported", 100_417, ())


def test_5_against_who_entered_on_a_day_is_no_total_of_all_who_had(desk):
    _exodus(desk, "On Tuesday 13,350 people entered.")
    assert [point.best for point in desk.only().series] == [65_036, 88_780, 100_417]


def test_6_against_two_authorities_of_one_day_stay_at_odds(desk):
    for by, value in (("UNHCR", 65_036), ("Bel Ministry", 88_780)):
        desk.say(by, value, "fled", until=5, published=5, frm="Arum", to="Bel", flow="cumulative", by=by)
    assert {e.status for e in desk.events()} == {"disputed"}
