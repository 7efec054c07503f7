"""Why the figure is what it is, in sentences that name the rule and the claims."""

from collections.abc import Iterable

from panj.events import amounts, clashes
from panj.events import constants as c
from panj.events.counts import Count
from panj.events.observe import Observation
from panj.events.stories import Story


def label(one: Count | Observation) -> str:
    """A count as a person refers to it: "01_khovar: 347"."""
    head = one if isinstance(one, Observation) else min(one.members, key=lambda o: (o.value != one.value, o.order))
    return f"{head.claim.document.rsplit('/', 1)[-1]}: {amounts.spoken(head.measure)}"


def _labels(counts: Iterable[Count | Observation], most: int = 4) -> str:
    names = list(dict.fromkeys(label(k) for k in counts))
    return "; ".join(names[:most]) + (f"; and {len(names) - most} more" if len(names) > most else "")


def why(story: Story) -> list[str]:
    """The reasons behind a story's figure, one sentence each."""
    best = story.best
    out = []
    if story.withdrawn and not story.points:
        repeated = [o for k in story.counts for o in k.members if o.claim.status != "retracted"]
        out.append(f"Rule 5: {amounts.plain(best.value)} is withdrawn ({_labels(story.withdrawn)}) and counts nothing.")
        return out + ([f"Rule 5: {_labels(repeated)}: the same figure, ended with it."] if repeated else [])
    if best.value is None:
        out.append(f"Rule 6: no report gives a number ({_labels(best.members)}).")
    else:
        out.append(f"Rule 9: {amounts.plain(best.value)} is used ({_labels(best.members)}).")
    rounded = [o for o in best.members if o.value != best.value and o.value is not None]
    if rounded:
        out.append(f"Rule 3: {_labels(rounded)} round or repeat it.")
    older = [k for k in story.points if k is not best]
    if older:
        words = "at other dates" if best.head.stock else "superseded by the later total"
        out.append(f"Rule 5: {_labels(older)}: {words}, never added.")
    if story.inside:
        out.append(f"Rule 4: {_labels(story.inside)}: part of it, or an older total told again.")
    if story.ceilings:
        out.append(f"Rule 6: {_labels(story.ceilings)}: an upper bound, not a count.")
    if story.rates:
        out.append(f"Rule 5: {_labels(story.rates)}: a pace, not a count.")
    for told, total, parts in clashes.listed(story):
        sum_ = " + ".join(amounts.plain(p.value) for p in parts)
        end = (
            "as stated"
            if total == told.value
            else f"{amounts.plain(abs((told.value or 0) - total))} off the {amounts.plain(told.value)} stated"
        )
        line = f"Rule 4: {sum_} = {amounts.plain(total)}, {end} ({told.claim.document.rsplit('/', 1)[-1]})."
        if line not in out and abs(total - (told.value or 0)) <= c.SUM_NEAR * (told.value or 1):
            out.append(line)
    for key, (root, why) in sorted(story.folded.items()):
        if why and any(o.authority.key == key and o.authority.named for k in story.counts for o in k.members):
            out.append(f"Rule 3: {_shown(story, key)} {why} as {_shown(story, root)} and is counted once.")
    out += [f"Rule 6: {_labels(r.points)}: another authority's count, kept as a second series." for r in story.rivals]
    if story.rival_of:
        out.append(f"Rule 6: a second series beside {_labels([story.rival_of.best])}; not added to it.")
    if story.dropped:
        out.append(f"Rule 6: {_labels(story.dropped)}: does not fit the series of the same authority, and is not used.")
    return out + story.notes


def _shown(story: Story, key: str) -> str:
    names = {o.authority.key: o.authority.name for k in story.counts for o in k.members}
    return names.get(key, key)
