"""Makes the document of an extract: its sections, and what is known about it from all that says something.

Where two say different things, the first of these wins: the caller's argument, metadata.csv, the row or the header
of the file, the page's own metadata, the words of the report, for the day of publication also its address.
"""

import re
from collections.abc import Mapping, Sequence

from panj.documents import addresses, datelines, dating, days, sections, tongue
from panj.documents.extract import Extract, Said, Source
from panj.documents.layout import Line
from panj.documents.sections import Layout
from panj.model import Document, Span

DAY_HINT = "Write it as 2021-07-14, or unknown."
CREDIT = re.compile(r"\(([^()]{2,60})\)\s*\Z")
OUTLET = re.compile(r"\s\(|\svia\s", re.IGNORECASE)
"""What divides an agency from the place where its report stood: "Xinhua (mirror)"."""
TOP_FOR_AGENCY = 6
WRITTEN = frozenset({"metadata", "row", "header"})
"""Who gives an address that is the document's identity as it is written; all others give one to be made canonical."""
MAX_FIELD = 500
"""Characters of a title or a publisher that are kept."""


def build(extract: Extract, source: Source, given: Mapping[str, str]) -> tuple[Document, str | None]:
    """The document, and the value that was meant as its day of publication and cannot be understood, if there is one.

    `given` is the caller's `published` (an ISO date) and `publisher`.
    """
    text, start = extract.text, extract.body_start
    bare = extract.is_table or extract.is_glance
    layout = Layout((), (), None) if bare else sections.find(text, start)
    bottom = () if extract.is_glance else dating.bottom_of(text, start)
    said: Said = (("given", given), ("metadata", source.given), *source.before, *extract.found)
    late: Said = (*source.after, *extract.after)
    published, published_from, misunderstood = _published(said)
    if published is None and not bare and (published := dating.published_in(layout, bottom)):
        published_from = "text"
    if published is None:
        published, published_from, _ = _published(late)
    url, url_from = _url((*said, *late))
    canonical = addresses.canonical_of(url, _own(said)) if url else None
    if published is None and not extract.is_table and canonical and (published := addresses.day_in(canonical)):
        published_from = "url"
    identity = url if url_from in WRITTEN else canonical
    publisher = _first((*said, *late), "publisher")
    return Document(
        label=extract.row_id or (url if extract.is_row and url else source.label),
        address=identity or source.address + (f"#{extract.row_id}" if extract.row_id else ""),
        text=text,
        sections=layout.sections,
        title=_first(said, "title") or _headline(text, layout) or _first(late, "title"),
        published=published,
        published_from=published_from,
        publisher=publisher,
        agency=_agency(layout, bottom, publisher),
        url=url,
        canonical_url=canonical,
        language=None if extract.is_table else tongue.code(_first(said, "language")) or tongue.detect(text, start),
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


def _url(said: Said) -> tuple[str | None, str | None]:
    """The address and who gave it."""
    for origin, fields in said:
        value = fields.get("url", "").strip()
        if addresses.is_page(value) and not (origin == "html" and addresses.SITE.match(value)):
            return value, origin
    return None, None


def _own(said: Said) -> str | None:
    """The address that a page names as its own."""
    return next((fields.get("url") for origin, fields in said if origin == "html"), None)


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
