"""Archives made in this process, by an executor without others."""

import sys
from concurrent.futures import Executor, Future
from pathlib import Path

import pytest

from panj.archive.executors import Crew
from panj.pipeline import archiving
from panj.pipeline.batches import Choices

sys.path.insert(0, str(Path(__file__).parent))


class Inline(Executor):
    """Calls at once, in this process."""

    def submit(self, function, /, *arguments, **named):
        future = Future()
        try:
            future.set_result(function(*arguments, **named))
        except Exception as error:
            future.set_exception(error)
        return future


@pytest.fixture
def make(tmp_path):
    """Makes an archive in this process."""

    def run(*paths, out="out", every=500, crew=None, tell=None, **choices):
        inline = Crew(Inline, 1, lambda executor: None)
        return archiving.make(
            [str(path) for path in paths],
            tmp_path / out,
            Choices(**choices),
            crew or (lambda: inline),
            every=every,
            tell=tell,
        )

    return run
