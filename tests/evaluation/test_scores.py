"""Scores on gold so small that they can be reckoned by hand."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from panj.errors import InputError
from panj.evaluation import (
    Gold,
    Refusal,
    breakdown,
    load,
    score_dates,
    score_figures,
    score_numbers,
    score_places,
    score_security,
    score_seeds,
)
from panj.model import (
    Annotation,
    Candidate,
    Claim,
    Date,
    Evidence,
    Measure,
    Number,
    Party,
    Period,
    Place,
    PlaceMention,
    Span,
)

Made = Callable[..., Gold]


def claim(document: str, value: float | None, kind: str, start: int = 0, **more: Any) -> Claim:
    measure = more.pop("measure", Measure(value))
    return Claim(
        id=f"c_{document}_{start}_{kind}",
        document=document,
        document_id="d_" + document,
        kind=kind,
        evidence=(Evidence(start, start + 4, "text"),),
        reader="toy@1",
        measure=measure,
        **more,
    )


def fact(value: float | None, kind: str | list[str], **more: Any) -> dict[str, Any]:
    return {
        "value": value,
        "low": None,
        "high": None,
        "qualifier": "exact",
        "unit": "people",
        "kind": kind,
        "quote": "text",
        "span": [0, 4],
        **more,
    }


def row(name: str, *facts: dict[str, object], **more: object) -> dict[str, object]:
    return {"id": name, "language": "en", "text": "some text", "facts": facts, **more}


def test_figures_are_matched_by_number_and_unit(gold: Made) -> None:
    made = gold(
        row("a", fact(100, "fled"), fact(60, "evacuated", unit="families"), fact(7, "killed")),
        row("b"),
    )
    claims = [
        claim("a", 100, "displaced", 1),
        claim("a", 60, "evacuated", 2, measure=Measure(60, unit="households")),
        claim("b", 5, "arrived", 3),
    ]
    scores = score_figures(made, claims)
    assert (scores.summary["gold"], scores.summary["claimed"]) == (3, 3)
    assert scores.figures["figure"] == pytest.approx(0.667)
    assert scores.figures["kind"] == pytest.approx(0.333)
    assert scores.figures["family"] == pytest.approx(0.667)
    assert scores.summary["missed"] == [["a", 7, ["killed"]]]
    assert scores.summary["spurious"] == [["b", 5, "arrived"]]


def test_two_claims_of_one_number_go_to_the_facts_of_their_kinds(gold: Made) -> None:
    made = gold(row("a", fact(9, "killed"), fact(9, "injured")))
    scores = score_figures(made, [claim("a", 9, "injured", 1), claim("a", 9, "killed", 2)])
    assert scores.figures["kind"] == 1.0


def test_vague_figures_are_not_asked_for_and_optional_ones_may_be_missed(gold: Made) -> None:
    made = gold(row("a", fact(None, "fled", qualifier="vague", low=200, high=999), fact(50, "expected")))
    assert score_figures(made, []).summary["gold"] == 0
    assert score_figures(made, [claim("a", 50, "arrived")]).figures["kind"] == 1.0


def test_what_is_said_beside_the_number(gold: Made) -> None:
    told = fact(
        100, "crossed", qualifier="about", status="unconfirmed", flow="flow", origin="Kunduz", destination="Panj",
        country="TJK", when={"start": "2021-07-12", "end": None},
    )  # fmt: skip
    place = Place("Panj", "Panj", country="TJK")
    right = claim(
        "a", None, "arrived", measure=Measure(100, qualifier="about"), status="unconfirmed", flow="flow",
        destination=(place,), period=Period("2021-07-12", "2021-07-14"),
    )  # fmt: skip
    scores = score_figures(gold(row("a", told)), [right])
    assert {name: scores.figures[name] for name in ("qualifier", "status", "stock", "when", "destination")} == {
        "qualifier": 1.0, "status": 1.0, "stock": 1.0, "when": 1.0, "destination": 1.0,
    }  # fmt: skip
    assert scores.figures["country"] == 1.0
    assert scores.figures["origin"] == 0.0
    assert [(fault.what, fault.wanted, fault.got) for fault in scores.faults] == [("origin", "Kunduz", "nothing")]


def test_the_first_claim_is_held_against_the_recorded_figure(gold: Made) -> None:
    idmc = {"quantity": 100, "unit": "People", "term": "Forced to Flee", "country": "TJK"}
    made = gold(row("a", fact(100, "fled"), idmc=idmc))
    claims = [claim("a", 5, "killed", 1, rank=2), claim("a", 100, "displaced", 2, rank=1)]
    figures = score_figures(made, claims).figures
    assert (figures["principal_quantity"], figures["principal_quantity_unit"]) == (1.0, 1.0)
    assert (figures["principal_quantity_unit_term"], figures["principal_country"]) == (0.0, 0.0)


def test_a_missed_figure_shows_its_text_and_why_it_was_refused(gold: Made) -> None:
    text = "a long way before it, some 100 people fled"
    start = text.index("100")
    made = gold(row("a", fact(100, "fled", span=[start, start + 3]), text=text))
    refusals = {"a": [Refusal(0, 1, "not this one"), Refusal(start, start + 3, "too far from 'fled'")]}
    (fault,) = score_figures(made, [], {"a": text}, refusals).faults
    assert (fault.what, fault.words, fault.why) == ("missed", "100", "too far from 'fled'")
    assert fault.before + fault.words + fault.after == text


def test_breakdowns(gold: Made) -> None:
    made = gold(row("a", fact(1, "fled"), fact(2, "killed"), style="wire"), row("b", style="local"))
    claims = [claim("a", 1, "fled", rule="subject: flee"), claim("b", 3, "fled", rule="list: flee")]
    outcomes = score_figures(made, claims).outcomes
    by_kind = {r.name: (r.gold, r.claimed, r.found, r.right) for r in breakdown(outcomes, "kind", made.sources)}
    assert by_kind == {"fled": (1, 2, 1, 1), "killed": (1, 0, 0, 0)}
    assert [r.name for r in breakdown(outcomes, "rule", made.sources)] == ["subject", "(missed)", "list"]
    assert [(r.name, r.found) for r in breakdown(outcomes, "source", made.sources)] == [("wire", 1), ("local", 0)]


def test_a_language_alone(gold: Made) -> None:
    rows = row("a", fact(1, "fled")), {**row("b", fact(2, "fled")), "language": "fr"}
    assert set(gold(*rows, language="fr").rows) == {"b"}


def test_security_claims_are_found_by_kind_and_place_in_the_text(gold: Made) -> None:
    want = {"kind": "seized", "status": "asserted", "quote": "text", "span": [10, 20]}
    first = {**want, "actor": {"name": "Taliban", "country": "AFG"}, "country": "AFG", "source": "Taliban"}
    made = gold({"id": "a", "text": "x" * 60, "claims": [first, {**want, "kind": "attack", "span": [30, 40]}]})
    claims = [claim("a", None, "seized", 18, measure=None, actor=Party("Taleban", "AFG"), rule="v: seize"),
              claim("a", None, "attack", 50, measure=None)]  # fmt: skip
    scores = score_security(made, claims)
    assert scores.figures == {"claims": 0.5, "actor": 1.0, "country": 0.0, "source": 1.0, "status": 1.0}
    assert [fault.what for fault in scores.faults] == ["country", "missed", "spurious"]


def test_seeds_name_the_field_that_differs(tmp_path: Path) -> None:
    facts = [
        {"doc": "one.txt", "start": 0, "end": 4, "kind": ["fled", "crossed"], "value": 200, "unit": "people"},
        {"doc": "one.txt", "start": 0, "end": 4, "kind": ["fled"], "value": 200, "origin": "AFG"},
        {"doc": "two.txt", "start": 0, "end": 4, "kind": ["fled"]},
    ]
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds.json").write_text(json.dumps(facts), "utf8")
    scores = score_seeds(load([tmp_path / "seeds.json"]), [claim("one", 200, "fled", 50), claim("two", 1, "fled", 500)])
    assert (scores.summary["right"], scores.summary["of"]) == (1, 3)
    assert [wrong[-1] for wrong in scores.summary["wrong"]] == ["origin", "nothing read"]


def test_numbers(gold: Made) -> None:
    made = gold(
        {"id": "a", "text": "more than 200 families", "qualifier": "at_least",
         "numbers": [{"low": 200, "high": None, "unit": "families"}]},
        {"id": "b", "text": "64 boys and 113 girls", "qualifier": "exact",
         "numbers": [{"value": 64, "unit": "boys"}, {"value": 113, "unit": "girls"}]},
    )  # fmt: skip
    boys = Number(0, 2, Span(0, 2), 64, None, None, "exact", "boys")
    least = Number(0, 13, Span(10, 13), 200, 200, None, "at_least", "families")
    scores = score_numbers(made, {"a": Annotation(numbers=(least,)), "b": Annotation(numbers=(boys,))})
    assert scores.figures == {"bounds": 0.5, "unit": 0.5, "qualifier": 1.0, "phrase": 0.5}


def test_dates(gold: Made) -> None:
    text = "On Monday, for two days, on 3 May"
    dates = [
        {"start": 3, "end": 9, "type": "DATE", "value": "2021-05-03"},
        {"start": 15, "end": 23, "type": "DURATION", "value": "P2D"},
    ]
    made = gold({"id": "a", "published": "2021-05-05", "text": text, "dates": dates})
    seen = (Date(0, 9, "DATE", "2021-05-03", None), Date(15, 23, "DATE", "2021", None), Date(28, 33, "DATE", "x", None))
    scores = score_dates(made, {"a": Annotation(dates=seen)})
    assert scores.figures == {"relaxed": 0.8, "value": 0.4, "type": 0.4}
    assert [fault.what for fault in scores.faults] == ["spurious", "value"]


def test_places(gold: Made) -> None:
    places = [
        {"start": 0, "end": 4, "text": "Panj", "latitude": 37.2, "longitude": 69.1},
        {"start": 9, "end": 14, "text": "Paris", "latitude": 48.85, "longitude": 2.35},
        {"start": 20, "end": 24, "text": "Osh.", "latitude": 40.5, "longitude": 72.8},
    ]
    made = gold({"id": "a", "text": "Panj and Paris near Osh.", "places": places})
    texas = Candidate("g:2", "Paris", "USA", 33.66, -95.55, "place", 0.6)
    seen = (
        PlaceMention(0, 4, "Panj", (Candidate("g:1", "Panj", "TJK", 37.24, 69.1, "place", 0.9),)),
        PlaceMention(9, 14, "Paris", (texas,)),
        PlaceMention(15, 19, "Tajik", (texas,), demonym=True),
    )
    scores = score_places(made, {"a": Annotation(places=seen)})
    assert scores.figures == {"exact": 0.8, "near": 0.333}
    assert [fault.what for fault in scores.faults] == ["far", "missed"]


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.jsonl", '{"id": "a", "text": "nothing known"}\n'), ("b.jsonl", "{broken"), ("c.json", "[1, 2]")],
)
def test_what_is_no_gold_is_told(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / name).write_text(text, "utf8")
    with pytest.raises(InputError, match=name):
        load([tmp_path / name])


def test_gold_of_two_sorts_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "", "facts": []}\n', "utf8")
    (tmp_path / "b.jsonl").write_text('{"id": "b", "text": "", "dates": []}\n', "utf8")
    with pytest.raises(InputError, match="several sorts"):
        load([tmp_path / "a.jsonl", tmp_path / "b.jsonl"])
