"""The gate: no figure falls below its floor. Suites under ../shared are measured where it is."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from panj.errors import DataError
from panj.evaluation import floors

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ROOT / "evaluation" / "floors.json"
SUITES = {suite.name: suite for suite in floors.suites(FLOORS)}
Measure = Callable[[floors.Suite], dict[str, dict[str, float]]]


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> Measure:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import floors as tool  # type: ignore[import-not-found]

    found: Measure = tool.measured
    yield found
    for name in ("floors", "fit_confidence"):
        sys.modules.pop(name, None)


@pytest.mark.parametrize("name", SUITES)
def test_gate(name: str, measured: Measure) -> None:
    suite = SUITES[name]
    if not suite.present:
        pytest.skip("needs the gold in ../shared, which stands beside a developer's checkout only")
    assert suite.floors, "has no floors yet: python tools/floors.py --raise"
    fallen = floors.falls(suite, measured(suite), floors.read(FLOORS)["tolerance"])
    assert not fallen, "\n" + "\n".join(map(str, fallen))


def suite(**figures: float) -> floors.Suite:
    return floors.Suite("written/en1", (), "en", {"figures": figures})


def test_a_figure_below_its_floor_is_named_with_both_numbers() -> None:
    (fall,) = floors.falls(suite(kind=0.87, country=0.7), {"figures": {"kind": 0.867, "country": 0.699}}, 0.002)
    assert str(fall) == "written/en1: figures kind is 0.867 now; its floor is 0.870"


def test_a_figure_that_is_not_measured_any_more_fails() -> None:
    (fall,) = floors.falls(suite(kind=0.87), {}, 0.002)
    assert str(fall) == "written/en1: figures kind is not measured any more; its floor is 0.870"


def test_floors_rise_and_do_not_go_down() -> None:
    old = {"figures": {"kind": 0.8, "country": 0.9, "gone": 0.5}}
    now = {"figures": {"kind": 0.85, "country": 0.7, "new": 0.6}}
    assert floors.raised(old, now, 0.01) == {"figures": {"kind": 0.84, "country": 0.9, "new": 0.59, "gone": 0.5}}


def test_floors_go_down_when_asked_and_the_changelog_says_why(tmp_path: Path) -> None:
    before = suite(kind=0.8, country=0.9)
    new = floors.raised(before.floors, {"figures": {"kind": 0.85, "country": 0.7}}, 0.0, lower=True)
    assert new == {"figures": {"kind": 0.85, "country": 0.7}}
    changes = floors.lowered(before, new)
    assert changes == ["written/en1 figures country 0.900 to 0.700"]
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text("# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n\n## [0.1.0]\n\n- Old.\n", "utf8")
    floors.note(changelog, "the gold was wrong", changes)
    floors.note(changelog, "and again", changes)
    told = changelog.read_text("utf8")
    assert told.index("the gold was wrong (written/en1 figures country 0.900 to 0.700)") < told.index("## [0.1.0]")
    assert told.count(floors.HEADING) == 1
    assert told.index("and again") < told.index("## [0.1.0]")


def test_a_note_makes_the_changelog_where_there_is_none(tmp_path: Path) -> None:
    floors.note(tmp_path / "CHANGELOG.md", "a reason", ["a floor"])
    assert "- a reason (a floor)\n" in (tmp_path / "CHANGELOG.md").read_text("utf8")


def test_the_gold_of_a_suite_is_named_from_the_folder_above(tmp_path: Path) -> None:
    folder = tmp_path / "evaluation"
    folder.mkdir()
    (folder / "gold.jsonl").touch()
    entry = {"gold": ["evaluation/gold.jsonl"], "floors": {"figures": {"kind": 1.0}}}
    content = {"tolerance": 0.002, "suites": {"here": entry, "elsewhere": {"gold": ["../not-there.jsonl"]}}}
    (folder / "floors.json").write_text(json.dumps(content), "utf8")
    here, elsewhere = floors.suites(folder / "floors.json")
    assert (here.present, elsewhere.present) == (True, False)
    assert here.floors == {"figures": {"kind": 1.0}}


def test_broken_floors_are_told(tmp_path: Path) -> None:
    (tmp_path / "floors.json").write_text("{", "utf8")
    with pytest.raises(DataError, match=r"floors\.json"):
        floors.suites(tmp_path / "floors.json")
