"""The days of a figure: of a new movement, of a situation on a date, of a total since a start."""

from collections.abc import Sequence
from dataclasses import replace

from panj.claims.belonging import Belonging
from panj.claims.drafts import Draft
from panj.claims.timeline import GOES_ON, Dated, Timeline
from panj.model import Period
from panj.model.vocabulary import FAMILY_OF, Flow

COMPARED = "compared"
"""The rule of figures that others are set against."""
ENDING = frozenset({"as_of", "by", "until"})
"""Relations of a date that closes a total."""
LONG = frozenset({"week", "month", "year"})
TELLING = frozenset({"on", "between", "within", "since", *ENDING})
"""Relations of a date that say when something was."""
ONE_DAY = "P1D"
"""A length that says little beside a date: "in one day (25 October)"."""
TIES = 20
"""Characters by which a date behind a figure may be farther than one before it and still be taken for its own."""
COMPARISON = 60
"""Characters before a date among which an earlier figure is looked for: "down from 6,431 on Saturday"."""


def dates_of(draft: Draft, dated: Sequence[Dated], belonging: Belonging, timeline: Timeline) -> list[Dated]:
    """The dates of its sentence that are a figure's own."""
    at = draft.number.start
    open_to = [
        d
        for d in dated
        if (d.closed is None or d.closed.start <= at < d.closed.end) and not _of_comparison(draft, d, timeline)
    ]
    mine = [
        d for d in open_to if d.closed or (belonging.belongs(draft, d.date.start) and not _aside(draft, d, timeline))
    ]
    mine += [d for d in open_to if d not in mine and d.relation == "said"]
    if not any(d.relation in TELLING for d in mine):
        mine += [d for d in open_to if d not in mine and d.relation in ("as_of", "sourced")]
    if not any(d.relation in TELLING for d in mine):
        mine += [
            replace(d, relation="shared")
            for d in open_to
            if d not in mine and d.relation in ("on", "between") and not belonging.right_behind(d.date.start)
        ]
    return sorted(mine, key=lambda d: d.date.start)


def _of_comparison(draft: Draft, dated: Dated, timeline: Timeline) -> bool:
    """Whether a date behind a figure is that of an earlier one: "against 985 the day before", "more than on Friday"."""
    start = max(draft.number.end, dated.date.start - COMPARISON)
    between = timeline.text[start : dated.date.start]
    if timeline.words.likened.search(between):
        return True
    found = timeline.words.compared.search(between)
    return found is not None and any(ch.isdigit() for ch in found[0])


def _aside(draft: Draft, dated: Dated, timeline: Timeline) -> bool:
    """A date in a relative clause behind the figure's happening: "came to Lugdi, where some crossed on Sunday"."""
    done = draft.trigger.end if draft.trigger is not None else draft.number.end
    if dated.date.start <= max(done, draft.number.end):
        return False
    return timeline.words.aside.search(timeline.text[max(done, draft.number.end) : dated.date.start]) is not None


def starts_total(draft: Draft, mine: Sequence[Dated], belonging: Belonging, timeline: Timeline) -> bool:
    """Whether a date or an event starts a total: "since April", "since the truce"."""
    if any(d.relation == "since" for d in mine) or _by_then(draft, mine, timeline):
        return True
    found = timeline.words.anchor.search(timeline.text, draft.sentence.start, draft.sentence.end)
    if found is None or not belonging.belongs(draft, found.start()):
        return False
    before = timeline.text[max(draft.sentence.start, found.start() - COMPARISON) : found.start()]
    return timeline.words.superlative.search(before) is None


def _by_then(draft: Draft, mine: Sequence[Dated], timeline: Timeline) -> bool:
    """Whether all who had come by a day are counted: "by Tuesday morning 13,350 people had entered"; not those of one
    day, "by midnight"."""
    days = [d.date for d in mine if d.relation == "by"]
    if draft.trigger is None or draft.kind not in timeline.words.crossing or not days:
        return False
    if all(day.type == "TIME" and " " not in timeline.text[day.start : day.end] for day in days):
        return False
    start, end = sorted((draft.number.end, draft.trigger.start))
    return timeline.words.pluperfect.search(timeline.text, start, max(end, draft.trigger.end)) is not None


