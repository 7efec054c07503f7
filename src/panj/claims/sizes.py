"""Words that tell how large a number is rather than what happened: totals, levels, what follows a preposition."""

from panj.claims.clauses import Clause, Trigger
from panj.claims.groups import Counted
from panj.claims.patterns import GAPPED

TOTAL_REACH = 8
"""Words between "the number of" and its verb: "the number of people who have fled Catatumbo reached 47,000"."""


def total_head(c: Counted, s: Clause) -> int:
    """Where the subject ends: "raising to 327 the number who have sought refuge" speaks of the number's people."""
    for at in range(c.last, min(c.last + 4, len(s.words))):
        if s.words.low[at] in s.grammar.totals:
            return at + 1
    return c.last


def people_who(subject: list[str], s: Clause) -> bool:
    """ "The refugees who have come surpassed 40,000": a noun of people and what tells which of them."""
    return not s.grammar.relatives.isdisjoint(subject) and any(
        (noun := s.grammar.nouns.get(word)) is not None and noun.unit != "houses" for word in subject
    )


def tells_size(t: Trigger, s: Clause) -> bool:
    """ "The evacuee total hits 13,000", "the IDP population reached 400,000": no doing, but a number."""
    before = s.words.low[max(0, t.head - TOTAL_REACH) : t.head]
    if before and before[-1] in s.grammar.totals:
        return True
    return any(
        k.meaning.frame in ("e", "h") and t.head - TOTAL_REACH <= k.start and k.end <= t.head for k in s.triggers
    ) and not any(g.first < t.head for g in s.groups)


def place_is_next(t: Trigger, last: str, s: Clause) -> bool:
    """Whether the phrase ends in a preposition that a place follows ("moved to"), not people ("home to 18,400")."""
    if last not in s.grammar.prepositions or last in s.grammar.particles:
        return False
    rest = t.pattern.split()
    return GAPPED in rest or "|" in rest[-1] or len(rest) < 2 or rest[-2][0] in "~@"
