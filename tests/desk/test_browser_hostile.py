"""Hostile words in titles, texts, outlets, file names and reasons: on no page do they become anything but words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.desk.browsing import CHROMIUM, WITHOUT_WEBGL, browser, desk_over, greet, watched

from panj import pipeline
from panj.model import Document
from panj.pipeline.decisions import judgement_on
from panj.record import open_record

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium (apt-get install chromium)"),
]
TRAPS = (
    "<script>trap({n})</script>",
    "<img src=x onerror=trap({n})>",
    '"><svg onload=trap({n})>',
    "'><body onload='trap({n})'>",
    "javascript:trap({n})",
    "</textarea><script>trap({n})</script>",
    "</title><script>trap({n})</script>",
    "<iframe srcdoc='<script>parent.trap({n})</script>'>",
    "<details open ontoggle=trap({n})>",
    "<input autofocus onfocus=trap({n})>",
    "<a href='javascript:trap({n})'>x</a>",
    "<style>@import '//evil.example/{n}';</style>",
    "<link rel=stylesheet href=//evil.example/{n}>",
    "<base href=//evil.example/{n}>",
    "<meta http-equiv=refresh content='0;url=javascript:trap({n})'>",
    "{{{{ 7*{n} }}}}{{% for x in () %}}",
    "${{trap({n})}}",
    "<div hx-get='/api/v1' hx-on:click='trap({n})' hx-trigger=load>",
    "<math><mi xlink:href='javascript:trap({n})'>x",
    "\u202e<scr\u0000ipt>trap({n})</scr\u0000ipt>",
)
PLACES = ("title", "text", "outlet", "label", "reason")
REPORTS = 2 * len(TRAPS)


def trap(place: int, number: int) -> str:
    return TRAPS[(number + 7 * place) % len(TRAPS)].format(n=1000 * place + number)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Forty reports with a hostile string in each of five places: two hundred of them."""
    path = tmp_path / "hostile.db"
    with open_record(str(path)) as opened:
        for n in range(REPORTS):
            text = f"Some {1200 + n} people crossed from Syria into Turkey on Sunday, {trap(1, n)} said, {trap(1, n)}."
            document = Document(
                trap(3, n), f"hostile:{n}", text, title=trap(0, n), publisher=trap(2, n), language="en",
                published=f"2014-{1 + n % 12:02}-{1 + n % 28:02}",
            )  # fmt: skip
            list(pipeline.add_documents(opened, [document]))
        for n, claim in enumerate(list(opened.claims())):
            author = trap(0, n)[:60]
            opened.judge(judgement_on(opened, claim.id, "correct", "value", str(2000 + n), trap(4, n), author))
        pipeline.refresh_events(opened)
        assert opened.count()["claims"] >= REPORTS
    return path


@pytest.fixture
def address(record: Path) -> Iterator[str]:
    with desk_over(record) as found:
        yield found


def test_nothing_is_executed(address: str) -> None:
    with browser(*WITHOUT_WEBGL) as chromium:
        page = chromium.new_page()
        wrong = watched(page, address)
        page.on("dialog", lambda dialog: wrong.append(f"dialog: {dialog.message}"))
        page.add_init_script("window.trapped = []; window.trap = number => window.trapped.push(number);")
        greet(page, address, "Ada <img src=x onerror=trap(1)>")
        seen = {"/", "/review", "/sources", "/sources?of=origins", "/log", "/search?q=people", "/search?q=%3Cscript%3E"}
        for path in sorted(seen):
            page.goto(address + path)
            seen.update(page.eval_on_selector_all("main a[href]", "all => all.map(one => one.getAttribute('href'))"))
        links = sorted({path.partition("#")[0] for path in seen if path.startswith(("/event/", "/document/"))})
        assert len(links) >= REPORTS
        for path in ["/", *links]:
            page.goto(address + path)
            assert page.locator("main h1").count() == 1, path
            assert page.evaluate("window.trapped") == [], path
            assert page.locator("main img, main iframe, main script, main style, main base").count() == 0, path
        page.goto(f"{address}/")
        page.wait_for_selector(".map[data-drawn]", timeout=60_000)
        assert page.evaluate("window.trapped") == []
    assert wrong == []
