"""Archives made by processes: a pool, a kill in the middle, and workers of a cluster of which one dies."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from archive_kit import rows, table, tables

WAIT = 90
"""Seconds after which a process of a test is given up."""
FILES, EACH = 12, 10


def panj(*arguments, **more):
    return subprocess.Popen(
        [sys.executable, "-m", "panj", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )


def finished(*arguments):
    with panj(*arguments) as process:
        out, err = process.communicate(timeout=WAIT)
    return process.returncode, out, err


def until(condition) -> None:
    end = time.monotonic() + WAIT
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)


def batches(out: Path) -> list[str]:
    folder = out / "batches"
    return [entry.name for entry in folder.iterdir() if not entry.name.startswith(".")] if folder.exists() else []


@pytest.fixture
def crawl(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(FILES):
        rows(folder / f"{n:02}.jsonl", range(n * EACH, (n + 1) * EACH))
    return folder


def test_a_run_killed_in_the_middle_is_finished_by_the_same_command(tmp_path, crawl):
    code, out, err = finished("archive", crawl, "--out", tmp_path / "whole", "--workers", 1, "--batch", 1)
    assert (code, err) == (0, "")
    assert re.search(rf"batches read now +{FILES}\n", out)

    command = ("archive", crawl, "--out", tmp_path / "killed", "--workers", 2, "--batch", 1)
    with panj(*command, start_new_session=True) as process:
        until(lambda: len(batches(tmp_path / "killed")) >= 3)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    before = len(batches(tmp_path / "killed"))
    assert before < FILES
    until(lambda: not _alive(process.pid))

    code, out, err = finished(*command)
    assert (code, err) == (0, "")
    assert int(re.search(r"batches read now +(\d+)", out)[1]) <= FILES - before
    assert int(re.search(r"batches there already +(\d+)", out)[1]) >= before
    assert tables(tmp_path / "killed") == tables(tmp_path / "whole")


def _alive(group: int) -> bool:
    """Whether a process of the group is left: workers end with their parent."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_cluster_that_loses_a_worker_gives_the_same_archive(tmp_path, crawl):
    pytest.importorskip("distributed", reason='needs pip install "panj[cluster]"')
    finished("archive", crawl, "--out", tmp_path / "whole", "--workers", 1, "--batch", 1)
    address = tmp_path / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    dask = [sys.executable, "-m", "dask"]
    with ExitStack() as stack:

        def start(*arguments):
            process = stack.enter_context(subprocess.Popen([*dask, *arguments], **quiet))
            stack.callback(process.kill)
            return process

        start(
            "scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
            "--no-show",
            "--scheduler-file",
            str(address),
        )
        until(address.exists)
        worker = ("worker", "--scheduler-file", str(address), "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny")
        first, _ = (start(*worker, "--no-dashboard") for _ in range(2))
        url = re.search(r"tcp://127\.0\.0\.1:\d+", address.read_text(encoding="utf8"))[0]
        until(lambda: _workers(url) == 2)
        command = ("archive", crawl, "--out", tmp_path / "cluster", "--cluster", url, "--batch", 1)
        with panj(*command) as process:
            until(lambda: len(batches(tmp_path / "cluster")) >= 3)
            os.kill(first.pid, signal.SIGKILL)
            assert len(batches(tmp_path / "cluster")) < FILES
            out, err = process.communicate(timeout=WAIT)
        assert process.returncode == 0, err
        assert _workers(url) == 1
    assert re.search(rf"batches read now +{FILES}\n", out)
    assert tables(tmp_path / "cluster") == tables(tmp_path / "whole")


def _workers(url: str) -> int:
    code = f"from distributed import Client; c = Client({url!r}); print(len(c.scheduler_info()['workers'])); c.close()"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=WAIT)
    return int(found.stdout)


def test_a_scheduler_that_is_not_there_is_named(tmp_path, crawl):
    pytest.importorskip("distributed", reason='needs pip install "panj[cluster]"')
    code, _, err = finished("archive", crawl, "--out", tmp_path / "out", "--cluster", "tcp://127.0.0.1:9")
    assert code == 1
    assert "No Dask scheduler answers at tcp://127.0.0.1:9" in err
    assert "Traceback" not in err


def test_problems_make_the_exit_code_and_the_archive_is_made(tmp_path, crawl):
    code, out, err = finished("archive", crawl, tmp_path / "missing", "--out", tmp_path / "out", "--workers", 1)
    assert code == 1
    assert "missing: There is no such file or folder" in err
    assert len(table(tmp_path / "out", "documents")) == FILES * EACH
    assert "documents a second" in out


def test_the_records_show_says_that_a_text_is_not_kept(tmp_path, crawl):
    finished("archive", crawl / "00.jsonl", "--out", tmp_path / "out", "--workers", 1)
    record = tmp_path / "a.db"
    code, out, _ = finished("add", tmp_path / "out", "--record", record)
    assert (code, re.search(r"documents +(\d+)", out)[1]) == (0, str(EACH))
    claim = table(tmp_path / "out", "claims")[0]
    _, out, _ = finished("show", claim["id"], "--record", record)
    assert " ".join(claim["sentence"].split()[:5]) in out
    assert "not in the record" in " ".join(out.split())
