"""`panj desk` as a user starts it."""

import os
import re
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from panj.cli.commands import app
from panj.desk import serve
from panj.errors import InputError
from panj.record import open_record


def test_the_desk_opens_on_this_machine_and_ends_quietly(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "panj", "desk", "--record", str(tmp_path / "new.db"), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=dict(os.environ)) as process:
        try:
            assert process.stderr
            said = process.stderr.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+/", said)
            assert found, said
            with urllib.request.urlopen(found[0] + "api/v1/openapi.json", timeout=30) as answer:
                assert b"openapi" in answer.read()
        finally:
            process.terminate()
        rest = process.stderr.read()
    assert "Traceback" not in rest


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=f"Port {port} is in use"):
            serve(str(tmp_path / "panj.db"), "127.0.0.1", port, print)


def test_nobody_else_gets_in_without_a_token(tmp_path: Path) -> None:
    location = str(tmp_path / "panj.db")
    with open_record(location) as opened:
        opened.revoke_token(opened.create_token("Ada", "reader", "Ada")[0].id, "Ada")
    with pytest.raises(InputError, match="nobody has a token"):
        serve(location, "0.0.0.0", 0, print)


def test_the_lack_of_the_extra_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "panj.desk", None)
    failed = CliRunner().invoke(app, ["desk"])
    assert 'pip install "panj[desk]"' in str(failed.exception)
