"""`panj judge --from`: the decisions of a workbook."""

from pathlib import Path

import typer

from panj.cli import terminal
from panj.cli.decisions import deciding
from panj.errors import InputError

MAX_BYTES = 128 * 1024 * 1024
"""A larger workbook is refused: one of 100,000 claims has about 30 MB."""


def judge_book(path: Path, location: str, by: str, *, dry_run: bool) -> None:
    """Takes the decisions of a workbook, all or none, and says which; with `dry_run` only says. Exits with 1 where a
    row is wrong. Raises InputError."""
    from panj.pipeline.workbooks import Plan, apply, plan
    from panj.record import open_record

    def say(found: Plan) -> None:
        for one in found.already:
            terminal.say(f"decided already: {one.told}")
        for problem in found.problems:
            terminal.say(f"cannot be decided: {problem}")

    data = _bytes(path)
    if dry_run:
        with open_record(location, create=False) as opened:
            found = plan(opened, data, by)
        for one in found.planned:
            terminal.show(f"would be decided: {one.told}")
        say(found)
        _nothing(len(found.planned), len(found.already), len(found.problems))
        if found.problems:
            raise typer.Exit(1)
        return
    with deciding(location) as opened:
        found = plan(opened, data, by)
        say(found)
        if found.problems:
            count = len(found.problems)
            rows = "one row cannot" if count == 1 else f"{count} rows cannot"
            raise InputError(
                f"Nothing was decided: {rows} be taken as it is", "mend it or clear its verdict, and run it again"
            )
        apply(opened, found)
        _nothing(len(found.planned), len(found.already), 0)


def _nothing(planned: int, already: int, problems: int) -> None:
    """Says that there was nothing to do, so that silence is not taken for success."""
    if not (planned or already or problems):
        terminal.say("the workbook holds no decision: write a verdict in the yellow columns of its sheet Claims")


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path} is too large for a workbook of Panj", "save only the sheets that Panj made")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}", "name the workbook with --from") from error
