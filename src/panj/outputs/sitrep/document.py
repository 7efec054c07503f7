"""The situation report as an editable document (DOCX), by python-docx: headings, lists and tables to go on
with."""

import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

from markupsafe import Markup

from panj.errors import InputError
from panj.outputs import words
from panj.outputs.clean import same_length
from panj.outputs.exports.needs import package
from panj.outputs.exports.stamp import Material
from panj.outputs.sitrep.content import content
from panj.outputs.sitrep.parts import Content, Panel, Row, say
from panj.outputs.sitrep.pictures import pixels

FONT: Final = "Calibri"
WIDE: Final = 16.5
"""Width of the text in centimetres."""
MAP: Final = 12.5
COLUMNS: Final = (1.0, 2.7, 2.6, 3.2, 2.5, 2.9, 1.9)
"""Widths of the table's columns in centimetres."""
SHADE: Final = "E8EDF2"
SOFT: Final = (0x55, 0x5D, 0x66)


def docx(material: Material) -> bytes:
    """The document. Raises InputError where python-docx is missing; without what draws pictures, a line stands in their
    place."""
    return _Writer().data(content(material), compared=bool(material.start))


class _Writer:
    def __init__(self) -> None:
        library = package("docx", "office", "Situation reports in DOCX")
        self.shared = package("docx.shared", "office", "Situation reports in DOCX")
        self.oxml = package("docx.oxml", "office", "Situation reports in DOCX")
        self.name = package("docx.oxml.ns", "office", "Situation reports in DOCX").qn
        self.document = library.Document()
        self.t = words.exports("sitrep")
        self._styles()

    def _styles(self) -> None:
        section, cm, pt = self.document.sections[0], self.shared.Cm, self.shared.Pt
        section.page_width, section.page_height = cm(21), cm(29.7)
        section.left_margin = section.right_margin = cm(2.2)
        section.top_margin = section.bottom_margin = cm(2)
        for style, size in (("Normal", 10), ("Title", 22), ("Heading 1", 14), ("Heading 2", 11.5), ("List Bullet", 10)):
            font = self.document.styles[style].font
            font.name, font.size = FONT, pt(size)
            fonts = self.document.styles[style].element.rPr.rFonts
            for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(self.name(kind), None)
        for style in ("Heading 1", "Heading 2", "Title"):
            self.document.styles[style].font.color.rgb = self.shared.RGBColor(0x1C, 0x21, 0x26)
        self.document.styles["Normal"].paragraph_format.space_after = pt(4)

    def data(self, report: Content, *, compared: bool) -> bytes:
        core = self.document.core_properties
        core.title, core.author, core.comments = _xml(report.title)[:250], "Panj", _xml(report.scope)[:250]
        self.document.add_heading(_xml(report.title), 0)
        self._text(report.scope, bold=True)
        self._text(report.summary)
        self._grid([(name, value) for name, value in report.about], (4.0, WIDE - 4.0))
        self._head(self.t["figures"], self.t["figures_note"])
        for panel in report.panels:
            self._panel(panel)
        self._head(self.t["changed"], report.compared)
        for part in report.changes:
            self.document.add_heading(_xml(part.title), 2)
            self._text(part.note, soft=True)
            self._list(part.lines)
            self._more(part.more)
        if compared and not report.changes:
            self._text(self.t["no_changes"])
        self._pictures(report)
        self._table(report)
        self._end(report)
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _panel(self, panel: Panel) -> None:
        self.document.add_heading(_xml(panel.title), 2)
        self._text(panel.note, soft=True)
        for total in panel.totals:
            note = "; ".join(filter(None, (total.note, total.status)))
            self._text(f"{total.title}: {total.figure}", bold=True, behind=f" ({note})" if note else "")
            self._list(map(_item, total.counted))
            if total.beside:
                self._text(self.t["beside"], soft=True)
                self._list(map(_item, total.beside))
            self._more(total.more)

    def _pictures(self, report: Content) -> None:
        self._head(self.t["where"])
        try:
            for region in report.maps:
                self._picture(region.svg, MAP, region.title)
            self._text(self.t["map_note"] if report.maps else self.t["no_map"], soft=True)
            if report.timeline:
                self._head(self.t["when"])
                self._picture(report.timeline.svg, WIDE, self.t["when"])
                self._text(self.t["timeline_note"], soft=True)
        except InputError:
            self._text(self.t["map_left_out"])

    def _picture(self, svg: Markup, width: float, title: str) -> None:
        shape = self.document.add_picture(io.BytesIO(pixels(svg)), width=self.shared.Cm(width))
        shape._inline.docPr.set("descr", _xml(title))
        caption = self._text(title, bold=True)
        caption.paragraph_format.space_after = self.shared.Pt(8)

    def _table(self, report: Content) -> None:
        self._head(self.t["table"], self.t["table_note"])
        rows = []
        for row in report.table:
            says = f"{row.says} {_refs(row)}".strip()
            what = f"{row.what}\n{row.who}" if row.who else row.what
            rows.append((str(row.number), row.figure or "–", what, row.way, row.when, says, row.status))
        self._grid(rows, COLUMNS, self.t["columns"])
        if report.more:
            self._text(say("table_more", count=report.more), soft=True)
        self._list(f"{_number(row)}: “{row.quote}” {_refs(row)}" for row in report.table if row.quote)

    def _end(self, report: Content) -> None:
        if report.around:
            self._head(self.t["around"])
            self._list(f"{_number(row)}: {row.event.title} ({row.status}) {_refs(row)}" for row in report.around)
        self._head(self.t["disputed"], "" if report.disputed else self.t["nothing_disputed"])
        for row, about in report.disputed:
            told = " ".join((f"{row.figure} {row.event.title}: {row.status}.", row.status_why, *about, _refs(row)))
            self._list([f"{_number(row)}: {told}"])
        self._head(self.t["unknown"], "" if report.unknown else self.t["nothing_unknown"])
        self._list(report.unknown)
        self._head(self.t["method_title"])
        for part in report.method:
            self._text(part)
        self._head(self.t["sources"])
        for one in report.sources:
            self._text(f"[{one.number}] {one.text}{f' {one.url}' if one.url else ''}")
        self._text(self.t["made_by"], soft=True)

    def _head(self, title: str, note: str = "") -> None:
        self.document.add_heading(_xml(title), 1)
        if note:
            self._text(note, soft=True)

    def _more(self, count: int) -> None:
        if count:
            self._text(say("more", count=count), soft=True)

    def _text(self, text: str, *, bold: bool = False, soft: bool = False, behind: str = "") -> Any:
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run(_xml(text))
        run.bold = bold
        if soft:
            run.font.color.rgb, run.font.size = self.shared.RGBColor(*SOFT), self.shared.Pt(9)
        if behind:
            paragraph.add_run(_xml(behind))
        return paragraph

    def _list(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.document.add_paragraph(_xml(line), style="List Bullet").paragraph_format.space_after = self.shared.Pt(
                1
            )

    def _grid(self, rows: Sequence[Sequence[str]], widths: Sequence[float], head: Sequence[str] = ()) -> None:
        """A table with lines; its head, if it has one, is repeated on every page, and no row is broken."""
        table = self.document.add_table(0, len(widths))
        table.style, table.autofit = "Table Grid", False
        for n, cells in enumerate([head, *rows] if head else rows):
            row = table.add_row()
            row._tr.get_or_add_trPr().append(self.oxml.OxmlElement("w:cantSplit"))
            first = bool(head) and n == 0
            if first:
                row._tr.get_or_add_trPr().append(self.oxml.OxmlElement("w:tblHeader"))
            for cell, text, width in zip(row.cells, cells, widths, strict=True):
                cell.width = self.shared.Cm(width)
                run = cell.paragraphs[0].add_run(_xml(text))
                run.font.size, run.bold = self.shared.Pt(8.5), first
                cell.paragraphs[0].paragraph_format.space_after = self.shared.Pt(0)
                if first:
                    self._shade(cell)
        self.document.add_paragraph().paragraph_format.space_after = self.shared.Pt(2)

    def _shade(self, cell: Any) -> None:
        shade = self.oxml.OxmlElement("w:shd")
        shade.set(self.name("w:val"), "clear")
        shade.set(self.name("w:fill"), SHADE)
        cell._tc.get_or_add_tcPr().append(shade)


def _xml(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return same_length(text)


def _number(row: Row) -> str:
    return say("number", numbers=str(row.number))


def _refs(row: Row) -> str:
    return " ".join(f"[{number}]" for number in row.refs)


def _item(row: Row) -> str:
    parts = (f"{row.figure} {row.what}".strip(), row.way, row.when, row.status, row.says)
    return f"{_number(row)}: {', '.join(filter(None, parts))} {_refs(row)}".rstrip()
