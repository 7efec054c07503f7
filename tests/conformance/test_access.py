"""Tokens, who did what, when people looked, and pages of what stands: the same in each kind of database."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from panj.errors import InputError
from panj.record import Moment, claim_page, document_page, open_record
from panj.record.schema_desk import visits


def test_a_token_counts_until_it_is_taken_back(toy):
    token, secret = toy.record.create_token(" Ada's notebook ", "analyst", "Bea")
    assert (token.name, token.role, token.author) == ("Ada's notebook", "analyst", "Bea")
    assert toy.record.token_of(secret) == token
    assert toy.record.token_of(secret + "x") is None
    assert toy.record.revoke_token(token.id, "Cid") == token
    assert toy.record.token_of(secret) is None
    assert toy.record.token(token.id) is None
    (kept,) = toy.record.tokens()
    assert kept.revoked_by == "Cid"
    with pytest.raises(InputError, match="no token that counts"):
        toy.record.revoke_token(token.id, "Cid")


@pytest.mark.parametrize(("name", "role", "said"), [("Ada", "queen", "no role"), (" ", "reader", "needs a name")])
def test_a_token_needs_a_name_and_a_role(toy, name, role, said):
    with pytest.raises(InputError, match=said):
        toy.record.create_token(name, role, "Bea")


def test_what_was_done_is_read_backwards(toy):
    for n in range(5):
        toy.record.audit("Ada", "judgement", f"j_{n}")
    first = toy.record.audits(limit=3)
    assert [one.about for one in first] == ["j_4", "j_3", "j_2"]
    assert [one.about for one in toy.record.audits(before=first[-1].number)] == ["j_1", "j_0"]


def test_a_visit_knows_the_one_before_it(toy):
    assert toy.record.visit("Ada") is None
    assert toy.record.visit("Ada") is None
    long_ago = (datetime.now(UTC) - timedelta(hours=3)).isoformat()
    with toy.record.transaction() as connection:
        connection.execute(update(visits).values(seen=long_ago))
    assert toy.record.visit("Ada") == long_ago
    assert toy.record.visit("Ada") == long_ago
    assert toy.record.visit("Bea") is None


def test_all_who_open_a_record_sign_alike(toy, location):
    key = toy.record.desk_key()
    toy.record.rest()
    with open_record(location) as other:
        assert other.desk_key() == key
    assert len(key) > 30


def test_another_writes_while_one_rests(toy, location):
    toy.add("a", "AFG 3 fled", "2021-07-10")
    toy.record.rest()
    with open_record(location) as other:
        other.audit("Bea", "export")
    toy.add("b", "AFG 4 fled", "2021-07-11")
    assert toy.record.count()["documents"] == 2


@pytest.mark.parametrize(
    ("moment", "figures"),
    [
        (Moment(), {4, 5, 6, 7}),
        (Moment("2021-07-11"), {4, 5, 6}),
        (Moment("2021-07-10"), {4}),
        (Moment(recorded="2999-01-01T00:00:00.000Z"), {4, 5, 6, 7}),
        (Moment(recorded="2000-01-01T00:00:00.000Z"), set()),
    ],
)
def test_pages_hold_what_stands_at_a_moment_once(toy, moment, figures):
    toy.add("a", "AFG 3 fled", "2021-07-10")
    toy.add("a", "AFG 4 fled", "2021-07-10")
    toy.add("b", "AFG 5 fled. TJK 6 fled", "2021-07-11")
    toy.add("c", "TJK 7 crossed", "2021-07-12")
    toy.add("d", "TJK 8 crossed", "2021-07-12")
    gone = next(known.id for known in toy.record.documents() if known.label == "d")
    toy.record.redact(gone, "Ada", "asked to")
    reading = toy.record.at(moment)
    found, after = [], 0
    while rows := claim_page(reading, after, 2):
        found += [name for _, name in rows]
        after = rows[-1][0]
    assert sorted(toy.record.claim(name).measure.value for name in found) == sorted(figures)
    documents, last = [], ""
    while some := document_page(reading, last, 1):
        documents += some
        last = some[-1]
    assert documents == sorted(known.id for known in reading.documents())
    kinds = [toy.record.claim(name).kind for _, name in claim_page(reading, 0, 9, kind="crossed")]
    assert kinds == ["crossed"] * (7 in figures)
