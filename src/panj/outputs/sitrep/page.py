"""The situation report as one page of HTML without script or network, and the PDF made of it."""

from functools import cache
from typing import Any

from jinja2 import Environment

from panj.outputs import templating, words
from panj.outputs.exports.needs import package
from panj.outputs.exports.stamp import Material
from panj.outputs.sitrep.content import content
from panj.outputs.sitrep.parts import say
from panj.outputs.sitrep.pictures import coloured, refuse


@cache
def _environment() -> Environment:
    return templating.environment("panj.outputs")


def html(material: Material) -> str:
    """The page."""
    report = content(material)
    texts: dict[str, Any] = words.exports("sitrep")
    return (
        _environment()
        .get_template("sitrep.html.j2")
        .render(
            report=report,
            t=texts,
            say=say,
            compared=bool(material.start),
            maps=[(region.title, coloured(region.svg)) for region in report.maps],
            timeline=coloured(report.timeline.svg) if report.timeline else None,
        )
    )


def pdf(material: Material) -> bytes:
    """The page as PDF, tagged for screen readers (PDF/UA). Raises InputError where WeasyPrint is missing."""
    weasyprint = package("weasyprint", "pdf-report", "Situation reports in PDF")
    made: bytes = weasyprint.HTML(string=html(material), url_fetcher=refuse).write_pdf(pdf_variant="pdf/ua-1")
    return made
