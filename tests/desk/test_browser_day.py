"""An analyst's day at the desk, in a browser: with the hand on the mouse, and by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.desk.browsing import CHROMIUM, WITH_WEBGL, WITHOUT_WEBGL, browser, desk_over, greet, ready, watched

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium (apt-get install chromium)"),
]
FIRST = "A total of 1,200 people had crossed from Syria into Turkey by Tuesday, the governor of Kilis said."
SECOND = "A total of 1,350 people had crossed from Syria into Turkey by Wednesday, the governor of Kilis said."


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with desk_over(tmp_path / "day.db") as found:
        yield found


def added(page: Any, address: str, text: str, outlet: str) -> None:
    page.goto(f"{address}/add")
    page.fill("textarea[name=text]", text)
    page.fill("input[name=publisher]", outlet)
    page.fill("input[name=published]", "2014-03-27")
    page.click("button:text('Read it')")
    page.wait_for_selector("h2:text('What they tell of')")


def test_an_analysts_day(address: str) -> None:
    with browser(*WITH_WEBGL) as chromium:
        page = chromium.new_page(viewport={"width": 1440, "height": 1000})
        wrong = watched(page, address)
        greet(page, address)
        added(page, address, FIRST, "Levant Post")
        added(page, address, SECOND, "Border Wire")
        page.click("nav a:text('Situation')")
        page.wait_for_selector(".map[data-drawn]", timeout=60_000)
        assert page.get_attribute(".map", "data-drawn") == "map"
        page.wait_for_selector(".brush canvas")
        page.click("#events a[href^='/event/']")
        before = page.inner_text(".estimate")
        page.wait_for_selector(".course canvas")
        page.click("article.claim a.figure")
        page.wait_for_selector("article.text mark:target")
        assert "people" in page.inner_text("article.text mark:target")
        page.go_back()
        claim = page.locator("article.claim").first
        claim.locator("summary").click()
        claim.locator("input[name=reason]").fill("a misprint, says the office")
        claim.locator("input[name=value]").fill("4500")
        claim.locator("button[value=correct]").click()
        page.wait_for_selector(".flash")
        after = page.inner_text(".estimate")
        assert "4,500" in after
        assert after != before
        assert "Ada" in page.inner_text(".why")
        assert "a misprint, says the office" in page.inner_text(".why")
        page.click(".flash button")
        page.wait_for_selector(".flash:has-text('take')")
        assert page.inner_text(".estimate") == before
        page.goto(f"{address}/")
        page.fill("input[name=as_of]", "2014-03-26")
        page.dispatch_event("input[name=as_of]", "change")
        page.wait_for_selector("#asof:has-text('26 March 2014')")
        assert "as_of=2014-03-26" in page.url
        assert page.locator("#events a[href^='/event/']").count() == 0
        page.click("#asof a")
        page.click("#exports summary")
        with page.expect_download() as download:
            page.click("#exports a[href*='/export/jsonl']")
        assert '"crossed"' in Path(download.value.path()).read_text("utf8")
        assert wrong == []


def test_by_keyboard_alone(address: str) -> None:
    with browser(*WITHOUT_WEBGL) as chromium:
        page = chromium.new_page(viewport={"width": 1440, "height": 1000})
        press, typed = page.keyboard.press, page.keyboard.type
        greet(page, address)
        for text in (FIRST, SECOND):
            press("g")
            press("a")
            page.wait_for_selector("h2:text('What they tell of')", state="detached")
            ready(page, "h1:text('Add reports')")
            press("/")
            typed(text)
            press("Tab")
            press("Tab")
            typed("From Kilis " + text[11:16])
            press("Tab")
            typed("Border Wire")
            press("Tab")
            typed("03272014")
            press("Enter")
            ready(page, "h2:text('What they tell of')")
        press("g")
        press("s")
        ready(page, ".map[data-drawn=picture] svg")
        press("?")
        page.wait_for_selector("dialog[open]")
        press("Escape")
        page.wait_for_selector("dialog[open]", state="detached")
        press("j")
        press("Enter")
        ready(page, ".estimate")
        before = page.inner_text(".estimate")
        press("j")
        press("Enter")
        ready(page, "article.text mark:target")
        press("j")
        press("Enter")
        page.wait_for_selector("article.text mark.found")
        press("c")
        typed("a misprint")
        for _ in range(4):
            press("Tab")
        typed("4500")
        press("Tab")
        press("Enter")
        ready(page, ".flash:has-text('4,500')")
        press("u")
        ready(page, ".flash:has-text('take')")
        press("g")
        press("s")
        ready(page, "#events a")
        press("j")
        press("Enter")
        ready(page, ".estimate")
        assert page.inner_text(".estimate") == before
        press("g")
        press("d")
        page.wait_for_selector("h1:text('Decisions')")
        assert "taken back" in page.inner_text("main")
