"""Claims and events line by line in the contract's JSON form."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from panj.model import Claim, Event, to_wire


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)


def claims(items: Iterable[Claim], *, internal: bool = False) -> Iterator[str]:
    """One line of JSON for each claim, without line break; `internal` adds which rule read it."""
    for claim in items:
        yield _line(to_wire(claim, internal=internal))


def events(items: Iterable[Event]) -> Iterator[str]:
    """One line of JSON for each event, without line break."""
    for event in items:
        yield _line(to_wire(event))
