"""The grammar of temporal expressions: templates of the word lists, compiled to one scanning expression."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from panj.errors import DataError
from panj.lexicon import table
from panj.lexicon.vocabulary import heads

Slots = dict[str, Any]

SLOT: Final = re.compile(r"\{([a-z_]+)(\d?)\}")
SPACE: Final = r"[^\S\r\n]{1,3}"
WRAPPED_SPACE: Final = r"(?:[^\S\r\n]{1,3}|[^\S\r\n]?\r?\n[^\S\r\n]?)"
"""White space inside an expression; in a text with hard line breaks it may hold one of them."""

DIGIT_SLOTS: Final[Mapping[str, str]] = {
    "year": r"(?:1[0-9]|20|21)\d\d",
    "yy": r"\d\d",
    "digits": r"\d{1,4}",
    "dd": r"(?:0[1-9]|[12]\d|3[01])",
    "mm": r"(?:0[1-9]|1[0-2])",
    "n": r"[1-4]",
    "hour": r"(?:1\d|2[0-3]|0?\d)",
    "hhmm": r"(?:[01]\d|2[0-3])[0-5]\d",
    "clock": r"(?:[01]?\d|2[0-4])[:.h][0-5]\d(?::[0-5]\d)?",
    "iso": r"\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:[t\s]\d\d:\d\d(?::\d\d)?z?)?)?",
}
INNER: Final = frozenset({"number", "more", "direction", "ampm"})
"""Word lists that no expression begins with, or not without more behind."""
DIGIT_HEADS: Final = frozenset({*DIGIT_SLOTS, "day"})
OPTIONAL: Final = re.compile(r"\(\?:([^()]*)\)\?")
ISO_FORM: Final = frozenset({"iso", "clock"})


def alternatives(words: Iterable[str]) -> str:
    """An expression for any of the words, the longest that fits, which looks at each character once."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branches(tree)


def _branches(node: dict[str, Any]) -> str:
    literal = (" " if character == " " else re.escape(character) for character in node if character)
    branches = [
        start + _branches(node[character]) for start, character in zip(literal, filter(None, node), strict=True)
    ]
    if not branches:
        return ""
    if len(branches) == 1 and "" not in node:
        return branches[0]
    return "(?:" + "|".join(branches) + ")" + ("?" if "" in node else "")


def _heads(pattern: str) -> set[str]:
    """Whether what a template matches may begin with a digit, with something else, or with either."""
    heads = set()
    while pattern.startswith("(?:") and (optional := OPTIONAL.match(pattern)):
        heads |= _heads(optional[1])
        pattern = pattern[optional.end() :]
    slot = SLOT.match(pattern)
    if slot and slot[1] == "number":
        return heads | {"digit", "other"}
    return heads | {"digit" if slot and slot[1] in DIGIT_HEADS else "other"}


@dataclass(frozen=True, slots=True)
class Template:
    """One way of writing an expression: the rule that gives it its meaning, and the guard that may turn it away."""

    rule: str
    guard: str
    read: re.Pattern[str]


