"""What is new when a document is added: nothing, a document, a version, a revision, or another reading."""

from dataclasses import replace

import pytest

from panj.model import Section, Span


def test_a_new_document_is_stored_with_its_claims(record, report, read):
    added = record.add(report, "toy@1", read)

    assert (added.what, added.claims) == ("document", 3)
    assert list(record.documents()) == [replace(report, raw=b"")]
    assert tuple(record.claims()) == read(report)
    assert record.raw(report.id) == report.raw


def test_the_same_again_changes_nothing(record, report, read):
    record.add(report, "toy@1", read)
    before = record.standing()

    def never(document):
        raise AssertionError("nothing is read twice")

    assert record.add(report, "toy@1", never).what == "unchanged"
    assert record.standing() == before


def test_the_layout_of_a_text_comes_back(record, report, read):
    whole = replace(report, sections=(Section("headline", 0, 9),), dateline=Span(3, 7), body_start=2, title="Flight")
    record.add(whole, "toy@1", read)

    assert record.document(whole.id) == replace(whole, raw=b"")


def test_new_text_at_the_same_address_is_a_new_version(record, report, read):
    record.add(report, "toy@1", read)
    newer = replace(report, text="Twelve fled")

    assert record.add(newer, "toy@1", read).what == "version"
    assert [document.text for document in record.documents()] == ["Twelve fled"]
    assert tuple(record.claims()) == read(newer)
    assert record.add(report, "toy@1", read).what == "unchanged"
    assert [document.text for document in record.documents()] == ["Twelve fled"]


def test_a_claim_of_an_earlier_version_can_still_be_explained(record, report, read):
    record.add(report, "toy@1", read)
    record.add(replace(report, text="Twelve fled"), "toy@1", read)
    old = read(report)[1]

    document, claims, current = record.reading_of(old.id)

    assert record.claim(old.id) == old
    assert document.text == report.text
    assert old in claims
    assert not current


def test_the_same_text_from_elsewhere_is_a_second_document(record, report, read):
    record.add(report, "toy@1", read)
    other = replace(report, label="copy", address="https://example.org/1")

    assert record.add(other, "toy@1", read).what == "document"
    assert {document.address for document in record.documents()} == {report.address, other.address}


def test_a_date_given_later_is_a_revision_and_is_never_erased(record, report, read):
    record.add(report, "toy@1", read)
    dated = replace(report, published="2021-07-14", published_from="given", publisher="The Paper")

    added = record.add(dated, "toy@1", read)
    assert (added.what, added.claims) == ("revision", 3)
    assert record.add(report, "toy@1", read).what == "unchanged"
    known = record.document(report.id)
    assert (known.published, known.publisher) == ("2021-07-14", "The Paper")
    assert tuple(record.claims()) == read(dated)


def test_a_new_version_keeps_what_was_known(record, report, read):
    record.add(replace(report, published="2021-07-14", published_from="given"), "toy@1", read)
    added = record.add(replace(report, text="Twelve fled"), "toy@1", read)

    assert added.document.published == "2021-07-14"
    assert record.document(report.id).published == "2021-07-14"


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ("given", "text", "2021-07-14"),
        ("given", "metadata", "2021-07-14"),
        ("metadata", "header", "2021-07-14"),
        ("text", "given", "2020-01-01"),
        ("given", "given", "2020-01-01"),
    ],
)
def test_a_date_that_was_found_never_replaces_one_that_was_given(record, report, read, first, second, kept):
    record.add(replace(report, published="2021-07-14", published_from=first), "toy@1", read)
    record.add(replace(report, published="2020-01-01", published_from=second), "toy@1", read)

    assert record.document(report.id).published == kept


def test_a_publisher_that_was_given_stands_over_one_that_is_found(record, report, read):
    record.add(replace(report, publisher="AFP"), "toy@1", read, publisher_given=True)
    assert record.add(replace(report, publisher="afp.example"), "toy@1", read).what == "unchanged"
    assert record.document(report.id).publisher == "AFP"


def test_another_reader_reads_again_and_going_back_uses_what_was_read(record, report, read):
    record.add(report, "toy@1", read)
    assert record.add(report, "toy@2", lambda document: read(document, "toy@2")).what == "reread"
    assert {claim.reader for claim in record.claims()} == {"toy@2"}

    def never(document):
        raise AssertionError("these claims are stored already")

    assert record.add(report, "toy@1", never).what == "reread"
    assert tuple(record.claims()) == read(report)


def test_the_label_stays_the_first_one(record, report, read):
    record.add(report, "toy@1", read)
    record.add(replace(report, label="01", text="Twelve fled"), "toy@1", read)

    assert {claim.document for claim in record.claims()} == {"july/01"}


def test_a_document_that_another_writer_changed_meanwhile_is_prepared_anew(record, report, read):
    calls = []

    def slow(document):
        if not calls:
            calls.append(1)
            record.add(replace(report, text="Twelve fled"), "toy@1", read)
        return read(document)

    assert record.add(report, "toy@1", slow).what == "version"
    assert record.count() == {"documents": 1, "claims": 3}


def test_ids_are_found_by_how_they_start(record, report, read):
    record.add(report, "toy@1", read)
    ids = sorted(claim.id for claim in read(report))

    assert [name for name in record.ids("c_") if name.startswith("c_")] == ids
    assert record.ids(ids[0][:9]) == [ids[0]]
    assert record.ids("c_zz") == []


def test_order_does_not_depend_on_arrival(record, report, read):
    for name in "cab":
        record.add(replace(report, label=name, address=name), "toy@1", read)

    assert [document.label for document in record.documents()] == ["a", "b", "c"]
    assert [claim.document for claim in record.claims()][::3] == ["a", "b", "c"]
