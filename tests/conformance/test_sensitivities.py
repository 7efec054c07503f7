"""What is restricted does not count into what is shown: the open view is that of a record that never held it."""

from dataclasses import replace
from datetime import date

import pytest
from toys import Toy, figures

from panj.errors import InputError
from panj.model import Sensitivity, restricted_on
from panj.pipeline.guarding import guarded

TODAY = date(2021, 8, 1)


def decide(toy, level="restricted", **target):
    return toy.record.decide_sensitivity(Sensitivity("", level, "Ada", "", "a camp that is not public", **target))


def named(toy, label):
    return next(document.id for document in toy.record.documents() if document.label == label)


def shown(toy, day=TODAY):
    return guarded(toy.view(), "open", day)


@pytest.fixture
def told(toy):
    toy.add("a", "AFG 120 fled", "2021-07-10")
    toy.add("b", "AFG 350 fled says Gov", "2021-07-11")
    toy.add("c", "TJK 50 fled", "2021-07-12")
    return toy


def test_a_restricted_report_is_nowhere_and_its_figure_is_not_told(told):
    secret = named(told, "b")
    decide(told, document_id=secret)
    view = shown(told)
    assert figures(view.events()) == {"AFG fled": 120, "TJK fled": 50}
    assert [document.label for document in view.documents()] == ["a", "c"]
    assert view.document(secret) is None
    assert list(view.claims(secret)) == []
    assert {claim.document for claim in view.claims()} == {"a", "c"}
    assert all("Gov" not in event.title and "b" not in event.documents for event in view.events())
    whole = guarded(told.view(), "restricted", TODAY)
    assert figures(whole.events()) == {"AFG fled": 350, "TJK fled": 50}
    assert whole.document(secret) is not None


def test_the_open_view_is_that_of_a_record_that_never_held_it(told, tmp_path):
    decide(told, document_id=named(told, "b"))
    with Toy(str(tmp_path / "other.db")) as other:
        other.add("a", "AFG 120 fled", "2021-07-10")
        other.add("c", "TJK 50 fled", "2021-07-12")
        assert shown(told).events() == shown(other).events()


def test_the_record_keeps_the_figure_with_all_reports(told):
    decide(told, document_id=named(told, "b"))
    shown(told)
    assert told.figures() == {"AFG fled": 350, "TJK fled": 50}


def test_an_embargo_ends_on_its_day(told):
    decide(told, document_id=named(told, "b"), until="2021-08-02")
    assert figures(shown(told).events())["AFG fled"] == 120
    assert figures(shown(told, date(2021, 8, 2)).events())["AFG fled"] == 350


def test_one_claim_is_restricted_and_the_rest_of_its_report_stays(toy):
    toy.add("a", "AFG 120 fled. TJK 50 fled", "2021-07-10")
    claim = next(iter(toy.record.claims()))
    decide(toy, anchor=toy.anchor("a", 0))
    view = shown(toy)
    assert figures(view.events()) == {"TJK fled": 50}
    assert view.claim(claim.id) is None
    (document,) = view.documents()
    assert "120" not in document.text
    assert "TJK 50 fled" in document.text


def test_a_restricted_claim_stays_so_when_its_report_is_read_again_or_changes(toy):
    toy.add("a", "AFG 120 fled. TJK 50 fled", "2021-07-10")
    decide(toy, anchor=toy.anchor("a", 0))
    toy.add("a", "AFG 120 fled. TJK 50 fled", "2021-07-10", reader="toy@2")
    assert figures(shown(toy).events()) == {"TJK fled": 50}
    toy.add("a", "More: AFG 120 fled. TJK 50 fled", "2021-07-10")
    assert figures(shown(toy).events()) == {"TJK fled": 50}


def test_where_the_words_of_a_restricted_claim_are_gone_the_report_is_closed(toy):
    toy.add("a", "AFG 120 fled. TJK 50 fled", "2021-07-10")
    decide(toy, anchor=toy.anchor("a", 0))
    toy.add("a", "Some say AFG 121 fled. TJK 50 fled", "2021-07-10")
    assert list(shown(toy).events()) == []
    assert list(shown(toy).documents()) == []


def test_what_is_restricted_is_so_at_every_moment(told):
    from panj.pipeline import views
    from panj.record import Moment, judgements_at

    told.events()
    known = told.record.documents()
    first = max(told.record.recorded_on(document.id) for document in known)
    decide(told, document_id=named(told, "b"))
    for moment, figure in ((Moment("2021-07-11"), 120), (Moment("2021-07-10"), 120)):
        reading = told.record.at(moment)
        found = views.events_at(told.record, moment, "rules@1", told.rules)
        told_then = judgements_at(reading)

        def without(closed, moment=moment, told_then=told_then, found=found):
            return views.events_without(told.record, moment, told_then, found, "rules@1", told.rules, closed)

        view = guarded(views.RecordView(reading, told_then, found, without), "open", TODAY)
        assert figures(view.events()) == {"AFG fled": figure}
    moment = Moment(recorded=first)
    held = told.record.at(moment).events()
    kept = views.events_without(told.record, moment, (), held, "rules@1", told.rules, shown(told).closed)
    assert all("b" not in event.documents for event in kept)


def test_a_restriction_can_be_taken_back_in_two_ways_and_all_is_kept(told):
    secret = named(told, "b")
    first = decide(told, document_id=secret)
    decide(told, "open", undoes=first.id)
    assert figures(shown(told).events())["AFG fled"] == 350
    decide(told, document_id=secret)
    decide(told, "open", document_id=secret)
    assert figures(shown(told).events())["AFG fled"] == 350
    kept = told.record.sensitivities()
    assert [one.level for one in kept] == ["restricted", "open", "restricted", "open"]
    assert all(one.author == "Ada" and one.reason and one.at and one.id.startswith("s_") for one in kept)
    with pytest.raises(InputError, match="no restriction"):
        decide(told, "open", undoes="s_nothing")


def test_an_undoing_that_is_undone_restricts_again():
    one = Sensitivity("s_1", "restricted", "Ada", "", "", document_id="d_1")
    back = Sensitivity("s_2", "open", "Ada", "", "", undoes="s_1")
    again = replace(back, id="s_3", undoes="s_2")
    assert restricted_on([one, back], "2021-01-01") == []
    assert restricted_on([one, back, again], "2021-01-01") == [one]


def test_a_source_under_threat_is_called_by_its_type(told):
    decide(told, source="Gov")
    view = shown(told)
    names = {source.name for claim in view.claims() for source in claim.sources}
    assert "Gov" not in names
    assert all("Gov" not in event.title for event in view.events())
    assert all("Gov" not in document.text for document in view.documents())


def test_redaction_takes_the_reason_of_a_restriction_too(told):
    secret = named(told, "b")
    decide(told, document_id=secret)
    told.record.redact(secret, "Ada", "asked to")
    assert [one.reason for one in told.record.sensitivities()] == ["[redacted]"]


def test_restrictions_survive_the_way_down_and_up_only_as_far_as_the_form_knows_them(told):
    """Bringing a record down to a form without restrictions drops them: it is for developers, and says so."""
    from panj.record import engine

    decide(told, document_id=named(told, "b"))
    with told.record._connected_to_write() as connection, connection.begin():
        engine.migrate(connection, "0004")
        engine.migrate(connection)
    assert told.record.sensitivities() == ()
