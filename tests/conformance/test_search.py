"""Full-text search in each kind of database: what stands now, as the view shows it."""

from datetime import date

import pytest
from toys import Toy, read

from panj.errors import InputError
from panj.model import Sensitivity
from panj.pipeline.guarding import guarded
from panj.pipeline.searching import search
from panj.record import copy_record, engine

TODAY = date(2021, 8, 1)


@pytest.fixture
def told(toy):
    toy.add("a", "Élan at the river. AFG 120 fled says Gov", "2021-07-10", publisher="Pamir Dispatch")
    toy.add("b", "The river rose. TJK 50 crossed", "2021-07-12", title="A bridge is gone")
    toy.add("c", "Nothing is counted by the rivers", None)
    return toy


def found(toy, words, role="restricted", **more):
    page = search(toy.record, guarded(toy.view(), role, TODAY), words, **more)
    return [hit.claim.kind if hit.claim else hit.document.label for hit in page.hits]


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("river", ["b", "a"]),
        ("River*", ["b", "a", "c"]),
        ("elan", ["a"]),
        ("ÉLAN", ["a"]),
        ('"river rose"', ["b"]),
        ('"rose river"', []),
        ("rose river", ["b"]),
        ("bridge", ["b"]),
        ("pamir dispatch", ["a"]),
        ("fled", ["fled", "a"]),
        ("120", ["fled", "a"]),
        ("nowhere", []),
    ],
)
def test_every_word_is_held(told, words, hits):
    assert found(told, words) == hits


def test_filters_narrow(told):
    assert found(told, "fled", what="claims") == ["fled"]
    assert found(told, "fled", what="documents") == ["a"]
    assert found(told, "tjk", kinds=["crossed"]) == ["crossed"]
    assert found(told, "tjk", kinds=["fled"]) == []
    assert found(told, "fled", country="AFG") == ["fled"]
    assert found(told, "fled", country="TJK") == []
    assert found(told, "river", start="2021-07-11") == ["b"]
    assert found(told, "river", end="2021-07-10") == ["a"]


def test_pages_follow_one_another_and_hold_everything_once(told):
    for n in range(7):
        told.add(f"more{n}", f"water number{n}", "2021-07-13")
    view = guarded(told.view(), "restricted", TODAY)
    seen, cursor = [], None
    for _ in range(5):
        page = search(told.record, view, "water", cursor=cursor, limit=3)
        seen += [hit.document.label for hit in page.hits]
        cursor = page.next
        if cursor is None:
            break
    assert sorted(seen) == [f"more{n}" for n in range(7)]


@pytest.mark.parametrize(
    "words", ["", "  ", '""', "-", "' OR 1=1 --", '" AND', "NEAR(a b)", "a:b", "*", "%", "\x00", "a" * 5000, "(", "^x"]
)
def test_any_question_is_words_and_no_command(told, words):
    if any(letter.isalnum() for letter in words):
        assert found(told, words) == []
    else:
        with pytest.raises(InputError, match="Nothing is searched for"):
            found(told, words)


@pytest.mark.parametrize("cursor", ["", "x", "[]", "[1]", '["a", "b"]', "{}", '["", 1e9]', "[null, 1]", "9" * 400])
def test_a_cursor_that_is_not_ours_is_refused(told, cursor):
    with pytest.raises(InputError, match="page is not known"):
        found(told, "river", cursor=cursor)


def test_too_many_words_are_refused(told):
    with pytest.raises(InputError, match="More than 16"):
        found(told, "w " * 17)


def test_a_new_text_takes_the_place_of_the_old_one(told):
    told.add("a", "Only the valley is told of", "2021-07-10", publisher="Pamir Dispatch")
    assert found(told, "valley") == ["a"]
    assert found(told, "elan") == []
    assert found(told, "fled") == []


def test_a_reading_that_is_adopted_is_searched(told):
    known = next(document for document in told.record.documents() if document.label == "a")
    told.record.add(known, "toy@2", lambda document: read(document, "toy@2"), adopt=False)
    told.record.adopt("toy@2")
    page = search(told.record, guarded(told.view(), "restricted", TODAY), "fled", what="claims")
    assert [hit.claim.reader for hit in page.hits] == ["toy@2"]


def test_what_is_redacted_is_not_found(told):
    ident = next(document.id for document in told.record.documents() if document.label == "a")
    told.record.redact(ident, "Ada", "asked to")
    assert found(told, "elan") == []
    assert found(told, "fled") == []


def test_the_open_view_finds_only_what_it_shows(told):
    assert found(told, "river", role="open") == []
    assert found(told, "fled", role="open") == ["fled", "a"]
    ident = next(document.id for document in told.record.documents() if document.label == "a")
    told.record.decide_sensitivity(Sensitivity("", "restricted", "Ada", "", "no", document_id=ident))
    assert found(told, "fled", role="open") == []
    assert found(told, "fled") == ["fled", "a"]


def test_a_copied_record_is_searched_too(told, tmp_path):
    target = str(tmp_path / "copy.db")
    copy_record(told.record.location, target)
    with Toy(target) as other:
        assert found(other, "elan") == ["a"]


def test_an_older_record_is_searched_after_its_migration(told):
    with told.record._connected_to_write() as connection, connection.begin():
        engine.migrate(connection, "0005")
        engine.migrate(connection)
    assert found(told, "river") == ["b", "a"]
