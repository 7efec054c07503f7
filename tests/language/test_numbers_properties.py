"""What holds for numbers in any text, and numbers written out and read back."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panj.language.numbers import find

ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = [(10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand")]


def spelt(value: int, joiner: str, hyphen: str) -> str:
    """The number in English words, with or without "and" and hyphens."""
    for scale, name in SCALES:
        if value >= scale:
            head, rest = divmod(value, scale)
            link = f" {joiner} " if joiner and 0 < rest < 100 else " "
            tail = link + spelt(rest, joiner, hyphen) if rest else ""
            return f"{spelt(head, joiner, hyphen)} {name}{tail}"
    if value >= 100:
        head, rest = divmod(value, 100)
        link = f" {joiner} " if joiner else " "
        return f"{ONES[head]} hundred" + (link + spelt(rest, joiner, hyphen) if rest else "")
    if value >= 20:
        head, rest = divmod(value, 10)
        return TENS[head] + (hyphen + ONES[rest] if rest else "")
    return ONES[value]


def grouped(value: int, mark: str) -> str:
    return f"{value:,}".replace(",", mark)


def indian(value: int) -> str:
    head, tail = divmod(value, 1000)
    groups = []
    while head:
        head, group = divmod(head, 100)
        groups.append(f"{group:02d}" if head else str(group))
    return ",".join([*reversed(groups), f"{tail:03d}"]) if groups else str(tail)


@given(st.integers(2, 10**13), st.sampled_from(["and", ""]), st.sampled_from(["-", " "]))
def test_a_number_in_words_is_read_back(value: int, joiner: str, hyphen: str) -> None:
    numbers = find(f"In all {spelt(value, joiner, hyphen)} people fled.")
    assert [number.value for number in numbers] == [value]
    assert numbers[0].unit == "people"


@given(st.integers(2, 10**13), st.sampled_from([",", " ", "\u00a0", "\u2009", "\u202f", "'", "’"]))
def test_a_number_in_groups_of_three_is_read_back(value: int, mark: str) -> None:
    text = f"They counted {grouped(value, mark)} people there."
    numbers = find(text)
    assert [number.value for number in numbers] == [value]
    assert text[numbers[0].core.start : numbers[0].core.end] == grouped(value, mark)


@given(st.integers(1000, 99_99_99_999))
def test_a_number_in_lakhs_and_crores_is_read_back(value: int) -> None:
    assert [number.value for number in find(f"They counted {indian(value)} people.")] == [value]


@given(st.integers(1, 9_999), st.sampled_from(["million", "m", "billion", "bn", "thousand", "k", "lakh", "crore"]))
def test_a_decimal_with_a_multiplier_is_read_back(tenths: int, multiplier: str) -> None:
    scale = {"million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9, "thousand": 10**3, "k": 10**3}
    factor = scale.get(multiplier) or {"lakh": 10**5, "crore": 10**7}[multiplier]
    blank = "" if len(multiplier) < 3 else " "
    numbers = find(f"Some {tenths / 10}{blank}{multiplier} people fled.")
    assert [(number.value, number.qualifier, number.unit) for number in numbers] == [
        (tenths * factor // 10, "about", "people")
    ]


@given(st.integers(2, 10**6), st.integers(1, 10**6))
def test_a_range_has_both_its_bounds(low: int, step: int) -> None:
    high = low + step
    for text in (f"between {low:,} and {high:,} people", f"from {low:,} to {high:,} people"):
        (number,) = find(text)
        assert (number.value, number.low, number.high, number.qualifier) == (None, low, high, "range")
        assert (number.start, number.unit) == (0, "people")


WORDS = [
    "half", "of", "the", "a", "one", "two", "twenty", "hundred", "hundreds", "thousand", "thousands", "million", "and",
    "in", "between", "from", "to", "more", "than", "about", "no", "none", "was", "displaced", "people", "families",
    "third", "thirds", "couple", "few", "several", "dozen", "12", "1,037", "1,0371", "52, 000", "3.4", "2016", "May",
    "%", "$", "€5", "km", "-", "–", "(", ")", ".", ",", "\n", "\n\n", "3-2", "8:30", "p.m.", "No.", "İ", "½", "4m", "x",
    "score", "twice", "that", "Phase", "5's", "per", "cent", "lakh", "+", ">", "~", "or", "so", "odd", "-odd", "old",
]  # fmt: skip


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)))
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for number in find(text):
        assert end <= number.start < number.end <= len(text)
        assert number.start <= number.core.start < number.core.end <= number.end
        if number.base:
            assert number.start <= number.base.start < number.base.end <= number.end
        assert text[number.core.start : number.core.end].strip()
        if number.low is not None and number.high is not None:
            assert number.low <= number.high
        if number.shape in ("time", "identifier", "ordinal"):
            assert number.value is None
        end = number.end


@pytest.mark.parametrize(
    "piece", ["1,", "1 000 ", "one hundred and ", "hundreds of ", "half of the ", "5-", "+1 2", "'", "1:", " \n"]
)
def test_a_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    text = piece * 20_000
    assert all(0 <= found.start < found.end <= len(text) for found in find(text))


def test_the_gold_phrases_are_all_right(shared: Path) -> None:
    for line in (shared / "gold/components/numbers.jsonl").read_text("utf8").splitlines():
        row = json.loads(line)
        numbers = find(row["text"])
        assert len(numbers) == len(row["numbers"]), row["text"]
        for number, gold in zip(numbers, row["numbers"], strict=True):
            stated = number.value if number.qualifier in ("exact", "about") else None
            bounds = (number.low or stated, number.high or stated)
            assert number.unit == gold["unit"].lower(), row["text"]
            assert (number.value == gold["value"]) if "value" in gold else (bounds == (gold["low"], gold["high"])), row
        assert row["qualifier"] in {number.qualifier for number in numbers}, row["text"]


@pytest.mark.parametrize("name", ["en1", "en2", "en3", "en4"])
def test_the_figures_of_the_written_gold_are_found(shared: Path, name: str) -> None:
    found = agreed = stated = 0
    for line in (shared / f"gold/written/{name}.jsonl").read_text("utf8").splitlines():
        row = json.loads(line)
        numbers = find(row["text"])
        for fact in row["facts"]:
            start, end = fact["span"]
            if not re.search(r"\d", row["text"][start:end]):
                continue
            stated += 1
            here = [n for n in numbers if n.start < end and start < n.end]
            same = [n for n in here if (n.value, n.low, n.high) == (fact["value"], fact["low"], fact["high"])]
            found += any(fact["value"] in (n.value, n.whole) or n in same for n in here)
            agreed += any(n.qualifier == fact["qualifier"] for n in here)
    assert found / stated >= 0.96
    assert agreed / stated >= 0.95
