"""What the desk refuses, and what it puts on every answer."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from panj.desk.asking import COOKIE, Checked, Named
from panj.desk.safety import Guard


@pytest.fixture
def trial(app: FastAPI) -> None:
    """A page that needs a name, and a write."""

    @app.get("/trial")
    def page(who: Named) -> dict[str, str]:
        return {"name": who.name or "", "csrf": who.csrf, "audience": who.audience}

    @app.post("/trial")
    def write(who: Checked) -> dict[str, str]:
        return {"name": who.name or ""}


def _named(client: TestClient) -> str:
    client.post("/hello", data={"name": " Ada  Bibi "})
    return str(client.get("/trial").json()["csrf"])


@pytest.mark.parametrize("path", ["/api/v1/openapi.json", "/nowhere"])
def test_every_answer_carries_the_policy(client: TestClient, path: str) -> None:
    answer = client.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8650", "", "[", "localhost@evil.example"])
def test_other_names_of_this_machine_get_nothing(client: TestClient, host: str) -> None:
    """A page elsewhere may let its name lead to this machine (DNS rebinding): the desk does not know that name."""
    answer = client.get("/api/v1/openapi.json", headers={"host": host})
    assert answer.status_code == 421
    assert "openapi" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:9000", "[::1]:8650", "LOCALHOST."])
def test_names_of_this_machine_are_known(client: TestClient, host: str) -> None:
    assert client.get("/api/v1/openapi.json", headers={"host": host}).status_code == 200


def test_a_person_is_asked_once_for_a_name(client: TestClient, trial: None) -> None:
    asked = client.get("/trial?as_of=2021-07-14")
    assert asked.status_code == 303
    assert asked.headers["location"] == "/hello?next=%2Ftrial%3Fas_of%3D2021-07-14"
    said = client.post("/hello", data={"name": "Ada Bibi", "next": "/trial"})
    assert said.headers["location"] == "/trial"
    assert "HttpOnly" in said.headers["set-cookie"]
    assert "SameSite=strict" in said.headers["set-cookie"]
    assert client.get("/trial").json()["name"] == "Ada Bibi"
    assert client.get("/trial?view=open").json()["audience"] == "open"


def test_a_name_is_needed(client: TestClient) -> None:
    assert client.post("/hello", data={"name": " \t"}).headers["location"].startswith("/hello?problem=name")


@pytest.mark.parametrize("page", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_saying_a_name_leads_nowhere_else(client: TestClient, page: str) -> None:
    assert client.post("/hello", data={"name": "Ada", "next": page}).headers["location"] == "/"


def test_a_cookie_that_is_not_ours_is_nobody(client: TestClient, trial: None) -> None:
    _named(client)
    forged = client.cookies[COOKIE][:-2] + "xx"
    client.cookies.clear()
    client.cookies.set(COOKIE, forged)
    assert client.get("/trial").status_code == 303


def test_a_write_needs_the_token_of_its_session(client: TestClient, trial: None) -> None:
    token = _named(client)
    assert client.post("/trial").status_code == 403
    assert client.post("/trial", data={"csrf": "0" * 64}).status_code == 403
    assert client.post("/trial", data={"csrf": "ü"}).status_code == 403
    assert client.post("/trial", data={"csrf": token}).json() == {"name": "Ada Bibi"}
    assert client.post("/trial", headers={"X-CSRF-Token": token}).json() == {"name": "Ada Bibi"}
    client.post("/hello", data={"name": "Ada Bibi"})
    assert client.post("/trial", data={"csrf": token}).status_code == 403


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_write_from_another_site_is_refused(client: TestClient, trial: None, headers: dict[str, str]) -> None:
    token = _named(client)
    assert client.post("/trial", data={"csrf": token}, headers=headers).status_code == 403
    assert client.post("/hello", data={"name": "Eve"}, headers=headers).status_code == 403


def test_goodbye_forgets_the_name(client: TestClient, trial: None) -> None:
    token = _named(client)
    assert client.post("/goodbye", data={"csrf": token}).headers["location"] == "/hello"
    assert client.get("/trial").status_code == 303


@pytest.mark.parametrize("told", [True, False], ids=["length told", "in pieces"])
def test_more_than_is_taken_at_once_is_refused(app: FastAPI, told: bool) -> None:
    @app.post("/trial")
    async def write(name: dict[str, str]) -> dict[str, str]:
        return name

    small = TestClient(Guard(app, {"testserver"}, body_bytes=100))
    body = b'{"a": "' + b"x" * 200 + b'"}'
    inner = TestClient(Guard(app, {"127.0.0.1"}, body_bytes=100), base_url="http://127.0.0.1")
    answer = inner.post("/trial", content=body if told else iter([body[:60], body[60:]]))
    assert answer.status_code == 413
    assert small.post("/trial", content=body).status_code == 413
