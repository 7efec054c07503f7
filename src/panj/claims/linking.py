"""Which happening a number belongs to: small named rules give points, and the best link wins.

Each rule looks at a counted group and a trigger and says how they stand to one another ("subject", "object", "head" …).
Its points, less what the words between them cost, plus what the pattern itself weighs, are the score of the link; a
number whose best link scores under its threshold becomes no claim. The scores are shown by `panj explain`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from panj.claims.clauses import Clause, Trigger, voice
from panj.claims.groups import Counted
from panj.claims.lists import TENTS, Meaning
from panj.claims.sizes import TOTAL_REACH, people_who, place_is_next, tells_size, total_head


@dataclass(frozen=True, slots=True)
class Link:
    """A counted group, the happening it belongs to, the rule that joined them and its score in points."""

    counted: Counted
    trigger: Trigger | None
    kind: str
    rule: str
    score: float


def _inside(c: Counted, t: Trigger, s: Clause) -> float | None:
    if t.start < c.first or t.end > c.last or t.start >= c.last:
        return None
    frame = t.meaning.frame
    if frame in ("a", "o", "so") and c.head is not None and t.end <= c.head:
        said = frame == "a" or s.words.low[t.head] in s.grammar.participles
        return s.grammar.points.get("inside adjective", s.grammar.points["inside"]) if said else None
    if frame in ("a", "n"):
        return s.grammar.points["inside state"]
    participle = frame in ("o", "so") and s.words.low[t.head] in s.grammar.participles
    gerund = frame in ("s", "so") and s.words.low[t.head] in s.grammar.gerunds
    return s.grammar.points["inside"] if frame == "h" or participle or gerund else None


def _head(c: Counted, t: Trigger, s: Clause) -> float | None:
    """The noun right behind the number is the happening itself: "350 deaths", "1,340 new arrivals"."""
    if (
        t.meaning.frame in ("n", "h")
        and c.first < t.start <= c.last + 1
        and c.last < t.end
        and s.between(c.last, t.start) < 0.3
        and c.how == "bare"
    ):
        return s.grammar.points["head"]
    return None


def _subject(c: Counted, t: Trigger, s: Clause) -> float | None:
    if t.start < c.last or t.meaning.frame not in ("s", "so", "a", "o"):
        return None
    frame = t.meaning.frame
    cost = s.between(total_head(c, s), t.start) + _taken(c, t, s)
    if frame == "a":
        return s.grammar.points["subject state"] - cost
    said = voice(t, s.words, s.grammar)
    if frame in ("s", "so"):
        points = s.grammar.points["subject"] + (
            s.grammar.points["passive"] if frame == "s" and said == "passive" else 0.0
        )
        return points - cost + _main_verb(c, t, said, s)
    if said == "active":
        return _whom(c, t, s)
    points = s.grammar.points["subject passive"] if said == "passive" else s.grammar.points["subject open"]
    if said == "open" and _object_follows(t, s):
        points += s.grammar.points["has object"]
    return points - cost + _main_verb(c, t, said, s)


def _whom(c: Counted, t: Trigger, s: Clause) -> float | None:
    """ "The 61,000 whom the floods drove out": the number is the object of the verb of its relative clause."""
    low = s.words.low
    relative = next((at for at in range(c.last, min(c.last + WHOM_REACH, t.start)) if low[at] in s.grammar.whom), None)
    if relative is None or any(relative < g.first <= t.end + 1 for g in s.groups):
        return None
    if any(relative < other.start < t.start and other.meaning.frame in ("s", "o", "so") for other in s.triggers):
        return None
    return s.grammar.points["subject open"] - s.between(c.last, relative) - s.between(relative + 1, t.start) / 2


WHOM_REACH = 3
"""Words between a number and the relative pronoun: "90,000 of those whom"."""


def _taken(c: Counted, t: Trigger, s: Clause) -> float:
    """What a link loses where the verb has a nearer subject: "499, with 427 missing"."""
    nearer = [g for g in s.groups if c.last <= g.first and t.start - 2 <= g.last <= t.start and g is not c]
    if not nearer:
        return 0.0
    between = s.words.low[c.last : nearer[0].first]
    listed = all(
        word in s.grammar.coordinators or word in s.grammar.adverbs or word in ",()" or not word.isalpha()
        for word in between
    )
    return 0.0 if listed else -s.grammar.points["taken"]


def _past_relative(c: Counted, t: Trigger, said: str, s: Clause) -> float:
    """What the main verb gets back behind a relative clause: "345 herders who had found refuge there returned"."""
    low = s.words.low
    inner = [other for other in s.triggers if other is not t and c.last < other.start and other.end <= t.start]
    inner = [other for other in inner if other.meaning.frame in ("s", "o", "so")]
    if not _one_relative(inner, t, s) or s.between(c.last, inner[0].start) > RELATIVE_REACH:
        return 0.0
    between = low[inner[-1].end : t.start]
    if any(
        w in s.grammar.coordinators or w in s.grammar.subordinators or w in s.grammar.contrasts or w in ",;:"
        for w in between
    ):
        return 0.0
    if said == "active" and low[t.head] in s.grammar.gerunds:
        return 0.0
    return min(s.grammar.points["main verb"], s.between(c.last, t.start))


def _one_relative(inner: list[Trigger], t: Trigger, s: Clause) -> bool:
    """Whether the happenings are those of one relative clause: one, or two joined before a verb with an auxiliary of
    its own: "1,000 people who fled the town and reached the border were not let in"."""
    low, heads = s.words.low, {other.head for other in inner}
    if len(heads) != 2:
        return len(heads) == 1
    joined = low[inner[0].end : inner[-1].start]
    return (
        any(word in s.grammar.coordinators for word in joined)
        and not any(word in ",;:" for word in joined)
        and not s.grammar.be.isdisjoint(low[t.start - 1 : t.start + 1])
    )


RELATIVE_REACH = 0.6
"""Points between a relative pronoun and its verb."""


def _main_verb(c: Counted, t: Trigger, said: str, s: Clause) -> float:
    """What a main verb gets back where a participle without auxiliary stands between it and its subject."""
    low = s.words.low
    if (
        said == "open"
        and low[t.head - 1] not in s.grammar.adverbs
        and t.head > 0
        and low[t.head] in s.grammar.participles
        and t.start <= c.last + 1
    ):
        return 0.0
    if c.last < len(low) and low[c.last] in s.grammar.relatives:
        return _past_relative(c, t, said, s)
    reduced = [
        other for other in s.triggers
        if other is not t and c.last <= other.start <= c.last + 1 and other.end <= t.start
        and (low[other.head] in s.grammar.participles or low[other.head] in s.grammar.gerunds)
        and voice(other, s.words, s.grammar) != "passive"
        and other.meaning.frame in ("o", "so", "s")
    ]  # fmt: skip
    if not reduced:
        return 0.0
    between = low[reduced[0].end : t.start]
    if any(
        w in s.grammar.relatives
        or w in s.grammar.subordinators
        or w in s.grammar.contrasts
        or w in s.grammar.coordinators
        or w in ",;:"
        for w in between
    ):
        return 0.0
    finite = said in ("passive", "open") or low[t.head] in s.grammar.bases
    return min(s.grammar.points["main verb"], s.between(reduced[0].start, t.start) + 0.4) if finite else 0.0


def _object_follows(t: Trigger, s: Clause) -> bool:
    """Another counted group stands right behind the verb, so that this one is rather its object."""
    return any(t.end <= g.first <= t.end + 2 for g in s.groups)


def _object(c: Counted, t: Trigger, s: Clause) -> float | None:
    if t.meaning.frame not in ("o", "so"):
        return None
    if t.start < c.first < t.end and t.end >= c.last:
        return 3.0
    low = s.words.low
    last = low[t.end - 1]
    if t.end > c.first or (t.end == c.first and place_is_next(t, last, s)):
        return None
    if low[t.head] in s.grammar.measure and tells_size(t, s):
        return None
    said = voice(t, s.words, s.grammar)
    if said != "active" and c.first > 0 and s.words.low[c.first - 1] in s.grammar.agent:
        return None
    owned = said == "open" and any(g.last == t.start and g is not c for g in s.groups)
    points = s.grammar.points[f"object {said}"] + (s.grammar.points["has object"] if owned else 0.0)
    return points - s.between(t.end, c.first)


def _around(c: Counted, t: Trigger, s: Clause) -> float | None:
    """The number stands in the gap of a phrase: "left 350 people homeless", "sent 100 back"."""
    if s.words.low[t.start] in s.grammar.prepositions:
        return None
    if t.meaning.frame in ("a", "s", "n", "e") and t.start < c.first and c.first < t.end and c.last <= t.end:
        return s.grammar.points["around"]
    return None


def _noun_of(c: Counted, t: Trigger, s: Clause) -> float | None:
    """A noun of the happening before the number: "the evacuation of 350", "Missing: 490", "the toll rose to 22"."""
    if t.meaning.frame not in ("n", "e", "a", "h") or t.end > c.first:
        return None
    between = s.words.low[t.end : c.first]
    if (
        t.meaning.frame == "n"
        and c.how != "bare"
        and any(g is not c and g.how == "bare" and g.last == t.start for g in s.groups)
    ):
        return None
    if not between or (len(between) == 1 and (between[0] in ":-–(" or between[0] in s.grammar.partitive_of)):
        return s.grammar.points["noun of people"] if t.meaning.frame == "h" else s.grammar.points["noun of"]
    if between and between[0] in s.grammar.partitive_of and len(between) <= 3:
        return s.grammar.points["noun near"]
    cost = s.between(t.end, c.first)
    if ":" in between:
        return s.grammar.points["label"] - (cost - s.grammar.costs[":"])
    if t.meaning.frame in ("n", "e", "h") and s.grammar.measure.intersection(between):
        return s.grammar.points["level"] - s.grammar.cost["level"] * cost
    return s.grammar.points[{"h": "noun people", "a": "noun state"}.get(t.meaning.frame, "noun")] - cost


MEASURE_REACH = 3
"""Words between a verb of size and its number: "reached on Thursday 47,000"."""


def _total(c: Counted, t: Trigger, s: Clause) -> float | None:
    """The number of those to whom it happened: "the number of people who have fled reached 47,000"."""
    if t.meaning.frame not in ("s", "so", "o", "a") or t.end > c.first:
        return None
    if s.words.low[t.head] in s.grammar.measure and c.first - t.end <= MEASURE_REACH:
        return None
    if not s.grammar.measure.isdisjoint(s.words.low[t.start : t.end]) and t.meaning.kind in ("arrived", "crossed"):
        return None
    subject = s.words.low[max(0, t.start - TOTAL_REACH) : t.start]
    measured = not s.grammar.measure.isdisjoint(s.words.low[t.end : c.last])
    if s.grammar.totals.isdisjoint(subject) and not (measured and people_who(subject, s)):
        return None
    return s.grammar.points["total"] - s.grammar.cost["level"] * s.between(t.end, c.first)


def _behind(c: Counted, t: Trigger, s: Clause) -> float | None:
    """The people come behind the verb that they do: "Among those who fled were 350 children"."""
    if t.meaning.frame != "s" or t.end > c.first:
        return None
    if s.words.low[t.head] in s.grammar.measure and c.first - t.end <= MEASURE_REACH:
        return None
    bare = s.words.low[t.head] in s.grammar.participles and voice(t, s.words, s.grammar) == "open"
    return s.grammar.points["behind bare" if bare else "behind"] - s.between(t.end, c.first)


RULES: tuple[tuple[str, Callable[[Counted, Trigger, Clause], float | None]], ...] = (
    ("inside", _inside),
    ("head", _head),
    ("around", _around),
    ("subject", _subject),
    ("object", _object),
    ("total", _total),
    ("noun", _noun_of),
    ("behind", _behind),
)
"""The rules in the order in which a tie is broken."""


FAR = 80
"""Words between a group and a happening that nothing links any more; the farthest link of the gold spans 60."""


def links(counted: Counted, s: Clause) -> list[Link]:
    """All links of a group, best first."""
    found: list[Link] = []
    for trigger in s.triggers:
        meaning = trigger.meaning
        if trigger.start - counted.last > FAR or counted.first - trigger.end > FAR:
            continue
        if not _fits(counted, meaning, s.houses_from):
            continue
        for name, rule in RULES:
            points = rule(counted, trigger, s)
            if points is not None:
                found.append(Link(counted, trigger, meaning.kind, name, points + meaning.weight))
                break
    found.sort(key=lambda link: -link.score)
    return found


def _fits(counted: Counted, meaning: Meaning, houses_from: int | None) -> bool:
    """Houses are destroyed and people are not; what is said of houses is not said of people."""
    unit = counted.noun.unit if counted.noun else None
    housing = meaning.unit == "houses"
    if unit == "households" and housing and counted.of_houses:
        return True
    if counted.noun is not None and counted.noun.category == TENTS:
        return housing
    if unit == "houses":
        return housing or meaning.kind in ("evacuated", "in_need", "affected", "at_risk")
    if housing:
        return (
            unit is None
            and counted.how in ("bare", "partitive")
            and houses_from is not None
            and houses_from < counted.last
        )
    return True
