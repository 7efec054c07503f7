"""Makes the document of an extract: its sections, and what is known about it from all that says something.

Where two say different things, the first of these wins: the caller's argument, metadata.csv, the row or the header
of the file, the page's own metadata, the words of the report.
"""

import re
from collections.abc import Mapping, Sequence

from panj.documents import datelines, dating, days, sections, tongue
from panj.documents.extract import Extract
from panj.documents.layout import Line
from panj.documents.sections import Layout
from panj.model import Document, Span

URL = re.compile(r"https?://[^\s/?#]{1,255}(?:[/?#]\S{0,2000})?\Z", re.IGNORECASE)
SITE = re.compile(r"https?://[^/]+/?\Z", re.IGNORECASE)
"""The address of a site and of no page in it: as a page's own address it would make one document of all its pages."""
DAY_HINT = "Write it as 2021-07-14, or unknown."
CREDIT = re.compile(r"\(([^()]{2,60})\)\s*\Z")
OUTLET = re.compile(r"\s\(|\svia\s", re.IGNORECASE)
"""What divides an agency from the place where its report stood: "Xinhua (mirror)"."""
TOP_FOR_AGENCY = 6
MAX_FIELD = 500
"""Characters of a title or a publisher that are kept."""

Said = Sequence[tuple[str, Mapping[str, str]]]
"""Who says something of a document (as in `Document.published_from`) and what, the first to be believed first."""


def build(
    extract: Extract, address: str, label: str, table: Mapping[str, str], given: Mapping[str, str]
) -> tuple[Document, str | None]:
    """The document, and the value that was meant as its day of publication and cannot be understood, if there is one.

    `table` is what metadata.csv says, `given` the caller's `published` (an ISO date) and `publisher`.
    """
    text, start = extract.text, extract.body_start
    layout = sections.find(text, start)
    bottom = dating.bottom_of(text, start)
    said: Said = (("given", given), ("metadata", table), *extract.found)
    published, published_from, misunderstood = _published(said)
    if published is None and (published := dating.published_in(layout, bottom)):
        published_from = "text"
    url = _url(said)
    publisher = _first(said, "publisher")
    return Document(
        label=extract.row_id or (url if extract.is_row and url else label),
        address=url or address + (f"#{extract.row_id}" if extract.row_id else ""),
        text=text,
        sections=layout.sections,
        title=_first(said, "title") or _headline(text, layout),
        published=published,
        published_from=published_from,
        publisher=publisher,
        agency=_agency(layout, bottom, publisher),
        url=url,
        language=tongue.code(_first(said, "language")) or tongue.detect(text, start),
        dateline=Span(layout.dateline.start, layout.dateline.end) if layout.dateline else None,
        body_start=start,
        extractor=extract.extractor,
        raw=extract.raw,
    ), misunderstood


def _first(said: Said, field: str) -> str | None:
    for _, fields in said:
        if value := fields.get(field, "").strip():
            return value[:MAX_FIELD]
    return None


def _published(said: Said) -> tuple[str | None, str | None, str | None]:
    """The ISO date, who gave it, and the first value that is none."""
    misunderstood = None
    for origin, fields in said:
        try:
            found = days.parse(fields.get("published"))
        except days.NotADay as error:
            misunderstood = misunderstood or str(error)
            continue
        if found:
            return found, origin, misunderstood
    return None, None, misunderstood


def _url(said: Said) -> str | None:
    for origin, fields in said:
        value = fields.get("url", "").strip()
        if URL.match(value) and not (origin == "html" and SITE.match(value)):
            return value
    return None


def _headline(text: str, layout: Layout) -> str | None:
    first = layout.sections[0] if layout.sections else None
    if first is None or first.kind != "headline":
        return None
    return layout.top[0].text.lstrip("# \t")[:MAX_FIELD]


def _agency(layout: Layout, bottom: Sequence[Line], publisher: str | None) -> str | None:
    """The dateline's agency, else the one that signs, else the one in the publisher's name: "Geo News (AFP)"."""
    if layout.dateline and layout.dateline.agency:
        return layout.dateline.agency
    if signed := datelines.agency_of(layout.top[:TOP_FOR_AGENCY], bottom):
        return signed
    credit = CREDIT.search(publisher or "")
    return (datelines.signed(credit[1]) if credit else None) or datelines.signed(OUTLET.split(publisher or "")[0])
