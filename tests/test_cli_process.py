"""The command line as a process of its own: pipes, encodings, a cold start, and no traceback."""

import json
import os
import subprocess
import sys

import pytest

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
