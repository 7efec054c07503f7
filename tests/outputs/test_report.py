import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from panj.model import Estimate, Evidence, Lineage, Measure, Period, Place, Source, View
from panj.outputs import report

VOID = {"meta", "br", "img", "link", "hr", "input"}
HOSTILE = "</title></style><script>alert(1)</script>\x00\x1b[31m\u202e\"'><img src=x onerror=alert(1)> {{ 7*7 }}"


class Page(HTMLParser):
    """Whether the page is well formed, its ids, links, headings and the text of each link."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[dict[str, str]] = []
        self.headings: list[int] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.attributes += values
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a":
            assert "a" not in self.open, "a link within a link"
            self.links.append({**values, "text": ""})
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data
            if "a" in self.open:
                self.links[-1]["text"] += data


@pytest.fixture
def html(sample: View) -> str:
    return report.render(sample, "What the reports say")


def test_the_page_is_well_formed_and_every_link_within_it_leads_somewhere(html: str) -> None:
    page = Page(html)
    assert len(set(page.ids)) == len(page.ids)
    targets = {link["href"][1:] for link in page.links if link["href"].startswith("#")}
    assert targets <= set(page.ids)


def test_headings_go_down_one_step_at_a_time(html: str) -> None:
    headings = Page(html).headings
    assert headings.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))


def test_every_figure_opens_the_words_it_was_read_from(html: str, sample: View) -> None:
    assert '<span class="figure">' not in html
    figures = [link for link in Page(html).links if "figure" in link.get("class", "").split()]
    marks = set(re.findall(r'<mark id="(c_[0-9a-f]+)"', html))
    assert figures
    assert {link["href"][1:] for link in figures} <= marks
    assert marks == {claim.id for claim in sample.claims()}


def test_the_headline_figure_opens_a_sentence_that_states_it(html: str, sample: View) -> None:
    crossing = sample.events()[2]
    links = [link["href"] for link in Page(html).links if link["text"] == "347 (345–347)"]
    assert links
    states = {
        f"#{claim.id}" for claim in sample.claims() if claim.id in crossing.claims and claim.measure == Measure(347)
    }
    assert set(links) <= states


def test_the_page_says_who_how_many_from_where_to_where_who_says_so_and_how_sure(html: str) -> None:
    text = " ".join(Page(html).text.split())
    for part in (
        "347 (345–347)", "Andemin, Afghanistan → Murghob, Tajikistan", "13–14 July 2021", "Border Troops", "reported",
        "Its parts add to 345", "Counted differently", "Said, and in no figure", "planned", "Combatants",
    ):  # fmt: skip
        assert part in text


def test_the_page_carries_no_script_and_loads_nothing(html: str) -> None:
    page = Page(html)
    assert not {"script", "iframe", "object", "link", "img", "form"} & set(page.tags)
    assert "src" not in page.attributes
    assert not [name for name in page.attributes if name.startswith("on")]
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in html
    assert "url(" not in html
    assert "@import" not in html


def test_pictures_have_a_title_a_description_and_the_same_in_words(html: str) -> None:
    pictures = re.findall(r"<svg[^>]*aria-labelledby=\"([^\"]+)\"", html)
    assert len(pictures) == html.count("<svg") >= 2
    ids = Page(html).ids
    assert all(name in ids for names in pictures for name in names.split())
    assert "<caption>" in html


def test_hostile_text_stays_text(factory: Any) -> None:
    document = factory.document(
        HOSTILE, f"{HOSTILE}\n\n{HOSTILE} 5 people fled {HOSTILE}", publisher=HOSTILE, title=HOSTILE, agency=HOSTILE,
        url="javascript:alert(1)", published=HOSTILE,
    )  # fmt: skip
    claim = factory.claim(
        document, "5 people", "fled", measure=Measure(5),
        origin=(Place(HOSTILE, HOSTILE, None, HOSTILE, None, 10.0, 10.0),),
        destination=(Place("nowhere", "nowhere", None, None, None, 1e9, float("nan")),),
        sources=(Source(HOSTILE, "speaker"),), period=Period(HOSTILE, HOSTILE),
    )  # fmt: skip
    claim = replace(claim, id='c_"><script>', document=HOSTILE)
    event = factory.event(
        [claim], Estimate(5, 5, 5, HOSTILE, (HOSTILE,)), "fled", title=HOSTILE, origin=claim.origin,
        destination=claim.destination, lineage=(Lineage(HOSTILE, (HOSTILE,)),), metric="flow", period=claim.period,
    )  # fmt: skip
    html = report.render(factory.view([document], [claim], [event]), HOSTILE)
    page = Page(html)
    assert not {"script", "img"} & set(page.tags)
    assert not [link for link in page.links if link["href"].startswith("javascript:")]
    assert not {"\x00", "\x1b"} & set(html)
    assert "{{ 7*7 }}" in page.text
    assert {link["href"][1:] for link in page.links if link["href"].startswith("#")} <= set(page.ids)
    outside = re.sub(r"<(bdi|title|desc|text|div)\b[^>]*>.*?</\1>", "", html, flags=re.DOTALL)
    assert "\u202e" not in outside


def test_ids_in_reasons_become_links_once(factory: Any) -> None:
    document = factory.document("d", "Head\n\n5 people fled", publisher="e_0123456789 Wire")
    claim = factory.claim(document, "5 people", "fled", measure=Measure(5))
    why = f"See {claim.id} and c_00000000 & <b>."
    html = report.render(
        factory.view([document], [claim], [factory.event([claim], Estimate(5, 5, 5, None, (why,)), "fled")])
    )
    Page(html)
    assert f'See <a href="#{claim.id}">5, <bdi>e_0123456789 Wire</bdi></a> and c_00000000 &amp; &lt;b&gt;.' in html


def test_a_claim_without_its_report_or_with_a_broken_span_is_still_there(factory: Any) -> None:
    document = factory.document("d", "Head\n\n5 people fled")
    lost = replace(factory.claim(document, "5 people", "fled", measure=Measure(5)), document_id="d_gone", id="c_1")
    broken = replace(factory.claim(document, "5 people", "fled"), evidence=(Evidence(50, 90, "9 people"),), id="c_2")
    bare = replace(broken, evidence=(), id="c_3")
    event = factory.event([lost, broken, bare], Estimate(5, 5, 5, None), "fled")
    page = Page(report.render(factory.view([document], [lost, broken, bare], [event])))
    assert {"c_1", "c_2", "c_3"} <= set(page.ids)
    assert "9 people" in page.text


def test_an_empty_record_says_so(factory: Any) -> None:
    text = Page(report.render(factory.view())).text
    assert "No report gives a figure" in text


def test_the_page_grows_with_its_reports_and_no_faster(sample: View, factory: Any) -> None:
    def copies(count: int) -> int:
        documents, claims = [], []
        for number in range(count):
            text = f"Head {number}\n\n" + "Some words here. " * 100 + f"{number + 10} people fled."
            documents.append(factory.document(f"d{number}", text, published="2021-07-14", publisher=f"Outlet {number}"))
            claims.append(factory.claim(documents[-1], f"{number + 10} people", "fled", measure=Measure(number + 10)))
        events = [factory.event([claim], Estimate(5, 5, 5, "2021-07-14"), "fled", title="x") for claim in claims]
        return len(report.render(factory.view(documents, claims, events)))

    small, large = copies(30), copies(300)
    assert large < 12 * small
    assert large < 300 * 20_000


def test_a_plan_shows_the_figure_that_was_planned_and_that_it_is_in_no_total(factory: Any) -> None:
    document = factory.document("d", "Head\n\n11,000 people will be moved")
    claim = factory.claim(document, "11,000 people", "evacuated", measure=Measure(11000), status="planned")
    event = factory.event([claim], Estimate(None, None, None, None), "evacuated", status="planned", metric="flow")
    page = Page(report.render(factory.view([document], [claim], [event])))
    assert {"href": f"#{claim.id}", "class": "figure", "text": "11,000"} in page.links
    assert "No report gives a figure" in page.text
    assert "It has been planned or ordered" in page.text