def period_of(
    draft: Draft, flow: Flow, mine: Sequence[Dated], earlier: Sequence[Draft], timeline: Timeline
) -> Period | None:
    """The days of a figure; `earlier` are the figures before it in its sentence. What another figure is set against
    ("down from 6,431 on Saturday") dates nothing that follows."""
    told = timeline.told
    kept = told.day, told.stock, told.stock_at
    if flow == "stock":
        period = _standing(draft, mine, earlier, timeline)
    elif flow == "cumulative":
        period = _total(draft, mine, earlier, timeline)
    else:
        period = _new(draft, mine, earlier, timeline)
    if draft.rule == COMPARED:
        told.day, told.stock, told.stock_at = kept
    told.periods[id(draft)] = period
    told.flows[id(draft)] = flow
    told.last = draft
    return period


def _nearest(draft: Draft, dates: Sequence[Dated]) -> Dated | None:
    """The nearest of the dates, one behind the figure before one in front of it."""
    number = draft.number
    after = [d for d in dates if d.date.start >= number.start]
    before = [d for d in dates if d.date.start < number.start]
    if after and before:
        ahead = after[0].date.start - number.end
        behind = number.start - before[-1].date.end
        return after[0] if ahead <= behind + TIES else before[-1]
    return after[0] if after else before[-1] if before else None


def _exact(dates: Sequence[Dated]) -> list[Dated]:
    """Calendar dates where there are any, else stretches such as "three days"."""
    exact = [d for d in dates if d.date.type != "DURATION" or d.relation in ("between", "within")] or list(dates)
    return [d for d in exact if d.date.value != ONE_DAY] or exact


def base_of(draft: Draft, earlier: Sequence[Draft], timeline: Timeline) -> tuple[Draft | None, Flow | None]:
    """The figure that a figure goes on from, and whether that was a flow, a stock or a total."""
    base = _base(draft, earlier) or timeline.told.last
    return base, timeline.told.flows.get(id(base)) if base is not None else None


