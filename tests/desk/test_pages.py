"""The desk's pages: what an analyst finds on them, and what happens to what they decide."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from panj import pipeline
from panj.desk import create
from panj.record import open_record

ADDRESS = "http://127.0.0.1:8650"
SAMPLES = Path(__file__).parents[2] / "src/panj/data/samples"
HTML = {"Accept": "text/html"}
CROSSED = b"PUBLISHED: 2014-03-27\n\nSome 1,200 people crossed from Syria into Turkey on Wednesday."
FLED = b"PUBLISHED: 2014-03-27\n\nSome 90 people fled Aleppo."
PAGES = ("/", "/review", "/search", "/sources", "/sources?of=origins", "/feeds", "/log", "/add")


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A record of the sample reports, as bytes, so that each test has its own."""
    path = tmp_path_factory.mktemp("read") / "panj.db"
    with open_record(str(path)) as record:
        list(pipeline.add_paths(record, [str(SAMPLES)]))
        pipeline.refresh_events(record)
    return path.read_bytes()


@pytest.fixture
def desk(read: bytes, tmp_path: Path) -> Iterator[TestClient]:
    path = tmp_path / "desk.db"
    path.write_bytes(read)
    with TestClient(create(str(path)), base_url=ADDRESS, headers=HTML) as opened:
        opened.post("/hello", data={"name": "Ada"})
        yield opened


def token(page: str) -> str:
    return re.search(r'name="csrf" value="([0-9a-f]+)"', page)[1]


