"""A kill or a fault at any moment, while documents are added, judged or reconciled: nothing that was reported as stored
is lost, nothing is half-stored, and the next run ends where an undisturbed one does."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event
from toys import Toy, everything

COUNTRIES = ("AFG", "TJK", "UZB", "SYR", "MOZ")
CHILD = "import sys; sys.path.insert(0, {folder!r}); from test_faults import work; work({location!r}, report=True)"


def work(location, report=False):
    """Adds thirty reports, reconciling after every third and judging now and then; the same however often it is run."""

    def say(what):
        if report:
            print(what, flush=True)

    with Toy(location) as toy:
        for n in range(30):
            country = COUNTRIES[n % 5]
            toy.add(f"r{n:02}", f"{country} {n + 1} fled. {COUNTRIES[n % 3]} 4 fled", f"20{10 + n % 5}-07-{n + 1:02}")
            say(f"r{n:02}")
            if n % 3 == 2:
                toy.events()
                say(f"events {n}")
            if n in (7, 14, 23) and not _judged(toy, n):
                toy.judge("reject", f"r{n:02}", reason=f"number {n}")
                say(f"judged {n}")
        toy.events()
        say("done")


def _judged(toy, n):
    return any(one.reason == f"number {n}" for one in toy.record.judgements())


def half_stored(toy):
    """Rows that stand without those that belong to them."""
    checks = [
        "SELECT count(*) FROM documents WHERE id NOT IN (SELECT document_id FROM states)",
        "SELECT count(*) FROM versions WHERE id NOT IN (SELECT version_id FROM revisions)",
        "SELECT count(*) FROM revisions WHERE id NOT IN (SELECT revision_id FROM readings)",
        "SELECT count(*) FROM readings r WHERE claims != (SELECT count(*) FROM claims c WHERE c.reading_id = r.id)",
        "SELECT count(*) FROM event_versions WHERE run_id NOT IN (SELECT id FROM runs)",
        "SELECT count(*) FROM event_versions v WHERE until IS NULL AND component NOT IN "
        "(SELECT component FROM placements)",
        "SELECT count(*) FROM (SELECT event FROM event_versions WHERE until IS NULL GROUP BY event "
        "HAVING count(*) > 1) AS twice",
        "SELECT count(*) FROM keys WHERE member NOT IN (SELECT member FROM placements)",
    ]
    with toy.record.engine.connect() as connection:
        return [connection.exec_driver_sql(check).scalar() for check in checks]


@pytest.mark.parametrize("after", [0, 5, 13, 27, 41])
def test_a_kill_loses_nothing_and_the_next_run_completes(tmp_path, location, after):
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD.format(folder=str(Path(__file__).parent), location=location)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout
    reported = [child.stdout.readline().strip() for _ in range(after)]
    child.kill()
    reported += child.stdout.read().split("\n")
    child.stdout.close()
    assert child.wait() < 0

    with Toy(location) as toy:
        stored = {known.label for known in toy.record.documents()}
        assert {what for what in reported if what.startswith("r")} <= stored
        told = {one.reason for one in toy.record.judgements()}
        assert {f"number {what.split()[1]}" for what in reported if what.startswith("judged")} <= told
        assert not any(half_stored(toy))
    work(location)
    work(str(tmp_path / "undisturbed.db"))
    assert everything(location) == everything(str(tmp_path / "undisturbed.db"))


class Fault(Exception):
    pass


def faulty(toy, act):
    """Lets `act` fail at its first statement or commit, then at its second, … until it goes through; how often."""
    steps = 0
    while True:
        left = steps

        def fail(*_):
            nonlocal left
            left -= 1
            if left < 0:
                raise Fault

        for name in ("before_cursor_execute", "commit"):
            event.listen(toy.record.engine, name, fail)
        try:
            act()
        except Fault:
            steps += 1
        else:
            return steps
        finally:
            for name in ("before_cursor_execute", "commit"):
                event.remove(toy.record.engine, name, fail)
        assert not any(half_stored(toy))


def test_a_fault_at_any_statement_of_reconciling_leaves_the_events_whole(toy, tmp_path):
    with Toy(str(tmp_path / "undisturbed.db")) as other:
        for one in (toy, other):
            one.add("a", "AFG 3 fled", "2021-07-10")
            one.add("t", "TJK 4 fled", "2021-07-10")
            one.events()
            one.add("both", "AFG 5 fled and TJK 6 fled", "2021-07-09")
        before = {e.id for e in toy.record.events()}

        assert faulty(toy, toy.events) > 12
        assert toy.events() == other.events()
        assert toy.record.redirects(sorted(before)[0]) != []


def test_a_fault_while_judging_leaves_no_judgement_or_a_whole_one(toy):
    toy.add("a", "AFG 3 fled", "2021-07-10")
    toy.events()
    assert faulty(toy, lambda: toy.judge("reject", "a")) > 3
    assert len(toy.record.judgements()) == 1
    assert toy.figures() == {}


def test_a_fault_while_redacting_takes_nothing_or_everything(toy):
    toy.add("a", "AFG 3 fled", "2021-07-10")
    toy.events()
    (mine,) = [known.id for known in toy.record.documents()]

    def attempt():
        if toy.record.tombstone(mine) is None:
            assert [known.text for known in toy.record.documents()] == ["AFG 3 fled"]
            toy.record.redact(mine, "Ada", "asked to")

    assert faulty(toy, attempt) > 10
    assert list(toy.record.documents()) == []
    assert toy.figures() == {}
