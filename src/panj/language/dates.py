"""Temporal expressions: where they stand, what TIMEX3 calls them, and the days they mean.

`find` scans the text once with one expression compiled from the word list, gives every hit its meaning by a rule,
and then joins the two ends of a range.
"""

import re
from typing import Final, cast

from panj.language.dates_calendar import Reading
from panj.language.dates_context import OPENING, TAIL, Context
from panj.language.dates_grammar import Slots, Template, grammar
from panj.language.dates_lengths import LENGTH_RULES
from panj.language.dates_ranges import Found, join
from panj.language.dates_relative import RELATIVE_RULES
from panj.language.dates_rules import RULES
from panj.language.dates_units import UNIT_RULES
from panj.lexicon.vocabulary import vocabulary
from panj.model.annotation import Date, DateRelation

ALL_RULES: Final = RULES | RELATIVE_RULES | LENGTH_RULES | UNIT_RULES
WRAPPED: Final = re.compile(r"\n(?:(?<=[^\s.:]\n)|(?<=[^\s.:]\r\n))[a-z]")
"""A line that goes on in lower case: the text has hard line breaks."""
NUMBER_BEFORE: Final = re.compile(r"[$€£¥#/.,+-]")
NUMBER_BEHIND: Final = re.compile(r"[%°]|[,./:]\d")
"""What makes four figures something else than a year: a currency, a decimal point, a unit."""
FIGURE: Final = re.compile(r"[\d'’](?<!\w.)(?:(?<=\d)|(?=\d))")
"""A figure, or the apostrophe of a year: "'98"."""
HEAD: Final = 1000
"""Characters at the head of a text in which a date may stand alone as the day of publication."""
NAMED_YEAR: Final = frozenset({"year", "iso", "digits"})


def find(text: str, published: str | None, language: str = "en") -> tuple[Date, ...]:
    """The temporal expressions of a text, in order and without overlap.

    `published` is the ISO date, month or year of publication that "today" and "last week" count from; where it is
    None, a date that stands alone on one of the first lines takes its place.
    """
    rules = grammar(language)
    low = vocabulary(text).low
    context = Context(rules, text, low, published)
    scan = rules.scan(WRAPPED.search(text) is not None)
    if context.year is None:
        context.anchor(_dateline(context, scan))
    found = _scan(context, scan)
    if any(one.reading.yearless for one in found):
        told = next((one.reading.start for one in found if _tells_a_year(one)), None)
        if told:
            context = Context(rules, text, low, None)
            context.tell(told)
            found = _scan(context, scan)
    return join(context, found)


def _tells_a_year(one: Found) -> bool:
    """Whether it is a day or month with its year. "The end of 2023" is an aim as often as a day that was."""
    whole_year = one.reading.precision == "year" or ("part" in one.slots and "month" not in one.slots)
    return not NAMED_YEAR.isdisjoint(one.slots) and not whole_year and not one.reading.yearless


def _scan(context: Context, scan: re.Pattern[str]) -> list[Found]:
    """All expressions in order, each with its meaning."""
    found: list[Found] = []
    text, low, rules = context.text, context.low, context.grammar
    at = 0
    for start in _starts(context):
        match = scan.match(low, start) if start >= at else None
        if match is None:
            continue
        end = match.end()
        template = rules.template(match.lastindex or 0)
        slots = rules.slots(match)
        reading = _read(context, template, slots, start, end)
        if reading:
            period = reading.period(text[start:end])
            if period and reading.type == "DURATION" and context.relation == "on":
                context.relation = "after" if slots.get("direction") in ("after", "since") else "within"
            relation = cast("DateRelation", context.relation)
            date = Date(start, end, reading.type, reading.value, period, relation)
            found.append(Found(date, reading, slots))
            context.remember(reading, explicit=not NAMED_YEAR.isdisjoint(slots))
            at = end
        else:
            at = start + max(1, len(match[0].split()[0]))
    return found


def _starts(context: Context) -> list[int]:
    """Where an expression may begin, in order."""
    figures = [match.start() for match in FIGURE.finditer(context.low)]
    words = vocabulary(context.text).starts(context.grammar.heads)
    return sorted([*figures, *(at for at, _ in words)])


