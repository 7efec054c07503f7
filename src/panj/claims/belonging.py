"""Which of a sentence's figures a place or a date belongs to."""

from collections.abc import Sequence
from itertools import pairwise

from panj.claims.drafts import Draft
from panj.claims.role_words import RoleWords

CLOSE = 25
"""Characters behind a number within which a date or place is its own: "136,000 on Saturday"."""


class Belonging:
    """The figures of one sentence, in order, and the clause breaks between them."""

    def __init__(self, drafts: Sequence[Draft], text: str, words: RoleWords) -> None:
        self.drafts = drafts
        self.order = {id(draft): n for n, draft in enumerate(drafts)}
        self.starts = [draft.number.start for draft in drafts]
        self.breaks: list[int | None] = []
        for one, other in pairwise(drafts):
            found = list(words.breaks.finditer(text, one.number.end, max(one.number.end, other.number.start)))
            self.breaks.append(found[-1].start() if found else None)

    def belongs(self, draft: Draft, start: int) -> bool:
        """Whether what stands at an offset says something of the draft: it opens the sentence, shares the draft's
        clause, or follows a list whose members share one verb."""
        mine = self.order[id(draft)]
        owner = -1
        for n, number in enumerate(self.starts):
            if number <= start:
                owner = n
        if owner < 0 or (owner == mine and not self._in_next(owner, start)):
            return True
        if self._in_next(owner, start):
            owner += 1
            if mine >= owner:
                return self._one_list(owner, mine)
        if mine > owner:
            return False
        if self.drafts[mine].group is not None and self.drafts[mine].group == self.drafts[owner].group:
            return True
        return self._one_list(mine, owner) and any(
            d.trigger is not None and d.trigger.end <= start and d.trigger.start >= draft.number.end
            for d in self.drafts[mine : owner + 1]
        )

    def right_behind(self, start: int) -> bool:
        """Whether the offset follows a figure so closely that what stands there is that figure's alone."""
        return any(0 <= start - draft.number.end <= CLOSE for draft in self.drafts)

    def _in_next(self, owner: int, start: int) -> bool:
        """Whether the offset lies behind the break that opens the next figure's clause."""
        at = self.breaks[owner] if 0 <= owner < len(self.breaks) else None
        return at is not None and start > at

    def _one_list(self, first: int, last: int) -> bool:
        draft = self.drafts[first]
        return all(
            d.chain == draft.chain or (d.group is not None and d.group == draft.group)
            for d in self.drafts[first : last + 1]
        )
