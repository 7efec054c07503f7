"""Maps and the timeline with the colours of print in them, and as pixels for documents that cannot hold SVG."""

import io
from functools import cache
from importlib.resources import files
from typing import Any, Final

from markupsafe import Markup

from panj.errors import InputError
from panj.outputs.exports.needs import package

PIXELS: Final = 1_600
"""Width of a picture: 250 dots an inch on a page."""
PAGE: Final = "@page { size: %dpx %dpx; margin: 0 } body { margin: 0 } svg { display: block; width: 100%% }"


@cache
def _style() -> str:
    return files("panj.outputs").joinpath("templates", "picture.css").read_text("utf8")


def coloured(svg: Markup) -> Markup:
    """The picture with its own style sheet, so that it needs none of a page."""
    head, _, rest = str(svg).partition(">")
    return Markup(f'{head} xmlns="http://www.w3.org/2000/svg"><style>{_style()}</style>{rest}')


def refuse(url: str, *_: Any, **__: Any) -> Any:
    """Fetches nothing: a report is made of itself alone."""
    raise ValueError(f"a situation report loads nothing: {url[:60]}")


def pixels(svg: Markup) -> bytes:
    """The picture as PNG. Raises InputError where a package for that is missing."""
    weasyprint = package("weasyprint", "pdf-report", "Pictures in a document")
    pdfium = package("pypdfium2", "pdf", "Pictures in a document")
    width, height = _size(svg)
    page = f"<style>{PAGE % (width, height)}</style>{coloured(svg)}"
    made = weasyprint.HTML(string=page, url_fetcher=refuse).write_pdf()
    document = pdfium.PdfDocument(made)
    try:
        points = document[0].get_size()[0]
        picture = document[0].render(scale=PIXELS / points).to_pil()
    finally:
        document.close()
    out = io.BytesIO()
    picture.convert("P", palette=1, colors=128).save(out, "PNG", optimize=True)
    return out.getvalue()


def _size(svg: Markup) -> tuple[int, int]:
    """Width and height of the picture's view box."""
    _, _, rest = str(svg).partition('viewBox="')
    try:
        _, _, width, height = rest.partition('"')[0].split()
        return max(1, round(float(width))), max(1, round(float(height)))
    except ValueError as error:
        raise InputError("The picture has no size") from error
