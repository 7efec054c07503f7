"""Which figure another is a part of: sentences of our own."""

import pytest

import panj

PARTS = [
    ("Some 900 people fled. Of these, 300 are in camps and 200 went home.", {300: 900, 200: 900}),
    ("Of the 9,800 households profiled, 5,600 live in huts and 900 in tents.", {5600: 9800, 900: 9800}),
    ("Nearly 350 refugees crossed into Chad. Of those who came, 177 were minors.", {177: 350}),
    (
        "Some 347 people crossed into Chad. There are 91 men, 77 women and 177 children in the group, of whom 64 are "
        "boys and 113 are girls.",
        {91: 347, 77: 347, 177: 347, 64: 177, 113: 177},
    ),
    ("Some 900 people were killed: 500 men, 300 women and 100 children.", {500: 900, 300: 900, 100: 900}),
    ("Some 347 people fled. In Goma 91 men, 77 women and 30 children were killed.", {91: None, 77: None, 30: None}),
    ("Some 900 people fled Sake and 200 fled Minova.", {200: None}),
]


@pytest.mark.parametrize(("text", "parts"), PARTS)
def test_parts(text: str, parts: dict[float, float | None]) -> None:
    claims = {claim.id: claim for claim in panj.read(text, published="2024-05-10")}
    values = {ident: claim.measure.value for ident, claim in claims.items() if claim.measure is not None}
    told = {values[claim.id]: values.get(claim.part_of or "") for claim in claims.values() if claim.id in values}
    assert {part: told.get(part) for part in parts} == parts
