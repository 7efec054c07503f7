"""What changed since a moment: events that came, went or say something else, and none that stand as they were."""

import time

from panj import pipeline
from panj.model import Document, Judgement
from panj.pipeline.changes import changes
from panj.pipeline.decisions import judgement_on
from panj.record import Record, changed_since, open_record

FIRST = "At least 230 families fled Kobani on Sunday, the mayor said."
OTHER = "Police said 40 people crossed from Haiti into the Dominican Republic on Monday."


def kept(record: Record, name: str, text: str) -> None:
    document = Document(name, name, text, published="2014-03-26", language="en")
    list(pipeline.add_documents(record, [document]))
    pipeline.refresh_events(record)


def moment() -> str:
    """A time not before what was recorded so far, and before what is recorded next."""
    from panj.record.clock import now

    at = now()
    while now() == at:
        time.sleep(0.0005)
    return at


def test_only_what_changed_is_told(tmp_path):
    with open_record(str(tmp_path / "panj.db")) as record:
        kept(record, "one", FIRST)
        start = moment()
        assert changed_since(record, start) == ([], [])
        kept(record, "two", OTHER)
        before, after = changed_since(record, start)
        assert before == []
        assert [event.kind for event in after] == ["crossed"]
        assert {event.kind for event in record.events()} == {"fled", "crossed"}


def test_a_corrected_figure_is_told_before_and_after(tmp_path):
    with open_record(str(tmp_path / "panj.db")) as record:
        kept(record, "one", FIRST)
        claim = next(claim for claim in record.claims() if claim.kind == "fled")
        start = moment()
        one: Judgement = judgement_on(record, claim.id, "correct", "value", "320", "a misprint", "Ada")
        record.judge(one)
        pipeline.refresh_events(record)
        (change,) = changes(*changed_since(record, start))
        assert change.before is not None
        assert change.after is not None
        assert change.before.estimate != change.after.estimate
        assert "Ada" in " ".join(change.after.estimate.why)


def test_several_claims_come_in_the_order_asked_for_and_as_judged(tmp_path):
    with open_record(str(tmp_path / "panj.db")) as record:
        kept(record, "one", FIRST)
        kept(record, "two", OTHER)
        ids = [claim.id for claim in record.claims()]
        asked = [ids[-1], "c_nobody", ids[0]]
        assert list(pipeline.view_of(record).several(asked)) == [ids[-1], ids[0]]
        record.judge(judgement_on(record, ids[0], "correct", "value", "320", "a misprint", "Ada"))
        view = pipeline.view_of(record)
        assert view.several(asked) == {name: view.claim(name) for name in (ids[-1], ids[0])}
        assert view.several([ids[0]])[ids[0]].measure.value == 320
        known = view.claim(ids[0]).document_id
        assert view.reports([known, "d_nobody"]) == {known: view.document(known)}
