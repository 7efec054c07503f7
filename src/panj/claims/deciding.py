"""What becomes of a number: a figure of its own, a part, one that goes on with another, or none."""

from collections.abc import Sequence
from dataclasses import replace

from panj.claims.clauses import Clause, voice
from panj.claims.drafting import draft_of
from panj.claims.drafts import Context, Draft, Refused
from panj.claims.groups import Counted
from panj.claims.linking import Link, links
from panj.claims.replies import replied
from panj.model import Span
from panj.model.vocabulary import FAMILY_OF

LEAST_CARRIED = 20
"""A smaller number without a verb is too often an hour, an age or a count of something else."""
NEAR_SENTENCE = 250
"""Characters back to the sentence that a number may go on from."""


def why(group: Counted, link: Link | None) -> str:
    if link is None:
        return "no word near it says what happened to them"
    return f"too far from {link.trigger.pattern if link.trigger else link.kind!r} ({link.score:.1f} points)"


def decide(
    group: Counted,
    link: Link | None,
    shared: Link | None,
    before: Draft | None,
    s: Clause,
    context: Context,
    earlier_in_sentence: Sequence[Draft],
) -> Draft | None:
    if group.how == "whole":
        return _whole_of_share(group, s)
    part = _part_marker(group, s)
    before = _first_of_pair(before, context)
    fronted = _of_fronted_whole(group, earlier_in_sentence, s)
    part = part or fronted or (link is None and _said_of_part(group, earlier_in_sentence, s))
    whole = _whole_for(group, before, earlier_in_sentence, context) if part or group.how == "partitive" else None
    if fronted and whole is not None and whole in earlier_in_sentence:
        whole = whole.part_of or whole
    if link and (_counting(link) or _on_the_way(link, whole)):
        told = whole or _carried(group, _mover(before, context), s)
        link = replace(link, kind=told.kind) if told and FAMILY_OF[told.kind] == "movement" else link
    if _deployed(group, link, s):
        return None
    if link and _stays(group, link, s):
        return None
    if _everyday(group, link, s, context):
        context.refused.append(Refused(group.number, "the coming and going of every day"))
        return None
    reply = replied(group, link, before, s, context)
    if reply is not None:
        return reply
    if _small(group) and not part and not (link and link.score >= s.grammar.need["small"]):
        context.refused.append(Refused(group.number, "a bare number word that may be an hour or a count of anything"))
        return None
    compared = before is not None and group.how in ("bare", "noun") and _compared(group, s)
    own = link is not None and (
        link.score >= s.grammar.need["own"] or (not compared and (whole is None or link.rule == "inside"))
    )
    if link and own and link.score >= s.grammar.need[group.how]:
        return draft_of(group, link.kind, link.rule, link.score, link, whole, s, before)
    if whole is not None:
        return draft_of(group, whole.kind, "part", s.grammar.points["inherited"], None, whole, s, before)
    if before is not None and compared and before in (*earlier_in_sentence, context.last):
        return draft_of(group, before.kind, "compared", s.grammar.points["inherited"], None, None, s, before)
    if before is not None and group.how == "bare" and before in earlier_in_sentence and _place_follows(group, s):
        return draft_of(
            group, before.kind, "breakdown", s.grammar.points["inherited"], None, before.part_of or before, s, before
        )
    if (
        shared is not None
        and group.how != "unknown"
        and _listable(group)
        and shared.score - s.grammar.need["list"] >= s.grammar.need[group.how]
        and _fits_shared(group, shared)
    ):
        return draft_of(group, shared.kind, "list", shared.score - s.grammar.need["list"], shared, None, s, before)
    carried = _carried(group, _mover(before, context), s)
    if carried is not None:
        if link and link.score > s.grammar.need["faint"]:
            return draft_of(group, link.kind, f"faint {link.rule}", s.grammar.points["carried"], link, None, s, before)
        return draft_of(group, carried.kind, "context", s.grammar.points["carried"], None, None, s, before)
    return None


COUNTING = -1.0
"""Weight under which a pattern of registering only says that somebody counted: "partners could verify 97,400"."""


def _counting(link: Link) -> bool:
    return link.kind == "registered" and link.trigger is not None and link.trigger.meaning.weight < COUNTING


def _on_the_way(link: Link, whole: Draft | None) -> bool:
    """Those of the returned who crossed or arrived did so on their way home."""
    return whole is not None and whole.kind in ("returned", "deported") and link.kind in ("crossed", "arrived")


