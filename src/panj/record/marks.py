"""How far a record has come: what a cache compares to know that it is out of date."""

from sqlalchemy import func, select

from panj.record import schema as t
from panj.record.read import Reading

Mark = tuple[int, ...]
"""Numbers that grow with the record; the same numbers mean the same content."""


def mark_of(reading: Reading) -> Mark:
    """The last states, judgements and restrictions and the number of tombstones: all that a view follows from."""
    query = select(
        select(func.max(t.states.c.id)).scalar_subquery(),
        select(func.max(t.judgements.c.id)).scalar_subquery(),
        select(func.count()).select_from(t.tombstones).scalar_subquery(),
        select(func.max(t.sensitivities.c.id)).scalar_subquery(),
    )
    return tuple(number or 0 for number in reading._first(query))
