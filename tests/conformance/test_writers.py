"""Several writers at once: in a database server all of them work, and the result is that of one."""

import subprocess
import sys
from pathlib import Path

from toys import Toy, everything

WRITER = "import sys; sys.path.insert(0, {folder!r}); from test_writers import write; write({location!r}, {part})"
PARTS = 3


def write(location, part):
    """Adds every third of thirty reports of three countries, reconciling after each."""
    with Toy(location) as toy:
        for n in range(part, 30, PARTS):
            one, other = ("AFG", "TJK", "SYR")[n % 2], ("AFG", "TJK", "SYR")[n % 3]
            toy.add(f"r{n:02}", f"{one} {n + 1} fled. {other} {n} crossed", f"2021-07-{n + 1:02}")
            toy.events()


def test_writers_at_once_give_what_one_gives(database, tmp_path):
    with Toy(database):
        pass
    folder = str(Path(__file__).parent)
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER.format(folder=folder, location=database, part=part)])
        for part in range(PARTS)
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0] * PARTS

    alone = str(tmp_path / "alone.db")
    for part in range(PARTS):
        write(alone, part)
    assert everything(database) == everything(alone)
