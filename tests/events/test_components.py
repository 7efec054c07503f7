"""Components: what has nothing to do with one another is reconciled apart, and gives the same events."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from panj.events import components, in_order, reconcile_component, spans_of, touches
from panj.model import event_to_wire

PLACES = (("Arum", None), ("Tam", "Border Town"), ("Arum", "Bel"), ("Cor", None), ("Far", "Cor"), (None, None))
ROW = st.fixed_dictionaries(
    {
        "label": st.sampled_from("abcdefgh"),
        "value": st.sampled_from((77, 300, 345, 347, 1_000, 12_500, 41_193)),
        "kind": st.sampled_from(("fled", "crossed", "displaced", "returned", "killed", "exercise")),
        "on": st.integers(-400, 400),
        "ways": st.sampled_from(PLACES),
        "flow": st.sampled_from(("flow", "stock", "cumulative")),
    }
)


def _say(desk, rows):
    for row in rows:
        said = dict(row)
        frm, to = said.pop("ways")
        desk.say(
            said.pop("label"), said.pop("value"), said.pop("kind"), published=said["on"] + 1, frm=frm, to=to, **said
        )
    return desk


@settings(max_examples=50, deadline=None)
@given(rows=st.lists(ROW, max_size=14))
def test_the_events_are_those_of_the_components(new_desk, rows):
    desk = _say(new_desk(), rows)
    parts = components(desk.claims, desk.documents, desk.copies)
    apart = in_order(e for one in parts for e in reconcile_component(one, desk.documents))
    assert [event_to_wire(e) for e in apart] == [event_to_wire(e) for e in desk.events()]
    told = [k.id for one in parts for k in one.claims]
    assert sorted(told) == sorted(k.id for k in desk.claims)


@settings(max_examples=50, deadline=None)
@given(rows=st.lists(ROW, max_size=12), more=ROW)
def test_one_report_more_changes_only_what_it_touches(new_desk, rows, more):
    desk = _say(new_desk(), rows)
    before = components(desk.claims, desk.documents, desk.copies)
    _say(desk, [{**more, "label": "new"}])
    new = desk.claims[-1]
    spans = spans_of(new, _published(desk, new))
    kept = [one for one in before if not touches(one, spans)]
    after = components(desk.claims, desk.documents, desk.copies)
    assert {one.claims for one in kept} <= {one.claims for one in after}
    met = [k for one in before if touches(one, spans) for k in one.claims]
    again = components([*met, new], desk.documents, desk.copies)
    assert {one.claims for one in (*kept, *again)} == {one.claims for one in after}


def _published(desk, claim):
    return date.fromisoformat(desk.documents[claim.document_id].published).toordinal()


def test_crises_of_other_countries_are_apart(desk):
    desk.say("a", 347, "crossed", on=9, frm="Arum", to="Bel")
    desk.say("b", 5_000, on=9, frm="Cor")
    assert len(components(desk.claims, desk.documents, ())) == 2


def test_a_country_after_a_quiet_season_is_apart(desk):
    desk.say("a", 500, on=3, published=4, frm="Tam")
    desk.say("b", 800, on=90, published=91, frm="Tam")
    assert len(components(desk.claims, desk.documents, ())) == 2


def test_a_report_ties_together_what_it_tells_of(desk):
    desk.say("a", 500, on=3, frm="Tam")
    desk.say("b", 800, on=3, frm="Cor")
    desk.say("c", 500, on=3, frm="Tam")
    desk.say("c", 800, on=3, frm="Cor")
    assert len(components(desk.claims, desk.documents, ())) == 1


def test_what_a_report_tells_of_long_ago_ties_nothing(desk):
    desk.say("a", 350, "crossed", on=9, frm="Arum", to="Bel")
    desk.say("a", 90_000, since=-2_000, until=-1_700, frm="Cor")
    assert len(components(desk.claims, desk.documents, ())) == 2
