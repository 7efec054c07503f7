"""Subjects, objects and agents in a sentence of chunks, found by walking away from the verb."""

from collections.abc import Sequence, Set

from panj.claims.security_items import Chunk
from panj.claims.security_words import STANDS_FOR, Row, SecurityWords

STOPS = frozenset(",;:.!?—–|")
HARD = frozenset(";:.!?|")
TIMES = frozenset({"<date>", "<dur>"})
OBJECT = 7
"""Chunks behind a verb among which its object is looked for."""
ASIDE = 18
"""Chunks between commas that are stepped over."""
AGENT = 9
"""Chunks behind a verb among which "by" is looked for."""
RECALL = 8
"""Noun phrases back to which a pronoun reaches."""


class Arguments:
    """One sentence in chunks, with the noun phrases of the sentence before, which a pronoun may stand for."""

    def __init__(
        self, chunks: Sequence[Chunk], lists: SecurityWords, before: Sequence[Chunk] = (), told: Set[str] = frozenset()
    ) -> None:
        self.chunks = chunks
        self.told = told
        """Kinds that the report has told so far."""
        self.before = before
        self.lists = lists
        self.small = lists.lists
        self.low = [c.low for c in chunks]
        self.kinds = [c.kind for c in chunks]
        self.present = frozenset(self.kinds)

    def fits(self, places: Sequence[int], kinds: frozenset[str], *, strict: bool = False) -> bool:
        """Whether one of the chunks is of the kinds, or stands for one that is."""
        for n in places:
            kind = self.kinds[n]
            if kind in kinds:
                return True
            if kind in STANDS_FOR and not strict:
                nouns = [*self.before, *(c for c in self.chunks[:n] if c.kind)][-RECALL:]
                if kind == "<num>":
                    nouns = [c for c in nouns if c.number is not None and c.kind != "<num>"][-1:]
                if any(c.kind in kinds for c in nouns):
                    return True
        return False

    # ---------------------------------------------------------------- subjects

    def subjects(self, verb: int) -> list[int]:
        """The chunks of the subject of a verb: the nearest noun phrase before it that no preposition governs."""
        n = verb - 1
        gerund = self.low[verb] in self.lists.gerunds
        while n >= 0:
            word = self.low[n]
            if word in self.small["gerund_after"] and gerund and n == verb - 1:
                return self._clause_first(n)
            skipped = self._skipped(n, verb, gerund=gerund)
            if skipped is not None:
                n = skipped
                continue
            if word in self.small["relative"]:
                n -= 1
                return self._nearest(n - 1 if n >= 0 and self.low[n] == "," else n)
            if word == ",":
                return self._before_comma(n)
            if word in self.lists.grammar.coordinators or word in self.small["also_joins"]:
                return self._clause_first(n)
            if self.kinds[n]:
                found = self._nearest(n)
                return found or ([n] if gerund and self.kinds[n] != "<num>" else [])
            if word in self.lists.gerunds or word in self.lists.participles or word in HARD:
                return []
            if word in self.lists.forms:
                return self._clause_first(n)
            governor = self._governed(n)
            if governor is None:
                return []
            n = governor - 1
        return []

    def _skipped(self, n: int, verb: int, *, gerund: bool) -> int | None:
        """Where to go on before a chunk that tells nothing of the subject, or None."""
        word = self.low[n]
        if self.kinds[n] in TIMES:
            return n - 2 if n and self.low[n - 1] in self.small["within"] else n - 1
        if self.light(word) or (word == self.lists.infinitive and n == verb - 1):
            return n - 1
        governing = n + 1 <= verb and self.low[n + 1] == self.lists.infinitive and not self.kinds[n]
        if governing and (word in self.lists.forms or word in self.small["catenative"]):
            return n - 1
        if gerund and n == verb - 1 and word in self.small["begin"]:
            return n - 1
        return None

    def light(self, word: str) -> bool:
        """Auxiliaries, adverbs and negations between a subject and its verb."""
        grammar = self.lists.grammar
        return (
            word in grammar.adverbs or word in grammar.modal or word in grammar.be or word in grammar.have
            or word in grammar.negations or word in self.small["light"]
        )  # fmt: skip

    def _before_comma(self, n: int) -> list[int]:
        """The subject before a comma: what stands before an aside, or the subject of the clause that goes on."""
        opening = next(
            (k for k in range(n - 1, max(-1, n - ASIDE), -1) if self.low[k] == "," or self.low[k] in HARD), None
        )
        if opening is None or self.low[opening] in HARD:
            return self._clause_first(n)
        aside = self._nearest(n - 1, opening + 1)
        outer = self._nearest(opening - 1)
        if outer and aside and self.kinds[outer[-1]] == "<name>" and self.kinds[aside[-1]] == "<office>":
            return aside
        return outer or aside

    def _governed(self, n: int) -> int | None:
        """The preposition that governs an unknown noun, where one does: "under the understanding"."""
        for k in range(n - 1, max(-1, n - 5), -1):
            if self.low[k] in self.small["within"]:
                return k
            if self.kinds[k] or self.low[k] in STOPS or self.low[k] in self.lists.forms:
                return None
        return None

    def _nearest(self, n: int, floor: int = 0) -> list[int]:
        """The noun phrase that ends at or before n, its prepositional phrases stepped over, with those joined to it."""
        fallback: list[int] = []
        while n >= floor:
            word = self.low[n]
            if self.kinds[n] and self.kinds[n] not in TIMES:
                joined = self._joined(n, floor)
                governor = self._preposition(joined[0], floor)
                if governor is None:
                    return joined
                if self._part(governor, floor):
                    return [n]
                fallback = fallback or [n]
                n = governor - 1
            elif self.kinds[n] or word in self.lists.grammar.adverbs:
                n -= 1
            elif word == "," and fallback:
                opening = next((k for k in range(n - 1, max(floor - 1, n - ASIDE), -1) if self.low[k] == ","), None)
                if opening is None:
                    return fallback
                n = opening - 1
            elif fallback and word in self.lists.participles:
                n -= 1
            elif word in STOPS or word in self.lists.forms:
                return fallback
            else:
                governor = self._governed(n)
                if governor is None:
                    return []
                n = governor - 1
        return fallback

    def _preposition(self, n: int, floor: int) -> int | None:
        """The preposition right before a noun phrase."""
        before = n - 1
        while before >= floor and (
            self.low[before] in self.lists.grammar.determiners or self.low[before] in self.lists.grammar.adverbs
        ):
            before -= 1
        return before if before >= floor and self.low[before] in self.small["within"] else None

    def _part(self, governor: int, floor: int) -> bool:
        """ "one of its ships", "most of the army": the part stands for the whole."""
        if governor <= floor or self.low[governor] not in self.small["of"]:
            return False
        return self.kinds[governor - 1] == "<num>" or self.low[governor - 1] in self.small["partitive"]

    def _joined(self, n: int, floor: int) -> list[int]:
        out = [n]
        idle = TIMES | {"<num>", "<money>", "<pron>", ""}
        while n - 2 >= floor and (self.low[n - 1] in self.small["link"] or (len(out) > 1 and self.low[n - 1] == ",")):
            k = n - 2
            if self.low[k] == ",":
                if self.low[n - 1] == "," or k < floor + 3 or self.low[k - 2] != ",":
                    break
                k -= 1
            if self.kinds[k] in idle or (self.low[n - 1] == "," and self._preposition(k, floor) is not None):
                break
            out.insert(0, k)
            n = k
        return out

    def _clause_first(self, n: int) -> list[int]:
        """The subject of the clause that goes on at n: its first noun phrase that no preposition governs."""
        start = n
        while start > 0 and self.low[start - 1] not in HARD and self.low[start - 1] not in self.small["opens"]:
            start -= 1
        fallback: list[int] = []
        for k in range(start, n):
            if not self.kinds[k] or self.kinds[k] in TIMES:
                continue
            if self._preposition(k, start) is not None:
                fallback = fallback or [k]
                continue
            out = [k]
            while k + 2 < n and self.low[k + 1] in self.small["link"] and self.kinds[k + 2]:
                out.append(k + 2)
                k += 2
            return out
        return fallback

    # ---------------------------------------------------------------- objects and agents

    def objects(self, end: int, row: Row) -> list[int]:
        """The chunks of the direct object behind a verb, where they are of the row's kinds."""
        n, unknown = end, 0
        hops = 9 if row.direct else 0
        while n < len(self.chunks) and n < end + OBJECT:
            kind, word = self.kinds[n], self.low[n]
            if kind and kind in row.object:
                return self._listed(n, row.object)
            if kind in TIMES or kind in ("<num>", "<demonym>"):
                n += 1
            elif kind:
                spatial = n + 1 < len(self.low) and self.low[n + 1] in self.small["spatial"]
                if hops or kind == "<pron>" or not spatial:
                    return []
                hops += 1
                n += 2
            elif word in self.small["aspects"]:
                n = self._what(n)
            elif word in STOPS or word in self.small["relative"] or word in self.small["opens"]:
                return []
            elif self._idle_before_object(word):
                n += 1
            elif word in self.small["inner"] and (unknown or n > end):
                hops += word not in self.small["of"] or unknown > 0
                if hops > 1:
                    return []
                n += 1
            elif word in self.lists.grammar.prepositions or (
                word in self.lists.forms and word not in self.lists.participles
            ):
                return []
            else:
                unknown += 1
                if unknown > 4 or hops:
                    return []
                n += 1
        return []

    def _idle_before_object(self, word: str) -> bool:
        grammar = self.lists.grammar
        return (
            word in grammar.determiners or word in grammar.adverbs
            or word in self.small["partitive"] or word in self.small["possessive"]
        )  # fmt: skip

    def _what(self, n: int) -> int:
        """Behind "what it said were"."""
        for k in range(n + 1, min(n + 7, len(self.low))):
            if self.low[k] in self.lists.grammar.be or self.low[k] in self.small["quoted"]:
                return k + 1
        return len(self.low)

    def _listed(self, n: int, kinds: frozenset[str]) -> list[int]:
        out = [n]
        size = len(self.chunks)
        while n + 2 < size and self.kinds[n + 2] and self.kinds[n + 2] in kinds:
            if self.low[n + 1] not in self.small["link"]:
                longer = n + 4 < size and self.low[n + 3] in self.small["link"] | {","}
                if self.low[n + 1] != "," or not longer:
                    break
            out.append(n + 2)
            n += 2
        return out

    def agents(self, end: int) -> list[int]:
        """Who did it, by "by"."""
        for n in range(end, min(len(self.low), end + AGENT)):
            if self.low[n] in HARD or self.low[n] in self.small["relative"]:
                return []
            if self.low[n] in self.small["by"]:
                for k in range(n + 1, min(len(self.low), n + 5)):
                    if self.kinds[k] in TIMES or self.kinds[k] in ("<num>", "<money>"):
                        return []
                    if self.kinds[k]:
                        return [k]
        return []
