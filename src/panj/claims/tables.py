"""Lines of names and numbers under a heading that says what is counted: "Bentiu 115,479 | Malakal 29,340"."""

from collections.abc import Sequence

from panj.claims.clauses import Clause, clause, voice
from panj.claims.drafts import Context, Draft
from panj.claims.groups import Counted
from panj.claims.words import words_of
from panj.model import Span

LEAST = 10
"""A smaller number on a line of its own is too often the mark of an item."""
HEADING = 25
"""Words that a heading may hold."""
LEADS = frozenset(":(|-–—")
"""What may stand between a name and its number."""


def table_drafts(groups: Sequence[Counted], s: Clause, context: Context) -> list[Draft]:
    """The figures of a line of names and numbers, by the heading above it; none where either is something else."""
    if context.heading is None or s.triggers or not all(_labelled(g, s) for g in groups):
        return []
    told = _told(context.heading, s)
    if told is None:
        return []
    kind, unit = told
    sentence = Span(s.words.start[0], s.words.end[-1])
    return [Draft(sentence, g, kind, unit, "heading", s.grammar.points["inherited"]) for g in groups]


def _labelled(group: Counted, s: Clause) -> bool:
    """Whether a bare number stands behind a name, with nothing counted behind it."""
    size = group.number.value or group.number.high or 0
    if group.how != "bare" or size < LEAST or group.first == 0:
        return False
    low, raw = s.words.low, s.words.raw
    before = group.first - 1
    if low[before] in LEADS:
        before -= 1
    named = before >= 0 and (raw[before][0].isupper() or low[before] == ")")
    return named and (group.last >= len(low) or not low[group.last][0].isalpha())


def _told(heading: str, s: Clause) -> tuple[str, str] | None:
    """The kind and the unit that a heading names. A whole sentence is no heading."""
    words = words_of(heading, 0, len(heading), s.grammar.token)
    if not 0 < len(words) <= HEADING or words.low[-1] in ".?!":
        return None
    head = clause(words, s.grammar, (), s.grammar.matcher.find(words.low))
    nouns = [t for t in head.triggers if t.meaning.frame in ("n", "e", "h", "a")]
    done = [t for t in head.triggers if t.meaning.frame in ("o", "so") and voice(t, words, s.grammar) != "active"]
    best = next(iter(nouns or done), None)
    if best is None:
        return None
    units = [noun.unit for word in words.low if (noun := s.grammar.nouns.get(word)) is not None]
    return best.meaning.kind, best.meaning.unit or next((unit for unit in units if unit != "people"), "people")