class Grammar:
    """The compiled word lists of one language."""

    def __init__(self, language: str) -> None:
        self.data: Final = table(language, "dates")
        self.words: Final[Mapping[str, frozenset[str]]] = {k: frozenset(v) for k, v in self.data["words"].items()}
        self.values: Final[dict[str, dict[str, Any]]] = self._values()
        self._slots: Final = self._slot_expressions()
        self._raw: Final = [
            (entry["rule"], entry.get("guard", ""), pattern)
            for entry in self.data["templates"]
            for pattern in entry["patterns"]
        ]
        begins = [_heads(pattern) for _, _, pattern in self._raw]
        self._order: Final = [[n for n, head in enumerate(begins) if side in head] for side in ("digit", "other")]
        self._groups: Final = [*self._order[0], *self._order[1]]
        names = alternatives([*self.values["month"], *self.values["weekday"]])
        self.names: Final = re.compile(rf"(?<!\w)(?:{names})(?!\w)")
        """Names of months and weekdays, which some languages write with a capital."""
        self.heads: Final = self._heads()
        """The words that an expression may begin with."""
        self.row: Final = re.compile(rf"[\s,]{{1,3}}(?:\w{{1,4}}\s)?\d\d?{self.data['day_suffix']}(?!\w)")
        """The next of a row of ordinal numbers: "the 1st, 7th and 9th"."""
        self._templates: Final[dict[int, Template]] = {}
        self._scans: Final[dict[bool, re.Pattern[str]]] = {}
        self._read: Final[dict[tuple[int, str], Slots]] = {}

    def _values(self) -> dict[str, dict[str, Any]]:
        values = {k: v for k, v in self.data.items() if isinstance(v, dict) and k not in ("words", "relation")}
        ones, tens = values.pop("ones"), values.pop("tens")
        number: dict[str, Any] = dict(values.pop("quantity")) | ones | tens
        for ten, base in tens.items():
            for one, unit in ones.items():
                if unit < 10:
                    number[f"{ten}-{one}"] = number[f"{ten} {one}"] = base + unit
        values["number"] = number
        return values

    def _slot_expressions(self) -> dict[str, str]:
        suffix = self.data["day_suffix"]
        slots = dict(DIGIT_SLOTS)
        for name, words in self.values.items():
            slots[name] = alternatives(words)
        for name in ("month", "weekday"):
            slots[name] = self._abbreviable(self.values[name])
        slots["number"] = rf"(?:\d{{1,3}}(?:[.,]\d)?|{slots['number']})"
        slots["day"] = rf"(?:3[01]|[12]\d|0?[1-9])(?:{suffix}|(?!\d|\.\d|,\d{{3}}(?!\d)))"
        slots["suffix"] = suffix
        slots["zone"] += r"(?: ?[+-]\d{1,2})?"
        for name in ("adjectives", "counted", "vague"):
            slots[name] = alternatives(self.words[name])
        return slots

    @staticmethod
    def _abbreviable(words: Mapping[str, int]) -> str:
        """Names of months or weekdays; one that begins a longer one of the same meaning may end with a full stop."""
        short = {w for w, n in words.items() if any(v != w and v.startswith(w) and m == n for v, m in words.items())}
        long = alternatives(words.keys() - short)
        return rf"(?:{long}|{alternatives(short)}\.?)" if short else long

    def _expression(self, pattern: str, space: str, *, named: bool) -> str:
        def slot(match: re.Match[str]) -> str:
            name = match[1]
            if name not in self._slots:
                raise DataError(f"A template of the dates' word list names an unknown slot: {pattern}")
            body = self._slots[name]
            return f"(?P<{name}{match[2]}>{body})" if named else body

        return SLOT.sub(slot, pattern).replace(" ?", f"(?:{space})?").replace(" ", space).replace("~", f"(?:{space}|-)")

    def scan(self, wrapped: bool) -> re.Pattern[str]:
        """Finds expressions in lower-case text; `lastindex` numbers the template for `template` and `slots`."""
        if wrapped not in self._scans:
            space = WRAPPED_SPACE if wrapped else SPACE
            gate = self._gate().replace(" ", space).replace("~", f"(?:{space}|-)")
            sides = []
            for lead, side in ((r"(?=\d)", self._order[0]), (r"(?!\d)", self._order[1])):
                # an empty group behind each template: the last group that matched says which one it was
                tried = "|".join(f"{self._expression(self._raw[n][2], space, named=False)}()" for n in side)
                sides.append(f"{lead}(?:{tried})")
            self._scans[wrapped] = re.compile(rf"(?<!\w){gate}(?:{'|'.join(sides)})(?!\w)")
        return self._scans[wrapped]

    def _heads(self) -> frozenset[str]:
        words = {w for k, words in self.values.items() if k not in INNER for w in words}
        words |= {*self.data["first"], *self.data["lead"], *self.data["gate"], *self.values["number"]}
        return heads(word for word in words if not word[0].isdigit())

    def _gate(self) -> str:
        """What every expression begins with, so that most words of a text cost next to nothing."""
        leads = frozenset(self.data["lead"])
        words = {w for k, words in self.values.items() if k not in INNER for w in words}
        content = alternatives((words | set(self.data["first"])) - leads)
        follow = {w.split()[0] for k in ("month", "unit", "calendar", "ampm") for w in self.values[k]}
        follow |= self.words["adjectives"] | set(self.data["follow"])
        digits = (
            rf"(?:\d{{1,4}}(?:[.,]\d|{self._slots['suffix']})?|{alternatives(self.values['number'])})"
            rf"(?:[./:–—-]\d| ?[–—/-] ?[\da-z]|~?(?:{alternatives(follow)})(?![^\W\d_]))"
        )
        year = r"(?:1[5-9]|20|21)\d\d(?!\w|[.,]\d)"
        return (
            rf"(?=(?:{alternatives(leads)} ){{0,3}}"
            rf"(?:{content}(?![^\W\d_])|\d\d?{self._slots['suffix']}(?!\w)|{digits}|{year}|['’]\d\d|{alternatives(self.data['gate'])}))"
        )

    def template(self, group: int) -> Template:
        """The template that a group of the scanning expression stands for."""
        number = self._groups[group - 1]
        if number not in self._templates:
            rule, guard, pattern = self._raw[number]
            read = re.compile(self._expression(pattern, WRAPPED_SPACE, named=True) + r"(?!\w)")
            self._templates[number] = Template(rule, guard, read)
        return self._templates[number]

    def slots(self, match: re.Match[str]) -> Slots:
        """The values of the slots of an expression that the scanning expression found."""
        group = match.lastindex or 0
        key = (group, match[0])
        found = self._read.get(key)
        if found is None:
            read = self.template(group).read.match(match.string, match.start())
            groups = read.groupdict() if read else {}
            found = {name: self._value(name.rstrip("23"), raw) for name, raw in groups.items() if raw is not None}
            if len(self._read) > 20_000:
                self._read.clear()
            self._read[key] = found
        return found

    def _value(self, name: str, raw: str) -> Any:
        words = " ".join(raw.split())
        if name == "zone":
            return next(value for zone, value in self.values["zone"].items() if words.startswith(zone))
        if name in self.values:
            values = self.values[name]
            if words in values:
                return values[words]
            if words.rstrip(".") in values:
                return values[words.rstrip(".")]
            return float(words.replace(",", "."))
        if name in ISO_FORM or name in ("hhmm", "suffix", "adjectives", "vague", "digits"):
            return words
        return int(re.sub(r"\D", "", words))


@cache
def grammar(language: str) -> Grammar:
    return Grammar(language)
