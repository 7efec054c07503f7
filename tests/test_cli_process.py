"""The command line as a process of its own: pipes, encodings, a cold start, and no traceback."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from panj.record import open_record

REPORT = "Some 350 refugees from Afghanistan crossed into Tajikistan on Tuesday. Café owners in Dušanbe gave food.\n"


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf8")
    return path


def panj(*arguments, **more):
    return [sys.executable, "-m", "panj", *map(str, arguments)], {
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        **more,
    }


def run(*arguments, **more):
    command, options = panj(*arguments, **more)
    return subprocess.run(command, check=False, timeout=60, **options)


def test_a_reader_that_has_enough_is_no_error(tmp_path):
    row = json.dumps({"id": "%d", "text": REPORT, "published": "2021-07-14"})
    rows = tmp_path / "many.jsonl"
    rows.write_text("\n".join(row.replace("%d", str(n)) for n in range(300)), encoding="utf8")
    command, options = panj("read", rows, "--format", "jsonl")
    with subprocess.Popen(command, **options) as process:
        assert process.stdout.readline().startswith(b"{")
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_output_is_utf8_whatever_the_terminal_speaks(report):
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    lines = run("annotate", report, "--published", "2021-07-14", env=environment)
    table = run("read", report, "--published", "2021-07-14", env=environment)

    assert (lines.returncode, table.returncode) == (0, 0)
    assert json.loads(lines.stdout.decode("utf8"))["document"] == "report"
    assert b"350" in table.stdout


def test_what_is_not_needed_is_not_loaded(report):
    look = """
import atexit, sys
heavy = {"sqlalchemy", "alembic", "trafilatura", "jinja2", "numpy"}
atexit.register(lambda: print(sorted(heavy & set(sys.modules)), file=sys.stderr))
from panj.cli import main
main(sys.argv[1:])
"""
    for arguments in (["--help"], ["read", str(report), "--format", "jsonl", "--published", "2021-07-14"]):
        done = subprocess.run([sys.executable, "-c", look, *arguments], capture_output=True, check=True, timeout=60)
        assert done.stderr.decode().strip() == "[]"


def test_a_progress_line_is_for_terminals_only(report, tmp_path):
    done = run("add", report, "--record", tmp_path / "panj.db", "--published", "2021-07-14")
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_interrupt_says_that_nothing_is_lost(report, tmp_path):
    stop = """
import sys
from panj import cli, pipeline
def stopped(*_):
    raise KeyboardInterrupt
pipeline.read_document = stopped
cli.main(sys.argv[1:])
"""
    arguments = ["add", str(report), "--record", str(tmp_path / "panj.db")]
    done = subprocess.run([sys.executable, "-c", stop, *arguments], capture_output=True, check=False, timeout=60)
    assert done.returncode == 130
    assert b"Stopped" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_kill_while_adding_leaves_a_record_that_the_next_run_completes(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for n in range(60):
        text = (
            f"In all, {n + 300} refugees from Afghanistan crossed into Tajikistan on Tuesday. {n + 20} families fled.\n"
        )
        (folder / f"{n:02}.txt").write_text(text, encoding="utf8")
    killed, whole = tmp_path / "killed.db", tmp_path / "whole.db"
    command, options = panj("add", folder, "--record", killed, "--published", "2021-07-14")
    with subprocess.Popen(command, **options) as process:
        while stored(killed) < 5 and process.poll() is None:
            time.sleep(0.01)
        process.kill()
    before = stored(killed)
    assert before >= 5

    again = run("add", folder, "--record", killed, "--published", "2021-07-14")
    assert (again.returncode, again.stderr) == (0, b"")
    assert f"unchanged documents {before}".split() in [line.split() for line in again.stdout.decode().splitlines()]
    run("add", folder, "--record", whole, "--published", "2021-07-14")
    events = [run("events", "--format", "jsonl", "--record", path).stdout for path in (killed, whole)]
    assert events[0] == events[1] != b""
    with open_record(str(killed)) as one, open_record(str(whole)) as other:
        assert list(one.claims()) == list(other.claims())


def stored(path):
    """How many documents another process has stored by now."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT count(*) FROM states").fetchone()[0]
    except sqlite3.OperationalError:
        return 0
