"""A kill or a fault at any moment loses nothing that was reported as stored and leaves nothing half-stored."""

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import event, text

from panj.errors import RecordError
from panj.model import Claim, Document, Estimate, Event, Evidence, digest
from panj.pipeline import refreshing
from panj.record import open_record

REPORTS = 60
CHILD = """
import sys
sys.path.insert(0, {folder!r})
from toy import add_all
add_all({location!r}, report=True)
"""


def documents():
    return [Document(label=f"r{n:02}", address=f"/r/{n}", text=f"{n} fled. " * (n + 1)) for n in range(REPORTS)]


def toy(document):
    return [
        Claim(
            id="c_" + digest(document.version, n),
            document=document.label,
            document_id=document.id,
            kind="fled",
            evidence=(Evidence(n, n + 1, document.text[n : n + 1]),),
            reader="toy@1",
        )
        for n in range(len(document.text) // 10)
    ]


def add_all(location, report=False):
    with open_record(location) as record:
        for document in documents():
            record.add(document, "toy@1", toy)
            if report:
                print(document.label, flush=True)


RECONCILING = """
import sys
sys.path.insert(0, {folder!r})
from toy import bring_up_all
bring_up_all({location!r}, report=True)
"""


def one_event(documents, claims, report=False):
    """The rules: one event of each component, which here is one report."""
    if not claims:
        return []
    if report:
        print(documents[0].label, flush=True)
    return [
        Event(
            id="e_" + digest(claims[0].document_id),
            kind="fled",
            title=documents[0].label,
            estimate=Estimate(len(claims), None, None, None, ("Counted.",)),
            claims=tuple(claim.id for claim in claims),
            documents=(documents[0].label,),
        )
    ]


def bring_up_all(location, report=False):
    with open_record(location) as record:
        refreshing.bring_up(record, "rules@1", partial(one_event, report=report))


def events_of(location):
    with open_record(location) as record:
        return list(record.events())


def contents(location):
    """Everything in the record but its clock and its row numbers."""
    with open_record(location) as record:
        return list(record.documents()), list(record.claims()), record.count()


def half_stored(location):
    """Rows that stand without those that belong to them."""
    checks = [
        "SELECT count(*) FROM documents WHERE id NOT IN (SELECT document_id FROM states)",
        "SELECT count(*) FROM versions WHERE id NOT IN (SELECT version_id FROM revisions)",
        "SELECT count(*) FROM revisions WHERE id NOT IN (SELECT revision_id FROM readings)",
        "SELECT count(*) FROM readings r WHERE claims != (SELECT count(*) FROM claims c WHERE c.reading_id = r.id)",
        "SELECT count(*) FROM pragma_foreign_key_check",
        "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check != 'ok'",
    ]
    with open_record(location) as record, record.engine.connect() as connection:
        return [connection.execute(text(check)).scalar() for check in checks]


@pytest.mark.parametrize("after", [0, 1, 20, 45])
def test_a_kill_loses_nothing_and_the_next_run_completes(tmp_path, after):
    location, folder = str(tmp_path / "killed.db"), str(tmp_path)
    source = Path(__file__).read_text(encoding="utf8")
    (tmp_path / "toy.py").write_text(source, encoding="utf8")
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD.format(folder=folder, location=location)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout
    reported = [child.stdout.readline().strip() for _ in range(after)]
    os.kill(child.pid, signal.SIGKILL)
    reported += child.stdout.read().split()
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL

    stored = {document.label for document in contents(location)[0]}
    assert set(reported) <= stored
    assert len(stored) <= len(reported) + 1
    assert half_stored(location) == [0] * 6
    add_all(location)
    add_all(str(tmp_path / "undisturbed.db"))
    assert contents(location) == contents(str(tmp_path / "undisturbed.db"))


@pytest.mark.parametrize("after", [1, 30])
def test_a_kill_while_events_are_made_keeps_those_that_were_stored(tmp_path, after):
    location, whole, folder = str(tmp_path / "killed.db"), str(tmp_path / "undisturbed.db"), str(tmp_path)
    (tmp_path / "toy.py").write_text(Path(__file__).read_text(encoding="utf8"), encoding="utf8")
    for each in (location, whole):
        add_all(each)
    child = subprocess.Popen(
        [sys.executable, "-c", RECONCILING.format(folder=folder, location=location)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout
    begun = [child.stdout.readline().strip() for _ in range(after)]
    os.kill(child.pid, signal.SIGKILL)
    begun += child.stdout.read().split()
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL

    stored = {event.title for event in events_of(location)}
    assert set(begun[:-1]) <= stored <= set(begun)
    assert half_stored(location) == [0] * 6
    bring_up_all(location)
    bring_up_all(whole)
    assert events_of(location) == events_of(whole)


class Fault(Exception):
    pass


def test_a_fault_at_any_statement_or_commit_stores_nothing(tmp_path, report, read):
    location, steps = str(tmp_path / "panj.db"), 0
    with open_record(location) as record:
        before = record.add(Document(label="0", address="0", text="0"), "toy@1", read)
        while True:
            left = steps

            def fail(*_):
                nonlocal left
                left -= 1
                if left < 0:
                    raise Fault

            for name in ("before_cursor_execute", "commit"):
                event.listen(record.engine, name, fail)
            try:
                record.add(report, "toy@1", read)
            except Fault:
                steps += 1
            else:
                break
            finally:
                for name in ("before_cursor_execute", "commit"):
                    event.remove(record.engine, name, fail)
            assert [document.label for document in record.documents()] == [before.document.label]
            assert half_stored(location) == [0] * 6
        assert steps > 8
        assert tuple(record.claims(report.id)) == read(report)
    assert half_stored(location) == [0] * 6


def test_a_reader_that_fails_leaves_the_record_as_it_was(record, report):
    def broken(document):
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        record.add(report, "toy@1", broken)
    assert list(record.documents()) == []


def test_a_fault_while_a_record_is_made_leaves_one_that_can_be_made(tmp_path, monkeypatch):
    from panj.record import engine

    location = str(tmp_path / "panj.db")
    with monkeypatch.context() as patched:
        migrate = engine.migrate

        def halfway(connection):
            migrate(connection)
            raise RecordError("stopped")

        patched.setattr(engine, "migrate", halfway)
        with pytest.raises(RecordError, match="stopped"):
            open_record(location)
    with open_record(location) as record:
        assert list(record.documents()) == []
