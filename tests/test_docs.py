"""The documentation holds: its Python examples run, its links lead somewhere, its commands exist."""

import doctest
import re
import shlex
from pathlib import Path

import pytest
import typer.main

from panj.cli.commands import app

ROOT = Path(__file__).resolve().parents[1]
PAGES = [
    path for path in (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))) if path.name != "LICENSE.md"
]
LINK = re.compile(r"\]\(([^)\s]+)\)")
EXAMPLE = re.compile(r"```pycon\n(.*?)```", re.DOTALL)
CONSOLE = re.compile(r"```(?:console|sh)\n(.*?)```", re.DOTALL)
COMMANDS = typer.main.get_command(app)


def pages() -> list[object]:
    return [pytest.param(page, id=page.relative_to(ROOT).as_posix()) for page in PAGES]


@pytest.mark.parametrize("page", pages())
def test_python_examples_run(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    for number, example in enumerate(EXAMPLE.findall(page.read_text("utf8")), 1):
        test = doctest.DocTestParser().get_doctest(example, names, f"{page.name}, example {number}", str(page), 0)
        result = doctest.DocTestRunner().run(test, clear_globs=False)
        assert result.attempted > 0
        assert result.failed == 0
        names = test.globs


@pytest.mark.parametrize("page", pages())
def test_links_lead_somewhere(page: Path) -> None:
    targets = [target.partition("#")[0] for target in LINK.findall(page.read_text("utf8"))]
    lost = [name for name in targets if name and ":" not in name and not (page.parent / name).exists()]
    assert lost == []


@pytest.mark.parametrize("page", pages())
def test_commands_and_options_exist(page: Path) -> None:
    for block in CONSOLE.findall(page.read_text("utf8")):
        for line in block.splitlines():
            if not line.startswith("$ panj "):
                continue
            words = shlex.split(line.removeprefix("$ panj ").partition("|")[0].partition(">")[0])
            command = COMMANDS
            while words and words[0] in getattr(command, "commands", {}):
                command = command.commands[words.pop(0)]  # type: ignore[attr-defined]
            options = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
            used = {word.partition("=")[0] for word in words if word.startswith("-") and word != "-"}
            assert command is not COMMANDS or used, line
            assert used <= options | {"--help", "-h"}, line


def test_the_readme_has_an_example_that_runs() -> None:
    assert EXAMPLE.search((ROOT / "README.md").read_text("utf8"))
