"""One writer on a record in a file, many readers, and a clear message for the second writer."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from panj.errors import RecordError
from panj.model import Document
from panj.record import lease, open_record

WRITER = """
import sys
from panj.model import Document
from panj.record import open_record
record = open_record({location!r})
record.add(Document("w", "/w", "held"), "toy@1", lambda known: ())
print("writing", flush=True)
sys.stdin.read()
{close}
"""


@pytest.fixture
def writer(location):
    """Starts another process that writes and then waits; when its input ends it closes the record, or just dies."""
    started = []

    def start(close="record.close()"):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER.format(location=location, close=close)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout.readline() == "writing\n"
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def add(record, name="a"):
    return record.add(Document(name, f"/{name}", "text"), "toy@1", lambda known: ())


def test_a_second_writer_is_told_who_writes_and_readers_go_on(writer, location):
    process = writer()
    with open_record(location) as record:
        with pytest.raises(RecordError, match=f"process {process.pid} on .* since 20"):
            add(record)
        assert not record.may_write()
        assert [known.label for known in record.documents()] == ["w"]
    process.communicate("")
    with open_record(location) as record:
        assert add(record).what == "document"


def test_the_lease_of_a_writer_that_was_killed_is_taken_over_at_once(writer, location):
    process = writer()
    process.kill()
    process.wait()
    with open_record(location) as record:
        assert add(record).what == "document"


def test_a_process_with_the_number_of_a_dead_one_is_another(location, monkeypatch):
    with open_record(location) as record:
        monkeypatch.setattr(lease, "owner", lambda: f"{lease.socket.gethostname()} 1 0")
        add(record)
        monkeypatch.undo()
        assert add(record, "b").what == "document"


@pytest.mark.parametrize(("minutes", "free"), [(1, False), (11, True)])
def test_a_lease_of_another_machine_ends_when_it_is_forgotten(location, monkeypatch, minutes, free):
    then = (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    with open_record(location) as record:
        with monkeypatch.context() as patched:
            patched.setattr(lease, "owner", lambda: "elsewhere 7 1")
            patched.setattr(lease, "now", lambda: then)
            add(record)
        assert record.may_write() is free


def test_a_writer_whose_lease_was_taken_stores_nothing_more(location, monkeypatch):
    with open_record(location) as record, open_record(location) as other:
        add(record)
        with monkeypatch.context() as patched:
            patched.setattr(lease, "_lives", lambda *_: False)
            patched.setattr(lease, "owner", lambda: "elsewhere 7 1")
            add(other, "b")
        with pytest.raises(RecordError, match="process 7 on elsewhere"):
            add(record, "c")


def test_closing_lets_others_write(location):
    with open_record(location) as record:
        add(record)
    with open_record(location) as record, record.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM leases").scalar() == 0
