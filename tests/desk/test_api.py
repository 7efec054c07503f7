"""The API as a program uses it."""

import json
import threading

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from panj.desk import create
from panj.record import open_record

ADDRESS = "http://127.0.0.1:8650"
TEXT = "Some 512 people fled from Kunduz to Tajikistan on 16 July 2021, UNHCR said."


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def api(tokens, record):
    with TestClient(create(record), base_url=ADDRESS, follow_redirects=False) as opened:
        yield opened


def walk(api, path, headers=None, **params):
    """All items of all pages."""
    found, cursor = [], None
    for _ in range(100):
        got = api.get(path, params={**params, **({"cursor": cursor} if cursor else {})}, headers=headers)
        assert got.status_code == 200, got.text
        found += got.json()["items"]
        cursor = got.json()["next"]
        if cursor is None:
            return found
    raise AssertionError("pages without end")


def test_the_description_has_examples_and_every_route(api):
    told = api.get("/api/v1/openapi.json").json()
    paths = {
        "/documents",
        "/claims",
        "/events",
        "/judgements",
        "/exports/{form}",
        "/search",
        "/stream",
        "/restrictions",
    }
    assert {f"/api/v1{path}" for path in paths} <= set(told["paths"])
    example = told["paths"]["/api/v1/events"]["get"]["responses"]["200"]["content"]["application/json"]["example"]
    assert example["items"][0]["id"].startswith("e_")
    assert told["components"]["schemas"]["NewJudgement"]["examples"]
    assert "application/problem+json" in told["paths"]["/api/v1/events"]["get"]["responses"]["422"]["content"]


@pytest.mark.parametrize("path", ["documents", "claims", "events"])
@pytest.mark.parametrize("role", [None, "analyst"])
def test_small_pages_hold_what_one_large_page_holds(api, tokens, path, role):
    headers = bearer(tokens[role]) if role else None
    whole = walk(api, f"/api/v1/{path}", headers, limit=200)
    assert len(whole) > 3
    assert walk(api, f"/api/v1/{path}", headers, limit=2) == whole
    assert len({item["id"] for item in whole}) == len(whole)


def test_the_address_of_the_next_page_leads_there(api):
    first = api.get("/api/v1/events?limit=3&country=TJK").json()
    second = api.get(first["next_url"]).json()
    assert second["items"]
    assert not {item["id"] for item in first["items"]} & {item["id"] for item in second["items"]}


def test_things_are_had_by_their_ids(api):
    event = api.get("/api/v1/events?kind=crossed").json()["items"][0]
    assert api.get(f"/api/v1/events/{event['id']}").json() == event
    claim = api.get(f"/api/v1/claims/{event['claims'][0]}").json()
    assert claim["id"] == event["claims"][0]
    document = api.get(f"/api/v1/documents/{claim['document_id']}").json()
    piece = claim["evidence"][0]
    assert document["text"][piece["start"] : piece["end"]] == piece["text"]


@pytest.mark.parametrize("path", ["documents/d_0", "claims/c_0", "events/e_0"])
def test_what_there_is_not_is_a_problem(api, path):
    answer = api.get(f"/api/v1/{path}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"] == "Not Found"


def test_the_open_view_holds_no_article_and_the_analyst_sees_it(api, tokens):
    ident = api.get("/api/v1/documents").json()["items"][0]["id"]
    open_text = api.get(f"/api/v1/documents/{ident}").json()["text"]
    whole = api.get(f"/api/v1/documents/{ident}", headers=bearer(tokens["analyst"])).json()["text"]
    assert len(open_text) == len(whole)
    assert len(open_text.split()) < len(whole.split())


