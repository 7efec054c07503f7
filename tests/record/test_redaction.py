"""What is redacted stands nowhere in the file: not in rows, not in free pages, not in the journal."""

from dataclasses import replace
from pathlib import Path

from panj.record import open_record

SECRET = "Zarathustra-of-the-river"


def held(location):
    return b"".join(path.read_bytes() for path in Path(location).parent.iterdir())


def test_nothing_of_it_stays_in_the_file_or_its_journal(location, report, read):
    secret = replace(
        report,
        label=SECRET,
        address=f"/{SECRET}",
        text=f"{SECRET} fled. Ten fled",
        raw=b"",
        publisher=SECRET,
        title=SECRET,
    )
    with open_record(location) as record:
        for n in range(30):
            record.add(replace(report, label=str(n), address=str(n), text=f"{n} fled. " * 50), "toy@1", read)
        record.add(secret, "toy@1", read)
        record.add(replace(secret, text=f"{SECRET} fled again. Ten fled"), "toy@1", read)
        assert SECRET.encode() in held(location)

        assert record.redact(secret.id, "Ada", "asked to").wiped
        assert SECRET.encode() not in held(location)
        assert len(list(record.documents())) == 30
    assert SECRET.encode() not in held(location)


def test_a_reader_that_holds_the_journal_open_is_told_of_and_the_second_time_wipes(location, report, read):
    with open_record(location) as record:
        record.add(replace(report, text=f"{SECRET} fled"), "toy@1", read)
        with open_record(location) as other, other.engine.connect() as connection, connection.begin():
            connection.exec_driver_sql("SELECT count(*) FROM documents").scalar()
            raw = record.engine.raw_connection()
            raw.cursor().execute("PRAGMA busy_timeout=50")
            raw.close()
            assert not record.redact(report.id, "Ada", "asked to").wiped
        assert record.redact(report.id, "Ada", "asked to").wiped
        assert SECRET.encode() not in held(location)


def test_nothing_of_it_stays_in_the_words_that_are_searched(location, report, read):
    word = "zarathustra"
    with open_record(location) as record:
        for n in range(30):
            record.add(replace(report, label=str(n), address=str(n), text=f"{n} fled. " * 50), "toy@1", read)
        record.add(replace(report, text=f"{SECRET} fled. Ten fled"), "toy@1", read)
        assert word.encode() in held(location)
        assert record.redact(report.id, "Ada", "asked to").wiped
    assert word.encode() not in held(location).lower()
