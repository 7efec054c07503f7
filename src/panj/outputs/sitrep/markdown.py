"""The situation report in Markdown: for wikis, mails and notes. Text from reports is never markup."""

import re
from collections.abc import Iterable, Iterator

from panj.outputs import words
from panj.outputs.clean import one_line
from panj.outputs.exports.stamp import Material
from panj.outputs.sitrep.content import content
from panj.outputs.sitrep.parts import Content, Row, say

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$@])")
"""Characters that could be markup within a line."""
_START = re.compile(r"^(?:(\d+)([.)])(?=\s|$)|([-=+]))")
"""What makes a line a list, a rule or a heading at its start."""
_LINK = re.compile(r"(://|www)", re.IGNORECASE)
"""What makes bare addresses links."""


def plain(text: str) -> str:
    """The text with every character that Markdown could take for markup escaped."""
    escaped = _SPECIAL.sub(r"\\\1", one_line(text))
    escaped = _LINK.sub(lambda m: rf"\{m[1]}" if m[1] == "://" else rf"{m[1]}<!-- -->", escaped)
    return _START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", escaped)


def markdown(material: Material) -> str:
    """The report. Its map and timeline are left to the other forms."""
    report = content(material)
    return "\n".join(_lines(report, compared=bool(material.start))) + "\n"


def _lines(report: Content, *, compared: bool) -> Iterator[str]:
    t = words.exports("sitrep")
    yield from (f"# {plain(report.title)}", "", f"**{plain(report.scope)}**", "", plain(report.summary), "")
    yield from (f"- {plain(name)}: {plain(value)}" for name, value in report.about)
    yield from _head(t["figures"], t["figures_note"])
    for panel in report.panels:
        yield from ("", f"### {plain(panel.title)}", "", plain(panel.note))
        for total in panel.totals:
            note = "; ".join(filter(None, (total.note, total.status)))
            yield from ("", f"**{plain(total.title)}: {plain(total.figure)}**{f' ({plain(note)})' if note else ''}", "")
            yield from map(_item, total.counted)
            if total.beside:
                yield from (*([""] if total.counted else ()), plain(t["beside"]), "")
                yield from map(_item, total.beside)
            if total.more:
                yield from ("", plain(say("more", count=total.more)))
    yield from _head(t["changed"], report.compared)
    for part in report.changes:
        yield from (
            "",
            f"### {plain(part.title)}",
            "",
            plain(part.note),
            "",
            *(f"- {plain(line)}" for line in part.lines),
        )
        if part.more:
            yield from ("", plain(say("more", count=part.more)))
    if compared and not report.changes:
        yield from ("", plain(t["no_changes"]))
    yield from _table(report)
    if report.around:
        yield from _head(t["around"])
        yield from _listed(
            f"{_number(row)}: {plain(row.event.title)} ({plain(row.status)}) {_refs(row)}" for row in report.around
        )
    yield from _end(report)


def _end(report: Content) -> Iterator[str]:
    t = words.exports("sitrep")
    yield from _head(t["disputed"])
    yield from _listed(
        f"{_number(row)}: {plain(f'{row.figure} {row.event.title}')}: **{plain(row.status)}** "
        f"{plain(' '.join((row.status_why, *about)))} {_refs(row)}"
        for row, about in report.disputed
    )
    if not report.disputed:
        yield plain(t["nothing_disputed"])
    yield from _head(t["unknown"])
    yield from _listed(map(plain, report.unknown))
    if not report.unknown:
        yield plain(t["nothing_unknown"])
    yield from _head(t["method_title"])
    for part in report.method:
        yield from (plain(part), "")
    yield from _head(t["sources"])
    for one in report.sources:
        link = f" <{one.url}>" if one.url and not re.search(r"[\s<>]", one.url) else ""
        yield f"{one.number}. {plain(one.text)}{link}"
    yield from ("", "---", "", plain(t["made_by"]))


def _table(report: Content) -> Iterator[str]:
    t = words.exports("sitrep")
    yield from _head(t["table"], t["table_note"])
    yield from ("", f"| {' | '.join(map(plain, t['columns']))} |", "|---|---:|---|---|---|---|---|")
    for row in report.table:
        says = f"{plain(row.says)} {_refs(row)}".strip()
        what = plain(f"{row.what}, {row.who}" if row.who else row.what)
        cells = (str(row.number), f"**{plain(row.figure or '–')}**", what, plain(row.way), plain(row.when), says)
        yield f"| {' | '.join((*cells, plain(row.status)))} |"
    if report.more:
        yield from ("", plain(say("table_more", count=report.more)))
    quoted = [row for row in report.table if row.quote]
    if quoted:
        yield ""
        yield from _listed(f"{_number(row)}: “{plain(row.quote)}” {_refs(row)}" for row in quoted)


def _head(title: str, note: str = "") -> Iterator[str]:
    yield from ("", f"## {plain(title)}", "")
    if note:
        yield plain(note)


def _listed(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield f"- {line}"


def _item(row: Row) -> str:
    parts = (row.what, row.way, row.when, row.status, row.says)
    told = f"{_number(row)}: **{plain(row.figure)}** {plain(', '.join(filter(None, parts)))}"
    return f"- {told} {_refs(row)}".rstrip()


def _refs(row: Row) -> str:
    return " ".join(f"\\[{number}\\]" for number in row.refs)


def _number(row: Row) -> str:
    return say("number", numbers=str(row.number))
