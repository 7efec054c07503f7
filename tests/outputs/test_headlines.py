from dataclasses import replace
from typing import Any

from panj.model import Estimate, Event, Group, Period
from panj.outputs.headlines import Headline, headlines


def event(
    number: int, best: float | None, low: float | None, high: float | None, kind: str = "fled", **fields: Any
) -> Event:
    given = {"unit": "people", "metric": "flow", "boundary": "internal", "additive": True, **fields}
    return Event(f"e_{number}", kind, f"Event {number}", Estimate(best, low, high, None), (), (), **given)


def only(found: list[Headline]) -> Headline:
    assert len(found) == 1
    return found[0]


def test_additive_events_of_one_kind_of_counting_are_added_with_their_bounds() -> None:
    total = only(headlines([event(1, 10, 9, 11), event(2, 5, 5, 5, "evacuated")]))
    assert (total.bucket, total.best, total.low, total.high) == ("internal", 15, 14, 16)


def test_an_open_bound_stays_open() -> None:
    total = only(headlines([event(1, 10, 10, None), event(2, 5, 5, 5)]))
    assert (total.best, total.low, total.high) == (15, 15, None)


def test_nothing_is_added_over_borders_metrics_units_or_kinds_of_counting() -> None:
    events = [
        event(1, 1, 1, 1), event(2, 2, 2, 2, boundary="cross_border"), event(3, 4, 4, 4, metric="stock"),
        event(4, 8, 8, 8, "returned"), event(5, 16, 16, 16, unit="households"),
        event(6, 32, 32, 32, metric="cumulative"), event(7, 64, 64, 64, "killed"),
        event(8, 128, 128, 128, counts="movements"), event(9, 256, 256, 256, boundary=None),
        event(10, 512, 512, 512, "deported"),
    ]  # fmt: skip
    assert sorted(total.best or 0 for total in headlines(events)) == [2**power for power in range(10)]


def test_what_counts_somebody_twice_or_is_unconfirmed_stands_beside() -> None:
    total = only(
        headlines([event(1, 10, 10, 10), event(2, 4, 4, 4, additive=False), event(3, 7, 7, 7, status="unconfirmed")])
    )
    assert total.best == 10
    assert {e.id for e in total.beside} == {"e_2", "e_3"}


def test_what_has_not_happened_is_in_no_headline() -> None:
    assert headlines([event(1, 9, 9, 9, status=status) for status in ("planned", "possible", "retracted")]) == []


def test_combatants_stand_apart_from_displaced_people() -> None:
    soldiers = replace(event(1, 1000, 1000, None), group=Group("soldiers", "combatants"))
    assert {total.bucket: total.best for total in headlines([soldiers, event(2, 3, 3, 3)])} == {
        "combatants": 1000,
        "internal": 3,
    }


def test_events_without_people_have_no_headline() -> None:
    assert headlines([event(1, 3, 3, 3, "exercise", unit="times"), event(2, 1, 1, 1, "pledged", unit="USD")]) == []


def test_stocks_of_different_times_are_not_added() -> None:
    def stock(number: int, day: str) -> Event:
        return event(number, 10, 10, 10, "in_camp", metric="stock", period=Period(None, day, "day"))

    near = only(headlines([stock(1, "2021-07-14"), stock(2, "2021-07-20")]))
    far = only(headlines([stock(1, "2018-08-17"), stock(2, "2021-07-20")]))
    assert (near.best, near.apart, near.first, near.last) == (20, False, "2021-07-14", "2021-07-20")
    assert (far.best, far.apart, len(far.beside)) == (None, True, 2)
