"""What every record does, whatever database keeps it."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from toys import READER, Toy, document, everything, read, reconcile

from panj.errors import InputError, PanjError, RecordError
from panj.model import Judgement, Period
from panj.pipeline.components import partition
from panj.record import copy_record, open_record


def undone(toy, judgement):
    return toy.record.judge(Judgement("", "undo", "Ada", "", "a slip", undoes=judgement.id))


# ---- documents ------------------------------------------------------------------------------------------------------


def test_documents_come_back_to_the_letter(toy):
    odd = document("odd", "AFG 3 fled\x00 Ω \uf8ff0 😀", publisher="A\x00B")
    toy.record.add(odd, READER, read)

    assert list(toy.record.documents()) == [replace(odd, raw=b"")]
    assert toy.record.raw(odd.id) == odd.raw
    assert list(toy.record.claims()) == list(read(odd))


def test_labels_are_in_one_order_everywhere(toy):
    for name in ("b", "A", "a", "Ä", "_", "B1", "B"):
        toy.add(name, "AFG 3 fled")
    assert [d.label for d in toy.record.documents()] == sorted(["b", "A", "a", "Ä", "_", "B1", "B"])
    assert toy.record.ids("d_") == sorted(d.id for d in toy.record.documents())


def test_another_process_sees_what_is_stored(toy):
    toy.add("a", "AFG 3 fled")
    with Toy(toy.record.location) as other:
        assert other.figures() == {"AFG fled": 3}


# ---- events, component by component ---------------------------------------------------------------------------------


def test_one_report_more_touches_only_its_components(toy):
    for country in ("AFG", "TJK", "SYR"):
        for n in range(3):
            toy.add(f"{country}{n}", f"{country} {n + 1} fled", f"2021-07-{n + 10}")
    toy.events()
    toy.made.clear()

    toy.add("new", "TJK 9 fled", "2021-07-20")
    assert toy.figures() == {"AFG fled": 3, "TJK fled": 9, "SYR fled": 3}
    assert toy.made == [["TJK0", "TJK1", "TJK2", "new"]]
    toy.made.clear()
    assert toy.figures()["TJK fled"] == 9
    assert toy.made == []


def test_a_report_of_two_countries_joins_their_components_and_a_new_text_parts_them(toy):
    toy.add("a", "AFG 3 fled", "2021-07-10")
    toy.add("t", "TJK 4 fled", "2021-07-10")
    toy.events()
    toy.add("both", "AFG 5 fled and TJK 6 fled", "2021-07-11")
    toy.events()
    assert len({one.component for one in toy.record.placed()}) == 1

    toy.add("both", "AFG 7 fled", "2021-07-11")
    assert toy.figures() == {"AFG fled": 7, "TJK fled": 4}
    assert len({one.component for one in toy.record.placed()}) == 2


def test_years_apart_is_another_component_unless_a_report_without_a_date_may_join_them(toy):
    toy.add("old", "AFG 3 fled", "2015-07-10")
    toy.add("new", "AFG 4 fled", "2021-07-10")
    toy.events()
    assert sorted(toy.made) == [["new"], ["old"]]
    toy.add("undated", "AFG 5 fled")
    toy.events()
    assert toy.made[-1] == ["new", "old", "undated"]


REPORTS = st.tuples(
    st.sampled_from("abcdef"),
    st.lists(st.tuples(st.sampled_from(["AFG", "TJK", "UZB"]), st.integers(1, 9)), max_size=2),
    st.sampled_from([None, "2015-01-01", "2021-07-10", "2021-07-12"]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(reports=st.lists(REPORTS, min_size=1, max_size=8), pauses=st.sets(st.integers(0, 7)))
def test_any_order_and_any_pauses_give_what_one_full_computation_gives(reports, pauses):
    with tempfile.TemporaryDirectory() as folder, Toy(str(Path(folder) / "panj.db")) as toy:
        for n, (name, told, published) in enumerate(reports):
            toy.add(name, " and ".join(f"{c} {v} fled" for c, v in told) or "quiet", published)
            if n in pauses:
                toy.events()
        documents, claims = list(toy.record.documents()), list(toy.record.claims())
        whole = [e for own, told in partition(documents, claims) for e in reconcile(own, told)]
        assert sorted(toy.events(), key=lambda e: e.id) == sorted(whole, key=lambda e: e.id)


def test_other_rules_make_everything_anew(toy):
    toy.add("a", "AFG 3 fled")
    toy.events()
    toy.made.clear()
    toy.events("rules@2")
    assert toy.made == [["a"]]


def test_an_id_that_merges_or_is_gone_leads_to_the_new_one(toy):
    toy.add("b", "AFG 3 fled", "2021-07-12")
    (old,) = toy.events()
    toy.add("a", "AFG 2 fled", "2021-07-10")
    (new,) = toy.events()

    assert old.id != new.id
    assert toy.record.redirects(old.id) == [new.id]
    assert old.id in toy.record.ids("e_")
    toy.add("0", "AFG 1 fled", "2021-07-01")
    (newest,) = toy.events()
    assert toy.record.redirects(old.id) == [newest.id]


# ---- as of ----------------------------------------------------------------------------------------------------------


def test_as_of_a_date_of_publication(toy):
    toy.add("b", "AFG 5 fled", "2021-07-12")
    toy.add("a", "AFG 3 fled", "2021-07-10")
    toy.add("t", "TJK 8 fled", "2021-07-11")

    assert toy.at("2021-07-09") == {}
    assert toy.at("2021-07-10") == {"AFG fled": 3}
    assert toy.at("2021-07-11") == {"AFG fled": 3, "TJK fled": 8}
    assert toy.at("2021-07-12") == toy.figures()


def test_a_past_date_is_computed_once(toy):
    toy.add("b", "AFG 5 fled", "2021-07-12")
    toy.add("a", "AFG 3 fled", "2021-07-10")
    toy.at("2021-07-10")
    toy.made.clear()
    assert toy.at("2021-07-10") == {"AFG fled": 3}
    assert toy.made == []
    toy.add("c", "AFG 4 fled", "2021-07-10")
    assert toy.at("2021-07-10") == {"AFG fled": 4}


def test_an_undated_report_counts_from_the_day_it_was_recorded(toy):
    toy.add("a", "AFG 3 fled")
    assert toy.at("2021-07-10") == {}
    assert toy.at("9999-01-01") == {"AFG fled": 3}


def test_an_earlier_text_stands_until_the_later_one_is_published(toy):
    toy.add("a", "AFG 3 fled", "2021-07-10")
    toy.add("t", "TJK 1 fled", "2021-07-10")
    toy.add("a", "TJK 9 fled", "2021-07-15")
    assert toy.at("2021-07-12") == {"AFG fled": 3, "TJK fled": 1}
    assert toy.at("2021-07-15") == {"TJK fled": 9}


def test_as_recorded_is_what_the_record_said_then(toy, monkeypatch):
    from panj.record import store, versions

    clock = iter(f"2021-08-{day:02}T00:00:00.000Z" for day in range(1, 30))
    for module in (store, versions):
        monkeypatch.setattr(module, "now", lambda: next(clock))
    toy.add("b", "AFG 5 fled", "2021-07-12")  # 1 August
    toy.events()  # 2 August
    toy.add("a", "AFG 3 fled", "2021-07-10")  # 3 August
    toy.add("t", "TJK 3 fled", "2021-07-10")  # 4 August
    toy.events()  # 5 and 6 August

    assert toy.at(recorded="2021-08-01T12:00:00.000Z") == {}
    assert toy.at(recorded="2021-08-03T12:00:00.000Z") == {"AFG fled": 5}
    assert toy.at(recorded="2021-08-07T00:00:00.000Z") == {"AFG fled": 5, "TJK fled": 3}
    assert toy.at("2021-07-11", "2021-08-03T12:00:00.000Z") == {"AFG fled": 3}
    assert toy.at("2021-07-11", "2021-08-02T12:00:00.000Z") == {}
    (since, until, first), (_, none, _) = (v for e in ("old", "new") for v in _versions(toy, e))
    assert (since, until) < ("2021-08-03", "2021-08-07")
    assert none is None
    assert first.estimate.low == 5


def _versions(toy, which):
    now = next(e for e in toy.events() if e.destination[0].country == "AFG")
    if which == "new":
        return toy.record.versions(now.id)
    old = [i for i in toy.record.ids("e_") if now.id in toy.record.redirects(i)]
    return toy.record.versions(old[0])


# ---- judgements -----------------------------------------------------------------------------------------------------


def test_a_rejected_claim_never_counts_and_undoing_is_a_record_too(toy):
    toy.add("a", "AFG 3 fled", "2021-07-10")
    toy.add("b", "AFG 5 fled", "2021-07-12")
    toy.events()
    no = toy.judge("reject", "b")
    assert toy.figures() == {"AFG fled": 3}
    assert toy.view().claim(next(iter(toy.record.claims(no.anchors[0].document_id))).id) is not None

    back = undone(toy, no)
    assert toy.figures() == {"AFG fled": 5}
    undone(toy, back)
    assert toy.figures() == {"AFG fled": 3}
    assert len(toy.record.judgements()) == 3


def test_a_corrected_figure_counts_and_the_original_is_kept(toy):
    toy.add("a", "AFG 3 fled", "2021-07-10")
    toy.judge("correct", "a", field="value", value=30, reason="the scan lost a nought")

    assert toy.figures() == {"AFG fled": 30}
    view = toy.view()
    (claim,) = view.claims()
    assert view.settled.original[claim.id].measure.value == 3
    (event,) = view.events()
    assert "the scan lost a nought" in " ".join(event.estimate.why)
    assert [c.measure.value for c in toy.record.claims()] == [3]


def test_a_corrected_place_moves_the_claim_to_its_component(toy):
    toy.add("a", "AFG 3 fled", "2021-07-10")
    toy.add("t", "TJK 8 fled", "2021-07-11")
    toy.judge("correct", "a", field="destination", value=[{"text": "TJK", "name": "TJK", "country": "TJK"}])
    assert toy.figures() == {"TJK fled": 8}
    assert len(toy.events()[0].claims) == 2


def test_another_reader_s_claims_take_a_judgement_over(toy):
    toy.add("a", "Some AFG 3 fled", "2021-07-10")
    toy.add("b", "AFG 5 fled", "2021-07-09")
    toy.judge("reject", "a")
    toy.add("a", "Some AFG 3 fled", "2021-07-10", reader="toy@2")
    assert toy.figures() == {"AFG fled": 5}


def test_a_judgement_follows_its_words_into_a_later_text(toy):
    toy.add("a", "AFG 3 fled. TJK 4 fled", "2021-07-10")
    toy.judge("correct", "a", field="value", value=30)
    toy.add("a", "Updated again. AFG 3 fled. TJK 5 fled", "2021-07-10")
    assert toy.figures() == {"AFG fled": 30, "TJK fled": 5}


@pytest.mark.parametrize(
    ("text", "why"),
    [("AFG 4 fled", "no longer holds"), ("nothing", "no longer holds")],
)
def test_a_judgement_that_finds_no_claim_waits_for_a_person(toy, text, why):
    toy.add("a", "AFG 3 fled", "2021-07-10")
    kept = toy.judge("reject", "a")
    toy.add("a", text, "2021-07-10")

    (orphan,) = toy.view().settled.orphans
    assert orphan.judgement == kept
    assert why in orphan.why


def test_a_judgement_says_what_a_newer_reader_reads_in_its_place(toy):
    toy.add("a", "AFG 3 fled", "2021-07-10")
    toy.judge("accept", "a")
    other = document("a", "AFG 3 fled", "2021-07-10")
    claims = [replace(c, measure=replace(c.measure, value=3000)) for c in read(other, "toy@2")]
    toy.record.add(other, "toy@2", lambda _: claims)
    (orphan,) = toy.view().settled.orphans
    assert "3,000 is read there now" in orphan.why


def test_two_events_that_a_person_calls_one(toy):
    toy.add("a", "AFG 3 fled", "2021-07-10")
    toy.add("t", "TJK 8 crossed", "2021-07-11")
    before = {e.id for e in toy.events()}
    same = toy.judge("same_event", "a", against=["t"])

    (event,) = toy.events()
    assert (event.documents, event.estimate.low, event.estimate.high) == (("a", "t"), 3, 8)
    (gone,) = before - {event.id}
    assert toy.record.redirects(gone) == [event.id]
    undone(toy, same)
    assert {e.id for e in toy.events()} == before


def test_one_event_that_a_person_calls_two(toy):
    for name, value, day in (("a", 3, 10), ("b", 3, 11), ("c", 8, 12), ("d", 8, 13)):
        toy.add(name, f"AFG {value} fled", f"2021-07-{day}")
    (old,) = toy.events()
    toy.judge("different_events", "a", against=["c"])

    one, two = sorted(toy.events(), key=lambda e: e.documents)
    assert (one.documents, two.documents) == (("a", "b"), ("c", "d"))
    assert one.id == old.id
    toy.add("e", "AFG 8 fled", "2021-07-14")
    assert {e.documents for e in toy.events()} == {("a", "b"), ("c", "d", "e")}


def test_a_recommended_figure_is_the_figure(toy):
    toy.add("a", "AFG 3 fled", "2021-07-10")
    toy.add("b", "AFG 5 fled", "2021-07-12")
    toy.judge("recommend", "a", reason="they counted heads")
    (event,) = toy.events()
    assert (event.estimate.best, event.estimate.low, event.estimate.high) == (3, 3, 5)
    assert "they counted heads" in event.estimate.why[0]
    assert "it was 5" in event.estimate.why[0]


def test_a_date_set_right_is_read_with_and_can_be_taken_back(toy):
    toy.add("a", "AFG 3 fled", "2021-07-10")
    toy.add("b", "AFG 5 fled", "2021-07-12")
    (known,) = (d for d in toy.record.documents() if d.label == "a")
    dated = toy.record.judge(
        Judgement("", "document", "Ada", "", field="published", value="2021-07-20", document_id=known.id)
    )
    assert toy.figures() == {"AFG fled": 3}
    assert toy.record.document(known.id).published == "2021-07-20"
    assert toy.at("2021-07-15") == {"AFG fled": 5}
    assert toy.add("a", "AFG 3 fled", "2021-07-10").what == "unchanged"

    undone(toy, dated)
    assert toy.figures() == {"AFG fled": 5}
    assert toy.record.document(known.id).published == "2021-07-10"


def test_names_of_one_source(toy):
    toy.add("a", "AFG 3 fled says AFP", "2021-07-10")
    toy.add("b", "AFG 3 fled says Agence", "2021-07-11")
    toy.add("t", "TJK 3 fled says Agence", "2021-07-11")
    assert max(e.independent_sources for e in toy.events()) == 2
    toy.made.clear()
    one = toy.record.judge(Judgement("", "same_source", "Ada", "", names=("AFP", "Agence")))
    assert {e.independent_sources for e in toy.events()} == {1}
    undone(toy, one)
    assert max(e.independent_sources for e in toy.events()) == 2


def test_judgements_known_later_are_not_known_before(toy):
    toy.add("a", "AFG 3 fled", "2021-07-10")
    toy.events()
    before = toy.record.versions(toy.events()[0].id)[0][0]
    toy.judge("correct", "a", field="value", value=30)
    assert toy.figures() == {"AFG fled": 30}
    assert toy.at(recorded=before) == {"AFG fled": 3}


# ---- reading again --------------------------------------------------------------------------------------------------


def test_a_newer_reading_stands_beside_the_old_one_until_it_is_adopted(toy):
    toy.add("a", "AFG 3 fled", "2021-07-10")
    before = toy.events()
    known = toy.record.base(next(toy.record.documents()).id)
    toy.record.add(known, "toy@2", lambda d: read(d, "toy@2")[:0], adopt=False)
    assert toy.events() == before
    assert toy.record.beside("toy@2") == {known.id: ()}
    assert toy.record.adopt("toy@2") == 1
    assert toy.events() == []
    assert toy.record.beside("toy@2") == {}


# ---- redaction ------------------------------------------------------------------------------------------------------


def test_a_redacted_document_leaves_a_tombstone_and_nothing_else(toy):
    toy.add("secret-name", "AFG 3 fled says Zarathustra", "2021-07-10", publisher="Hidden Gazette")
    toy.add("b", "AFG 5 fled", "2021-07-09")
    (old,) = toy.events()
    mine = next(d for d in toy.record.documents() if d.label == "secret-name")
    (claim,) = toy.record.claims(mine.id)
    toy.judge("reject", "secret-name", reason="Zarathustra is at risk")
    assert "Zarathustra" in old.title

    gone = toy.record.redact(mine.id, "Ada", "a person at risk")
    assert gone.wiped
    assert toy.figures() == {"AFG fled": 5}
    assert [d.label for d in toy.record.documents()] == ["b"]
    assert toy.record.tombstone(mine.id)[:2] == ("Ada", "a person at risk")
    left = toy.record.claim(claim.id)
    assert (left.measure.value, left.evidence[0].text, left.sources) == (3, "", ())
    with pytest.raises(InputError, match="redacted"):
        toy.add("secret-name", "AFG 3 fled says Zarathustra", "2021-07-10")
    assert toy.record.redact(mine.id, "Bob", "again").wiped
    assert toy.record.tombstone(mine.id)[:2] == ("Ada", "a person at risk")
    held = _everything_held(toy)
    assert not [word for word in ("Zarathustra", "secret-name", "Hidden Gazette") if word in held]
    assert toy.view().settled.orphans == []


def _everything_held(toy):
    """Every row of every table, as one text."""
    from panj.record.schema import metadata

    with toy.record.engine.connect() as connection:
        return "\n".join(
            str(tuple(row)) for table in metadata.sorted_tables for row in connection.execute(table.select())
        )


def test_the_text_of_another_document_is_named_and_stays(toy):
    toy.add("a", "AFG 3 fled", "2021-07-10")
    toy.add("copy", "AFG 3 fled", "2021-07-10")
    mine = next(d for d in toy.record.documents() if d.label == "a")
    assert toy.record.redact(mine.id, "Ada", "asked to").same_text == ("copy",)
    (left,) = toy.record.documents()
    assert toy.record.raw(left.id) == b"AFG 3 fled"


# ---- moving ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_record_moves_whole_and_goes_on(toy, request, tmp_path, kind):
    target = str(tmp_path / "moved.db") if kind == "sqlite" else str(request.getfixturevalue("second_database"))
    toy.add("a", "AFG 3 fled\x00", "2021-07-10")
    toy.add("a", "AFG 4 fled\x00", "2021-07-10")
    toy.add("b", "AFG 5 fled", "2021-07-12")
    toy.events()
    toy.judge("reject", "b")
    before = toy.events()
    copy_record(toy.record.location, target)

    assert everything(target) == everything(toy.record.location)
    with Toy(target) as moved:
        assert moved.events() == before
        assert moved.made == []
        moved.add("c", "AFG 6 fled", "2021-07-13")
        assert moved.figures() == {"AFG fled": 6}
    with pytest.raises(RecordError, match="holds documents"):
        copy_record(toy.record.location, target)


# ---- errors ---------------------------------------------------------------------------------------------------------


def test_a_missing_record_is_said(location):
    with pytest.raises(PanjError, match="no record"):
        open_record(location, create=False)


def test_a_newer_record_is_refused(toy):
    with toy.record.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RecordError, match="newer Panj"):
        open_record(toy.record.location)


def test_a_report_that_says_nothing_any_more_leaves_its_component(toy):
    toy.add("f", "AFG 1 fled")
    toy.events()
    toy.add("a", "AFG 1 fled")
    toy.add("f", "quiet")
    assert [event.documents for event in toy.events()] == [("a",)]


def test_what_a_report_tells_of_long_ago_joins_that_time_and_not_the_report(toy):
    toy.add("old", "AFG 1 fled", "2015-07-10")
    toy.add("new", "AFG 2 fled", "2021-07-10")
    toy.events()
    toy.made.clear()
    then = Period("2015-07-08", "2015-07-09", "day")
    known = document("both", "AFG 3 fled and AFG 1 fled", "2021-07-11")
    now, ago = read(known)
    toy.record.add(known, READER, lambda _: (now, replace(ago, period=then)))
    toy.events()
    assert sorted(toy.made) == [["both", "new"], ["both", "old"]]
    assert len(toy.events()) == 2


def test_a_record_is_read_as_it_stood_in_named_states(toy):
    toy.add("a", "AFG 3 fled", "2021-07-10")
    first = toy.record.standing()
    toy.add("a", "AFG 9 fled", "2021-07-11")
    toy.add("b", "TJK 5 fled", "2021-07-10")

    then = toy.record.in_states(first)

    assert [(d.label, d.text) for d in then.documents()] == [("a", "AFG 3 fled")]
    assert [claim.measure.value for claim in then.claims()] == [3]
    (name,) = first
    assert then.document(name).text == "AFG 3 fled"
