"""What all tests of the reader share: sentences with their figures, and the list of those that it does not read yet."""

from collections.abc import Callable
from pathlib import Path

import pytest

DATA = Path(__file__).parent / "data"
NOT_YET = frozenset(
    line.strip() for line in (DATA / "not_yet.txt").read_text("utf8").splitlines() if line and not line.startswith("#")
)
Strictly = Callable[[str, list[str]], None]


@pytest.fixture(scope="session")
def strictly() -> Strictly:
    """Asserts that nothing is wrong with what was read; of a listed sentence, that something still is."""

    def check(name: str, wrong: list[str]) -> None:
        if name in NOT_YET:
            assert wrong, f"{name} is read now: take it off data/not_yet.txt"
        else:
            assert not wrong, f"{name}: " + "; ".join(wrong)

    return check