def said(page: str) -> str:
    """The words of a page, without marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def event_of(desk: TestClient, **asked: str) -> str:
    """The address of the largest event that is asked for."""
    page = desk.get("/", params={"sort": "largest", **asked}).text
    return re.search(r'href="(/event/e_[0-9a-f]+)"><bdi>', page)[1]


def claims_of(page: str) -> list[str]:
    return re.findall(r'action="/claim/(c_[0-9a-f]+)/judge"', page)


def test_who_gave_no_name_is_asked_for_it_once(read: bytes, tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    path.write_bytes(read)
    with TestClient(create(str(path)), base_url=ADDRESS, headers=HTML) as opened:
        first = opened.get("/sources?of=origins")
        assert "Who is looking?" in first.text
        then = opened.post("/hello", data={"name": "Ada", "next": "/sources?of=origins"})
        assert then.url.path == "/sources"
        assert "Ada" in then.text


@pytest.mark.parametrize("path", PAGES)
def test_every_page_stands_by_itself(desk: TestClient, path: str) -> None:
    page = desk.get(path)
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert not re.search(r"\son[a-z]+=|\sstyle=|javascript:", page.text)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page.text.replace("noreferrer", ""))
    assert page.text.count("<h1") == 1


def test_figures_of_different_kinds_are_never_one(desk: TestClient) -> None:
    words = said(desk.get("/").text)
    for panel in ("Crossed a border", "Moved within a country", "Displaced on a date", "Returned"):
        assert panel in words
    assert "that is not zero" in words
    assert "not known" in words


def test_what_is_chosen_is_in_the_address(desk: TestClient) -> None:
    page = desk.get("/", params={"from": "AFG", "kind": "crossed", "since": "2021-07-01"})
    words = said(page.text)
    assert "from Afghanistan" in words
    assert "since 1 July 2021" in words
    titles = re.findall(r'href="/event/[^"]+"><bdi>([^<]+)', page.text)
    assert titles
    assert all("cross" in title for title in titles)
    narrower = re.search(r'<a href="(/\?[^"]*)">(?:<bdi>)?from Afghanistan', page.text)[1]
    assert "from=" not in narrower
    assert "kind=crossed" in narrower


@pytest.mark.parametrize(
    "asked",
    [
        "as_of=yesterday",
        "since=2021-13-01",
        "kind=marched",
        "status=sure",
        "page=0",
        "page=x",
        "sure=101",
        "from=afg",
        "from=%00",
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(desk: TestClient, asked: str) -> None:
    page = desk.get(f"/?{asked}")
    assert page.status_code == 422
    assert asked.partition("=")[0] in page.text


def test_yesterday_knew_less(desk: TestClient) -> None:
    now = desk.get("/").text
    then = desk.get("/", params={"as_of": "2021-07-13"})
    assert "100,417" in now
    assert "100,417" not in then.text
    assert "13 July 2021" in said(then.text)
    link = re.search(r'href="(/event/[^"]+)"', then.text)[1]
    assert "as_of=2021-07-13" in link
    event = desk.get(unescape(link))
    assert "As reports published by" in said(event.text)
    assert "/judge" not in event.text


def test_an_event_gives_its_reasons_and_its_words(desk: TestClient) -> None:
    page = desk.get(event_of(desk, kind="movement", to="ARM"))
    words = said(page.text)
    assert "Why this figure" in words
    assert "Rule" in words
    assert "<mark>" in page.text
    assert "somewhere in the country" in words
    assert "Who got it from whom" in words
    course = desk.get(page.url.path + "/course.json").json()
    assert [point["best"] for point in course["series"]][-1] == 100_417
    assert course["metric"] == "cumulative"
    history = said(desk.get(page.url.path + "/history").text)
    assert "30 Sept 2023" in history


def test_a_report_shows_the_words_of_every_claim(desk: TestClient) -> None:
    event = desk.get(event_of(desk, kind="movement", to="ARM")).text
    link = re.search(r'href="(/document/d_[0-9a-f]+)#(c_[0-9a-f]+)"', event)
    page = desk.get(link[1])
    assert f'<mark id="{link[2]}"' in page.text
    assert f'id="n-{link[2]}"' in page.text
    assert "A total of 100,417 people" in said(page.text)
    refused = desk.get(link[1] + "/refused")
    assert "30 years" in said(refused.text)


def test_a_correction_changes_the_estimate_and_says_why_and_is_undone(desk: TestClient) -> None:
    path = event_of(desk, kind="killed", to="AZE")
    before = desk.get(path).text
    assert "at least 68" in said(before)
    sent = {
        "csrf": token(before),
        "seen": "none",
        "back": path,
        "verdict": "correct",
        "field": "value",
        "value": "170",
        "reason": "a misprint",
    }
    after = desk.post(f"/claim/{claims_of(before)[0]}/judge", data=sent)
    words = said(after.text)
    assert after.status_code == 200
    assert "Kept: correct value of 68 to 170 – a misprint" in words
    assert "at least 68 → 170" in words
    assert "Ada" in words
    back = re.search(r'action="(/undo/j_[0-9a-f]+)"', after.text)[1]
    undone = said(desk.post(back, data={"csrf": token(after.text), "back": path}).text)
    assert "170 → at least 68" in undone
    assert "taken back" in undone


def test_without_a_reason_or_with_nonsense_nothing_is_kept(desk: TestClient) -> None:
    path = event_of(desk, kind="killed", to="AZE")
    page = desk.get(path).text
    url = f"/claim/{claims_of(page)[0]}/judge"
    sent = {"csrf": token(page), "seen": "none", "back": path, "verdict": "correct", "field": "value", "value": "170"}
    assert "A reason is missing" in desk.post(url, data=sent).text
    wrong = desk.post(url, data={**sent, "reason": "so", "value": "many"})
    assert wrong.status_code == 422
    assert "many is no number" in wrong.text
    assert "Nobody has decided anything yet" in desk.get("/log").text


def test_the_second_of_two_is_told(desk: TestClient) -> None:
    path = event_of(desk, kind="killed", to="AZE")
    page = desk.get(path).text
    url, key = f"/claim/{claims_of(page)[0]}/judge", {"csrf": token(page), "seen": "none", "back": path}
    assert desk.post(url, data={**key, "verdict": "accept", "reason": "clear"}).status_code == 200
    second = desk.post(url, data={**key, "verdict": "reject", "reason": "doubtful"})
    assert second.status_code == 409
    assert "Somebody was faster" in second.text
    assert "clear" in second.text
    assert "doubtful" not in desk.get("/log").text


def test_without_the_token_of_the_page_nothing_is_kept(desk: TestClient) -> None:
    path = event_of(desk, kind="killed", to="AZE")
    url = f"/claim/{claims_of(desk.get(path).text)[0]}/judge"
    assert desk.post(url, data={"verdict": "reject", "reason": "x", "csrf": "0" * 64}).status_code == 403
    assert desk.post("/add", data={"text": "At least 230 families fled Kobani."}).status_code == 403


def test_events_are_merged_split_and_given_another_figure(desk: TestClient) -> None:
    path, other = event_of(desk, kind="killed", to="AZE"), event_of(desk, kind="missing", to="AZE")
    page = desk.get(path).text
    key = {"csrf": token(page), "reason": "one count"}
    merged = desk.post(f"{path}/merge", data={**key, "other": other})
    assert merged.status_code == 200
    assert "Ada" in said(merged.text)
    assert "these are one event" in said(merged.text)
    figure = desk.post(f"{merged.url.path}/recommend", data={**key, "value": "700,000"})
    assert "700,000" in said(figure.text)
    claims = claims_of(figure.text)
    split = desk.post(f"{figure.url.path}/split", data={**key, "claims": claims[:1]})
    assert split.status_code in (200, 404)
    assert "different events" in said(split.text)


def test_review_asks_and_a_key_answers(desk: TestClient) -> None:
    page = desk.get("/review").text
    assert "at stake" in page
    assert 'data-key="n"' in page
    hidden = dict(re.findall(r'name="(csrf|key|seen|following)" value="([^"]*)"', page.split('action="/review"')[1]))
    answer = re.search(r'name="answer" value="(\w)"', page)[1]
    then = desk.post("/review", data={**hidden, "answer": answer})
    assert then.status_code == 200
    assert "Kept:" in then.text
    again = desk.post("/review", data={**hidden, "answer": answer})
    assert again.status_code == 409
    assert "Somebody was faster" in again.text


def test_reports_are_added_in_the_page(desk: TestClient) -> None:
    key = token(desk.get("/add").text)
    text = "At least 230 families fled Kobani on Sunday, the mayor said."
    files = {"files": ("two.txt", CROSSED)}
    pasted = {
        "csrf": key,
        "text": text,
        "title": "Families flee",
        "publisher": "Levant Post",
        "published": "2014-03-26",
    }
    added = desk.post("/add", data=pasted, files=files)
    words = said(added.text)
    assert words.count("new report,") == 2
    assert "230 households" in words
    again = desk.post("/add", data=pasted)
    assert "known already, nothing new" in again.text
    empty = desk.post("/add", data={"csrf": key})
    assert empty.status_code == 422
    assert "There is nothing to add" in empty.text


def test_a_file_that_cannot_be_read_does_not_stop_the_others(desk: TestClient) -> None:
    key = token(desk.get("/add").text)
    files = [
        ("files", ("bad.pdf", b"%PDF-nothing")),
        ("files", ("../../fine.txt", b"PUBLISHED: 2014-03-27\n\nSome 90 people fled Aleppo.")),
    ]
    page = desk.post("/add", data={"csrf": key}, files=files)
    assert page.status_code == 200
    assert "bad.pdf" in page.text
    assert "fine.txt" in page.text or "new report" in page.text
    assert "/tmp" not in page.text


def test_sources_say_what_came_from_each(desk: TestClient) -> None:
    words = said(desk.get("/sources").text)
    assert "Highland Wire" in words
    assert "Armenian government" in said(desk.get("/sources?of=origins").text)


def test_the_map_is_given_arcs_and_says_how_vague_a_place_is(desk: TestClient) -> None:
    found = desk.get("/map/flows.json", params={"to": "ARM"}).json()
    one = max(found["items"], key=lambda item: item["size"])
    assert one["figure"] == "100,417"
    assert one["at"]["vague"]
    assert one["from"][0]["name"] == "Nagorno-Karabakh"
    assert "somewhere in" in one["at"]["accuracy"]
    land = desk.get("/map/land.geojson").json()
    kinds = {feature["properties"]["kind"] for feature in land["features"]}
    assert kinds == {"country", "division", "label"}
    bins = desk.get("/map/timeline.json", params={"to": "ARM", "since": "2023-01-01"}).json()["bins"]
    listed = desk.get("/", params={"to": "ARM"}).text
    assert sum(bin["events"] for bin in bins) == len(re.findall(r"<tr data-item>", listed))
    assert "<svg" in desk.get("/ui/map", params={"to": "ARM"}).text


def test_hostile_words_stay_words(desk: TestClient) -> None:
    trap = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    key = token(desk.get("/add").text)
    sent = {
        "csrf": key,
        "text": f"Some 450 people fled Aleppo on Sunday, {trap} said.",
        "title": trap,
        "publisher": trap,
        "published": "2014-03-26",
    }
    added = desk.post("/add", data=sent)
    for path in ("/", "/sources", *re.findall(r'href="(/(?:document|event)/[^"#]+)"', added.text)):
        page = desk.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page


@pytest.mark.parametrize(
    "path",
    ["/event/e_none", "/document/d_none", "/claim/c_none", "/static/../app.py", "/static/nothing.js", "/nowhere"],
)
def test_what_is_not_there_is_said_so(desk: TestClient, path: str) -> None:
    page = desk.get(path)
    assert page.status_code == 404
    assert "<h1" in page.text


def test_what_everybody_else_would_see_is_shown_and_stays_so(desk: TestClient) -> None:
    page = desk.get("/", params={"view": "open"})
    assert "what everybody else would see" in said(page.text)
    link = unescape(re.search(r'href="(/event/[^"]+)"', page.text)[1])
    assert "view=open" in link
    event = desk.get(link)
    assert event.status_code == 200
    assert "/judge" not in event.text
    assert "How it came to be" not in event.text
    document = unescape(re.search(r'href="(/document/[^"#]+)', event.text)[1])
    assert desk.get(document).status_code == 200
    assert "/judge" not in desk.get(document).text
    assert desk.get("/log?view=open").text.count("j_") == 0


def test_what_changed_since_the_last_visit_is_told_apart(desk: TestClient) -> None:
    assert "You look for the first time" in said(desk.get("/").text)
    path = event_of(desk, kind="killed", to="AZE")
    page = desk.get(path).text
    sent = {"csrf": token(page), "verdict": "correct", "field": "value", "value": "170", "reason": "a misprint"}
    desk.post(f"/claim/{claims_of(page)[0]}/judge", data=sent)
    before = "2000-01-01T00:00:00.000Z"
    desk.app.state.desk.seen = lambda name: before
    assert "Since 1 January 2000" in said(desk.get("/").text)
    at = desk.app.state.desk.record.judgements()[-1].at
    desk.app.state.desk.seen = lambda name: at
    words = said(desk.get("/").text)
    assert "revision People killed in Khankendi" in words
    assert "at least 68 → 170" in words
    others = said(desk.get("/?view=open").text)
    assert "at least 68" not in others


def test_what_is_shown_leaves_as_a_file(desk: TestClient) -> None:
    page = desk.get("/", params={"to": "ARM", "kind": "movement"})
    link = unescape(re.search(r'href="(/export/jsonl[^"]*)"', page.text)[1])
    assert "to=ARM" in link
    answer = desk.get(link)
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "100417" in answer.text
    assert "Khankendi" not in answer.text
    assert desk.get("/export/doc").status_code == 404


def test_words_are_found_in_reports_and_claims(desk: TestClient) -> None:
    page = said(desk.get("/search", params={"q": "fuel depot"}).text)
    assert "At least 68 people were killed" in page
    claims = said(desk.get("/search", params={"q": "killed", "what": "claims", "kind": "killed"}).text)
    assert "counts in People killed in Khankendi" in claims
    assert "Nothing holds all of these words" in said(desk.get("/search", params={"q": "zeppelin"}).text)
    assert desk.get("/search", params={"q": '"'}).status_code == 200


def test_an_event_opens_by_the_beginning_of_its_id(desk: TestClient) -> None:
    ident = re.findall(r'href="/event/(e_[0-9a-f]{20})', desk.get("/").text)[0]
    opened = desk.get(f"/event/{ident[:12]}")
    assert opened.status_code == 200
    assert opened.url.path == f"/event/{ident}"
    assert desk.get("/event/e_0").status_code == 404
