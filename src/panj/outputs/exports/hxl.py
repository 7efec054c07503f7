"""CSV with a row of HXL tags (Humanitarian Exchange Language 1.1) under the names of the columns.

A column without a tag in `TAGS` is not written: HXL names what it can name, the other formats hold the rest.
"""

import csv
import io
from collections.abc import Mapping
from typing import Final

from panj.outputs.exports.cells import for_csv
from panj.outputs.exports.rows import rows
from panj.outputs.exports.stamp import Material


def _places(role: str) -> dict[str, str]:
    return {
        role: f"#loc+{role}+name",
        f"{role}_country": f"#country+{role}+code+v_iso3",
        f"{role}_pcode": f"#loc+{role}+code+v_pcode",
        f"{role}_level": f"#loc+{role}+type",
        f"{role}_latitude": f"#geo+{role}+lat",
        f"{role}_longitude": f"#geo+{role}+lon",
    }


_WHERE: Final = {**_places("origin"), **_places("destination"), **_places("place")}
_WHO: Final = {"group": "#group+name", "category": "#group+type", "nationality": "#group+nationality+code+v_iso3"}
_WHEN: Final = {"start": "#date+start", "end": "#date+end", "precision": "#indicator+precision"}
TAGS: Final[Mapping[str, Mapping[str, str]]] = {
    "events": {
        "id": "#event+id", "title": "#event+name", "kind": "#event+type", "status": "#status",
        "best": "#affected+best", "low": "#affected+min", "high": "#affected+max", "unit": "#indicator+unit",
        "metric": "#indicator+type", "counts": "#indicator+counts", "boundary": "#indicator+boundary",
        "date": "#date+figure", **_WHEN, **_WHERE, **_WHO, "cause": "#cause",
        "independent_sources": "#meta+source+num", "sources": "#meta+source+name", "documents": "#meta+document",
        "additive": "#indicator+additive", "part_of": "#event+parent+id", "disputed": "#description+disputed",
        "why": "#description+method",
    },
    "claims": {
        "id": "#meta+id", "document": "#meta+document", "kind": "#event+type", "value": "#affected+stated",
        "low": "#affected+min", "high": "#affected+max", "qualifier": "#indicator+qualifier",
        "unit": "#indicator+unit", **_WHO, **_WHERE, **_WHEN, "flow": "#indicator+type",
        "boundary": "#indicator+boundary", "cause": "#cause", "method": "#indicator+method", "status": "#status",
        "speaker": "#meta+source+name", "speaker_type": "#meta+source+type", "publisher": "#meta+publisher",
        "published": "#date+published", "url": "#meta+url", "sentence": "#description+sentence",
        "confidence": "#meta+confidence", "events": "#event+id",
    },
    "documents": {
        "id": "#meta+id", "label": "#meta+document", "title": "#meta+title", "publisher": "#meta+publisher",
        "agency": "#meta+agency", "published": "#date+published", "language": "#meta+language", "url": "#meta+url",
        "claims": "#meta+claims+num",
    },
}  # fmt: skip
"""Attributes that HXL's core lists do not have (`+origin`, `+destination`, `+stated`) are ours; HXL allows them."""


def write(material: Material) -> bytes:
    """The table with its tags; as-of date and versions are columns of every row, so that no row loses them."""
    columns, found = rows(material.view, material.table)
    tags = TAGS[material.table]
    kept = [n for n, column in enumerate(columns) if column.name in tags]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    about = material.about
    as_of = about.as_of or about.made[:10]
    writer.writerow([*(columns[n].name for n in kept), "as_of", "made_by"])
    writer.writerow([*(tags[columns[n].name] for n in kept), "#date+asof", "#meta+method"])
    by = f"panj {about.panj}, reader {about.reader}, rules {about.rules}, {about.role} view"
    for row in found:
        writer.writerow([*(for_csv(row[n]) for n in kept), as_of, by])
    return out.getvalue().encode("utf-8", "replace")