def test_an_answer_that_is_known_is_not_given_again(api, tokens):
    first = api.get("/api/v1/events")
    tag = first.headers["etag"]
    again = api.get("/api/v1/events", headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = api.get("/api/v1/events", headers={"If-None-Match": tag, **bearer(tokens["analyst"])})
    assert other.status_code == 200
    api.post("/api/v1/documents", json={"text": TEXT}, headers=bearer(tokens["analyst"]))
    assert api.get("/api/v1/events", headers={"If-None-Match": tag}).status_code == 200


def test_a_moment_is_asked_for(api):
    early = api.get("/api/v1/events?as_of=2021-07-13&kind=crossed").json()["items"]
    now = api.get("/api/v1/events?kind=crossed").json()["items"]
    assert len(early) < len(now)
    assert api.get("/api/v1/documents?as_recorded=2000-01-01T00:00:00Z").json()["items"] == []


def test_a_report_is_added_read_and_known_again(api, tokens):
    form = {"text": TEXT, "published": "2021-07-16", "publisher": "Pamir Dispatch", "label": "posted/01"}
    answer = api.post("/api/v1/documents", json=form, headers=bearer(tokens["analyst"]))
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert told["document"]["label"] == "posted/01"
    assert [claim["measure"]["value"] for claim in told["claims"]] == [512]
    assert api.get(answer.headers["location"]).status_code == 200
    again = api.post("/api/v1/documents", json=form, headers=bearer(tokens["analyst"]))
    assert (again.status_code, again.json()["what"]) == (200, "unchanged")


def test_a_judgement_counts_and_is_taken_back(api, tokens):
    headers = bearer(tokens["analyst"])
    event = next(e for e in walk(api, "/api/v1/events", headers) if e["estimate"].get("best") == 347)
    form = {"verdict": "recommend", "about": event["id"], "value": "350", "why": "the ministry's list"}
    done = api.post("/api/v1/judgements", json=form, headers=headers)
    assert done.status_code == 201, done.text
    assert done.json()["author"] == "the analyst"
    assert api.get(f"/api/v1/events/{event['id']}", headers=headers).json()["estimate"]["best"] == 350
    undo = {"verdict": "undo", "about": done.json()["id"], "why": "I was wrong"}
    assert api.post("/api/v1/judgements", json=undo, headers=headers).status_code == 201
    assert api.get(f"/api/v1/events/{event['id']}", headers=headers).json()["estimate"]["best"] == 347
    assert [one["verb"] for one in walk(api, "/api/v1/judgements", headers, limit=1)] == ["undo", "recommend"]


def test_what_is_restricted_is_gone_from_every_answer_and_back_when_released(api, tokens):
    headers = bearer(tokens["analyst"])
    claims = walk(api, "/api/v1/claims", headers)
    label = next(c["document"] for c in claims if c["document"].endswith("01_state_agency"))
    ident = next(c["document_id"] for c in claims if c["document"] == label)
    form = {"document": ident, "why": "not public"}
    done = api.post("/api/v1/restrictions", json=form, headers=headers)
    assert done.status_code == 201, done.text

    def everything():
        paths = ("documents", "claims", "events")
        pages = [json.dumps(walk(api, f"/api/v1/{path}", limit=200)) for path in paths]
        pages.append(json.dumps(walk(api, "/api/v1/search", q="people")))
        pages.append(api.get("/api/v1/exports/jsonl").text)
        return "\n".join(pages)

    shown = [item["id"] for item in walk(api, "/api/v1/documents", limit=1)]
    assert len(shown) == 6
    told = everything()
    assert label not in told
    assert ident not in told
    assert api.get(f"/api/v1/documents/{ident}").status_code == 404
    assert api.get(f"/api/v1/documents/{ident}", headers=headers).status_code == 200
    listed = api.get("/api/v1/restrictions", headers=headers).json()["items"]
    assert [one["document_id"] for one in listed] == [ident]
    assert api.delete(f"/api/v1/restrictions/{done.json()['id']}", headers=headers).status_code == 200
    assert label in everything()


def test_search_finds_reports_and_claims(api):
    found = api.get("/api/v1/search", params={"q": "crossed", "what": "claims"}).json()["items"]
    assert found
    assert all("claim" in item for item in found)
    assert api.get("/api/v1/search", params={"q": "nowhereatall"}).json()["items"] == []


def test_formats_are_listed_and_given(api, tokens):
    names = {item["name"] for item in api.get("/api/v1/exports").json()["items"]}
    assert {"xlsx", "geojson", "jsonl"} <= names
    answer = api.get("/api/v1/exports/geojson", headers=bearer(tokens["analyst"]))
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    assert json.loads(answer.content)["type"] == "FeatureCollection"
    assert api.get("/api/v1/exports/nothing").status_code == 404


def test_new_claims_are_told_as_they_come_also_to_who_comes_back(tokens, record):
    """The stream never ends by itself, so it is read from a desk that really listens."""
    import socket
    import urllib.request

    import uvicorn

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    server = uvicorn.Server(uvicorn.Config(create(record), log_level="critical", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    base = f"http://127.0.0.1:{listening.getsockname()[1]}/api/v1"
    try:
        with urllib.request.urlopen(f"{base}/stream", timeout=30) as stream:
            assert stream.readline() == b": here\n"
            body = json.dumps({"text": TEXT}).encode()
            headers = {**bearer(tokens["analyst"]), "Content-Type": "application/json"}
            with urllib.request.urlopen(urllib.request.Request(f"{base}/documents", body, headers), timeout=60):
                pass
            lines = [stream.readline().decode().strip() for _ in range(4)][1:]
        assert lines[1] == "event: claim"
        claim = json.loads(lines[2].removeprefix("data: "))
        assert claim["measure"]["value"] == 512
        number = int(lines[0].removeprefix("id: "))
        back = urllib.request.Request(f"{base}/stream", headers={"Last-Event-ID": str(number - 1)})
        with urllib.request.urlopen(back, timeout=30) as stream:
            told = [stream.readline().decode().strip() for _ in range(5)][2:]
        assert told == lines
    finally:
        server.should_exit = True
        thread.join(30)


def test_an_app_is_described_the_same_beyond_this_machine(filled):
    app: FastAPI = create(filled, loopback=False, hosts={"desk.example"})
    with TestClient(app, base_url="http://desk.example") as opened:
        assert opened.get("/api/v1/events").status_code == 401
    with open_record(filled) as opened_record:
        assert opened_record.tokens() == []


def test_pages_of_a_past_knowledge_hold_what_was_known_then(api, tokens, record):
    with open_record(record) as opened:
        known = max(opened.recorded_on(document.id) for document in opened.documents())
    api.post("/api/v1/documents", json={"text": TEXT}, headers=bearer(tokens["analyst"]))
    now = walk(api, "/api/v1/claims", limit=3)
    then = walk(api, "/api/v1/claims", limit=3, as_recorded=known)
    assert len(walk(api, "/api/v1/documents", limit=3, as_recorded=known)) == 7
    assert len(walk(api, "/api/v1/documents", limit=3)) == 8
    assert now[: len(then)] == then
    assert len(now) > len(then)
