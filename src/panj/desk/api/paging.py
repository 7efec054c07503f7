"""Pages of answers: a cursor names the last thing of the page before, and is nothing to be made by hand."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final

from fastapi import Query, Request

from panj.errors import InputError
from panj.record import Moment

MOST: Final = 200
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at the most.")]
Cursor = Annotated[
    str | None, Query(max_length=600, description="`next` of the page before; without it, the first page.")
]
FIRST, LAST = date(1900, 1, 1), date(2200, 1, 1)
"""Days that are asked for lie between these."""
AsOf = Annotated[
    date | None, Query(ge=FIRST, le=LAST, description="What was published by that day.", examples=["2021-07-15"])
]
AsRecorded = Annotated[
    datetime | None, Query(description="What the record knew by then.", examples=["2021-07-15T12:00:00Z"])
]


def moment_of(as_of: date | None, as_recorded: datetime | None) -> Moment:
    """The moment that two parameters name. Raises InputError."""
    told = None
    if as_recorded:
        try:
            whole = as_recorded.replace(tzinfo=as_recorded.tzinfo or UTC).astimezone(UTC)
        except OverflowError as error:
            raise InputError("This time is none that a record could know") from error
        told = whole.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return Moment(as_of.isoformat() if as_of else None, told)


def packed(position: str) -> str:
    """A cursor for what a position says."""
    return base64.urlsafe_b64encode(position.encode()).decode().rstrip("=")


def unpacked(cursor: str | None) -> str:
    """What a cursor says; "" for none. Raises InputError where it is not ours."""
    if cursor is None:
        return ""
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeError, ValueError) as error:
        raise InputError("This cursor is not one of ours", "begin without one") from error


def page(request: Request, items: Sequence[Mapping[str, Any]], cursor: str | None) -> dict[str, Any]:
    """A page: its items, the cursor of the next, and the address of that; both null where it is the last."""
    url = request.url.include_query_params(cursor=cursor) if cursor else None
    return {"items": list(items), "next": cursor, "next_url": f"{url.path}?{url.query}" if url else None}
