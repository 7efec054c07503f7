"""What is headline, body, caption or a link elsewhere, told by how the lines are built and where they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from panj.documents import datelines
from panj.documents.datelines import Dateline
from panj.documents.layout import RULE, SENTENCE_BREAK, Line, line_around, lines
from panj.documents.words import words
from panj.model import Section
from panj.model.vocabulary import SectionKind

TOP_LINES = 12
"""Lines in which headline, deck, caption, byline and dateline stand."""
DATELINE_LINES = 8
MAX_HEADLINE = 220
MAX_LONE_HEADLINE = 130
"""Characters of a text of one line that is taken for a headline, where nothing below shows it."""
MAX_DECK = 240
MAX_CAPTION = 500
MAX_LINK = 160
"""Characters of a title below "READ MORE"."""
MAX_LINKS = 30
MAX_SUBJECT = 90
"""Characters from the start of a picture's description within which its verb stands."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The sections in order, the first lines, and the dateline."""

    sections: tuple[Section, ...]
    top: tuple[Line, ...]
    dateline: Dateline | None


def find(text: str, start: int) -> Layout:
    """The layout of the report that begins at `start`."""
    top = tuple(islice(lines(text, start), TOP_LINES))
    lead, dateline = _lead(top)
    marked = _related(text, start)
    _top_kinds(top, lead, dateline is not None, marked)
    _captions(text, start, marked)
    return Layout(_sections(text, start, marked), top, dateline)


def _lead(top: Sequence[Line]) -> tuple[int, Dateline | None]:
    """The index of the line with which the report proper begins, and its dateline."""
    for index, line in enumerate(top[:DATELINE_LINES]):
        dateline = datelines.at(line)
        if dateline and not (index == 0 and _tops(top)):
            return index, dateline
        if len(line.text) > MAX_CAPTION:
            break
    for index, line in enumerate(top):
        if line.is_bullet or (line.terminated and not _is_small_print(line) and not _describes_picture(line, False)):
            return index, None
    return len(top), None


def _tops(top: Sequence[Line]) -> bool:
    """Whether the first line is a headline by its form: no full stop, and what a headline stands above below it."""
    line = top[0]
    if line.is_heading or (len(top) > 1 and RULE.match(top[1].text)):
        return True
    if line.is_bullet or len(line.text) > MAX_HEADLINE or line.has_full_stop or SENTENCE_BREAK.search(line.text):
        return False
    if _is_small_print(line) or line.text[-1] in ":,;" or (line.text[0] == "(" and line.text[-1] == ")"):
        return False
    if len(top) == 1:
        return _is_lone_headline(line)
    below = top[1]
    if below.after_blank or below.is_bullet or _is_small_print(below):
        return True
    return below.text[0].isupper() and len(line.text) <= MAX_DECK and len(below.text) >= 1.5 * len(line.text)


def _is_lone_headline(line: Line) -> bool:
    """Whether the one line of a text is a headline and no sentence that was cut out of a report."""
    text = line.text
    return (
        len(text) <= MAX_LONE_HEADLINE
        and not text[0].islower()
        and words().sentence_verb.search(text) is None
        and datelines.at(line) is None
    )


def _is_small_print(line: Line) -> bool:
    """Bylines, dates and signatures: no headline and no report."""
    if len(line.text) > 160:
        return False
    text = line.text
    if words().published_label.match(text) or words().updated_label.match(text):
        return words().date.search(text) is not None
    if words().byline.match(text):
        return not line.terminated and len(text) <= 100
    match = words().date.search(text)
    if match and not words().beside_date.sub("", text[: match.start()] + text[match.end() :]).strip():
        return True
    return text in words().agencies or ("|" in text and not line.terminated and match is not None)


def _top_kinds(top: Sequence[Line], lead: int, has_dateline: bool, marked: dict[tuple[int, int], SectionKind]) -> None:
    """Marks headline, deck and the picture's description between the headline and the report."""
    if not top:
        return
    if not (_tops(top) or (has_dateline and lead > 0 and _is_short_title(top[0]))):
        if len(top) > 1 and lead > 0 and _describes_picture(top[0], has_dateline):
            marked.setdefault((top[0].start, top[0].end), "caption")
        return
    marked.setdefault((top[0].start, top[0].end), "headline")
    for line in top[1:lead] if has_dateline else top[1:3]:
        if RULE.match(line.text) or _is_small_print(line):
            continue
        if _describes_picture(line, has_dateline):
            marked.setdefault((line.start, line.end), "caption")
        elif line.after_blank and not line.is_bullet and _is_deck(line, top):
            marked.setdefault((line.start, line.end), "headline")
        else:
            break