def _read(c: Context, template: Template, slots: Slots, start: int, end: int) -> Reading | None:
    c.place(start, end)
    c.relation = _relation(c)
    if not _fits(c, template, slots):
        return None
    return ALL_RULES[template.rule](slots, c)


def _relation(c: Context) -> str:
    words = c.before[-5:]
    relations, skip = c.grammar.data["relation"], c.grammar.words["skip"]
    for _ in range(4):
        if not words:
            break
        last = words[-1].lstrip(OPENING)
        pair = f"{words[-2].lstrip(OPENING)} {last}" if len(words) > 1 else ""
        if pair in relations:
            return str(relations[pair])
        if last in relations and last not in skip:
            return str(relations[last])
        if last not in skip:
            break
        words.pop()
    return "on"


def _fits(c: Context, template: Template, slots: Slots) -> bool:
    """Whether the words around let the expression be one: a capital for May, no noun behind a count."""
    words = c.grammar.words
    if ("month" in slots or "weekday" in slots) and not _is_name(c, slots):
        return False
    if slots.keys() == {"holiday"} and _is_person(c):
        return False
    if template.guard == "year":
        return _is_year(c, slots["year"])
    if template.guard == "after_temporal":
        return c.after("dotted") and c.word_after() not in words["counted"]
    if template.guard == "daypart":
        return c.after("daypart_before") and c.low[c.start : c.end] not in words["daypart_vague"]
    if template.guard == "after_temporal_year":
        return c.after("temporal_year")
    if template.guard == "phrase_end":
        ends = c.closes() or c.word_after() in words["phrase_end"]
        return c.after("day_before") and ends and not c.grammar.row.match(c.low, c.end)
    return True


def _is_name(c: Context, slots: Slots) -> bool:
    """Whether the name of a month or weekday means one: its capital, and the words around where it stands alone."""
    words = c.grammar.words
    name = c.low[c.start : c.end].rstrip(".")
    ambiguous = name in words["ambiguous"]
    if c.grammar.data["capitals"] and not _capital(c):
        return False
    if ambiguous and not c.after("temporal") and not _tells_which(c, slots):
        return False
    if len(slots) == 1 and " " not in name:
        return not _is_person(c) and not ("month" in slots and c.touches_number())
    return True


def _is_person(c: Context) -> bool:
    """Whether another name follows and no word of time stands before: "April Jones", "Easter Island"."""
    return c.text[c.end : c.end + 1] == " " and c.text[c.end + 1 : c.end + 2].isupper() and not c.after("dating")


def _tells_which(c: Context, slots: Slots) -> bool:
    """ "the March fighting": a month that tells which one."""
    word = c.word_after()
    return "month" in slots and c.after("article") and word.isalpha() and word not in c.grammar.words["month_noun"]


def _capital(c: Context) -> bool:
    names = c.grammar.names
    return all(c.text[m.start()].isupper() for m in names.finditer(c.low, c.start, c.end))


def _is_year(c: Context, year: int) -> bool:
    """Whether four figures tell a year, and no count, price, number of a thing or part of a longer number."""
    before, behind = c.low[c.start - 1 : c.start], c.low[c.end : c.end + 2]
    if NUMBER_BEFORE.match(before) or NUMBER_BEHIND.match(behind) or c.touches_number() or c.after("counting"):
        return False
    if c.word_after() in c.grammar.words["counted"] and not c.after("temporal_year"):
        return False
    return 1900 <= year < 2100 or c.after("temporal")


def _dateline(c: Context, scan: re.Pattern[str]) -> str | None:
    """The date with its year that stands alone on one of the first lines, as an ISO date."""
    for match in scan.finditer(c.low, 0, HEAD):
        start, end = match.span()
        line = c.low[max(0, start - TAIL) : start].rpartition("\n")[2], c.low[end : end + TAIL].partition("\n")[0]
        slots = c.grammar.slots(match)
        if any(side.strip(" .\t\r") for side in line) or NAMED_YEAR.isdisjoint(slots):
            continue
        reading = _read(c, c.grammar.template(match.lastindex or 0), slots, start, end)
        if reading and reading.start and reading.start == reading.end:
            return reading.start.isoformat()
    return None
