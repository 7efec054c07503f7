"""The guide to the record names commands and options that there are."""

import re
from pathlib import Path

import pytest

from panj import cli

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide" / "record.md"
COMMANDS = sorted(
    {line.split("#")[0].strip() for line in re.findall(r"^    (panj .+)$", GUIDE.read_text("utf8"), re.M)}
)


@pytest.mark.parametrize("command", COMMANDS)
def test_what_the_guide_says_can_be_typed(command, capsys):
    words = command.split()
    depth = 3 if words[1] == "figure" else 2
    with pytest.raises(SystemExit) as stopped:
        cli.main([*words[1:depth], "--help"])
    out = capsys.readouterr().out
    assert not stopped.value.code
    for option in re.findall(r"--[a-z-]+", command):
        assert option in out
