"""GeoJSON (RFC 7946): one feature for each way and each place of an event."""

import json
from typing import Any

from panj.outputs import words
from panj.outputs.exports.features import Geometry, features
from panj.outputs.exports.stamp import Material


def write(material: Material) -> bytes:
    """A FeatureCollection; its member `about` says where it comes from and what it may be taken for."""
    about = material.about
    collection = {
        "type": "FeatureCollection",
        "about": {
            "title": material.title or words.exports("read_me")["title"], "made": about.made, "as_of": about.as_of,
            "as_recorded": about.as_recorded, "view": about.role, "panj": about.panj, "reader": about.reader,
            "rules": about.rules, "accuracy": words.exports("geo")["accuracy"],
            "disclaimer": words.exports("geo")["disclaimer"], "filters": dict(material.narrowed),
        },
        "features": [
            {"type": "Feature", "id": one.id, "geometry": geometry(one.geometry), "properties": one.properties}
            for one in features(material.view, about.role)
        ],
    }  # fmt: skip
    return (json.dumps(collection, ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8", "replace")


def geometry(shape: Geometry) -> dict[str, Any]:
    """A geometry in GeoJSON's form."""
    paths = [[list(point) for point in path] for path in shape.paths]
    coordinates: dict[str, Any] = {
        "Point": paths[0][0],
        "LineString": paths[0],
        "MultiLineString": paths,
        "Polygon": paths[:1],
        "MultiPolygon": [[path] for path in paths],
    }
    return {"type": shape.type, "coordinates": coordinates[shape.type]}
