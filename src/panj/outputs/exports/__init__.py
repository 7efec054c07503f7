"""What leaves the house: one function that writes a view in any format. Formats are read from `FORMATS`.

Modules of formats are imported where they are used, so that a format loads only what it needs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from panj.errors import InputError
from panj.outputs.exports.filters import Filters
from panj.outputs.exports.rows import TABLES
from panj.outputs.exports.stamp import Material, Pair, Stamp, Update

__all__ = ["FORMATS", "Export", "Filters", "Format", "Material", "Pair", "Stamp", "Update", "write"]

Writer = Callable[[Material], bytes]


@dataclass(frozen=True, slots=True)
class Export:
    """A file: its bytes, its media type and a name for it in ASCII."""

    data: bytes
    media_type: str
    name: str


@dataclass(frozen=True, slots=True)
class Format:
    """A format. `title` says in a few words what it is; `extra` names the part of Panj to install for it ("": none);
    `tables` are the tables of which one can be chosen, the first by default (empty: it holds what it holds)."""

    name: str
    suffix: str
    media_type: str
    title: str
    writer: Writer
    extra: str = ""
    tables: tuple[str, ...] = ()


def _xlsx(material: Material) -> bytes:
    from panj.outputs.exports import workbook

    return workbook.write(material)


def _hxl(material: Material) -> bytes:
    from panj.outputs.exports import hxl

    return hxl.write(material)


def _geojson(material: Material) -> bytes:
    from panj.outputs.exports import geojson

    return geojson.write(material)


def _parquet(material: Material) -> bytes:
    from panj.outputs.exports import parquet

    return parquet.write(material)


def _geoparquet(material: Material) -> bytes:
    from panj.outputs.exports import parquet

    return parquet.write_features(material)


def _sitrep_html(material: Material) -> bytes:
    from panj.outputs.sitrep import page

    return page.html(material).encode("utf-8", "replace")


def _sitrep_pdf(material: Material) -> bytes:
    from panj.outputs.sitrep import page

    return page.pdf(material)


def _sitrep_docx(material: Material) -> bytes:
    from panj.outputs.sitrep import document

    return document.docx(material)


def _sitrep_md(material: Material) -> bytes:
    from panj.outputs.sitrep import markdown

    return markdown.markdown(material).encode("utf-8", "replace")


def _idu(material: Material) -> bytes:
    from panj.outputs.exports import idu

    return idu.write(material)


def _plover(material: Material) -> bytes:
    from panj.outputs.exports import plover

    return plover.write(material)


def _atom(material: Material) -> bytes:
    from panj.outputs.exports import syndication

    return syndication.atom(material)


def _rss(material: Material) -> bytes:
    from panj.outputs.exports import syndication

    return syndication.rss(material)


def _jsonl(material: Material) -> bytes:
    from panj.outputs import jsonl

    view = material.view
    lines = jsonl.events(view.events()) if material.table == "events" else jsonl.claims(view.claims())
    return "".join(f"{line}\n" for line in lines).encode()


_ALL = tuple(TABLES)
FORMATS: Final[dict[str, Format]] = {
    one.name: one
    for one in (
        Format(
            "xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "a workbook of events, claims and sources, with columns for your decisions", _xlsx, "office",
        ),
        Format("hxl", "csv", "text/csv", "CSV with HXL tags and P-codes", _hxl, tables=_ALL),
        Format("geojson", "geojson", "application/geo+json", "ways and places on the ground (RFC 7946)", _geojson),
        Format(
            "parquet", "parquet", "application/vnd.apache.parquet", "typed tables for pandas, R, DuckDB", _parquet,
            "export", _ALL,
        ),
        Format(
            "geoparquet", "parquet", "application/vnd.apache.parquet", "ways and places with geometry", _geoparquet,
            "export",
        ),
        Format("jsonl", "jsonl", "application/x-ndjson", "JSON Lines, complete", _jsonl, tables=_ALL[:2]),
        Format("idu", "csv", "text/csv", "IDMC's layout: internal displacement, approved figures", _idu),
        Format("plover", "jsonl", "application/x-ndjson", "PLOVER records of security events", _plover),
        Format("atom", "atom", "application/atom+xml", "a feed of new and changed events", _atom),
        Format("rss", "rss", "application/rss+xml", "the same as RSS", _rss),
        Format("sitrep-html", "html", "text/html", "a situation report as a page", _sitrep_html),
        Format("sitrep-pdf", "pdf", "application/pdf", "a situation report in PDF", _sitrep_pdf, "pdf-report"),
        Format(
            "sitrep-docx", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "a situation report to be edited", _sitrep_docx, "office",
        ),
        Format("sitrep-md", "md", "text/markdown", "a situation report in Markdown", _sitrep_md),
    )
}  # fmt: skip


def write(material: Material, form: str) -> Export:
    """The view in a format. Raises InputError for one that is not known, and for what it needs and is not installed."""
    chosen = FORMATS.get(form)
    if chosen is None:
        raise InputError(f"{form} is no format", f"one of: {', '.join(FORMATS)}")
    if chosen.tables and material.table not in chosen.tables:
        raise InputError(f"{form} has no table of {material.table}", f"one of: {', '.join(chosen.tables)}")
    return Export(chosen.writer(material), chosen.media_type, _name(chosen, material))


def _name(chosen: Format, material: Material) -> str:
    """panj-events-2021-07-14.csv"""
    what = material.table if chosen.tables else chosen.name.partition("-")[0]
    day = material.about.as_of or material.about.made[:10]
    return f"panj-{what}-{day}.{chosen.suffix}"
