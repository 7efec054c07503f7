"""robots.txt as RFC 9309 has it: groups by name, the longest rule that matches decides, and allowing wins a tie.

Patterns are matched by searching their parts one after another, so that no rule of a hostile file takes long.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

LINE = re.compile(r"([A-Za-z-]{1,40})[ \t]{0,20}:[ \t]{0,20}([^#\r\n]{0,2000})")
MAX_RULES = 5_000


@dataclass(slots=True)
class Robots:
    """Rules for one reader: patterns with whether they allow; `delay` in seconds where the host asks for one."""

    rules: list[tuple[str, bool]] = field(default_factory=list)
    delay: float | None = None

    def allows(self, path: str) -> bool:
        """Whether a path with its query may be fetched."""
        plain = unquote(path)
        best, allowed = -1, True
        for pattern, allow in self.rules:
            if len(pattern) >= best and _matches(pattern, plain) and (len(pattern) > best or allow):
                best, allowed = len(pattern), allow
        return allowed


def parse(text: str, agent: str) -> Robots:
    """What the file says to a reader of this name: its own groups, else those for all."""
    groups: dict[bool, Robots] = {}
    speaking: set[bool] = set()
    naming = False
    for line in text.splitlines():
        match = LINE.match(line.strip().lstrip("\ufeff"))
        if not match:
            continue
        key, value = match[1].lower(), match[2].strip()
        if key == "user-agent":
            speaking = speaking if naming else set()
            naming = True
            if value == "*" or value.lower() == agent:
                speaking.add(value != "*")
                groups.setdefault(value != "*", Robots())
        elif key in ("allow", "disallow", "crawl-delay"):
            naming = False
            for mine in speaking:
                _add(groups[mine], key, value)
    return groups.get(True) or groups.get(False) or Robots()


def _add(robots: Robots, key: str, value: str) -> None:
    if key == "crawl-delay":
        if re.fullmatch(r"\d{1,6}(?:\.\d{1,6})?", value):
            robots.delay = float(value)
    elif value and len(robots.rules) < MAX_RULES:
        robots.rules.append((unquote(value), key == "allow"))


def _matches(pattern: str, path: str) -> bool:
    whole = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not rest:
        return not whole or at == len(path)
    for part in rest[:-1]:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    last = rest[-1]
    return path.endswith(last) and len(path) - len(last) >= at if whole else path.find(last, at) >= 0