def _stays(group: Counted, link: Link, s: Clause) -> bool:
    """ "The town's 40,000 inhabitants remain": who was never displaced does not remain so."""
    settled = group.head is not None and s.words.low[group.head] in s.grammar.static
    return settled and link.kind == "remaining" and link.trigger is not None and link.trigger.meaning.weight < 0


PLAINLY = 3
"""By how much another subject must prevail before a word that seldom tells of every day, "killed", is doubted."""


def _everyday(group: Counted, link: Link | None, s: Clause, context: Context) -> bool:
    """Whether this is the coming and going of every day: pupils return, voters register, members cross the floor.
    A light word of movement needs a word of a crisis around it, and more of these than words of ordinary days."""
    if not s.grammar.fiction.isdisjoint(s.words.low):
        return True
    trigger = link.trigger if link else None
    everyday = trigger is not None and s.words.low[trigger.head] in s.grammar.everyday
    own = Span(s.words.start[trigger.start], s.words.end[trigger.end - 1]) if trigger else None
    plainly = link is not None and link.kind not in s.grammar.light and not everyday
    if context.off_topic(group.number, s.grammar, own) > (PLAINLY if plainly else 0):
        return True
    if plainly:
        return False
    plain, crisis = context.climate(group.number, s.grammar, own)
    named = group.head is not None and s.words.low[group.head] in s.grammar.walks_of_life
    rescued = link is not None and link.kind in s.grammar.rescue and not everyday
    if named and not rescued and not _crisis_told(group, s):
        return True
    if plain > max(1, crisis):
        return True
    return (
        crisis == 0
        and plain > 0
        and everyday
        and group.nationality is None
        and group.how in ("noun", "bare", "unknown")
    )


def _crisis_told(group: Counted, s: Clause) -> bool:
    """Whether the sentence has a word of a crisis beside the noun that is counted: rescuers are no witness."""
    if s.grammar.crisis.isdisjoint(s.words.low):
        return False
    head = s.words.low[group.head] if group.head is not None else ""
    return head not in s.grammar.crisis or any(word in s.grammar.crisis and word != head for word in s.words.low)


def _small(group: Counted) -> bool:
    """A bare number word up to a dozen, which may be an hour, a score or a count of anything."""
    return group.how == "bare" and (group.number.value or group.number.high or 0) <= 12


def _mover(before: Draft | None, context: Context) -> Draft | None:
    """The last figure that told of movement, housing or need, else the last at all: harm is seldom gone on with."""
    if before is None or FAMILY_OF[before.kind] != "harm":
        return before
    return next((d for d in reversed(context.drafts[-4:]) if FAMILY_OF[d.kind] != "harm"), before)


def _carried(group: Counted, before: Draft | None, s: Clause) -> Draft | None:
    """The figure whose happening a number without a verb of its own goes on telling of."""
    if before is None or group.how not in ("bare", "noun", "demonym") or before.unit == "houses":
        return None
    if group.noun is not None and group.noun.category in ("combatants", "officials"):
        return None
    if group.head is not None and s.words.low[group.head] in s.grammar.static | s.grammar.walks_of_life:
        return None
    if (group.number.value or group.number.high or 0) < LEAST_CARRIED or (
        group.noun is not None and group.noun.unit == "houses"
    ):
        return None
    near = before.sentence.end >= s.words.start[0] - NEAR_SENTENCE
    return before if near else None


def _whole_of_share(group: Counted, s: Clause) -> Draft | None:
    """ "Half of the 111,000 people displaced": the whole is a figure of its own where its noun, or a participle right
    behind it, says what happened to them."""
    for link in links(group, s):
        cut_short = (
            link.trigger and link.trigger.start <= group.last and voice(link.trigger, s.words, s.grammar) == "open"
        )
        if link.rule == "inside" or (link.rule == "subject" and cut_short):
            if link.score >= s.grammar.need["whole"]:
                return draft_of(group, link.kind, "whole", link.score, link, None, s, None)
            return None
    return None


def _of_fronted_whole(group: Counted, earlier: Sequence[Draft], s: Clause) -> bool:
    """ "Of the 9,800 households profiled, 5,600 live in huts": the sentence opens with what the number is a part of."""
    return group.how == "bare" and bool(earlier) and s.words.low[0] in s.grammar.fronted


PARALLEL = 5
"""Words from one part to the next: "64 are boys and 113"."""


