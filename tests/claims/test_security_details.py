"""Who, where, when, how many and how sure: what a claim of war or diplomacy says beside its kind."""

import json
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panj.claims import security
from panj.language import annotate
from panj.model import Claim, Document, Section, claim_to_wire
from panj.places import Finder, open_gazetteer
from panj.settings import load

WORDS = [
    *(
        "the",
        "rebels",
        "seized",
        "Goma",
        ",",
        "and",
        "Russia's",
        "army",
        "'s",
        "of",
        "by",
        "to",
        "in",
        "300",
        "soldiers",
    ),
    *(
        "closed",
        "border",
        "(",
        ")",
        ";",
        "said",
        "“",
        "”",
        "that",
        "who",
        "will",
        "not",
        "been",
        "talks",
        "treaty",
        "-",
    ),
    *("$5", "million", "on", "Monday", "'", "shelling", "Ukraine", "have", "with", "201", "st"),
]


@cache
def _finder() -> Finder:
    return Finder(open_gazetteer(load()))


def _document(text: str, sections: tuple[Section, ...] = ()) -> Document:
    return Document(label="own", address="own:1", text=text, sections=sections, published="2023-09-20", language="en")


def read(document: Document) -> list[Claim]:
    annotation = replace(annotate(document), places=_finder().places(document))
    return security.read(document, annotation, "en")


def one(kind: str, text: str) -> Claim:
    found = [claim for claim in read(_document(text)) if claim.kind == kind]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("kind", "text", "status"),
    [
        ("border_closed", "Estonia will shut its Narva checkpoint at night.", "planned"),
        ("deployment", "Poland plans to send 2,000 soldiers to the Belarusian border.", "planned"),
        ("border_closed", "Finland may close its border with Russia.", "possible"),
        ("seized", "The army has not taken Bakhmut.", "denied"),
        ("border_opened", "Uzbekistan has reopened its border with Afghanistan.", "asserted"),
        ("statement", "Turkey said it would not accept any change of the border.", "asserted"),
        ("withdrawal", "The Burundian contingent is to leave Somalia in December.", "planned"),
        ("attack", "In the exercise scenario, fighters attacked the base near Termez.", "simulated"),
    ],
)
def test_how_sure(kind: str, text: str, status: str) -> None:
    assert one(kind, text).status == status


def test_a_capital_that_acts_stands_for_its_state() -> None:
    claim = one("deployment", "Kigali has sent 1,000 soldiers to Mozambique.")
    assert claim.actor is not None
    assert claim.actor.country == "RWA"
    assert {place.country for place in claim.place} == {"MOZ"}


def test_an_office_has_the_country_of_its_owner() -> None:
    claim = one("statement", "Russia's defence ministry rejected the accusations.")
    assert claim.actor is not None
    assert claim.actor.country == "RUS"


def test_troops_are_counted_as_combatants() -> None:
    claim = one("deployment", "Kenya has sent about 400 soldiers to Haiti.")
    assert claim.measure is not None
    assert (claim.measure.value, claim.measure.qualifier, claim.measure.unit) == (400, "about", "people")
    assert claim.group is not None
    assert claim.group.category == "combatants"


def test_exercises_are_counted_as_times() -> None:
    claim = one("exercise", "The CSTO has scheduled three more sets of military manoeuvres near the border in October.")
    assert claim.measure is not None
    assert (claim.measure.value, claim.measure.unit) == (3, "times")
    assert claim.status == "planned"


def test_money_has_its_currency() -> None:
    claim = one("pledged", "Japan promised $10 million in emergency aid for Gaza.")
    assert claim.measure is not None
    assert (claim.measure.value, claim.measure.unit) == (10_000_000, "USD")


def test_where_nothing_is_counted_there_is_no_measure() -> None:
    assert one("seized", "Rebels captured Bambari on Tuesday.").measure is None


def test_the_author_of_a_passive_acts() -> None:
    claim = one("seized", "The town of Bambari was captured by M23 fighters on Tuesday.")
    assert claim.actor is not None
    assert "M23" in claim.actor.name
    assert claim.period is not None
    assert claim.period.start == "2023-09-19"


def test_members_are_parties() -> None:
    claim = one("membership", "CSTO members include Armenia, Belarus and Kazakhstan.")
    assert {"ARM", "BLR", "KAZ"} <= {party.country for party in claim.parties}


def test_each_of_two_states_makes_its_own_statement() -> None:
    found = [c for c in read(_document("Egypt and Jordan condemned the raid.")) if c.kind == "statement"]
    assert {c.actor.country for c in found if c.actor} == {"EGY", "JOR"}


def test_a_second_date_tells_a_second_meeting() -> None:
    text = "Envoys of Armenia and Azerbaijan held talks in Geneva on Thursday and in Brussels on Monday."
    assert len([c for c in read(_document(text)) if c.kind == "meeting"]) == 2


def test_a_simulated_strike_is_no_attack() -> None:
    text = "Soldiers at the base repelled a massive missile strike by a simulated enemy during the drills."
    assert {c.status for c in read(_document(text)) if c.kind in ("attack", "exercise")} == {"simulated"}


def test_promotion_keeps_its_section() -> None:
    text = "SEE ALSO: Donors Pledge $1 Billion For Afghanistan"
    found = read(_document(text, (Section("related", 0, len(text)),)))
    assert [claim.section for claim in found if claim.kind == "pledged"] == ["related"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=40,
    )
)
def test_any_row_of_words_is_read_and_evidence_is_the_words(words: list[str]) -> None:
    document = _document(" ".join(words))
    for claim in read(document):
        for span in claim.evidence:
            assert document.text[span.start : span.end] == span.text


def test_the_written_gold_is_read(shared: Path, tmp_path: Path) -> None:
    gold = shared / "gold" / "written" / "security.jsonl"
    lines = []
    for row in map(json.loads, gold.read_text("utf8").splitlines()):
        document = Document(label=row["id"], address=row["id"], text=row["text"], published=row["published"])
        lines += [json.dumps(claim_to_wire(claim)) for claim in read(document)]
    claims = tmp_path / "claims.jsonl"
    claims.write_text("\n".join(lines), "utf8")
    command = [sys.executable, str(shared / "gold" / "score.py"), "security", str(gold), str(claims)]
    score = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    shares = {name: row["right"] / row["of"] for name, row in score["details"].items()}
    assert score["f1"] >= 0.75
    assert shares["status"] >= 0.88
    assert shares["actor"] >= 0.8
    assert shares["country"] >= 0.82
