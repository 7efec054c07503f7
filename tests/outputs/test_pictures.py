import re
from typing import Any

import pytest

from panj.model import Estimate, Event, Period, Place, Point, View
from panj.outputs import timeline, worldmap
from panj.outputs.drawing import Numbered
from panj.outputs.geometry import clip, country_names, frame, regions


def numbered(view: View) -> list[Numbered]:
    return [Numbered(number, event) for number, event in enumerate(view.events(), start=1)]


def place(name: str, longitude: float, latitude: float, level: Any = "place", country: str | None = None) -> Place:
    return Place(name, name, name, country, None, latitude, longitude, level, 1.0)


def event(number: int, best: float = 100, **fields: Any) -> Event:
    return Event(
        f"e_{number}", "fled", f"Event {number}", Estimate(best, best, best, None), (), (), unit="people", **fields
    )


def test_each_region_has_its_own_map_with_its_countries(sample: View) -> None:
    maps, unplaced = worldmap.draw(numbered(sample))
    assert {part for region in maps for part in region.title.split(", ")} == {
        "Afghanistan", "Tajikistan", "Armenia", "Azerbaijan", "India",
    }  # fmt: skip
    assert unplaced == []
    assert all('class="land' in region.svg for region in maps)


def test_the_middle_of_a_country_or_province_is_drawn_faint(sample: View) -> None:
    maps, _ = worldmap.draw(numbered(sample))
    kerala = next(region for region in maps if region.title == "India")
    assert re.search(r'<circle[^>]*class="spot b-stock vague"', kerala.svg)


def test_an_event_without_a_known_place_is_named_and_not_drawn() -> None:
    maps, unplaced = worldmap.draw([Numbered(1, event(1)), Numbered(2, event(2, place=(place("X", 10, 10),)))])
    assert [item.number for item in unplaced] == [1]
    assert len(maps) == 1


def test_movement_over_the_date_line_is_one_short_arc() -> None:
    item = Numbered(1, event(1, origin=(place("A", 179.5, -17),), destination=(place("B", -179.5, -17),)))
    maps, _ = worldmap.draw([item])
    circle = re.search(r'<circle cx="([\d.]+)"', maps[0].svg)
    assert len(maps) == 1
    assert circle
    assert 0 < float(circle[1]) < worldmap.WIDTH


@pytest.mark.parametrize("point", [(0.0, 90.0), (0.0, -90.0), (180.0, 0.0), (-180.0, 0.0), (0.0, 0.0)])
def test_the_ends_of_the_world_can_be_drawn(point: tuple[float, float]) -> None:
    maps, _ = worldmap.draw([Numbered(1, event(1, place=(place("End", *point),)))])
    assert len(maps) == 1
    assert "nan" not in maps[0].svg


def test_events_at_one_spot_share_a_circle() -> None:
    items = [Numbered(n, event(n, best=n * 10, place=(place("X", 10, 10),))) for n in (1, 2, 3)]
    maps, _ = worldmap.draw(items)
    assert maps[0].svg.count("<circle") == 1
    assert "1 · 2 · 3" in maps[0].svg


def test_every_country_has_a_name() -> None:
    assert country_names()["TJK"] == "Tajikistan"


def test_clipping_keeps_what_is_inside() -> None:
    square = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]
    assert sorted(clip(square, 1, 1, 3, 3)) == [(1, 1), (1, 3), (3, 1), (3, 3)]
    assert clip(square, 5, 5, 6, 6) == []


def test_a_frame_holds_its_points() -> None:
    points = [(70.0, 30.0), (75.0, 40.0)]
    view = frame(points, 560, (0.6, 0.8), 2)
    for longitude, latitude in points:
        x, y = view.project(longitude, latitude)
        assert 0 < x < view.width
        assert 0 < y < view.height


def test_far_events_are_in_other_regions_and_near_ones_together() -> None:
    assert regions([[(0, 0)], [(1, 1)], [(100, 40)], []], 7) == [[0, 1], [2]]


def test_the_timeline_orders_events_by_time_and_breaks_where_nothing_happens(sample: View) -> None:
    line = timeline.draw(numbered(sample))
    assert line
    assert [item.event.kind for item in line.shown] == ["in_camp", "crossed", "crossed", "died", "fled"]
    assert line.svg.count('class="stretch"') == 3
    assert "Sept 2023" in line.svg


def test_events_without_a_year_are_named_as_undated() -> None:
    undated = Numbered(1, event(1, period=Period("--09-13", "--09-13", "day")))
    dated = Numbered(2, event(2, period=Period("2021", None, "year")))
    line = timeline.draw([undated, dated])
    assert line
    assert line.undated == (undated,)
    assert timeline.draw([undated]) is None


def test_the_largest_of_many_events_are_on_the_timeline() -> None:
    items = [
        Numbered(n, event(n, best=n, period=Period(f"{1950 + n}-02-28", f"{1950 + n}-03-02", "day")))
        for n in range(1, 80)
    ]
    line = timeline.draw(items)
    assert line
    assert line.more == 79 - timeline.MAX_ROWS
    assert min(item.number for item in line.shown) == 80 - timeline.MAX_ROWS
    assert line.svg.count('class="stretch"') <= timeline.MAX_STRETCHES


@pytest.mark.parametrize("date", ["9999-12-31", "0001-01-01", "2021-02-31", "x", ""])
def test_odd_dates_do_no_harm(date: str) -> None:
    item = event(1, period=Period(date, date, "day"), series=(Point(date, 1, 1, 1, "flow"),))
    line = timeline.draw([Numbered(1, item), Numbered(2, event(2, period=Period("2020-01-01", "2020-01-02", "day")))])
    assert line is not None
    assert [one.number for one in line.shown] == [2]
    assert [one.number for one in line.undated] == [1]


def test_no_events_make_no_pictures() -> None:
    assert timeline.draw([]) is None
    assert worldmap.draw([]) == ([], [])
