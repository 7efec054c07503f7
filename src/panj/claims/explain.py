"""How a text was read: phrases, patterns that fired, the links of each number, and why one became no claim."""

from collections.abc import Iterator

from panj.claims.clauses import voice
from panj.claims.drafts import Context, Trace
from panj.claims.groups import Counted
from panj.claims.linking import Link

SHOWN = 4
"""Links shown for each number; those behind them lost by more."""


def lines(context: Context, text: str) -> Iterator[str]:
    """The reading of a document, sentence by sentence; numbers that count nothing come last."""
    told: set[int] = set()
    for trace in context.traces or ():
        yield from _sentence(trace, context, text)
        told |= {group.number.start for group in trace.sentence.groups}
    for refused in context.refused:
        if refused.number.start not in told:
            yield f"  {text[refused.number.start : refused.number.end]!r}: no claim, {refused.why}"


def _sentence(trace: Trace, context: Context, text: str) -> Iterator[str]:
    s = trace.sentence
    yield text[s.words.start[0] : s.words.end[-1]].replace("\n", " ")
    for t in s.triggers:
        words = text[s.words.start[t.start] : s.words.end[t.end - 1]]
        said = f", {voice(t, s.words, s.grammar)}" if t.meaning.frame in ("s", "o", "so") else ""
        yield f"  verb    {words!r} tells of {t.meaning.kind} (frame {t.meaning.frame}{said}; pattern {t.pattern!r})"
    for group, found in zip(s.groups, trace.links, strict=True):
        yield from _number(group, found, trace, context, text)


def _number(group: Counted, found: list[Link], trace: Trace, context: Context, text: str) -> Iterator[str]:
    number = group.number
    what = f"counts {group.noun.unit}" if group.noun else "has no noun of its own"
    yield f"  number  {text[number.start : number.end]!r} = {_value(group)} ({number.qualifier}), {what} ({group.how})"
    for link in found[:SHOWN]:
        pattern = link.trigger.pattern if link.trigger else ""
        yield f"    link  {link.score:5.2f}  {link.kind:20} {link.rule}: {pattern}"
    draft = next((d for d in trace.drafts if d.counted is group or d.number.start == number.start), None)
    if draft is not None:
        yield f"    claim {draft.kind}, by {draft.rule} ({draft.score:.2f} points)"
        return
    why = next((r.why for r in context.refused if r.number.start == number.start), "nothing says what happened to them")
    yield f"    none  {why} (needs {trace.sentence.grammar.need[group.how]} points)"


def _value(group: Counted) -> str:
    number = group.number
    if number.value is not None:
        return f"{number.value:,}"
    return f"{number.low}–{number.high}"
