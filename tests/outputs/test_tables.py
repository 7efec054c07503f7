from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

from panj.model import Estimate, Evidence, Measure, Place, Source, View
from panj.outputs import tables

HOSTILE = "[bold red]x[/] \x1b[31mred\x1b]0;title\x07 \u202eevil\u2066 :smile: [link=http://x]y[/link]"


def shown(renderable: RenderableType, width: int = 80) -> str:
    console = Console(file=StringIO(), width=width, force_terminal=True, color_system="truecolor", legacy_windows=False)
    console.print(renderable)
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def plain(renderable: RenderableType, width: int = 80) -> str:
    console = Console(file=StringIO(), width=width)
    console.print(renderable)
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize("width", [80, 60, 120])
def test_tables_fit_the_terminal(sample: View, width: int) -> None:
    event = sample.events()[2]
    parts = [
        tables.claims_table(sample.claims()),
        tables.events_table(sample.events()),
        tables.show_event(sample, event),
    ]
    parts += [tables.show_claim(sample, claim) for claim in sample.claims()]
    for part in parts:
        assert max(cell_len(line) for line in plain(part, width).splitlines()) <= width


def test_claims_stand_under_their_report_with_figure_way_and_speaker(sample: View) -> None:
    text = plain(tables.claims_table(sample.claims()))
    assert "murghab/01" in text
    for part in ("347", "more than", "press service", "13–14 July", "planned", "possible", "90%"):
        assert part in text


def test_events_have_bounds_status_and_the_start_of_their_id(sample: View) -> None:
    text = plain(tables.events_table(sample.events()))
    for event in sample.events():
        assert event.id[: tables.SHORT_ID] in text
    for part in ("347 (345–347)", "at least 1,000", "disputed", "Border Troops"):
        assert part in text


def test_an_event_shows_its_reasons_course_parts_copies_and_contradictions(sample: View) -> None:
    text = plain(tables.show_event(sample, sample.events()[2]), 120)
    for part in ("Its parts add to 345", "13 July 2021", "91 men", "murghab/01 = murghab/02", "347 and 345", "settled"):
        assert part in text


def test_a_claim_shows_its_sentence_and_chain(sample: View) -> None:
    text = plain(tables.show_claim(sample, next(iter(sample.claims()))), 120)
    for part in ("A total of 347 citizens of Afghanistan entered Tajikistan", "said by press service", "State Agency"):
        assert part in text


def test_nothing_from_a_report_is_markup_or_an_escape(factory: Any) -> None:
    document = factory.document("[red]label[/]\x1b[2J", f"Head\n\n{HOSTILE} 5 people fled {HOSTILE}", publisher=HOSTILE)
    claim = factory.claim(
        document, "5 people", "fled", measure=Measure(5), origin=(Place(HOSTILE, HOSTILE),),
        sources=(Source(HOSTILE, "speaker"),),
    )  # fmt: skip
    event = factory.event([claim], Estimate(5, 5, 5, None, (HOSTILE,)), title=HOSTILE, origin=claim.origin)
    view = factory.view([document], [claim], [event])
    for part in (
        tables.claims_table([claim]), tables.events_table([event]), tables.show_claim(view, claim),
        tables.show_event(view, event),
    ):  # fmt: skip
        text = shown(part, 200)
        assert "\x1b[31m" not in text
        assert "\x1b]" not in text
        assert "\x1b[2J" not in text
        assert not {"\u202e", "\u2066", "\x07"} & set(text)
        assert "[bold red]x[/]" in plain(part, 300)


def test_evidence_that_is_not_in_the_text_is_shown_as_it_was_stored(factory: Any) -> None:
    document = factory.document("d", "Head\n\n5 people fled")
    claim = replace(factory.claim(document, "5 people", "fled"), evidence=(Evidence(900, 910, "9 people"),))
    assert "9 people" in plain(tables.show_claim(factory.view([document], [claim]), claim))
    assert "9 people" in plain(tables.show_claim(factory.view(), claim))


def test_nothing_to_show_is_said() -> None:
    assert "No claims" in plain(tables.claims_table([]))
    assert "No events" in plain(tables.events_table([]))