def _base(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The figure whose days hold for this one too: its whole, its other unit, the head of its list."""
    if draft.part_of is not None:
        return draft.part_of
    for other in reversed(earlier):
        if (other.group is not None and other.group == draft.group) or other.chain == draft.chain:
            return other
    return None


def _standing(draft: Draft, mine: Sequence[Dated], earlier: Sequence[Draft], timeline: Timeline) -> Period | None:
    told, published, frame = timeline.told, timeline.published, timeline.frame
    days = [d for d in mine if d.relation in ("on", "between", *ENDING)]
    fixed = [d for d in days if d.relation == "as_of"] or [d for d in days if d.date.value != "PRESENT_REF"]
    own = _nearest(draft, [d for d in fixed if d.date.type != "DURATION"]) or _nearest(draft, fixed)
    own = own or _nearest(draft, [d for d in mine if d.relation == "sourced"])
    if own is not None:
        told.stock, told.stock_at = own.period, draft.number.start
        if own.relation == "on" and timeline.told.day is None:
            told.day = own.period
        return own.period
    heading = frame.period if frame is not None and not frame.event else None
    if days and published:
        return heading or _on(published)
    base = _base(draft, earlier)
    whole = told.periods.get(id(base)) if base is not None else None
    if base is not None and whole is not None and told.flows.get(id(base)) != "flow":
        return whole if told.flows[id(base)] == "stock" else _on(whole.end) if whole.end else whole
    said = told.stock if told.stock is not None and draft.number.start - told.stock_at <= GOES_ON else None
    if heading is not None:
        return said if said and _paragraph(told.stock_at, draft, timeline) else heading
    past = next((d.period.end for d in mine if d.relation in ("past", "said")), None)
    if past is not None:
        return _on(past)
    if said is not None:
        return said
    return _on(published) if published else told.day


def _paragraph(at: int, draft: Draft, timeline: Timeline) -> bool:
    """Whether a figure stands shortly behind an offset, on the same line."""
    return draft.number.start - at <= GOES_ON and "\n" not in timeline.text[at : draft.number.start]


def _on(day: str) -> Period:
    return Period(day, day, "day", None)


def _total(draft: Draft, mine: Sequence[Dated], earlier: Sequence[Draft], timeline: Timeline) -> Period | None:
    told = timeline.told
    since = _nearest(draft, [d for d in mine if d.relation == "since"])
    closing = _nearest(draft, [d for d in mine if d.relation in ENDING and d.date.value != "PRESENT_REF"])
    closing = closing or _nearest(draft, [d for d in mine if d.relation in ("said", "sourced")])
    days = [d for d in mine if d.relation in ("on", "between", "within") and d.date.value != "PRESENT_REF"]
    if since is None and days:
        return _happened(draft, days, timeline)
    base = _base(draft, earlier)
    whole = told.periods.get(id(base)) if base is not None else None
    if since is None and whole is not None and closing is None and told.flows.get(id(base)) != "stock":
        return whole
    start = since.period.start if since else timeline.anchor(draft.sentence)
    if since is not None:
        told.start, told.start_at = start, draft.number.start
    elif start is None and told.start is not None and draft.number.start - told.start_at <= GOES_ON:
        start = told.start
    ends = [closing] if closing else [d for d in days if d.relation == "on"] if since else []
    end = next((d.period.end for d in ends if d.period.end and (start is None or d.period.end >= start)), None)
    if start is None and closing is not None:
        return closing.period
    told_on = timeline.told_on
    if end is None and told_on and (start is None or told_on >= start):
        end = told_on
    if start is None:
        shared = [d for d in mine if d.relation == "shared"]
        if shared or end is None:
            return _happened(draft, shared, timeline) or told.day
    return Period(start, end, since.period.precision if since else "day", since.period.text if since else None)


def _happened(draft: Draft, days: Sequence[Dated], timeline: Timeline) -> Period | None:
    own = _nearest(draft, _exact(days))
    if own is None:
        return None
    timeline.told.day = _so_far(own.period, timeline)
    return timeline.told.day


def _so_far(period: Period, timeline: Timeline) -> Period:
    """A month or year that is not over yet ends, for what has happened in it, on the day of telling."""
    told = timeline.published
    if told and period.start and period.end and period.start < told < period.end and period.precision in LONG:
        return Period(period.start, told, period.precision, period.text)
    return period


def _new(draft: Draft, mine: Sequence[Dated], earlier: Sequence[Draft], timeline: Timeline) -> Period | None:
    told = timeline.told
    days = [d for d in mine if d.relation in ("on", "between", "within", *ENDING) and d.date.value != "PRESENT_REF"]
    own = _nearest(draft, _exact(days))
    if own is not None:
        if own.relation in ENDING:
            if (own.period.end or "") <= (timeline.published or "9"):
                told.stock, told.stock_at = own.period, draft.number.start
            first = next((d.period.start for d in mine if d is not own and d.relation in ("on", "since")), None)
            if first is None or own.period.end is None or first > own.period.end:
                return own.period
            return Period(first, own.period.end, own.period.precision, own.period.text)
        told.day = _so_far(own.period, timeline)
        return told.day
    past = _nearest(draft, [d for d in mine if d.relation == "past" and d.date.end <= draft.number.start])
    if past is not None and "," not in timeline.text[past.date.end : draft.number.start] and past.period.start:
        return Period(past.period.start, past.period.start, "day", past.period.text)
    base = _base(draft, earlier)
    for other in (base, *reversed(earlier)):
        if other is not None and told.flows.get(id(other)) != "stock" and told.periods.get(id(other)) is not None:
            return told.periods[id(other)]
    shared = _nearest(draft, [d for d in mine if d.relation == "shared"])
    if shared is not None:
        return shared.period
    if told.stock is not None and _paragraph(told.stock_at, draft, timeline):
        return told.stock
    if any(d.date.value == "PRESENT_REF" for d in mine) and timeline.told_on:
        return _on(timeline.told_on)
    if timeline.frame is not None:
        return timeline.frame.period
    harmed = FAMILY_OF[draft.kind] in ("harm", "housing")
    carried = timeline.carried(draft.number.start, toll=harmed)
    if carried is not None:
        return carried
    if told.start is not None and draft.number.start - told.start_at <= GOES_ON:
        return Period(told.start, timeline.told_on, "day", None)
    said = _nearest(draft, [d for d in mine if d.relation in ("said", "sourced")])
    if said is not None:
        return said.period
    return Period(None, timeline.told_on, "day", None) if harmed and timeline.told_on else None
