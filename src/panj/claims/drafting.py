"""A figure put together: its kind after negation and exception, its unit, and what it was read from."""

from dataclasses import replace

from panj.claims.clauses import Clause, Trigger
from panj.claims.drafts import Draft
from panj.claims.groups import Counted
from panj.claims.linking import Link
from panj.model import Span

INHERITING = frozenset({"part", "compared", "breakdown", "context", "list"})
"""Rules by which a bare number takes over the unit of the figure that it goes on from."""


def draft_of(
    group: Counted,
    kind: str,
    rule: str,
    score: float,
    link: Link | None,
    whole: Draft | None,
    s: Clause,
    before: Draft | None,
) -> Draft:
    trigger = None
    pattern = ""
    if link and link.trigger:
        trigger = Span(s.words.start[link.trigger.start], s.words.end[link.trigger.end - 1])
        pattern = link.trigger.pattern
    heir = before if rule in INHERITING else whole
    unit = _unit(group, kind, heir, link, s)
    if group.nationality is None and group.noun is None and before is not None:
        group = replace(group, nationality=before.counted.nationality)
    kind = _except(group, kind, s)
    if link and link.trigger and _negated(link.trigger, s):
        kind = s.grammar.negated.get(kind, kind)
    sentence = Span(s.words.start[0], s.words.end[-1])
    draft = Draft(sentence, group, kind, unit, rule, score, trigger, part_of=whole, pattern=pattern)
    if link and link.trigger and link.kind == kind:
        draft.abroad = link.trigger.meaning.abroad
        draft.in_disaster = link.trigger.meaning.in_disaster
    if kind in s.grammar.in_disaster and not s.grammar.sites.isdisjoint(s.words.low):
        draft.in_disaster = kind
    return draft


def _negated(trigger: Trigger, s: Clause) -> bool:
    """Whether "not" or its like stands right before the verb: "were not let across"."""
    before = s.words.low[max(0, trigger.head - 2) : trigger.head]
    return not s.grammar.negations.isdisjoint(before)


def _except(group: Counted, kind: str, s: Clause) -> str:
    """ "All but 600 have gone back": those of whom it is not said."""
    size = len(s.grammar.exception)
    at = group.first
    if (
        tuple(s.words.low[max(0, at - size) : at]) == s.grammar.exception
        or tuple(s.words.low[at : at + size]) == s.grammar.exception
    ):
        return s.grammar.excepted.get(kind, kind)
    return kind


def _unit(group: Counted, kind: str, heir: Draft | None, link: Link | None, s: Clause) -> str:
    """The unit of a figure: its noun's, that of the noun before it ("the number of families … dropped to 210"), or
    that of the figure it goes on from."""
    if group.noun:
        return group.noun.unit
    if link and link.trigger and link.trigger.meaning.unit == "houses":
        return "houses"
    if link and link.rule in ("total", "noun"):
        for at in range(max(0, link.trigger.start - 4 if link.trigger else 0), group.first):
            noun = s.grammar.nouns.get(s.words.low[at])
            if noun is not None and noun.unit != "people":
                return "people" if noun.unit == "houses" else noun.unit
    return heir.unit if heir is not None else "people"
