"""Parquet, by pyarrow: a table with typed columns, or features with a geometry (GeoParquet 1.1)."""

import io
import json
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from typing import Any, Final

from panj.outputs.exports.features import PROPERTIES, Feature, Geometry, features
from panj.outputs.exports.needs import package
from panj.outputs.exports.rows import Cell, rows
from panj.outputs.exports.stamp import Material

ROWS: Final = 20_000
"""Rows of a group: what is in memory at a time."""
_WKB: Final = {"Point": 1, "LineString": 2, "Polygon": 3, "MultiLineString": 5, "MultiPolygon": 6}
_ONE: Final = {"MultiLineString": "LineString", "MultiPolygon": "Polygon"}


def write(material: Material) -> bytes:
    """The chosen table. Where it comes from stands in the file's metadata under `panj`."""
    columns, found = rows(material.view, material.table)
    return _written([(column.name, column.type) for column in columns], found, {"panj": _about(material)})


def write_features(material: Material) -> bytes:
    """The ways and places of all events, with their geometry as WKB in longitude and latitude (OGC:CRS84)."""
    found = list(features(material.view, material.about.role))
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": sorted({one.geometry.type for one in found}),
        "orientation": "counterclockwise",
    }
    if found:
        points = [point for one in found for point in one.geometry.points]
        across, up = [x for x, _ in points], [y for _, y in points]
        column["bbox"] = [min(across), min(up), max(across), max(up)]
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    names = [("id", "text"), *PROPERTIES.items(), ("geometry", "bytes")]
    return _written(names, map(_row, found), {"panj": _about(material), "geo": geo})


def _row(one: Feature) -> list[Any]:
    return [one.id, *(one.properties[name] for name in PROPERTIES), wkb(one.geometry)]


def _about(material: Material) -> dict[str, Any]:
    return {**asdict(material.about), "filters": dict(material.narrowed), "title": material.title}


def table_of(columns: Sequence[tuple[str, str]], found: Iterable[Sequence[Any]]) -> Any:
    """Rows as a pyarrow.Table."""
    arrow = package("pyarrow", "export", "Parquet files and tables of pyarrow")
    schema = _schema(arrow, columns)
    return arrow.Table.from_batches([_batch(arrow, schema, some) for some in _batches(found)], schema)


def _schema(arrow: Any, columns: Sequence[tuple[str, str]]) -> Any:
    types = {
        "text": arrow.string(), "number": arrow.float64(), "whole": arrow.int64(), "truth": arrow.bool_(),
        "bytes": arrow.binary(),
    }  # fmt: skip
    return arrow.schema([arrow.field(name, types[kind]) for name, kind in columns])


def _batch(arrow: Any, schema: Any, some: Sequence[Sequence[Any]]) -> Any:
    values = zip(*some, strict=True)
    arrays = [arrow.array(map(_sound, value), field.type) for value, field in zip(values, schema, strict=True)]
    return arrow.record_batch(arrays, schema)


def _sound(value: Cell | bytes) -> Cell | bytes:
    """Text without lone surrogates, which Parquet cannot hold."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _batches(found: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    rest = iter(found)
    while some := list(islice(rest, ROWS)):
        yield some


def _written(columns: Sequence[tuple[str, str]], found: Iterable[Sequence[Any]], about: dict[str, Any]) -> bytes:
    arrow = package("pyarrow", "export", "Parquet files")
    writer = package("pyarrow.parquet", "export", "Parquet files").ParquetWriter
    schema = _schema(arrow, columns).with_metadata({name: json.dumps(value) for name, value in about.items()})
    out = io.BytesIO()
    with writer(out, schema, compression="zstd") as file:
        for some in _batches(found):
            file.write_batch(_batch(arrow, schema, some))
    return out.getvalue()


def wkb(shape: Geometry) -> bytes:
    """The geometry as well-known binary (ISO 19125), little-endian."""
    if shape.type in _ONE:
        parts = [wkb(Geometry(_ONE[shape.type], (path,))) for path in shape.paths]
        return struct.pack("<BII", 1, _WKB[shape.type], len(parts)) + b"".join(parts)
    head = struct.pack("<BI", 1, _WKB[shape.type])
    path = shape.paths[0]
    if shape.type == "Point":
        return head + struct.pack("<dd", *path[0])
    rings = struct.pack("<I", 1) if shape.type == "Polygon" else b""
    return head + rings + struct.pack("<I", len(path)) + b"".join(struct.pack("<dd", *point) for point in path)
