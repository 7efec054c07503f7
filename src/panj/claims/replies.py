"""Numbers that answer: a question ("How many drowned? Twelve."), a heading, or a verb that is not said again."""

from panj.claims.clauses import Clause, clause
from panj.claims.drafting import draft_of
from panj.claims.drafts import Context, Draft
from panj.claims.groups import Counted
from panj.claims.linking import Link
from panj.claims.words import words_of

QUESTION = 20
"""Words that a question may hold."""
SHORT = 6
"""Words that stand before the number of an answer at most: "On a good day eighty"."""


def replied(group: Counted, link: Link | None, before: Draft | None, s: Clause, context: Context) -> Draft | None:
    """The figure that a number tells by answering what stands before it, if it does."""
    if group.how not in ("bare", "noun", "demonym", "partitive"):
        return None
    denied = _denied(group, before, s)
    if denied is not None and before is not None:
        return draft_of(group, denied, "denied", s.grammar.points["inherited"], None, None, s, before)
    if link is not None and link.score >= s.grammar.need["own"]:
        return None
    kind = asked(context.heading, s) if group.first <= SHORT else None
    return draft_of(group, kind, "answer", s.grammar.points["inherited"], None, None, s, None) if kind else None


def _denied(group: Counted, before: Draft | None, s: Clause) -> str | None:
    """ "Twelve thousand are back; five thousand are not": what the kind before says of those whom it leaves out."""
    low = s.words.low
    at = group.last
    if before is None or at + 1 >= len(low):
        return None
    auxiliary = low[at] in s.grammar.be or low[at] in s.grammar.have or low[at] in s.grammar.modal
    ends = at + 2 >= len(low) or not low[at + 2][0].isalpha()
    return s.grammar.excepted.get(before.kind) if auxiliary and ends and low[at + 1] in s.grammar.negations else None


def asked(question: str | None, s: Clause) -> str | None:
    """The kind that a question asks for."""
    if question is None or not question.rstrip().endswith("?") or '"' in question:
        return None
    words = words_of(question, 0, len(question), s.grammar.token)
    if not 0 < len(words) <= QUESTION:
        return None
    found = clause(words, s.grammar, (), s.grammar.matcher.find(words.low)).triggers
    return max(found, key=lambda t: t.meaning.weight).meaning.kind if found else None
