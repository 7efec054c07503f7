"""What pages need besides their text: scripts and styles out of the package, and the land under the maps."""

import gzip
import json
from functools import cache
from importlib.resources import files
from typing import Any, Final

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from panj.outputs.geometry import Shape, base_map

router = APIRouter(include_in_schema=False)
TYPES: Final = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".json": "application/json",
}
FOREVER: Final = "public, max-age=31536000, immutable"
ASK: Final = "no-cache"
DISPUTED: Final = frozenset({"ESH", "XKX", "TWN", "PSE"})
"""Countries whose extent or standing states disagree about; their borders are drawn broken."""


@cache
def manifest() -> dict[str, Any]:
    """Names, versions and SHA-256 sums of what `make web` built."""
    found: dict[str, Any] = json.loads(files("panj.desk").joinpath("static", "manifest.json").read_bytes())
    return found


def address(name: str) -> str:
    """Where a built file is, with the beginning of its sum, so that a browser may keep it for good."""
    return f"/static/{name}?v={manifest()['files'][name]['sha256'][:12]}"


@cache
def _packed(name: str) -> tuple[bytes, bytes]:
    """A built file, plain and compressed."""
    plain = files("panj.desk").joinpath("static", name).read_bytes()
    return plain, gzip.compress(plain, 6, mtime=0)


@router.get("/static/{name}")
def built(request: Request, name: str, v: str = "") -> Response:
    """One of the built files, and nothing else of the disk."""
    known = manifest()["files"].get(name)
    if known is None:
        raise HTTPException(404, "There is no such file")
    kept = FOREVER if v and known["sha256"].startswith(v) else ASK
    media = TYPES["." + name.rpartition(".")[2]]
    return answer(request, *_packed(name), media, known["sha256"][:32], kept)


def answer(request: Request, plain: bytes, packed: bytes, media: str, tag: str, kept: str) -> Response:
    """The bytes with their tag, compressed where the browser takes that; nothing where it has them."""
    headers = {"ETag": f'"{tag}"', "Cache-Control": kept, "Vary": "Accept-Encoding"}
    if f'"{tag}"' in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    small = "gzip" in request.headers.get("accept-encoding", "")
    if small:
        headers["Content-Encoding"] = "gzip"
    return Response(packed if small else plain, media_type=media, headers=headers)


@router.get("/map/land.geojson")
def land(request: Request) -> Response:
    """Countries, the lines between their first divisions, and a point for each country's name."""
    plain, packed, tag = _land()
    return answer(request, plain, packed, "application/geo+json", tag, ASK)


@cache
def _land() -> tuple[bytes, bytes, str]:
    from hashlib import sha256

    features = []
    for shape in base_map():
        features.append(_feature(shape))
        if shape.kind == "country" and shape.boxes:
            features.append(_name(shape))
    plain = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")).encode()
    return plain, gzip.compress(plain, 5, mtime=0), sha256(plain).hexdigest()[:32]


def _feature(shape: Shape) -> dict[str, Any]:
    lines = shape.kind != "country"
    rings = [[list(point) for point in ring] for ring in shape.rings]
    geometry = (
        {"type": "MultiLineString", "coordinates": rings}
        if lines
        else {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
    )
    known = {"kind": shape.kind, "iso3": shape.iso3, "disputed": shape.iso3 in DISPUTED}
    return {"type": "Feature", "properties": known, "geometry": geometry}


def _name(shape: Shape) -> dict[str, Any]:
    """The country's name in the middle of the box around its largest piece."""
    west, south, east, north = max(shape.boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
    size = round((east - west) * (north - south), 2)
    point = [round((west + east) / 2, 2), round((south + north) / 2, 2)]
    return {
        "type": "Feature",
        "properties": {"kind": "label", "name": shape.name, "size": size},
        "geometry": {"type": "Point", "coordinates": point},
    }
