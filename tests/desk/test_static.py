"""What browsers run is what `make web` built from locked packages."""

import json
from hashlib import sha256
from pathlib import Path

from panj.desk.pages.statics import manifest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src/panj/desk/static"


def test_built_files_are_those_of_the_manifest() -> None:
    found = {
        path.name: sha256(path.read_bytes()).hexdigest() for path in STATIC.iterdir() if path.name != "manifest.json"
    }
    assert found == {name: one["sha256"] for name, one in manifest()["files"].items()}


def test_libraries_are_those_that_are_locked() -> None:
    lock = json.loads((ROOT / "web/package-lock.json").read_text("utf8"))
    for name, known in manifest()["libraries"].items():
        assert lock["packages"][f"node_modules/{name}"]["version"] == known["version"]
        assert f"{name} {known['version']} ({known['license']})" in (STATIC / "THIRD-PARTY.txt").read_text("utf8")
    assert all("resolved" not in package for package in lock["packages"].values())
    assert all("integrity" in package for name, package in lock["packages"].items() if name)


def test_nothing_that_is_built_asks_another_host_by_itself() -> None:
    ours = (ROOT / "web/src").rglob("*.*")
    assert not [path.name for path in ours if "://" in path.read_text("utf8").replace("http://www.w3.org/2000/svg", "")]
