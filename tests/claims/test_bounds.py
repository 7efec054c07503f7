"""No sentence, however hostile, takes more than its share: counted in steps of our own code and not by a clock."""

import random
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from panj import pipeline
from panj.claims import clauses, figures, linking, words
from panj.claims.patterns import Match, outermost
from panj.model import Document

SIZE = 10_000
"""Characters of each hostile text."""
STEPS = 900_000
"""Lines of our code that reading such a text may run through: 45 ms at 50 ns a line. A report takes 165,000."""
VERBS = "fled evacuated displaced killed returned crossed sheltering arrived left homeless attack seized closed said"
PIECES = f"{VERBS} 5,000 people from Osh on Monday and , ( ) of whom may 12".split()


def _mixed(seed: int) -> str:
    chosen = random.Random(seed)
    return " ".join(chosen.choice(PIECES) for _ in range(SIZE))


HOSTILE = {
    "numbers": "5000 ",
    "numbers in commas": "1,",
    "numbers of people": "300 people ",
    "numbers that fled": "300 fled and ",
    "conditions": "if 500 people flee, ",
    "parts": "including 5 of whom 3 ",
    "labels": "Dead: 5 ",
    "shares": "half of the ",
    "number words": "hundred thousand twenty-one ",
    "ratios": "1-2-",
    "of": "of of of ",
    "brackets": "(",
    "brackets in brackets": "([(“",
    "brackets and numbers": "(5 people ",
    "commas": ",",
    "verbs": VERBS + " ",
    "people": "refugees ",
    "people who fled": "refugees fled ",
    "the rest": "the rest fled ",
    "hedges": "may ",
    "speakers": "he said ",
    "quotes": "“a,” said B, ",
    "dates": "Monday 5 May 2024 since ",
    "names": "Osh, Batken and Aa Bb Cc ",
    "capitals": "A. ",
    "armies": "Russian army soldiers attack of ",
    "letters": "x",
    "blank lines": "\n",
    "apostrophes": "’",
    "telephones": "+1 00 ",
    "small words": "the on in with was as a ",
    "quotation marks": '"a said ',
    "words joined": "said-",
}


def _steps(run: Callable[[], object]) -> int:
    """How many lines of the package a call runs through, loops and comprehensions counted each time round."""
    count = 0

    def line(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    def call(frame: FrameType, event: str, argument: Any) -> Any:
        return line if frame.f_globals.get("__name__", "").startswith("panj") else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        run()
    finally:
        sys.settrace(before)
    return count


def _document(text: str) -> Document:
    return Document("hostile", "hostile", text, published="2024-05-05", language="en")


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """Word lists are loaded before steps are counted."""
    pipeline.read_document(_document("On Monday 300 people fled Osh, he said. Soldiers seized 5 bases."))


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_takes_no_more_steps_than_its_share(piece: str) -> None:
    text = (piece * SIZE)[:SIZE]
    assert _steps(lambda: pipeline.read_document(_document(text))) < STEPS


@pytest.mark.parametrize("seed", range(3))
def test_words_of_the_grammar_in_any_order_take_no_more_steps_than_their_share(seed: int) -> None:
    text = _mixed(seed)[:SIZE]
    assert _steps(lambda: pipeline.read_document(_document(text))) < STEPS


@pytest.mark.parametrize("piece", ["300 fled and ", "refugees fled ", "the rest returned ", VERBS + " 300 people "])
def test_links_of_a_sentence_are_bounded(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0

    def counted(rule: Callable[..., float | None]) -> Callable[..., float | None]:
        def call(*arguments: Any) -> float | None:
            nonlocal calls
            calls += 1
            return rule(*arguments)

        return call

    monkeypatch.setattr(linking, "RULES", tuple((name, counted(rule)) for name, rule in linking.RULES))
    pipeline.read_document(_document((piece * SIZE)[:SIZE]))
    assert calls <= 3 * figures.MAX_NUMBERS * clauses.MAX_TRIGGERS * len(linking.RULES)


def test_what_stands_behind_the_words_that_are_read_breaks_nothing() -> None:
    long = "people fled " * words.MAX_WORDS + "from Osh to Batken, 300 of them on Monday, the refugees said"
    assert all(claim.evidence[0].start < len(long) for claim in pipeline.read_document(_document(long)))


def test_a_pattern_inside_a_longer_one_is_left_out() -> None:
    def match(start: int, end: int) -> Match[str]:
        return Match(start, end, start, "", f"{start}-{end}")

    found = [match(2, 3), match(0, 4), match(3, 6), match(0, 4), match(0, 2), match(5, 6)]
    assert [(m.start, m.end) for m in outermost(found)] == [(0, 4), (0, 4), (3, 6)]