def _said_of_part(group: Counted, earlier: Sequence[Draft], s: Clause) -> bool:
    """Who a part are and no more: "Of those who came, 177 were minors", "of whom 64 are boys and 113 are girls"."""
    before = earlier[-1] if earlier else None
    if group.how != "bare":
        return False
    if before is None:
        return s.words.low[0] in s.grammar.fronted and s.words.low[1:2] != [] and s.words.low[1] in s.grammar.anaphora
    if before.part_of is None or before.rule != "part":
        return False
    between = s.words.low[before.counted.last : group.first]
    return (
        0 < len(between) <= PARALLEL
        and not s.grammar.be.isdisjoint(between)
        and between[-1] in s.grammar.coordinators | {","}
    )


def _whole_for(group: Counted, before: Draft | None, earlier: Sequence[Draft], context: Context) -> Draft | None:
    """What a part is a part of: the nearest figure before it that can hold it, by its size and by who they are."""
    mine = group.number.value or group.number.high or 0
    for draft in [*reversed(earlier), *reversed(context.drafts[-8:])]:
        size = draft.number.value or draft.number.high
        if (size is None or size >= mine) and _may_hold(draft.counted, group):
            return _first_of_pair(draft, context)
    return before


def _may_hold(whole: Counted, part: Counted) -> bool:
    """Boys may be among minors and minors among people; nobody's children are among soldiers."""
    if whole.noun is None or part.noun is None:
        return True
    if whole.noun.category == "combatants" and part.noun.category != "combatants":
        return False
    sex = whole.noun.sex is None or part.noun.sex in (None, whole.noun.sex)
    return sex and (whole.noun.age is None or part.noun.age in (None, whole.noun.age))


def _first_of_pair(before: Draft | None, context: Context) -> Draft | None:
    """The first figure of "112,894 people (24,241 families)", which is the one that is spoken of further on."""
    if before is None or before.group is None:
        return before
    return next((d for d in context.drafts[-6:] if d.group == before.group), before)


def _deployed(group: Counted, link: Link | None, s: Clause) -> bool:
    """Soldiers who cross or come without a word of flight are a deployment, and no figure of people on the move."""
    return bool(
        link
        and group.noun
        and group.noun.category in ("combatants", "officials")
        and link.kind
        in (
            "crossed",
            "arrived",
            "transferred",
            "returned",
            "hosted",
            "sheltered",
            "in_camp",
            "registered",
            "displaced",
        )
        and not s.grammar.flight.intersection(s.words.low)
    )


def _compared(group: Counted, s: Clause) -> bool:
    """A figure that another is set against: "down from 1,100", "against 985 the day before"."""
    low = s.words.low
    at = group.first
    while at > 0 and (low[at - 1] in s.grammar.adverbs or low[at - 1] in s.grammar.determiners):
        at -= 1
    return any(tuple(low[max(0, at - size) : at]) in s.grammar.compare for size in (1, 2))


def _place_follows(group: Counted, s: Clause) -> bool:
    """ "33,000 from Idlib, 8,900 from Aleppo": a preposition right behind a bare number, and a name behind that."""
    low = s.words.low
    at = group.last
    return (
        at + 1 < len(low)
        and low[at] in s.grammar.prepositions
        and low[at] not in s.grammar.partitive_of
        and any(s.words.raw[n][0].isupper() for n in range(at + 1, min(at + 4, len(low))))
    )


def _listable(group: Counted) -> bool:
    """A bare number word such as "two" is too little to take over what a list says."""
    return group.how != "bare" or (group.number.value or group.number.high or 0) >= 10


def _fits_shared(group: Counted, shared: Link) -> bool:
    houses = group.noun is not None and group.noun.unit == "houses"
    of_houses = (
        shared.kind.startswith("housing") and shared.counted.noun is not None and shared.counted.noun.unit == "houses"
    )
    return houses == of_houses or (group.noun is None and of_houses)


def _part_marker(group: Counted, s: Clause) -> bool:
    """Words before the number that make it a part of the figure before: "including 177 minors", "of whom 76,000"."""
    low = s.words.low
    for back in range(1, 4):
        at = group.first - back
        if at < 0:
            return False
        word = low[at]
        if word in s.grammar.include:
            return True
        if word == "," and back == 1:
            continue
        if word in s.grammar.anaphora and at > 0 and low[at - 1] in s.grammar.partitive_of | s.grammar.include:
            return True
        if (
            word not in s.grammar.adverbs
            and word not in s.grammar.determiners
            and word not in s.grammar.pronouns
            and word != "("
        ):
            return False
    return False
