"""What goes on a map and into tables for programs: GeoJSON, Parquet and GeoParquet, read back by others."""

import io
import json
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj.model import Place, View
from panj.outputs.exports import Material, Stamp, write
from panj.outputs.exports.features import SPOTS, circle, drawn, features, line
from panj.outputs.exports.geojson import geometry
from panj.outputs.exports.rows import TABLES

ABOUT = Stamp("0.1.0", "grammar@0.1.0+aa", "1234abcd", "2023-10-01T08:00:00Z", as_of="2023-09-30", role="restricted")
SCHEMA = json.loads(files("panj.data").joinpath("schema", "geojson.schema.json").read_text("utf8"))
SHAPE = jsonschema.Draft202012Validator({**SCHEMA["$defs"]["geometry"], "$defs": SCHEMA["$defs"]})
POINTS = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


def made(view: View, form: str, table: str = "events") -> bytes:
    return write(Material(view, ABOUT, table=table), form).data


def test_geojson_is_valid(sample: View) -> None:
    collection = json.loads(made(sample, "geojson"))
    jsonschema.Draft202012Validator(SCHEMA).validate(collection)
    assert collection["about"]["as_of"] == "2023-09-30"
    assert collection["about"]["reader"] == "grammar@0.1.0+aa"
    assert len({one["id"] for one in collection["features"]}) == len(collection["features"])


def test_a_movement_is_a_line_and_its_ends_say_how_accurate_they_are(sample: View) -> None:
    found = [one for one in features(sample) if one.properties["title"].startswith("Afghans cross")]
    assert [one.properties["role"] for one in found] == ["movement", "origin", "destination"]
    movement = found[0]
    assert movement.geometry.type == "LineString"
    assert movement.geometry.paths == (((74.2, 37.3), (73.97, 38.17)),)
    assert (movement.properties["name"], movement.properties["to_name"]) == ("Andemin", "Murghob")
    assert movement.properties["to_accuracy_km"] == 25
    assert (movement.properties["best"], movement.properties["low"], movement.properties["status"]) == (
        347,
        345,
        "reported",
    )


def test_the_middle_of_something_wide_is_never_a_spot(sample: View) -> None:
    for one in features(sample):
        if one.properties["role"] != "movement":
            assert (one.geometry.type == "Point") == (one.properties["level"] in SPOTS)
    country = next(one for one in features(sample) if one.properties["level"] == "country")
    assert 400 < country.properties["accuracy_km"] < 520, "Afghanistan has about 650,000 square km"


def test_in_the_open_view_a_town_is_an_area_for_its_point_is_the_middle_of_a_division(sample: View) -> None:
    collection = json.loads(write(Material(sample, replace(ABOUT, role="open")), "geojson").data)
    jsonschema.Draft202012Validator(SCHEMA).validate(collection)
    towns = [one for one in collection["features"] if one["properties"]["level"] == "place"]
    spots = [one for one in towns if one["properties"]["role"] != "movement"]
    assert {one["geometry"]["type"] for one in spots} == {"Polygon"}
    assert {one["properties"]["accuracy_km"] for one in towns} == {75.0}
    inside = Place("Goris", "Goris", "geonames:1", "ARM", None, 39.5, 46.3, "place", divisions=("a", "b"))
    assert drawn(inside, "open").level == "adm2"
    assert drawn(inside, "restricted") is inside


def test_events_without_a_point_are_left_out(sample: View, factory) -> None:
    event = replace(sample.events()[2], origin=(Place("there", "there"),), destination=())
    assert list(features(factory.view([], [], [event]))) == []


def test_a_line_over_the_180th_meridian_is_cut() -> None:
    assert line((179.0, -17.0), (-179.0, -18.0)).paths == (
        ((179.0, -17.0), (180.0, -17.5)),
        ((-180.0, -17.5), (-179.0, -18.0)),
    )
    assert line((10.0, 5.0), (10.0, 5.0)) is None
    assert circle((179.9, -17.0), 100).type == "MultiPolygon"


@given(POINTS, POINTS)
def test_any_line_is_valid(start, end) -> None:
    found = line(start, end)
    if found is not None:
        SHAPE.validate(geometry(found))


@given(POINTS, st.floats(1, 3000))
def test_any_circle_is_valid_and_turns_counter_clockwise(middle, radius) -> None:
    found = circle(middle, radius)
    SHAPE.validate(geometry(found))
    for ring in found.paths:
        assert ring[0] == ring[-1]
        assert sum((x1 - x0) * (y1 + y0) for (x0, y0), (x1, y1) in pairwise(ring)) < 1e-6


@pytest.mark.parametrize("table", TABLES)
def test_parquet_is_read_by_pandas(sample: View, table: str) -> None:
    pytest.importorskip("pyarrow")
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_parquet(io.BytesIO(made(sample, "parquet", table)))
    assert list(frame.columns) == [column.name for column in TABLES[table]]
    assert len(frame) == len(list(getattr(sample, table)()))
    if table == "events":
        crossing = frame[frame.title.str.startswith("Afghans")].iloc[0]
        assert (crossing.best, crossing.low, crossing.additive, crossing.independent_sources) == (347, 345, True, 1)
        assert frame.high.isna().sum() == 2, "an open bound is no number"


def test_parquet_says_where_it_comes_from(sample: View) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    about = json.loads(parquet.read_schema(io.BytesIO(made(sample, "parquet"))).metadata[b"panj"])
    assert (about["as_of"], about["rules"], about["role"]) == ("2023-09-30", "1234abcd", "restricted")


def test_geoparquet_is_read_by_geopandas(sample: View, tmp_path) -> None:
    geopandas = pytest.importorskip("geopandas")
    path = tmp_path / "a.parquet"
    path.write_bytes(made(sample, "geoparquet"))
    frame = geopandas.read_parquet(path)
    assert frame.crs.to_string() == "OGC:CRS84"
    assert frame.geometry.is_valid.all()
    found = list(features(sample))
    assert [one.id for one in found] == list(frame.id)
    for one, shape in zip(found, frame.geometry, strict=True):
        assert json.loads(json.dumps(shape.__geo_interface__)) == json.loads(json.dumps(geometry(one.geometry)))


@pytest.mark.parametrize("form", ["geojson", "parquet", "geoparquet"])
def test_an_empty_record_gives_an_empty_file_that_is_valid(factory, form: str, tmp_path) -> None:
    data = made(factory.view(), form)
    if form == "geojson":
        assert json.loads(data)["features"] == []
    else:
        assert pytest.importorskip("pandas").read_parquet(io.BytesIO(data)).empty


def test_a_missing_pyarrow_says_what_to_install(sample: View, monkeypatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(Exception, match=r'pip install "panj\[export\]"'):
        made(sample, "parquet")
