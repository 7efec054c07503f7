"""Which verb a figure belongs to, where a relative clause, a rank or a second noun stands between."""

import pytest

from panj.model import Claim
from panj.pipeline import document_of, read_document

READ = [
    ("The 345 Kyrgyz, who for a time stayed in Khorog, were the last group to be returned to Afghanistan.", "returned"),
    ("The 80 Syrians, who for a month slept in a school, were the first to be deported to Damascus.", "deported"),
    (
        "Some 90 families, who for a time rented rooms, were the second large group to be evacuated from Sumy.",
        "evacuated",
    ),
    ("The 212 Malians from Gao were the first group to be sent home.", "returned"),
    ("About 60 refugees, who for a year stayed in a hotel, were the final group to be repatriated.", "returned"),
    (
        "About 1,000 people who ran from the town and tried to get into Uganda were not let across the border.",
        "refused",
    ),
    ("Some 300 people who walked to the bridge were not allowed in.", "refused"),
    ("Some 75 refugees were not allowed over the border.", "refused"),
    ("Some 40 families were not let through at the Torkham crossing.", "refused"),
    ("Police said 120 migrants were kept out of Croatia.", "refused"),
    ("Guards stopped 60 people from crossing into Poland.", "refused"),
]
LEFT = [
    ("The 345 Kyrgyz stayed in Khorog and saw the last group to leave.", "returned"),
    ("Some 400 families fled the town on the first day and wait to be returned.", "evacuated"),
    ("Some 75 refugees were let across the border.", "refused"),
    ("About 1,000 people who fled the town were let in at the border.", "refused"),
]


def kinds(text: str) -> set[tuple[str, str]]:
    claims: list[Claim] = read_document(document_of(text, published="2021-07-19"))
    return {(claim.kind, claim.status) for claim in claims if claim.measure is not None}


@pytest.mark.parametrize(("text", "kind"), READ)
def test_the_main_verb_prevails(text: str, kind: str) -> None:
    assert kinds(text) == {(kind, "asserted")}


@pytest.mark.parametrize(("text", "kind"), LEFT)
def test_what_is_not_said_is_not_read(text: str, kind: str) -> None:
    assert kind not in {found for found, _ in kinds(text)}


def test_what_only_reports_say_is_unconfirmed() -> None:
    text = "The agency is worried by reports that 700 people were not let across the border."
    assert kinds(text) == {("refused", "unconfirmed")}


def test_a_participle_counted_with_the_people_before_it_is_no_verb() -> None:
    text = "Plus de 192 000 réfugiés et retournés se trouvent dans l'est du pays, selon le gouvernement du Tchad."
    assert "returned" not in {kind for kind, _ in kinds(text)}