def _is_short_title(line: Line) -> bool:
    return (
        line.text[0] != "("
        and len(line.text) <= MAX_HEADLINE
        and not line.is_bullet
        and not line.has_full_stop
        and not _is_small_print(line)
        and not SENTENCE_BREAK.search(line.text)
    )


def _is_deck(line: Line, top: Sequence[Line]) -> bool:
    """A second headline: short, without a full stop, and the report still to come."""
    index = top.index(line)
    return (
        len(line.text) <= MAX_DECK
        and not line.terminated
        and line.text[-1] not in ":;,"
        and index + 1 < len(top)
        and any(len(later.text) > len(line.text) for later in top[index + 1 : index + 3])
    )


def _describes_picture(line: Line, before_dateline: bool) -> bool:
    """Whether a line tells what a picture shows: a credit, a picture's words, or people doing something in the present.

    Without a credit it must stand before a dateline, or say on which day the picture was taken.
    """
    text = line.text
    if len(text) > MAX_CAPTION or line.is_bullet:
        return False
    if words().credit.search(text):
        return True
    if words().reporting.search(text) or len(SENTENCE_BREAK.findall(text)) > 1:
        return False
    if words().picture.search(text):
        return True
    return line.terminated and _shows_people(text) and (before_dateline or _ends_with_day(text))


def _shows_people(text: str) -> bool:
    """Whether a verb of what pictures show is the first verb of the line."""
    for match in words().picture_verb.finditer(text, 0, MAX_SUBJECT):
        before = text[: match.start()]
        if words().sentence_verb.search(before):
            return False
        if before.strip() and before.split()[-1].lower() not in words().before_nouns:
            return True
    return False


def _ends_with_day(text: str) -> bool:
    tail = text[-60:]
    return words().date.search(tail) is not None or re.search(rf"\b{words().day}\W*\Z", tail, re.IGNORECASE) is not None


def _captions(text: str, start: int, marked: dict[tuple[int, int], SectionKind]) -> None:
    lowered = text.lower()
    if not any(sign in lowered for sign in words().credit_signs):
        return
    for match in words().credit.finditer(text, start):
        first, last = line_around(text, match.start(), start)
        if last - first <= MAX_CAPTION:
            marked.setdefault((first, last), "caption")


def _related(text: str, start: int) -> dict[tuple[int, int], SectionKind]:
    """Links to other reports and promotion, with the titles below a bare "READ MORE"."""
    marked: dict[tuple[int, int], SectionKind] = {}
    done = start
    for match in words().related.finditer(text, start):
        if match.start() < done:
            continue
        first, last = line_around(text, match.start(), start)
        if last - first > MAX_CAPTION:
            continue
        bare = not text[match.end() : last].strip(" \t\xa0:|>»–—-\r")
        for line in islice(lines(text, last), MAX_LINKS) if bare else ():
            if line.terminated or len(line.text) > MAX_LINK or datelines.at(line):
                break
            last = line.end
        marked[(first, last)] = "related"
        done = last
    return marked


def _sections(text: str, start: int, marked: dict[tuple[int, int], SectionKind]) -> tuple[Section, ...]:
    """The marked stretches, the first and longest where they overlap, with the body between them.

    Neighbours of one kind become one.
    """
    found: list[Section] = []
    at = start
    for (first, last), kind in sorted(marked.items(), key=lambda item: (item[0][0], -item[0][1])):
        if first < at:
            continue
        _append(found, text, "body", at, first)
        _append(found, text, kind, first, last)
        at = last
    _append(found, text, "body", at, len(text))
    return tuple(found)


def _append(found: list[Section], text: str, kind: SectionKind, first: int, last: int) -> None:
    chunk = text[first:last]
    first, last = first + len(chunk) - len(chunk.lstrip()), last - len(chunk) + len(chunk.rstrip())
    if first >= last:
        return
    if found and found[-1].kind == kind:
        found[-1] = Section(kind, found[-1].start, last)
    else:
        found.append(Section(kind, first, last))
