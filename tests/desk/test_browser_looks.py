"""Every page in both themes and at both widths: axe-core finds nothing to mend, nothing is wider than the screen, no
other host is asked; pictures of them are kept in artefacts/."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.desk.browsing import AXE, CHROMIUM, ROOT, WITH_WEBGL, browser, desk_over, greet, watched

from panj import pipeline
from panj.pipeline.decisions import judgement_on
from panj.record import open_record

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium (apt-get install chromium)"),
]
SHOTS = ROOT / "artefacts"
PAGES = {
    "situation": "/",
    "narrowed": "/?from=AFG&kind=crossed&as_of=2021-07-15",
    "review": "/review",
    "search": "/search?q=people",
    "sources": "/sources",
    "origins": "/sources?of=origins",
    "feeds": "/feeds",
    "decisions": "/log",
    "add": "/add",
    "nothing": "/event/e_none",
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample reports, one of them with a corrected figure."""
    path = tmp_path_factory.mktemp("looks") / "panj.db"
    with open_record(str(path)) as opened:
        list(pipeline.add_paths(opened, [str(ROOT / "src/panj/data/samples")]))
        pipeline.refresh_events(opened)
        claim = next(claim for claim in opened.claims() if claim.kind == "killed")
        opened.judge(judgement_on(opened, claim.id, "correct", "value", "170", "a misprint", "Ada"))
        pipeline.refresh_events(opened)
        pipeline._finder.cache_clear()
    return path


@pytest.fixture(scope="module")
def address(record: Path) -> Iterator[str]:
    with desk_over(record) as found:
        yield found


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_in_order(address: str, scheme: str, width: int) -> None:
    SHOTS.mkdir(exist_ok=True)
    with browser(*WITH_WEBGL) as chromium:
        context = chromium.new_context(
            viewport={"width": width, "height": 1000 if width > 1000 else 844},
            color_scheme=scheme, reduced_motion="reduce", bypass_csp=True,
        )  # fmt: skip
        page = context.new_page()
        wrong = watched(page, address)
        page.goto(f"{address}/hello")
        found = {"hello": _looked(page, "hello", scheme, width)}
        greet(page, address)
        for name, path in {**PAGES, **_found(page, address)}.items():
            page.goto(address + path)
            found[name] = _looked(page, name, scheme, width)
    missing = "console: Failed to load resource: the server responded with a status of 404 (Not Found)"
    assert [said for said in wrong if said != missing] == []
    assert {name: told for name, told in found.items() if told} == {}


def _found(page: Any, address: str) -> dict[str, str]:
    """An event with much to show, and a report of it."""
    page.goto(f"{address}/?kind=movement&to=ARM&sort=largest")
    event = re.sub(r"\?.*", "", page.get_attribute("#events a[href^='/event/']", "href"))
    page.goto(address + event)
    document = page.get_attribute("article.claim a.figure", "href")
    return {"event": event, "document": re.sub("#.*", "", document)}


def _looked(page: Any, name: str, scheme: str, width: int) -> list[str]:
    """What is wrong with the page as it is drawn."""
    if page.locator(".map").count():
        page.wait_for_selector(".map[data-drawn]", timeout=60_000)
    if name == "event":
        page.keyboard.press("h")
        page.wait_for_selector("table.steps caption", timeout=60_000)
        page.wait_for_selector(".course canvas")
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=SHOTS / f"{name}-{width}-{scheme}.png", full_page=True)
    page.evaluate(AXE.read_text("utf8"))
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    told = [f"{one['id']}: {[node['html'][:120] for node in one['nodes'][:3]]}" for one in result["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return told + ([f"wider than the screen by {wide}"] if wide > 0 else [])
