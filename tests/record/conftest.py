"""A reader that finds one claim in every sentence, so that the record is tested without the other rooms."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from panj.model import Claim, Document, Evidence, Measure, digest
from panj.record import Record, open_record

Read = Callable[[Document], Sequence[Claim]]


def claims_of(document: Document, reader: str = "toy@1") -> tuple[Claim, ...]:
    found, start = [], 0
    for rank, sentence in enumerate(document.text.split(". "), 1):
        end = start + len(sentence)
        ident = "c_" + digest(document.version, sorted(document.metadata.items(), key=str), reader, start)
        found.append(
            Claim(
                id=ident,
                document=document.label,
                document_id=document.id,
                kind="fled",
                evidence=(Evidence(start, end, sentence),),
                reader=reader,
                rank=rank,
                measure=Measure(rank),
                rule="toy",
            )
        )
        start = end + 2
    return tuple(found)


@pytest.fixture
def read() -> Read:
    return claims_of


@pytest.fixture
def report() -> Document:
    return Document(
        label="july/01", address="/reports/july/01.txt", text="Ten fled. Two came back. All are well", raw=b"\xff1"
    )


@pytest.fixture
def location(tmp_path: Path) -> str:
    return str(tmp_path / "panj.db")


@pytest.fixture
def record(location: str):  # type: ignore[no-untyped-def]
    opened: Record = open_record(location)
    with opened:
        yield opened
